"""What cleaning one piece of input gives: the bytes to write and the records to log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from newsclean.article.result import Result
from newsclean.article.view import Beside
from newsclean.decode.codec import Decoded
from newsclean.decode.ladder import decode
from newsclean.errors import NewscleanError, RecordError
from newsclean.log.records import Record, dumps, fixity
from newsclean.pipeline import clean_each
from newsclean.read.extracting import found_in
from newsclean.read.records import UTF8_MARK, Field, text_of
from newsclean.read.shapes import JSON_LINES, Shape
from newsclean.run.entries import NO_ID, Finished, Written, document, error_record, record
from newsclean.run.resuming import Lines, resumed
from newsclean.settings import Settings

_NONE: Mapping[str, Lines] = {}


class Reading(NamedTuple):
    """How input is read, apart from how it is cleaned.

    Attributes:
        encoding: `auto`, or the name of an encoding; for text files.
        fields: Names of the text fields of a JSON Lines record.
        id_field: Name of the field that identifies a record.
        in_own_encoding: Whether clean text is written in the encoding of its source, and not in UTF-8; for text files.
        max_bytes: How many bytes an article or a record may have, unpacked; 0 for any number.
    """

    encoding: str = "auto"
    fields: tuple[str, ...] = ("text",)
    id_field: str | None = None
    max_bytes: int = 0
    in_own_encoding: bool = False


class Outcome(NamedTuple):
    """What became of one piece of input.

    Attributes:
        output: The bytes to write in its place.
        log: The records of it as lines, all but the `end` of a file.
        end: For a file that is one article, its `end` record as a line.
        changes: How many places each rule changed.
        flags: How many flags each rule raised.
        errors: One line for each record that went through untouched.
        articles: How many articles it held.
        resumed: How many of them were taken from the log of an earlier run.
    """

    output: bytes
    log: list[bytes]
    end: bytes = b""
    changes: Counter[str] = Counter()  # noqa: RUF012 - never changed in place
    flags: Counter[str] = Counter()  # noqa: RUF012
    errors: tuple[str, ...] = ()
    articles: int = 1
    resumed: int = 0


class Source(NamedTuple):
    """The source of an article that is a file of its own.

    Attributes:
        decoded: Its text.
        data: The bytes of that text.
        found: What the log shall say of the file, if the text was found in it and is not all of it.
    """

    decoded: Decoded
    data: bytes
    found: Record


def text_file(data: bytes, encoding: str, name: str) -> Source:
    """A file that is text.

    Raises:
        DecodeError: It is in no encoding that is known, or not in the one named.
    """
    return Source(decode(data, encoding, name), data, {})


def found_text(data: bytes, encoding: str, name: str, format: str, most: int) -> Source:
    """A page, or another file that an article must be found in; its source is the text that was found.

    Raises:
        UsageError: What finds it is not installed.
        NewscleanError: The file cannot be read, or there is no text in it.
    """
    found = found_in(data, format, encoding, name, most)
    text = found.text.encode("utf-8", "surrogatepass")
    return Source(Decoded(found.text, "utf-8"), text, {"extracted": {"by": found.by, **fixity(data)}})


def clean_document(
    data: bytes,
    name: str,
    target: str,
    settings: Settings,
    reading: Reading,
    beside: Beside | None = None,
    prior: Mapping[str, Lines] = _NONE,
    read: Callable[[bytes, str, str], Source] = text_file,
) -> Outcome:
    """Clean a file that is one article.

    Args:
        data: Its bytes.
        name: Its name in the log.
        target: The path of its clean text, as the log shall have it.
        settings: How to clean.
        reading: How to read.
        beside: What other articles have of it, where that was asked for.
        prior: What an earlier run has logged of it.
        read: Finds its text: `text_file` or `found_text`.

    Returns:
        Clean text as UTF-8, and the records.

    Raises:
        DecodeError: The bytes are not text that can be told.
        NewscleanError: The article cannot be read or cleaned.
    """
    source = read(data, reading.encoding, name)
    known = resumed(name, source.decoded.text, fixity(source.data)["sha256"], prior) if prior else None
    result = known or _cleaned([(source.decoded.text, beside or {})], settings)[0]
    if isinstance(result, NewscleanError):
        raise result
    # The text that was found in a page has no encoding of its own.
    own = reading.in_own_encoding and not source.found
    written = document(
        source.decoded, source.data, name, target, Finished(result), in_own_encoding=own, more=source.found
    )
    return Outcome(
        written.output,
        written.log,
        written.end,
        Counter(change.rule for change in result.changes),
        Counter(flag.rule for flag in result.flags),
        resumed=int(known is not None),
    )


def clean_records(
    lines: Sequence[bytes],
    first: int,
    name: str,
    target: str,
    settings: Settings,
    reading: Reading,
    beside: Mapping[str, Beside] | None = None,
    prior: Mapping[str, Lines] = _NONE,
    shape: Shape = JSON_LINES,
) -> Outcome:
    """Clean records. A line that cannot be cleaned goes through untouched, with an error.

    Args:
        lines: The lines, line breaks included.
        first: The number, from 1, of the first of them.
        name: The name of their file in the log.
        target: The path of the clean file, as the log shall have it.
        settings: How to clean.
        reading: How to read.
        beside: For each article, what other articles have of it, where that was asked for.
        prior: What an earlier run has logged of them.
        shape: What records look like in the file; the first row of a table is its header and stays.

    Returns:
        As many lines, in the same order, and the records of all their articles.
    """
    output: list[bytes] = []
    log: list[bytes] = []
    errors: list[str] = []
    counts: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    articles = again = 0
    read = [_read(line, number, reading, shape) for number, line in enumerate(lines, first)]
    found = iter(_found(read, first, name, settings, beside or {}, prior))
    for number, line in enumerate(read, first):
        own = [next(found) for _ in line.fields]
        error = line.error or next((one.result for one in own if isinstance(one.result, NewscleanError)), None)
        if error is not None:
            place = f"{name}:{number}"
            log.append(dumps(error_record(place, error)))
            errors.append(f"{place}: {error}")
        if error is not None or not own:
            output.append(line.raw)
            continue
        results = [one.result for one in own if isinstance(one.result, Result)]
        written = _written(line, results, number, name, target, shape)
        output.append(written.output)
        log += written.log
        articles += len(own)
        again += sum(one.is_resumed for one in own)
        for result in results:
            counts[0].update(change.rule for change in result.changes)
            counts[1].update(flag.rule for flag in result.flags)
    return Outcome(b"".join(output), log, b"", *counts, tuple(errors), articles, again)


class _Line(NamedTuple):
    """A line that was read: a record with its text fields, a header with none, or what cannot be read."""

    raw: bytes
    text: str = ""
    fields: Sequence[Field] = ()
    identity: object = None
    error: RecordError | None = None


def _read(line: bytes, number: int, reading: Reading, shape: Shape) -> _Line:
    if number == 1 and shape != JSON_LINES:
        return _Line(line)
    try:
        text = text_of(line, is_first=number == 1)
        return _Line(line, text, *shape.values(text, reading.fields, reading.id_field))
    except RecordError as error:
        return _Line(line, error=error)


class _Found(NamedTuple):
    """What became of an article, and whether an earlier run had logged it."""

    result: Result | NewscleanError
    is_resumed: bool


def _found(
    read: Sequence[_Line],
    first: int,
    name: str,
    settings: Settings,
    beside: Mapping[str, Beside],
    prior: Mapping[str, Lines],
) -> Iterator[_Found]:
    """What becomes of the articles of some lines, in order; those that must be cleaned are cleaned together."""
    articles = [
        (f"{name}:{number}:{field.name}", field.text)
        for number, line in enumerate(read, first)
        for field in line.fields
    ]
    done = {
        number: result
        for number, (article, text) in enumerate(articles if prior else ())
        if (result := resumed(article, text, fixity(text.encode("utf-8", "surrogatepass"))["sha256"], prior))
    }
    left = [(text, beside.get(article, {})) for number, (article, text) in enumerate(articles) if number not in done]
    cleaned = iter(_cleaned(left, settings))
    for number in range(len(articles)):
        yield _Found(done[number], True) if number in done else _Found(next(cleaned), False)


def _written(line: _Line, results: Sequence[Result], number: int, name: str, target: str, shape: Shape) -> Written:
    identity = NO_ID if line.identity is None else line.identity
    finished = [Finished(result) for result in results]
    written = record(line.text, line.fields, finished, number, name, target, identity, shape)
    mark = UTF8_MARK if number == 1 and line.raw.startswith(UTF8_MARK) else b""
    return written._replace(output=mark + written.output)


def _cleaned(articles: Sequence[tuple[str, Beside]], settings: Settings) -> list[Result | NewscleanError]:
    """Clean articles; a fault of newsclean costs its article an error, and the run nothing."""
    return [_told(result) if isinstance(result, Exception) else result for result in clean_each(articles, settings)]


def _told(error: Exception) -> NewscleanError:
    if isinstance(error, NewscleanError):
        return error
    cause = f"a fault of newsclean ({type(error).__name__}: {error})"
    return NewscleanError("article", cause, "report it, with the text")
