"""Declaration of a rule: once, as an object that the command, the documentation and the tests read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.prefilter.substitution import BatchSubstitutions, Substitution
from newsclean.prefilter.trigger import Trigger
from newsclean.settings import Settings

Kind: TypeAlias = Literal["normalisation", "correction", "duplicate", "flag"]
Finder: TypeAlias = Callable[[DocumentView, Settings], Iterable[Edit | Flag]]


class Example(NamedTuple):
    """A text, and what the rule makes of it. For a flag, `after` is the flagged part.

    `other_article` is a paragraph of another article of the archive, where the rule needs one.
    """

    before: str
    after: str
    other_article: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """A rule, whole.

    Attributes:
        id: `stage/name`, as it stands in the log.
        kind: What the log calls its changes; `flag` for a rule that changes nothing.
        safe: Whether what it does can lose no meaning, so that nobody need look.
        what: What it does.
        why: Why that is right, and where it stops.
        source: The clause of a standard, or the paper, that it rests on; empty for plain repair.
        example: A text and what becomes of it; a test holds the rule to it.
        find: From a view and the settings to proposals. Pure.
        reasons: The reasons that it gives for its changes or flags, where it gives any.
        trigger: What a text must hold for the rule to have anything to say about it: it is asked about no other. None
            where it must always be asked.
        substitutions: What it is sure of by the characters beside a mark: its function need not say that again, and is
            not asked about a text in which all marks of this table are settled by it.
        batch_substitutions: What it is likewise sure of, by a function for many texts at once.
        doubt: Matches, in the skeleton of a text, what it must be asked about all marks of, whatever the table says.
        is_final: Whether what it flags is changed by no rule, and flagged by no other.
        is_on: Whether the settings want it at all, beside what they select; the rule is not asked where they do not.
    """

    id: str
    kind: Kind
    safe: bool
    what: str
    why: str
    example: Example
    find: Finder
    source: str = ""
    reasons: tuple[ReasonTemplate, ...] = ()
    trigger: Trigger | None = None
    substitutions: tuple[Substitution, ...] = ()
    batch_substitutions: BatchSubstitutions | None = None
    doubt: re.Pattern[str] | None = None
    is_final: bool = False
    is_on: Callable[[Settings], bool] = lambda settings: True

    @property
    def stage(self) -> str:
        """The stage the rule belongs to."""
        return self.id.partition("/")[0]
