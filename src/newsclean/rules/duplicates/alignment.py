"""Alignment of two texts: RapidFuzz's Indel distance, Levenshtein's without substitutions."""

from __future__ import annotations

from functools import cache
from types import ModuleType


@cache
def indel() -> ModuleType:
    """Return RapidFuzz's Indel distance, loaded when the first two paragraphs are compared."""
    from rapidfuzz.distance import Indel

    return Indel
