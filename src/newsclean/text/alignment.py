"""Alignment of two texts by Indel distance, Levenshtein's without substitutions: by RapidFuzz where it is installed.

Else by the same algorithm on Python's integers, which gives the same to the bit: one article needs no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import takewhile
from typing import Any, NamedTuple

import numpy as np


class DifferingSpan(NamedTuple):
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
        """Return the text of the span in each of the two."""
        return earlier[self.low : self.high], later[self.low_later : self.high_later]


def similarity(one: str, other: str, min_similarity: float = 0.0) -> float:
    """Return the Indel similarity of two texts, 0 to 1; 0 below `min_similarity`.

    >>> similarity("会议在北京召开", "会议在上海召开")
    0.7142857142857143
    """
    if (fast := _rapidfuzz()) is not None:
        return float(fast.indel.normalized_similarity(one, other, score_cutoff=min_similarity))
    return _similarity(one, other, min_similarity)


def similarities(ones: Sequence[str], others: Sequence[str], min_similarity: float) -> Sequence[float]:
    """Return the similarity of each of some texts and its counterpart."""
    if ones and (fast := _rapidfuzz()) is not None:
        found: Sequence[float] = fast.cpdist(
            ones, others, scorer=fast.indel.normalized_similarity, score_cutoff=min_similarity, dtype=float
        )
        return found
    return [_similarity(one, other, min_similarity) for one, other in zip(ones, others, strict=True)]


def nearest(text: str, texts: Sequence[str], min_similarity: float, most: int) -> list[tuple[int, float]]:
    """Return the places of the texts that are most alike with their similarities, of equal ones the first first."""
    alike = enumerate(similarities([text] * len(texts), texts, min_similarity))
    found = [(at, float(likeness)) for at, likeness in alike if likeness >= min_similarity]
    return sorted(found, key=lambda each: -each[1])[:most]


def differing_spans(earlier: str, later: str) -> Iterator[DifferingSpan]:
    """Yield where two texts differ, in order; between two places is at least one character that they share.

    >>> [tuple(span) for span in differing_spans("会议在北京召开", "会议在上海市召开")]
    [(3, 5, 3, 6)]
    """
    if (fast := _rapidfuzz()) is not None:
        blocks = [(block.a, block.b, block.size) for block in fast.indel.opcodes(earlier, later).as_matching_blocks()]
    else:
        blocks = [*_matching_blocks(earlier, later), (len(earlier), len(later), 0)]
    at = at_later = 0
    for begin, begin_later, size in blocks:
        if (at, at_later) != (begin, begin_later):
            yield DifferingSpan(at, begin, at_later, begin_later)
        at, at_later = begin + size, begin_later + size


class _RapidFuzz(NamedTuple):
    indel: Any
    cpdist: Any


@cache
def _rapidfuzz() -> _RapidFuzz | None:
    """Load RapidFuzz, when the first two texts are compared; None where it is not installed."""
    try:
        return _RapidFuzz(import_module("rapidfuzz.distance.Indel"), import_module("rapidfuzz.process").cpdist)
    except ImportError:
        return None


def _similarity(one: str, other: str, min_similarity: float) -> float:
    total = len(one) + len(other)
    if not total or one == other:
        return 1.0
    least = float(np.float32(min_similarity))  # so RapidFuzz has it
    if 1.0 - abs(len(one) - len(other)) / total < least:
        return 0.0
    begin, end, end_other = _differing(one, other)
    common = begin + len(one) - end
    if begin < end and begin < end_other:
        width = end - begin
        *_, row = _rows(one[begin:end], other[begin:end_other])
        common += width - (row & ((1 << width) - 1)).bit_count()
    found = 1.0 - (total - 2 * common) / total
    return found if found >= least else 0.0


def _differing(one: str, other: str) -> tuple[int, int, int]:
    """Return where the part without what both begin and end with begins in both, and ends in each."""
    begin = sum(1 for _ in takewhile(bool, map(str.__eq__, one, other)))
    ends = map(str.__eq__, reversed(one[begin:]), reversed(other[begin:]))
    common = sum(1 for _ in takewhile(bool, ends))
    return begin, len(one) - common, len(other) - common


def _rows(one: str, other: str) -> Iterator[int]:
    """Yield the rows of the matrix of the longest common subsequence (Hyyrö 2004), as bits of `one`; 0 is one more."""
    masks: defaultdict[str, int] = defaultdict(int)
    for at, character in enumerate(one):
        masks[character] |= 1 << at
    row = (1 << len(one)) - 1
    for character in other:
        matched = row & masks[character]
        row = (row + matched) | (row - matched)
        yield row


def _matching_blocks(one: str, other: str) -> list[tuple[int, int, int]]:
    """Return what two texts share, as begins in both and length, along the path through the matrix RapidFuzz takes."""
    begin, end, end_other = _differing(one, other)
    rows = list(_rows(one[begin:end], other[begin:end_other]))
    found = [(end, end_other, len(one) - end)]
    at, at_other = end - begin, end_other - begin
    while at and at_other:
        if rows[at_other - 1] >> (at - 1) & 1:
            at -= 1
        else:
            at_other -= 1
            if at_other and not rows[at_other - 1] >> (at - 1) & 1:
                continue
            at -= 1
            found.append((begin + at, begin + at_other, 1))
    found.append((0, 0, begin))
    return found[::-1]
