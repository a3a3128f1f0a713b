"""Components of pairs: at once in one process, or step by step where there are too many pairs for one.

The steps are large-star and small-star (Kiveris and others, Connected Components in MapReduce and Beyond, 2014): in
turns, until nothing changes, they leave each number beside the smallest of its component.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsclean.distributed.tables import Longs, Table, array_of, sizes_of, starts_of
from newsclean.minhash.kernels import united


def components(one: NDArray[Any], other: NDArray[Any]) -> tuple[Longs, Longs]:
    """Find the components of pairs.

    Returns:
        All numbers that are in a pair, sorted, and for each the smallest of its component.
    """
    numbers, inverse = np.unique(np.concatenate([one, other]), return_inverse=True)
    groups = np.arange(len(numbers), dtype=np.int32)
    united(groups, inverse[: len(one)], inverse[len(one) :])
    return numbers, numbers[groups]


def large_star(table: Table) -> Table:
    """Pair all larger neighbours of each `one` with the smallest of its neighbours and itself.

    Args:
        table: Pairs `one`, `other`, each in both directions, whole groups by `one`.
    """
    one, other, starts, least = _least(table)
    is_larger = other > one
    return _pairs(other[is_larger], np.repeat(least, sizes_of(starts, len(one)))[is_larger])


def small_star(table: Table) -> Table:
    """Pair each `one` and its neighbours, which are all smaller, with the smallest of them.

    Args:
        table: Pairs `one`, `other`, the larger first, whole groups by `one`.
    """
    one, other, starts, least = _least(table)
    return _pairs(
        np.concatenate([other, one[starts]]), np.concatenate([np.repeat(least, sizes_of(starts, len(one))), least])
    )


def _least(table: Table) -> tuple[Longs, Longs, Longs, Longs]:
    one, other = array_of(table, "one"), array_of(table, "other")
    starts = starts_of(one)
    return one, other, starts, np.minimum(np.minimum.reduceat(other, starts), one[starts])


def _pairs(one: Longs, other: Longs) -> Table:
    is_pair = one != other
    return pa.table({"one": one[is_pair], "other": other[is_pair]})
