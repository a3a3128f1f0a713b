"""The run of `newsclean duplicates --index`: today's articles beside all those of before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from newsclean.archive.index import ArchiveIndex
from newsclean.archive.known import with_known
from newsclean.archive.paragraphs import Paragraphs
from newsclean.archive.repeats import Repeats, repeats


def compared(
    path: Path, paragraphs: Paragraphs, digests: Sequence[str], same_at: float, boilerplate: int, *, add: bool
) -> Repeats:
    """Compare paragraphs with an index, and with each other.

    Args:
        path: The folder of the index; it is made if it is to be added to.
        paragraphs: Today's.
        digests: The SHA-256 of the text of each article.
        same_at: As `repeats`.
        boilerplate: As `repeats`.
        add: Whether the articles shall be in the index afterwards.

    Raises:
        IndexFileError: The index cannot be used.
        OutputError: The disk is full; nothing was added.
    """
    with ArchiveIndex(path, create=add) as index:
        own = [(paragraphs.names[number], digests[number]) for number in paragraphs.article.tolist()]
        hits = index.find(paragraphs.texts, same_at, own)
        everything, made = with_known(paragraphs, hits, same_at)
        known = len(everything.names) - len(paragraphs.names)
        sizes = [*map(index.size, everything.names[:known]), *paragraphs.sizes().tolist()]
        if add:
            index.add(paragraphs, digests)
    return repeats(everything, made, same_at, boilerplate, np.array(sizes, np.int64))
