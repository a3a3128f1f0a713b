"""The lines of texts: those that are not blank as columns, for many texts at once, and as objects for one."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

import numpy as np

from newsclean.text.char_tables import char_table
from newsclean.text.text_batch import Places, TextBatch

SPACE = char_table("\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000")
"""The table of white space, as `str.strip` knows it."""

_FEED, _RETURN = 0x0A, 0x0D


class Line(NamedTuple):
    """A line that is not blank; all places are code points from the start of the text.

    Attributes:
        number: Counted from 1, blank lines included.
        start: First code point, indent included.
        end: Where the line break begins, or the end of the text.
        body: First code point that is not white space.
        stop: One past the last code point that is not white space.
    """

    number: int
    start: int
    end: int
    body: int
    stop: int


class LineTable:
    """The lines of several texts that are not blank, in order, an entry of each column for each.

    Lines end at LF, CR LF or CR, nowhere else (`str.splitlines` also ends them at U+0085, U+2028 and others, which here
    are characters like any other until a rule makes them line breaks).

    Args:
        batch: The texts.

    Attributes:
        text: Which of the texts it stands in.
        number: Its number in that text, counted from 1, blank lines included.
        start: Its first character, indent included; this and the following in characters of `batch.all`.
        end: Where its line break begins.
        body: Its first character that is not white space.
        stop: One past its last character that is not white space.
        firsts: The first line of each text, and one past the last line of all.
    """

    def __init__(self, batch: TextBatch) -> None:
        units = batch.units
        breaks = ((units == _FEED) | (units == _RETURN)).nonzero()[0]
        at, kinds = batch.at[breaks], units[breaks]
        is_one = (kinds[:-1] == _RETURN) & (kinds[1:] == _FEED) & (at[1:] - at[:-1] == 1)
        start, end = (at[:-1] + 1)[~is_one], at[1:][~is_one]
        begins = np.array(batch.begins)
        text = begins.searchsorted(start, "right") - 1
        number = np.arange(1, len(start) + 1) - start.searchsorted(begins)[text]
        body, stop = _stripped(batch, start, end)
        kept = body < stop
        self._texts, self._begins = batch.texts, batch.begins
        self.text, self.number, self.start, self.end, self.body, self.stop = (
            column[kept] for column in (text, number, start, end, body, stop)
        )
        self.firsts: Places = self.text.searchsorted(np.arange(len(batch.begins)))

    def place(self, line: int) -> tuple[int, int]:
        """Which text a line stands in, and its number among the lines of it that are not blank, from 0."""
        text = int(self.text[line])
        return text, line - int(self.firsts[text])

    def body_of(self, line: int) -> str:
        """A line without the white space around it."""
        return self.bodies[line]

    def line_of(self, line: int) -> str:
        """A line with its indent, without the white space behind it."""
        _, starts, *_, stops = self._columns
        return self._texts[int(self.text[line])][starts[line] : stops[line]]

    @cached_property
    def bodies(self) -> list[str]:
        """All lines without the white space around them."""
        *_, bodies, stops = self._columns
        rows = zip(self.text.tolist(), bodies, stops, strict=True)
        return [self._texts[text][body:stop] for text, body, stop in rows]

    def of(self, text: int) -> list[Line]:
        """The lines of one of the texts, their places counted from its start."""
        first, last = self._bounds[text], self._bounds[text + 1]
        return list(map(Line, *(column[first:last] for column in self._columns)))

    @cached_property
    def _bounds(self) -> list[int]:
        found: list[int] = self.firsts.tolist()
        return found

    @cached_property
    def _columns(self) -> list[list[int]]:
        """The columns of `Line`, of all texts, counted from the start of each."""
        begins = np.array(self._begins)[self.text]
        places = [(column - begins).tolist() for column in (self.start, self.end, self.body, self.stop)]
        return [self.number.tolist(), *places]


def _stripped(batch: TextBatch, start: Places, end: Places) -> tuple[Places, Places]:
    """The spans of lines without the white space around them."""
    # A blank line begins at its own line break, which is white space.
    edges = SPACE[batch.codes[start]] | SPACE[batch.codes[end - 1]]
    body, stop = start.copy(), end.copy()
    ragged = (edges & (start < end)).nonzero()[0]
    if len(ragged):
        solid = (~SPACE.take(batch.codes)).nonzero()[0]
        if not len(solid):
            return end, end
        first, last = solid.searchsorted(start[ragged]), solid.searchsorted(end[ragged])
        body[ragged] = np.where(first < last, solid[np.minimum(first, len(solid) - 1)], end[ragged])
        stop[ragged] = np.where(first < last, solid[last - 1] + 1, end[ragged])
    return body, stop


class LineNumbers:
    """The lines of a text, for looking up in which of them a code point stands; looked for when first asked about.

    Args:
        text: The text; its lines end at LF, CR LF or CR.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        # Each line break becomes a line feed at its last code point, so that splitting finds the starts of lines.
        rows = self._text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        return [0, *map(add, accumulate(map(len, rows[:-1])), count(1))]

    def of(self, offset: int) -> int:
        """The number, from 1, of the line in which the code point at `offset` stands."""
        return bisect_right(self._starts, offset)

    def span(self, line: int) -> tuple[int, int]:
        """The half-open span of a line, counted from 1, its line break included; empty past the last one."""
        return self._bound(line - 1), self._bound(line)

    def _bound(self, number: int) -> int:
        return self._starts[number] if 0 <= number < len(self._starts) else len(self._text)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the code point at `offset`."""
        line = self.of(offset)
        return line, offset - self._starts[line - 1] + 1
