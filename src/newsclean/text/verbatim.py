"""Spans that no rule may touch, and lines that stay as they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from newsclean.text.code import code_blocks, fenced
from newsclean.text.japanese import japanese_lines
from newsclean.text.tables import ruled_tables


class Spans:
    """Half-open spans of a text, in order and apart; looked for when first asked about.

    Args:
        spans: `(start, end)` pairs in code points, in any order; those that overlap are united.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._given = spans

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(self._given):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return starts, ends

    def touch(self, start: int, end: int) -> bool:
        """Return whether any code point of `[start, end)` lies in a span."""
        starts, ends = self._bounds
        number = bisect_right(starts, end - 1)
        return number > 0 and ends[number - 1] > start

    def cover(self, start: int, end: int) -> bool:
        """Return whether every code point of `[start, end)` lies in one span."""
        starts, ends = self._bounds
        number = bisect_right(starts, start)
        return number > 0 and ends[number - 1] >= end > start

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(*self._bounds, strict=True)

    def __bool__(self) -> bool:
        return bool(self._bounds[0])


def find_verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Find lines that stay as they are, however often one stands there: program code, ruled tables and Japanese.

    Args:
        text: Any text.

    Yields:
        The spans of lines that stand together, in code points.
    """
    yield from fenced(text)
    yield from code_blocks(text)
    yield from ruled_tables(text)
    yield from japanese_lines(text)
