"""Candidates for copies: entries of bands dealt out by bucket in packed blobs, and the pairs that buckets propose."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsclean.distributed.tables import Longs, Table, array_of, articles_of, numbers_of, sizes_of, starts_of
from newsclean.minhash.kernels import Words
from newsclean.minhash.signatures import BANDS

_SALT = np.uint32(0x9E3779B1)


def band_blobs(table: Table, parts: int) -> Table:
    """Pack the bands of texts by the part of all buckets that each is dealt to.

    Args:
        table: `rank`, the place of each text in the order in which copies stay, and `bands`, its keys there.
        parts: How many parts there are.

    Returns:
        `part` and `blob`: by band and rank, so that ranks are small steps, and each number in as few bytes as it takes.
    """
    table = table.sort_by("rank")
    ranks = array_of(table, "rank")
    keys = np.frombuffer(b"".join(table.column("bands").to_pylist()), np.uint32).reshape(-1, BANDS).T
    dealt = ((keys ^ np.arange(BANDS, dtype=np.uint32)[:, None]) * _SALT >> np.uint32(8)) % np.uint32(parts)
    blobs: dict[int, bytes] = {}
    for part in range(parts):
        band, text = np.nonzero(dealt == part)
        if len(band):
            used = np.unique(text)
            counts = np.bincount(band, minlength=BANDS)
            blobs[part] = _packed(ranks[used], counts, np.searchsorted(used, text), keys[band, text])
    return pa.table({"part": pa.array(blobs.keys(), pa.int32()), "blob": pa.array(blobs.values(), pa.binary())})


def _packed(ranks: Longs, counts: Longs, text: Longs, keys: Words) -> bytes:
    articles = articles_of(ranks)
    starts = np.append(0, np.cumsum(counts))[:-1]
    steps = np.diff(text, prepend=0)
    at = starts[counts > 0]
    steps[at] = text[at]  # each band begins anew
    columns = np.diff(articles, prepend=0), ranks - numbers_of(articles, np.zeros_like(articles)), counts, steps
    return pickle.dumps([*(column.astype(np.min_scalar_type(column.max())) for column in columns), keys])


def _unpacked(blob: bytes) -> tuple[NDArray[np.uint8], Words, Longs]:
    articles, index, counts, steps, keys = pickle.loads(blob)
    ranks = numbers_of(np.cumsum(articles, dtype=np.int64), index)
    band = np.repeat(np.arange(BANDS, dtype=np.uint8), counts)
    text = np.cumsum(steps, dtype=np.int64)
    begins = np.append(0, np.cumsum(counts, dtype=np.int64))[:-1]
    before = np.append(0, text)[begins]
    return band, keys, ranks[text - np.repeat(before, counts)]


def bucket_pairs(blobs: Iterable[bytes], most: int) -> Table:
    """Pair the texts that share a bucket, as `kernels.bucketed` does.

    Args:
        blobs: All blobs of some parts.
        most: To so many of the first members of a bucket, and to the last one, each further member is paired.

    Returns:
        `earlier` and `later`, ranks; each pair once.
    """
    unpacked = [*map(_unpacked, blobs)]
    if not unpacked:
        return pa.table({"earlier": np.empty(0, np.int64), "later": np.empty(0, np.int64)})
    band, keys, ranks = (np.concatenate(column) for column in zip(*unpacked, strict=True))
    order = np.lexsort((ranks, keys, band))
    band, keys, ranks = band[order], keys[order], ranks[order]
    starts = starts_of(band, keys)
    sizes = sizes_of(starts, len(ranks))
    begin = np.repeat(starts, sizes)
    place = np.arange(len(ranks)) - begin
    found = []
    for step in range(most):
        later = np.flatnonzero(place > step)
        found.append((ranks[begin[later] + step], ranks[later]))
    later = np.flatnonzero(place > most)
    found.append((ranks[later - 1], ranks[later]))
    earlier, behind = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((behind, earlier))
    earlier, behind = earlier[order], behind[order]
    first = starts_of(earlier, behind)
    return pa.table({"earlier": earlier[first], "later": behind[first]})


def gathered(earlier: NDArray[Any], later: NDArray[Any]) -> Table:
    """Gather pairs around the text that their earlier one is near to, so that few texts are needed in two places.

    Returns:
        `place`, `rank` and `earlier`: the texts of each place, and the earlier ones that each is compared with there.
    """
    numbers, inverse = np.unique(np.concatenate([earlier, later]), return_inverse=True)
    one, other = inverse[: len(earlier)], inverse[len(earlier) :]
    first = np.arange(len(numbers))
    np.minimum.at(first, other, one)
    order = np.lexsort((other, first[one]))
    one, other, place = one[order], other[order], first[one[order]]
    starts = starts_of(place, other)
    compared = {"place": place[starts], "rank": other[starts]}
    offsets = np.append(starts, len(one))
    own = np.unique(np.stack([place, one]), axis=1)
    # An earlier one that is compared with nothing before it there.
    is_new = ~np.isin(own[0] * len(numbers) + own[1], compared["place"] * len(numbers) + compared["rank"])
    places = np.concatenate([compared["place"], own[0][is_new]])
    ranks = np.concatenate([compared["rank"], own[1][is_new]])
    lists = pa.ListArray.from_arrays(
        pa.array(np.append(offsets, np.full(int(is_new.sum()), len(one))), pa.int32()), pa.array(numbers[one])
    )
    return pa.table({"place": numbers[places], "rank": numbers[ranks], "earlier": lists})


def collected(batches: Iterable[Any], most: int) -> Iterator[Any]:
    """Pair the texts of all blobs of a partition, as `bucket_pairs`."""
    blobs = (blob for batch in batches for blob in batch.column("blob").to_pylist())
    yield from bucket_pairs(blobs, most).to_batches()
