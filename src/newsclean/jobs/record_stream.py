"""The records of an input as they come in: read, found in their pages where that is needed, and put into batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from typing import IO, Any

from newsclean.core.document_view import CrossDuplicates
from newsclean.io.article_stream import columns_of, records_reader, said_of
from newsclean.io.compression import opened
from newsclean.io.inputs import Task
from newsclean.io.reader import Part, Read, ReadOptions
from newsclean.io.record_formats import JSON_LINES, RecordFormat
from newsclean.jobs.interrupts import Interrupts, StopWaitingError
from newsclean.jobs.pipes import has_come, is_at_end, widen
from newsclean.jobs.resuming import Lines, Prior
from newsclean.jobs.work_units import Batch
from newsclean.jobs.workers import Workers, whole

# Records cleaned by one process at a time: enough that handing them over costs little, not so many that memory fills.
_BATCH, _BATCH_BYTES = 512, 1 << 20


class RecordStream:
    """The records of one input.

    Args:
        task: The input.
        read: Reads up to so many bytes of it.
        reading: How it is read.
        interrupts: Whether the run has been asked to stop.
        workers: The processes that find articles in pages.

    Raises:
        UsageError: What finds the articles is not installed.
    """

    def __init__(self, task: Task, read: Read, reading: ReadOptions, interrupts: Interrupts, workers: Workers) -> None:
        self._task = task
        self._reading = reading
        self._interrupts = interrupts
        self._reader = records_reader(task)

        def each(
            do: Callable[[Part], bytes], lost: Callable[[Part, str], bytes], items: Iterable[Part]
        ) -> Iterator[bytes]:
            return (done for _, done in workers.in_order(whole(do, lost), items))

        self._stream = self._reader.stream(read, reading, task.name, each)

    def batches(self, cross_duplicates: Mapping[str, CrossDuplicates], prior: Prior | None) -> Iterator[Batch]:
        """The records, until there are no more or the run is asked to stop.

        Args:
            cross_duplicates: For each article, what other articles of the archive have of it.
            prior: What an earlier run has done, where this one goes on.

        Raises:
            InputError: The input is damaged, cannot be read, or has a longer line than it may.
        """
        number = 1
        record_format: RecordFormat = JSON_LINES
        task, reading = self._task, self._reading
        for batch in self._reader.batches(self._stream.read, reading.max_bytes, task.name):
            if number == 1:
                record_format = self._reader.shape(batch.part(0, 1).raw, columns_of(reading), task.name)
            for rows in batch.parts(_BATCH, _BATCH_BYTES):
                if self._interrupts.asked:
                    return
                there: Mapping[str, CrossDuplicates] = {}
                done: Mapping[str, Lines] = {}
                if cross_duplicates or prior is not None:
                    numbers = range(number, number + len(rows.ends))
                    names = [f"{task.name}:{at}:{name}" for at in numbers for name in reading.fields]
                    there = {name: cross_duplicates[name] for name in names if name in cross_duplicates}
                    done = prior.of(names) if prior is not None else {}
                yield Batch(number, rows, there, done, record_format)
                number += len(rows.ends)

    @property
    def encoding(self) -> str:
        """The encoding that the records came in, once one was read."""
        return self._stream.read.encoding

    @property
    def extracted(self) -> Mapping[str, Any]:
        """Return what the log says of the input beside the fixity of the records, once all were read."""
        return self._stream.extracted()


@contextmanager
def open_record_stream(
    task: Task,
    stdin: IO[bytes],
    reading: ReadOptions,
    interrupts: Interrupts,
    workers: Workers,
    when_open: Callable[[], None],
) -> Iterator[RecordStream]:
    """Open an input that holds records; as `RecordStream`.

    Args:
        task: The input.
        stdin: Where `-` is read from.
        reading: How it is read.
        interrupts: Whether the run has been asked to stop.
        workers: The processes that find articles in pages.
        when_open: Called once where standard input is not whole when it is first read: what is needed some time is then
            loaded before a record waits for it.

    Raises:
        InputError: It cannot be opened.
        UsageError: What reads it is not installed.
    """
    with said_of(task):
        stream = nullcontext(stdin) if task.source is None else opened(task.source)
    if task.source is None:
        with suppress(OSError):  # where standard input is no file
            widen(stdin.fileno())
    with stream as file:
        yield RecordStream(task, _careful(task, file, interrupts, when_open), reading, interrupts, workers)


def _careful(task: Task, file: IO[bytes], interrupts: Interrupts, when_open: Callable[[], None]) -> Read:
    """Return a reader of a stream; what fails in reading is said of the input, not of the output."""
    # What a pipe has is taken at once; a packed file would give a few kilobytes at a time.
    read: Read = getattr(file, "read1", file.read) if task.source is None else file.read

    early = [when_open] if task.source is None else []

    def careful(size: int) -> bytes:
        if early and not has_come(file):
            early.pop()()
        try:
            with said_of(task), interrupts.waiting() if task.source is None else nullcontext():
                data = read(size)
        except StopWaitingError:
            return b""
        if early and not is_at_end(file):
            early.pop()()
        early.clear()
        return data

    return careful
