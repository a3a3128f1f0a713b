"""Whether a break goes through a word."""

from __future__ import annotations

_REACH = 10


def cut_word(head: str, tail: str) -> str | None:
    """The word that stands across the end of `head` and the start of `tail`, or None.

    The words are those of the jieba dictionary, cut for the likeliest whole (Sun Junyi, jieba; `rjieba` is the
    implementation in Rust). A word counts only when one of its halves is a single character: longer halves
    are mostly words themselves (中国⏎人民) and prove nothing.

    Args:
        head: The line before the break, without white space at its end.
        tail: The line after it, without white space at its start.
    """
    import rjieba

    left = head[-_REACH:]
    at = 0
    for word in rjieba.cut(left + tail[:_REACH], False):
        cut = len(left) - at
        at += len(word)
        if at > len(left):
            is_cut = 0 < cut < len(word) and 1 in (cut, len(word) - cut)
            return word if is_cut and word.isalpha() and not word.isascii() else None
    return None
