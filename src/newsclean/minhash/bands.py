"""The texts of an archive signed, batch by batch, and what their bands propose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.minhash.codepoints import folded, pack
from newsclean.minhash.kernels import Keys, Numbers, Words, sign
from newsclean.minhash.signatures import BANDS, SKETCH, band_keys, permutations, sketches

_BATCH = 1 << 15


class Signed(NamedTuple):
    """Signatures of texts, known without reading it again.

    Attributes:
        keys: A key of the whole text, folded: equal for equal texts.
        bands: Band by band, the key of its signature there.
        lengths: Its length, folded, in code points.
        han: How many of them are Han characters.
        sketches: Two bits of each value of its signature.
    """

    keys: Keys
    bands: Words
    lengths: NDArray[np.int32]
    han: NDArray[np.int32]
    sketches: NDArray[np.uint8]


def sign_all(texts: Sequence[str]) -> Signed:
    """Sign texts; of their signatures only the bands and the sketches are kept."""
    signed = Signed(
        np.empty(len(texts), np.uint64),
        np.empty((BANDS, len(texts)), np.uint32),
        np.empty(len(texts), np.int32),
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
        signed.han[here] = np.diff(np.flatnonzero(_is_han(batch.codes)).searchsorted(batch.offsets))
    return signed


def _is_han(codes: Words) -> NDArray[np.bool_]:
    """Tell Han characters, those beyond Unicode's first plane among them."""
    found: NDArray[np.bool_] = (codes - np.uint32(0x3400) < 0x6C00) | (codes - np.uint32(0xF900) < 0x200)
    return found | (codes - np.uint32(0x20000) < 0x20000)


def shared_buckets(texts: Sequence[str]) -> Numbers:
    """Number the buckets that two or more of the texts share.

    Returns:
        One row a text, one column a band: the number of its bucket there, from 0 over all bands; -1 where it is alone.
    """
    found = np.full((len(texts), BANDS), -1, np.int32)
    count = 0
    for column, band in enumerate(sign_all(texts).bands):
        _, bucket, sizes = np.unique(band, return_inverse=True, return_counts=True)
        is_shared = sizes > 1
        numbers = np.where(is_shared, np.cumsum(is_shared) + (count - 1), -1)
        found[:, column] = numbers[bucket]
        count += int(is_shared.sum())
    return found
