"""MinHash signatures over character bigrams, the same to the bit as those of `datasketch.MinHash`, and their bands."""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.archive.kernels import GOLDEN, Words

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


_BITS = np.array([bin(byte).count("1") for byte in range(256)], np.uint8)
# So far below its mean an agreement falls once in a hundred and sixty times.
_SPREAD = 2.5


def sketches(signatures: Words) -> NDArray[np.uint8]:
    """The lowest bit of each value of each signature, packed (Li and König 2010, b-bit minwise hashing)."""
    return np.packbits((signatures & np.uint32(1)).astype(np.bool_), axis=1)


def may_be_alike(
    sketched: NDArray[np.uint8], earlier: NDArray[Any], later: NDArray[Any], same_at: float
) -> NDArray[np.bool_]:
    """Whether pairs of texts agree in so many bits as texts do that are alike; the others need not be compared.

    Texts that share a share of `j` of their bigrams agree in (1 + j) / 2 of their bits. Texts whose Indel similarity is
    `same_at` share (2s - 1) / (3 - 2s) of them when single characters are replaced, and less when they are dropped.

    Args:
        sketched: The sketches of all texts.
        earlier: The number of one text of each pair.
        later: The number of the other.
        same_at: Indel similarity, 0 to 1, from which two texts are alike.
    """
    shared = 0.85 * max(0.0, (2 * same_at - 1) / (3 - 2 * same_at))
    mean, spread = PERMUTATIONS * (1 + shared) / 2, np.sqrt(PERMUTATIONS * (1 - shared**2)) / 2
    agree = PERMUTATIONS - _BITS[sketched[earlier] ^ sketched[later]].sum(axis=1, dtype=np.int64)
    near: NDArray[np.bool_] = agree >= mean - _SPREAD * spread
    return near


def band_keys(signatures: Words) -> Words:
    """The key of each signature in each band (FNV-1a over its rows): one row a text, one column a band."""
    bands = signatures.reshape(len(signatures), BANDS, ROWS)
    keys = np.full(bands.shape[:2], 0x811C9DC5, np.uint32)
    for row in range(ROWS):
        keys = (keys ^ bands[:, :, row]) * np.uint32(0x01000193)
    return keys
