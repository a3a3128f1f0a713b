"""The user's own dictionary of conversion: names and terms that OpenCC would convert otherwise, or at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple


class Words(NamedTuple):
    """A dictionary, ready to be looked for.

    Attributes:
        pattern: Finds its words, the longest first; None if it holds none.
        target: What each becomes; the word itself where it shall stay.
    """

    pattern: re.Pattern[str] | None
    target: Mapping[str, str]


@lru_cache(maxsize=64)
def dictionary(words: tuple[tuple[str, str], ...]) -> Words:
    """A dictionary from pairs of words.

    Both sides are looked for, so that what was converted once is not converted again.

    Args:
        words: Each word and what it becomes.
    """
    target = {after: after for _, after in words} | dict(words)
    longest_first = sorted(target, key=len, reverse=True)
    return Words(re.compile("|".join(map(re.escape, longest_first))) if target else None, target)
