"""Which pairs of paragraphs are worth comparing.

An article is short enough to look at every pair: the characters of most tell that they are not alike, and the others
are measured. In longer ones the signatures and bands of `newsclean.archive` propose the pairs, so
that the cost stays in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from newsclean.duplicates.bounds import TOO_MANY, Near
from newsclean.duplicates.comparison import are_alike


class Candidates(Protocol):
    """Proposes, for one paragraph after another, earlier ones that may be its original."""

    def keep(self, number: int) -> None:
        """Let paragraph `number` be proposed from now on."""

    def of(self, number: int) -> list[int]:
        """The kept paragraphs that may be originals of paragraph `number`, the first ones first."""


def candidates(texts: Sequence[str], same_at: float, may_be: Near) -> Candidates:
    """The way of proposing pairs that fits the amount of text.

    Args:
        texts: The paragraphs, folded; of equal ones only the first may be asked about or kept.
        same_at: Similarity, 0 to 1, below which a pair is of no interest.
        may_be: The pairs that may be alike, as `near` has found them.
    """
    return _Indexed(texts) if may_be is TOO_MANY else _Pairwise(texts, same_at, may_be)


class _Pairwise:
    """Every pair that is alike enough, or of which one begins with the other."""

    def __init__(self, texts: Sequence[str], same_at: float, may_be: Near) -> None:
        self._texts = texts
        self._same_at = same_at
        self._may_be = may_be
        self._kept: set[int] = set()

    def keep(self, number: int) -> None:
        self._kept.add(number)

    def of(self, number: int) -> list[int]:
        text, texts = self._texts[number], self._texts
        may_be = (earlier for earlier in self._may_be.get(number, ()) if earlier in self._kept)
        return [earlier for earlier in may_be if are_alike(text, texts[earlier], self._same_at)]


class _Indexed:
    """The pairs that share a band of their signatures."""

    def __init__(self, texts: Sequence[str]) -> None:
        from newsclean.archive.bands import pairs_of

        self._kept: set[int] = set()
        self._earlier: dict[int, set[int]] = {}
        different = {text: number for number, text in reversed(list(enumerate(texts)))}
        numbers = list(different.values())
        for pair in pairs_of(list(different)):
            earlier, later = sorted(numbers[at] for at in pair)
            self._earlier.setdefault(later, set()).add(earlier)

    def keep(self, number: int) -> None:
        self._kept.add(number)

    def of(self, number: int) -> list[int]:
        return sorted(self._earlier.get(number, set()) & self._kept)
