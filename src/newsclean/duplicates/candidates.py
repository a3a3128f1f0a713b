"""Which pairs of paragraphs are worth comparing.

An article is short enough to measure every pair. Above `MOST_PAIRWISE` characters the signatures and bands of
`newsclean.archive` propose the pairs, so that the cost stays in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from newsclean.duplicates.differences import indel

MOST_PAIRWISE = 100_000
"""Up to this many characters in all paragraphs together every pair is measured."""


class Candidates(Protocol):
    """Proposes, for one paragraph after another, earlier ones that may be its original."""

    def keep(self, number: int) -> None:
        """Let paragraph `number` be proposed from now on."""

    def of(self, number: int) -> list[int]:
        """The kept paragraphs that may be originals of paragraph `number`, the first ones first."""


def candidates(texts: Sequence[str], same_at: float) -> Candidates:
    """The way of proposing pairs that fits the amount of text.

    Args:
        texts: The paragraphs, folded; of equal ones only the first may be asked about or kept.
        same_at: Similarity, 0 to 1, below which a pair is of no interest.
    """
    return _Pairwise(texts, same_at) if sum(map(len, texts)) <= MOST_PAIRWISE else _Indexed(texts)


class _Pairwise:
    """Every pair that is alike enough, or of which one begins with the other."""

    def __init__(self, texts: Sequence[str], same_at: float) -> None:
        self._texts = texts
        self._same_at = same_at
        self._shortest = same_at / (2 - same_at)  # of two texts as alike as that, as a share of the longer
        self._kept: dict[int, str] = {}

    def keep(self, number: int) -> None:
        self._kept[number] = self._texts[number]

    def of(self, number: int) -> list[int]:
        text = self._texts[number]
        similarity, same_at = indel().normalized_similarity, self._same_at
        shortest = int(self._shortest * len(text))
        longest = len(text) / self._shortest if self._shortest else float("inf")
        return [
            number
            for number, other in self._kept.items()
            if (shortest <= len(other) <= longest and similarity(text, other, score_cutoff=same_at) >= same_at)
            or text.startswith(other)
        ]


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
