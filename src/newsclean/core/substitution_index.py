"""Looks in many texts at once for the marks that rules are sure of by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsclean.core.substituted import Substituted, SubstitutionKind, SubstitutionTable
from newsclean.prefilter.substitution import BatchSubstitutions, Substitution
from newsclean.settings import Settings
from newsclean.text.char_tables import char_table
from newsclean.text.skeleton_lines import SkeletonLines, Which
from newsclean.text.text_batch import BEYOND, Places, TextBatch, decoded
from newsclean.text.verbatim import are_protected

_FEWEST = 4
"""Marks of a text that are worth it: fewer are faster looked at one by one."""

_AT_ONCE = 2048
"""Marks that are looked up together: what is looked up of so many stays in the cache of the processor."""

_IN_ROW, _OPENS, _CLOSES = char_table("()（）\r\n"), char_table("(（"), char_table(")）")
_LAST_NARROW = 0x7F


class SureRule(NamedTuple):
    """A rule that has a table of substitutions.

    Attributes:
        id: Its id.
        bit: Its bit among the triggers.
        rows: Its table.
        found: What it is sure of beside its table.
        doubt: Matches, in the skeleton, what it must be asked about all marks of.
    """

    id: str
    bit: int
    rows: Sequence[Substitution]
    found: BatchSubstitutions | None
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
        self._count = len(rows)
        if self._count >= 64:
            raise ValueError("64 rows of substitutions, or more")
        # Those that are found by functions are rows behind the others.
        for number, rule in enumerate(rules):
            if rule.found is not None:
                rows += ((number, Substitution(rule.found.mark, each)) for each in rule.found.replacements)
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
        self._line_ends = [
            (char_table(marks), np.array([row.line_end == marks for row in self._rows] + [False]))
            for marks in {row.line_end for row in self._rows} - {""}
        ]
        self._doubts = [rule.doubt for rule in rules if rule.doubt is not None]
        self.bits = sum(rule.bit for rule in rules)

    @cached_property
    def _rule_of(self) -> npt.NDArray[np.int8]:
        """The number of the rule, from 1, by its mark."""
        table = np.zeros(BEYOND + 1, np.int8)
        for number, rule in enumerate(self._rules, 1):
            for row in rule.rows:
                table[ord(row.mark)] = number
            for mark in rule.found.marks if rule.found is not None else "":
                table[ord(mark)] = number
        return table

    @cached_property
    def _fitting(self) -> tuple[npt.NDArray[np.uint16], Places, npt.NDArray[np.uint16], npt.NDArray[np.uint64]]:
        """The kind of each character, places beside a mark, where the entries of each place begin, and those.

        An entry has the rows that a kind fits at a place, as bits.
        """
        sets = [dict(row.sets()) for row in self._rows[: self._count]]
        characters = {each: number for number, each in enumerate({each for row in sets for each in row.values()})}
        members = np.zeros(BEYOND + 1, np.uint64)
        for each, number in characters.items():
            members[_certain(each)] |= np.uint64(1 << number)
        kinds, kind_of = np.unique(members, return_inverse=True)
        places = sorted({place for row in sets for place in row})
        table = np.zeros((len(places), len(kinds)), np.uint64)
        for fitting, place in zip(table, places, strict=True):
            for number, row in enumerate(sets):
                fits = kinds >> np.uint64(characters[row[place]]) & np.uint64(1) if place in row else np.uint64(1)
                fitting |= fits << np.uint64(number)
        begins = np.arange(0, table.size, len(kinds), dtype=np.uint16)
        return kind_of.astype(np.uint16), np.array(places)[:, None], begins[:, None], table.ravel()

    def _first_rows(self, batch: TextBatch, at: Places) -> Places:
        """The number of the first row that fits the mark at each place of `batch.all`; -1 for none."""
        if not self._count:
            return np.full(len(at), -1)
        kind_of, places, begins, table = self._fitting
        kinds = kind_of.take(batch.codes)
        fits = np.empty(len(at), np.uint64)
        for first in range(0, len(at), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            beside = kinds.take(at[some] + places, mode="clip")
            beside += begins
            np.bitwise_and.reduce(table.take(beside), axis=0, out=fits[some])
        fits &= ~fits + np.uint64(1)  # the lowest bit is the first row
        return np.frexp(fits.astype(np.float64))[1] - 1

    def __call__(self, batch: TextBatch, settings: Settings) -> Sequence[SettledMarks | None]:
        """For each text its settled marks; None for all where there are too few marks."""
        units = batch.looked_up(batch.units)
        here = self._rule_of.take(units).nonzero()[0]
        if len(here) < _FEWEST * len(batch.texts):
            return [None] * len(batch.texts)
        at = batch.at[here]
        row = self._first_rows(batch, at)
        stays = self._codes[row] == units[here]
        sure = (self._codes[row] > 0) & ~stays
        for pattern in self._doubts:
            for match in pattern.finditer(batch.skeleton_text):
                sure[slice(*here.searchsorted(match.span()))] = False
        sure &= ~are_protected(batch, at)
        text_of = batch.starts.searchsorted(here, "right") - 1
        for character, rows in self._unless.items():
            holding = np.zeros(len(batch.texts), np.bool_)
            holding[batch.starts.searchsorted((units == ord(character)).nonzero()[0], "right") - 1] = True
            sure &= ~(rows[row] & holding[text_of])
        self._drop_by_lines(sure, row, here, batch)
        self._add_found(sure, row, here, batch)
        return self._of_each(batch, self._rule_of.take(units[here]), text_of, at, row, sure, stays)

    def _add_found(self, sure: Which, row: Places, here: Places, batch: TextBatch) -> None:
        """Add what is found by functions."""
        number = self._count
        for rule in self._rules:
            for places in rule.found.find(batch) if rule.found is not None else ():
                found = here.searchsorted(places)
                sure[found], row[found] = True, number
                number += 1

    def _drop_by_lines(self, sure: Which, row: Places, here: Places, batch: TextBatch) -> None:
        """Take away what needs a Chinese line and stands in none, and brackets that are not surely pairs."""
        lines = batch.cached(SkeletonLines)
        units, line = lines.units, lines.of(here)
        ends = units.take(lines.breaks - 1)
        for marks, rows in self._line_ends:
            sure &= ~rows.take(row, mode="wrap") | marks.take(ends).take(line)
        sure &= ~self._in_line[row] | lines.is_chinese.take(line)
        paired = self._paired[row]
        if not paired.any():
            return
        brackets = _IN_ROW.take(units).nonzero()[0]
        first, second = brackets[:-1], brackets[1:]
        pairs = _OPENS.take(units.take(first)) & _CLOSES.take(units.take(second))
        pairs &= lines.runs.take(first) < lines.runs.take(second)
        first, second = first[pairs], second[pairs]
        # A wide one has no row: nothing else speaks against it.
        wide = np.concatenate((first, second))
        wide = wide[units.take(wide) > _LAST_NARROW]
        is_good, is_paired = np.zeros((2, len(units)), np.bool_)
        is_good[here[sure & paired]] = True
        is_good[wide] = (units.take(wide - 1) != ord("$")) & ~are_protected(batch, batch.at[wide])
        both = is_good[first] & is_good[second]
        is_paired[first[both]] = is_paired[second[both]] = True
        sure &= ~paired | is_paired[here]

    def _of_each(
        self,
        batch: TextBatch,
        rule_of: npt.NDArray[np.int8],
        text_of: Places,
        at: Places,
        row: Places,
        sure: Which,
        stays: Which,
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


def _certain(characters: str) -> Which:
    """A table as `char_table` has it; only false for what is beyond it, of which it does not know."""
    table = char_table(characters)
    table[BEYOND] = False
    return table
