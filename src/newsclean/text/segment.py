"""The words of a text, by the dictionary of jieba."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import accumulate, count
from operator import add

import numpy as np

from newsclean.text.patterns import lazy_regex

_SURROGATE = lazy_regex("[\ud800-\udfff]")


def words_in(text: str) -> list[tuple[int, int]]:
    """The words of a text, cut for the likeliest whole (Sun Junyi, jieba; `rjieba` is its form in Rust).

    Args:
        text: A short piece of text, any code points. Words are not guessed: what is not in the dictionary is cut
            into characters.

    Returns:
        Half-open spans in code points that together cover the text.
    """
    spans, at = [], 0
    for word, _ in tagged(text):
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a text as `words_in` cuts it, each with its part of speech.

    Args:
        text: A short piece of text, any code points; halves of surrogate pairs come back as U+FFFD.

    Returns:
        Words and tags, of the set of ICTCLAS: `n` noun, `v` verb, `p` preposition, `x` mark …
    """
    import rjieba

    words: list[tuple[str, str]] = rjieba.tag(_SURROGATE.sub("\ufffd", text), False)
    return words


def is_dictionary_loaded() -> bool:
    """Return whether the dictionary has been loaded, which takes longer than to clean many articles."""
    return "rjieba" in sys.modules


def words_across(samples: Sequence[str], places: Sequence[int]) -> list[str]:
    """The word that stands across a place of each of several samples of text, empty where one ends there.

    Args:
        samples: As of `words_in`; without line feeds, with which they are cut as one text in half the time.
        places: Code points from the start of each.
    """
    import rjieba

    words: list[str] = rjieba.cut(_SURROGATE.sub("\ufffd", "\n".join(samples)), False)
    ends = np.cumsum([*map(len, words)])
    starts = map(add, accumulate(map(len, samples), initial=0), count())
    wanted = np.fromiter(map(add, starts, places), np.intp, len(samples))
    numbers = ends.searchsorted(wanted)
    is_end = ends[np.minimum(numbers, len(ends) - 1)] == wanted
    return ["" if at_end else words[number] for number, at_end in zip(numbers.tolist(), is_end.tolist(), strict=True)]
