"""Policy: which of several copies stays: that of the source preferred, then the first, the longest, or the earliest."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple


class Origin(NamedTuple):
    """Where an article comes from.

    Attributes:
        date: Its date, written so that dates sort as text does (2024-04-23); empty if there is none.
        source: The name of its source; empty if it has none but the name of the article.
    """

    date: str = ""
    source: str = ""


class Policy(NamedTuple):
    """Policy: which of several copies stays.

    Attributes:
        canonical: `first`, `longest` or `earliest`; of articles that are alike in it, the first stays.
        sources: Sources whose articles stay before all others, the most preferred first: a source by its name, the
            name of an article by what it begins with, or either by a pattern with `*` and `?`.
    """

    canonical: str = "first"
    sources: tuple[str, ...] = ()

    def ranks(self, names: Sequence[str], sizes: Sequence[int], origins: Sequence[Origin]) -> list[int]:
        """The place of every article in the order in which they stay; a copy with a lower one stays.

        Args:
            names: The names of the articles.
            sizes: How many characters each has.
            origins: Where each comes from; what has no date comes behind what has one.
        """

        def key(number: int) -> tuple[int, int, bool, str]:
            date = origins[number].date if self.canonical == "earliest" else ""
            size = -sizes[number] if self.canonical == "longest" else 0
            return self._preference(names[number], origins[number].source), size, not date, date

        ranks = [0] * len(names)
        for rank, number in enumerate(sorted(range(len(names)), key=key)):
            ranks[number] = rank
        return ranks

    def _preference(self, name: str, source: str) -> int:
        for place, preferred in enumerate(self.sources):
            if source == preferred or fnmatchcase(source or name, preferred):
                return place
            if not source and name.startswith(preferred):
                return place
        return len(self.sources)
