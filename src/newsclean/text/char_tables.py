"""Tables over characters, which many characters are looked up in at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from newsclean.text.patterns import lazy_regex
from newsclean.text.text_batch import BEYOND

# A character, or the first and the last of several; a backslash before one is not one.
_ITEM = lazy_regex(r"(\\.|[^\\])(?:-(\\.|[^\\]))?", re.DOTALL)


def char_table(characters: str) -> npt.NDArray[np.bool_]:
    """A table over characters, true for some.

    Args:
        characters: As they are written between the brackets of a regular expression; `^` first for all others.

    Returns:
        An entry for each of the first 65,535, and one for all beyond, true if any of them is chosen.
    """
    table = np.zeros(BEYOND + 1, np.bool_)
    for first, last in _ranges(characters.removeprefix("^")):
        table[min(first, BEYOND) : min(last, BEYOND) + 1] = True
    if characters.startswith("^"):
        table = ~table
        table[BEYOND] = True
    return table


def _ranges(characters: str) -> Iterator[tuple[int, int]]:
    for item in _ITEM.finditer(characters):
        first = ord(item[1][-1])
        yield first, ord(item[2][-1]) if item[2] else first
