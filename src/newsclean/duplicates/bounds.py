"""Which pairs of paragraphs cannot be alike, told from the characters they are made of.

A character that only one of two texts has must be put in or taken out on the way from one to the other, so that they
are at least as far apart as there are such characters (the bag distance of Bartolini, Ciaccia and Patella 2002, over
sets). Characters are taken together that agree in their lowest bits, which can only bring texts nearer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

import numpy as np
import numpy.typing as npt

_KINDS = 512
# Articles of more paragraphs are left to the way of looking that does not take all pairs.
MOST_PARAGRAPHS = 512
# So many pairs at a time, so that memory does not grow with their number.
_AT_ONCE = 1 << 16

_Numbers = npt.NDArray[np.int64]


Near = dict[int, list[int]]
"""For paragraphs of an article the earlier ones that they may be alike, or begin with, in order; mostly for none."""


def near(articles: Sequence[Sequence[str]], same_at: float) -> list[Near]:
    """Find the pairs that may be alike in many articles at once.

    Args:
        articles: The paragraphs of each, folded; no more than `MOST_PARAGRAPHS`.
        same_at: Indel similarity, 0 to 1, below which a pair is of no interest.

    Returns:
        For each article every pair that is as alike as that, or of which one begins with the other, and some more.
    """
    sizes = [len(paragraphs) for paragraphs in articles]
    texts = [text for paragraphs in articles for text in paragraphs]
    lengths: _Numbers = np.fromiter(map(len, texts), np.int64, len(texts))
    kinds = _kinds(texts, lengths)
    counts = np.bitwise_count(kinds).sum(1, dtype=np.int64)
    result: list[Near] = [{} for _ in articles]
    firsts = list(accumulate(sizes, initial=0))
    for later, earlier in _pairs(sizes):
        shared = np.bitwise_count(kinds[later] & kinds[earlier]).sum(1, dtype=np.int64)
        apart = counts[later] + counts[earlier] - 2 * shared
        may_be = (apart <= (1 - same_at) * (lengths[later] + lengths[earlier])) | (shared == counts[earlier])
        for one, other in zip(later[may_be].tolist(), earlier[may_be].tolist(), strict=True):
            article = bisect_right(firsts, one) - 1
            result[article].setdefault(one - firsts[article], []).append(other - firsts[article])
    return result


def _kinds(texts: Sequence[str], lengths: _Numbers) -> npt.NDArray[np.uint64]:
    """The kinds of characters of each text, a bit each."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    there = np.zeros((len(texts), _KINDS), np.bool_)
    there[np.repeat(np.arange(len(texts)), lengths), codes & (_KINDS - 1)] = True
    return np.packbits(there, axis=1).view(np.uint64)


def _pairs(sizes: Sequence[int]) -> list[tuple[_Numbers, _Numbers]]:
    """The numbers of the later and the earlier of every pair within an article, some at a time."""
    later, earlier, first = [], [], 0
    for size in sizes:
        one, other = _below(size)
        later.append(one + first)
        earlier.append(other + first)
        first += size
    if not later:
        return []
    one, other = np.concatenate(later), np.concatenate(earlier)
    return [(one[at : at + _AT_ONCE], other[at : at + _AT_ONCE]) for at in range(0, len(one), _AT_ONCE)]


@lru_cache(maxsize=64)
def _below(size: int) -> tuple[_Numbers, _Numbers]:
    return np.tril_indices(size, -1)
