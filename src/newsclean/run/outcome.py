"""What cleaning one piece of input gives: the bytes to write and the records to log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.article.result import Result
from newsclean.decode.ladder import decode
from newsclean.errors import NewscleanError, RecordError
from newsclean.log.records import (
    Record,
    change_records,
    dumps,
    fixity,
    flag_record,
    line_checks,
    source_record,
)
from newsclean.pipeline import clean
from newsclean.read.records import Field, literal, replaced, values_of
from newsclean.settings import Settings

_BOM = b"\xef\xbb\xbf"


class Reading(NamedTuple):
    """How input is read, apart from how it is cleaned.

    Attributes:
        encoding: `auto`, or the name of an encoding; for text files.
        fields: Names of the text fields of a JSON Lines record.
        id_field: Name of the field that identifies a record.
    """

    encoding: str = "auto"
    fields: tuple[str, ...] = ("text",)
    id_field: str | None = None


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
    """

    output: bytes
    log: list[bytes]
    end: bytes = b""
    changes: Counter[str] = Counter()  # noqa: RUF012 - never changed in place
    flags: Counter[str] = Counter()  # noqa: RUF012
    errors: tuple[str, ...] = ()
    articles: int = 1


def clean_document(data: bytes, name: str, target: str, settings: Settings, reading: Reading) -> Outcome:
    """Clean a file that is one article.

    Args:
        data: Its bytes.
        name: Its name in the log.
        target: The path of its clean text, as the log shall have it.
        settings: How to clean.
        reading: How to read.

    Returns:
        Clean text as UTF-8, and the records.

    Raises:
        DecodeError: The bytes are not text that can be told.
        NewscleanError: The article cannot be cleaned.
    """
    decoded = decode(data, reading.encoding, name)
    result = _cleaned(decoded.text, settings)
    output = result.text.encode("utf-8", "surrogatepass")
    head = {
        "type": "article",
        "article": name,
        "source": source_record(decoded, data),
        "clean": {"path": target, **fixity(output), "lines": line_checks(result.text)},
    }
    return Outcome(
        output,
        [*_article_lines(head, name, result)],
        dumps(_end(name, result)),
        Counter(change.rule for change in result.changes),
        Counter(flag.rule for flag in result.flags),
    )


def clean_records(
    lines: Sequence[bytes], first: int, name: str, target: str, settings: Settings, reading: Reading
) -> Outcome:
    """Clean lines of JSON Lines. A line that cannot be cleaned goes through untouched, with an error.

    Args:
        lines: The lines, line breaks included.
        first: The number, from 1, of the first of them.
        name: The name of their file in the log.
        target: The path of the clean file, as the log shall have it.
        settings: How to clean.
        reading: How to read.

    Returns:
        As many lines, in the same order, and the records of all their articles.
    """
    output: list[bytes] = []
    log: list[bytes] = []
    changes: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    errors: list[str] = []
    articles = 0
    for number, line in enumerate(lines, first):
        try:
            written, entries, results = _clean_record(line, number, name, target, settings, reading)
        except NewscleanError as error:
            place = f"{name}:{number}"
            output.append(line)
            log.append(dumps(error_record(place, error)))
            errors.append(f"{place}: {error}")
            continue
        output.append(written)
        log += entries
        articles += len(results)
        for result in results:
            changes.update(change.rule for change in result.changes)
            flags.update(flag.rule for flag in result.flags)
    return Outcome(b"".join(output), log, b"", changes, flags, tuple(errors), articles)


def _clean_record(
    line: bytes, number: int, name: str, target: str, settings: Settings, reading: Reading
) -> tuple[bytes, list[bytes], list[Result]]:
    mark = _BOM if number == 1 and line.startswith(_BOM) else b""
    try:
        text = line[len(mark) :].decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError("record", f"not UTF-8 (byte {error.start})", "convert the file to UTF-8") from None
    if not text.strip():
        raise RecordError("record", "a blank line", "leave it out")
    fields, identity = values_of(text, reading.fields, reading.id_field)
    results = [_cleaned(field.text, settings) for field in fields]
    written = replaced(
        text,
        [
            (field, literal(result.text, text))
            for field, result in zip(fields, results, strict=True)
            if result.text != field.text
        ],
    )
    entries: list[bytes] = []
    for field, result in zip(fields, results, strict=True):
        article = f"{name}:{number}:{field.name}"
        head = _record_head(article, number, field, result, text, written, target)
        if identity is not None:
            head["id"] = identity
        entries += _article_lines(head, article, result)
        entries.append(dumps(_end(article, result)))
    return mark + written.encode(), entries, results


def _cleaned(text: str, settings: Settings) -> Result:
    """Clean a text; a fault of newsclean costs this article an error, and the run nothing."""
    try:
        return clean(text, settings)
    except NewscleanError:
        raise
    except Exception as error:
        cause = f"a fault of newsclean ({type(error).__name__}: {error})"
        raise NewscleanError("article", cause, "report it, with the text") from error


def _record_head(
    article: str, number: int, field: Field, result: Result, line: str, written: str, target: str
) -> Record:
    source: Record = fixity(field.text.encode("utf-8", "surrogatepass"))
    spelt = line[field.start : field.end]
    if result.changes and literal(field.text, written) != spelt:
        source["literal"] = spelt
    clean_text = fixity(result.text.encode("utf-8", "surrogatepass")) if result.changes else source
    return {
        "type": "article",
        "article": article,
        "record": number,
        "field": field.name,
        "source": source,
        "clean": {
            "path": target,
            "sha256": clean_text["sha256"],
            "bytes": clean_text["bytes"],
            "lines": line_checks(result.text),
        },
    }


def _article_lines(head: Record, name: str, result: Result) -> list[bytes]:
    records = [
        head,
        *change_records(name, result.changes),
        *(flag_record(name, flag) for flag in result.flags),
    ]
    return [dumps(record) for record in records]


def _end(name: str, result: Result) -> Record:
    return {"type": "end", "article": name, "changes": len(result.changes), "flags": len(result.flags)}


def error_record(article: str, error: NewscleanError) -> Record:
    """An error as a record: what could not be cleaned, why, and what to do."""
    return {
        "type": "error",
        "article": article,
        "where": error.where,
        "cause": error.cause,
        "next": error.next_step,
    }
