"""Readers of a log, article by article and file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import Record, clean_bytes
from newsclean.core.result import Change, FlagRecord
from newsclean.errors import LogError

_Value = TypeVar("_Value")


@dataclass
class ArticleLog:
    """All that a log says of one article.

    Attributes:
        name: Its name in the log.
        head: Its `article` record; empty for one that could not be cleaned.
        changes: Its changes, in the order of the text.
        flags: Its flags.
        kinds: The kind of change that each of its rules makes.
        decisions: Its `decision` records: what a person decided on its changes and flags.
        errors: Its `error` records.
        end: Its `end` record; empty while the article is not done.
        planned: Its `file` record, which says of a file of records what it shall hold, before it takes its place.
        records: Of such a file without `end`, the articles of its records.
    """

    name: str
    head: Record = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    flags: list[FlagRecord] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    decisions: list[Record] = field(default_factory=list)
    errors: list[Record] = field(default_factory=list)
    end: Record = field(default_factory=dict)
    planned: Record = field(default_factory=dict)
    records: list[ArticleLog] = field(default_factory=list)

    def add(self, record: Record) -> None:
        """Take in a record of this article.

        Raises:
            LogError: The record is not one that newsclean writes.
        """
        try:
            match record["type"]:
                case "article":
                    self.head = _checked_head(record)
                case "change":
                    self.changes += _changes(record)
                    self.kinds[record["rule"]] = _is(record.get("kind", ""), str)
                case "flag":
                    self.flags.append(_flag(record))
                case "decision":
                    self.decisions.append(_checked_decision(record))
                case "error":
                    self.errors.append(_with_texts(record, "article", "where", "cause", "hint"))
                case "file":
                    self.planned = _checked_head(record)
                case "end":
                    self.end = record
                    self.changes.sort(key=lambda change: change.start)
                case other:
                    raise LogError(self.name, f"record of unknown type {other!r}", "read it with a newer newsclean")
        except (KeyError, TypeError, ValueError) as error:
            raise LogError(self.name, f"a record that newsclean did not write ({error})", "use it as written") from None

    @property
    def file(self) -> str:
        """The name of the file it stands in, in the log."""
        return self.name.removesuffix(f":{self.head['record']}:{self.head['field']}") if self.is_record else self.name

    @property
    def dropped(self) -> str | None:
        """The clean text that was left out of what was written, or the record it stands in; None if it was not."""
        return self.head.get("dropped")

    @property
    def is_record(self) -> bool:
        """Return whether it is a field of a record, not a file of its own."""
        return "record" in self.head


def _is(value: object, kind: type[_Value]) -> _Value:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{value!r:.40} is not {kind.__name__}")
    return value


def _number(value: object) -> float:
    return value if isinstance(value, float) else _is(value, int)


def _checked_head(record: Record) -> Record:
    for side in ("source", "clean"):
        fixity = _is(record[side], dict)
        _is(fixity["sha256"], str)
        _is(fixity["bytes"], int)
        _is(fixity.get("encoding", ""), str)
    if "\0" in _is(record["clean"]["path"], str):
        raise ValueError("a path with NUL in it")
    _is(record.get("dropped", ""), str)
    if "record" in record:
        _is(record["record"], int)
        _is(record["field"], str)
    return record


def _with_texts(record: Record, *keys: str) -> Record:
    for key in keys:
        _is(record[key], str)
    return record


def _checked_decision(record: Record) -> Record:
    _with_texts(record, "on", "rule", "before", "decision", "by", "at")
    for key in ("after", "other", "reading", "note"):
        _is(record.get(key, ""), str)
    _is(record["line"], int)
    return record


def _changes(record: Record) -> Iterable[Change]:
    place = _is(record.get("duplicate_of", {}), dict)
    of, of_article = place.get("line"), _is(place.get("article", record["article"]), str)
    similarity = record.get("similarity")
    _with_texts(record, "rule", "before", "after")
    for start, clean_start in _is(record["places"], list):
        yield Change(
            record["rule"],
            record["before"],
            record["after"],
            _is(start, int),
            _is(clean_start, int),
            _is(record.get("line", 0), int),
            _number(record.get("confidence", 1.0)),
            _is(record.get("reason", ""), str),
            None if of is None else _is(of, int),
            None if similarity is None else _number(similarity),
            tuple(_is(rule, str) for rule in _is(record.get("also_by", []), list)),
            "" if of_article == record["article"] else of_article,
        )


def _flag(record: Record) -> FlagRecord:
    note = FlagRecord(
        _is(record["rule"], str),
        _is(record["text"], str),
        _is(record["offset"], int),
        _is(record["line"], int),
        _is(record["reason"], str),
    )
    if "other_reading" not in record:
        return note
    of = _is(record["duplicate_of"], dict)
    offset = of.get("offset")  # logs of 0.1.0 before its release had none
    of_start = None if offset is None else _is(offset, int)
    return note._replace(other=_is(record["other_reading"], str), of=_is(of["line"], int), of_start=of_start)


def read_articles(path: Path) -> Iterator[ArticleLog]:
    """Read a log, article by article.

    Args:
        path: The log.

    Yields:
        Each article when its `end` is reached, in the order of the ends; then those without one.

    Raises:
        LogError: As `read_records`, and for records that newsclean does not write.
    """
    waiting: dict[str, ArticleLog] = {}
    for record in read_records(path):
        if record.get("type") == "run":
            continue
        name: Any = record.get("article")
        if not isinstance(name, str) or "\0" in name:
            raise LogError(str(path), "a record without an article", "use the log as newsclean wrote it")
        article = waiting.setdefault(name, ArticleLog(name))
        article.add(record)
        if article.end:
            yield waiting.pop(name)
    yield from waiting.values()


class LoggedFile(NamedTuple):
    """A file that a log knows, whole.

    Attributes:
        name: Its source, as named in the log.
        source: Fixity of the source.
        clean: Path and fixity of the clean file.
        is_records: Whether it holds records.
        articles: Its articles, in order: one, or those of its records.
        end: Its `end` record.
    """

    name: str
    source: Record
    clean: Record
    is_records: bool
    articles: list[ArticleLog]
    end: Record

    @property
    def dropped(self) -> bytes | None:
        """The clean text of a file that was left out of what was written, in UTF-8 or the encoding of its record."""
        text = None if self.is_records else self.articles[0].dropped
        return None if text is None else clean_bytes(text, self.clean)

    def dropped_records(self) -> dict[int, bytes]:
        """The records that were left out of the clean file, by their numbers in the source, from 1."""
        found = ((article.head.get("record"), article.dropped) for article in self.articles)
        return {number: line.encode() for number, line in found if number is not None and line is not None}

    @property
    def source_encoding(self) -> str:
        """The encoding that the source is in."""
        return str(self.source.get("encoding", "utf-8"))

    @property
    def clean_encoding(self) -> str:
        """The encoding that the clean file is in."""
        return str(self.clean.get("encoding", "utf-8"))


def read_files(path: Path) -> Iterator[LoggedFile | ArticleLog]:
    """Read a log, file by file.

    Args:
        path: The log.

    Yields:
        Files, in the order in which they were done. Last, what is no whole file: inputs and records that could
        not be cleaned (with `errors`), and articles and files that are not done (without `end`).

    Raises:
        LogError: As `read_articles`.
    """
    records: dict[str, list[ArticleLog]] = {}
    for article in read_articles(path):
        if not article.end:
            if article.errors or article.planned:
                article.records = records.pop(article.name, [])
            yield article
        elif article.is_record:
            records.setdefault(article.file, []).append(article)
        elif article.head:
            yield LoggedFile(article.name, article.head["source"], article.head["clean"], False, [article], article.end)
        else:
            yield _records_file(article, records.pop(article.name, []))
    for name in records:
        yield ArticleLog(name)


def _records_file(article: ArticleLog, articles: list[ArticleLog]) -> LoggedFile:
    try:
        end = _checked_head(article.end)
    except (KeyError, TypeError) as error:
        raise LogError(article.name, f"a record that newsclean did not write ({error})", "use it as written") from None
    return LoggedFile(article.name, end["source"], end["clean"], True, articles, end)
