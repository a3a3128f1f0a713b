"""Substitutions that were made in a text, as columns: a place and a kind for each, no object."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
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


def lead_to(befores: Sequence[str], afters: Sequence[str], made: Sequence[Substituted]) -> list[bool]:
    """For each of some texts, whether its substitutions, and nothing else, are what it and another differ in.

    Args:
        befores: The texts.
        afters: The others.
        made: The substitutions; all of one table, if not none.
    """
    if not made:
        return []
    if list(map(len, befores)) == list(map(len, afters)):
        before, after = (np.array("".join(texts))[None].view(np.uint32) for texts in (befores, afters))
        begins = accumulate(map(len, befores), initial=0)
        places = np.concatenate([each.places + begin for each, begin in zip(made, begins, strict=False)])
        kinds = np.concatenate([each.kinds for each in made])
        table = next((each.table for each in made if each), NOTHING_SUBSTITUTED.table)
        if (
            np.array_equal((before != after).nonzero()[0], places)
            and np.array_equal(before[places], table.befores[kinds])
            and np.array_equal(after[places], table.afters[kinds])
        ):
            return [True] * len(made)
    if len(made) == 1:
        return [False]
    return [lead_to([old], [new], [own])[0] for old, new, own in zip(befores, afters, made, strict=True)]


NOTHING_SUBSTITUTED = Substituted(np.empty(0, np.intp), np.empty(0, np.uint8), SubstitutionTable(()))
