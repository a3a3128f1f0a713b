"""Lines of columns that alternate, as text recognition leaves them that reads a page from edge to edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, takewhile
from operator import and_

import numpy as np

from newsclean.rules.lines.cues import cut_words
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
    may_go_on &= counts[table.text] >= _LEAST_LINES
    going_on = may_go_on.nonzero()[0]
    if not len(going_on):
        return found
    cuts_next = np.zeros(len(may_go_on), np.bool_)
    cuts_next[going_on] = cut_words([(table.body_of(line), table.body_of(line + 1)) for line in going_on.tolist()])
    pages = []
    for one in (counts >= _LEAST_LINES).nonzero()[0].tolist():
        own = slice(*table.firsts[one : one + 2].tolist())
        lines = [table.body_of(number) for number in range(own.start, own.stop)]
        pages.append((one, _Page(lines, may_go_on[own].tolist(), cuts_next[own].tolist())))
    cut_words(pair for _, page in pages for pair in page.far_pairs())  # looked up together, and then remembered
    for one, page in pages:
        found[one] = tuple(_woven(page))
    return found


class _Page:
    """Lines of a text, which of them may go on, and which end inside a word that the next one ends."""

    def __init__(self, lines: Sequence[str], may_go_on: Sequence[bool], cuts_next: Sequence[bool]) -> None:
        self.lines, self.may_go_on, self.cuts_next = lines, may_go_on, cuts_next
        before = [*accumulate(cuts_next, initial=0)]
        self.quiet = [before[min(at + _WINDOW, len(lines))] - before[at] <= _FEW for at in range(len(lines))]

    def far_pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the lines that may go on where hardly one goes on in the next, each with those farther off."""
        lines = self.lines
        for number in compress(range(len(lines)), map(and_, self.quiet, self.may_go_on)):
            yield from ((lines[number], lines[number + far]) for far in _DISTANCES if number + far < len(lines))

    def is_cut(self, number: int, distance: int) -> bool:
        """Return whether a word stands across two lines so far apart, if the second went on from the first."""
        return cut_words([(self.lines[number], self.lines[number + distance])])[0]


def _woven(page: _Page) -> Iterator[range]:
    stop = 0
    for distance in _DISTANCES:
        for start, last in _segments(page, distance):
            if start >= stop:
                region = _extended(page.lines, start, min(len(page.lines), last + distance + 1))
                stop = region.stop
                yield region


def _segments(page: _Page, distance: int) -> Iterator[tuple[int, int]]:
    """The segments in which words are cut so far off: the first and the last line of each that cuts one."""
    score, highest, start, last = 0.0, 0.0, 0, 0
    for number in range(len(page.lines) - distance):
        if not page.may_go_on[number] or not (score or page.quiet[number]):
            continue
        is_far = page.is_cut(number, distance)
        if is_far and not score:
            start = number
        score = max(0.0, score + (is_far - page.cuts_next[number] or -_DRIFT))
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
