"""Many texts as one array of code points, folded by a table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.text.fold import marks_table
from newsclean.text.lines import SPACE
from newsclean.text.opencc import converter

Codes = NDArray[np.uint32]
Offsets = NDArray[np.int64]

_LAST = 0x110000
# Script is folded character by character in Unicode's main block of ideographs, extension A and the compatibility one.
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


class Packed(NamedTuple):
    """Texts one after the other.

    Attributes:
        codes: Their code points.
        offsets: Where each begins, and at last where the last one ends; one more than there are texts.
    """

    codes: Codes
    offsets: Offsets


def pack(texts: Sequence[str]) -> Packed:
    """Texts as one array of code points; halves of surrogate pairs are code points like others."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    offsets = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)), out=offsets[1:])
    return Packed(codes, offsets)


@cache
def fold_table() -> Codes:
    """For each code point the one that stands for it when texts are compared; 0 for white space, which does not.

    Traditional and simplified characters are one, and full-width and half-width ones; digits are never folded into
    one another.
    """
    table = marks_table(_LAST)
    convert = converter("t2s")
    for block in _IDEOGRAPHS:
        simplified = convert("\n".join(map(chr, block))).split("\n")
        pairs = zip(simplified, block, strict=True)
        table[block.start : block.stop] = [ord(each) if len(each) == 1 else code for each, code in pairs]
    table[SPACE.nonzero()] = 0
    return table


def folded(packed: Packed) -> Packed:
    """Texts folded by the table, white space left out."""
    codes = fold_table()[packed.codes]
    left_out = np.flatnonzero(codes == 0)
    if not len(left_out):
        return Packed(codes, packed.offsets)
    return Packed(codes[codes != 0], packed.offsets - np.searchsorted(left_out, packed.offsets))


def texts_of(packed: Packed) -> list[str]:
    """The texts, as texts."""
    whole = packed.codes.tobytes().decode("utf-32-le", "surrogatepass")
    ends = packed.offsets.tolist()
    return [whole[start:end] for start, end in pairwise(ends)]
