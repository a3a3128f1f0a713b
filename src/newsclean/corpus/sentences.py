"""Sentences that paragraphs share: copies whose paragraphs were merged or split are found by them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.minhash.codepoints import folded, pack
from newsclean.minhash.kernels import Keys, Numbers

FEWEST_HAN = 10
"""A sentence of fewer Han characters is too common to tell that one article has it of another."""

_BATCH = 1 << 15
_KEY = np.uint64(0x9E3779B97F4A7C15)
_OTHER, _HAN, _END, _QUOTE, _ALPHANUMERIC = range(5)
# Each two of so few paragraphs are paired; of more, each is paired with the first, so that what stands in very many
# articles makes no quadratic work.
_RARE = 8


class Sentences(NamedTuple):
    """Long sentences, in the order of their paragraphs.

    Attributes:
        keys: A key of each: equal for equal ones, whatever script, width, quotation marks and final mark they have.
        paragraphs: The number of the paragraph that each stands in.
        lengths: Its length in code points, white space aside, with that of shorter sentences behind it in the
            paragraph, and of those before the first.
    """

    keys: Keys
    paragraphs: Numbers
    lengths: Numbers


class SharedSentences(NamedTuple):
    """Sentences that two articles have, row by row; the lower article first.

    Attributes:
        earlier: The paragraph of the first article in which the sentence stands.
        later: That of the other.
        earlier_lengths: The length of the sentence, as `Sentences` has it, in the first article.
        later_lengths: The same in the other.
    """

    earlier: Numbers
    later: Numbers
    earlier_lengths: Numbers
    later_lengths: Numbers


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of each code point of a folded text."""
    kinds = np.zeros(0x110000, np.uint8)
    for low, high in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480)):
        kinds[low:high] = _HAN
    for code in range(0x80):
        if chr(code).isalnum():
            kinds[code] = _ALPHANUMERIC
    for mark in ".!?…":
        kinds[ord(mark)] = _END
    quotes = (code for code in range(0x3020) if unicodedata.category(chr(code)) in ("Pi", "Pf") or chr(code) in "\"'")
    kinds[[*quotes, *map(ord, "「」『』")]] = _QUOTE
    return kinds


def sentences_of(texts: Sequence[str]) -> Sentences:
    """The sentences of texts that have at least `FEWEST_HAN` Han characters; a text ends its last one."""
    parts = [_sentences(texts[start : start + _BATCH], start) for start in range(0, len(texts), _BATCH)]
    if not parts:
        return Sentences(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int32))
    return Sentences(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _sentences(texts: Sequence[str], first: int) -> Sentences:
    codes, offsets = folded(pack(texts))
    kinds = np.append(_kinds()[codes], np.uint8(_OTHER))  # what stands behind the last one is nothing
    is_end = kinds[:-1] == _END
    # A stop between digits or letters ends nothing: 3.5, U.S.
    is_end[1:] &= ~((kinds[:-2] == _ALPHANUMERIC) & (kinds[2:] == _ALPHANUMERIC))
    kinds = kinds[:-1]
    begins = np.zeros(len(codes) + 1, bool)
    begins[1:] = is_end
    begins[offsets[:-1]] = True
    starts = np.flatnonzero(begins[:-1])
    if not len(starts):
        return Sentences(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.int32))
    is_told = ~is_end & (kinds != _QUOTE)
    counted = np.cumsum(is_told) - is_told
    lengths = np.diff(np.append(starts, len(codes)))
    position = counted - np.repeat(counted[starts], lengths)
    powers = np.cumprod(np.full(int(position.max(initial=0)) + 1, _KEY, np.uint64), dtype=np.uint64)
    terms = np.where(is_told, codes.astype(np.uint64) * powers[position], np.uint64(0))
    han = np.add.reduceat((kinds == _HAN).astype(np.int32), starts)
    long = np.flatnonzero(han >= FEWEST_HAN)
    paragraphs = np.searchsorted(offsets, starts[long], "right") - 1
    is_first = np.append(True, paragraphs[1:] != paragraphs[:-1])[: len(long)]
    low = np.where(is_first, offsets[paragraphs], starts[long])
    high = np.append(low[1:], len(codes))[: len(long)]
    is_last = np.append(is_first[1:], True)[: len(long)]
    high = np.where(is_last, offsets[paragraphs + 1], high)
    return Sentences(
        np.add.reduceat(terms, starts)[long], (first + paragraphs).astype(np.int32), (high - low).astype(np.int32)
    )


def shared_sentences(sentences: Sentences, article: NDArray[Any], is_left_out: NDArray[np.bool_]) -> SharedSentences:
    """The sentences that stand in two articles.

    Args:
        sentences: Those of all paragraphs.
        article: The number of the article of each paragraph.
        is_left_out: For each paragraph, whether its sentences count for nothing.

    Returns:
        Of a sentence that an article has twice, the first is taken.
    """
    counts = np.flatnonzero(~is_left_out[sentences.paragraphs])
    keys, paragraphs, lengths = (column[counts] for column in sentences)
    owners = article[paragraphs]
    order = np.lexsort((paragraphs, owners, keys))
    is_first = np.ones(len(order), bool)
    sorted_keys, sorted_owners = keys[order], owners[order]
    is_first[1:] = (sorted_keys[1:] != sorted_keys[:-1]) | (sorted_owners[1:] != sorted_owners[:-1])
    order = order[is_first]
    sorted_keys = keys[order]
    begins = np.flatnonzero(np.append(True, sorted_keys[1:] != sorted_keys[:-1]))[: len(order)]
    members = np.diff(np.append(begins, len(order)))
    begin_of, members_of = np.repeat(begins, members), np.repeat(members, members)
    at = np.arange(len(order))
    pairs = [(begin_of[is_many], at[is_many]) for is_many in [(members_of > _RARE) & (at > begin_of)]]
    for step in range(1, _RARE):
        later = at[step:]
        is_pair = (members_of[later] <= _RARE) & (begin_of[later] <= later - step)
        pairs.append((later[is_pair] - step, later[is_pair]))
    earlier, later = (order[np.concatenate(side)] for side in zip(*pairs, strict=True))
    return SharedSentences(paragraphs[earlier], paragraphs[later], lengths[earlier], lengths[later])
