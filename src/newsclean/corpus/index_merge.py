"""Today's paragraphs beside those that an index knows already."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.corpus.clusters import SHORTEST, Clusters, find_clusters
from newsclean.corpus.index import ArchiveIndex, Hit
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.minhash.codepoints import folded, pack, texts_of
from newsclean.text import alignment


def best_hits(
    index: ArchiveIndex, paragraphs: Paragraphs, hits: Sequence[Sequence[Hit]], min_similarity: float
) -> list[Hit | None]:
    """For each of today's paragraphs the one of the index that it repeats.

    What many articles have is taken as a repeat of the one that today's article repeats most: a reprint is told as the
    copy of one article, not of as many as have a paragraph in common with it.

    Args:
        index: The index.
        paragraphs: Today's.
        hits: For each, paragraphs of the index that it repeats, those that came first before others.
        min_similarity: Similarity, 0 to 1, from which one repeats another.
    """
    weights: dict[int, dict[int, float]] = {}
    for number, found in enumerate(hits):
        alike: dict[int, float] = {}
        for hit in found:
            alike[hit.article] = max(hit.similarity, alike.get(hit.article, 0.0))
        counts = weights.setdefault(int(paragraphs.article[number]), {})
        for article, similarity in alike.items():
            counts[article] = counts.get(article, 0.0) + len(paragraphs.texts[number]) * similarity
    most = {article: _most(counts) for article, counts in weights.items() if counts}
    best: list[Hit | None] = []
    for number, found in enumerate(hits):
        counts = weights[int(paragraphs.article[number])]
        order = sorted(found, key=lambda hit: (-counts[hit.article], hit.article, -hit.similarity))
        best.append(order[0] if order else None)
    apart: dict[int, list[int]] = {}
    for number, taken in enumerate(best):
        article = int(paragraphs.article[number])
        if article in most and (taken is None or taken.article != most[article]):
            apart.setdefault(article, []).append(number)
    for article, numbers in apart.items():
        there = index.paragraphs_of(most[article])
        keys = texts_of(folded(pack([paragraphs.texts[number] for number in numbers])))
        for number, key in zip(numbers, keys, strict=True):
            best[number] = _in(there, key, min_similarity) or best[number]
    return best


def _most(weights: dict[int, float]) -> int:
    return min(weights, key=lambda each: (-weights[each], each))


def _in(there: Sequence[Hit], key: str, min_similarity: float) -> Hit | None:
    for hit in there:
        if hit.text == key:
            return hit
    if len(key) < SHORTEST:
        return None
    found = alignment.nearest(key, [hit.text for hit in there], min_similarity, 1)
    return there[found[0][0]]._replace(similarity=found[0][1]) if found else None


def with_known(
    paragraphs: Paragraphs, hits: Sequence[Hit | None], min_similarity: float
) -> tuple[Paragraphs, Clusters, list[int]]:
    """Put the paragraphs that an index has given before today's, and say what is a copy of what.

    Args:
        paragraphs: Today's.
        hits: For each the paragraph of the index that it repeats.
        min_similarity: Similarity from which one is a copy of another.

    Returns:
        All paragraphs, those of the index first; what each of them is a copy of; and the numbers that the index has
        given to its articles. What repeats none in the index is compared with the rest of today's.
    """
    places = {(hit.article, hit.place.line): hit for hit in hits if hit is not None}
    known = [hit for _, hit in sorted(places.items())]
    articles = {hit.article: hit.place.article for hit in known}
    number_of = {article: number for number, article in enumerate(articles)}
    at_of = {(hit.article, hit.place.line): number for number, hit in enumerate(known)}
    count = len(known)
    owners = [number_of[hit.article] for hit in known]
    all_ = Paragraphs(
        [*(hit.text for hit in known), *paragraphs.texts],
        [*articles.values(), *paragraphs.names],
        np.concatenate([owners, paragraphs.article + len(articles)]).astype(np.int32),
        np.concatenate([[hit.place.line for hit in known], paragraphs.line]).astype(np.int32),
    )
    stays = np.arange(len(all_.texts), dtype=np.int32)
    similarity = np.ones(len(all_.texts), np.float32)
    for number, hit in enumerate(hits):
        if hit is not None:
            stays[count + number] = at_of[hit.article, hit.place.line]
            similarity[count + number] = hit.similarity
    rest = np.array([number for number, hit in enumerate(hits) if hit is None], np.int64)
    made = find_clusters([paragraphs.texts[number] for number in rest.tolist()], min_similarity)
    stays[count + rest] = count + rest[made.stays]
    similarity[count + rest] = made.similarity
    return all_, Clusters(stays, similarity), list(articles)
