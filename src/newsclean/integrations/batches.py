"""Batches of texts from other programs' pipelines, of which one that cannot be cleaned costs the others nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from newsclean.core.result import Result
from newsclean.corpus.canonical_policy import Origin
from newsclean.errors import NewscleanError, RecordError
from newsclean.io.file_signatures import refuse_data
from newsclean.jobs.cross_duplicates import CleanedArticle, CopyPolicy, cross_duplicates_of, keyed_paragraphs
from newsclean.jobs.document_cleaning import whole_copy_of
from newsclean.jobs.outcome import cleaned
from newsclean.settings import Settings, settings_from
from newsclean.text.text_batch import BATCH_SIZE

_SAY = logging.getLogger(__name__)

CHANGE_KEYS = ("rule", "before", "after", "start", "clean_start", "line", "confidence")
"""What a column of changes has of each: enough for `newsclean.restore`."""


def settings_of(given: Settings | dict[str, Any] | None) -> Settings:
    """Return settings that were given as such, by their names as in `newsclean.toml`, or not at all."""
    return given if isinstance(given, Settings) else settings_from(given or {}, "settings")


def clean_batch(texts: Sequence[str | None], settings: Settings) -> list[Result | None]:
    """Clean the texts of a batch, each as the command does.

    Args:
        texts: The texts; None where one is missing.
        settings: How to clean.

    Returns:
        What became of each; None for one that is missing or cannot be cleaned, which is logged as a warning: it stays.
    """
    results: list[Result | None] = [None] * len(texts)
    numbers: list[int] = []
    for number, text in enumerate(texts):
        try:
            if text is not None:
                refuse_data(text, str(number))
                numbers.append(number)
        except RecordError as error:
            _SAY.warning("%s", error)
    found = cleaned([str(texts[number]) for number in numbers], settings)
    for number, result in zip(numbers, found, strict=True):
        if isinstance(result, NewscleanError):
            _SAY.warning("text %s: %s", number, result)
        else:
            results[number] = result
    return results


def copies_among(texts: Sequence[str | None], settings: Settings) -> list[int | None]:
    """Find the texts that `clean --scope archive --on-duplicate remove --drop-copies` leaves out.

    Args:
        texts: The texts, all that shall be compared; None where one is missing.
        settings: How they are cleaned before they are compared.

    Returns:
        For each text the number of the one that stays and says all that it says; None for one that stays.
    """
    whole = [text or "" for text in texts]
    articles = [
        CleanedArticle(str(number + at), Origin(), *keyed)
        for at in range(0, len(whole), BATCH_SIZE)
        for number, keyed in enumerate(keyed_paragraphs(whole[at : at + BATCH_SIZE], settings))
        if keyed is not None
    ]
    known = cross_duplicates_of(articles, settings, CopyPolicy(remove=True))
    numbers = [*map(int, known)]
    results = cleaned([whole[number] for number in numbers], settings, [*known.values()])
    found: list[int | None] = [None] * len(whole)
    for number, result in zip(numbers, results, strict=True):
        if isinstance(result, Result) and (name := whole_copy_of(result, known[str(number)])):
            found[number] = int(name)
    return found


def changes_of(result: Result | None) -> list[dict[str, Any]]:
    """Return the changes of a text as a column of a table has them; none for a text that stays."""
    changes = result.changes if result is not None else ()
    return [{key: getattr(change, key) for key in CHANGE_KEYS} for change in changes]
