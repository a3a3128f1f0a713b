"""Tables ruled with the lines of a character set, which stay as they are: any other width would move their columns."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.text.charsets import BORDERS
from newsclean.text.patterns import lazy_regex

MARKERS = "│┃║"
"""What a ruled table has one of."""

_ROWS = lazy_regex(rf"(?m)(?:^[ \t\u3000\xa0]*[{BORDERS}][^\r\n]*[{BORDERS}][ \t\u3000\xa0]*(?:\r?\n|\Z)){{2,}}")


def ruled_tables(text: str) -> Iterator[tuple[int, int]]:
    """Find ruled tables: two rows at least that begin and end with a border.

    Args:
        text: Any text.

    Yields:
        The spans of the rows with their line ends, in code points.
    """
    if any(marker in text for marker in MARKERS):
        yield from (match.span() for match in _ROWS.finditer(text))
