"""Differences between two paragraphs: what is harmless is listed here, and all else is material."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from newsclean.duplicates.alignment import indel
from newsclean.duplicates.fold import MARKS
from newsclean.duplicates.lead_ins import lead_in_of
from newsclean.duplicates.typos import is_doubled, is_typo
from newsclean.patterns import regex

_NUMERAL = frozenset("0123456789〇零一二三四五六七八九十百千万亿两半几廿卅")
_HAN = regex("[\u3400-\u4dbf\u4e00-\u9fff]")
_INSIDE_FIGURE = regex("[0-9.,:/%]*[0-9][0-9.,:/%]*")
# Marks that part what is said; of the same meaning, whatever their style, are those of one of the classes.
_PAUSES = frozenset(",、;:.…")
_STYLES = (_PAUSES, frozenset("\"'"), frozenset("—–-－―~～"), frozenset("[]【】〔〕"))
_BORDERS = frozenset(",;:.!?…。")
FINAL = frozenset(".!?;:\"')…。！？；：”’）」』")
"""Marks after which a folded paragraph ends."""

# Shorter is no clause.
_CLAUSE = 3
_SAME_START = 2
_NARROW = str.maketrans(MARKS)


class Span(NamedTuple):
    """A place where two texts differ: half-open spans in code points, one of them perhaps empty.

    Attributes:
        low: Start in the earlier text.
        high: End there.
        low_later: Start in the later text.
        high_later: End there.
    """

    low: int
    high: int
    low_later: int
    high_later: int

    def sides(self, earlier: str, later: str) -> tuple[str, str]:
        """Return what stands there in each of the two texts."""
        return earlier[self.low : self.high], later[self.low_later : self.high_later]


class Kind(Enum):
    """What a difference between two copies is."""

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
    def span(self) -> Span:
        """The place in both texts."""
        return Span(self.other_start, self.other_start + len(self.other), self.start, self.end)


def difference(kind: Kind, earlier: str, later: str, span: Span) -> Difference:
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
    one, other = earlier[at:].translate(_NARROW), later[at_later:].translate(_NARROW)
    if one == other:
        return tuple(found)
    end = _end_span(one, other)
    for span in (end,) if end is not None else _spans(one, other):
        moved = Span(span.low + at, span.high + at, span.low_later + at_later, span.high_later + at_later)
        found.append(difference(_kind(one, other, span), earlier, later, moved))
    return tuple(found)


def _lead_in_span(earlier: str, later: str) -> Span | None:
    """The lead-in that only one of two texts begins with: behind it they are the same for a while."""
    here, there = lead_in_of(later), lead_in_of(earlier)
    if here and later[here : here + _SAME_START] == earlier[:_SAME_START]:
        return Span(0, 0, 0, here)
    if there and earlier[there : there + _SAME_START] == later[:_SAME_START]:
        return Span(0, there, 0, 0)
    return None


def _end_span(earlier: str, later: str) -> Span | None:
    """What only one of two texts has at its end, the other being the beginning of it, a final mark aside."""
    shorter, longer = sorted((earlier, later), key=len)
    body = len(shorter) - (shorter[-1:] in FINAL)
    if longer[:body] != shorter[:body]:
        return None
    if longer.startswith(shorter):
        body = len(shorter)
    tail = longer[-1:] == shorter[-1:] and body < len(shorter)
    at, end = body, len(longer) - tail
    own = len(shorter) - tail
    return Span(at, end, at, own) if longer == earlier else Span(at, own, at, end)


def _spans(earlier: str, later: str) -> Iterator[Span]:
    """The places that differ; those with nothing between them, only digits of one figure, or one word are one."""
    last: Span | None = None
    for operation in indel().opcodes(earlier, later):
        if operation.tag == "equal":
            continue
        span = Span(operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        if last is not None and _are_one(last, span, earlier, later):
            span = Span(last.low, span.high, last.low_later, span.high_later)
        elif last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _are_one(one: Span, other: Span, earlier: str, later: str) -> bool:
    between = earlier[one.high : other.low]
    if not between or _INSIDE_FIGURE.fullmatch(between):
        return True
    # 全部 and 部分 have a character in common: what is lost is on one side of it, what is gained on the other.
    (old, new), (old_behind, new_behind) = one.sides(earlier, later), other.sides(earlier, later)
    is_word = len(between) == 1 and (not (new or old_behind) or not (old or new_behind))
    beside = later[one.low_later - 1 : one.low_later], between, later[other.high_later : other.high_later + 1]
    return is_word and (new or new_behind) not in beside  # typed twice


def _kind(earlier: str, later: str, span: Span) -> Kind:
    old, new = span.sides(earlier, later)
    if _is_mark(earlier, later, span):
        return Kind.MARK
    if _PAUSES.issuperset(new) and _is_tail(earlier, span.low, span.high):
        return Kind.CUT
    if len(old) + len(new) == 1 and _is_typed_twice(earlier, later, span):
        return Kind.DOUBLED
    if len(old) == len(new) == 1 and _HAN.match(old) and _HAN.match(new):
        return Kind.TYPO if is_typo(earlier, later, span.low, span.low_later) else Kind.READING
    if _PAUSES.issuperset(old) and _is_clause(later, span.low_later, span.high_later):
        return Kind.MORE
    return Kind.READING


def _is_mark(earlier: str, later: str, span: Span) -> bool:
    """Whether only marks differ, in number or style, and none of them stands in a figure or before one."""
    old, new = span.sides(earlier, later)
    style = next((style for style in _STYLES if style.issuperset(old + new)), None)
    if style is None or (style is not _PAUSES and len(old) != len(new)):
        return False
    # A sign, or a point, belongs to the figure behind it; a pause only to one that it stands in.
    is_sign = style is not _PAUSES or "." in old + new
    return not (
        _is_in_figure(earlier, span.low, span.high, is_sign=is_sign)
        or _is_in_figure(later, span.low_later, span.high_later, is_sign=is_sign)
    )


def _is_in_figure(text: str, low: int, high: int, *, is_sign: bool) -> bool:
    return _counts(text[high : high + 1]) and (is_sign or (low > 0 and _counts(text[low - 1])))


def _counts(character: str) -> bool:
    return character in _NUMERAL or (character.isascii() and character.isalnum())


def _is_tail(text: str, low: int, high: int) -> bool:
    """Whether whole clauses stand at the end of a text: a border before them, and nothing but a mark behind."""
    is_last = high == len(text) or (high == len(text) - 1 and text[high] in FINAL)
    return is_last and high - low >= _CLAUSE and (text[low] in _BORDERS or text[low - 1] in _BORDERS)


def _is_clause(text: str, low: int, high: int) -> bool:
    """Whether what only the later copy has is clauses of their own, or a sentence, wherever it stands."""
    begins = low == 0 or text[low] in _BORDERS or text[low - 1] in _BORDERS
    ends = high == len(text) or text[high - 1] in _BORDERS or text[high] in _BORDERS
    return begins and ends and high - low >= _CLAUSE


def _is_typed_twice(earlier: str, later: str, span: Span) -> bool:
    text, at = (earlier, span.low) if span.high > span.low else (later, span.low_later)
    return any(0 <= first < len(text) - 1 and is_doubled(text, first) for first in (at - 1, at))
