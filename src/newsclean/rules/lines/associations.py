"""Associations: how strongly characters follow each other in running text: a hashed table of associations.

The association of two neighbours is the logarithm of how much more often they stand together than chance would have
it (pointwise mutual information; Church and Hanks 1990). A byte holds five bits of it and three bits by which most
strings that are not in the table are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt

BITS = 19
"""The table has two to the power of so many bytes."""

UNKNOWN = -1
"""Value for characters that were never seen together, or too seldom."""

_SIZE = (1 << BITS) - 1
# Characters that have three bytes in UTF-8, as nearly all of Chinese text, are looked up many at a time.
_THREE_BYTES, _LAST_OF_THREE = 0x800, 0xFFFF
_CRC_START = np.uint32(0xFFFFFFFF)
# What CRC-32 makes of a byte: of the state before it only the lowest eight bits matter to this table.
_CRC_STEPS = np.array([crc32(bytes([byte ^ 0xFF])) ^ 0xFFFFFFFF ^ 0xFFFFFF for byte in range(256)], np.uint32)


def _slot(text: str) -> tuple[int, int]:
    code = crc32(text.encode("utf-8", "surrogatepass"))
    return code & _SIZE, code >> 29


def lookup(table: bytes, before: str, after: str) -> int:
    """The association of `before` with `after`: 0 to 31, or `UNKNOWN`.

    Args:
        table: A table that `build` made.
        before: One or two characters.
        after: One or two characters.
    """
    place, check = _slot(f"{before}|{after}")
    byte = table[place]
    return byte & 31 if byte and byte >> 5 == check else UNKNOWN


def are_unknown(table: bytes, codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Return which of many characters are unknown before the two that follow; as `lookup` says of each.

    Args:
        table: A table that `build` made.
        codes: Three code points a row.
    """
    found = np.empty(len(codes), np.bool_)
    is_wide = np.all((codes >= _THREE_BYTES) & (codes <= _LAST_OF_THREE), axis=1)
    one, *following = codes[is_wide].T
    state = np.full(len(one), _CRC_START, np.uint32)
    bar = np.full(len(one), ord("|"), np.uint32)
    for byte in chain(_in_three_bytes(one), (bar,), *map(_in_three_bytes, following)):
        state = _CRC_STEPS[(state ^ byte) & np.uint32(0xFF)] ^ state >> np.uint32(8)
    state ^= _CRC_START
    bytes_there = np.frombuffer(table, np.uint8)[state & np.uint32(_SIZE)]
    found[is_wide] = (bytes_there == 0) | (bytes_there >> 5 != state >> np.uint32(29))
    others = (~is_wide).nonzero()[0]
    for number, (before, *behind) in zip(others.tolist(), codes[others].tolist(), strict=True):
        found[number] = lookup(table, chr(before), "".join(map(chr, behind))) == UNKNOWN
    return found


def _in_three_bytes(codes: npt.NDArray[np.uint32]) -> Iterator[npt.NDArray[np.uint32]]:
    """The bytes of characters that have three in UTF-8, the first of each first."""
    low = np.uint32(0x3F)
    yield codes >> np.uint32(12) | np.uint32(0xE0)
    yield codes >> np.uint32(6) & low | np.uint32(0x80)
    yield codes & low | np.uint32(0x80)


def build(levels: Iterable[tuple[str, str, int]]) -> bytes:
    """A table of associations.

    Args:
        levels: Neighbours and their association, 1 to 31; of two that meet in a slot the first one stays.
    """
    table = bytearray(1 << BITS)
    for before, after, level in levels:
        place, check = _slot(f"{before}|{after}")
        if not table[place]:
            table[place] = check << 5 | level
    return bytes(table)
