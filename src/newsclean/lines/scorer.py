"""How sure it is that two lines belong together: a linear scorer with its weights, loaded when first asked."""

from __future__ import annotations

import math
import struct
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("boundary.weights")
"""The weights, as `training/train.py` wrote them."""

_HEAD = struct.Struct("<8sff")
_MAGIC = b"ncbound1"


def pack(table: bytes, scale: float, offset: float) -> bytes:
    """The content of a file of weights.

    Args:
        table: A signed byte for each feature.
        scale: What the sum of weights is multiplied by, ...
        offset: ... and what is then added, to give the logarithm of the odds.
    """
    return _HEAD.pack(_MAGIC, scale, offset) + zlib.compress(table, 9)


@cache
def _weights() -> tuple[array[int], float, float]:
    data = PATH.read_bytes()
    magic, scale, offset = _HEAD.unpack_from(data)
    if magic != _MAGIC:
        raise ValueError(f"{PATH.name} holds no weights that this version knows")
    return array("b", zlib.decompress(data[_HEAD.size :])), scale, offset


def confidence(features: Sequence[int]) -> float:
    """How sure it is that a break does not belong there.

    Args:
        features: What `newsclean.lines.features.features` found at the boundary.

    Returns:
        0 to 1; calibrated on articles that were held out of training.
    """
    table, scale, offset = _weights()
    odds = scale * sum([table[feature] for feature in features]) + offset
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, odds))))
