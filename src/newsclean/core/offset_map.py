"""The alignment between an original text and what the stages have made of it so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from newsclean.core.proposal import Edit


class Patch(NamedTuple):
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


class Alignment:
    """An original text, the current text, and every place where they differ.

    Outside the patches the two are the same. Immutable: `apply` gives a new alignment.

    Args:
        original: The text as it came.
    """

    def __init__(self, original: str, text: str | None = None, patches: Sequence[Patch] = ()) -> None:
        self.original = original
        self.text = original if text is None else text
        self.patches = patches

    def apply(self, edits: Sequence[Edit]) -> Alignment:
        """Make `edits`, all at once.

        Args:
            edits: Edits over the current text, settled: in order, without overlaps, none empty.

        Returns:
            The alignment of the same original with the edited text. Edits that touch the replacement of an
            earlier patch are merged with it into one patch; a patch that puts the original back vanishes.
        """
        patches: list[Patch] = []
        pieces: list[str] = []
        done = moved = ahead = 0  # current text copied; new - current; current - original
        old = iter(self.patches)
        patch = next(old, None)
        number = 0
        while number < len(edits):
            low, high = edits[number].start, edits[number].end
            while patch is not None and patch.after <= low:
                patches.append(patch._replace(at=patch.at + moved) if moved else patch)
                ahead = patch.after - patch.end
                patch = next(old, None)
            first = number
            number += 1
            under: list[Patch] = []
            ahead_of_low = ahead
            while True:
                if patch is not None and patch.at < high:
                    low, high = min(low, patch.at), max(high, patch.after)
                    ahead = patch.after - patch.end
                    under.append(patch)
                    patch = next(old, None)
                elif number < len(edits) and edits[number].start < high:
                    high = max(high, edits[number].end)
                    number += 1
                else:
                    break
            start, end = low - ahead_of_low, high - ahead
            merged = self._merge(low, high, edits[first:number], under)
            pieces += self.text[done:low], merged[0].replacement
            if self.original[start:end] != merged[0].replacement:
                patches.append(Patch(start, end, low + moved, *merged))
            moved += len(merged[0].replacement) - (high - low)
            done = high
        while patch is not None:
            patches.append(patch._replace(at=patch.at + moved))
            patch = next(old, None)
        pieces.append(self.text[done:])
        return Alignment(self.original, "".join(pieces), patches)

    def _merge(
        self, low: int, high: int, edits: Sequence[Edit], under: Sequence[Patch]
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
        history = [rule for patch in under for rule in (*patch.via, patch.edit.rule)]
        history += [edit.rule for edit in edits]
        via = tuple(rule for rule in dict.fromkeys(history) if rule != last.rule)
        return last._replace(replacement="".join(pieces)), via

    @cached_property
    def _ats(self) -> list[int]:
        return [patch.at for patch in self.patches]

    @cached_property
    def _starts(self) -> list[int]:
        return [patch.start for patch in self.patches]

    def to_original(self, offset: int, *, is_end: bool = False) -> int:
        """Where a place of the current text stands in the original.

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
        patch = self.patches[number - 1]
        if offset < patch.after or (is_end and offset == patch.after):
            return patch.end if is_end else patch.start
        return offset - patch.after + patch.end

    def to_current(self, offset: int) -> int:
        """Where a place of the original stands in the current text.

        Args:
            offset: Code points from the start of the original.

        Returns:
            Code points from the start of the current text. A place inside a patch gives where its
            replacement begins.
        """
        number = bisect_right(self._starts, offset)
        if number == 0:
            return offset
        patch = self.patches[number - 1]
        return patch.at if offset < patch.end else offset - patch.end + patch.after
