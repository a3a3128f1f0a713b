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
_CURLY = {'"': "“”", "'": "‘’"}
# An apostrophe has a Latin letter on each side, or drops a digit ('90s).
_MARKS = {'"': re.compile('["＂“”]'), "'": re.compile(r"(?<![A-Za-z])['＇]|['＇](?![A-Za-z])|[‘’]")}
_STRAIGHTS = {'"': '"＂', "'": "'＇"}
_TO_STRAIGHT = str.maketrans("＂＇", "\"'")
# Pairs of one kind, one behind the other.
_IN_PAIRS = {'"': re.compile('(?:""|“”)*'), "'": re.compile("(?:''|‘’)*")}
# Marks that open and close by turns, whatever their kind.
_BY_TURNS = {'"': re.compile('(?:["“]["”])*'), "'": re.compile("(?:['‘]['’])*")}
# A number before a straight mark is in inches if it is one that screens and pipes have, and no name (M1, MQ-9).
_INCH = re.compile(r"(?<![A-Za-z0-9.\-])[0-9]{1,2}(?:\.[0-9])?\Z")
_REACH = 6


def _double(view: View, settings: Settings) -> Iterator[Edit]:
    yield from _pairs(view, '"', "punctuation/double-quotes")


def _single(view: View, settings: Settings) -> Iterator[Edit]:
    yield from _pairs(view, "'", "punctuation/single-quotes")


def _rows(view: View, straight: str) -> Iterator[tuple[list[int], str]]:
    """The places of the quotation marks of each paragraph that holds a straight one, and the marks themselves."""
    straights = [mark for mark in _STRAIGHTS[straight] if mark in view.outline.text]
    for line in view.paragraphs if straights else ():
        if all(view.text.find(mark, line.start, line.end) < 0 for mark in straights):
            continue
        places = [
            match.start()
            for match in _MARKS[straight].finditer(view.text, line.start, line.end)
            if not view.protected.touch(*match.span())
        ]
        row = "".join([view.text[at] for at in places]).translate(_TO_STRAIGHT)
        if straight in row:
            yield places, row


def _pairs(view: View, straight: str, rule: str) -> Iterator[Edit]:
    context = view.derive(Context)
    for places, row in _rows(view, straight):
        for opening, closing in zip(places[::2], places[1::2], strict=True) if _is_certain(row, straight) else ():
            is_pair = closing > opening + 1 and not _is_inches(view.text, opening)
            if is_pair and _is_chinese(view.text, opening, closing, context):
                for at, curly in zip((opening, closing), _CURLY[straight], strict=True):
                    if view.text[at] != curly:
                        yield Edit(at, at + 1, curly, rule)


def _is_certain(row: str, straight: str) -> bool:
    """Whether the marks of a paragraph can be read in one way only.

    “好”和"行" is one. “好"和"行” is two: one quotation in another, or one behind the other. Where the curly marks by
    themselves are no pairs, as in “好"和"行"、"可”, the straight ones complete them.
    """
    if _IN_PAIRS[straight].fullmatch(row):
        return True
    curly = row.replace(straight, "")
    return _BY_TURNS[straight].fullmatch(row) is not None and not _IN_PAIRS[straight].fullmatch(curly)


def in_doubt(view: View) -> Iterator[int]:
    """The straight double quotation marks of Chinese paragraphs of which cannot be told which belong together."""
    context = view.derive(Context)
    for places, row in _rows(view, '"'):
        if not _is_certain(row, '"'):
            straight = [at for at in places if view.text[at] not in "“”" and not _is_inches(view.text, at)]
            yield from (at for at in straight if context.is_chinese_line(at))


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
        why="Only where the marks of a paragraph, curly ones too, can be read in one way. Inches and English text keep "
        "theirs.",
        source="GB/T 15834-2011 4.8",
        example=Example('他说:"来吧。"', "他说:“来吧。”"),
        find=_double,
        signs=Signs('"＂'),
    ),
    Rule(
        id="punctuation/single-quotes",
        kind="normalisation",
        safe=True,
        what="Turns pairs of straight single quotation marks in Chinese text into ‘…’.",
        why="Only where the marks of a paragraph, curly ones too, can be read in one way; apostrophes are not counted.",
        source="GB/T 15834-2011 4.8",
        example=Example("“服务'最后一公里'”", "“服务‘最后一公里’”"),
        find=_single,
        signs=Signs("'＇"),
    ),
)
