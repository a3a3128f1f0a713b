"""The protect list: text that the user has said no rule may change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclean.core.proposal import Edit, Flag
from newsclean.text.protect_patterns import PatternTime, protected_places
from newsclean.text.verbatim import Spans

if TYPE_CHECKING:  # settings are read to print a help text, for which NumPy need not be loaded
    from newsclean.core.document_view import DocumentView


@dataclass(frozen=True)
class ProtectedSpans:
    """Finds what a protect list protects in a view; equal ones are asked once for a view."""

    entries: tuple[str, ...]
    allowed: PatternTime = field(default_factory=PatternTime, compare=False)

    def __call__(self, view: DocumentView) -> Spans:
        """Return the spans of the view's text that no rule may change.

        Raises:
            InputError: A regular expression takes more time than it is allowed.
        """
        return Spans(protected_places(self.entries, view.text, self.allowed))


def is_protected(protected: Spans, view: DocumentView, proposal: Edit | Flag) -> bool:
    """Return whether a protect list speaks against a proposal.

    An edit may not touch kept text; a repeat may be removed although it holds some, because the copy that stays
    holds it too, unless the paragraph is kept as a whole. A flag on kept text says nothing new.
    """
    if isinstance(proposal, Flag):
        return protected.cover(proposal.start, proposal.end)
    if not proposal.is_repeat:
        return protected.touch(proposal.start, proposal.end)
    span = view.text[proposal.start : proposal.end]
    body = proposal.start + len(span) - len(span.lstrip())
    return protected.cover(body, body + len(span.strip()))
