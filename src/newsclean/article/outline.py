"""What can be told of a whole text at the cost of reading its memory once, before any rule looks at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

_FIRST_HAN = 0x4E00
_LAST_HAN = 0x9FFF - 0x4E00
_BEYOND = 0xFFFF


Chosen = npt.NDArray[np.bool_]
"""Characters to look for, as a table over the first 65,536; the last entry stands for all beyond them."""


def chosen(characters: str) -> Chosen:
    """A table of characters.

    Args:
        characters: As they are written between the brackets of a regular expression.
    """
    table = np.zeros(_BEYOND + 1, np.bool_)
    pattern = re.compile(f"[{characters}]")
    table[[ord(character) for character in pattern.findall("".join(map(chr, range(_BEYOND))))]] = True
    table[_BEYOND] = re.search("[\U00010000-\U0010ffff]", characters) is not None
    return table


class Outline:
    """The outline of a text, and what stands twice in it.

    Four of five characters of a Chinese text are Han characters of Unicode's main block, and most rules do not
    care which. What a rule looks for it looks for in the outline, a fourth as long.

    Args:
        text: The text, any code points.

    Attributes:
        text: The text with every run of Han characters of the main block (U+4E00 to U+9FFF) cut to its first.
            Every other character is there, in order, and what stands side by side in the text does so here.
        twice: The characters that stand beside an equal one, in order.
    """

    def __init__(self, text: str) -> None:
        # Half as wide where no character needs more, and then twice as fast.
        data = text.encode("utf-16-le", "surrogatepass")
        self._is_narrow = len(data) == 2 * len(text)
        units = (
            np.frombuffer(data, np.uint16)
            if self._is_narrow
            else np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        )
        other = units - _FIRST_HAN > _LAST_HAN  # wraps around, and so asks for both ends at once
        kept = other.copy()
        kept[:1] = True
        kept[1:] |= other[:-1]
        self._at: npt.NDArray[np.intp] = kept.nonzero()[0]
        self._units = units[self._at]
        self.text = self._decoded(self._units)
        self._twice_at: npt.NDArray[np.intp] = (units[1:] == units[:-1]).nonzero()[0]
        self.twice = self._decoded(units[self._twice_at])

    def only(self, chosen: Chosen) -> str:
        """What is left of the outline when only chosen characters stay, in order."""
        units = self._units if self._is_narrow else np.minimum(self._units, _BEYOND)
        return self._decoded(self._units[chosen[units].nonzero()[0]])

    def spans(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where a pattern matches, as half-open spans in code points of the text itself.

        Args:
            pattern: What matches must begin and end with something else than a Han character of the main block,
                and must not care how many of them stand in a row.
        """
        for match in pattern.finditer(self.text):
            yield self.place(*match.span())

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a span of the outline stands for, neither end of it a Han character."""
        return int(self._at[start]), int(self._at[end - 1]) + 1

    def guarded(self, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
        """Where any of several patterns matches, as `spans`, the first pattern's first.

        Args:
            patterns: By what each match begins with, which is looked for before the pattern is.
        """
        for sign, pattern in patterns.items():
            if sign in self.text:
                yield from self.spans(pattern)

    def doubled(self, character: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where a character that a pattern matches stands twice, as half-open spans in code points of the text."""
        done = 0
        for match in character.finditer(self.twice):
            start = int(self._twice_at[match.start()])
            if start >= done:
                done = start + 2
                yield start, done

    def _decoded(self, units: npt.NDArray[np.unsignedinteger]) -> str:
        return units.tobytes().decode("utf-16-le" if self._is_narrow else "utf-32-le", "surrogatepass")
