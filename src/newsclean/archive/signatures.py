"""MinHash signatures over character bigrams, the same to the bit as those of `datasketch.MinHash`, and their bands."""

from __future__ import annotations

import struct
from functools import cache

import numpy as np

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


def band_keys(signatures: Words) -> Words:
    """The key of each signature in each band (FNV-1a over its rows): one row a text, one column a band."""
    bands = signatures.reshape(len(signatures), BANDS, ROWS)
    keys = np.full(bands.shape[:2], 0x811C9DC5, np.uint32)
    for row in range(ROWS):
        keys = (keys ^ bands[:, :, row]) * np.uint32(0x01000193)
    return keys
