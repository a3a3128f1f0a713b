"""Straight single quotation marks turned into Chinese ones, as pairs; and the apostrophe of a shortened year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.rule import Example, Rule
from newsclean.prefilter.trigger import Trigger
from newsclean.rules.punctuation.context import Context, Side
from newsclean.rules.punctuation.double_quotes import FEW_DIGITS, inner_quotations, writes_corners
from newsclean.settings import Settings
from newsclean.text.charsets import ANY_HAN, HAN
from newsclean.text.patterns import lazy_regex

_STRAIGHT, _WIDE, _CURLY, _DOUBLE = "'", "＇", "‘’", '"＂'
# An apostrophe has a Latin letter on each side, or drops a digit ('90s).
_MARK = lazy_regex(r"(?<![A-Za-z])['＇]|['＇](?![A-Za-z])|[‘’]")
# Pairs of one form, one behind the other; and marks that open and close by turns, whatever their form.
_IN_PAIRS, _BY_TURNS = frozenset(("''", "‘’")), frozenset(("''", "'’", "‘'", "‘’"))
# A year without its century: '98北京新年音乐会, '97—'98赛季; and '97年, but not '90后'.
_SHORT_YEAR = {mark: lazy_regex(rf"{mark}(?<![A-Za-z0-9].)(?=[0-9]{{2}}(?:[—–\-]|[{HAN}]))") for mark in "'＇’"}

# Minutes and feet: 78'22.
_REACH = 6
_LETTER = lazy_regex("[A-Za-z0-9]")
# A row of more has no reading that is clearly best.
_LONGEST = 400


def _short_years(view: DocumentView) -> frozenset[int]:
    """The apostrophes that stand for the century of a year."""
    text = view.text
    perhaps = {start for start, _ in view.skeleton.guarded(_SHORT_YEAR)}
    found: set[int] = set()
    for line in view.paragraphs if perhaps else ():
        places = [match.start() for match in _MARK.finditer(text, line.start, line.end)]
        mine = perhaps.intersection(places)
        if len(mine) == 1 and len(places) % 2:  # the others are pairs
            found |= mine
        # Behind one that opens a quotation stands one that closes it: '90后'.
        found.update(at for at, behind in pairwise((*places, -1)) if at in mine and (behind < 0 or behind in mine))
    return frozenset(found)


def _single_quotes(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    context = view.cached(Context)
    for at in sorted(view.cached(_short_years)):
        if view.text[at] != "’" and context.is_chinese_line(at) and not view.protected_spans.touch(at, at + 1):
            yield Edit(at, at + 1, "’", "punctuation/single-quotes")
    for places, row in _rows(view):
        for opening, closing in zip(places[::2], places[1::2], strict=True) if _is_certain(row) else ():
            is_minutes = FEW_DIGITS.search(view.text, max(0, opening - _REACH), opening) is not None
            # Of a program, or an answer: 'A'.
            is_letter = closing == opening + 2 and _LETTER.match(view.text, opening + 1) is not None
            if (
                closing > opening + 1
                and not is_minutes
                and not is_letter
                and not view.cached(inner_quotations).touch(opening, closing)  # the third in each other is double again
                and _is_chinese(view.text, opening, closing, context)
            ):
                for at, mark in zip((opening, closing), _style(view, settings, opening), strict=True):
                    if view.text[at] != mark:
                        yield Edit(at, at + 1, mark, "punctuation/single-quotes")


def _style(view: DocumentView, settings: Settings, opening: int) -> str:
    """The marks of a pair: in a traditional text corners, inner ones behind a double mark that is open."""
    line = view.cached(Context).line(opening)
    if view.text.find("‘", *line) >= 0 or not writes_corners(view, settings, line):
        return _CURLY
    before = view.text[line[0] : opening]
    is_inner = before.count("「") > before.count("」") or sum(map(before.count, _DOUBLE)) % 2
    return "『』" if is_inner else "「」"


def _rows(view: DocumentView) -> Iterator[tuple[list[int], str]]:
    """The places of the marks of each paragraph that holds a straight one, and the marks themselves."""
    there = [mark for mark in (_STRAIGHT, _WIDE) if mark in view.skeleton.text]
    years = view.cached(_short_years) if there else ()
    for line in view.paragraphs if there else ():
        if all(view.text.find(mark, line.start, line.end) < 0 for mark in there):
            continue
        places = [
            match.start()
            for match in _MARK.finditer(view.text, line.start, line.end)
            if match.start() not in years and not view.protected_spans.touch(*match.span())
        ]
        row = "".join([view.text[at] for at in places]).replace(_WIDE, _STRAIGHT)
        if _STRAIGHT in row and len(row) <= _LONGEST:
            yield places, row


def _is_certain(row: str) -> bool:
    """Return whether the marks of a paragraph can be read in one way only.

    ‘好’和'行' is one. ‘好'和'行’ is two: one quotation in another, or one behind the other. Where the curly marks by
    themselves are no pairs, as in ‘好'和'行'、'可’, the straight ones complete them.
    """
    pairs, curly = _pairs(row), _pairs(row.replace(_STRAIGHT, ""))
    return pairs <= _IN_PAIRS or (pairs <= _BY_TURNS and not curly <= _IN_PAIRS)


def _pairs(row: str) -> set[str]:
    return {row[at : at + 2] for at in range(0, len(row), 2)}


def _is_chinese(text: str, opening: int, closing: int, context: Context) -> bool:
    if not context.is_chinese_line(opening):
        return False
    beside = context.before(opening), context.after(closing + 1)
    return ANY_HAN.search(text, opening, closing) is not None or Side.CHINESE in beside


RULES = (
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
        trigger=Trigger(_STRAIGHT + _WIDE),
    ),
)
