"""The boundaries between the paragraphs of a text, and those at which a sentence may have been cut."""

from __future__ import annotations

from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.rules.lines.boundary_features import DocumentFeatures, document_features, searched
from newsclean.rules.lines.boundary_prefilter import OpenBoundaries, candidate_boundaries
from newsclean.rules.lines.page_samples import candidate_documents
from newsclean.rules.lines.structure import is_open
from newsclean.text.lines import Line, LineTable
from newsclean.text.opencc import simplified
from newsclean.text.verbatim import NO_SPANS


class Boundary(NamedTuple):
    """Two paragraphs that follow each other, at least one line break apart.

    Attributes:
        number: Which paragraph stands before it, counted from 0.
        before: The line before the boundary.
        after: The line after it.
        head: The text of `before`, without the white space around it.
        tail: The text of `after`, likewise.
    """

    number: int
    before: Line
    after: Line
    head: str
    tail: str


class Layout(NamedTuple):
    """A text as a sequence of paragraphs.

    Attributes:
        texts: The paragraphs, without the white space around them.
        suspects: The boundaries at which a sentence may run on, in order; none that the prefilter has dismissed, and
            none inside code or beside it. In wrapped text not all of them stand open.
    """

    texts: list[str]
    suspects: list[Boundary]


def layout(view: DocumentView) -> Layout:
    """The layout of a text; made once for a view, by `view.cached(layout)`."""
    suspects = [boundary_behind(view, number) for number in view.batch_cached(candidate_boundaries)]
    unprotected = [each for each in suspects if not is_in_protected_span(view, each.before, each.after)]
    return Layout(view.cached(_bodies), unprotected)


def boundary_behind(view: DocumentView, number: int) -> Boundary:
    """The boundary behind a paragraph, counted from 0."""
    texts, lines = view.cached(_bodies), view.paragraphs
    return Boundary(number, lines[number], lines[number + 1], texts[number], texts[number + 1])


def is_in_protected_span(view: DocumentView, before: Line, after: Line) -> bool:
    """Return whether both lines stand in the same piece of code or script, or one of them in lines that stay."""
    if view.protected_spans is NO_SPANS:  # as mostly; and so are those of lines that stay, which are among them
        return False
    at, behind = before.stop - 1, after.body
    return (
        view.protected_spans.cover(at, behind + 1)
        or view.verbatim_spans.touch(at, at + 1)
        or view.verbatim_spans.touch(behind, behind + 1)
    )


def features_around(view: DocumentView) -> DocumentFeatures:
    """Return what the paragraphs of a text say about each other, for the scorer.

    Made once, by `view.cached(features_around)`.
    """
    found, texts = view.batch_cached(candidate_documents), view.cached(simple)
    return document_features(texts) if found is None else found._replace(texts=texts, whole=searched(texts))


def simple(view: DocumentView) -> list[str]:
    """The paragraphs in simplified characters, in which what they say is recognised; made once for a view."""
    text = simplified(view.text)
    if text is view.text:
        return view.cached(_bodies)
    return [text[line.body : line.stop] for line in view.paragraphs]


def may_run_on(view: DocumentView, number: int) -> bool:
    """Return whether a sentence may run over the boundary behind a paragraph, as the two lines alone tell."""
    texts = view.cached(simple)
    if texts is not view.cached(_bodies):
        return is_open(texts[number], texts[number + 1])
    return view.skeleton.batch.cached(OpenBoundaries).is_open(_first_line(view) + number)


def stands_open(view: DocumentView, number: int) -> bool:
    """Return whether one of the suspects is open, which in wrapped text was not looked at before."""
    boundaries, line = view.skeleton.batch.cached(OpenBoundaries), _first_line(view) + number
    return line not in boundaries.passed_over or boundaries.is_open(line)


def _first_line(view: DocumentView) -> int:
    return int(view.skeleton.batch.cached(LineTable).firsts[view.skeleton.number])


def _bodies(view: DocumentView) -> list[str]:
    table, number = view.skeleton.batch.cached(LineTable), view.skeleton.number
    return table.bodies[table.firsts[number] : table.firsts[number + 1]]
