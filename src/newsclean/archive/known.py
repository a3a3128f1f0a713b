"""Today's paragraphs beside those that an index knows already."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.archive.clusters import Clusters, clusters
from newsclean.archive.index import Hit
from newsclean.archive.paragraphs import Paragraphs


def with_known(paragraphs: Paragraphs, hits: Sequence[Hit | None], same_at: float) -> tuple[Paragraphs, Clusters]:
    """Put the paragraphs that an index has given before today's, and say what is a copy of what.

    Args:
        paragraphs: Today's.
        hits: For each the paragraph of the index that it repeats.
        same_at: Similarity from which one is a copy of another.

    Returns:
        All paragraphs, those of the index first; what each of them is a copy of. What repeats none in the index is
        compared with the rest of today's.
    """
    places = {hit.place: hit for hit in hits if hit is not None}
    names = dict.fromkeys(place.article for place in places)
    number_of = {name: number for number, name in enumerate(names)}
    at_of = {place: number for number, place in enumerate(places)}
    count = len(places)
    all_ = Paragraphs(
        [*(hit.text for hit in places.values()), *paragraphs.texts],
        [*names, *paragraphs.names],
        np.concatenate([[number_of[place.article] for place in places], paragraphs.article + len(names)]).astype(
            np.int32
        ),
        np.concatenate([[place.line for place in places], paragraphs.line]).astype(np.int32),
    )
    stays = np.arange(len(all_.texts), dtype=np.int32)
    similarity = np.ones(len(all_.texts), np.float32)
    for number, hit in enumerate(hits):
        if hit is not None:
            stays[count + number] = at_of[hit.place]
            similarity[count + number] = hit.similarity
    rest = np.array([number for number, hit in enumerate(hits) if hit is None], np.int64)
    made = clusters([paragraphs.texts[number] for number in rest.tolist()], same_at)
    stays[count + rest] = count + rest[made.stays]
    similarity[count + rest] = made.similarity
    return all_, Clusters(stays, similarity)
