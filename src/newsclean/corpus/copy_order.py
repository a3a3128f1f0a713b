"""Paragraphs in the order in which they stay, and copies found by it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsclean.corpus.clusters import Clusters, find_clusters
from newsclean.corpus.paragraphs import Paragraphs


def order_of(paragraphs: Paragraphs, ranks: Sequence[int]) -> NDArray[np.int64]:
    """The numbers of paragraphs, those of articles that stay before those of articles that go."""
    order: NDArray[np.int64] = np.argsort(np.array(ranks, np.int64)[paragraphs.article], kind="stable")
    return order


def clusters_by(texts: Sequence[str], order: NDArray[np.int64], min_similarity: float) -> Clusters:
    """Find copies as `find_clusters` does; of copies the one that comes first in `order` stays.

    Args:
        texts: The texts.
        order: Their numbers, those that shall stay first.
        min_similarity: As `find_clusters`.
    """
    made = find_clusters([texts[number] for number in order.tolist()], min_similarity)
    found = Clusters(np.empty_like(made.stays), np.empty_like(made.similarity))
    found.stays[order] = order[made.stays]
    found.similarity[order] = made.similarity
    return found
