"""The kinds of lines that are not running text: the table `line_kinds.toml`, and tests of lines made from its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache, partial
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from newsclean.text import charsets, spans
from newsclean.text.patterns import lazy_regex

_CLASSES = {
    "han": charsets.HAN,
    "borders": charsets.BORDERS,
    "numerals": charsets.NUMERALS,
    "digits": charsets.DIGITS,
    "measures": charsets.MEASURES,
    "year": spans.YEAR,
    "time": spans.TIME,
    "clock": spans.CLOCK,
    "listnumber": spans.LIST_NUMBER,
}
_CLASS = lazy_regex(r"\{([a-z]+)\}")
# So near to its end stands what tells a kind of line by its end.
_REACH = 48
# Lines of so many characters are remembered, and so many of them: more than a batch of texts has, gone through twice.
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 40, 8192


class LineKind(NamedTuple):
    """A row of the table.

    Attributes:
        kind: What the line is; several rows may share one.
        position: Where the pattern stands: `start`, `end`, or `line` for all of it.
        pattern: A verbose regular expression, in which classes of characters stand by name.
        examples: Lines that are of the kind by this row.
        counterexamples: Lines that are not.
        parts: On which side no sentence runs on: `before`, `behind`, `both`; empty where that is not said.
        longest: The most characters of such a line; 0 for any number.
        source: The standard, where one says so.
    """

    kind: str
    position: str
    pattern: str
    examples: Sequence[str]
    counterexamples: Sequence[str]
    parts: str = ""
    longest: int = 0
    source: str = ""

    @property
    def expression(self) -> str:
        """The pattern with its classes written out, ended where the row says so."""
        pattern = _CLASS.sub(lambda name: _CLASSES[name[1]], self.pattern)
        return f"(?:{pattern})" if self.position == "start" else rf"(?:{pattern})\Z"


@cache
def table() -> tuple[LineKind, ...]:
    """All rows, in order; read when the first line is asked about."""
    import tomllib

    read = files(__package__).joinpath("line_kinds.toml").read_text("utf-8")
    return tuple(LineKind(**row) for row in tomllib.loads(read)["row"])


class LineTest:
    """A test of a line for some kinds, compiled when it is first called.

    Args:
        kinds: The kinds by name.
        parts: Or all kinds with this word for the side on which no sentence runs on.
        remembers: Whether the last answers are remembered, as of a test that several rules make of the same lines.
    """

    def __init__(self, *kinds: str, parts: str = "", remembers: bool = False) -> None:
        self._kinds, self._parts = kinds, parts
        self._remembered = lru_cache(_MOST_REMEMBERED)(self._is_of) if remembers else self._is_of
        self._match = lazy_regex(partial(self._source, "start", "line"), re.VERBOSE)
        self._search = lazy_regex(partial(self._source, "end"), re.VERBOSE)

    def __call__(self, text: str) -> bool:
        """Return whether a line is of any of the kinds."""
        return self._remembered(text) if len(text) <= _LONGEST_REMEMBERED else self._is_of(text)

    def _is_of(self, text: str) -> bool:
        if self._match.match(text) is not None:
            return True
        return self._has_ends and self._search.search(text, max(0, len(text) - _REACH)) is not None

    @cached_property
    def _has_ends(self) -> bool:
        return any(row.position == "end" for row in self.rows())

    def rows(self) -> list[LineKind]:
        """The rows of the table that are asked."""
        return [row for row in table() if row.kind in self._kinds or (row.parts and row.parts == self._parts)]

    def _source(self, *positions: str) -> str:
        rows = sorted((row for row in self.rows() if row.position in positions), key=lambda row: row.longest)
        return (
            "|".join(
                (f"(?!.{{{longest + 1}}})" if longest else "") + f"(?:{'|'.join(row.expression for row in alike)})"
                for longest, alike in groupby(rows, lambda row: row.longest)
            )
            or "(?!)"
        )
