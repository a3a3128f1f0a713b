"""What a text must hold for a rule to have anything to say about it, looked for in many texts at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsclean.article.outline import BEYOND, Outlines

Beside = tuple[str, str]
"""Two sets of characters, as they are written between the brackets of a regular expression; one beside the other."""

PARTNERS = {
    "”": "“", "’": "‘", "）": "（", "》": "《", "〉": "〈", "」": "「", "』": "『", "】": "【", "〕": "〔",
    "］": "［", "｝": "｛", ")": "(",
}  # fmt: skip
"""Each closing mark, and the one that opens what it closes."""


class Signs(NamedTuple):
    """Signs in a text, of which a rule needs one. The edges of a text count as line feeds beside it.

    Attributes:
        some: Characters of which one stands in the outline; no line feed among them.
        beside: Characters that stand side by side in the outline.
        row: Marks that stand in pairs, or line breaks, with none of them between.
        twice: Characters that stand beside an equal one.
        apart: Characters that stand twice with one character between; none of them a Han character of the main block.
        han: Han characters, of which one stands in the text.
    """

    some: str = ""
    beside: tuple[Beside, ...] = ()
    row: tuple[Beside, ...] = ()
    twice: str = ""
    apart: str = ""
    han: str = ""


# A character, or the first and the last of several; a backslash before one is not one.
_ITEM = re.compile(r"(\\.|[^\\])(?:-(\\.|[^\\]))?", re.DOTALL)
_Bits = npt.NDArray[np.uint64]
_MOST = 64


class Screen:
    """Tells for many texts at once which of some rules may have something to say. Called with outlines.

    Args:
        signs: The signs that each rule needs; no more than 64.

    Raises:
        ValueError: There are more.
    """

    def __init__(self, signs: Sequence[Signs]) -> None:
        if len(signs) > _MOST:
            raise ValueError(f"more than {_MOST} rules with signs")
        given = list(enumerate(signs))
        self._some = _table((1 << number, each.some) for number, each in given)
        if self._some[ord("\n")]:
            raise ValueError("a line feed stands between the outlines and is no sign")
        self._twice = _table((1 << number, each.twice) for number, each in given)
        self._apart = _table((1 << number, each.apart) for number, each in given)
        self._han = [(1 << number, character) for number, each in given for character in each.han]
        self._is_han = chosen("".join(character for _, character in self._han))
        self._beside = _Neighbours([(1 << number, pair) for number, each in given for pair in each.beside])
        self._row = _Neighbours([(1 << number, pair) for number, each in given for pair in each.row])

    def __call__(self, outlines: Outlines) -> list[int]:
        """For each text, a number in which the bit of each rule is set that may have something to say."""
        starts = outlines.starts[:-1]
        units = outlines.looked_up(outlines.units)
        found: list[int] = np.bitwise_or.reduceat(self._some[units], starts).tolist()
        doubled = self._twice[outlines.looked_up(outlines.twice)]
        for number in doubled.nonzero()[0].tolist():
            if (text := outlines.text_of_twice(number)) is not None:
                found[text] |= int(doubled[number])
        apart = ((units[2:] == units[:-2]) & (outlines.at[2:] - outlines.at[:-2] == 2)).nonzero()[0]
        seen = self._apart[units[apart]]
        for number in seen.nonzero()[0].tolist():
            first = int(apart[number])
            text = bisect_right(outlines.bounds, first) - 1
            if text >= 0 and first + 2 < outlines.bounds[text + 1] - 1:
                found[text] |= int(seen[number])
        self._beside.add(found, units, starts)
        if self._row:
            places = IN_ROW.take(units).nonzero()[0]
            self._row.add(found, units[places], places.searchsorted(starts))
        if self._is_han.take(outlines.codes).any():
            for bit, character in self._han:
                there = (bit if character in text else 0 for text in outlines.texts)
                found = [one | other for one, other in zip(found, there, strict=True)]
        return found


class _Neighbours:
    """Pairs of neighbours, and the bit of the rule that each is a sign for."""

    def __init__(self, pairs: Sequence[tuple[int, Beside]]) -> None:
        if len(pairs) > _MOST:
            raise ValueError(f"more than {_MOST} pairs of neighbours")
        self._rules = [bit for bit, _ in pairs]
        self._left = _table((1 << number, left) for number, (_, (left, _)) in enumerate(pairs))
        self._right = _table((1 << number, right) for number, (_, (_, right)) in enumerate(pairs))
        self._told = lru_cache(maxsize=4096)(self._rules_of)

    def __bool__(self) -> bool:
        return bool(self._rules)

    def add(self, found: list[int], units: npt.NDArray[np.unsignedinteger], starts: npt.NDArray[np.intp]) -> None:
        """Set the bits of the rules for which there is a pair in a text; it has a line feed before and behind."""
        if self._rules:
            meet = self._left[units[:-1]] & self._right[units[1:]]
            for number, seen in enumerate(np.bitwise_or.reduceat(meet, starts - 1).tolist()):
                if seen:
                    found[number] |= self._told(seen)

    def _rules_of(self, seen: int) -> int:
        rules = 0
        for number, rule in enumerate(self._rules):
            if seen >> number & 1:
                rules |= rule
        return rules


def chosen(characters: str) -> npt.NDArray[np.bool_]:
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


IN_ROW = chosen("".join((*PARTNERS, *PARTNERS.values(), "\r\n")))
"""The table of marks that stand in pairs, and line breaks."""


def _table(bits: Iterator[tuple[int, str]]) -> _Bits:
    table = np.zeros(BEYOND + 1, np.uint64)
    for bit, characters in bits:
        if characters:
            table[chosen(characters)] |= np.uint64(bit)
    return table
