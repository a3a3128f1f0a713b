"""The keep-list: text that the user has said no rule may change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.article.proposal import Edit, Flag
from newsclean.article.protected import Spans
from newsclean.errors import SettingsError

if TYPE_CHECKING:  # settings are read to print a help text, for which NumPy need not be loaded
    from newsclean.article.view import View


@lru_cache(maxsize=64)
def kept_patterns(keep: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The entries of a keep-list, compiled; each matches what is kept as its first group.

    Args:
        keep: Texts as they stand, or between slashes regular expressions.

    Raises:
        SettingsError: An entry is empty, or is not a regular expression.
    """
    return tuple(map(_pattern, keep))


def _pattern(entry: str) -> re.Pattern[str]:
    if not entry:
        raise SettingsError("protect", "an empty entry", "leave it out")
    if not is_pattern(entry):
        # Looked ahead for, so that occurrences that overlap are all found.
        return re.compile(f"(?=({re.escape(entry)}))")
    try:
        return re.compile(f"({entry[1:-1]})")
    except re.error as error:
        raise SettingsError("protect", f"{entry!r} is not a regular expression ({error})", "mend it") from None


def is_pattern(entry: str) -> bool:
    """Whether an entry of a keep-list is a regular expression."""
    return len(entry) > 2 and entry.startswith("/") and entry.endswith("/")


@dataclass(frozen=True)
class KeptIn:
    """Finds what a keep-list keeps in a view; equal ones are asked once for a view."""

    keep: tuple[str, ...]

    def __call__(self, view: View) -> Spans:
        """The spans of the view's text that no rule may change."""
        found = []
        for pattern in kept_patterns(self.keep):
            found += [match.span(1) for match in pattern.finditer(view.text) if match.group(1)]
        return Spans(found)


def stops(kept: Spans, view: View, proposal: Edit | Flag) -> bool:
    """Whether a keep-list speaks against a proposal.

    An edit may not touch kept text; a repeat may be removed although it holds some, because the copy that stays
    holds it too, unless the paragraph is kept as a whole. A flag on kept text says nothing new.
    """
    if isinstance(proposal, Flag):
        return kept.cover(proposal.start, proposal.end)
    if not proposal.is_repeat:
        return kept.touch(proposal.start, proposal.end)
    span = view.text[proposal.start : proposal.end]
    body = proposal.start + len(span) - len(span.lstrip())
    return kept.cover(body, body + len(span.strip()))
