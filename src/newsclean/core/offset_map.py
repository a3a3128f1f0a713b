"""The offset map between an original text and what the stages have made of it so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from newsclean.core.proposal import Edit
from newsclean.core.substituted import NOTHING_SUBSTITUTED, Substituted
from newsclean.text.text_batch import Places


class AlignedEdit(NamedTuple):
    """One place where the current text differs from the original.

    Attributes:
        start: First code point in the original.
        end: One past its last code point in the original; always after `start`.
        at: Where `edit.replacement` begins in the current text.
        edit: The edit that had the last word here. Its span means nothing any more; its `of` is a place
            in the original.
        via: Rules that had changed the same place before, in order.
    """

    start: int
    end: int
    at: int
    edit: Edit
    via: tuple[str, ...] = ()

    @property
    def after(self) -> int:
        """One past the last code point of the replacement, in the current text."""
        return self.at + len(self.edit.replacement)


class OffsetMap:
    """An original text, the current text, and every place where they differ.

    Outside the aligned edits the two are the same. Immutable: `apply` gives a new offset map.

    Args:
        original: The text as it came.
        text: The current text.
        aligned_edits: Where the two differ, but for the following.
        substituted: Characters of the original that others have taken the place of, none of them in an aligned edit.
    """

    def __init__(
        self,
        original: str,
        text: str | None = None,
        aligned_edits: Sequence[AlignedEdit] = (),
        substituted: Substituted = NOTHING_SUBSTITUTED,
    ) -> None:
        self.original = original
        self.text = original if text is None else text
        self.aligned_edits = aligned_edits
        self.substituted = substituted

    def substitute(self, made: Substituted, text: str) -> OffsetMap | None:
        """Substitute characters of the current text.

        Args:
            made: The substitutions, in the current text.
            text: The current text with them made.

        Returns:
            The offset map of the same original with that text; None where one stands in what was changed before, so
            that they must be applied as edits.
        """
        if self.aligned_edits:
            number = np.searchsorted(self._ats, made.places, "right")
            shifts = np.array([0, *(each.end - each.after for each in self.aligned_edits)])
            ends = np.array([0, *(each.after for each in self.aligned_edits)])
            if (made.places < ends[number]).any():
                return None
            made = made._replace(places=made.places + shifts[number])
        if self.substituted:
            if np.isin(made.places, self.substituted.places).any():
                return None
            made = self.substituted.joined(made)
        return OffsetMap(self.original, text, self.aligned_edits, made)

    @cached_property
    def substituted_at(self) -> Places:
        """Where the substituted characters stand in the current text."""
        if not self.aligned_edits:
            return self.substituted.places
        shifts = np.array([0, *(each.after - each.end for each in self.aligned_edits)])
        shifted: Places = self.substituted.places + shifts[np.searchsorted(self._starts, self.substituted.places)]
        return shifted

    def _with_substituted(self, edits: Sequence[Edit]) -> OffsetMap:
        """The same, with the substitutions that some edits touch as aligned edits."""
        current = self.substituted._replace(places=self.substituted_at)
        touched = current.touched(edits)
        if not touched.any():
            return self
        aligned = [
            AlignedEdit(start, start + 1, edit.start, edit)
            for start, edit in zip(
                self.substituted.places[touched].tolist(), current.subset(touched).edits(), strict=True
            )
        ]
        aligned = sorted((*self.aligned_edits, *aligned), key=attrgetter("start"))
        return OffsetMap(self.original, self.text, aligned, self.substituted.subset(~touched))

    def apply(self, edits: Sequence[Edit], *, are_apart: bool = False) -> OffsetMap:
        """Make `edits`, all at once.

        Args:
            edits: Edits over the current text, resolved: in order, without overlaps, none empty.
            are_apart: Whether it is known that they touch no substitution.

        Returns:
            The offset map of the same original with the edited text. Edits that touch the replacement of an
            earlier aligned edit are merged with it into one; one that puts the original back vanishes.
        """
        if self.substituted and not are_apart and (opened := self._with_substituted(edits)) is not self:
            return opened.apply(edits)
        aligned_edits: list[AlignedEdit] = []
        pieces: list[str] = []
        done = moved = ahead = 0  # current text copied; new - current; current - original
        old = iter(self.aligned_edits)
        aligned_edit = next(old, None)
        number = 0
        while number < len(edits):
            low, high = edits[number].start, edits[number].end
            while aligned_edit is not None and aligned_edit.after <= low:
                aligned_edits.append(aligned_edit._replace(at=aligned_edit.at + moved) if moved else aligned_edit)
                ahead = aligned_edit.after - aligned_edit.end
                aligned_edit = next(old, None)
            first = number
            number += 1
            under: list[AlignedEdit] = []
            ahead_of_low = ahead
            while True:
                if aligned_edit is not None and aligned_edit.at < high:
                    low, high = min(low, aligned_edit.at), max(high, aligned_edit.after)
                    ahead = aligned_edit.after - aligned_edit.end
                    under.append(aligned_edit)
                    aligned_edit = next(old, None)
                elif number < len(edits) and edits[number].start < high:
                    high = max(high, edits[number].end)
                    number += 1
                else:
                    break
            start, end = low - ahead_of_low, high - ahead
            merged = self._merge(low, high, edits[first:number], under)
            pieces += self.text[done:low], merged[0].replacement
            if self.original[start:end] != merged[0].replacement:
                aligned_edits.append(AlignedEdit(start, end, low + moved, *merged))
            moved += len(merged[0].replacement) - (high - low)
            done = high
        while aligned_edit is not None:
            aligned_edits.append(aligned_edit._replace(at=aligned_edit.at + moved))
            aligned_edit = next(old, None)
        pieces.append(self.text[done:])
        return OffsetMap(self.original, "".join(pieces), aligned_edits, self.substituted)

    def _merge(
        self, low: int, high: int, edits: Sequence[Edit], under: Sequence[AlignedEdit]
    ) -> tuple[Edit, tuple[str, ...]]:
        last = edits[0] if len(edits) == 1 else max(edits, key=lambda edit: (edit.end - edit.start, -edit.start))
        if last.of is not None:
            last = last._replace(of=self.to_original(last.of))
        if not under and len(edits) == 1:
            return last, ()
        pieces: list[str] = []
        done = low
        for edit in edits:
            pieces += self.text[done : edit.start], edit.replacement
            done = edit.end
        pieces.append(self.text[done:high])
        # What was done inside a copy before it was removed has left no trace and is not worth a word.
        if last.is_repeat:
            return last._replace(replacement="".join(pieces)), ()
        history = [rule for aligned_edit in under for rule in (*aligned_edit.via, aligned_edit.edit.rule)]
        history += [edit.rule for edit in edits]
        via = tuple(rule for rule in dict.fromkeys(history) if rule != last.rule)
        return last._replace(replacement="".join(pieces)), via

    @cached_property
    def _ats(self) -> list[int]:
        return [aligned_edit.at for aligned_edit in self.aligned_edits]

    @cached_property
    def _starts(self) -> list[int]:
        return [aligned_edit.start for aligned_edit in self.aligned_edits]

    def to_original(self, offset: int, *, is_end: bool = False) -> int:
        """Map a place of the current text to where it stands in the original.

        Args:
            offset: Code points from the start of the current text.
            is_end: The place is the end of a span: text removed just there is left out.

        Returns:
            Code points from the start of the original. A place inside a replacement gives the start (or,
            for an end, the end) of what it replaced.
        """
        number = (bisect_left if is_end else bisect_right)(self._ats, offset)
        if number == 0:
            return offset
        aligned_edit = self.aligned_edits[number - 1]
        if offset < aligned_edit.after or (is_end and offset == aligned_edit.after):
            return aligned_edit.end if is_end else aligned_edit.start
        return offset - aligned_edit.after + aligned_edit.end

    def to_current(self, offset: int) -> int:
        """Map a place of the original to where it stands in the current text.

        Args:
            offset: Code points from the start of the original.

        Returns:
            Code points from the start of the current text. A place inside an aligned edit gives where its
            replacement begins.
        """
        number = bisect_right(self._starts, offset)
        if number == 0:
            return offset
        aligned_edit = self.aligned_edits[number - 1]
        return aligned_edit.at if offset < aligned_edit.end else offset - aligned_edit.end + aligned_edit.after
