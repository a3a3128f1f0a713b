"""The run of `newsclean clean`: every input cleaned, written and logged, in an order that never varies."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO

from newsclean.article.view import Beside
from newsclean.errors import InputError, NewscleanError
from newsclean.log.files import LogWriter
from newsclean.log.records import Record, dumps
from newsclean.read.articles import is_records
from newsclean.read.inputs import Task
from newsclean.run.entries import error_record
from newsclean.run.outcome import Outcome, Reading, clean_document, clean_records
from newsclean.run.streams import line_batches
from newsclean.run.workers import in_order
from newsclean.settings import Settings
from newsclean.write.atomic import atomic, write_atomically

Report = Callable[[str], None]
# Records cleaned by one process at a time: enough that handing them over costs little.
_BATCH = 64


@dataclass
class Tally:
    """What a run has done so far."""

    articles: int = 0
    bytes: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    def add(self, outcome: Outcome, size: int) -> None:
        """Count an outcome, of `size` bytes of input."""
        self.articles += outcome.articles
        self.bytes += size
        self.changes += outcome.changes
        self.flags += outcome.flags
        self.errors += len(outcome.errors)

    def merge(self, other: Tally) -> None:
        """Count what another tally has counted."""
        self.articles += other.articles
        self.bytes += other.bytes
        self.changes += other.changes
        self.flags += other.flags
        self.errors += other.errors


@dataclass(frozen=True)
class Run:
    """A run with all that it needs.

    Attributes:
        settings: How to clean.
        reading: How to read.
        log: Where the records go.
        jobs: How many processes clean.
        stdin: Where `-` is read from.
        stdout: Where clean text without a target goes.
        complain: Called with one line for each input that could not be cleaned.
        advance: Called with the size, in bytes, of each input that is done.
        beside: For each article, what other articles of the archive have of it, where that was asked for.
    """

    settings: Settings
    reading: Reading
    log: LogWriter
    jobs: int
    stdin: IO[bytes]
    stdout: IO[bytes]
    complain: Report
    advance: Callable[[int], None]
    beside: Mapping[str, Beside] = field(default_factory=dict)

    def clean(self, tasks: Sequence[Task]) -> Tally:
        """Clean all tasks.

        Returns:
            What was done. An input that cannot be cleaned is reported, logged and counted; the others are done.

        Raises:
            OutputError: The clean text or the log cannot be written.
        """
        tally = Tally()
        for is_document, group in groupby(map(self._looked_at, tasks), lambda task: task.format == "text"):
            if is_document:
                self._clean_documents(list(group), tally)
            else:
                for task in group:
                    self._clean_records(task, tally)
        return tally

    def _looked_at(self, task: Task) -> Task:
        """Standard input of unknown format is JSON Lines if it begins with an object."""
        if task.format != "auto":
            return task
        peek = getattr(self.stdin, "peek", lambda size: b"")
        return task._replace(format="jsonl" if is_records(task, peek(1)) else "text")

    def _clean_documents(self, tasks: Sequence[Task], tally: Tally) -> None:
        work = partial(_document, settings=self.settings, reading=self.reading)
        items: Iterator[tuple[Task, bytes | None, Beside | None]] = (
            (task, self.stdin.read() if task.source is None else None, self.beside.get(task.name)) for task in tasks
        )
        for task, (outcome, size) in zip(tasks, in_order(work, items, self.jobs), strict=True):
            if isinstance(outcome, NewscleanError):
                self._fail(task.name, outcome, tally)
            else:
                # The log first, then the text, then the `end`: no clean file is ever without its changes.
                self.log.write_lines(outcome.log)
                self.log.sync(to_disk=task.target is not None)
                if task.target is None:
                    self.stdout.write(outcome.output)
                    self.stdout.flush()
                else:
                    write_atomically(task.target, outcome.output)
                self.log.write_lines([outcome.end])
                tally.add(outcome, size)
            self.advance(size)
        self.log.sync()

    def _clean_records(self, task: Task, tally: Tally) -> None:
        try:
            stream = nullcontext(self.stdin) if task.source is None else task.source.open("rb")
        except OSError as error:
            self._fail(task.name, _unreadable(task, error), tally)
            return
        sums = hashlib.sha256(), hashlib.sha256()
        sizes = [0, 0]
        count, own = 0, Tally()
        work = partial(_records, task=task, settings=self.settings, reading=self.reading)
        with stream as lines, self._opened(task) as out:
            for outcome, raw in in_order(work, self._batches(task, lines), self.jobs):
                count += raw.count(b"\n") + (not raw.endswith(b"\n"))
                self.log.write_lines(outcome.log)
                out.write(outcome.output)
                if task.target is None:
                    out.flush()
                    self.log.sync(to_disk=False)
                for digest, piece in zip(sums, (raw, outcome.output), strict=True):
                    digest.update(piece)
                sizes[0] += len(raw)
                sizes[1] += len(outcome.output)
                own.add(outcome, len(raw))
                for line in outcome.errors:
                    self.complain(line)
                self.advance(len(raw))
            self.log.sync(to_disk=task.target is not None)
        self.log.write(
            [
                {
                    "type": "end",
                    "article": task.name,
                    "records": count,
                    "source": {"sha256": sums[0].hexdigest(), "bytes": sizes[0]},
                    "clean": {"path": _written(task), "sha256": sums[1].hexdigest(), "bytes": sizes[1]},
                    "changes": own.changes.total(),
                    "flags": own.flags.total(),
                    "errors": own.errors,
                }
            ]
        )
        tally.merge(own)
        self.log.sync()

    def _batches(self, task: Task, lines: IO[bytes]) -> Iterator[tuple[int, list[bytes], Mapping[str, Beside]]]:
        number = 1
        for batch in line_batches(lines):
            for start in range(0, len(batch), _BATCH):
                piece = batch[start : start + _BATCH]
                names = [
                    f"{task.name}:{at}:{name}"
                    for at in range(number, number + len(piece))
                    for name in self.reading.fields
                ]
                yield (
                    number,
                    piece,
                    {name: self.beside[name] for name in names if name in self.beside} if self.beside else {},
                )
                number += len(piece)

    def _opened(self, task: Task) -> AbstractContextManager[IO[bytes]]:
        return nullcontext(self.stdout) if task.target is None else atomic(task.target)

    def _fail(self, name: str, error: NewscleanError, tally: Tally) -> None:
        self.complain(str(error))
        record: Record = error_record(name, error)
        self.log.write_lines([dumps(record)])
        tally.errors += 1


def _written(task: Task) -> str:
    return "-" if task.target is None else os.fspath(task.target)


def _unreadable(task: Task, error: OSError) -> InputError:
    return InputError(task.name, error.strerror or str(error), "check the file and its permissions")


def _document(
    item: tuple[Task, bytes | None, Beside | None], settings: Settings, reading: Reading
) -> tuple[Outcome | NewscleanError, int]:
    """Clean a file, in whatever process; an error is a result like any other."""
    task, data, beside = item
    try:
        if data is None:
            data = Path(task.source or "").read_bytes()
        return clean_document(data, task.name, _written(task), settings, reading, beside), len(data)
    except OSError as error:
        return _unreadable(task, error), 0
    except NewscleanError as error:
        return error, len(data or b"")


def _records(
    item: tuple[int, list[bytes], Mapping[str, Beside]], task: Task, settings: Settings, reading: Reading
) -> tuple[Outcome, bytes]:
    first, lines, beside = item
    return clean_records(lines, first, task.name, _written(task), settings, reading, beside), b"".join(lines)
