"""The run of `newsclean duplicates --index`: today's articles beside all those of before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from newsclean.corpus.catalog import ArticleEntry
from newsclean.corpus.index import ArchiveIndex
from newsclean.corpus.index_merge import best_hits, with_known
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.corpus.text_reuse import TextReuse, find_text_reuse


def compared(
    path: Path,
    paragraphs: Paragraphs,
    digests: Sequence[str],
    min_similarity: float,
    boilerplate: int,
    listed: Collection[str] = (),
    *,
    add: bool,
) -> tuple[TextReuse, list[ArticleEntry]]:
    """Compare paragraphs with an index, and with each other.

    Args:
        path: The folder of the index; it is made if it is to be added to.
        paragraphs: Today's.
        digests: The SHA-256 of the text of each article.
        min_similarity: As `find_text_reuse`.
        boilerplate: As `find_text_reuse`.
        listed: As `find_text_reuse`.
        add: Whether the articles shall be in the index afterwards.

    Returns:
        What is repeated, and the articles of the index that have something of today's: their numbers come before those
        of today's articles.

    Raises:
        IndexFileError: The index cannot be used.
        OutputError: The disk is full; nothing was added.
    """
    with ArchiveIndex(path, create=add) as index:
        own = [(paragraphs.names[number], digests[number]) for number in paragraphs.article.tolist()]
        hits = best_hits(index, paragraphs, index.find_all(paragraphs.texts, min_similarity, own), min_similarity)
        everything, made, numbers = with_known(paragraphs, hits, min_similarity)
        known = list(map(index.entry, numbers))
        if add:
            index.add(paragraphs, digests)
    sizes = np.array([*(each.characters for each in known), *paragraphs.sizes().tolist()], np.int64)
    return find_text_reuse(everything, made, min_similarity, boilerplate, sizes, listed), known
