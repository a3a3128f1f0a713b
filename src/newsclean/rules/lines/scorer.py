"""Scorer of joins, how sure two lines belong together: a linear scorer with its weights, loaded when first asked."""

from __future__ import annotations

import math
import struct
from array import array
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from newsclean.rules.lines import weight_files as packed
from newsclean.rules.lines.boundary_features import DocumentFeatures
from newsclean.rules.lines.scorer_features import (
    BITS,
    PAGE_FEATURES,
    PageLanguage,
    features,
    language_of,
    page_language,
)

PATH = Path(__file__).parent / "model" / "boundary.weights"
"""The weights, as `training/train.py` wrote them."""

_HEAD = struct.Struct("<8sfff")
_MAGIC = b"ncbound5"
_SIZE = 1 << BITS


class ScorerWeights(NamedTuple):
    """Weights that were learned.

    Attributes:
        scale: What the sum of weights is multiplied by, ...
        offset: ... and what is then added, to give the logarithm of the odds.
        table: A signed byte for each feature.
        page_scale: What the sum of weights for pages is multiplied by, and added.
        pages: A signed byte for each feature of pages whose language is not that of news.
        associations: The table of associations of characters.
    """

    scale: float
    offset: float
    table: array[int]
    page_scale: float
    pages: array[int]
    associations: bytes


def pack(weights: ScorerWeights) -> bytes:
    """The content of a file of weights."""
    tables = weights.table.tobytes() + weights.pages.tobytes() + weights.associations
    return packed.pack(_HEAD, _MAGIC, weights.scale, weights.offset, weights.page_scale, tables=tables)


def unpack(path: Path) -> ScorerWeights:
    """The weights in a file."""
    (scale, offset, page_scale), tables = packed.unpack(path, _HEAD, _MAGIC)
    table, pages = array("b", tables[:_SIZE]), array("b", tables[_SIZE : 2 * _SIZE])
    return ScorerWeights(scale, offset, table, page_scale, pages, tables[2 * _SIZE :])


@cache
def _weights() -> ScorerWeights:
    return unpack(PATH)


def confidence(document: DocumentFeatures, number: int) -> float:
    """Return the confidence that the break after a paragraph does not belong there.

    Args:
        document: The paragraphs.
        number: Which of them stands before the boundary; not the last one.

    Returns:
        0 to 1; calibrated on articles that were held out of training.
    """
    weights, page = _weights(), language(document)
    table, pages = weights.table, weights.pages
    if page.is_familiar:
        found = features(document, number, weights.associations)
        odds = weights.scale * sum(itemgetter(*found)(table))
    else:
        found = features(document, number, weights.associations, page)
        odds = weights.scale * sum(itemgetter(*found[:-PAGE_FEATURES])(table))
        odds += weights.page_scale * sum(itemgetter(*found)(pages))
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, odds + weights.offset))))


def language(document: DocumentFeatures) -> PageLanguage:
    """Return the language of a document.

    Where it is not that of news, lines stand by themselves that read as if a sentence ran on: captions, names, headings
    of two clauses.
    """
    if document.unknown is not None:
        return language_of(document.unknown, document.latin)
    return page_language(document.sample, document.latin, associations())


def associations() -> bytes:
    """The table of associations of characters."""
    return _weights().associations
