"""Verse, and what is set like it: texts of which nearly no line has a final mark."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.lines.evidence import is_final

_LEAST_LINES, _MOST_FINAL = 8, 0.2


def is_verse(texts: Sequence[str]) -> bool:
    """Whether an article is set as verse is, by all its lines, without the white space around them."""
    return len(texts) >= _LEAST_LINES and sum(map(is_final, texts)) <= _MOST_FINAL * len(texts)
