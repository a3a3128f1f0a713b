"""A removed paragraph and the copy that stays, character by character."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.core.result import Change
from newsclean.text.alignment import differing_spans
from newsclean.text.lines import LineNumbers

Compared = list[str | tuple[str, str]]
"""Text that both copies have, and where they differ `(the copy that stays, the removed copy)`."""


def compared(original: str, change: Change, changes: Sequence[Change], lines: LineNumbers) -> Compared:
    """Compare a removed paragraph with the copy that stays.

    Args:
        original: The original text.
        change: The removal; it names the line of the copy that stays.
        changes: All changes of the article, in order.
        lines: The lines of the original.

    Returns:
        Both paragraphs as they stand in the original.
    """
    stays = _paragraph(original, lines.span(change.of or 1)[0], changes)
    removed = change.before.strip()
    found: Compared = []
    at = 0
    for span in differing_spans(stays, removed):
        found += [stays[at : span.low], span.sides(stays, removed)]
        at = span.high
    return [part for part in (*found, stays[at:]) if part]


def _paragraph(original: str, start: int, changes: Sequence[Change]) -> str:
    """The paragraph that begins at a line: to the first line break that stays, or to text that was removed."""
    at = start
    for change in changes:
        if change.start < start:
            at = max(at, min(change.start + len(change.before), len(original)))
            continue
        end = original.find("\n", at, change.start)
        if end >= 0 and original[start:end].strip():
            return original[start:end].strip()
        if change.of is not None:
            return original[start : change.start].strip()
        at = change.start + len(change.before)
    end = original.find("\n", at)
    return original[start : end if end >= 0 else len(original)].strip()
