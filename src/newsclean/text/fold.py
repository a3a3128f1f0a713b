"""The key under which two copies of a paragraph are the same: script, width and white space folded.

Width and quotation marks are declared here, white space is `text.lines.SPACE`, script is OpenCC's t2s.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# Digits are never folded into one another; a full-width digit is the same digit.
MARKS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"。": "."}
"""Full-width characters, and the full stop, with the narrow one that stands for each when texts are compared."""

_WIDE = frozenset(MARKS)
_ALWAYS = frozenset(mark for mark, narrow in MARKS.items() if narrow.isalnum())
QUOTES = {"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": "'", "』": "'"}
_FOLDED = MARKS | QUOTES
NARROW = str.maketrans(MARKS)
"""Table for `str.translate`, by which full-width characters become narrow ones."""
_STYLES = (frozenset("“”‘’"), frozenset("「」『』"), frozenset("\"'"))


def fold_width(text: str, marks: frozenset[str]) -> str:
    """`text` with the characters that it writes in two widths, or quotes in two styles, as one.

    A mark that stands in one width only throughout tells no two paragraphs apart and is left, which spares most
    texts most of the work. Full-width letters and digits are always folded.

    Args:
        text: Any text.
        marks: The characters that occur in it; Han characters may be missing.

    Returns:
        A text of the same number of code points.
    """
    for wide in _WIDE & marks:
        if MARKS[wide] in marks or wide in _ALWAYS:
            text = text.replace(wide, MARKS[wide])
    if sum(not style.isdisjoint(marks) for style in _STYLES) > 1:
        for mark in marks.intersection(QUOTES):
            text = text.replace(mark, QUOTES[mark])
    return text


def marks_table(size: int) -> npt.NDArray[np.uint32]:
    """Return for each of the first code points, `size` of them, the one that it is written as when texts are compared.

    Script and white space are left.
    """
    table = np.arange(size, dtype=np.uint32)
    table[list(map(ord, _FOLDED))] = list(map(ord, _FOLDED.values()))
    return table


def places(text: str) -> list[int]:
    """For each code point of `text` that is not white space, its place; folding drops the others."""
    return [at for at, character in enumerate(text) if not character.isspace()]
