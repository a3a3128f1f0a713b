"""The changes of an article, made from its offset map when somebody asks for them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import overload

import numpy as np

from newsclean.core.offset_map import AlignedEdit, OffsetMap
from newsclean.core.proposal import Edit
from newsclean.core.result import Change
from newsclean.text.lines import LineNumbers


class Changes(Sequence[Change]):
    """The changes of an article, in order. Equal to the same changes as a tuple, and pickled as one.

    Args:
        offset_map: The original and what was made of it.
        lines: The lines of the original.

    Attributes:
        offset_map: As given; its substitutions can be read as columns.
    """

    def __init__(self, offset_map: OffsetMap, lines: LineNumbers) -> None:
        self.offset_map, self._lines = offset_map, lines

    @cached_property
    def others(self) -> tuple[Change, ...]:
        """All that are no substitutions."""
        aligned_edits, original = self.offset_map.aligned_edits, self.offset_map.original
        removals = [aligned_edit for aligned_edit in aligned_edits if aligned_edit.edit.is_repeat]
        return tuple(_change(aligned_edit, original, removals, self._lines) for aligned_edit in aligned_edits)

    @cached_property
    def _every(self) -> tuple[Change, ...]:
        made = self.offset_map.substituted
        kinds, places = map(made.table.kinds.__getitem__, made.kinds.tolist()), made.places.tolist()
        columns = kinds, places, self.offset_map.substituted_at.tolist(), map(self._lines.of, places)
        substitutions = (
            Change(kind.rule, kind.before, kind.after, start, at, line)
            for kind, start, at, line in zip(*columns, strict=True)
        )
        return tuple(sorted((*self.others, *substitutions), key=attrgetter("start")))

    @property
    def rules(self) -> Counter[str]:
        """How many places each rule changed."""
        made = self.offset_map.substituted
        counts = Counter(aligned_edit.edit.rule for aligned_edit in self.offset_map.aligned_edits)
        for kind, count in zip(made.table.kinds, np.bincount(made.kinds).tolist(), strict=False):
            counts[kind.rule] += count
        return +counts

    def __len__(self) -> int:
        return len(self.offset_map.aligned_edits) + len(self.offset_map.substituted.places)

    @overload
    def __getitem__(self, number: int) -> Change: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Change, ...]: ...

    def __getitem__(self, number: int | slice) -> Change | tuple[Change, ...]:
        return self._every[number]

    def __iter__(self) -> Iterator[Change]:
        return iter(self._every)

    def __add__(self, others: Iterable[object]) -> tuple[object, ...]:
        return (*self._every, *others)

    def __eq__(self, other: object) -> bool:
        return self._every == (other._every if isinstance(other, Changes) else other)

    def __hash__(self) -> int:
        return hash(self._every)

    def __repr__(self) -> str:
        return repr(self._every)

    def __reduce__(self) -> tuple[type[tuple[Change, ...]], tuple[tuple[Change, ...]]]:
        return tuple, (self._every,)


def rule_counts(changes: Sequence[Change]) -> Counter[str]:
    """How many of some changes each rule made."""
    return changes.rules if isinstance(changes, Changes) else Counter(change.rule for change in changes)


def _stays(edit: Edit, removals: Sequence[AlignedEdit]) -> Edit:
    """The edit with the copy that stays, when the one that stayed at first was itself found a copy later."""
    while edit.of is not None:
        number = bisect_right(removals, edit.of, key=lambda aligned_edit: aligned_edit.start) - 1
        if number < 0 or removals[number].end <= edit.of:
            return edit
        earlier = removals[number].edit
        if earlier.of is not None and earlier.of >= edit.of:
            return edit
        edit = edit._replace(of=earlier.of, other_article=earlier.other_article)
    return edit


def _change(aligned_edit: AlignedEdit, original: str, removals: Sequence[AlignedEdit], lines: LineNumbers) -> Change:
    edit = _stays(aligned_edit.edit, removals)
    before = original[aligned_edit.start : aligned_edit.end]
    stripped = before.lstrip()
    indent = len(before) - len(stripped) if stripped else 0  # the line of the text, not of the break
    return Change(
        edit.rule,
        before,
        edit.replacement,
        aligned_edit.start,
        aligned_edit.at,
        lines.of(aligned_edit.start + indent),
        edit.confidence,
        edit.reasons,
        lines.of(edit.of) if edit.of is not None else edit.other_article[1] if edit.other_article else None,
        edit.similarity,
        aligned_edit.via,
        edit.other_article[0] if edit.other_article else "",
    )
