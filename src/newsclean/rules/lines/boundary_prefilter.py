"""A first look at the boundaries of many texts, which dismisses those at which plainly nothing was cut.

The first of two scorers in a row (a cascade; Viola and Jones 2001): it sees only what can be told of all boundaries at
once, in numpy, and lets through what is not all but certain.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsclean.rules.lines import weight_files as packed
from newsclean.rules.lines.boundary_columns import Column, columns
from newsclean.rules.lines.boundary_features import COMMAS
from newsclean.rules.lines.line_layout import Layouts
from newsclean.rules.lines.structure import is_open
from newsclean.rules.lines.verse import Flags
from newsclean.rules.lines.wrapping import find_wrapping
from newsclean.text.char_tables import char_table
from newsclean.text.lines import LineTable
from newsclean.text.text_batch import Places, TextBatch

PATH = Path(__file__).parent / "model" / "boundary_prefilter.weights"
"""The weights, as `training/train_screen.py` wrote them."""

BITS = 18
"""The table has two to the power of so many weights."""

TEMPLATES = (
    # the characters on each side, and across the break
    "l1", "l1 l2", "l1 l2 l3", "l1 l2 l3 l4", "r1", "r1 r2", "r1 r2 r3", "r1 r2 r3 r4",
    "l1 r1", "l1 l2 r1", "l1 r1 r2", "l1 l2 r1 r2", "l1 l2 l3 r1", "l1 r1 r2 r3",
    # the lengths of both lines, sentence ends and clauses in the head, and the marks at the break
    "long", "long_tail", "long stops clauses ends", "size size_tail stops clauses ends", "last first",
    "last first size", "last first stops clauses ends", "place size ends", "before size ends",
    "before ends following size",
    # signs of a heading, and of a sentence that runs on
    "spaced size", "open size ends", "begin size", "colon size ends", "l1 size ends", "r1 size ends",
    "l1 l2 ends stops", "r1 r2 ends size", "begin last first",
    # the layout of the whole text, alone and with what stands at the break
    "share_open", "share_short", "share_comma last", "share_open share_short", "share_open size stops", "number before",
    "share_short size clauses", "share_open last first", "page l1", "page r1", "page size size_tail ends",
    "page before ends following", "page clauses last size", "",
)  # fmt: skip
"""The features, each the columns it is made of; the last one, of none, is there always."""

# Fewer boundaries are looked at one by one first; what the others cost all together, one costs alone.
_FEW = 8

_HEAD = struct.Struct("<8si")
_MAGIC = b"ncscreen"
_LATIN = char_table("A-Za-z")
_SLASH = char_table("/")
_DASH = char_table("—")
_PARTICLE = char_table("的了着著")
_COMMA = char_table(COMMAS)
_FIGURE = char_table("0-9")
_LONGEST_FIGURE = 4

_Hashes = npt.NDArray[np.uint64]


class PrefilterWeights(NamedTuple):
    """Weights that were learned.

    Attributes:
        least: A boundary whose weights come to less is dismissed.
        table: A signed byte for each feature.
    """

    least: int
    table: npt.NDArray[np.int8]


def pack(weights: PrefilterWeights) -> bytes:
    """The content of a file of weights."""
    return packed.pack(_HEAD, _MAGIC, weights.least, tables=weights.table.tobytes())


@cache
def _weights() -> PrefilterWeights:
    (least,), table = packed.unpack(PATH, _HEAD, _MAGIC)
    return PrefilterWeights(least, np.frombuffer(table, np.int8))


class OpenBoundaries:
    """The boundaries over which a sentence may run, as their lines alone tell, each looked at once.

    Made once, by `batch.cached(OpenBoundaries)`.

    Attributes:
        passed_over: Those that `may_be_open` did not look at.
    """

    def __init__(self, batch: TextBatch) -> None:
        self._body_of = batch.cached(LineTable).body_of
        self._known: dict[int, bool] = {}
        firsts: list[int] = batch.cached(LineTable).firsts.tolist()
        self.passed_over: set[int] = set()
        self._wrapped = {
            first + number
            for first, wrapped in zip(firsts[:-1], batch.cached(find_wrapping), strict=True)
            if wrapped is not None
            for number in wrapped.numbers
        }

    def may_be_open(self, line: int) -> bool:
        """Return whether one is open, or wrapped text goes on there, so that hardly anybody asks whether it is."""
        if line in self._wrapped:
            self.passed_over.add(line)
            return True
        return self.is_open(line)

    def is_open(self, line: int) -> bool:
        """Return whether one may run over the end of a line, counted in all texts; another stands behind it."""
        known = self._known.get(line)
        if known is None:
            known = self._known[line] = is_open(self._body_of(line), self._body_of(line + 1))
        return known


def candidate_boundaries(batch: TextBatch) -> list[list[int]]:
    """The boundaries at which a sentence may run on, all but those that are not open or are dismissed.

    Of those at which wrapped text goes on nobody has looked whether they are open.

    Returns:
        For each text the numbers of the paragraphs before them, in order.
    """
    layouts = batch.cached(Layouts)
    lines = eligible(batch)
    stands = np.zeros(len(layouts.lengths), np.bool_)
    stands[layouts.suspects] = True
    stands[lines] = False
    for is_left in (_are_open, _are_likely) if len(lines) < _FEW else (_are_likely, _are_open):
        lines = lines[is_left(batch, lines)]
    stands[lines] = True
    found: list[list[int]] = [[] for _ in batch.texts]
    for line in stands.nonzero()[0].tolist():
        text, number = layouts.table.place(line)
        found[text].append(number)
    return found


def _are_open(batch: TextBatch, lines: Places) -> Flags:
    """Return whether a sentence may run over boundaries, as their lines alone tell, or wrapped text goes on there."""
    return np.array([*map(batch.cached(OpenBoundaries).may_be_open, lines.tolist())], np.bool_)


def _are_likely(batch: TextBatch, lines: Places) -> Flags:
    """Return whether it is not all but certain that nothing was cut at boundaries."""
    if not len(lines):
        return np.zeros(0, np.bool_)
    weights, given = _weights(), columns(batch, lines)
    likely: Flags = weights.table[features(given)].sum(0, dtype=np.int32) >= weights.least
    # In lines too short to say more a figure may be cut off from what it counts, 选派8⏎名干部, or stand alone between
    # two breaks, and a bracket be cut off from its partner.
    layouts = batch.cached(Layouts)
    is_alone = _FIGURE.take(layouts.firsts[lines + 1]) & (layouts.lengths[lines + 1] <= _LONGEST_FIGURE)
    return likely | (given["open"] > 0) | _FIGURE.take(layouts.lasts[lines]) | is_alone


def eligible(batch: TextBatch) -> Places:
    """The boundaries that may be dismissed, by the lines before them.

    Not those at which an address, a Latin word, a dash, or what stands behind them shows that something was cut.
    """
    layouts = batch.cached(Layouts)
    is_behind = layouts.suspects + 1
    has_slash = np.bitwise_or.reduceat(_SLASH[batch.looked_up(batch.units)], batch.starts[:-1])
    first = layouts.firsts[is_behind]
    last = layouts.lasts[layouts.suspects]
    is_cut = (_DASH[first] & _DASH[last]) | _COMMA[last]
    other = layouts.is_forbidden[is_behind] | _PARTICLE[first] | _LATIN[first] | is_cut
    lines: Places = layouts.suspects[~(other | has_slash[layouts.table.text[layouts.suspects]])]
    return lines


def features(given: Mapping[str, Column]) -> npt.NDArray[np.intp]:
    """The features of boundaries: tuples of numbers, hashed by multiplying and adding (Dietzfelbinger 1996).

    Args:
        given: What is known of the boundaries.

    Returns:
        Indices into the table of weights: a row for each of the `TEMPLATES`, a column for each boundary.
    """
    values = np.concatenate([given[name] for name in _NAMES], dtype=np.uint64, casting="unsafe")
    values = values.reshape(len(_NAMES), -1)
    hashes: _Hashes = np.repeat(_SEEDS, values.shape[1], axis=1)
    for rows, factors in _STEPS:
        hashes[: len(rows)] += values[rows] * factors
    return (hashes >> np.uint64(64 - BITS)).astype(np.intp)


def _odd(what: str) -> int:
    """An odd number of 64 bits, drawn for a name."""
    return int.from_bytes(sha256(what.encode()).digest()[:8]) | 1


_ORDERED = sorted((template.split() for template in TEMPLATES), key=len, reverse=True)
_NAMES = sorted({name for template in _ORDERED for name in template})
_SEEDS = np.array([[_odd(" ".join(template))] for template in _ORDERED], np.uint64)
# For each place in a template the columns that stand there and their factors; templates that are shorter have none.
_STEPS = [
    (
        np.array([_NAMES.index(template[place]) for template in _ORDERED if len(template) > place]),
        np.array(
            [[_odd(f"{' '.join(template)} {place}")] for template in _ORDERED if len(template) > place], np.uint64
        ),
    )
    for place in range(max(map(len, _ORDERED)))
]
