"""Lines of columns that alternate, as text recognition leaves them that reads a page from edge to edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

import numpy as np

from newsclean.rules.lines.cues import break_between
from newsclean.rules.lines.line_layout import Layouts
from newsclean.rules.lines.wrap_width import NARROWEST
from newsclean.text.text_batch import TextBatch

# So many lines after the first goes on, in two columns or three.
_DISTANCES = (2, 3)
# So many lines that go on show it; of so many in a row hardly one goes on in the next.
_LEAST_LINES, _WINDOW, _FEW = 8, 12, 1
# What a line says that cuts no word, and how much more often words must be cut far off than near.
_DRIFT, _SURE = 0.1, 2.9
# Lines of columns that are woven differ so much in their length, in characters.
_UNEVEN = 2


def find_woven_lines(batch: TextBatch) -> list[tuple[range, ...]]:
    """The lines of each text that alternate between columns; made once, by `batch.cached(find_woven_lines)`.

    In wrapped text two in five lines end inside a word that the next one ends, and one in forty in what the line after
    that would end; where columns alternate it is the other way round. Where the sum of both passes a bound, as in the
    cumulative sum of Page (1954), the lines are woven.

    Returns:
        For each text half-open ranges of the numbers of lines, those that are not blank counted from 0.
    """
    layouts = batch.cached(Layouts)
    table = layouts.table
    may_go_on = layouts.is_inner & ~layouts.is_ended & (layouts.lengths >= NARROWEST)
    counts = np.bincount(table.text[may_go_on], minlength=len(batch.texts))
    found: list[tuple[range, ...]] = [()] * len(batch.texts)
    for one in (counts >= _LEAST_LINES).nonzero()[0].tolist():
        own = slice(*table.firsts[one : one + 2].tolist())
        lines = [table.body_of(number) for number in range(own.start, own.stop)]
        found[one] = tuple(_woven(lines, may_go_on[own].tolist()))
    return found


def _woven(lines: Sequence[str], may_go_on: Sequence[bool]) -> Iterator[range]:
    cuts_next = [goes_on and _is_cut(lines, number, number + 1) for number, goes_on in enumerate(may_go_on)]
    before = [*accumulate(cuts_next, initial=0)]
    quiet = [before[min(at + _WINDOW, len(cuts_next))] - before[at] <= _FEW for at in range(len(cuts_next))]
    if not any(quiet):
        return
    stop = 0
    for distance in _DISTANCES:
        for start, last in _segments(lines, may_go_on, cuts_next, quiet, distance):
            if start >= stop:
                region = _extended(lines, start, min(len(lines), last + distance + 1))
                stop = region.stop
                yield region


def _segments(
    lines: Sequence[str], may_go_on: Sequence[bool], cuts_next: Sequence[bool], quiet: Sequence[bool], distance: int
) -> Iterator[tuple[int, int]]:
    """The segments in which words are cut so far off: the first and the last line of each that cuts one."""
    score, highest, start, last = 0.0, 0.0, 0, 0
    for number in range(len(lines) - distance):
        if not may_go_on[number] or not (score or quiet[number]):
            continue
        is_far = _is_cut(lines, number, number + distance)
        if is_far and not score:
            start = number
        score = max(0.0, score + (is_far - cuts_next[number] or -_DRIFT))
        if score > highest:
            highest, last = score, number
        if not score:
            if highest >= _SURE:
                yield start, last
            highest = 0.0
    if highest >= _SURE:
        yield start, last


def _extended(lines: Sequence[str], start: int, stop: int) -> range:
    """The segment with some lines before and behind it that are as long as its own."""
    usual = sorted(map(len, lines[start:stop]))[(stop - start) // 2]
    is_like = [abs(len(line) - usual) <= _UNEVEN for line in lines]
    before = takewhile(is_like.__getitem__, range(start - 1, max(0, start - _WINDOW) - 1, -1))
    behind = takewhile(is_like.__getitem__, range(stop, min(stop + _WINDOW, len(lines))))
    return range(start - len([*before]), stop + len([*behind]))


def _is_cut(lines: Sequence[str], number: int, following: int) -> bool:
    """Return whether a word stands across two lines, if the second went on from the first."""
    return following < len(lines) and break_between(lines[number], lines[following]).kind != "-"
