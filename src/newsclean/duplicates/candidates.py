"""Which pairs of paragraphs are worth comparing.

An article is short enough to measure every pair. Above `MOST_PAIRWISE` characters MinHash signatures over
character bigrams and LSH banding propose the pairs (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive
Datasets, 3.4), so that the cost stays in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from newsclean.duplicates.differences import indel

MOST_PAIRWISE = 100_000
"""Up to this many characters in all paragraphs together every pair is measured."""

PERMUTATIONS = 128
BANDS = (32, 4)
"""Bands and rows: texts that share half of their bigrams are proposed with a probability of 0.87, 0.7 of 0.9998."""


class Candidates(Protocol):
    """Proposes, for one paragraph after another, earlier ones that may be its original."""

    def keep(self, number: int) -> None:
        """Let paragraph `number` be proposed from now on."""

    def of(self, number: int) -> list[int]:
        """The kept paragraphs that may be originals of paragraph `number`, the first ones first."""


def candidates(texts: Sequence[str], same_at: float) -> Candidates:
    """The way of proposing pairs that fits the amount of text.

    Args:
        texts: The paragraphs, folded.
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
    """The pairs that an LSH index of datasketch finds."""

    def __init__(self, texts: Sequence[str]) -> None:
        from datasketch import MinHashLSH

        self._texts = texts
        self._index = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS)
        self._made: tuple[int, Any] = (-1, None)

    def keep(self, number: int) -> None:
        self._index.insert(number, self._signature(number))

    def of(self, number: int) -> list[int]:
        return sorted(self._index.query(self._signature(number)))

    def _signature(self, number: int) -> Any:
        """The signature of a paragraph; it is asked for twice in a row, to look and to keep."""
        from datasketch import MinHash

        if self._made[0] != number:
            text = self._texts[number].encode("utf-32-le", "surrogatepass")
            signature = MinHash(num_perm=PERMUTATIONS)
            signature.update_batch(sorted({text[at : at + 8] for at in range(0, len(text) - 4, 4)}))
            self._made = number, signature
        return self._made[1]
