"""Files of weights: what they are told by, a few numbers, and tables packed by Zstandard."""

from __future__ import annotations

from pathlib import Path
from struct import Struct
from typing import Any

from newsclean.compat import zstd

# What is packed once may take its time.
_LEVEL = 19


def pack(head: Struct, magic: bytes, *numbers: float, tables: bytes) -> bytes:
    """The content of a file of weights.

    Args:
        head: The form of what stands before the tables: eight bytes, and the numbers.
        magic: The eight bytes that the file is told by.
        numbers: The numbers.
        tables: The tables.
    """
    return head.pack(magic, *numbers) + zstd.compress(tables, _LEVEL)


def unpack(path: Path, head: Struct, magic: bytes) -> tuple[list[Any], bytes]:
    """The numbers and the tables of a file of weights.

    Raises:
        ValueError: It holds no weights that this version knows.
    """
    data = path.read_bytes()
    found, *numbers = head.unpack_from(data)
    if found != magic:
        raise ValueError(f"{path.name} holds no weights that this version knows")
    return numbers, zstd.decompress(data[head.size :])
