"""Checks of the records of a log: each as newsclean writes it, so that no command meets anything else in one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from newsclean.changelog.log_records import Record, clean_bytes
from newsclean.errors import LogError
from newsclean.io.encodings.codec import has_mark, is_text_encoding

_Value = TypeVar("_Value")
# The largest number that JSON readers agree on, in the page of the report too.
_LARGEST = 2**53


def checked_record(record: Record, name: str) -> Record:
    """Return a record of an article, which must be as newsclean writes it.

    Args:
        record: The record, its keys named as in this schema.
        name: What to call it in an error.

    Raises:
        LogError: It is of an unknown type, or lacks something, or holds what no such record does.
    """
    check = _CHECKS.get(_hashable(record.get("type")))
    if check is None:
        cause = f"record of unknown type {record.get('type')!r:.40}"
        raise LogError(name, cause, "read it with a newer newsclean")
    try:
        checked_name(record["article"])
        check(record)
    except (KeyError, TypeError, ValueError) as error:
        raise not_written(name, error) from None
    return record


def checked_run(record: Record, name: str) -> Record:
    """Return the `run` record of a log, which must be as newsclean writes it.

    Raises:
        LogError: It is not.
    """
    try:
        _texts(record, (), ("newsclean", "started"))
        for key in ("settings", "libraries", "reviewed", "archive"):
            _is(record.get(key, {}), dict)
    except TypeError as error:
        raise not_written(name, error) from None
    return record


def checked_name(value: object) -> str:
    """Return the name of an article or the path of a file, which must be one that the system can have.

    Raises:
        TypeError: It is no text.
        ValueError: It is one that no file can have.
    """
    name = _is(value, str)
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
    source, clean = _is(record["source"], dict), _is(record["clean"], dict)
    for file in (source, clean):
        _fixity(file)
        if not is_text_encoding(_is(file.get("encoding", "utf-8"), str)):
            raise ValueError(f"no encoding of text is called {file['encoding']!r:.40}")
        if _is(file.get("bom", False), bool) and not has_mark(file.get("encoding", "utf-8")):
            raise ValueError(f"{file['encoding']} has no byte-order mark")
    checked_name(clean["path"])
    _texts(clean, (), ("lines",))
    _texts(source, (), ("literal",))
    if "extracted" in source:
        _fixity(_is(source["extracted"], dict))
    _raw(_is(source.get("raw", []), list))
    return record


def not_written(name: str, error: Exception) -> LogError:
    """Return the error for a record that newsclean did not write.

    Args:
        name: What to call it.
        error: What is wrong with it.
    """
    return LogError(name, f"a record that newsclean did not write ({error})", "use the log as newsclean wrote it")


def _hashable(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is(value: object, kind: type[_Value]) -> _Value:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{value!r:.40} is not {kind.__name__}")
    return value


def _count(value: object) -> int:
    number = _is(value, int)
    if not 0 <= number <= _LARGEST:
        raise ValueError(f"{str(number)[:40]} is no number of anything")
    return number


def _share(value: object) -> None:
    number = value if isinstance(value, float) else _is(value, int)
    if not 0 <= number <= 1:
        raise ValueError(f"{str(number)[:40]} is not from 0 to 1")


def _texts(record: Record, needed: Iterable[str], others: Iterable[str] = ()) -> None:
    for key in needed:
        _is(record[key], str)
    for key in others:
        _is(record.get(key, ""), str)


def _fixity(file: Record) -> None:
    _is(file["sha256"], str)
    _count(file["bytes"])


def _raw(entries: list[Any]) -> None:
    done = 0
    for offset, length, data in entries:
        if _count(offset) < done:
            raise ValueError("source.raw is not in order")
        done = offset + _count(length)
        bytes.fromhex(_is(data, str))


def _article(record: Record) -> None:
    checked_files(record)
    _texts(record, (), ("dropped",))
    _is(record.get("copy_of", {}), dict)
    if "record" not in record:
        clean_bytes(record.get("dropped", ""), record["clean"])
        return
    record.get("dropped", "").encode()
    if _count(record["record"]) == 0:
        raise ValueError("records are counted from 1")
    _is(record["field"], str)
    if "column" in record:
        _count(record["column"])
        if len(_is(record["delimiter"], str)) != 1:
            raise ValueError("a delimiter is one character")


def _reasons(record: Record) -> None:
    _texts(record, (), ("reason",))
    for reason in _is(record.get("reasons", []), list):
        _texts(_is(reason, dict), ("code",))
        for value in reason.values():
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                raise TypeError(f"{value!r:.40} is neither text nor a number")


def _change(record: Record) -> None:
    _texts(record, ("rule", "before", "after"), ("kind",))
    _reasons(record)
    for start, clean_start in _is(record["places"], list):
        _count(start)
        _count(clean_start)
    _count(record.get("line", 0))
    _share(record.get("confidence", 1.0))
    for rule in _is(record.get("also_by", []), list):
        _is(rule, str)
    place = _is(record.get("duplicate_of", {}), dict)
    _texts(place, (), ("article",))
    if place.get("line") is not None:
        _count(place["line"])
    if record.get("similarity") is not None:
        _share(record["similarity"])


def _flag(record: Record) -> None:
    _texts(record, ("rule", "text"))
    _texts(record, () if "reasons" in record else ("reason",))
    _reasons(record)
    _count(record["offset"])
    _count(record["line"])
    if "other_reading" in record:
        _is(record["other_reading"], str)
        place = _is(record["duplicate_of"], dict)
        _count(place["line"])
        if place.get("offset") is not None:  # logs of 0.1.0 before its release had none
            _count(place["offset"])


def _decision(record: Record) -> None:
    texts = ("on", "rule", "before", "decision", "by", "at")
    _texts(record, texts, ("after", "other", "reading", "note"))
    _count(record["line"])
    _count(record.get("offset", 0))


def _error(record: Record) -> None:
    _texts(record, ("where", "cause", "hint"))


def _end(record: Record) -> None:
    for key in ("changes", "flags", "errors", "records", "left_out"):
        _count(record.get(key, 0))


def _file(record: Record) -> None:
    checked_files(record)
    _end(record)


_CHECKS: dict[str, Callable[[Record], None]] = {
    "article": _article, "change": _change, "flag": _flag, "decision": _decision, "error": _error, "end": _end,
    "file": _file,
}  # fmt: skip
