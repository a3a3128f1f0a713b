"""Columns of what is known of boundaries, of many for a few calls of numpy.

Characters, lengths and layout as numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from newsclean.rules.lines.boundary_features import CLAUSES, COARSE, COMMAS, KINDS, SHARES, SHORT, STOPS
from newsclean.rules.lines.line_layout import Layouts
from newsclean.rules.lines.scorer_features import LENGTHS, MASKS
from newsclean.text.char_tables import char_table
from newsclean.text.lines import SPACE, LineTable
from newsclean.text.opencc import simplified_units
from newsclean.text.text_batch import BEYOND, Places, TextBatch

Column = npt.NDArray[np.integer]

_REACH = 4
_NEAR = np.arange(_REACH)[:, None]
_SIDES = [f"{side}{number}" for side in "lr" for number in range(1, _REACH + 1)]
# Ends of clauses, white space, colons, opening and closing marks, ends of sentences; none is a Han character, and none
# is of two kinds.
_MARKS = (char_table(CLAUSES), SPACE, *map(char_table, ("：:", "“（《「(【", "”）》」)】", STOPS)))
_KINDS_OF_MARK = np.arange(1, len(_MARKS) + 1, dtype=np.uint8)
_MARK = np.select(_MARKS, _KINDS_OF_MARK)
_COMMA = char_table(COMMAS)
_COARSE, _LENGTHS, _SHARES = map(np.array, (COARSE, LENGTHS, SHARES))
_FIRST_CLAUSE = 12
_NO_LINE = 2


def _masked() -> npt.NDArray[np.uint16]:
    codes = np.arange(BEYOND + 1, dtype=np.uint16)
    for character, mask in MASKS.items():
        codes[ord(character)] = ord(mask)
    return codes


MASKED_CODES = _masked()
"""What each character is masked as."""


def _kinds() -> npt.NDArray[np.uint16]:
    """The kind of each character: some marks stand for themselves, 1 is a Han character, 2 another."""
    kinds = np.where(char_table("\u3400-\u9fff"), 1, 2).astype(np.uint16)
    alone = char_table(KINDS)
    kinds[alone] = alone.nonzero()[0]
    return kinds[MASKED_CODES]


_KIND = _kinds()


def columns(batch: TextBatch, lines: Places) -> Mapping[str, Column]:
    """Return what is known of boundaries, by name.

    Args:
        batch: The texts.
        lines: The boundaries, by the lines before them; none is the last of a text.

    Returns:
        An entry for each boundary in every column: `l1` to `l4`, `r1` to `r4` and `begin`, the characters to the left
        and right of it and the first of its line, simplified and masked as by
        `newsclean.rules.lines.scorer_features.masked`, 0 for none; and the rest as in
        `newsclean.rules.lines.boundary_features`, buckets and kinds as numbers.
    """
    layouts = batch.cached(Layouts)
    text = layouts.table.text[lines]
    return {
        **_characters(batch, lines, layouts.table),
        **_shapes(batch, lines, layouts),
        **{name: column[text] for name, column in batch.cached(page_columns).items()},
    }


def _characters(batch: TextBatch, lines: Places, table: LineTable) -> dict[str, Column]:
    units = batch.cached(simplified_units)
    behind = lines + 1
    left, right = table.stop[lines] - 1 - _NEAR, table.body[behind] + _NEAR
    before = np.where(left >= table.body[lines], MASKED_CODES[units[left]], 0)
    after = np.where(right < table.stop[behind], MASKED_CODES[units[np.minimum(right, len(units) - 1)]], 0)
    return {"begin": MASKED_CODES[units[table.body[lines]]], **dict(zip(_SIDES, (*before, *after), strict=True))}


def _shapes(batch: TextBatch, lines: Places, layouts: Layouts) -> dict[str, Column]:
    table, behind = layouts.table, lines + 1
    text = table.text[lines]
    number, left = lines - table.firsts[text], table.firsts[text + 1] - 1 - lines  # lines before and behind it
    size, size_tail = layouts.lengths[lines], layouts.lengths[behind]
    start, end = table.body[lines], table.stop[lines]
    counts = _Counts(batch, start)
    clause, space, _, opening, closing, _ = counts.up_to(end)
    return {
        "size": _COARSE.searchsorted(size, "right"), "size_tail": _COARSE.searchsorted(size_tail, "right"),
        "long": _LENGTHS.searchsorted(size, "right"), "long_tail": _LENGTHS.searchsorted(size_tail, "right"),
        "stops": np.where(size > 1, 1 + (counts.up_to(end - 1)[-1] > 0), 0), "clauses": np.minimum(3, clause),
        "ends": layouts.is_final[behind].view(np.uint8),
        "before": np.where(number > 0, layouts.is_final[lines - 1], _NO_LINE),
        "following": np.where(left > 1, layouts.is_final[np.minimum(lines + 2, len(table.text) - 1)], _NO_LINE),
        "place": np.minimum(3, number), "last": _KIND[layouts.lasts[lines]], "first": _KIND[layouts.firsts[behind]],
        "spaced": (space > 0).view(np.uint8), "open": (opening > closing).view(np.uint8),
        "colon": (counts.up_to(np.minimum(start + _FIRST_CLAUSE, end))[2] > 0).view(np.uint8),
    }  # fmt: skip


class _Counts:
    """Counts of the marks that matter, as they stand in some spans, counted from where these start."""

    def __init__(self, batch: TextBatch, start: Places) -> None:
        marks = _MARK.take(batch.looked_up(batch.units))
        there = (marks > 0).nonzero()[0]
        self._at = batch.at[there]
        self._sums = np.zeros((len(_MARKS), len(there) + 1), np.int32)
        np.equal.outer(_KINDS_OF_MARK, marks.take(there)).cumsum(1, out=self._sums[:, 1:])
        self._before = self._sums[:, self._at.searchsorted(start)]

    def up_to(self, end: Places) -> npt.NDArray[np.int32]:
        """For each kind of `_MARKS` the number in each span."""
        found: npt.NDArray[np.int32] = self._sums[:, self._at.searchsorted(end)] - self._before
        return found


def page_columns(batch: TextBatch) -> dict[str, Column]:
    """Return what the lines of a text say about each other, a number for each text."""
    layouts = batch.cached(Layouts)
    texts = len(batch.texts)
    number = np.maximum(1, np.diff(layouts.table.firsts))
    shares = {
        name: _SHARES.searchsorted(np.bincount(layouts.table.text[found], minlength=texts) / number, "right")
        for name, found in (
            ("share_open", ~layouts.is_final),
            ("share_short", layouts.lengths < SHORT),
            ("share_comma", _COMMA[layouts.lasts]),
        )
    }
    page = 4 * np.minimum(3, shares["share_short"] // 3) + np.minimum(3, shares["share_open"] // 2)
    return {**shares, "number": _COARSE.searchsorted(number, "right"), "page": page}
