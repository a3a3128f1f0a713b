"""The run of `newsclean duplicates`: the articles of an archive read, compared, and each told what it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple

from newsclean.corpus.canonical_policy import Origin, Policy
from newsclean.corpus.copy_order import clusters_by, order_of
from newsclean.corpus.paragraphs import Paragraphs, paragraphs_of
from newsclean.corpus.roles import decisions
from newsclean.corpus.text_reuse import TextReuse, find_text_reuse
from newsclean.export.formatters import ArticleRecord
from newsclean.io.article_stream import Described, articles_in
from newsclean.io.inputs import Task
from newsclean.io.reader import ReadOptions
from newsclean.jobs.indexing import compared

# What an index has came on an earlier day, whatever its date.
_SEEN_BEFORE = "0"


class Archive(NamedTuple):
    """The articles of an archive.

    Attributes:
        paragraphs: Their paragraphs.
        digests: The SHA-256 of the text of each.
        origins: Where each comes from.
        ids: The value that identifies the record of each; None where it has none.
        errors: How many could not be read.
    """

    paragraphs: Paragraphs
    digests: Sequence[str]
    origins: Sequence[Origin]
    ids: Sequence[object]
    errors: int


class Comparing(NamedTuple):
    """How an archive is compared.

    Attributes:
        same_at: Similarity, 0 to 1, from which two paragraphs are compared difference by difference.
        boilerplate: What stands in more articles than this may be boilerplate.
        listed: Paragraphs that are boilerplate wherever they stand.
        policy: Which of several copies stays.
        known: The folder of an index to compare with too; None for none.
        adds: Whether the articles are added to it.
    """

    same_at: float
    boilerplate: int
    listed: Collection[str] = ()
    policy: Policy = Policy()
    known: Path | None = None
    adds: bool = True


class Compared(NamedTuple):
    """What an archive repeats, and what each of its articles is."""

    repeats: TextReuse
    articles: list[ArticleRecord]


def archive_of(
    tasks: Sequence[Task], stdin: IO[bytes], reading: ReadOptions, described: Described, warn: Callable[[str], None]
) -> Archive:
    """Read the articles of an archive.

    Args:
        tasks: The inputs.
        stdin: Where `-` is read from.
        reading: How they are read.
        described: The fields that say what a record is.
        warn: Called with one line for each article that cannot be read.
    """
    digests: list[str] = []
    origins: list[Origin] = []
    ids: list[object] = []
    errors = 0

    def articles() -> Iterator[tuple[str, str]]:
        nonlocal errors
        for task in tasks:
            for article in articles_in(task, stdin, reading, described):
                if article.error is None:
                    digests.append(sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest())
                    origins.append(Origin(article.date, article.source))
                    ids.append(article.id)
                    yield article.name, article.text
                else:
                    warn(article.refusal)
                    errors += 1

    paragraphs = paragraphs_of(articles())
    return Archive(paragraphs, digests, origins, ids, errors)


def compare_archive(archive: Archive, how: Comparing) -> Compared:
    """Say what an archive repeats, and what each of its articles is.

    Raises:
        IndexFileError: The index cannot be used.
        OutputError: The disk is full; nothing was added to the index.
    """
    paragraphs = archive.paragraphs
    names, digests, origins, ids = paragraphs.names, archive.digests, archive.origins, archive.ids
    sizes = paragraphs.sizes().tolist()
    first = 0
    if how.known is None:
        order = order_of(paragraphs, how.policy.ranks(names, sizes, origins))
        made = clusters_by(paragraphs.texts, order, how.same_at)
        found = find_text_reuse(paragraphs, made, how.same_at, how.boilerplate, listed=how.listed)
    else:
        found, known = compared(how.known, paragraphs, digests, how.same_at, how.boilerplate, how.listed, add=how.adds)
        first = len(known)
        names = [*(each.name for each in known), *names]
        digests = [*(each.sha256 for each in known), *digests]
        sizes = [*(each.characters for each in known), *sizes]
        origins = [*(Origin(_SEEN_BEFORE) for _ in known), *origins]
        ids = [*(None for _ in known), *ids]
    ranks = how.policy.ranks(names, sizes, origins)
    made_of = decisions(names, digests, found.pairs, ranks)
    told = []
    for number in range(first, len(names)):
        stays = made_of[number].copy_of
        of = (None, None) if stays is None else (names[stays], ids[stays])
        told.append(ArticleRecord(made_of[number], of[0], ids[number], of[1]))
    return Compared(found, told)
