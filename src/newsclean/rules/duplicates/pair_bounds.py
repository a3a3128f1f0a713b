"""Which pairs of paragraphs may be alike, told from the kinds of the characters they are made of.

A character that only one of two texts has must be put in or taken out on the way from one to the other, so that they
are at least as far apart as there are such characters (the bag distance of Bartolini, Ciaccia and Patella 2002, over
sets). Characters are taken together that agree in their lowest bits, which can only bring texts nearer; what is then
left is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from newsclean.settings import Settings
from newsclean.text.alignment import similarities
from newsclean.text.fold import marks_table
from newsclean.text.lines import SPACE, LineTable
from newsclean.text.opencc import simplified_units
from newsclean.text.text_batch import BEYOND, Places, TextBatch

MOST_PARAGRAPHS, MOST_PAIRWISE = 512, 100_000
"""Up to so many paragraphs in an article, and so many characters, every pair of them is looked at."""

_KINDS = 1024
_WORDS = _KINDS // 64
# So many pairs and texts at a time, so that memory does not grow with their number.
_AT_ONCE, _ROWS = 1 << 16, 1 << 13
# Shares of lengths are no whole numbers.
_ROUNDING = 1e-6

_Numbers = npt.NDArray[np.int64]


CandidatePairs = dict[int, list[int]]
"""For paragraphs of an article the earlier ones that they may be alike, or begin with, in order."""

TOO_MANY: CandidatePairs = {}
"""Marker for an article with more paragraphs than can be looked at in pairs."""


def candidate_pairs(batch: TextBatch, settings: Settings) -> list[CandidatePairs | None]:
    """Find the pairs of paragraphs that may be alike, in many articles at once.

    Args:
        batch: The articles.
        settings: `same_at`, the Indel similarity below which a pair is of no interest, and `min_repeat`, the length,
            folded, below which a paragraph is of none.

    Returns:
        For each article every pair that is as alike as that, or of which one begins with the other, and some more;
        None if there is no pair, as in most articles.
    """
    table = batch.cached(LineTable)
    codes = _KIND[batch.cached(simplified_units)]
    lengths = table.stop - table.body
    blank = (codes == _KINDS).nonzero()[0]
    lengths -= blank.searchsorted(table.stop) - blank.searchsorted(table.body)
    long = lengths >= settings.min_repeat
    many = _too_many(batch, np.bincount(table.text[long], minlength=len(batch.texts)))
    found: list[CandidatePairs | None] = [TOO_MANY if is_one else None for is_one in many.tolist()]
    long &= ~many[table.text]
    before = np.zeros(len(long) + 1, np.intp)
    long.cumsum(out=before[1:])
    firsts = before[table.firsts]
    body, stop, lengths = table.body[long], table.stop[long], lengths[long]
    text: list[int] = table.text[long].tolist()
    number: list[int] = (np.arange(len(table.text)) - table.firsts[table.text])[long].tolist()
    begins = codes[body]
    # As far apart as two may be, for each character of both.
    apart_at_most = 1 - settings.min_similarity + _ROUNDING
    kinds, coarse = _kinds(codes, body, stop), _Coarse(codes, body, stop)
    counts = np.bitwise_count(kinds).sum(1, dtype=np.int64)
    for later, earlier in _pairs(firsts[1:] - firsts[:-1], firsts):
        least, both = lengths[later] - lengths[earlier], lengths[later] + lengths[earlier]
        may_be = (np.abs(least) <= apart_at_most * both) | ((least >= 0) & (begins[later] == begins[earlier]))
        later, earlier, both = later[may_be], earlier[may_be], both[may_be]
        shared = np.bitwise_count(kinds[later] & kinds[earlier]).sum(1, dtype=np.int64)
        apart = counts[later] + counts[earlier] - 2 * shared
        may_be = (apart <= apart_at_most * both) | (shared == counts[earlier])
        ones, others = later[may_be].tolist(), earlier[may_be].tolist()
        texts, texts_before = ([coarse.of(number) for number in numbers] for numbers in (ones, others))
        alike = similarities(texts, texts_before, settings.min_similarity)
        for at, (one, other) in enumerate(zip(ones, others, strict=True)):
            if alike[at] >= settings.min_similarity or texts[at].startswith(texts_before[at]):
                pairs = found[text[one]] = found[text[one]] or {}
                pairs.setdefault(number[one], []).append(number[other])
    return found


class _Coarse:
    """Paragraphs as texts of the kinds of their characters, which can only be more alike than they are themselves."""

    def __init__(self, codes: npt.NDArray[np.uint16], body: Places, stop: Places) -> None:
        self._codes, self._body, self._stop = codes, body, stop
        self._known: dict[int, str] = {}

    def of(self, number: int) -> str:
        if number not in self._known:
            codes = self._codes[self._body[number] : self._stop[number]]
            self._known[number] = codes.tobytes().decode("utf-16").replace(chr(_KINDS), "")
        return self._known[number]


def _too_many(batch: TextBatch, sizes: Places) -> npt.NDArray[np.bool_]:
    """Which articles have more paragraphs, or more characters, than can be looked at in pairs."""
    begins = np.array(batch.begins)
    is_long: npt.NDArray[np.bool_] = begins[1:] - begins[:-1] > MOST_PAIRWISE
    return (sizes > 1) & ((sizes > MOST_PARAGRAPHS) | is_long)


def _kinds(codes: npt.NDArray[np.uint16], body: Places, stop: Places) -> npt.NDArray[np.uint64]:
    """The kinds of characters of each text, a bit each; some texts at a time, so that memory stays small."""
    if len(body) > _ROWS:
        parts = [slice(at, at + _ROWS) for at in range(0, len(body), _ROWS)]
        return np.concatenate([_kinds(codes, body[part], stop[part]) for part in parts])
    width = _KINDS + 64  # white space has a word of its own, which is left out
    there = np.zeros((len(body) + 1, width), np.bool_)  # and what stands between the texts a row
    if len(body):
        edges, rows = np.empty(2 * len(body), np.intp), np.full(2 * len(body) - 1, len(body) * width)
        edges[::2], edges[1::2] = body, stop
        rows[::2] = np.arange(0, len(body) * width, width)
        places = rows.repeat(edges[1:] - edges[:-1])
        places += codes[body[0] : stop[-1]]
        there.reshape(-1)[places] = True
    return np.packbits(there[:-1], axis=1).view(np.uint64)[:, :_WORDS]


def _pairs(sizes: Places, firsts: Places) -> Iterator[tuple[_Numbers, _Numbers]]:
    """The numbers of the later and the earlier of every pair within an article, some at a time."""
    waiting: list[tuple[_Numbers, _Numbers]] = []
    number = 0
    for size in sorted(set(sizes.tolist()) - {0, 1}):
        later, earlier = _below(size)
        begins = firsts[:-1][sizes == size]
        step = max(1, _AT_ONCE // len(later))
        for at in range(0, len(begins), step):
            some = begins[at : at + step, None]
            waiting.append(((some + later).ravel(), (some + earlier).ravel()))
            number += len(waiting[-1][0])
            if number >= _AT_ONCE:
                yield _joined(waiting)
                waiting, number = [], 0
    if waiting:
        yield _joined(waiting)


@lru_cache(maxsize=64)
def _below(size: int) -> tuple[_Numbers, _Numbers]:
    return np.tril_indices(size, -1)


def _joined(pairs: list[tuple[_Numbers, _Numbers]]) -> tuple[_Numbers, _Numbers]:
    if len(pairs) == 1:
        return pairs[0]
    return np.concatenate([later for later, _ in pairs]), np.concatenate([earlier for _, earlier in pairs])


_KIND = np.where(SPACE, _KINDS, marks_table(BEYOND + 1) % _KINDS).astype(np.uint16)
"""The kind of each character, the same for those that folding makes one; `_KINDS` for white space."""
