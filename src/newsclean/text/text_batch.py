"""Batches of texts: what costs one pass over their memory, before any rule looks at them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_FIRST_HAN = 0x4E00
_LAST_HAN = 0x9FFF - 0x4E00
BEYOND = 0xFFFF
"""The entry of a table over characters that stands for all from here on."""

_EDGE = "\n"

Units = npt.NDArray[np.unsignedinteger]
Places = npt.NDArray[np.intp]
Cached = TypeVar("Cached")
Options = TypeVar("Options")

BATCH_SIZE = 256
"""Number of texts that are read together: so many that what is done for all costs each little, not so many that memory
fills."""


def decoded(units: Units) -> str:
    """Characters as a text, one for each code; from 32 bits, which is ten times as fast as from 16."""
    return units.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")


class TextBatch:
    """Several texts as one batch, read in one go: what costs the same for one text and many costs each one little.

    Args:
        texts: The texts, any code points.

    Attributes:
        texts: The texts.
        all: The characters of the texts, one behind the other, a line feed before, between and behind them. An array of
            code points; `codes` are those to look up in tables.
        units: The characters of all skeletons, likewise.
        at: Where each of `units` stands in `all`.
        begins: Where each text begins in `all`, and where one more would.
        starts: Where the skeleton of each text begins in `units`, and where one more would.
        twice: The characters that stand beside an equal one, of all texts and what is between them.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._cached: dict[object, object] = {}
        self._looked_up: dict[object, tuple[object, object]] = {}
        wide = np.array(_EDGE.join(("", *texts, "")))[None].view(np.uint32)
        self._is_narrow = bool(wide.max() <= BEYOND)
        # Half as wide where no character needs more, and then twice as fast.
        self.all: Units = wide.astype(np.uint16) if self._is_narrow else wide
        del wide
        other = self.all - _FIRST_HAN > _LAST_HAN  # wraps around, and so asks for both ends at once
        kept = np.empty_like(other)
        kept[0] = True  # a line feed
        np.bitwise_or(other[1:], other[:-1], out=kept[1:])
        del other
        self.at: Places = kept.nonzero()[0]
        del kept
        self.units: Units = self.all.take(self.at)
        self._twice_at: Places = (self.all[1:] == self.all[:-1]).nonzero()[0]
        self.twice: Units = self.all.take(self._twice_at)
        begins = np.fromiter(accumulate(map(len, texts), initial=1), np.intp, len(texts) + 1)
        begins += np.arange(len(begins))
        self.begins: list[int] = begins.tolist()
        self.starts: Places = self.at.searchsorted(begins)

    def cached(self, make: Callable[[TextBatch], Cached]) -> Cached:
        """Return what `make` makes of these texts, made once however often it is asked for."""
        if make not in self._cached:
            self._cached[make] = make(self)
        return self._cached[make]  # type: ignore[return-value]

    def lookup(self, prefilter: Callable[[TextBatch, Options], Cached], settings: Options) -> Cached:
        """Return what `prefilter` finds in these texts by these settings; looked for once while the settings stay."""
        known = self._looked_up.get(prefilter)
        if known is None or not (known[0] is settings or known[0] == settings):
            known = self._looked_up[prefilter] = settings, prefilter(self, settings)
        return known[1]  # type: ignore[return-value]

    @cached_property
    def codes(self) -> Units:
        """The characters of `all` as indices into tables, as `looked_up`."""
        return self.looked_up(self.all)

    def looked_up(self, units: Units) -> Units:
        """Characters as indices into a table that ends with the entry for all that are `BEYOND`."""
        return units if self._is_narrow else np.minimum(units, BEYOND)

    @cached_property
    def skeleton_text(self) -> str:
        """All skeletons as one text, in which a character stands where its code stands in `units`."""
        return decoded(self.units)

    @cached_property
    def bounds(self) -> list[int]:
        """The `starts`, for looking up one by one."""
        found: list[int] = self.starts.tolist()
        return found

    def twice_at(self, number: int) -> tuple[Units, Places]:
        """The characters of a text that stand beside an equal one, and where, in code points of the text."""
        begin, end = self.begins[number], self.begins[number + 1] - 2
        part = slice(*self._twice_at.searchsorted((begin, max(begin, end))).tolist())
        return self.twice[part], self._twice_at[part] - begin

    def text_of(self, at: int) -> int:
        """The text in whose skeleton the character at a place of `units` stands."""
        return bisect_right(self.bounds, at) - 1

    def place_of_twice(self, number: int) -> tuple[int, int] | None:
        """The text that an entry of `twice` stands in, and where; None if it stands at the end of one."""
        at = int(self._twice_at[number])
        text = bisect_right(self.begins, at) - 1
        return (text, at - self.begins[text]) if text >= 0 and at < self.begins[text + 1] - 2 else None


class HanSkeleton:
    """The skeleton of a text, and what stands twice in it.

    Four of five characters of a Chinese text are Han characters of Unicode's main block, and most rules do not
    care which. What a rule looks for it looks for in the skeleton, a fourth as long.

    Args:
        batch: The batch of this text and others.
        number: Which of them this is.

    Attributes:
        batch: The batch of this text and others.
        number: Which of them this is.
        text: The text with every run of Han characters of the main block (U+4E00 to U+9FFF) cut to its first.
            Every other character is there, in order, and what stands side by side in the text does so here.
    """

    def __init__(self, batch: TextBatch, number: int) -> None:
        self.batch = batch
        self.number = number
        self._start, self._end = batch.bounds[number], batch.bounds[number + 1] - 1
        self.text = batch.skeleton_text[self._start : self._end]

    @cached_property
    def _twice(self) -> tuple[Units, Places]:
        return self.batch.twice_at(self.number)

    @cached_property
    def twice(self) -> str:
        """The characters that stand beside an equal one, in order."""
        return decoded(self._twice[0])

    def spans(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield where a pattern matches, as half-open spans in code points of the text itself.

        Args:
            pattern: What matches must begin and end with something else than a Han character of the main block,
                and must not care how many of them stand in a row.
        """
        for match in pattern.finditer(self.text):
            yield self.place(*match.span())

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a span of the skeleton stands for, neither end of it a Han character."""
        at, begin = self.batch.at, self.batch.begins[self.number]
        return int(at[self._start + start]) - begin, int(at[self._start + end - 1]) + 1 - begin

    def guarded(self, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
        """Yield where any of several patterns matches, as `spans`, the first pattern's first.

        Args:
            patterns: By what each match begins with, which is looked for before the pattern is.
        """
        for sign, pattern in patterns.items():
            if sign in self.text:
                yield from self.spans(pattern)

    def doubled(self, character: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield where a character that a pattern matches stands twice, as half-open spans in code points."""
        done = 0
        for match in character.finditer(self.twice):
            start = int(self._twice[1][match.start()])
            if start >= done:
                done = start + 2
                yield start, done


def skeleton_of(text: str) -> HanSkeleton:
    """The skeleton of one text."""
    return HanSkeleton(TextBatch((text,)), 0)
