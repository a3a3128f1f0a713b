"""What a rule sees of a text: the text, its lines, its characters, and what must not be touched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple, TypeVar

from newsclean.article.outline import Outline, outline
from newsclean.article.protected import Spans, protected_spans

_BREAK = re.compile(r"\r\n|\n|\r")

Derived = TypeVar("Derived")


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


class Elsewhere(NamedTuple):
    """A paragraph of another article that a paragraph repeats.

    Attributes:
        article: The name of the other article.
        line: The line of its original in which the paragraph stands.
        similarity: How alike the two are, 0 to 1.
        differs: What differs in fact, in words a person understands; empty if nothing does.
        is_removed: Whether the paragraph shall be removed here.
    """

    article: str
    line: int
    similarity: float
    differs: str
    is_removed: bool


Beside = Mapping[str, Elsewhere]
"""What other articles have of an article, by the folded text of the paragraph."""


class View:
    """A text and what can be derived from it, each derived once and only when asked for.

    Lines end at LF, CR LF or CR, nowhere else (`str.splitlines` also ends them at U+0085, U+2028 and
    others, which here are characters like any other until a rule makes them line breaks).

    Args:
        text: The text, any code points.
        beside: What other articles of the archive have of it, where that was asked for.
        outline: Its outline, where it was read together with other texts.
    """

    def __init__(self, text: str, beside: Beside | None = None, outline: Outline | None = None) -> None:
        self.text = text
        self.beside = beside or {}
        self._outline = outline
        self._derived: dict[object, object] = {}

    def derive(self, make: Callable[[View], Derived]) -> Derived:
        """What `make` makes of this view, made once however many rules ask for it."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return self._derived[make]  # type: ignore[return-value]

    def put(self, make: Callable[[View], Derived | None], made: Derived) -> None:
        """Take in what `make` would make, where it was made for many views at once."""
        self._derived[make] = made

    @property
    def outline(self) -> Outline:
        """The outline of the text, in which rules look first."""
        if self._outline is None:
            self._outline = outline(self.text)
        return self._outline

    @cached_property
    def marks(self) -> frozenset[str]:
        """The characters that occur in the text, of the Han characters of Unicode's main block only some."""
        return frozenset(self.outline.text)

    @cached_property
    def paragraphs(self) -> list[Line]:
        """The lines that are not blank."""
        paragraphs: list[Line] = []
        start = 0
        for number, row in enumerate(self._rows(), 1):
            end = start + len(row)
            stripped = row.strip()
            if stripped:
                body = start if len(stripped) == len(row) else end - len(row.lstrip())
                paragraphs.append(Line(number, start, end, body, body + len(stripped)))
            start = end + (2 if self.text.startswith("\r\n", end) else 1)
        return paragraphs

    def _rows(self) -> list[str]:
        rows = _BREAK.split(self.text) if "\r" in self.text else self.text.split("\n")
        return rows if rows[-1] else rows[:-1]

    @cached_property
    def protected(self) -> Spans:
        """Addresses, code and the like, which no rule may touch."""
        return protected_spans(self.text, self.outline)

    def body(self, line: Line) -> str:
        """The text of a line without the white space around it."""
        return self.text[line.body : line.stop]


class LineNumbers:
    """The lines of a text, for looking up in which of them a code point stands.

    Args:
        text: The text; its lines end at LF, CR LF or CR.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Each line break becomes a line feed at its last code point, so that splitting finds the starts of lines.
        rows = text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        self._starts = [0, *map(add, accumulate(map(len, rows[:-1])), count(1))]

    def of(self, offset: int) -> int:
        """The number, from 1, of the line in which the code point at `offset` stands."""
        return bisect_right(self._starts, offset)

    def span(self, line: int) -> tuple[int, int]:
        """The half-open span of a line, counted from 1, its line break included; empty past the last one."""
        return self._bound(line - 1), self._bound(line)

    def _bound(self, number: int) -> int:
        return self._starts[number] if 0 <= number < len(self._starts) else self._length

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the code point at `offset`."""
        line = self.of(offset)
        return line, offset - self._starts[line - 1] + 1
