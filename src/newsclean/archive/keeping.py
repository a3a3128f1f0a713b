"""Which of several copies stays: the first, the longest, or the earliest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsclean.archive.clusters import Clusters, clusters
from newsclean.archive.paragraphs import Paragraphs


def preferred(paragraphs: Paragraphs, keep: str, dates: Sequence[str]) -> NDArray[np.int64]:
    """The numbers of paragraphs, those that stay before those that go.

    Args:
        paragraphs: The paragraphs.
        keep: `first`, `longest` or `earliest`; of copies that are alike in it, the first stays.
        dates: For `earliest`, the date of each article, written so that dates sort as text does (2024-04-23); empty
            where there is none, which comes last.
    """
    numbers = range(len(paragraphs.texts))
    if keep == "longest":
        return np.array(sorted(numbers, key=lambda number: -len(paragraphs.texts[number])), np.int64)
    if keep == "earliest":
        date = [(not day, day) for day in dates]
        return np.array(sorted(numbers, key=lambda number: date[paragraphs.article[number]]), np.int64)
    return np.arange(len(paragraphs.texts))


def clusters_by(texts: Sequence[str], order: NDArray[np.int64], same_at: float) -> Clusters:
    """Find copies as `clusters` does; of copies the one that comes first in `order` stays.

    Args:
        texts: The texts.
        order: Their numbers, those that shall stay first.
        same_at: As `clusters`.
    """
    made = clusters([texts[number] for number in order.tolist()], same_at)
    found = Clusters(np.empty_like(made.stays), np.empty_like(made.similarity))
    found.stays[order] = order[made.stays]
    found.similarity[order] = made.similarity
    return found
