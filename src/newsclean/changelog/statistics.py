"""Statistics of a log: what was done to each file of a run, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import Record
from newsclean.changelog.record_checks import checked_record


@dataclass
class Counts:
    """Counts of what was done.

    Attributes:
        articles: How many articles were cleaned.
        changes: How many places each rule changed.
        flags: How many flags each rule raised.
        errors: How many inputs or records could not be cleaned.
    """

    articles: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    def merge(self, other: Counts) -> None:
        """Count what others have counted."""
        self.articles += other.articles
        self.changes += other.changes
        self.flags += other.flags
        self.errors += other.errors


@dataclass
class FileStatistics(Counts):
    """Statistics of a file of a run.

    Attributes:
        name: Its name in the log.
        source: Fixity of the source; empty while the file is not done.
        clean: Path and fixity of the clean file, alike.
        records: How many records it holds; None for a file that is an article.
    """

    name: str = ""
    source: Record = field(default_factory=dict)
    clean: Record = field(default_factory=dict)
    records: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it by name, as JSON can write it."""
        return {
            "name": self.name,
            "clean": self.clean.get("path", ""),
            "bytes": self.source.get("bytes", 0),
            "clean_bytes": self.clean.get("bytes", 0),
            "records": self.records,
            "articles": self.articles,
            "changes": dict(sorted(self.changes.items())),
            "flags": dict(sorted(self.flags.items())),
            "errors": self.errors,
        }


def statistics_of(log: Path) -> Iterator[FileStatistics]:
    """Yield the statistics of each file that a log says is done, and last of those that are not.

    Raises:
        LogError: The log cannot be read.
    """
    open_files: dict[str, FileStatistics] = {}
    heads: dict[str, Record] = {}
    for record in read_records(log):
        if record.get("type") == "run":
            continue
        name = checked_record(record, str(log))["article"]
        if record["type"] == "article":
            heads[name] = record
        head = heads.get(name, {})
        file = name.removesuffix(f":{head['record']}:{head['field']}") if "record" in head else name
        if record["type"] == "error" and file not in open_files:
            file = next((each for each in open_files if name.startswith(f"{each}:")), file)
        one = open_files.setdefault(file, FileStatistics(name=file))
        match record["type"]:
            case "change":
                one.changes[record["rule"]] += len(record["places"])
            case "flag":
                one.flags[record["rule"]] += 1
            case "error":
                one.errors += 1
            case "end":
                one.articles += "records" not in record
                if "record" in heads.pop(name, {}):
                    continue
                one.source, one.clean = (record.get(key) or head.get(key, {}) for key in ("source", "clean"))
                one.records = record.get("records")
                yield open_files.pop(file)
    yield from open_files.values()


def total_of(files: Iterator[FileStatistics] | list[FileStatistics]) -> FileStatistics:
    """Return the sum of the statistics of files."""
    total = FileStatistics(source={"bytes": 0}, clean={"bytes": 0}, records=0)
    for file in files:
        for side in ("source", "clean"):
            getattr(total, side)["bytes"] += getattr(file, side).get("bytes", 0)
        total.records = (total.records or 0) + (file.records or 0)
        total.merge(file)
    return total
