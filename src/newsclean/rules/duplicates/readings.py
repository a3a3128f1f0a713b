"""The two readings of a material difference: the figures or words that differ, as wholes."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.core.reasons import Reason, ReasonTemplate
from newsclean.rules.duplicates.differences import Difference, Kind, difference
from newsclean.text.alignment import DifferingSpan
from newsclean.text.patterns import lazy_regex
from newsclean.text.segment import words_in
from newsclean.text.spans import AREA_CODE, DAY, PHONE, RATIO, SCORE, VERSION

_FIGURE = lazy_regex(
    rf"{VERSION}|{DAY}|(?<![0-9]){AREA_CODE}-{PHONE}(?![0-9])"
    rf"|(?:{SCORE}|{RATIO}|(?:(?<![0-9])[+-])?[0-9][0-9.,:/%]*)(?:万亿|亿|万|千|百)?"
    r"(?:元|美元|人次|公里|平方米|年代|[年月日时分秒号岁%℃℉个名人次吨亩户家项届位度点场米层天])?"
)
_DIGITS = "0123456789.,:"
_REACH = 8
_OTHER = ReasonTemplate("other-reading", "“{here}” for “{there}”")
_MORE = ReasonTemplate("more-here", "with “{here}” more")
_LESS = ReasonTemplate("less-here", "without “{there}”")
READING_REASONS = _OTHER, _MORE, _LESS


def reading_reason(here: str, there: str) -> Reason:
    """Return what one copy says otherwise than the other; either reading may be empty."""
    if not there:
        return _MORE(here=here)
    return _OTHER(here=here, there=there) if here else _LESS(there=there)


def as_readings(earlier: str, later: str, found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Widen the differences of kind `reading` to the figures or words around them, alike on both sides.

    Each reading can then be put in the place of the other. None reaches into the difference before or behind it.

    Args:
        earlier: The paragraph that stays, folded.
        later: The other, folded.
        found: Their differences, in order.
    """
    widened: list[Difference] = []
    for number, one in enumerate(found):
        before = one.start - (widened[-1].end if widened else 0)
        after = (found[number + 1].start if number + 1 < len(found) else len(later)) - one.end
        widened.append(_widened(earlier, later, one, before, after) if one.kind is Kind.READING else one)
    return tuple(widened)


def _widened(earlier: str, later: str, one: Difference, room_before: int, room_after: int) -> Difference:
    """Widen a difference by what figure or word it is in, in either text, within the room that there is."""
    span = one.span
    there, here = _around(earlier, span.low, span.high), _around(later, span.low_later, span.high_later)
    before, after = max(there[0], here[0]), max(there[1], here[1])
    if not (one.text and one.other) and not (before or after):  # so that each can be put in the place of the other
        before, after = (_word_before(later, span.low_later), 0) if room_before else (0, 1)
    before, after = min(before, room_before), min(after, room_after)
    return difference(
        Kind.READING,
        earlier,
        later,
        DifferingSpan(span.low - before, span.high + after, span.low_later - before, span.high_later + after),
    )


def _around(text: str, low: int, high: int) -> tuple[int, int]:
    """Return how many code points before and behind a span belong to the figure or word that it is in."""
    start = max(0, low - _REACH)
    while start > 0 and text[start - 1] in _DIGITS:
        start -= 1
    window = text[start : high + _REACH]
    for match in _FIGURE.finditer(window):
        begin, end = start + match.start(), start + match.end()
        # What begins just after 2024年 is no part of it, what begins just after 2024 is.
        if (begin < high and low < end) or (end == low and text[low - 1] in _DIGITS) or (begin == low == high):
            return max(0, low - begin), max(0, end - high)
    before = after = 0
    for begin, end in words_in(window):
        if start + begin < low < start + end:
            before = low - start - begin
        if start + begin < high < start + end:
            after = start + end - high
    return before, after


def _word_before(text: str, at: int) -> int:
    """Return the length of the word that ends where a span begins, in code points."""
    start = max(0, at - _REACH)
    begin, end = words_in(text[start:at])[-1]
    return end - begin
