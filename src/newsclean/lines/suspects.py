"""Line breaks and lines that a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.article.proposal import Flag
from newsclean.article.rule import Example, Rule
from newsclean.article.view import View
from newsclean.lines.boundary import layout
from newsclean.settings import Settings

_JUMP = re.compile(
    r"[（(\[【]?\s*(?:下转|上接|紧接|转|接)\s*第?\s*[0-9A-Za-z一二三四五六七八九十]{1,4}\s*版[^，。]{0,12}[）)\]】]?"
)


def _jump_lines(view: View, settings: Settings) -> Iterator[Flag]:
    for line in view.paragraphs:
        if line.stop - line.body <= 24 and "版" in view.body(line) and _JUMP.fullmatch(view.body(line)):
            yield Flag(line.body, line.stop, "lines/jump-line", "jump line: the article goes on elsewhere")


def _latin_breaks(view: View, settings: Settings) -> Iterator[Flag]:
    for boundary in view.derive(layout).boundaries:
        if (
            boundary.head[-1:].isascii()
            and boundary.head[-1:].isalpha()
            and boundary.tail[0].isascii()
            and boundary.tail[0].islower()
        ):
            yield Flag(
                boundary.before.stop,
                boundary.after.body,
                "lines/latin-break",
                "Latin text may have been cut here, in a word or between two",
            )


RULES = (
    Rule(
        id="lines/jump-line",
        kind="flag",
        safe=True,
        what="Flags a line that says that the article goes on elsewhere, （下转3版）.",
        why="What follows may be missing, or stand further down.",
        example=Example("推动传统农业振兴。\n（下转3版）", "（下转3版）"),
        find=_jump_lines,
    ),
    Rule(
        id="lines/latin-break",
        kind="flag",
        safe=True,
        what="Flags a line break between Latin letters when the second is a small one.",
        why="Whether a space stood there nobody can tell without knowing the word.",
        example=Example("使用了chat\ngpt模型。", "\n"),
        find=_latin_breaks,
    ),
)
