"""How a rule is declared: once, as an object that the command, the documentation and the tests read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from newsclean.article.proposal import Edit, Flag
from newsclean.article.view import View
from newsclean.settings import Settings

Kind: TypeAlias = Literal["normalisation", "correction", "duplicate", "flag"]
Finder: TypeAlias = Callable[[View, Settings], Iterable[Edit | Flag]]


class Example(NamedTuple):
    """A text, and what the rule makes of it. For a flag, `after` is the flagged part.

    `beside` is a paragraph of another article of the archive, where the rule needs one.
    """

    before: str
    after: str
    beside: str = ""


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
        needs: Characters, as they are written between the brackets of a regular expression. The rule has nothing
            to say about a text in whose outline there is none of them; empty where it must always be asked.
    """

    id: str
    kind: Kind
    safe: bool
    what: str
    why: str
    example: Example
    find: Finder
    source: str = ""
    needs: str = ""

    @property
    def stage(self) -> str:
        """The stage the rule belongs to."""
        return self.id.partition("/")[0]
