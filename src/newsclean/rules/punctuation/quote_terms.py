"""Rows of quotation marks that nobody would read in two ways: short terms, or one quotation with its marks beside it.

Most rows are; the reader of quotations, which weighs every way, need not be asked about them.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.text.patterns import lazy_regex

PAUSES = "，,。．：:；;！!？?.…"
"""The marks that part clauses, of either width, as written between the brackets of a regular expression."""
_PAUSE = lazy_regex(f"[{PAUSES}]")
BEFORE_SPEECH = frozenset("：:，,。.．；;！!？?…")
BEFORE_OPENING = frozenset("：:（(《【")
BEHIND_CLOSING = frozenset("，,。.；;、！!？?）)》】…")
NOT_LAST = frozenset("：:（(《【，,、")
# These begin no term: where one stands behind a mark, that may close.
PARTICLES = frozenset("的地得了着过是在和与及或等中")
_QUOTE = '"'
LONGEST = 15


def are_terms(text: str, places: Sequence[int], row: str) -> bool:
    """Return whether straight marks open and close by turns, beyond doubt.

    Args:
        text: The paragraph, without the white space around it.
        places: Where the marks stand in it, in order.
        row: The marks.
    """
    if len(places) % 2 or row.strip(_QUOTE):
        return False
    last = 0
    for opening, closing in zip(places[::2], places[1::2], strict=True):
        before, first = text[opening - 1 : opening], text[opening + 1]
        beyond = text[closing + 1 : closing + 2]
        if _QUOTE in (before, beyond):
            return False
        if not _stands_alone(text, opening, closing):
            is_term = 1 < closing - opening <= LONGEST + 1 and first not in PARTICLES
            may_be_speech = (not before or before in BEFORE_SPEECH) and len(places) > 2
            if not is_term or may_be_speech or _PAUSE.search(text, opening, closing):
                return False
        # What stands between two terms may be quoted itself, in a quotation: only a pause tells that it is not.
        if last and text[last] not in BEHIND_CLOSING and not _PAUSE.search(text, last, opening):
            return False
        last = closing + 1
    return True


def _stands_alone(text: str, opening: int, closing: int) -> bool:
    """Return whether what stands beside two marks says of each which of the two it is."""
    before, first = text[opening - 1 : opening], text[opening + 1]
    opens = (not before or before in BEFORE_OPENING) and first not in BEHIND_CLOSING
    beyond = text[closing + 1 : closing + 2]
    return (
        opens
        and closing - opening > 1
        and (not beyond or beyond in BEHIND_CLOSING)
        and text[closing - 1] not in NOT_LAST
    )
