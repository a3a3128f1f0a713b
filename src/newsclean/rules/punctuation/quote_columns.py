"""Straight double quotation marks of many texts, read at once: the rows that nobody would read in two ways.

What `double_quotes` reads paragraph by paragraph, and `quote_terms` takes for terms beyond doubt, is here decided for
all marks by lookups beside them. A row of which one condition is in doubt is left to those.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from newsclean.rules.punctuation.quote_terms import (
    BEFORE_OPENING,
    BEFORE_SPEECH,
    BEHIND_CLOSING,
    LONGEST,
    NOT_LAST,
    PARTICLES,
    PAUSES,
)
from newsclean.text.char_tables import char_table
from newsclean.text.common_characters import TRADITIONAL, is_traditional
from newsclean.text.lines import SPACE
from newsclean.text.skeleton_lines import SkeletonLines, Which
from newsclean.text.text_batch import Places, TextBatch
from newsclean.text.verbatim import are_protected

_QUOTE = ord('"')
_MOST = 400
FEWEST = 32
"""Marks that are worth it: fewer are faster read one by one."""
_NOTHING = np.empty(0, np.intp)
# Traditional forms of particles; and in a line, marks that point, those of code, and corners, which set a style.
_TRADITIONAL = "過與著瞭"
_OPENS, _COLON, _COMMA = char_table('"＂“'), char_table(":："), char_table(",")
_NAMES_CALL = char_table("A-Za-z0-9_")
_TELLS_ELSE = char_table("＂“”「{\\[=}\\]")
# What is surely no figure; from \u2000 to \u9fff Unicode has none.
_NO_FIGURE = char_table("\x00-/:-\x7f\u2000-\u9fff\uff01-\uff0f\uff1a-\uff20")
_IS_TRADITIONAL = char_table("".join(TRADITIONAL))
_OPENING = char_table(f"\r\n{''.join(BEFORE_OPENING)}")
_SPEECH = SPACE | char_table("".join(BEFORE_SPEECH))
_CLOSED = char_table(f"\r\n{''.join(BEHIND_CLOSING)}")
_NOT_FIRST = char_table("".join(BEHIND_CLOSING))
_PARTICLE = char_table("".join(PARTICLES) + _TRADITIONAL)
_LAST_OF_NONE = char_table("".join(NOT_LAST))
_PAUSE = char_table(PAUSES)


class _Rows(NamedTuple):
    """Rows of marks, each of a line: their marks in order, where each row begins among them, and how many it has."""

    marks: Places
    firsts: Places
    counts: Places

    def selected(self, which: Which) -> _Rows:
        counts = self.counts[which]
        return _Rows(self.marks[which.repeat(self.counts)], counts.cumsum() - counts, counts)


def surely_terms(batch: TextBatch) -> tuple[Places, Places]:
    """Find the straight marks that open, and those that close, terms or whole quotations beyond doubt.

    Returns:
        Their places in `batch.units`: of a line all, or none.
    """
    lines = batch.cached(SkeletonLines)
    marks = (lines.units == _QUOTE).nonzero()[0]
    if len(marks) < FEWEST:
        return _NOTHING, _NOTHING
    line = lines.of(marks)
    firsts = np.concatenate(([0], (line[1:] != line[:-1]).nonzero()[0] + 1))
    counts = np.append(firsts[1:], len(marks)) - firsts
    rows = _Rows(marks, firsts, counts)
    rows = rows.selected(_may_be_terms(batch, lines, rows, line[firsts]) & _may_be_curly(batch, marks[firsts]))
    if not rows.marks.size:
        return _NOTHING, _NOTHING
    rows = rows.selected(np.logical_and.reduceat(_are_terms(batch, lines, rows), rows.firsts // 2))
    return rows.marks[::2], rows.marks[1::2]


def _may_be_curly(batch: TextBatch, firsts: Places) -> Which:
    """For each row whether its text is not in traditional characters, which may have corners."""
    counts = np.diff(_IS_TRADITIONAL.take(batch.codes).nonzero()[0].searchsorted(batch.begins)).tolist()
    found = np.array([not is_traditional(each, len(text)) for each, text in zip(counts, batch.texts, strict=True)])
    which: Which = found.take(batch.starts.searchsorted(firsts, "right") - 1)
    return which


def _may_be_terms(batch: TextBatch, lines: SkeletonLines, rows: _Rows, line: Places) -> Which:
    """For each row whether its line holds nothing else that tells how it is read, and it does not go on in the next."""
    units, marks = lines.units, rows.marks
    before = units.take(marks - 1)
    behind = units.take(marks + 1)
    second = units.take(marks + 2, mode="clip")
    is_code = _COLON.take(behind) | ((behind == ord(" ")) & _COLON.take(second))
    is_code |= _COMMA.take(behind) & (second == _QUOTE)
    is_code |= (before == ord("(")) & _NAMES_CALL.take(units.take(marks - 2, mode="clip"))
    is_doubtful = is_code | ~_NO_FIGURE.take(before) | are_protected(batch, batch.at[marks])
    which = (rows.counts % 2 == 0) & (rows.counts <= _MOST) & ~np.logical_or.reduceat(is_doubtful, rows.firsts)
    others = np.zeros(len(lines.breaks) + 1, np.bool_)
    others[lines.of(_TELLS_ELSE.take(units).nonzero()[0])] = True
    solid = (~SPACE.take(units)).nonzero()[0]
    following = solid.searchsorted(lines.breaks.take(line))
    goes_on = _OPENS.take(units.take(solid.take(following, mode="clip"))) & (following < len(solid))
    found: Which = which & ~others.take(line) & ~goes_on & lines.is_chinese.take(line)
    return found


def _are_terms(batch: TextBatch, lines: SkeletonLines, rows: _Rows) -> Which:
    """For each pair of marks whether it is a term or a quotation with its marks beside it, as `are_terms` knows it."""
    units, opening, closing = lines.units, rows.marks[::2], rows.marks[1::2]
    before, first = units.take(opening - 1), units.take(opening + 1)
    last, beyond = units.take(closing - 1), units.take(closing + 1)
    pauses = lines.count(_PAUSE)
    length = batch.at[closing] - batch.at[opening]
    is_whole = _OPENING.take(before) & ~_NOT_FIRST.take(first) & _CLOSED.take(beyond) & ~_LAST_OF_NONE.take(last)
    may_be_speech = _SPEECH.take(before) & (rows.counts > 2).repeat(rows.counts // 2)
    is_term = (length <= LONGEST + 1) & ~_PARTICLE.take(first) & ~may_be_speech & (pauses[closing] == pauses[opening])
    has_han = lines.runs[closing] > lines.runs[opening]
    found: Which = (is_whole | is_term) & (length > 1) & has_han & (before != _QUOTE) & (beyond != _QUOTE)
    # Behind another pair.
    behind = np.zeros(len(opening), np.bool_)
    behind[1:] = ~_NOT_FIRST.take(beyond[:-1]) & (pauses[opening[1:] - 1] == pauses[closing[:-1]])
    behind[rows.firsts // 2] = False
    return found & ~behind
