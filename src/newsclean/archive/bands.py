"""The texts of an archive signed, batch by batch, and what their bands propose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.archive.kernels import Keys, Words, bucketed, sign
from newsclean.archive.packing import folded, pack
from newsclean.archive.signatures import BANDS, SKETCH, band_keys, permutations, sketches

_BATCH = 1 << 15
# Members of a bucket, beside the last one, that each further one is paired with in an article.
_MOST_IN_BUCKET = 16


class Signed(NamedTuple):
    """What is known of each text without reading it again.

    Attributes:
        keys: A key of the whole text, folded: equal for equal texts.
        bands: Band by band, the key of its signature there.
        lengths: Its length, folded, in code points.
        sketches: Two bits of each value of its signature.
    """

    keys: Keys
    bands: Words
    lengths: NDArray[np.int32]
    sketches: NDArray[np.uint8]


def sign_all(texts: Sequence[str]) -> Signed:
    """Sign texts; of their signatures only the bands and the sketches are kept."""
    signed = Signed(
        np.empty(len(texts), np.uint64),
        np.empty((BANDS, len(texts)), np.uint32),
        np.empty(len(texts), np.int32),
        np.empty((len(texts), SKETCH), np.uint8),
    )
    for start in range(0, len(texts), _BATCH):
        batch = folded(pack(texts[start : start + _BATCH]))
        here = slice(start, start + len(batch.offsets) - 1)
        signatures, signed.keys[here] = sign(batch.codes, batch.offsets, *permutations())
        signed.bands[:, here] = band_keys(signatures).T
        signed.sketches[here] = sketches(signatures)
        signed.lengths[here] = np.diff(batch.offsets)
    return signed


def pairs_of(texts: Sequence[str]) -> set[tuple[int, int]]:
    """The pairs of texts that share a band, the earlier one first; of very large buckets only some."""
    apart = np.arange(len(texts), dtype=np.int32)
    found: set[tuple[int, int]] = set()
    for band in sign_all(texts).bands:
        found.update(map(tuple, bucketed(band, apart, _MOST_IN_BUCKET).tolist()))
    return found
