"""The run of `newsclean clean`: every input cleaned, written and logged, in an order that never varies."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO

from newsclean.changelog.log_files import LogWriter
from newsclean.changelog.log_records import Record, dumps
from newsclean.core.document_view import CrossDuplicates
from newsclean.errors import InputError, NewscleanError, TargetError, UsageError
from newsclean.io.access import FileState, state_of
from newsclean.io.article_stream import is_document, looked_at
from newsclean.io.atomic import NewFile, atomic_file, remove, write_all
from newsclean.io.encodings.recoding import UTF8, from_utf8
from newsclean.io.inputs import Task
from newsclean.io.reader import ReadOptions
from newsclean.jobs.entries import error_record, no_place
from newsclean.jobs.interrupts import Interrupts, StopWaitingError
from newsclean.jobs.outcome import Outcome
from newsclean.jobs.record_stream import RecordStream, open_record_stream
from newsclean.jobs.resuming import Lines, Prior
from newsclean.jobs.tally import Tally
from newsclean.jobs.work_units import Unread, documents, records, written
from newsclean.jobs.workers import Workers
from newsclean.pipeline import load
from newsclean.settings import Settings
from newsclean.text.patterns import compile_all

# Documents cleaned and written together: so many that the disk is waited for seldom, and memory does not fill.
_BATCH, _BATCH_BYTES = 64, 1 << 20
# Records with the same fault that are told of one by one, as all have that lack a field.
_MOST_ALIKE = 20

Report = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """A run with all that it needs.

    Attributes:
        settings: How to clean.
        reading: How to read.
        log: Where the records go.
        workers: The processes that clean.
        stdin: Where `-` is read from.
        stdout: Where clean text without a target goes.
        warn: Called with one line for each input that could not be cleaned.
        advance: Called with the size, in bytes, of each input that is done.
        interrupts: Whether the run has been asked to stop.
        cross_duplicates: For each article, what other articles of the archive have of it, where that was asked for.
        prior: What an earlier run has done, where this one goes on.
        in_place: Whether clean texts take the places of their sources, of which then only the log knows.
    """

    settings: Settings
    reading: ReadOptions
    log: LogWriter
    workers: Workers
    stdin: IO[bytes]
    stdout: IO[bytes]
    warn: Report
    advance: Callable[[int], object]
    interrupts: Interrupts = field(default_factory=Interrupts)
    cross_duplicates: Mapping[str, CrossDuplicates] = field(default_factory=dict)
    prior: Prior | None = None
    in_place: bool = False

    def clean(self, tasks: Sequence[Task]) -> Tally:
        """Clean all tasks.

        Returns:
            What was done. An input that cannot be cleaned is reported, logged and counted; the others are done.

        Raises:
            OutputError: The clean text or the log cannot be written.
        """
        tally = Tally()
        found = (looked_at(task, self.stdin) for task in tasks)
        for are_documents, group in groupby(found, is_document):
            if are_documents:
                self._clean_documents(list(group), tally, is_only=len(tasks) == 1)
            else:
                for task in group:
                    self._clean_records(task, tally, is_only=len(tasks) == 1)
        return tally

    def _clean_documents(self, tasks: Sequence[Task], tally: Tally, *, is_only: bool) -> None:
        work = documents(self.settings, self.reading)
        for batch, done in self.workers.in_order(work, self._documents(tasks)):
            failed = self._write(batch, [outcome for outcome, _ in done])
            for item, (outcome, size) in zip(batch, done, strict=True):
                error = outcome if isinstance(outcome, NewscleanError) else failed.get(item.task.name)
                if error is not None:
                    if isinstance(error, TargetError) and is_only:
                        raise error
                    self._fail(item.task.name, error, tally)
                elif isinstance(outcome, Outcome):
                    tally.add(outcome, size)
                    for line in outcome.errors:
                        self.warn(line)
                self.advance(size)
        self.log.sync()
        self._stop_if_asked()

    def _write(
        self, batch: Sequence[Unread], outcomes: Sequence[Outcome | NewscleanError]
    ) -> dict[str, NewscleanError]:
        """Write documents: the log first, then the texts, then their `end`, so that no text is without its changes.

        Returns:
            By the name of its input, why a text could not be written where it should go.
        """
        done = [
            (item.task, item.found, one) for item, one in zip(batch, outcomes, strict=True) if isinstance(one, Outcome)
        ]
        files: list[NewFile] = []
        for task, found, outcome in done:
            self.log.write_lines(outcome.log)
            if task.target is not None and not outcome.dropped:
                files.append(NewFile(task.target, outcome.output, task.source, found))
        self.log.sync(to_disk=bool(files))
        for task, _, outcome in done:
            if task.target is None and not outcome.dropped:
                self.stdout.write(outcome.output)
        self.stdout.flush()
        faults = write_all(files)
        failed: dict[str, NewscleanError] = {
            task.name: faults[task.target] for task, _, _ in done if task.target is not None and task.target in faults
        }
        for task, _, outcome in done:
            if outcome.dropped and task.target is not None:
                remove(task.target)  # what an earlier run has written there
        self.log.write_lines(outcome.end for task, _, outcome in done if task.name not in failed)
        return failed

    def _documents(self, tasks: Sequence[Task]) -> Iterator[Sequence[Unread]]:
        batch: list[Unread] = []
        size = 0
        for task in tasks:
            if self.interrupts.asked:
                break
            data = self._whole_stdin() if task.source is None else None
            done, found = self._done([task.name]), self._found(task)
            batch.append(Unread(task, data, self.cross_duplicates.get(task.name), done, found))
            size += len(data) if data is not None else task.size
            if len(batch) == _BATCH or size > _BATCH_BYTES:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _done(self, names: Sequence[str]) -> Mapping[str, Lines]:
        return self.prior.of(names) if self.prior is not None else {}

    def _found(self, task: Task) -> FileState | None:
        return state_of(task.target) if self.in_place and task.target is not None else None

    def _stop_if_asked(self) -> None:
        if self.interrupts.asked:
            raise KeyboardInterrupt

    def _whole_stdin(self) -> bytes:
        """Standard input, but no more of it than tells that it is too much."""
        try:
            with self.interrupts.waiting():
                return self.stdin.read(self.reading.max_bytes + 1 if self.reading.max_bytes else -1)
        except StopWaitingError:
            raise KeyboardInterrupt from None

    def _clean_records(self, task: Task, tally: Tally, *, is_only: bool) -> None:
        found = self._found(task)
        try:
            with open_record_stream(
                task, self.stdin, self.reading, self.interrupts, self.workers, self._load
            ) as source:
                self._clean_batches(task, source, tally, found)
        except (InputError, UsageError) as error:
            self._fail(task.name, error, tally)
        except TargetError as error:
            if is_only:
                raise
            self._fail(task.name, error, tally)

    def _load(self) -> None:
        load(self.settings)
        compile_all()
        gc.freeze()  # so that the first record does not wait until all this was looked through

    def _clean_batches(self, task: Task, source: RecordStream, tally: Tally, found: FileState | None) -> None:
        sums = hashlib.sha256(), hashlib.sha256()
        sizes = [0, 0]
        count, own = 0, Tally()
        alike: Counter[str] = Counter()
        work = records(task, self.settings, self.reading)
        batches = source.batches(self.cross_duplicates, self.prior)
        with self._opened(task, found) as out:
            for batch, outcome in self.workers.in_order(work, batches):
                count += len(batch.rows.ends)
                raw = from_utf8(batch.rows.raw, source.encoding)
                output = self._written(batch.altered(outcome.altered), source.encoding, task)
                self.log.write_lines(outcome.log)
                out.write(output)
                if task.target is None:
                    out.flush()
                    self.log.sync(to_disk=False)
                for digest, piece in zip(sums, (raw, output), strict=True):
                    digest.update(piece)
                sizes[0] += len(raw)
                sizes[1] += len(output)
                own.add(outcome, len(raw))
                for line in outcome.errors:
                    self._tell(line, task.name, alike)
                self.advance(len(raw))
            came_in: Record = {"encoding": source.encoding} if source.encoding != UTF8 else {}
            written_in = came_in if self.reading.in_own_encoding else {}
            end: Record = {
                "type": "end",
                "article": task.name,
                "records": count,
                "source": {"sha256": sums[0].hexdigest(), "bytes": sizes[0], **came_in, **source.extracted},
                "clean": {"path": written(task), "sha256": sums[1].hexdigest(), "bytes": sizes[1], **written_in},
                "changes": own.changes.total(),
                "flags": own.flags.total(),
                "errors": own.errors,
                **({"left_out": own.dropped} if own.dropped else {}),
            }
            if self.in_place:
                self.log.write([end | {"type": "file"}])  # what proves the file, should its `end` never be written
            self.log.sync(to_disk=task.target is not None)
            self._stop_if_asked()
        self.log.write([end])
        if left := sum(number - _MOST_ALIKE for number in alike.values() if number > _MOST_ALIKE):
            self.warn(f"{task.name}: {left:,} errors more like those; the log has all of them")
        tally.merge(own)
        self.log.sync()

    def _tell(self, line: str, name: str, alike: Counter[str]) -> None:
        """Warn of a record that went through untouched, but not again and again of the same fault."""
        cause = line[len(name) :].partition(": ")[2].partition(",")[0]
        alike[cause] += 1
        if alike[cause] <= _MOST_ALIKE:
            self.warn(line)

    def _written(self, records: bytes, encoding: str, task: Task) -> bytes:
        """Clean records as they are written: in UTF-8, or in the encoding that they came in."""
        try:
            return from_utf8(records, encoding) if self.reading.in_own_encoding else records
        except UnicodeEncodeError as error:
            raise no_place(error, task.name, encoding) from None

    def _opened(self, task: Task, found: FileState | None) -> AbstractContextManager[IO[bytes]]:
        return nullcontext(self.stdout) if task.target is None else atomic_file(task.target, task.source, found)

    def _fail(self, name: str, error: NewscleanError, tally: Tally) -> None:
        self.warn(str(error))
        record: Record = error_record(name, error)
        self.log.write_lines([dumps(record)])
        tally.errors += 1
