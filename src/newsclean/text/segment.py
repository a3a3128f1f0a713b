"""The words of a text, by the dictionary of jieba."""

from __future__ import annotations

import sys

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
