"""Verse, and what is set like it: short lines of one length, and texts of which nearly no line has a final mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from newsclean.rules.lines.boundary_features import CLAUSES, COMMAS
from newsclean.rules.lines.cues import FINAL, is_final
from newsclean.text.text_batch import Places

Flags = npt.NDArray[np.bool_]

# So many short lines in a row of nearly the same length are set a line at a time on purpose.
_VERSE_LINES, _VERSE_LENGTH, _VERSE_UNEVEN = 4, 16, 2
# A song in a feature, or a post: so many lines in a row, none longer, most of which end where a clause does.
_LONGEST_CLAUSE, _LEAST_ENDED, _LEAST_COMMAS = 24, 0.6, 0.25
_ENDS = FINAL.union(CLAUSES)
_LEAST_LINES, _MOST_FINAL, _LONG, _MOST_LONG = 8, 0.2, 32, 0.5


def is_verse(texts: Sequence[str]) -> bool:
    """Return whether an article is set as verse is, by all its lines, without the white space around them.

    Not where half of them are too long for a line of verse.
    """
    is_open = len(texts) >= _LEAST_LINES and sum(map(is_final, texts)) <= _MOST_FINAL * len(texts)
    return is_open and sum(len(text) > _LONG for text in texts) <= _MOST_LONG * len(texts)


def clause_lines(texts: Sequence[str]) -> frozenset[int]:
    """Return the numbers of lines that stand among others set a clause a line, as songs and posts are.

    The lines of a narrow column are as short, but end anywhere.
    """
    found: set[int] = set()
    for is_short, numbered in groupby(enumerate(texts), lambda line: len(line[1]) <= _LONGEST_CLAUSE):
        rows = [*numbered]
        if is_short and len(rows) >= _VERSE_LINES:
            ended = sum(text[-1] in _ENDS for _, text in rows)
            commas = sum(text[-1] in COMMAS for _, text in rows)
            if ended >= _LEAST_ENDED * len(rows) and commas >= max(2, _LEAST_COMMAS * len(rows)):
                found.update(number for number, _ in rows)
    return frozenset(found)


def stands_in_verse(text: Places, lengths: Places) -> Flags:
    """Which lines stand among short ones of nearly the same length, as verse is set.

    Args:
        text: For each line, which of several texts it stands in.
        lengths: How many characters each has.
    """
    found = np.zeros(len(text), np.bool_)
    last = _VERSE_LINES - 1
    if np.count_nonzero(lengths <= _VERSE_LENGTH) <= last:
        return found
    rows = np.lib.stride_tricks.sliding_window_view(lengths, _VERSE_LINES)
    longest = rows.max(1)
    is_verse = (longest <= _VERSE_LENGTH) & (longest - rows.min(1) <= _VERSE_UNEVEN) & (text[last:] == text[:-last])
    for line in is_verse.nonzero()[0].tolist():
        found[line : line + _VERSE_LINES] = True
    return found
