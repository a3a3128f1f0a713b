"""Which pairs of paragraphs are worth comparing.

An article is short enough to look at every pair: the characters of most tell that they are not alike, and the others
are measured. In longer ones the signatures and bands of `newsclean.minhash` propose the pairs. Of all that is
proposed only the most alike are compared, so that the cost stays in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from newsclean.rules.duplicates.pair_bounds import TOO_MANY, CandidatePairs
from newsclean.text import alignment

# A paragraph is compared with so many, one by one; with one, the most alike, once the article has had so many compared.
# It bounds what an article of near-copies costs; equal paragraphs need no proposal.
_MOST_PROPOSED, _MOST_AT_LARGE = 16, 4096
# So many members of a bucket are known, and so many of those that share most buckets are ranked.
_MOST_IN_BUCKET, _MOST_RANKED = 4, 32


class Candidates(Protocol):
    """Proposes, for one paragraph after another, earlier ones that may be its original."""

    def keep(self, number: int) -> None:
        """Let paragraph `number` be proposed from now on."""

    def of(self, number: int) -> list[int]:
        """The kept paragraphs that may be originals of paragraph `number`, the first ones first."""


def propose_candidates(texts: Sequence[str], min_similarity: float, may_be: CandidatePairs) -> Candidates:
    """The way of proposing pairs that fits the amount of text.

    Args:
        texts: The paragraphs, folded; of equal ones only the first may be asked about or kept.
        min_similarity: Similarity, 0 to 1, below which a pair is of no interest.
        may_be: The pairs that may be alike, as `near` has found them.
    """
    ranking = _Ranking(texts, min_similarity)
    return _Indexed(texts, ranking) if may_be is TOO_MANY else _Pairwise(ranking, may_be)


class _Pairwise:
    """Every pair that is alike enough, or of which one begins with the other."""

    def __init__(self, ranking: _Ranking, may_be: CandidatePairs) -> None:
        self._ranking = ranking
        self._may_be = may_be
        self._kept: set[int] = set()

    def keep(self, number: int) -> None:
        self._kept.add(number)

    def of(self, number: int) -> list[int]:
        earlier = [earlier for earlier in self._may_be.get(number, ()) if earlier in self._kept]
        return self._ranking.of(number, earlier) if earlier else []


class _Indexed:
    """The pairs that share a bucket of a band; of a bucket the first that were kept, and the last."""

    def __init__(self, texts: Sequence[str], ranking: _Ranking) -> None:
        from newsclean.minhash.bands import shared_buckets

        row_of = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        self._ranking = ranking
        self._rows = [row_of[text] for text in texts]
        self._buckets = shared_buckets(list(row_of))
        count = int(self._buckets.max(initial=-1)) + 1
        self._members = np.full((count, _MOST_IN_BUCKET), -1, np.int32)
        self._sizes = np.zeros(count, np.int32)

    def keep(self, number: int) -> None:
        buckets = self._buckets_of(number)
        self._members[buckets, np.minimum(self._sizes[buckets], _MOST_IN_BUCKET - 1)] = number
        self._sizes[buckets] += 1

    def of(self, number: int) -> list[int]:
        members = self._members[self._buckets_of(number)]
        earlier, shared = np.unique(members[members >= 0], return_counts=True)
        nearest = earlier[np.argsort(-shared, kind="stable")[:_MOST_RANKED]]
        return self._ranking.of(number, nearest.tolist()) if len(nearest) else []

    def _buckets_of(self, number: int) -> npt.NDArray[np.int32]:
        buckets: npt.NDArray[np.int32] = self._buckets[self._rows[number]]
        return buckets[buckets >= 0]


class _Ranking:
    """The most alike of what is proposed; few of them once very many were compared in the article."""

    def __init__(self, texts: Sequence[str], min_similarity: float) -> None:
        self._texts = texts
        self._min_similarity = min_similarity
        self._left = _MOST_AT_LARGE

    def of(self, number: int, earlier: list[int]) -> list[int]:
        """The most alike of the paragraphs `earlier`, the first ones first; then those that `number` begins with."""
        text, texts = self._texts[number], [self._texts[one] for one in earlier]
        most = min(_MOST_PROPOSED, max(self._left, 1))
        places = [at for at, _ in alignment.nearest(text, texts, self._min_similarity, most)]
        if len(places) < most:
            places += [at for at, one in enumerate(texts) if at not in places and text.startswith(one)]
        self._left -= len(places[:most])
        return sorted(earlier[at] for at in places[:most])
