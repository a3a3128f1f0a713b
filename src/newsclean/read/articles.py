"""The articles of an input, one after another, for commands that write no clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import IO, NamedTuple

from newsclean.decode.ladder import decode
from newsclean.decode.recoding import Recoded
from newsclean.errors import InputError, NewscleanError, RecordError
from newsclean.packing import contents
from newsclean.read.crawls import Responses, line_of
from newsclean.read.extracting import CLEAN_NAMES, found_in
from newsclean.read.inputs import Task
from newsclean.read.records import UTF8_MARK
from newsclean.read.shapes import DELIMITERS, lines_of, shape_by_header

RECORDS = ("jsonl", *DELIMITERS, "warc")
"""The formats that hold records, an article or more in each."""

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\s{0,64}[\"}]")


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


def articles_in(
    task: Task,
    stdin: IO[bytes],
    encoding: str,
    fields: Sequence[str],
    described: Described = UNDESCRIBED,
    most: int = 0,
) -> Iterator[Article]:
    """The articles of an input, read here, and one with an error if it cannot be read.

    Args:
        task: The input.
        stdin: Where `-` is read from.
        encoding: `auto`, or the name of an encoding.
        fields: The text fields of a record.
        described: The fields that say what a record is.
        most: How many bytes it may have; 0 for any number.
    """
    try:
        data = data_of(task, stdin, most, encoding)
    except NewscleanError as error:
        yield Article(task.name, "", error)
        return
    yield from _articles_of(task, data, encoding, fields, described)


def _articles_of(
    task: Task, data: bytes, encoding: str, fields: Sequence[str], described: Described
) -> Iterator[Article]:
    """The articles in the bytes of an input.

    Args:
        task: The input.
        data: Its bytes.
        encoding: `auto`, or the name of an encoding; for text.
        fields: The text fields of a record.
        described: The fields that say what a record is.
    """
    if not is_records(task, data):
        yield _document(task.name, data, "utf-8" if task.format in CLEAN_NAMES else encoding)
        return
    data = data.removeprefix(UTF8_MARK)
    try:
        shape = shape_by_header(data, task.format, fields, task.name)
    except InputError as error:
        yield Article(task.name, "", error)
        return
    for number, line in enumerate(lines_of(data, shape), 1):
        if not line.strip() or (number == 1 and task.format in DELIMITERS):
            continue
        try:
            text = line.decode("utf-8")
            values = shape.values(text, fields, described.id or None)
            date, source = (shape.values(text, (), name).id if name else "" for name in described[:2])
            for field in values.fields:
                yield Article(
                    f"{task.name}:{number}:{field.name}",
                    field.text,
                    date=date if isinstance(date, str) else "",
                    source=source if isinstance(source, str) else "",
                    id=values.id,
                )
        except UnicodeDecodeError as error:
            problem = RecordError("record", f"not UTF-8 (byte {error.start})", "convert the file to UTF-8")
            yield Article(f"{task.name}:{number}", "", problem)
        except RecordError as error:
            yield Article(f"{task.name}:{number}", "", error)


def is_records(task: Task, data: bytes) -> bool:
    """Whether an input holds records: named so, or not named and beginning with an object."""
    return task.format in RECORDS or (task.format == "auto" and _OBJECT.match(data) is not None)


def data_of(task: Task, stdin: IO[bytes], most: int = 0, encoding: str = "auto") -> bytes:
    """The bytes of an input, unpacked, no more than `most` of them if that is not 0.

    Records are in UTF-8, whatever they came in. Of a file that an article must be found in there is the text that was
    found, in UTF-8; of a WARC file, its pages.

    Raises:
        InputError: It cannot be read.
    """
    data = stdin.read() if task.source is None else contents(task.source, most)
    if task.format == "warc":
        return b"".join(map(line_of, Responses(BytesIO(data).read, task.name)))
    if task.format in CLEAN_NAMES:
        return found_in(data, task.format, encoding, task.name, most).text.encode("utf-8", "surrogatepass")
    if is_records(task, data):
        read = Recoded(BytesIO(data).read, encoding, task.name)
        return b"".join(iter(partial(read, -1), b""))
    return data


def _document(name: str, data: bytes, encoding: str) -> Article:
    try:
        return Article(name, decode(data, encoding, name).text)
    except NewscleanError as error:
        return Article(name, "", error)
