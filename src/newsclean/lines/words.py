"""Whether a break goes through a word."""

from __future__ import annotations

from newsclean.article.words import words_in

_REACH = 10


def cut_word(head: str, tail: str) -> str | None:
    """The word that stands across the end of `head` and the start of `tail`, or None.

    A word counts only when one of its halves is a single character: longer halves are mostly words themselves
    (中国⏎人民) and prove nothing.

    Args:
        head: The line before the break, without white space at its end.
        tail: The line after it, without white space at its start.
    """
    left = head[-_REACH:]
    joined = left + tail[:_REACH]
    for start, end in words_in(joined):
        if start < len(left) < end:
            is_cut = len(left) - start == 1 or end - len(left) == 1
            word = joined[start:end]
            return word if is_cut and word.isalpha() and not word.isascii() else None
    return None
