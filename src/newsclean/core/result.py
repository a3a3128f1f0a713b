"""Result of cleaning: the clean text, its changes and its flags."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, overload

import numpy as np

from newsclean.core.reasons import Reason, in_words
from newsclean.core.substituted import Substituted
from newsclean.errors import RestoreError
from newsclean.text.lines import LineNumbers
from newsclean.text.text_batch import Places


class Change(NamedTuple):
    """One place where the clean text differs from the original.

    Attributes:
        rule: Id of the rule that made it.
        before: What stands in the original; never empty.
        after: What stands in the clean text; empty for a removal.
        start: Where `before` begins, in code points of the original.
        clean_start: Where `after` begins, in code points of the clean text.
        line: Line of the original, from 1.
        confidence: How sure the rule was, 0 to 1.
        reasons: Why, as codes with values; empty where the rule says it all.
        of: Line of the original in which the copy that stays begins, for a removed repeat.
        similarity: How alike the two copies are, for a removed repeat.
        via: Other rules that had a part in it, in order.
        of_article: The article whose line `of` is, if it is another one; empty for this one.
    """

    rule: str
    before: str
    after: str
    start: int
    clean_start: int
    line: int
    confidence: float = 1.0
    reasons: tuple[Reason, ...] = ()
    of: int | None = None
    similarity: float | None = None
    via: tuple[str, ...] = ()
    of_article: str = ""

    @property
    def reason(self) -> str:
        """Return the reasons in English; empty where the rule says it all."""
        return in_words(self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return its attributes by name, as JSON can write them; the reasons both in English and as codes."""
        return {**self._asdict(), "via": list(self.via), **_reasons(self.reasons)}


class Changes(Sequence[Change]):
    """The changes of an article, in order, of which one character for one is an object only once it is asked for.

    Equal to the same changes as a tuple.

    Args:
        others: All other changes.
        made: The substitutions, in the original.
        clean_places: Where they stand in the clean text.
        lines: The lines of the original.

    Attributes:
        others: As given.
        made: As given.
        clean_places: As given.
    """

    def __init__(self, others: tuple[Change, ...], made: Substituted, clean_places: Places, lines: LineNumbers) -> None:
        self.others, self.made, self.clean_places, self._lines = others, made, clean_places, lines

    @cached_property
    def _every(self) -> tuple[Change, ...]:
        places = self.made.places.tolist()
        columns = self.made.kinds.tolist(), places, self.clean_places.tolist(), map(self._lines.of, places)
        table = self.made.table.kinds
        made = [
            Change(table[kind].rule, table[kind].before, table[kind].after, start, at, line)
            for kind, start, at, line in zip(*columns, strict=True)
        ]
        return tuple(sorted((*self.others, *made), key=attrgetter("start")))

    @property
    def rules(self) -> Counter[str]:
        """How many places each rule changed."""
        counts = Counter(change.rule for change in self.others)
        for kind, count in zip(self.made.table.kinds, np.bincount(self.made.kinds).tolist(), strict=False):
            counts[kind.rule] += count
        return +counts

    def __len__(self) -> int:
        return len(self.others) + len(self.made.places)

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


class FlagRecord(NamedTuple):
    """A flag, placed in the original: something a person should look at.

    Attributes:
        rule: Id of the rule that raised it.
        text: The span of the original that looks wrong.
        start: Where it begins, in code points of the original.
        line: Line of the original, from 1.
        reasons: What looks wrong, as codes with values.
        other: The other reading, where there are two, as it stands in the original; empty if the other copy of the
            paragraph says nothing in its place.
        of: Line of the original in which the other reading stands.
        of_start: Where the other reading begins, in code points of the original.
    """

    rule: str
    text: str
    start: int
    line: int
    reasons: tuple[Reason, ...]
    other: str | None = None
    of: int | None = None
    of_start: int | None = None

    @property
    def reason(self) -> str:
        """Return the reasons in English."""
        return in_words(self.reasons)

    def to_dict(self) -> dict[str, Any]:
        """Return its attributes by name, as JSON can write them; the reasons both in English and as codes."""
        return {**self._asdict(), **_reasons(self.reasons)}


def _reasons(reasons: Iterable[Reason]) -> dict[str, Any]:
    return {"reason": in_words(reasons), "reasons": [reason.to_dict() for reason in reasons]}


class Result(NamedTuple):
    """An article, cleaned.

    Attributes:
        text: The clean text.
        changes: Every place where it differs from the original, in order.
        flags: What a person should look at, in the order of the original.
    """

    text: str
    changes: Sequence[Change]
    flags: tuple[FlagRecord, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return its text, its changes and its flags by name, as JSON can write them."""
        return {
            "text": self.text,
            "changes": [change.to_dict() for change in self.changes],
            "flags": [flag.to_dict() for flag in self.flags],
        }

    def to_original(self, offset: int) -> int:
        """Map a place of the clean text to where it stands in the original, in code points.

        A place inside what a change has put there gives the start of what that replaced.
        """
        number = bisect_right(self.changes, offset, key=lambda change: change.clean_start)
        if number == 0:
            return offset
        change = self.changes[number - 1]
        behind = offset - change.clean_start - len(change.after)
        return change.start if behind < 0 else change.start + len(change.before) + behind


def as_they_are(texts: Iterable[str]) -> Iterable[Result]:
    """Results of texts in which nothing is changed and nothing flagged, made faster than one by one."""
    return map(tuple.__new__, repeat(Result), zip(texts, repeat(()), repeat(())))


def restore(clean: str, changes: Iterable[Change]) -> str:
    """Rebuild the original from a clean text and the changes that led to it.

    Args:
        clean: The clean text, unaltered.
        changes: All changes of that text, in any order.

    Returns:
        The original text.

    Raises:
        RestoreError: `clean` does not hold what a change says it should hold; the first such place is named.
    """
    places = ((change.clean_start, change.after, change.before) for change in changes)
    return _exchanged(clean, places, "the clean text", "restore the text exactly as it was written")


def replay(original: str, changes: Iterable[Change]) -> str:
    """Make the clean text from an original and recorded changes, without running a rule.

    Leave changes out to undo them: each stands alone.

    Args:
        original: The original text, unaltered.
        changes: All changes of that text, or those to make, in any order.

    Returns:
        The clean text, or, with changes left out, the text with the rest made.

    Raises:
        RestoreError: `original` does not hold what a change says it should hold; the first such place is
            named.
    """
    places = ((change.start, change.before, change.after) for change in changes)
    return _exchanged(original, places, "the original", "replay the log on the text it was written for")


def _exchanged(text: str, places: Iterable[tuple[int, str, str]], what: str, next_step: str) -> str:
    """`text` with what stands at each place exchanged: `(offset, what stands there, what shall)`."""
    pieces: list[str] = []
    done = 0
    for start, old, new in sorted(places, key=itemgetter(0)):
        end = start + len(old)
        if start < done or text[start:end] != old:
            line = text.count("\n", 0, start) + 1
            raise RestoreError(f"line {line}", f"{what} does not hold {old[:20]!r} at character {start}", next_step)
        pieces += text[done:start], new
        done = end
    pieces.append(text[done:])
    return "".join(pieces)
