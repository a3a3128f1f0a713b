"""Spans that no rule may touch, and lines that stay as they are, found in many texts at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from newsclean.text import code, japanese, spans, tables
from newsclean.text.spans import lex_spans
from newsclean.text.text_batch import HanSkeleton, Places, TextBatch


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


NO_SPANS = Spans(())
_VERBATIM = ("```", "~~~", "---", *tables.MARKERS, *japanese.MARKERS)


def verbatim_spans(batch: TextBatch) -> list[Spans]:
    """For each text the lines that stay as they are, however often one stands there: code, ruled tables, Japanese."""
    found = [NO_SPANS] * len(batch.texts)
    holding = _holding(batch, _VERBATIM)
    if with_code := _holding(batch, code.MARKERS):
        holding |= with_code & {
            batch.text_of(line.start() + 1) for line in code.NO_SPEECH.finditer(batch.skeleton_text)
        }
    for number in holding:
        found[number] = Spans(_verbatim(batch.texts[number]))
    return found


def protected_spans(batch: TextBatch) -> list[Spans]:
    """For each text addresses, code and the like, which no rule may touch, and what stays as it is."""
    found = batch.cached(verbatim_spans)[:]
    emoticons = {batch.text_of(match.start()) for match in spans.EMOTICON.finditer(batch.skeleton_text)}
    for number in emoticons | _holding(batch, spans.MARKERS):
        typed = ((start, end) for start, end, _ in lex_spans(HanSkeleton(batch, number)))
        found[number] = Spans(chain(found[number], typed))
    return found


def are_protected(batch: TextBatch, places: Places) -> npt.NDArray[np.bool_]:
    """For each of some places of `batch.all` whether no rule may touch it."""
    bounds = batch.cached(_protected_bounds)
    if bounds is None:
        return np.zeros(len(places), np.bool_)
    starts, ends = bounds
    found: npt.NDArray[np.bool_] = ends.take(starts.searchsorted(places, "right")) > places
    return found


def _protected_bounds(batch: TextBatch) -> tuple[Places, Places] | None:
    """The starts of the protected spans of all texts in `batch.all`, and behind a 0 their ends; None of none."""
    bounds = [
        (begin + start, begin + end)
        for begin, spans_of_text in zip(batch.begins, batch.cached(protected_spans), strict=False)
        if spans_of_text is not NO_SPANS
        for start, end in spans_of_text
    ]
    if not bounds:
        return None
    starts, ends = np.array(bounds, np.intp).T
    return starts, np.concatenate(([0], ends))


def _holding(batch: TextBatch, markers: Iterable[str]) -> set[int]:
    """The texts that hold one of several markers."""
    text, holding = batch.skeleton_text, set[int]()
    for marker in markers:
        at = text.find(marker)
        while at >= 0:
            number = batch.text_of(at)
            holding.add(number)
            at = text.find(marker, batch.bounds[number + 1])
    return holding


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    yield from code.fenced(text)
    yield from code.code_blocks(text)
    yield from tables.ruled_tables(text)
    yield from japanese.japanese_lines(text)
