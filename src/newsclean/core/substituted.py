"""Substitutions that were made in a text, as columns: a place and a kind for each, no object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsclean.core.proposal import Edit
from newsclean.text.text_batch import Places


class SubstitutionKind(NamedTuple):
    """A rule, the character that it replaces, and the one that takes its place."""

    rule: str
    before: str
    after: str


class SubstitutionTable:
    """Kinds of substitutions.

    Args:
        kinds: The kinds.

    Attributes:
        kinds: The kinds.
        befores: The codes of what they replace.
        afters: The codes of what they put there.
    """

    def __init__(self, kinds: Iterable[SubstitutionKind]) -> None:
        self.kinds = tuple(kinds)
        self.befores = np.array([ord(kind.before) for kind in self.kinds], np.uint32)
        self.afters = np.array([ord(kind.after) for kind in self.kinds], np.uint32)


class Substituted(NamedTuple):
    """Characters of a text that others take the place of, one for one.

    Attributes:
        places: Where they stand, in order, in code points of the text.
        kinds: The kind of each, by its number in `table`.
        table: The kinds.
    """

    places: Places
    kinds: npt.NDArray[np.uint8]
    table: SubstitutionTable

    def __bool__(self) -> bool:
        return len(self.places) > 0

    def edits(self) -> list[Edit]:
        """The same as edits."""
        kinds = map(self.table.kinds.__getitem__, self.kinds.tolist())
        return [Edit(at, at + 1, kind.after, kind.rule) for at, kind in zip(self.places.tolist(), kinds, strict=True)]

    def subset(self, which: npt.NDArray[np.bool_]) -> Substituted:
        """Some of them."""
        return self._replace(places=self.places[which], kinds=self.kinds[which])

    def joined(self, others: Substituted) -> Substituted:
        """These and others of the same table, in order."""
        places = np.concatenate((self.places, others.places))
        order = places.argsort(kind="stable")
        return self._replace(places=places[order], kinds=np.concatenate((self.kinds, others.kinds))[order])

    def touched(self, edits: Sequence[Edit]) -> npt.NDArray[np.bool_]:
        """For each whether it stands in the span of one of some edits."""
        firsts = self.places.searchsorted([edit.start for edit in edits])
        behind = self.places.searchsorted([edit.end for edit in edits])
        found = np.zeros(len(self.places), np.bool_)
        for number in (firsts < behind).nonzero()[0].tolist():
            found[firsts[number] : behind[number]] = True
        return found

    def touches(self, start: int, end: int) -> bool:
        """Return whether one stands in a span."""
        first, behind = self.places.searchsorted((start, end)).tolist()
        return bool(first < behind)

    def turns(self, before: str, after: str) -> bool:
        """Return whether these, and nothing else, are what two texts of the same length differ in."""
        befores, afters = (np.array(text)[None].view(np.uint32) for text in (before, after))
        if len(befores) != len(afters):
            return False
        differ = (befores != afters).nonzero()[0]
        return (
            np.array_equal(differ, self.places)
            and np.array_equal(befores[differ], self.table.befores[self.kinds])
            and np.array_equal(afters[differ], self.table.afters[self.kinds])
        )


NOTHING_SUBSTITUTED = Substituted(np.empty(0, np.intp), np.empty(0, np.uint8), SubstitutionTable(()))
