"""Straight quotation marks turned into Chinese ones, as pairs; and the apostrophe of a shortened year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from newsclean.article.proposal import Edit
from newsclean.article.rule import Example, Rule
from newsclean.article.signs import Signs
from newsclean.article.view import View
from newsclean.patterns import regex
from newsclean.punctuation.context import Context, Side
from newsclean.settings import Settings
from newsclean.text.charsets import ANY_HAN, HAN


@dataclass(frozen=True)
class _Kind:
    """Double or single quotation marks; finds those of a view, once however many rules ask, by `view.derive`.

    Attributes:
        straight: The straight one.
        wide: Its full-width form.
        curly: The opening one and the closing one.
        mark: Matches any of them.
        in_pairs: Matches a row of pairs of one form, one behind the other.
        by_turns: Matches a row of marks that open and close by turns, whatever their form.
    """

    straight: str
    wide: str
    curly: str
    mark: re.Pattern[str]
    in_pairs: re.Pattern[str]
    by_turns: re.Pattern[str]

    def __call__(self, view: View) -> list[tuple[list[int], str]]:
        """The places of the marks of each paragraph that holds a straight one, and the marks themselves."""
        rows: list[tuple[list[int], str]] = []
        there = [mark for mark in (self.straight, self.wide) if mark in view.outline.text]
        years = view.derive(_short_years) if there else ()
        for line in view.paragraphs if there else ():
            if all(view.text.find(mark, line.start, line.end) < 0 for mark in there):
                continue
            places = [
                match.start()
                for match in self.mark.finditer(view.text, line.start, line.end)
                if match.start() not in years and not view.protected.touch(*match.span())
            ]
            row = "".join([view.text[at] for at in places]).replace(self.wide, self.straight)
            if self.straight in row:
                rows.append((places, row))
        return rows


_DOUBLE = _Kind('"', "＂", "“”", regex('["＂“”]'), regex('(?:""|“”)*'), regex('(?:["“]["”])*'))
# An apostrophe has a Latin letter on each side, or drops a digit ('90s).
_SINGLE = _Kind(
    "'",
    "＇",
    "‘’",
    regex(r"(?<![A-Za-z])['＇]|['＇](?![A-Za-z])|[‘’]"),
    regex("(?:''|‘’)*"),
    regex("(?:['‘]['’])*"),
)
# A year without its century: '98北京新年音乐会, '97—'98赛季; and '97年, but not '90后'.
_SHORT_YEAR = {mark: regex(rf"{mark}(?<![A-Za-z0-9].)(?=[0-9]{{2}}(?:[—–\-]|[{HAN}]))") for mark in "'＇’"}
# A number before a straight mark is in inches if it is one that screens and pipes have, and no name (M1, MQ-9).
_INCH = regex(r"(?<![A-Za-z0-9.\-])[0-9]{1,2}(?:\.[0-9])?\Z")
_REACH = 6


def _short_years(view: View) -> frozenset[int]:
    """The apostrophes that stand for the century of a year."""
    text = view.text
    perhaps = {start for start, _ in view.outline.guarded(_SHORT_YEAR)}
    found: set[int] = set()
    for line in view.paragraphs if perhaps else ():
        places = [match.start() for match in _SINGLE.mark.finditer(text, line.start, line.end)]
        mine = perhaps.intersection(places)
        if len(mine) == 1 and len(places) % 2:  # the others are pairs
            found |= mine
        # Behind one that opens a quotation stands one that closes it: '90后'.
        found.update(at for at, behind in pairwise((*places, -1)) if at in mine and (behind < 0 or behind in mine))
    return frozenset(found)


def _double_quotes(view: View, settings: Settings) -> Iterator[Edit]:
    yield from _pairs(view, _DOUBLE, "punctuation/double-quotes")


def _single_quotes(view: View, settings: Settings) -> Iterator[Edit]:
    context = view.derive(Context)
    for at in sorted(view.derive(_short_years)):
        if view.text[at] != "’" and context.is_chinese_line(at) and not view.protected.touch(at, at + 1):
            yield Edit(at, at + 1, "’", "punctuation/single-quotes")
    yield from _pairs(view, _SINGLE, "punctuation/single-quotes")


def _pairs(view: View, kind: _Kind, rule: str) -> Iterator[Edit]:
    context = view.derive(Context)
    for places, row in view.derive(kind):
        for opening, closing in zip(places[::2], places[1::2], strict=True) if _is_certain(row, kind) else ():
            is_pair = closing > opening + 1 and not _is_inches(view.text, opening)
            if is_pair and _is_chinese(view.text, opening, closing, context):
                for at, curly in zip((opening, closing), kind.curly, strict=True):
                    if view.text[at] != curly:
                        yield Edit(at, at + 1, curly, rule)


def _is_certain(row: str, kind: _Kind) -> bool:
    """Whether the marks of a paragraph can be read in one way only.

    “好”和"行" is one. “好"和"行” is two: one quotation in another, or one behind the other. Where the curly marks by
    themselves are no pairs, as in “好"和"行"、"可”, the straight ones complete them.
    """
    if kind.in_pairs.fullmatch(row):
        return True
    curly = row.replace(kind.straight, "")
    return kind.by_turns.fullmatch(row) is not None and not kind.in_pairs.fullmatch(curly)


def in_doubt(view: View) -> Iterator[int]:
    """The straight double quotation marks of Chinese paragraphs of which cannot be told which belong together."""
    context = view.derive(Context)
    for places, row in view.derive(_DOUBLE):
        if not _is_certain(row, _DOUBLE):
            straight = [at for at in places if view.text[at] not in _DOUBLE.curly and not _is_inches(view.text, at)]
            yield from (at for at in straight if context.is_chinese_line(at))


def _is_inches(text: str, opening: int) -> bool:
    return _INCH.search(text[max(0, opening - _REACH) : opening]) is not None


def _is_chinese(text: str, opening: int, closing: int, context: Context) -> bool:
    if not context.is_chinese_line(opening):
        return False
    beside = context.before(opening), context.after(closing + 1)
    return ANY_HAN.search(text, opening, closing) is not None or Side.CHINESE in beside


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
        find=_double_quotes,
        signs=Signs(_DOUBLE.straight + _DOUBLE.wide),
    ),
    Rule(
        id="punctuation/single-quotes",
        kind="normalisation",
        safe=True,
        what="Turns pairs of straight single quotation marks in Chinese text into ‘…’, and the apostrophe of a "
        "shortened year, '98, into ’.",
        why="Only where the marks of a paragraph, curly ones too, can be read in one way; apostrophes are not counted.",
        source="GB/T 15834-2011 4.8",
        example=Example("“服务'最后一公里'”", "“服务‘最后一公里’”"),
        find=_single_quotes,
        signs=Signs(_SINGLE.straight + _SINGLE.wide),
    ),
)
