"""An article that is finished, as bytes to write and lines of the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.changelog.log_records import (
    Record,
    change_records,
    clean_bytes,
    dumps,
    fixity,
    flag_record,
    line_checks,
    source_record,
    utf8,
)
from newsclean.core.result import Result
from newsclean.errors import InputError, NewscleanError
from newsclean.io.encodings.codec import Decoded
from newsclean.io.encodings.detection import is_read_otherwise
from newsclean.io.json_fields import Field, mark_of, replaced
from newsclean.io.record_formats import JSON_LINES, RecordFormat

NO_ID = object()
"""The identity of a record that has none."""


class Finished(NamedTuple):
    """Article that is finished.

    Attributes:
        result: Its clean text, with changes and flags.
        decisions: `decision` records: what a person decided on it.
        copy_of: The name of the article that has every line of it; empty if none has.
        is_dropped: Whether it is left out of what is written; its clean text then stands in the log.
    """

    result: Result
    decisions: Sequence[Record] = ()
    copy_of: str = ""
    is_dropped: bool = False


class Written(NamedTuple):
    """An article as it is written.

    Attributes:
        output: The bytes of the clean text, or of the record it stands in.
        log: Its records as lines.
        end: The `end` of a document as a line; those of records stand in `log`.
    """

    output: bytes
    log: list[bytes]
    end: bytes = b""


def document(
    decoded: Decoded,
    data: bytes,
    name: str,
    target: str,
    finished: Finished,
    *,
    in_own_encoding: bool = False,
    more: Record | None = None,
) -> Written:
    """An article that is a file of its own.

    Args:
        decoded: The source, decoded.
        data: The source.
        name: The name of the article in the log.
        target: The path of its clean text, as the log shall have it.
        finished: What it came to.
        more: What else the log shall say of the source.
        in_own_encoding: Whether the clean text is written in the encoding of the source, and not in UTF-8.

    Returns:
        The clean text, and the records. It begins with a byte-order mark where it would be taken for something else
        than UTF-8 when it is read again.

    Raises:
        InputError: The encoding of the source has no place for a character of the clean text.
    """
    coding: Record = {"encoding": decoded.encoding, "bom": decoded.bom} if in_own_encoding else {}
    if not coding and is_read_otherwise(utf8(finished.result.text)):
        coding = {"encoding": "utf-8", "bom": True}
    try:
        output = clean_bytes(finished.result.text, coding)
    except UnicodeEncodeError as error:
        raise no_place(error, name, decoded.encoding) from None
    head = {
        "type": "article",
        "article": name,
        "source": source_record(decoded, data) | (more or {}),
        "clean": {"path": target, **fixity(output), **coding, "lines": line_checks(utf8(finished.result.text))},
    }
    head |= _copy_of(finished)
    if finished.is_dropped:
        head["dropped"] = finished.result.text
    return Written(output, _lines(head, name, finished), _end(name, finished))


def record(
    raw: bytes,
    line: str,
    fields: Sequence[Field],
    results: Sequence[Finished],
    number: int,
    name: str,
    target: str,
    identity: object,
    record_format: RecordFormat = JSON_LINES,
) -> Written:
    """The articles that are fields of a record.

    Args:
        raw: The record as it came.
        line: The same as text, without the byte-order mark that the first line of a file may have.
        fields: Its text fields.
        results: What each of them came to.
        number: The number of its line, from 1.
        name: The name of its file in the log.
        target: The path of the clean file, as the log shall have it.
        identity: The value that identifies it, or `NO_ID`.
        record_format: What records look like in the file.

    Returns:
        The record with the fields replaced, and the records of all its articles, each with its `end`. It is left out,
        and stands in the log as it would be written, if its articles are dropped, all of them.
    """
    literals = [
        (field, record_format.literal(finished.result.text, line, line[field.start : field.end]))
        for field, finished in zip(fields, results, strict=True)
        if finished.result.text != field.text
    ]
    written = replaced(line, literals) if literals else line
    output = mark_of(raw, is_first=number == 1) + written.encode() if literals else raw
    is_dropped = any(finished.is_dropped for finished in results)
    entries: list[bytes] = []
    for field, finished in zip(fields, results, strict=True):
        article = f"{name}:{number}:{field.name}"
        head = _record_head(article, number, field, finished.result, line, written, target, record_format)
        if identity is not NO_ID:
            head["id"] = identity
        head |= _copy_of(finished)
        if is_dropped and not entries:
            head["dropped"] = output.decode()
        entries += _lines(head, article, finished)
        entries.append(_end(article, finished))
    return Written(b"" if is_dropped else output, entries)


def _copy_of(finished: Finished) -> Record:
    return {"copy_of": {"article": finished.copy_of}} if finished.copy_of else {}


def _record_head(
    article: str,
    number: int,
    field: Field,
    result: Result,
    line: str,
    written: str,
    target: str,
    record_format: RecordFormat,
) -> Record:
    data = utf8(field.text)
    source = clean = fixity(data)
    if result.changes:
        data = utf8(result.text)
        clean = fixity(data)
        spelt = line[field.start : field.end]
        if record_format.literal(field.text, written, record_format.literal(result.text, line, spelt)) != spelt:
            source["literal"] = spelt
    return {
        "type": "article",
        "article": article,
        "record": number,
        "field": field.name,
        **record_format.place(field.name),
        "source": source,
        "clean": {"path": target, **clean, "lines": line_checks(data)},
    }


def _lines(head: Record, name: str, finished: Finished) -> list[bytes]:
    records = [
        head,
        *change_records(name, finished.result.changes),
        *(flag_record(name, flag) for flag in finished.result.flags),
        *finished.decisions,
    ]
    return [dumps(record) for record in records]


def _end(name: str, finished: Finished) -> bytes:
    changes, flags = len(finished.result.changes), len(finished.result.flags)
    return dumps({"type": "end", "article": name, "changes": changes, "flags": flags})


def no_place(error: UnicodeEncodeError, name: str, encoding: str) -> InputError:
    """Return the error for a clean text with a character that the encoding of its source has no place for.

    Args:
        error: Where it stands.
        name: What to call the source.
        encoding: The encoding.
    """
    cause = f"{error.object[error.start]!r} cannot be written in {encoding}"
    return InputError(name, cause, "leave out --output-encoding same")


def error_record(article: str, error: NewscleanError) -> Record:
    """An error as a record: what could not be cleaned, why, and what to do."""
    return {
        "type": "error",
        "article": article,
        "where": error.where,
        "cause": error.cause,
        "hint": error.next_step,
    }
