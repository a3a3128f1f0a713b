"""Recurrences across a break: what ends a line goes on elsewhere in the text as the next line begins, each time.

In news and on pages of a portal this was so at one break of five, and at one boundary in two thousand.
"""

from __future__ import annotations

from newsclean.text.charsets import is_han

_REACH = 3
# How many times likelier a cut is where both sides go on so once elsewhere, and where one does more often.
_ONCE, _OFTEN = 20.0, 100.0


def strengthened(confidence: float, whole: str, head: str, tail: str) -> float:
    """Return the confidence in a join, in the light of where the characters at the break stand elsewhere.

    Args:
        confidence: How sure the join is by everything else, 0 to 1.
        whole: All lines of the text, a line each.
        head: The line before the boundary.
        tail: The line after it.

    >>> round(strengthened(0.5, "库\\n佛斯进球。\\n库佛斯又进球。", "库", "佛斯进球。"), 2)
    0.95
    """
    before, behind = _times(whole, head, tail)
    factor = _OFTEN if max(before, behind) > 1 else _ONCE if min(before, behind) else 1.0
    return factor * confidence / (factor * confidence + 1 - confidence)


def _times(whole: str, head: str, tail: str) -> tuple[int, int]:
    """Return how often an end of the head, and a beginning of the tail, stands elsewhere, always as at the break."""
    before = behind = 0
    for size in range(1, _REACH + 1):
        ending, beginning = head[-size:], tail[:size]
        if len(ending) == size and all(map(is_han, ending + tail[0])):
            times = whole.count(ending) - whole.count(ending + "\n")
            before = max(before, _always(whole, ending + tail[0], times))
        if len(beginning) == size and all(map(is_han, head[-1] + beginning)):
            times = whole.count(beginning) - whole.count("\n" + beginning)
            behind = max(behind, _always(whole, head[-1] + beginning, times))
    return before, behind


def _always(whole: str, across: str, times: int) -> int:
    return times if times and whole.count(across) == times else 0
