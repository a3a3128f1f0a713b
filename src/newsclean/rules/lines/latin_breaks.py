"""Line breaks that a person should look at."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.lines.boundaries import layout
from newsclean.settings import Settings

_CUT = ReasonTemplate("latin-cut", "Latin text may have been cut here, in a word or between two")


def _latin_breaks(view: DocumentView, settings: Settings) -> Iterator[Flag]:
    for boundary in view.cached(layout).suspects:
        if (
            boundary.head[-1:].isascii()
            and boundary.head[-1:].isalpha()
            and boundary.tail[0].isascii()
            and boundary.tail[0].islower()
        ):
            yield Flag(boundary.before.stop, boundary.after.body, "lines/latin-break", (_CUT(),))


RULES = (
    Rule(
        id="lines/latin-break",
        kind="flag",
        safe=True,
        what="Flags a line break between Latin letters when the second is a small one.",
        why="Whether a space stood there nobody can tell without knowing the word.",
        example=Example("使用了chat\ngpt模型。", "\n"),
        find=_latin_breaks,
        reasons=(_CUT,),
    ),
)
