"""Decisions of a review: what a person chose for a place, as a record of a file of decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.changelog.record_lines import Record
from newsclean.errors import DecisionError
from newsclean.review.decisions import VERDICTS
from newsclean.review_app.items import value_at

_LONGEST_READING = 100_000
_KEY = re.compile("(0|[1-9][0-9]{0,8})/(change|flag)/(0|[1-9][0-9]{0,8})")


class Choice(NamedTuple):
    """Choice of a person for one place.

    Attributes:
        key: The place: number of the article, `change` or `flag`, and its number there, between slashes.
        verdict: As `Decision.verdict`; None takes a decision back.
        reading: The text that is right, for a `reading`.
    """

    key: str
    verdict: str | None
    reading: str = ""


class BulkChoice(NamedTuple):
    """Choice of a person for many places.

    Attributes:
        verdict: `agree` keeps changes and lets flags stand, `undo` undoes the changes, `reading` gives all a reading.
        reading: The text that is right, for a `reading`.
    """

    verdict: str
    reading: str = ""

    @property
    def condition(self) -> str:
        """Return which places it is for, as SQL."""
        return "NOT is_flag" if self.verdict == "undo" else "TRUE"

    def choice(self, key: str) -> Choice:
        """Return what it is for one of the places."""
        agreed = "stands" if "/flag/" in key else "keep"
        return Choice(key, agreed if self.verdict == "agree" else self.verdict, self.reading)


def article_of(key: str) -> int:
    """Return the number of the article that a place is in.

    Raises:
        DecisionError: It is none: each place has one key only.
    """
    if not _KEY.fullmatch(key):
        raise _no_place(key)
    return int(key.partition("/")[0])


def subject_of(key: str, page: Record) -> tuple[str, list[object]]:
    """Return what is at a place, and whether it is a `change` or a `flag`.

    Args:
        key: The place.
        page: What the page shows of its article; empty if there is none.

    Raises:
        DecisionError: There is nothing.
    """
    found = _KEY.fullmatch(key)
    subjects = page.get(f"{found[2]}s", []) if found else []
    if not found or int(found[3]) >= len(subjects):
        raise _no_place(key)
    return found[2], subjects[int(found[3])]


def _no_place(key: str) -> DecisionError:
    return DecisionError(key[:40], "the log has no such place", "load the page again")


def decision_record(choice: Choice, page: Record, rules: Sequence[str], by: str, at: str) -> Record | None:
    """The record of a decision; what it is on is taken from the log, not from who asks.

    Args:
        choice: The decision.
        page: What the page shows of the article; empty if there is none.
        rules: The names of the rules, by their numbers in the page.
        by: Who decides.
        at: When.

    Returns:
        The record; None for one that takes a decision back.

    Raises:
        DecisionError: It is on nothing that the log knows, or cannot be made there.
    """
    on, subject = subject_of(choice.key, page)
    if choice.verdict is None:
        return None
    if choice.verdict not in VERDICTS[on] or len(choice.reading) > _LONGEST_READING:
        raise DecisionError(choice.key, f"{choice.verdict!r:.40} cannot be decided there", "load the page again")
    is_change = on == "change"
    record: Record = {
        "type": "decision",
        "article": page["name"],
        "clean": page["clean"]["sha256"],
        "on": on,
        "rule": rules[value_at(subject, 0, 0)],
        "line": value_at(subject, 4 if is_change else 3, 0),
        "offset": value_at(subject, 3 if is_change else 2, 0),
        "before": value_at(subject, 1, ""),
        "decision": choice.verdict,
    }
    if is_change:
        record["after"] = value_at(subject, 2, "")
    elif value_at(subject, 6, None) is not None:
        record["other"] = value_at(subject, 5, "")
    if choice.verdict == "reading":
        record["reading"] = choice.reading
    return {**record, "by": by, "at": at}
