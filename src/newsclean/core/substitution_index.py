"""Looks in many texts at once for the marks that rules are sure of by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsclean.core.substituted import Substituted, SubstitutionKind, SubstitutionTable
from newsclean.prefilter.substitution import Substitution
from newsclean.settings import Settings
from newsclean.text.char_tables import char_table
from newsclean.text.text_batch import BEYOND, Places, TextBatch, Units, decoded
from newsclean.text.verbatim import NO_SPANS, protected_spans

_Which = npt.NDArray[np.bool_]
_FEWEST = 4
"""Marks of a text that are worth it: fewer are faster looked at one by one."""

_IN_ROW, _LATIN, _BREAK = char_table("()（）\r\n"), char_table("A-Za-z"), char_table("\r\n")
_HAN = char_table("\u4e00-\u9fff")


class SureRule(NamedTuple):
    """A rule that has a table of substitutions.

    Attributes:
        id: Its id.
        bit: Its bit among the triggers.
        rows: Its table.
        doubt: Matches, in the skeleton, what it must be asked about all marks of.
    """

    id: str
    bit: int
    rows: Sequence[Substitution]
    doubt: re.Pattern[str] | None


class SettledMarks(NamedTuple):
    """The marks of a text that need not be looked at one by one.

    Attributes:
        made: Those that others take the place of.
        text: The text with those in their place, of the same length.
        asked: The bits of the rules that must still be asked, and all others that have no such table.
    """

    made: Substituted
    text: str
    asked: int


class SubstitutionIndex:
    """Finds the settled marks of the texts of a batch. Called by `TextBatch.lookup`.

    Each row is a bit. What may stand at a place beside a mark is a table over characters, in which the bits of all rows
    are set that the character fits; so all rows of all marks are decided by a lookup for each place beside them.

    Args:
        rules: The rules; fewer than 64 rows together.

    Attributes:
        bits: The bits of all of them.

    Raises:
        ValueError: There are more.
    """

    def __init__(self, rules: Sequence[SureRule]) -> None:
        rows = [(number, row) for number, rule in enumerate(rules) for row in rule.rows]
        if len(rows) >= 64:
            raise ValueError("64 rows of substitutions, or more")
        self._rules, self._rows = rules, [row for _, row in rows]
        kinds = [SubstitutionKind(rules[number].id, row.mark, row.replacement) for number, row in rows]
        made = list(dict.fromkeys(kind for kind in kinds if kind.after not in ("", kind.before)))
        self._table = SubstitutionTable(made)
        # For each row, and for no row as the last.
        self._kind = np.array([*(made.index(kind) if kind in made else 0 for kind in kinds), 0], np.uint8)
        self._codes = np.array([ord(row.replacement or "\0") for row in self._rows] + [0], np.uint16)
        self._in_line = np.array([row.in_chinese_line for row in self._rows] + [False])
        self._paired = np.array([row.is_paired for row in self._rows] + [False])
        self._unless = {
            character: np.array([row.unless == character for row in self._rows] + [False])
            for character in {row.unless for row in self._rows} - {""}
        }
        self._line_ends = {
            marks: np.array([row.line_end == marks for row in self._rows] + [False])
            for marks in {row.line_end for row in self._rows} - {""}
        }
        self._doubts = [rule.doubt for rule in rules if rule.doubt is not None]
        self.bits = sum(rule.bit for rule in rules)

    @cached_property
    def _rule_of(self) -> npt.NDArray[np.int8]:
        """The number of the rule, from 1, by its mark."""
        table = np.zeros(BEYOND + 1, np.int8)
        for number, rule in enumerate(self._rules, 1):
            for row in rule.rows:
                table[ord(row.mark)] = number
        return table

    @cached_property
    def _fitting(self) -> tuple[npt.NDArray[np.uint8], dict[int, npt.NDArray[np.uint64]]]:
        """The kind of each character, and by the place beside a mark the rows that a kind fits there, as bits."""
        sets = [dict(row.sets()) for row in self._rows]
        characters = {each: number for number, each in enumerate({each for row in sets for each in row.values()})}
        members = np.zeros(BEYOND + 1, np.uint64)
        for each, number in characters.items():
            members[_certain(each)] |= np.uint64(1 << number)
        kinds, kind_of = np.unique(members, return_inverse=True)
        tables = {}
        for place in sorted({place for row in sets for place in row}):
            table = tables[place] = np.zeros(len(kinds), np.uint64)
            for number, row in enumerate(sets):
                fits = kinds >> np.uint64(characters[row[place]]) & np.uint64(1) if place in row else np.uint64(1)
                table |= fits << np.uint64(number)
        return kind_of.astype(np.uint8), tables

    def __call__(self, batch: TextBatch, settings: Settings) -> Sequence[SettledMarks | None]:
        """For each text its settled marks; None for all where there are too few marks."""
        units = batch.looked_up(batch.units)
        here = self._rule_of.take(units).nonzero()[0]
        if len(here) < _FEWEST * len(batch.texts):
            return [None] * len(batch.texts)
        at = batch.at[here]
        fits = np.full(len(here), ~np.uint64(0))
        kind_of, tables = self._fitting
        kinds = kind_of.take(batch.codes)
        for place, table in tables.items():
            fits &= table.take(kinds.take(at + place, mode="clip"))
        # The lowest bit is the first row.
        row = np.frexp((fits & (~fits + np.uint64(1))).astype(np.float64))[1] - 1
        stays = self._codes[row] == units[here]
        sure = (self._codes[row] > 0) & ~stays
        for pattern in self._doubts:
            for match in pattern.finditer(batch.skeleton_text):
                sure[slice(*here.searchsorted(match.span()))] = False
        for begin, spans in zip(batch.begins, batch.cached(protected_spans), strict=False):
            for start, end in spans if spans is not NO_SPANS else ():
                sure[slice(*at.searchsorted((begin + start, begin + end)))] = False
        text_of = batch.starts.searchsorted(here, "right") - 1
        for character, rows in self._unless.items():
            holding = np.zeros(len(batch.texts), np.bool_)
            holding[batch.starts.searchsorted((units == ord(character)).nonzero()[0], "right") - 1] = True
            sure &= ~(rows[row] & holding[text_of])
        self._drop_by_lines(sure, row, here, units)
        return self._of_each(batch, self._rule_of.take(units[here]), text_of, at, row, sure, stays)

    def _drop_by_lines(self, sure: _Which, row: Places, here: Places, units: Units) -> None:
        """Take away what needs a Chinese line and stands in none, and brackets that are not surely pairs."""
        han, latin = _HAN.take(units), _LATIN.take(units)
        latin[1:] &= ~latin[:-1]
        breaks = _BREAK.take(units).nonzero()[0]
        counts = han.cumsum()
        runs, words = np.diff(counts[breaks], prepend=0), np.diff(latin.cumsum()[breaks], prepend=0)
        ends = units[breaks - 1]
        for marks, rows in self._line_ends.items():
            sure &= ~rows[row] | np.isin(ends, [*map(ord, marks)])[breaks.searchsorted(here)]
        is_chinese = (runs > 0) & (runs >= words)
        sure &= ~self._in_line[row] | is_chinese[breaks.searchsorted(here)]
        paired = self._paired[row]
        if not paired.any():
            return
        brackets = _IN_ROW.take(units).nonzero()[0]
        first, second = brackets[:-1], brackets[1:]
        pairs = (units[first] == ord("(")) & (units[second] == ord(")")) & (counts[first] < counts[second])
        opening, closing = here.searchsorted(first[pairs]), here.searchsorted(second[pairs])
        both = sure[opening] & sure[closing]
        sure &= ~paired
        sure[opening[both]] = sure[closing[both]] = True

    def _of_each(
        self,
        batch: TextBatch,
        rule_of: npt.NDArray[np.int8],
        text_of: Places,
        at: Places,
        row: Places,
        sure: _Which,
        stays: _Which,
    ) -> list[SettledMarks]:
        left = np.zeros((len(self._rules) + 1, len(batch.texts)), np.bool_)
        is_left = ~(sure | stays)
        left[rule_of[is_left], text_of[is_left]] = True
        bits = np.array([0, *(rule.bit for rule in self._rules)], np.int64)
        asked = (bits @ left + ~self.bits).tolist()
        places, kinds = at[sure], self._kind[row[sure]]
        changed = batch.all.copy()
        changed[places] = self._codes[row[sure]]
        text = decoded(changed)
        bounds = places.searchsorted(batch.begins).tolist()
        texts = zip(batch.begins, batch.begins[1:], bounds, bounds[1:], asked, strict=False)
        return [
            SettledMarks(
                Substituted(places[first:behind] - begin, kinds[first:behind], self._table), text[begin : end - 1], bits
            )
            for begin, end, first, behind, bits in texts
        ]


def _certain(characters: str) -> _Which:
    """A table as `char_table` has it; only false for what is beyond it, of which it does not know."""
    table = char_table(characters)
    table[BEYOND] = False
    return table
