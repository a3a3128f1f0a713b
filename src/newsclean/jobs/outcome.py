"""Outcome of cleaning one piece of input: the bytes to write and the records to log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsclean.core.document_view import CrossDuplicates
from newsclean.core.result import Result
from newsclean.errors import NewscleanError, SettingsError
from newsclean.pipeline import clean_each
from newsclean.settings import Settings


class Outcome(NamedTuple):
    """Outcome of one piece of input.

    Attributes:
        output: The bytes to write in its place; empty for records.
        log: The records of it as lines, all but the `end` of a file.
        end: For a file that is one article, its `end` record as a line.
        changes: How many places each rule changed.
        flags: How many flags each rule raised.
        errors: One line for each record that went through untouched.
        articles: How many articles it held.
        resumed: How many of them were taken from the log of an earlier run.
        redone: How many were cleaned again because their source is not the one in that log.
        altered: Of records, what comes in the place of a line, by its number from 1, in order; all others stay.
        dropped: How many files or records are left out, as copies of others.
    """

    output: bytes = b""
    log: Sequence[bytes] = ()
    end: bytes = b""
    changes: Counter[str] = Counter()  # noqa: RUF012 - never changed in place
    flags: Counter[str] = Counter()  # noqa: RUF012
    errors: tuple[str, ...] = ()
    articles: int = 1
    resumed: int = 0
    redone: int = 0
    altered: Mapping[int, bytes] = {}
    dropped: int = 0


def cleaned(
    texts: Sequence[str], settings: Settings, cross_duplicates: Sequence[CrossDuplicates] = ()
) -> list[Result | NewscleanError]:
    """Clean articles together; a fault of newsclean costs its article an error, and the run nothing.

    Args:
        texts: The articles.
        settings: How to clean.
        cross_duplicates: What other articles have of each; nothing where it is left out.

    Raises:
        SettingsError: The settings name what does not exist.
    """
    try:
        results = clean_each(texts, settings, cross_duplicates)
    except SettingsError:
        raise
    except Exception as error:
        if len(texts) == 1:
            return [_as_error(error)]
        alone = (slice(at, at + 1) for at in range(len(texts)))
        return [result for one in alone for result in cleaned(texts[one], settings, cross_duplicates[one])]
    return [_as_error(result) if isinstance(result, Exception) else result for result in results]


def _as_error(error: Exception) -> NewscleanError:
    if isinstance(error, NewscleanError):
        return error
    cause = f"a fault of newsclean ({type(error).__name__}: {error})"
    return NewscleanError("article", cause, "report it, with the text")
