"""Scorer of joins, how sure two lines belong together: a linear scorer with its weights, loaded when first asked."""

from __future__ import annotations

import math
import struct
from array import array
from functools import cache
from pathlib import Path
from typing import NamedTuple

from newsclean.rules.lines import weight_files as packed
from newsclean.rules.lines.boundary_features import DocumentFeatures
from newsclean.rules.lines.scorer_features import BITS, features

PATH = Path(__file__).parent / "model" / "boundary.weights"
"""The weights, as `training/train.py` wrote them."""

_HEAD = struct.Struct("<8sff")
_MAGIC = b"ncbound4"


class ScorerWeights(NamedTuple):
    """Weights that were learned.

    Attributes:
        scale: What the sum of weights is multiplied by, ...
        offset: ... and what is then added, to give the logarithm of the odds.
        table: A signed byte for each feature.
        associations: The table of associations of characters.
    """

    scale: float
    offset: float
    table: array[int]
    associations: bytes


def pack(weights: ScorerWeights) -> bytes:
    """The content of a file of weights."""
    tables = weights.table.tobytes() + weights.associations
    return packed.pack(_HEAD, _MAGIC, weights.scale, weights.offset, tables=tables)


@cache
def _weights() -> ScorerWeights:
    (scale, offset), tables = packed.unpack(PATH, _HEAD, _MAGIC)
    return ScorerWeights(scale, offset, array("b", tables[: 1 << BITS]), tables[1 << BITS :])


def confidence(document: DocumentFeatures, number: int) -> float:
    """Return the confidence that the break after a paragraph does not belong there.

    Args:
        document: The paragraphs.
        number: Which of them stands before the boundary; not the last one.

    Returns:
        0 to 1; calibrated on articles that were held out of training.
    """
    weights = _weights()
    table = weights.table
    odds = sum([table[feature] for feature in features(document, number, weights.associations)])
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, weights.scale * odds + weights.offset))))
