"""The door for text: every command, and Python, reads its articles here, and is refused the same ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from newsclean.errors import InputError, NewscleanError, RecordError
from newsclean.io.compression import UNPACKING_ERRORS, contents, damaged, opened, too_large
from newsclean.io.file_signatures import refuse_data
from newsclean.io.formats import AUTO, format_by_beginning, reader_of
from newsclean.io.inputs import Task, sources
from newsclean.io.json_fields import Field, text_of
from newsclean.io.reader import MOST_BYTES, DocumentReader, ReadOptions, RecordReader, Source
from newsclean.io.record_formats import JSON_LINES, RecordFormat


class Article(NamedTuple):
    """An article, or what kept it from being read.

    Attributes:
        name: Its name: the path, and for a record its number and field.
        text: The text; empty if there was an error.
        error: Why it could not be read.
        date: The date of the record it is in; empty if it has none.
        source: The name of the source of that record; empty if it has none.
        id: The value that identifies that record; None if it has none.
    """

    name: str
    text: str
    error: NewscleanError | None = None
    date: str = ""
    source: str = ""
    id: object = None

    @property
    def refusal(self) -> str:
        """The error in one line with the place, as every command tells it; empty if there is none."""
        if self.error is None:
            return ""
        return f"{self.name}: {self.error}" if isinstance(self.error, RecordError) else str(self.error)


class Described(NamedTuple):
    """The fields of a record that say what it is; an empty name stands for none.

    Attributes:
        date: The one that holds its date.
        source: The one that holds the name of its source.
        id: The one that identifies it.
    """

    date: str = ""
    source: str = ""
    id: str = ""


UNDESCRIBED = Described()
"""Records of which only the text is asked for."""


class Record(NamedTuple):
    """A record with its text fields, a header with none, or what cannot be read and why."""

    raw: bytes
    text: str = ""
    fields: Sequence[Field] = ()
    identity: object = None
    error: RecordError | None = None


class Records(NamedTuple):
    """The records of an input that was read to its end: their lines, line breaks included, and their shape."""

    lines: list[bytes]
    shape: RecordFormat


def articles(
    *paths: str | Path,
    format: str = AUTO,
    encoding: str = "auto",
    fields: Sequence[str] = ("text",),
    max_bytes: int = MOST_BYTES,
) -> Iterator[Article]:
    """Yield the articles of files and folders, as every command reads them.

    Args:
        paths: Files and folders.
        format: `auto`, to go by the extension, or what they all are: `text`, `html`, `jsonl` and so on.
        encoding: `auto`, or the name of an encoding.
        fields: Names of the text fields of a record, each of which is an article.
        max_bytes: How many bytes an article, or a line of records, may have, unpacked; 0 for any number.

    Yields:
        An article, or, with an error in it, what no command would clean and why.

    Raises:
        InputError: No path exists, or a folder holds nothing that can be read.
    """
    reading = ReadOptions(encoding, tuple(fields), None, max_bytes)
    for task in sources([str(path) for path in paths], format):
        yield from articles_in(task, sys.stdin.buffer, reading)


def articles_in(
    task: Task, stdin: IO[bytes], reading: ReadOptions, described: Described = UNDESCRIBED
) -> Iterator[Article]:
    """Yield the articles of an input, and one with an error for each, or for the whole, that cannot be read.

    Args:
        task: The input.
        stdin: Where `-` is read from.
        reading: How it is read.
        described: The fields that say what a record is.
    """
    task = looked_at(task, stdin)
    try:
        if is_document(task):
            source = read_document(task, stdin, reading)
            yield Article(task.name, source.decoded.text)
            for error in source.refused:
                yield Article(error.where, "", error)
        else:
            yield from _articles_of(task, read_records(task, stdin, reading), reading, described)
    except NewscleanError as error:
        yield Article(task.name, "", error)


def _articles_of(task: Task, records: Records, reading: ReadOptions, described: Described) -> Iterator[Article]:
    for number, line in enumerate(records.lines, 1):
        record = record_in(line, number, reading, records.shape)
        if record.error is not None:
            yield Article(f"{task.name}:{number}", "", record.error)
            continue
        values = [_value_in(record, field, records.shape) if record.fields and field else None for field in described]
        date, source = (value if isinstance(value, str) else "" for value in values[:2])
        for field in record.fields:
            yield Article(f"{task.name}:{number}:{field.name}", field.text, date=date, source=source, id=values[2])


def _value_in(record: Record, field: str, record_format: RecordFormat) -> object:
    try:
        return record_format.values(record.text, (), field).id
    except RecordError:  # a row that is too short for it
        return None


def looked_at(task: Task, stdin: IO[bytes]) -> Task:
    """Return the input with its format, which that of standard input may be found by its first bytes."""
    if task.format != AUTO:
        return task
    peek = getattr(stdin, "peek", lambda size: b"")
    return task._replace(format=format_by_beginning(peek(1)))


def is_document(task: Task) -> bool:
    """Tell a file that is one article from an input that holds records."""
    return isinstance(reader_of(task.format), DocumentReader)


def read_document(task: Task, stdin: IO[bytes], reading: ReadOptions) -> Source:
    """Read an input that is one article.

    Raises:
        UsageError: What reads it is not installed.
        InputError: It cannot be read, is refused, or is larger than it may be.
    """
    most = reading.max_bytes
    data = stdin.read(most + 1 if most else -1) if task.source is None else None
    return source_of(bytes_of(task, data, most), task.name, task.format, reading)


def source_of(data: bytes, name: str, format: str, reading: ReadOptions) -> Source:
    """Return the source of an article, from the bytes of its file; as `DocumentReader.read`."""
    reader = reader_of(format)
    assert isinstance(reader, DocumentReader)
    return reader.read(data, reading.encoding, name, reading.max_bytes)


def bytes_of(task: Task, data: bytes | None, most: int) -> bytes:
    """Return the bytes of an input that is one article.

    Args:
        task: The input.
        data: What was read of standard input; None for a file, which is read here.
        most: How many it may have, unpacked; 0 for any number.

    Raises:
        InputError: It cannot be read, or has more.
    """
    if data is None:
        return contents(Path(task.source or ""), most)
    if most and len(data) > most:
        raise too_large(task.name, most)
    return data


def records_reader(task: Task) -> RecordReader:
    """Return the reader of an input that holds records."""
    reader = reader_of(task.format)
    assert isinstance(reader, RecordReader)
    return reader


def read_records(task: Task, stdin: IO[bytes], reading: ReadOptions) -> Records:
    """Read the records of an input to its end: one that breaks off is refused whole.

    Raises:
        UsageError: What reads it is not installed.
        InputError: It cannot be read, has no header that fits, or a line that is longer than it may be.
    """
    reader = records_reader(task)
    with said_of(task):
        file = stdin if task.source is None else opened(task.source)
        try:
            stream = reader.stream(file.read, reading, task.name)
            lines = [line for rows in reader.batches(stream.read, reading.max_bytes, task.name) for line in rows.lines]
        finally:
            if task.source is not None:
                file.close()
    return Records(lines, reader.shape(lines[0], columns_of(reading), task.name) if lines else JSON_LINES)


def columns_of(reading: ReadOptions) -> list[str]:
    """Return the columns that a table must have."""
    return [*reading.fields, *([reading.id_field] if reading.id_field else [])]


def record_in(line: bytes, number: int, reading: ReadOptions, record_format: RecordFormat) -> Record:
    """Read a record, or say why it is refused.

    Args:
        line: Its line, or its row of a table.
        number: Its number in the input, from 1.
        reading: How it is read.
        record_format: What records look like there; the first row of a table is its header.
    """
    if number == 1 and record_format != JSON_LINES:
        return Record(line)
    try:
        text = text_of(line, is_first=number == 1)
        values = record_format.values(text, reading.fields, reading.id_field)
        for field in values.fields:
            refuse_data(field.text, field.name)
        return Record(line, text, *values)
    except RecordError as error:
        return Record(line, error=error)


@contextmanager
def said_of(task: Task) -> Iterator[None]:
    """Say of the input, and not of the output, what fails in reading it.

    Raises:
        InputError: It is damaged, or cannot be read.
    """
    try:
        yield
    except UNPACKING_ERRORS as error:
        raise damaged(task.source or Path(task.name), error) from None
    except OSError as error:
        raise InputError(task.name, error.strerror or str(error), "check the file and its permissions") from None
