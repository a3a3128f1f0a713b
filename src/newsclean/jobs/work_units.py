"""The pieces of work that a run hands to its processes: some documents at a time, and some lines of records."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsclean.changelog.log_records import dumps
from newsclean.core.document_view import CrossDuplicates
from newsclean.errors import NewscleanError
from newsclean.io.access import FileState
from newsclean.io.article_stream import bytes_of
from newsclean.io.batching import Rows
from newsclean.io.inputs import Task
from newsclean.io.reader import ReadOptions
from newsclean.io.record_formats import JSON_LINES, RecordFormat
from newsclean.jobs.document_cleaning import Document, clean_documents
from newsclean.jobs.entries import error_record
from newsclean.jobs.outcome import Outcome
from newsclean.jobs.record_cleaning import clean_records
from newsclean.jobs.resuming import Lines
from newsclean.jobs.workers import Work
from newsclean.settings import Settings


class Unread(NamedTuple):
    """A file that is one article, not yet read.

    Attributes:
        task: The input.
        data: Its bytes, of standard input; None for a file, which the process reads itself.
        cross_duplicates: What other articles of the archive have of it.
        prior: What an earlier run has logged of it.
        found: The state of the file, if its clean text takes its place.
    """

    task: Task
    data: bytes | None
    cross_duplicates: CrossDuplicates | None
    prior: Mapping[str, Lines]
    found: FileState | None = None


class Batch(NamedTuple):
    """Some records.

    Attributes:
        first: The number of the first of them, from 1.
        rows: The records as they came.
        cross_duplicates: For each article, what other articles of the archive have of it.
        prior: For each article, what an earlier run has logged of it.
        record_format: What records look like in the file.
    """

    first: int
    rows: Rows
    cross_duplicates: Mapping[str, CrossDuplicates]
    prior: Mapping[str, Lines]
    record_format: RecordFormat = JSON_LINES

    def altered(self, by: Mapping[int, bytes]) -> bytes:
        """The records in one piece, some of them altered, by their numbers."""
        return self.rows.altered({number - self.first: line for number, line in by.items()})


def written(task: Task) -> str:
    """The path of the clean text, as the log has it."""
    return "-" if task.target is None else os.fspath(task.target)


DocumentDone = tuple[Outcome | NewscleanError, int]
"""Outcome of a document, and how many bytes it had; an error is a result like any other."""


def documents(settings: Settings, reading: ReadOptions) -> Work[Sequence[Unread], list[DocumentDone]]:
    """Work on documents, some at a time."""
    return Work(_Documents(settings, reading), _alone, _side_by_side, _lost_document)


@dataclass(frozen=True)
class _Documents:
    settings: Settings
    reading: ReadOptions

    def __call__(self, batch: Sequence[Unread]) -> list[DocumentDone]:
        read = [self._read(item) for item in batch]
        given = [one for one in read if isinstance(one, Document)]
        outcomes = iter(clean_documents(given, self.settings, self.reading))
        return [(next(outcomes), len(one.data)) if isinstance(one, Document) else (one, 0) for one in read]

    def _read(self, item: Unread) -> Document | NewscleanError:
        task = item.task
        try:
            data = bytes_of(task, item.data, self.reading.max_bytes)
        except NewscleanError as error:
            return error
        return Document(data, task.name, written(task), item.cross_duplicates, item.prior, task.format)


def _alone(batch: Sequence[Unread]) -> list[Sequence[Unread]]:
    return [[item] for item in batch]


def _side_by_side(done: Sequence[list[DocumentDone]]) -> list[DocumentDone]:
    return [one for some in done for one in some]


def _lost_document(batch: Sequence[Unread], reason: str) -> list[DocumentDone]:
    return [(_loss(item.task.name, reason), 0) for item in batch]


def records(task: Task, settings: Settings, reading: ReadOptions) -> Work[Batch, Outcome]:
    """Work on the lines of an input."""
    return Work(_Records(task, settings, reading), _lines, _together, _Lost(task))


@dataclass(frozen=True)
class _Records:
    task: Task
    settings: Settings
    reading: ReadOptions

    def __call__(self, batch: Batch) -> Outcome:
        outcome = clean_records(
            batch.rows.lines,
            batch.first,
            self.task.name,
            written(self.task),
            self.settings,
            self.reading,
            batch.cross_duplicates,
            batch.prior,
            batch.record_format,
        )
        return outcome._replace(log=[b"".join(outcome.log)])  # one piece, as a batch is


@dataclass(frozen=True)
class _Lost:
    task: Task

    def __call__(self, batch: Batch, reason: str) -> Outcome:
        place = f"{self.task.name}:{batch.first}"
        error = _loss("record", reason)
        log = [dumps(error_record(place, error))]
        return Outcome(log=log, errors=(f"{place}: {error}",), articles=0)


def _lines(batch: Batch) -> list[Batch]:
    return [
        batch._replace(first=batch.first + number, rows=batch.rows.part(number, number + 1))
        for number in range(len(batch.rows.ends))
    ]


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    return Outcome(
        altered={number: line for outcome in outcomes for number, line in outcome.altered.items()},
        log=[line for outcome in outcomes for line in outcome.log],
        changes=sum((outcome.changes for outcome in outcomes), Counter()),
        flags=sum((outcome.flags for outcome in outcomes), Counter()),
        errors=tuple(error for outcome in outcomes for error in outcome.errors),
        articles=sum(outcome.articles for outcome in outcomes),
        resumed=sum(outcome.resumed for outcome in outcomes),
        redone=sum(outcome.redone for outcome in outcomes),
        dropped=sum(outcome.dropped for outcome in outcomes),
    )


def _loss(where: str, reason: str) -> NewscleanError:
    return NewscleanError(where, reason, "report it, with the text")
