"""Associations: how strongly characters follow each other in running text: a hashed table of associations.

The association of two neighbours is the logarithm of how much more often they stand together than chance would have
it (pointwise mutual information; Church and Hanks 1990). A byte holds five bits of it and three bits by which most
strings that are not in the table are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

BITS = 19
"""The table has two to the power of so many bytes."""

UNKNOWN = -1
"""Value for characters that were never seen together, or too seldom."""

_SIZE = (1 << BITS) - 1


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


def count_unknown(table: bytes, neighbours: Iterable[tuple[str, str]]) -> int:
    """Return how many of some neighbours were never seen together, or too seldom; as `lookup` says of each.

    Args:
        table: A table that `build` made.
        neighbours: One or two characters each, no line feeds.
    """
    lines = "\n".join([f"{before}|{after}" for before, after in neighbours]).encode("utf-8", "surrogatepass")
    codes = map(crc32, lines.split(b"\n"))
    return sum([not (byte := table[code & _SIZE]) or byte >> 5 != code >> 29 for code in codes])


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
