"""Which paragraphs go, for whatever reason, and the span that goes with each."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from newsclean.core.document_view import DocumentView, ExternalCopy
from newsclean.rules.duplicates.prose import repeatable
from newsclean.rules.duplicates.repeats import Repeat, find_repeats, folded, removed_spans
from newsclean.settings import Settings

Removals = dict[int, tuple[int, int]]


@lru_cache(maxsize=64)
def _search(settings: Settings) -> Callable[[DocumentView], list[Repeat]]:
    """A search for repeats; with the same settings it is the same one, and made once for a view."""
    return partial(find_repeats, settings=settings)


@lru_cache(maxsize=64)
def _removals(settings: Settings) -> Callable[[DocumentView], Removals]:
    """The spans of all that goes, because the article has it earlier or because another has it.

    Together, so that two rules never claim the white space between two paragraphs that both go, and each removal
    stays a change of its own that names its copy.
    """

    def find(view: DocumentView) -> Removals:
        going = {repeat.later for repeat in found(view, settings) if repeat.is_removed}
        return removed_spans(view, going | {number for number, copy in copies(view).items() if copy.is_removed})

    return find


def found(view: DocumentView, settings: Settings) -> list[Repeat]:
    """The repeats inside an article."""
    return view.cached(_search(settings))


def copies(view: DocumentView) -> dict[int, ExternalCopy]:
    """The paragraphs that another article has, by their numbers."""
    return view.cached(_copies)


def _copies(view: DocumentView) -> dict[int, ExternalCopy]:
    if not view.cross_duplicates:
        return {}
    kinds = repeatable(view, 1)
    keys = enumerate(view.cached(folded))
    return {
        number: view.cross_duplicates[key] for number, key in keys if key in view.cross_duplicates and kinds[number]
    }


def spans(view: DocumentView, settings: Settings) -> Removals:
    """The span of each paragraph that goes, by its number."""
    return view.cached(_removals(settings))
