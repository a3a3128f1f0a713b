"""Readers of a log, article by article and file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import REASONS, Record, clean_bytes
from newsclean.changelog.logged_files import path_from
from newsclean.changelog.record_checks import checked_files, checked_name, checked_record, not_written
from newsclean.core.reasons import Reason, sentence
from newsclean.core.result import Change, FlagRecord
from newsclean.errors import LogError


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
        folder: The folder in which the run was started, as far as the log tells.
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
    folder: Path = Path()

    def add(self, record: Record) -> None:
        """Take in a record of this article.

        Raises:
            LogError: The record is not one that newsclean writes.
        """
        match checked_record(record, self.name)["type"]:
            case "article":
                self.head = record
            case "change":
                self.changes += _changes(record)
                self.kinds[record["rule"]] = record.get("kind", "")
            case "flag":
                self.flags.append(_flag(record))
            case "decision":
                self.decisions.append(record)
            case "error":
                self.errors.append(record)
            case "file":
                self.planned = record
            case "end":
                self.end = record
                self.changes.sort(key=lambda change: change.start)

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


def _changes(record: Record) -> Iterable[Change]:
    place = record.get("duplicate_of", {})
    of_article = place.get("article", record["article"])
    for start, clean_start in record["places"]:
        yield Change(
            record["rule"],
            record["before"],
            record["after"],
            start,
            clean_start,
            record.get("line", 0),
            record.get("confidence", 1.0),
            _reasons(record),
            place.get("line"),
            record.get("similarity"),
            tuple(record.get("also_by", ())),
            "" if of_article == record["article"] else of_article,
        )


def _flag(record: Record) -> FlagRecord:
    flag = FlagRecord(record["rule"], record["text"], record["offset"], record["line"], _reasons(record))
    if "other_reading" not in record:
        return flag
    of = record["duplicate_of"]
    return flag._replace(other=record["other_reading"], of=of["line"], of_start=of.get("offset"))


def _reasons(record: Record) -> tuple[Reason, ...]:
    return (*sentence(record.get("reason", "")), *map(_reason, record.get("reasons", ())))


def _reason(given: Record) -> Reason:
    code = given["code"]
    values = tuple((name, value) for name, value in given.items() if name != "code")
    return Reason(code, values, REASONS[code].text if code in REASONS else "")


def run_folder(log: Path) -> Path:
    """The folder in which the run of a log was started, as far as the log tells: else that of the log.

    Raises:
        LogError: As `read_records`.
    """
    return Path(log.parent, next(read_records(log)).get("folder", ""))


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
    folder = run_folder(path)
    for record in read_records(path):
        if record.get("type") == "run":
            continue
        if "article" not in record:
            raise LogError(str(path), "a record without an article", "use the log as newsclean wrote it")
        try:
            name = checked_name(record["article"])
        except (TypeError, ValueError) as error:
            raise not_written(str(path), error) from None
        article = waiting.setdefault(name, ArticleLog(name, folder=folder))
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
        folder: The folder in which the run was started, as far as the log tells.
    """

    name: str
    source: Record
    clean: Record
    is_records: bool
    articles: list[ArticleLog]
    end: Record
    folder: Path = Path()

    @property
    def source_path(self) -> Path:
        """The path of the source from here, or, where there is none, from where the run was started."""
        return path_from(self.folder, self.name)

    @property
    def clean_path(self) -> Path:
        """The path of the clean file, as `source_path`."""
        return path_from(self.folder, self.clean["path"])

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
            files = article.head["source"], article.head["clean"]
            yield LoggedFile(article.name, *files, False, [article], article.end, article.folder)
        else:
            yield _records_file(article, records.pop(article.name, []))
    for name in records:
        yield ArticleLog(name)


def _records_file(article: ArticleLog, articles: list[ArticleLog]) -> LoggedFile:
    try:
        end = checked_files(article.end)
    except (KeyError, TypeError, ValueError) as error:
        raise not_written(article.name, error) from None
    return LoggedFile(article.name, end["source"], end["clean"], True, articles, end, article.folder)
