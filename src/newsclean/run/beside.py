"""What the articles of an archive have of each other, found before any of them is written."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

import numpy as np

from newsclean.archive.keeping import clusters_by, preferred
from newsclean.archive.paragraphs import Paragraphs, Place
from newsclean.archive.repeats import Copy, repeats
from newsclean.article.lines import LineNumbers
from newsclean.article.outline import TOGETHER
from newsclean.article.result import Result
from newsclean.article.view import Beside, Elsewhere, views
from newsclean.duplicates.repeats import folded
from newsclean.read.articles import articles_in
from newsclean.read.inputs import Task
from newsclean.read.reader import Reading
from newsclean.run.outcome import cleaned
from newsclean.run.workers import Workers, whole
from newsclean.settings import Settings


class Archive(NamedTuple):
    """How copies across articles are dealt with.

    Attributes:
        remove: Whether they are removed; else they are flagged.
        keep: Which copy stays, `first`, `longest` or `earliest`.
        date_field: The field of a record that holds its date; empty for none.
        boilerplate: What stands in more articles than this is boilerplate, and makes no pairs of them.
    """

    remove: bool
    keep: str
    date_field: str
    boilerplate: int = 20


class _Cleaned(NamedTuple):
    name: str
    date: str
    keys: list[str]
    lines: list[int]


def beside(
    tasks: Sequence[Task], settings: Settings, reading: Reading, archive: Archive, workers: Workers
) -> Mapping[str, Beside]:
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
    work = partial(_cleaned, settings=settings, reading=reading, date_field=archive.date_field)
    done = workers.in_order(whole(work, lambda task, reason: []), tasks)
    articles = [article for _, found in done for article in found]
    paragraphs = Paragraphs(
        [key for article in articles for key in article.keys],
        [article.name for article in articles],
        np.repeat(np.arange(len(articles), dtype=np.int32), [len(article.keys) for article in articles]),
        np.array([line for article in articles for line in article.lines], np.int32),
    )
    order = preferred(paragraphs, archive.keep, [article.date for article in articles])
    found = repeats(
        paragraphs,
        clusters_by(paragraphs.texts, order, settings.min_similarity),
        settings.min_similarity,
        archive.boilerplate,
    )
    text_at = {paragraphs.place(number): text for number, text in enumerate(paragraphs.texts)}
    known: dict[str, dict[str, Elsewhere]] = {}
    for cluster in (*found.clusters, *found.boilerplate):
        for copy in cluster.copies:
            text = text_at[copy.place]
            if copy.place.article != cluster.place.article and len(text) >= settings.min_repeat:
                known.setdefault(copy.place.article, {})[text] = _elsewhere(cluster.place, copy, archive)
    return known


def _elsewhere(stays: Place, copy: Copy, archive: Archive) -> Elsewhere:
    return Elsewhere(
        stays.article, stays.line, copy.similarity, copy.differs, archive.remove and copy.verdict == "same"
    )


def _cleaned(task: Task, settings: Settings, reading: Reading, date_field: str) -> list[_Cleaned]:
    """The articles of an input, cleaned: the keys of their paragraphs, and where these stand in the originals."""
    found: list[_Cleaned] = []
    read = articles_in(task, sys.stdin.buffer, reading, date_field)
    # Errors, here and below, are told when the input is cleaned.
    whole = (article for article in read if article.error is None)
    while some := list(islice(whole, TOGETHER)):
        results = cleaned([article.text for article in some], settings)
        done = [(article, one) for article, one in zip(some, results, strict=True) if isinstance(one, Result)]
        for (article, result), view in zip(done, views([result.text for _, result in done]), strict=True):
            lines = LineNumbers(article.text)
            at = [lines.of(result.to_original(line.body)) for line in view.paragraphs]
            found.append(_Cleaned(article.name, article.date, folded(view), at))
    return found
