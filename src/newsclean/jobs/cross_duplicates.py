"""Cross duplicates, what the articles of an archive have of each other, found before any of them is written."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

import numpy as np

from newsclean.core.document_view import CrossDuplicates, views_of
from newsclean.core.result import Result
from newsclean.corpus.canonical_policy import Origin, Policy
from newsclean.corpus.copy_order import clusters_by, order_of
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.corpus.removals import Archived, taken
from newsclean.corpus.roles import decisions
from newsclean.corpus.text_reuse import find_text_reuse
from newsclean.io.article_stream import UNDESCRIBED, Described, articles_in
from newsclean.io.inputs import Task
from newsclean.io.reader import ReadOptions
from newsclean.jobs.outcome import cleaned
from newsclean.jobs.workers import Workers, whole
from newsclean.rules.duplicates.repeats import folded
from newsclean.settings import Settings
from newsclean.text.lines import LineNumbers
from newsclean.text.text_batch import BATCH_SIZE


class CopyPolicy(NamedTuple):
    """Policy for copies across articles.

    Attributes:
        remove: Whether they are removed; else they are flagged.
        policy: Which of several copies stays.
        described: The fields that say what a record is.
        boilerplate: What stands in more articles than this may be boilerplate, and makes no pairs of them.
        listed: Paragraphs that are boilerplate wherever they stand.
    """

    remove: bool
    policy: Policy = Policy()
    described: Described = UNDESCRIBED
    boilerplate: int = 20
    listed: Collection[str] = ()


class CleanedArticle(NamedTuple):
    """What is compared of an article: its paragraphs, cleaned.

    Attributes:
        name: Its name.
        origin: Where it comes from.
        digest: As of `Keyed`, and so the others.
        keys: Its paragraphs.
        lines: Where they stand.
    """

    name: str
    origin: Origin
    digest: str
    keys: list[str]
    lines: list[int]


def find_cross_duplicates(
    tasks: Sequence[Task], settings: Settings, reading: ReadOptions, archive: CopyPolicy, workers: Workers
) -> Mapping[str, CrossDuplicates]:
    """Find what articles have of each other.

    Args:
        tasks: The inputs, all of them files: they are read again when they are cleaned.
        settings: How they are cleaned: what is compared is the clean text.
        reading: How they are read; what cannot be read is left out here, and reported when it is cleaned.
        archive: What shall become of copies.
        workers: The processes that clean.

    Returns:
        For each article that has paragraphs of another one: those paragraphs, by their folded text.
    """
    work = partial(_cleaned, settings=settings, reading=reading, described=archive.described)
    done = workers.in_order(whole(work, lambda task, reason: []), tasks)
    return cross_duplicates_of([article for _, found in done for article in found], settings, archive)


def cross_duplicates_of(
    articles: Sequence[CleanedArticle], settings: Settings, archive: CopyPolicy
) -> Mapping[str, CrossDuplicates]:
    """Find what cleaned articles have of each other; as `find_cross_duplicates`."""
    paragraphs = Paragraphs(
        [key for article in articles for key in article.keys],
        [article.name for article in articles],
        np.repeat(np.arange(len(articles), dtype=np.int32), [len(article.keys) for article in articles]),
        np.array([line for article in articles for line in article.lines], np.int32),
    )
    ranks = archive.policy.ranks(
        paragraphs.names, paragraphs.sizes().tolist(), [article.origin for article in articles]
    )
    made = clusters_by(paragraphs.texts, order_of(paragraphs, ranks), settings.min_similarity)
    found = find_text_reuse(paragraphs, made, settings.min_similarity, archive.boilerplate, listed=archive.listed)
    roles = decisions(paragraphs.names, [article.digest for article in articles], found.pairs, ranks)
    return taken(Archived(paragraphs, found, roles), settings, removes=archive.remove)


def _cleaned(task: Task, settings: Settings, reading: ReadOptions, described: Described) -> list[CleanedArticle]:
    """The articles of an input, cleaned: the keys of their paragraphs, and where these stand in the originals."""
    found: list[CleanedArticle] = []
    read = articles_in(task, sys.stdin.buffer, reading, described)
    # Errors, here and below, are told when the input is cleaned.
    whole = (article for article in read if article.error is None)
    while some := list(islice(whole, BATCH_SIZE)):
        for article, keyed in zip(some, keyed_paragraphs([article.text for article in some], settings), strict=True):
            if keyed is not None:
                found.append(CleanedArticle(article.name, Origin(article.date, article.source), *keyed))
    return found


class Keyed(NamedTuple):
    """The paragraphs of an article, cleaned.

    Attributes:
        digest: The SHA-256 of the article as it is.
        keys: The paragraphs, folded.
        lines: The line of the article in which each begins.
    """

    digest: str
    keys: list[str]
    lines: list[int]


def keyed_paragraphs(texts: Sequence[str], settings: Settings) -> list[Keyed | None]:
    """Clean articles and take their paragraphs, as they are compared with those of others.

    Returns:
        None for an article that cannot be cleaned.
    """
    results = cleaned(texts, settings)
    views = iter(views_of([result.text for result in results if isinstance(result, Result)]))
    found: list[Keyed | None] = []
    for text, result in zip(texts, results, strict=True):
        if not isinstance(result, Result):
            found.append(None)
            continue
        view, lines = next(views), LineNumbers(text)
        at = [lines.of(result.to_original(line.body)) for line in view.paragraphs]
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        found.append(Keyed(digest, folded(view), at))
    return found
