"""A few words on a line of their own inside a sentence, as a link or bold words of a page are left by some scrapers."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.core.document_view import DocumentView
from newsclean.rules.lines.boundaries import features_around, is_in_protected_span, layout, may_run_on, simple
from newsclean.rules.lines.boundary_features import DocumentFeatures
from newsclean.rules.lines.columns import lines_in_columns
from newsclean.rules.lines.page_artifacts import find_page_artifacts
from newsclean.rules.lines.reflow import joined
from newsclean.rules.lines.scorer import confidence

_LONGEST = 20
_CLAUSES = frozenset("，。；：！？、,;!?")
# No heading, caption or line of verse of 1,030 in training came near it, and two thirds of the words cut out did.
_LEAST = 0.6
# So many lines before a boundary, and one behind its second line, tell the scorer something.
_BEFORE = 3


def find_inline_fragments(view: DocumentView) -> dict[int, float]:
    """The boundaries on both sides of a few words that belong to the sentence around them; made once for a view.

    Alone neither may be likely, since words by themselves on a line look like a heading. But where a sentence runs over
    both, put the words to either line, and the break that is left is plain.

    Returns:
        For the number of each such boundary, how sure it is that the lines belong together, 0 to 1.
    """
    suspects = {boundary.number for boundary in view.cached(layout).suspects}
    if not suspects:
        return {}
    texts, decided = view.cached(simple), view.cached(decided_boundaries)
    found: dict[int, float] = {}
    for number in sorted({near for at in suspects for near in (at, at + 1)}):
        if not 0 < number < len(texts) - 1 or (number in decided and number - 1 in decided):
            continue
        if _may_be_inside(view, texts, number):
            sure = _put_together(view.cached(features_around), number)
            if sure >= _LEAST:
                for at in (number - 1, number):
                    found[at] = max(sure, found.get(at, 0.0))
    return found


def decided_boundaries(view: DocumentView) -> frozenset[int]:
    """The boundaries of which others decide: inside wrapped text, and beside lines in columns and page artifacts.

    Made once for a view, by `view.cached(decided_boundaries)`.
    """
    apart = view.batch_cached(lines_in_columns).union(view.batch_cached(find_page_artifacts))
    return view.cached(joined).union(apart, (number - 1 for number in apart))


def _may_be_inside(view: DocumentView, texts: Sequence[str], number: int) -> bool:
    """Return whether a line is a few words without a mark, and a sentence may run over both breaks around it."""
    before, line, behind = texts[number - 1 : number + 2]
    lines = view.paragraphs[number - 1 : number + 2]
    return (
        len(line) <= _LONGEST
        and _CLAUSES.isdisjoint(line)
        and not _CLAUSES.isdisjoint(before + behind)  # verse and tables have none
        and may_run_on(view, number - 1)
        and may_run_on(view, number)
        and not any(is_in_protected_span(view, *pair) for pair in (lines[:2], lines[1:]))
    )


def _put_together(found: DocumentFeatures, number: int) -> float:
    """Return how sure the plainer break is, the line put to the one before it or to the one behind; 0 if too little."""
    first = max(0, number - 1 - _BEFORE)
    before, behind = found.texts[first : number - 1], found.texts[number + 2 : number + 3]
    head, line, tail = found.texts[number - 1 : number + 2]
    least = 1.0
    for pair in ((head + line, tail), (head, line + tail)):
        least = min(least, confidence(found._replace(texts=[*before, *pair, *behind]), len(before)))
        if least < _LEAST:
            return 0.0
    return least
