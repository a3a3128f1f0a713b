"""View that rules have of a text: the text, its lines, its characters, and what must not be touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from newsclean.text.lines import Line, LineTable
from newsclean.text.text_batch import HanSkeleton, TextBatch, skeleton_of
from newsclean.text.verbatim import Spans, protected_spans, verbatim_spans

if TYPE_CHECKING:
    from newsclean.settings import Settings

Cached = TypeVar("Cached")


Extent = Literal["", "text", "whole", "short"]
"""How much of an article others have: paragraphs, all but short lines, every line, or every line and all are short."""


class ParagraphReading(NamedTuple):
    """A place where a paragraph says something else than its copy in another article.

    Attributes:
        start: Where it begins, in code points of the paragraph that are no white space.
        end: One past its end.
        text: What the paragraph has there, folded; empty if it has nothing.
        other: What the copy has there, folded.
    """

    start: int
    end: int
    text: str
    other: str


class ExternalCopy(NamedTuple):
    """A paragraph of another article that a paragraph repeats.

    Attributes:
        article: The name of the other article.
        line: The line of its original in which the paragraph stands.
        similarity: How alike the two are, 0 to 1.
        readings: Where the two say something else.
        is_removed: Whether the paragraph shall be removed here.
        extent: How much of the article would go with it, if it is not removed because too little would be left.
        article_of: The name of the article that has so much of it; empty if it is not.
    """

    article: str
    line: int
    similarity: float
    readings: tuple[ParagraphReading, ...]
    is_removed: bool
    extent: Extent = ""
    article_of: str = ""


CrossDuplicates = Mapping[str, ExternalCopy]
"""Paragraphs that other articles have of an article, by the folded text of the paragraph."""


class DocumentView:
    """A text and what is computed from it, each part once and only when asked for.

    Args:
        text: The text, any code points.
        cross_duplicates: What other articles of the archive have of it, where that was asked for.
        skeleton: Its skeleton, where it was read in a batch.

    Attributes:
        open_text: The text in which the marks that are settled for a stage stand as what they become, at the same
            places: rules look in it for marks that are left, and in `text` for what stands beside them.
    """

    def __init__(
        self, text: str, cross_duplicates: CrossDuplicates | None = None, skeleton: HanSkeleton | None = None
    ) -> None:
        self.text = text
        self.cross_duplicates = cross_duplicates or {}
        self.open_text = text
        self._skeleton = skeleton
        self._cached: dict[object, object] = {}

    def cached(self, make: Callable[[DocumentView], Cached]) -> Cached:
        """Return what `make` makes of this view, made once however many rules ask for it."""
        if make not in self._cached:
            self._cached[make] = make(self)
        return self._cached[make]  # type: ignore[return-value]

    def batch_cached(self, make: Callable[[TextBatch], Sequence[Cached]]) -> Cached:
        """Return what `make` makes of this text; it is made once for all texts that were read together with it."""
        return self.skeleton.batch.cached(make)[self.skeleton.number]

    def batch_lookup(self, prefilter: Callable[[TextBatch, Settings], Sequence[Cached]], settings: Settings) -> Cached:
        """Return what `prefilter` finds in this text; it looks at all texts at once that were read together with it."""
        return self.skeleton.batch.lookup(prefilter, settings)[self.skeleton.number]

    @property
    def skeleton(self) -> HanSkeleton:
        """The skeleton of the text, in which rules look first."""
        if self._skeleton is None:
            self._skeleton = skeleton_of(self.text)
        return self._skeleton

    @cached_property
    def marks(self) -> frozenset[str]:
        """The characters that occur in the text, of the Han characters of Unicode's main block only some."""
        return frozenset(self.skeleton.text)

    @cached_property
    def paragraphs(self) -> list[Line]:
        """The lines that are not blank."""
        return self.skeleton.batch.cached(LineTable).of(self.skeleton.number)

    @cached_property
    def verbatim_spans(self) -> Spans:
        """Lines that stay as they are, however often one stands there: code, ruled tables, Japanese."""
        return self.batch_cached(verbatim_spans)

    @cached_property
    def protected_spans(self) -> Spans:
        """Addresses, code and the like, which no rule may touch."""
        return self.batch_cached(protected_spans)

    def body(self, line: Line) -> str:
        """The text of a line without the white space around it."""
        return self.text[line.body : line.stop]


def views_of(texts: Sequence[str]) -> list[DocumentView]:
    """Views of several texts that are read together."""
    batch = TextBatch(texts)
    return [DocumentView(text, skeleton=HanSkeleton(batch, number)) for number, text in enumerate(texts)]
