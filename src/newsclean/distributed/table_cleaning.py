"""Tables of articles cleaned, each row by itself, and given back as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pyarrow as pa

from newsclean.changelog.log_records import dumps, utf8
from newsclean.changelog.reading import ArticleLog
from newsclean.changelog.restoring import restored_bytes
from newsclean.core.document_view import CrossDuplicates, ExternalCopy, ParagraphReading
from newsclean.core.result import Result
from newsclean.distributed.tables import Table, as_text
from newsclean.errors import LogError, NewscleanError, RecordError
from newsclean.io.article_stream import record_in
from newsclean.io.encodings.codec import Decoded
from newsclean.io.file_signatures import refuse_data
from newsclean.io.json_fields import literal, replaced, values_of
from newsclean.io.reader import ReadOptions
from newsclean.io.record_formats import JSON_LINES
from newsclean.jobs.document_cleaning import whole_copy_of
from newsclean.jobs.entries import Finished, document, error_record
from newsclean.jobs.outcome import cleaned
from newsclean.pipeline import load
from newsclean.settings import Settings

CLEAN = {"text": pa.binary(), "log": pa.string(), "error": pa.string()}
"""The columns that cleaning gives: the clean text, the lines of the log, and in one line why there is none."""

warmed = cache(load)
"""Load, once a process, what the first article would need."""


def record_rows(table: Table, field: str, id_field: str, date_field: str | None = None) -> Table:
    """Read lines of JSON Lines.

    Args:
        table: `line`, each a record.
        field: The field that holds the text.
        id_field: The one that identifies it.
        date_field: The one that holds its date.

    Returns:
        `line`, `name`, `text`, `date`, and in `refusal`, as JSON, why a record cannot be read.
    """
    reading = ReadOptions(fields=(field,), id_field=id_field)
    rows: list[tuple[str, bytes | None, str | None, str | None]] = []
    for line in table.column("line").to_pylist():
        record = record_in(line.encode(), 1, reading, JSON_LINES)
        error = record.error
        if error is None and not isinstance(record.identity, str | int):
            error = RecordError(f"field {id_field}", "missing, or no text and no number", "name another: --id-field")
        if error is None:
            date = values_of(record.text, (), date_field).id if date_field else None
            told = date if isinstance(date, str) else None
            rows.append((str(record.identity), utf8(record.fields[0].text), told, None))
        else:
            name = "record" if record.identity is None else str(record.identity)
            rows.append((name, None, None, json.dumps(error.args)))
    kinds = {"name": pa.string(), "text": pa.binary(), "date": pa.string(), "refusal": pa.string()}
    columns = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    made = {name: pa.array(column, kind) for (name, kind), column in zip(kinds.items(), columns, strict=True)}
    return pa.table({"line": table.column("line"), **made})


def line_rows(table: Table, field: str) -> Table:
    """Put clean texts into their records, everything else in these as it was.

    Args:
        table: `line`, the record as it came, `text` and `error`.
        field: The field that holds the text.

    Returns:
        `line`.
    """
    lines: list[str] = []
    columns = (table.column(name).to_pylist() for name in ("line", "text", "error"))
    for line, text, error in zip(*columns, strict=True):
        if error is None:
            (found,) = values_of(line, (field,)).fields
            if found.text != as_text(text):
                line = replaced(line, [(found, literal(as_text(text), line))])
        lines.append(line)
    return pa.table({"line": pa.array(lines, pa.string())})


def clean_rows(table: Table, settings: Settings) -> Table:
    """Clean articles. One that cannot be cleaned goes through as it is, with its error.

    Args:
        table: `name` and `text` of each, as text or in UTF-8. If they are there, `refusal` says why one is not read,
            and `copies` what other articles have of it, as `copies_as_json` writes it.
        settings: How to clean.

    Returns:
        The table, with the columns `CLEAN` in the place of these.
    """
    warmed(settings)
    names, given = table.column("name").to_pylist(), table.column("text").to_pylist()
    refusals, told = (
        table.column(name).to_pylist() if name in table.column_names else [None] * len(names)
        for name in ("refusal", "copies")
    )
    texts: list[str | NewscleanError] = [
        checked_text(value) if refusal is None else RecordError(*json.loads(refusal))
        for value, refusal in zip(given, refusals, strict=True)
    ]
    copies = list(map(copies_in, told))
    left = [number for number, text in enumerate(texts) if isinstance(text, str)]
    results = cleaned([str(texts[number]) for number in left], settings, [copies[number] for number in left])
    done = dict(zip(left, results, strict=True))
    rows: list[tuple[bytes | None, str, str | None]] = []
    for number, (name, value, text) in enumerate(zip(names, given, texts, strict=True)):
        result: Result | NewscleanError | str = done.get(number, text)
        if isinstance(result, Result) and isinstance(text, str):
            finished = Finished(result, copy_of=whole_copy_of(result, copies[number]))
            written = document(Decoded(text, "utf-8"), utf8(text), name, "-", finished)
            rows.append((written.output, b"".join([*written.log, written.end]).decode(), None))
        elif isinstance(result, NewscleanError):
            untouched = utf8(value) if isinstance(value, str) else value
            rows.append((untouched, dumps(error_record(name, result)).decode(), str(result)))
    columns = zip(*rows, strict=True) if rows else ((),) * len(CLEAN)
    rest = [name for name in table.column_names if name not in ("text", "refusal", "copies")]
    made = {key: pa.array(column, kind) for (key, kind), column in zip(CLEAN.items(), columns, strict=True)}
    return pa.table({**{name: table.column(name) for name in rest}, **made})


def checked_text(value: str | bytes | None) -> str | NewscleanError:
    """Return a text, or why it cannot be cleaned."""
    try:
        if value is None:
            raise RecordError("text", "missing", "leave the row out")
        text = as_text(value)
        refuse_data(text, "text")
    except UnicodeDecodeError as error:
        return RecordError("text", f"not UTF-8 (byte {error.start})", "convert it to UTF-8")
    except NewscleanError as error:
        return error
    return text


def restored_rows(table: Table) -> Table:
    """Rebuild originals from clean texts and their logs.

    Args:
        table: `name`, `text` and `log` of each.

    Returns:
        `name`, `text` as it was, and an `error` where the two do not belong together; such a text stays as it is.
    """
    rows: list[tuple[bytes | None, str | None]] = []
    columns = (table.column(name).to_pylist() for name in ("name", "text", "log"))
    for name, value, log in zip(*columns, strict=True):
        text = utf8(value) if isinstance(value, str) else value
        try:
            article = _article_in(name, log or "")
            rows.append((text if article.errors or text is None else restored_bytes(article, text, name), None))
        except NewscleanError as error:
            rows.append((text, str(error)))
    texts, errors = zip(*rows, strict=True) if rows else ((), ())
    made = {"text": pa.array(texts, pa.binary()), "error": pa.array(errors, pa.string())}
    return pa.table({"name": table.column("name"), **made})


def _article_in(name: str, log: str) -> ArticleLog:
    article = ArticleLog(name)
    for line in log.splitlines():
        try:
            article.add(json.loads(line))
        except ValueError:
            raise LogError(name, "a line of its log is no record", "use the log as newsclean wrote it") from None
    return article


def copies_as_json(copies: Mapping[str, ExternalCopy]) -> str:
    """Write what other articles have of one, for `clean_rows`."""
    return json.dumps([[text, *copy] for text, copy in copies.items()])


def copies_in(value: str | None) -> CrossDuplicates:
    """Read what `copies_as_json` has written; nothing of a missing value."""
    rows: list[Any] = [] if value is None else json.loads(value)
    found = {}
    for text, article, line, similarity, readings, *more in rows:
        read = tuple(ParagraphReading(*reading) for reading in readings)
        found[text] = ExternalCopy(article, line, similarity, read, *more)
    return found
