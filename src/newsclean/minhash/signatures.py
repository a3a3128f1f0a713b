"""MinHash signatures over character bigrams, the same to the bit as those of `datasketch.MinHash`, and their bands."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.minhash.kernels import GOLDEN, Words

PERMUTATIONS = 128
BANDS, ROWS = 32, 4
"""Texts that share half of their bigrams meet in a band with a probability of 0.87, 0.7 of 0.9998 (Leskovec, Rajaraman
and Ullman, Mining of Massive Datasets, 3.4)."""

SCHEME = "affine32"
"""The scheme of datasketch 2 that the permutations follow."""


def bigram_hash(bigram: bytes) -> int:
    """The hash of a bigram, as `datasketch.MinHash(hashfunc=bigram_hash)` asks for it.

    Args:
        bigram: Two code points in UTF-32, little-endian; a text of one character is that character and a zero.
    """
    first, second = struct.unpack("<II", bigram)
    return (first * GOLDEN + second) & 0xFFFFFFFF  # type: ignore[no-any-return]


@cache
def permutations() -> tuple[Words, Words]:
    """Multipliers and addends of the permutations, which datasketch draws from its seed."""
    from datasketch import MinHash

    a, b = MinHash(num_perm=PERMUTATIONS, scheme=SCHEME).permutations
    return np.ascontiguousarray(a, np.uint32), np.ascontiguousarray(b, np.uint32)


# For each byte of two sketches, one exclusive-or the other, how many of its four pairs of bits are equal.
_EQUAL = np.array([sum(not byte >> shift & 3 for shift in (0, 2, 4, 6)) for byte in range(256)], np.uint8)
SKETCH = PERMUTATIONS // 4
"""So many bytes has a sketch."""
# So far below its mean an agreement falls once in a hundred and sixty times.
_SPREAD = 2.5


def sketches(signatures: Words) -> NDArray[np.uint8]:
    """The lowest two bits of each value of each signature, packed (Li and König 2010, b-bit minwise hashing)."""
    low = (signatures & np.uint32(3)).astype(np.uint8).reshape(len(signatures), SKETCH, 4)
    packed = low[:, :, 0] | low[:, :, 1] << 2 | low[:, :, 2] << 4 | low[:, :, 3] << 6
    return packed.astype(np.uint8)


def may_be_alike(
    sketched: NDArray[np.uint8], earlier: NDArray[Any], later: NDArray[Any], min_similarity: float
) -> NDArray[np.bool_]:
    """Return whether pairs of texts agree in as much of their sketches as texts that are alike.

    Others need no comparing.

    Texts that share a part `j` of their bigrams agree in j + (1 - j) / 4 of the values. Texts whose Indel similarity is
    `min_similarity` share (2s - 1) / (3 - 2s) of them when single characters are replaced, and less when they are
    dropped.

    Args:
        sketched: The sketches of all texts.
        earlier: The number of one text of each pair.
        later: The number of the other.
        min_similarity: Indel similarity, 0 to 1, from which two texts are alike.
    """
    shared = 0.85 * max(0.0, (2 * min_similarity - 1) / (3 - 2 * min_similarity))
    expected = shared + (1 - shared) / 4
    least = PERMUTATIONS * expected - _SPREAD * np.sqrt(PERMUTATIONS * expected * (1 - expected))
    agree = _EQUAL[sketched[earlier] ^ sketched[later]].sum(axis=1, dtype=np.int64)
    near: NDArray[np.bool_] = agree >= least
    return near


def band_keys(signatures: Words) -> Words:
    """The key of each signature in each band (FNV-1a over its rows): one row a text, one column a band."""
    bands = signatures.reshape(len(signatures), BANDS, ROWS)
    keys = np.full(bands.shape[:2], 0x811C9DC5, np.uint32)
    for row in range(ROWS):
        keys = (keys ^ bands[:, :, row]) * np.uint32(0x01000193)
    return keys
