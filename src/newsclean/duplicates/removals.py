"""Which paragraphs go, for whatever reason, and the span that goes with each."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from newsclean.article.view import Elsewhere, View
from newsclean.duplicates.repeats import Repeat, folded, removed_spans, repeats
from newsclean.lines.evidence import is_final
from newsclean.lines.verse import is_verse
from newsclean.patterns import regex
from newsclean.settings import Settings

_WORD = regex(r"\w")
_LONGEST_LINE = 60

Removals = dict[int, tuple[int, int]]


@lru_cache(maxsize=64)
def _search(settings: Settings) -> Callable[[View], list[Repeat]]:
    """A search for repeats; with the same settings it is the same one, and made once for a view."""
    return partial(_of_text, settings=settings)


def _of_text(view: View, settings: Settings) -> list[Repeat]:
    """The repeats inside an article."""
    return [repeat for repeat in repeats(view, settings) if _says_something(view, repeat.later)]


def _says_something(view: View, number: int) -> bool:
    """Whether a paragraph is none of those that say the same again: code, tables, rules ※※※, and lines of verse."""
    line = view.paragraphs[number]
    if not _WORD.search(view.text, line.body, line.stop) or view.fixed.cover(line.body, line.stop):
        return False
    body = view.body(line)
    return len(body) > _LONGEST_LINE or is_final(body) or not view.derive(_is_verse)


def _is_verse(view: View) -> bool:
    return is_verse([view.body(line) for line in view.paragraphs])


@lru_cache(maxsize=64)
def _removals(settings: Settings) -> Callable[[View], Removals]:
    """The spans of all that goes, because the article has it earlier or because another has it.

    Together, so that two rules never claim the white space between two paragraphs that both go, and each removal
    stays a change of its own that names its copy.
    """

    def find(view: View) -> Removals:
        going = {repeat.later for repeat in found(view, settings) if repeat.is_removed}
        return removed_spans(view, going | {number for number, copy in copies(view).items() if copy.is_removed})

    return find


def found(view: View, settings: Settings) -> list[Repeat]:
    """The repeats inside an article."""
    return view.derive(_search(settings))


def copies(view: View) -> dict[int, Elsewhere]:
    """The paragraphs that another article has, by their numbers."""
    return view.derive(_copies)


def _copies(view: View) -> dict[int, Elsewhere]:
    if not view.beside:
        return {}
    keys = enumerate(view.derive(folded))
    return {number: view.beside[key] for number, key in keys if key in view.beside and _says_something(view, number)}


def spans(view: View, settings: Settings) -> Removals:
    """The span of each paragraph that goes, by its number."""
    return view.derive(_removals(settings))
