"""Result of cleaning: the clean text, its changes and its flags."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from newsclean.core.reasons import Reason, in_words
from newsclean.errors import RestoreError


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
    return exchanged(clean, places, "the clean text", "restore the text exactly as it was written")


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
    return exchanged(original, places, "the original", "replay the log on the text it was written for")


def exchanged(text: str, places: Iterable[tuple[int, str, str]], what: str = "the text", next_step: str = "") -> str:
    """Exchange what stands at some places of a text.

    Args:
        text: The text.
        places: `(offset, what stands there, what shall)` for each, in any order.
        what: The text in an error.
        next_step: What to do then.

    Raises:
        RestoreError: Something else stands at a place.
    """
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
