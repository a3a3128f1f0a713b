"""Straight quotation marks turned into Chinese ones, as pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Rule
from newsclean.article.signs import Signs
from newsclean.article.view import View
from newsclean.punctuation.context import HAN, Context, Side
from newsclean.settings import Settings

_HAN = re.compile(f"[{HAN}]")
_DOUBLE = re.compile('"')
# An apostrophe has a Latin letter on each side, or drops a digit ('90s).
_SINGLE = re.compile(r"(?<![A-Za-z])'|'(?![A-Za-z])")
# A number before a straight mark is in inches if it is one that screens and pipes have, and no name (M1, MQ-9).
_INCH = re.compile(r"(?<![A-Za-z0-9.\-])[0-9]{1,2}(?:\.[0-9])?\Z")
_REACH = 6


def _double(view: View, settings: Settings) -> Iterator[Edit]:
    yield from _pairs(view, _DOUBLE, "“”", "punctuation/double-quotes")


def _single(view: View, settings: Settings) -> Iterator[Edit]:
    yield from _pairs(view, _SINGLE, "‘’", "punctuation/single-quotes")


def _pairs(view: View, pattern: re.Pattern[str], curly: str, rule: str) -> Iterator[Edit]:
    context = view.derive(Context)
    for line in view.paragraphs:
        places = [
            match.start()
            for match in pattern.finditer(view.text, line.start, line.end)
            if not view.protected.touch(*match.span())
        ]
        # An odd one cannot be paired with certainty, and neither can the others then.
        if not places or len(places) % 2 or any(mark in view.body(line) for mark in curly):
            continue
        for opening, closing in zip(places[::2], places[1::2], strict=True):
            if not _is_inches(view.text, opening) and _is_chinese(view.text, opening, closing, context):
                yield Edit(opening, opening + 1, curly[0], rule)
                yield Edit(closing, closing + 1, curly[1], rule)


def _is_inches(text: str, opening: int) -> bool:
    return _INCH.search(text[max(0, opening - _REACH) : opening]) is not None


def _is_chinese(text: str, opening: int, closing: int, context: Context) -> bool:
    if not context.is_chinese_line(opening):
        return False
    beside = context.before(opening), context.after(closing + 1)
    return _HAN.search(text, opening, closing) is not None or Side.CHINESE in beside


RULES = (
    Rule(
        id="punctuation/double-quotes",
        kind="normalisation",
        safe=True,
        what='Turns pairs of straight quotation marks "…" in Chinese text into “…”.',
        why="Only where a paragraph holds an even number of them and no curly ones. Inches and English text keep "
        "theirs.",
        source="GB/T 15834-2011 4.8",
        example=Example('他说:"来吧。"', "他说:“来吧。”"),
        find=_double,
        signs=Signs('"'),
    ),
    Rule(
        id="punctuation/single-quotes",
        kind="normalisation",
        safe=True,
        what="Turns pairs of straight single quotation marks in Chinese text into ‘…’.",
        why="Only where a paragraph holds an even number of them; apostrophes are not counted.",
        source="GB/T 15834-2011 4.8",
        example=Example("“服务'最后一公里'”", "“服务‘最后一公里’”"),
        find=_single,
        signs=Signs("'"),
    ),
)
