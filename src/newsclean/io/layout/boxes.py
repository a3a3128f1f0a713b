"""Boxes: text at its place on a page, as a PDF or the result of OCR has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from newsclean.text.charsets import CHINESE_MARKS, HAN
from newsclean.text.patterns import lazy_regex

WIDE = lazy_regex(rf"[{HAN}{CHINESE_MARKS}\u2e80-\u2fdf\u3012\u3013\u3020-\u30ff\uff00-\uff60\uffe0-\uffe6]")
"""Matches a character that is as wide as a line is high."""

_NARROW = 0.5
_BOX_TO_EM = 0.85


class Box(NamedTuple):
    """A text at its place.

    Attributes:
        text: The text: a character, a word or a line.
        left: Its left edge, in points of a PDF or pixels of a picture, from the left of the page.
        top: Its upper edge, from the top of the page.
        right: Its right edge.
        bottom: Its lower edge.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """The text of a page.

    Attributes:
        number: The number of the page in its file, from 1.
        width: Its width.
        height: Its height.
        boxes: What stands on it, in the order of the file.
        slanted: What stands on it at a slant, as watermarks do.
        is_measured: Whether boxes are exact, as those of a PDF; those of OCR are not.
    """

    number: int
    width: float
    height: float
    boxes: Sequence[Box]
    slanted: Sequence[Box] = ()
    is_measured: bool = True


class TextLine(NamedTuple):
    """A line of text, or the part of it that stands in one column.

    Attributes:
        text: The text.
        left: Its left edge.
        top: Its upper edge.
        right: Its right edge.
        bottom: Its lower edge.
        em: The width of a Han character in it.
        body: Where the text behind the number or bullet at its beginning stands; its left edge if it has none.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float
    body: float


def units_of(text: str) -> float:
    """Return how wide a text is in Han characters."""
    return sum(1 if WIDE.match(character) else _NARROW for character in text)


def em_of(boxes: Iterable[Box]) -> float:
    """Return the width that a Han character has, or would have, in a line.

    Args:
        boxes: What the line holds, at least one.
    """
    wide: list[float] = []
    heights: list[float] = []
    for box in boxes:
        units = units_of(box.text)
        if units >= 1 and WIDE.match(box.text[0]):
            wide.append((box.right - box.left) / units)
        heights.append(box.bottom - box.top)
    return max(median(wide) if wide else _BOX_TO_EM * median(heights), 1e-3)


def is_same_size(one: TextLine, other: TextLine, *, is_measured: bool) -> bool:
    """Tell whether two lines are set in one size."""
    return abs(one.em - other.em) <= (0.08 if is_measured else 0.3) * max(one.em, other.em)


def bounds(lines: Sequence[TextLine]) -> tuple[float, float, float, float]:
    """Return the box around lines: left, top, right and bottom."""
    return (
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )
