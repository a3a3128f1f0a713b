"""Checks of the records of a log: each as newsclean writes it, so that no command meets anything else in one.

The same declaration gives the JSON Schema of the log that the documentation publishes.
"""

from __future__ import annotations

import os
from typing import Any

from newsclean.changelog.log_records import SCHEMA, Record, clean_bytes
from newsclean.changelog.record_kinds import (
    COUNT,
    HEXADECIMAL,
    MAPPING,
    NUMBER,
    SHARE,
    TEXT,
    TEXT_OR_NUMBER,
    YES_OR_NO,
    ValueKind,
    checked_type,
    list_of,
    object_of,
    or_null,
    tuple_of,
)
from newsclean.errors import LogError
from newsclean.io.encodings.codec import has_mark, is_text_encoding


def checked_record(record: Record, name: str) -> Record:
    """Return a record of an article, which must be as newsclean writes it.

    Args:
        record: The record, its keys named as in this schema.
        name: What to call it in an error.

    Raises:
        LogError: It is of an unknown type, or lacks something, or holds what no such record does.
    """
    kind = _KINDS.get(_hashable(record.get("type")))
    if kind is None:
        cause = f"record of unknown type {record.get('type')!r:.40}"
        raise LogError(name, cause, "read it with a newer newsclean")
    try:
        kind.check(record)
    except (KeyError, TypeError, ValueError) as error:
        raise not_written(name, error) from None
    return record


def checked_run(record: Record, name: str) -> Record:
    """Return the `run` record of a log, which must be as newsclean writes it.

    Raises:
        LogError: It is not.
    """
    try:
        _RUN.check(record)
    except (KeyError, TypeError, ValueError) as error:
        raise not_written(name, error) from None
    return record


def checked_name(value: object) -> str:
    """Return the name of an article or the path of a file, which must be one that the system can have.

    Raises:
        TypeError: It is no text.
        ValueError: It is one that no file can have.
    """
    name = checked_type(value, str)
    if "\0" in name:
        raise ValueError("a name with NUL in it")
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        raise ValueError("a name with half of a surrogate pair in it") from None
    return name


def checked_files(record: Record) -> Record:
    """Return a record with the source and the clean file of an article, or of a file of records.

    Raises:
        KeyError: Something is missing.
        TypeError: A value is of another type.
        ValueError: A value is one that cannot be.
    """
    _FILES.check(record)
    return record


def not_written(name: str, error: Exception) -> LogError:
    """Return the error for a record that newsclean did not write.

    Args:
        name: What to call it.
        error: What is wrong with it.
    """
    return LogError(name, f"a record that newsclean did not write ({error})", "use the log as newsclean wrote it")


def log_schema() -> Record:
    """Return the JSON Schema (2020-12) of a record of a log."""
    kinds = {"run": _RUN, **_KINDS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://newsclean.github.io/newsclean/schemas/log-{SCHEMA}.json",
        "title": f"A line of a change log of newsclean, schema {SCHEMA}",
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": [*kinds]}},
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}}, "then": kind.schema} for name, kind in kinds.items()
        ],
    }


def _hashable(value: object) -> str:
    return value if isinstance(value, str) else ""


def _in_order(entries: list[Any]) -> None:
    done = 0
    for offset, length, _ in entries:
        if offset < done:
            raise ValueError("source.raw is not in order")
        done = offset + length


def _is_encoding(value: object) -> None:
    if not is_text_encoding(checked_type(value, str)):
        raise ValueError(f"no encoding of text is called {value!r:.40}")


def _may_have_mark(file: Record) -> None:
    if file.get("bom", False) and not has_mark(file.get("encoding", "utf-8")):
        raise ValueError(f"{file['encoding']} has no byte-order mark")


def _can_be_written(record: Record) -> None:
    if "record" not in record:
        clean_bytes(record.get("dropped", ""), record["clean"])
        return
    record.get("dropped", "").encode()
    if record["record"] == 0:
        raise ValueError("records are counted from 1")
    if "column" in record and len(record["delimiter"]) != 1:
        raise ValueError("a delimiter is one character")


_NAME = ValueKind(checked_name, {"type": "string", "pattern": "^[^\\u0000]*$"})
_FIXITY = {"sha256": TEXT, "bytes": COUNT}
_CODING = {"encoding": ValueKind(_is_encoding, {"type": "string"}), "bom": YES_OR_NO}
_EXTRACTED = object_of(
    _FIXITY,
    {
        "by": TEXT,
        **dict.fromkeys(("pages", "hyphens"), COUNT),
        # A line, its page, and the edges of its box.
        "boxes": list_of(tuple_of(COUNT, COUNT, NUMBER, NUMBER, NUMBER, NUMBER)),
        "left_out": list_of(tuple_of(COUNT, TEXT, TEXT)),
    },
)
_SOURCE = object_of(
    _FIXITY,
    {
        **_CODING,
        "lossless": YES_OR_NO,
        "literal": TEXT,
        "extracted": _EXTRACTED,
        "raw": list_of(tuple_of(COUNT, COUNT, HEXADECIMAL), _in_order),
    },
    also=_may_have_mark,
)
_CLEAN = object_of({**_FIXITY, "path": _NAME}, {**_CODING, "lines": TEXT}, also=_may_have_mark)
_FILES = object_of({"source": _SOURCE, "clean": _CLEAN})
_COUNTS = dict.fromkeys(("changes", "flags", "errors", "records", "left_out"), COUNT)
_RUN = object_of(
    {},
    {
        **dict.fromkeys(("newsclean", "started"), TEXT),
        "folder": _NAME,
        "skipped": list_of(object_of({"path": TEXT, "cause": TEXT, "hint": TEXT})),
        **dict.fromkeys(("settings", "libraries", "reviewed", "archive"), MAPPING),
    },
)
_ARTICLE = {"article": _NAME}
_REASONS = {"reason": TEXT, "reasons": list_of(object_of({"code": TEXT}, rest=TEXT_OR_NUMBER))}
_KINDS = {
    "article": object_of(
        {**_ARTICLE, "source": _SOURCE, "clean": _CLEAN},
        {
            "dropped": TEXT,
            "copy_of": MAPPING,
            "record": COUNT,
            "field": TEXT,
            "column": COUNT,
            "delimiter": TEXT,
        },
        together={"record": ("field",), "column": ("delimiter",)},
        also=_can_be_written,
    ),
    "change": object_of(
        {**_ARTICLE, "rule": TEXT, "before": TEXT, "after": TEXT, "places": list_of(tuple_of(COUNT, COUNT))},
        {
            **_REASONS,
            "kind": TEXT,
            "line": COUNT,
            "confidence": SHARE,
            "also_by": list_of(TEXT),
            "duplicate_of": object_of({}, {"article": TEXT, "line": or_null(COUNT)}),
            "similarity": or_null(SHARE),
        },
    ),
    "flag": object_of(
        {**_ARTICLE, "rule": TEXT, "text": TEXT, "offset": COUNT, "line": COUNT},
        {
            **_REASONS,
            "other_reading": TEXT,
            # Logs of 0.1.0 before its release had no offset there.
            "duplicate_of": object_of({"line": COUNT}, {"offset": or_null(COUNT)}),
        },
        together={"other_reading": ("duplicate_of",)},
        either=("reason", "reasons"),
    ),
    "decision": object_of(
        {**_ARTICLE, **dict.fromkeys(("on", "rule", "before", "decision", "by", "at"), TEXT), "line": COUNT},
        {**dict.fromkeys(("after", "other", "reading", "note"), TEXT), "offset": COUNT},
    ),
    "error": object_of(_ARTICLE, dict.fromkeys(("where", "cause", "hint"), TEXT)),
    "end": object_of(_ARTICLE, {**_COUNTS, "source": _SOURCE, "clean": _CLEAN}),
    "file": object_of({**_ARTICLE, "source": _SOURCE, "clean": _CLEAN}, _COUNTS),
}
