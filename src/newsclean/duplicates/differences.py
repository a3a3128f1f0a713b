"""What two paragraphs differ in: mistyped characters, clauses, or facts, each told by what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from newsclean.duplicates.places import Place, places_in
from newsclean.duplicates.slips import Span, word_around
from newsclean.patterns import regex

_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半")
_NEGATIONS = frozenset("不没未无非否勿莫禁")
_DIGIT = "0123456789"
_DIGITS = regex("[0-9]")
_HAN = regex("[\u3400-\u4dbf\u4e00-\u9fff]")
_SENTENCE_END = regex(r"[。！？!?]|(?<![0-9])\.|\.(?![0-9])")
_FIGURE = regex(
    r"[0-9][0-9.,:/%]*(?:万亿|亿|万|千|百)?(?:元|美元|人次|公里|平方米|年代|[年月日时分秒号岁%个名人次吨亩户家项届位度点场米层天])?"
)
_INSIDE_FIGURE = regex("[0-9.,:/%]*[0-9][0-9.,:/%]*")
_REACH = 8
# 本报北京4月5日电（记者李明）, 据新华社报道: so long a lead-in; and so long a clause that says nothing new.
_LEAD_IN = 20
_CLAUSE = 9
# One slip in fewer characters is rare.
_BETWEEN_SLIPS = 20


class Kind(Enum):
    """What a difference between two copies is."""

    TYPO = "typo"
    LOST = "lost"
    GAINED = "gained"
    SENTENCE = "sentence"
    WORD = "word"
    FACT = "fact"


class Difference(NamedTuple):
    """A place where a later paragraph differs from an earlier one; spans in folded code points.

    Attributes:
        kind: What the difference is.
        start: Where it begins in the later text; for a fact, the whole figure or word is spanned.
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


def differences_of(earlier: str, later: str, opcodes: object) -> tuple[Difference, ...]:
    """The differences between two paragraphs.

    Args:
        earlier: The one that would stay.
        later: The one that might go.
        opcodes: What leads from the one to the other, as RapidFuzz's `opcodes` gives it.
    """
    spans = _spans(earlier, later, opcodes)
    is_all = len({span.sides(earlier, later) for span in spans}) == 1
    moved = _moved_places(earlier, later)
    left = [span for span in spans if not _is_told(span, moved)]
    found = (*moved, *(_judge(earlier, later, span, len(spans), is_all=is_all) for span in left))
    if _are_parallel(found, len(later)):
        return tuple(
            difference._replace(kind=Kind.WORD) if _is_exchange(difference) else difference for difference in found
        )
    if any(difference.kind is Kind.LOST for difference in found):  # what is lost here is said otherwise there
        return tuple(
            difference._replace(kind=Kind.WORD) if difference.kind is Kind.GAINED else difference
            for difference in found
        )
    return found


def _are_parallel(found: Iterable[Difference], size: int) -> bool:
    """Whether so many single characters are others that the two say other things in the same form, as stanzas do."""
    exchanged = sum(map(_is_exchange, found))
    return exchanged > 1 and exchanged * _BETWEEN_SLIPS > size


def _is_exchange(difference: Difference) -> bool:
    return difference.kind is Kind.TYPO and bool(difference.text and difference.other)


def _spans(earlier: str, later: str, opcodes: object) -> list[Span]:
    """The places that differ; those with nothing between them, only digits of one figure, or one word are one."""
    spans: list[Span] = []
    for operation in opcodes:  # type: ignore[attr-defined]
        if operation.tag == "equal":
            continue
        span = Span(operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        if spans and _are_one(spans[-1], span, earlier, later):
            before = spans.pop()
            span = Span(before.low, span.high, before.low_later, span.high_later)
        spans.append(span)
    return spans


def _are_one(one: Span, other: Span, earlier: str, later: str) -> bool:
    between = earlier[one.high : other.low]
    if not between or _INSIDE_FIGURE.fullmatch(between):
        return True
    # 全部 and 部分 have a character in common: what is lost is on one side of it, what is gained on the other.
    (old, new), (old_behind, new_behind) = one.sides(earlier, later), other.sides(earlier, later)
    is_word = len(between) == 1 and (not (new or old_behind) or not (old or new_behind))
    beside = later[one.low_later - 1 : one.low_later], between, later[other.high_later : other.high_later + 1]
    return is_word and (new or new_behind) not in beside  # typed twice


def _judge(earlier: str, later: str, span: Span, count: int, *, is_all: bool) -> Difference:
    old, new = span.sides(earlier, later)

    def difference(kind: Kind) -> Difference:
        return Difference(kind, span.low_later, span.high_later, new, old, span.low)

    if not old and _is_gain(new):
        return difference(Kind.SENTENCE if _says_more(new, at_start=span.low == 0) else Kind.GAINED)
    if not new and _is_gain(old):
        return difference(Kind.LOST)
    if _DIGITS.search(old) or _DIGITS.search(new):
        return _figures(earlier, later, span)
    if not old and len(new) == 1 and new in _beside(later, span.low_later, span.high_later):
        return difference(Kind.TYPO)  # typed twice: 不不, 一一
    if _is_numeral(earlier, span.low, span.high, old, new) or _is_numeral(
        later, span.low_later, span.high_later, new, old
    ):
        return difference(Kind.FACT)
    if _is_negation(old, new) and (not (old and new) or count <= 2):
        return difference(Kind.FACT)
    words = len(_HAN.findall(old)), len(_HAN.findall(new))
    latin = re.search("[A-Za-z]", old + new)
    # Slips of the pen hit one character; two in a row are another word.
    if min(words) >= 2 or (max(words) >= 4 and min(words) >= 1) or latin:
        return difference(Kind.WORD)
    is_short = words == (len(old), len(new)) and max(words) <= 2
    word = word_around(earlier, later, span, is_all=is_all) if is_short else None
    if word is None:
        return difference(Kind.TYPO)
    old, new = word.sides(earlier, later)
    return Difference(Kind.FACT, word.low_later, word.high_later, new, old, word.low)


def _says_more(gained: str, *, at_start: bool) -> bool:
    """Whether text that only the later copy has is more than a lead-in or an empty clause: a fact, or a sentence."""
    longest = _LEAD_IN if at_start else _CLAUSE
    return (
        len(gained) > longest
        or "、" in gained  # one more in a list of names
        or not _NUMERALS.isdisjoint(gained)
        or _DIGITS.search(gained) is not None
        or _SENTENCE_END.search(gained) is not None
    )


def _is_gain(text: str) -> bool:
    """Whether text that only one copy has is more than a slip: a clause, or a figure."""
    return len(text) >= 3


def _is_numeral(text: str, low: int, high: int, here: str, there: str) -> bool:
    """Whether the Chinese numerals differ: 三 against 五, 十 too many in 十五, or 十亿 against 上亿."""
    if _NUMERALS.isdisjoint(here):
        return False
    return not (_NUMERALS.isdisjoint(there) and _NUMERALS.isdisjoint(_beside(text, low, high)))


def _beside(text: str, low: int, high: int) -> str:
    """The characters just before and just after a span."""
    return text[max(0, low - 1) : low] + text[high : high + 1]


def _is_negation(old: str, new: str) -> bool:
    return _NEGATIONS.isdisjoint(old) != _NEGATIONS.isdisjoint(new) and max(len(old), len(new)) <= 3


def _figures(earlier: str, later: str, span: Span) -> Difference:
    """The figures around a difference, widened alike on both sides: each can be put in the place of the other."""
    low, high = _figure_around(earlier, span.low, span.high)
    low_later, high_later = _figure_around(later, span.low_later, span.high_later)
    before = min(max(span.low - low, span.low_later - low_later), span.low, span.low_later)
    after = max(high - span.high, high_later - span.high_later)
    after = min(after, len(earlier) - span.high, len(later) - span.high_later)
    low, high, low_later, high_later = (
        span.low - before,
        span.high + after,
        span.low_later - before,
        span.high_later + after,
    )
    return Difference(Kind.FACT, low_later, high_later, later[low_later:high_later], earlier[low:high], low)


def _figure_around(text: str, low: int, high: int) -> tuple[int, int]:
    start = max(0, low - _REACH)
    while start > 0 and text[start - 1] in _DIGIT + ".,:":
        start -= 1
    for match in _FIGURE.finditer(text, start, min(len(text), high + _REACH)):
        # What begins just after 2024年 is no part of it, what begins just after 2024 is.
        ends_open = match.end() == low and text[low - 1] in _DIGIT
        if match.start() <= high and (low < match.end() or ends_open):
            return min(low, match.start()), max(high, match.end())
    return low, high


def _moved_places(earlier: str, later: str) -> list[Difference]:
    """The place names of the later text that the earlier has not, each with one that only the earlier has.

    Names are compared as wholes: 浙江 against 江苏 shares a character, and a mistyped name is no other place.
    """
    there, here = places_in(earlier), places_in(later)
    names_there, names_here = {place.name for place in there}, {place.name for place in here}
    gone = _first_of_each(place for place in there if place.name not in names_here)
    come = _first_of_each(place for place in here if place.name not in names_there)
    return [
        Difference(Kind.FACT, new.start, new.end, new.name, old.name, old.start)
        for old, new in zip(gone, come, strict=False)
    ]


def _first_of_each(places: Iterable[Place]) -> list[Place]:
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.name, place)
    return list(first.values())


def _is_told(span: Span, moved: list[Difference]) -> bool:
    """Whether a difference in characters is one of the places that differ as wholes."""
    return any((span.low_later <= place.end and place.start <= span.high_later) for place in moved)
