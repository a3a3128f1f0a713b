"""Differences between two paragraphs: what is harmless is listed here, and all else is material."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from newsclean.rules.duplicates.lead_ins import lead_in_of
from newsclean.rules.duplicates.typos import NUMERALS, is_doubled, is_typo
from newsclean.text.alignment import DifferingSpan, differing_spans
from newsclean.text.charsets import PAUSES, STOPS, is_han
from newsclean.text.fold import NARROW
from newsclean.text.patterns import lazy_regex

_DIGITS = frozenset("0123456789")
_INSIDE_FIGURE = _DIGITS.union(".,:/%")
# Marks that part what is said, and marks that are one in several styles. A minus and a tilde are neither.
_PAUSES = frozenset(",、;:.")
_STYLES = (_PAUSES, frozenset("\"'"), frozenset("—–―"), frozenset("[]【】〔〕"))
_BORDERS = frozenset(PAUSES + STOPS)
# What takes back what stands before it: 但须经股东大会批准, 缓期二年执行.
_TAKES_BACK = lazy_regex(f"[{PAUSES}{STOPS}]?(?:但|却|不过|然而|可是|只是|除|如|若|须|需|缓|经查|其中|否则|仅|尚|并未)")
FINAL = frozenset(f"{STOPS};:\"')。！？；：”’）」』")
"""Marks after which a folded paragraph ends."""

# Shorter is no clause.
_CLAUSE = 3
_SAME_START = 2


class Kind(Enum):
    """Kinds of differences between two copies."""

    MARK = "mark"
    """Pauses and styles of marks."""
    LEAD_IN = "lead-in"
    """One of the two begins with a lead-in of the list."""
    CUT = "cut"
    """The later copy lacks whole clauses at its end."""
    DOUBLED = "doubled"
    """A character typed twice."""
    TYPO = "typo"
    """A slip that makes a non-word."""
    MORE = "more"
    """The later copy says a clause more."""
    READING = "reading"
    """Anything else: another figure, name, word, or a word that only one of them has."""


MATERIAL = frozenset((Kind.MORE, Kind.READING))
"""The kinds that a person must see."""


class Difference(NamedTuple):
    """A place where a later paragraph differs from an earlier one; spans in folded code points.

    Attributes:
        kind: What the difference is.
        start: Where it begins in the later text.
        end: One past its end in the later text.
        text: What the later text has there, folded.
        other: What the earlier text has there, folded.
        other_start: Where it begins in the earlier text.
    """

    kind: Kind
    start: int
    end: int
    text: str
    other: str
    other_start: int

    @property
    def span(self) -> DifferingSpan:
        """The place in both texts."""
        return DifferingSpan(self.other_start, self.other_start + len(self.other), self.start, self.end)


def difference(kind: Kind, earlier: str, later: str, span: DifferingSpan) -> Difference:
    """Return the difference at a span of two texts."""
    old, new = span.sides(earlier, later)
    return Difference(kind, span.low_later, span.high_later, new, old, span.low)


def differences_of(earlier: str, later: str) -> tuple[Difference, ...]:
    """Find the differences between two paragraphs, each judged by itself.

    Args:
        earlier: The one that would stay, folded.
        later: The one that might go, folded.
    """
    lead_in = _lead_in_span(earlier, later)
    at, at_later = (lead_in.high, lead_in.high_later) if lead_in else (0, 0)
    found = [difference(Kind.LEAD_IN, earlier, later, lead_in)] if lead_in else []
    one, other = earlier[at:].translate(NARROW), later[at_later:].translate(NARROW)
    if one == other:
        return tuple(found)
    end = _end_span(one, other)
    for span in (end,) if end is not None else _spans(one, other):
        moved = DifferingSpan(span.low + at, span.high + at, span.low_later + at_later, span.high_later + at_later)
        found.append(difference(_kind(one, other, span), earlier, later, moved))
    return tuple(found)


def _lead_in_span(earlier: str, later: str) -> DifferingSpan | None:
    """Return the lead-in that only one of two texts begins with: behind it they are the same for a while."""
    here, there = lead_in_of(later), lead_in_of(earlier)
    if here and later[here : here + _SAME_START] == earlier[:_SAME_START]:
        return DifferingSpan(0, 0, 0, here)
    if there and earlier[there : there + _SAME_START] == later[:_SAME_START]:
        return DifferingSpan(0, there, 0, 0)
    return None


def _end_span(earlier: str, later: str) -> DifferingSpan | None:
    """Return the end of one text that the other, being its beginning, lacks; a final mark aside."""
    shorter, longer = sorted((earlier, later), key=len)
    body = len(shorter) - (shorter[-1:] in FINAL)
    if longer[:body] != shorter[:body]:
        return None
    if longer.startswith(shorter):
        body = len(shorter)
    tail = longer[-1:] == shorter[-1:] and body < len(shorter)
    at, end = body, len(longer) - tail
    own = len(shorter) - tail
    return DifferingSpan(at, end, at, own) if longer == earlier else DifferingSpan(at, own, at, end)


def _spans(earlier: str, later: str) -> Iterator[DifferingSpan]:
    """Return the places that differ; those with nothing, digits of one figure or one word between them are one."""
    last: DifferingSpan | None = None
    for span in differing_spans(earlier, later):
        if last is not None and _are_one(last, span, earlier, later):
            span = DifferingSpan(last.low, span.high, last.low_later, span.high_later)
        elif last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _are_one(one: DifferingSpan, other: DifferingSpan, earlier: str, later: str) -> bool:
    between = earlier[one.high : other.low]
    if not between or (_INSIDE_FIGURE.issuperset(between) and not _DIGITS.isdisjoint(between)):
        return True
    # 全部 and 部分 have a character in common: what is lost is on one side of it, what is gained on the other.
    (old, new), (old_behind, new_behind) = one.sides(earlier, later), other.sides(earlier, later)
    is_word = len(between) == 1 and (not (new or old_behind) or not (old or new_behind))
    beside = later[max(0, one.low_later - 1) : one.low_later], between, later[other.high_later : other.high_later + 1]
    return is_word and (new or new_behind) not in beside  # typed twice


def _kind(earlier: str, later: str, span: DifferingSpan) -> Kind:
    old, new = span.sides(earlier, later)
    if _is_mark(earlier, later, span):
        return Kind.MARK
    if _PAUSES.issuperset(new) and _is_tail(earlier, span.low, span.high):
        return Kind.CUT
    if len(old) + len(new) == 1 and _is_typed_twice(earlier, later, span):
        return Kind.DOUBLED
    if len(old) == len(new) == 1 and is_han(old) and is_han(new):
        return Kind.TYPO if is_typo(earlier, later, span.low, span.low_later) else Kind.READING
    if _PAUSES.issuperset(old) and _is_clause(later, span.low_later, span.high_later):
        return Kind.MORE
    return Kind.READING


def _is_mark(earlier: str, later: str, span: DifferingSpan) -> bool:
    """Tell marks of another style, or a pause for another, that stand in no figure; and a final mark that one lacks."""
    old, new = span.sides(earlier, later)
    style = next((style for style in _STYLES if style.issuperset(old + new)), None)
    if style is None:
        return False
    if len(old) != len(new):  # 不能 and 不，能 are two things
        return style is _PAUSES and span.high == len(earlier) and span.high_later == len(later)
    return not (_is_in_figure(earlier, span.low, span.high) or _is_in_figure(later, span.low_later, span.high_later))


def _is_in_figure(text: str, low: int, high: int) -> bool:
    """Tell a mark between two characters of a figure, or of Latin text."""
    return low > 0 and _counts(text[low - 1]) and _counts(text[high : high + 1])


def _counts(character: str) -> bool:
    return character in NUMERALS or (character.isascii() and character.isalnum())


def _is_border(text: str, at: int) -> bool:
    """Tell a place between two characters at which a clause ends: beside a mark that stands in no figure."""
    if at in (0, len(text)):
        return True
    return any(text[mark] in _BORDERS and not _is_in_figure(text, mark, mark + 1) for mark in (at - 1, at))


def _is_tail(text: str, low: int, high: int) -> bool:
    """Tell whole clauses at the end of a text, with nothing but a mark behind, that take back nothing."""
    is_last = high == len(text) or (high == len(text) - 1 and text[high] in FINAL)
    return is_last and high - low >= _CLAUSE and _is_border(text, low) and _TAKES_BACK.match(text, low) is None


def _is_clause(text: str, low: int, high: int) -> bool:
    """Tell clauses of their own, or a sentence, wherever they stand."""
    return high - low >= _CLAUSE and _is_border(text, low) and _is_border(text, high)


def _is_typed_twice(earlier: str, later: str, span: DifferingSpan) -> bool:
    text, at = (earlier, span.low) if span.high > span.low else (later, span.low_later)
    return any(0 <= first < len(text) - 1 and is_doubled(text, first) for first in (at - 1, at))
