"""Resuming: what an earlier run that was stopped has done, so that it need not be done again.

An article is taken from the log of that run if its source, the settings and the version are the same: its recorded
changes are made once more, without asking a rule, and logged as they were. The result is the same as that of a run
that was never stopped.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from newsclean.changelog.log_files import read_records, run_record
from newsclean.changelog.log_records import Record, dumps, utf8
from newsclean.changelog.reading import ArticleLog
from newsclean.changelog.record_checks import checked_record
from newsclean.core.result import Result, replay
from newsclean.errors import LogError, OutputError, RestoreError, UsageError
from newsclean.settings import Settings

Lines = bytes
"""The records of an article as lines."""

NOTHING_DONE: Mapping[str, Lines] = {}
"""Lines of an earlier run where there was none."""

_MUST_AGREE = ("schema", "newsclean", "libraries", "settings")


def terms_of(run: Record) -> Record:
    """Return what of its `run` record two runs must agree in for one to go on with the other."""
    return {key: run.get(key) for key in _MUST_AGREE}


def terms_now(settings: Settings) -> Record:
    """Return the terms of a run that is begun now."""
    return terms_of(json.loads(dumps(run_record(settings))))


class Prior:
    """The articles that are done, kept beside the log until the run is through.

    A run that goes on writes its log anew; were it stopped too, the file beside the log would still know what the first
    one had done. It is removed by `close` after a run that came to its end.

    Args:
        log: The log of the run that was stopped; it need not be there.
        settings: The settings of this run.

    Attributes:
        warning: What there is to say about the log; empty if it can be used.

    Raises:
        OutputError: The disk failed.
        UsageError: The file beside the log is not one.
    """

    def __init__(self, log: Path, settings: Settings) -> None:
        self._path = log.with_name(log.name + ".resume")
        self.warning = ""
        terms = terms_now(settings)
        with self._used():
            self._store = sqlite3.connect(self._path)
            self._store.execute(
                "CREATE TABLE IF NOT EXISTS done (run TEXT, name TEXT, lines BLOB, PRIMARY KEY (run, name))"
            )
            self._key = json.dumps(terms, sort_keys=True)
            if log.exists():
                self._take_in(log, terms)

    @contextmanager
    def _used(self) -> Iterator[None]:
        """Say what is wrong with the file beside the log.

        Raises:
            OutputError: The disk failed.
            UsageError: The file is not one.
        """
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputError(str(self._path), str(error), "free the disk or choose another --log") from None
        except sqlite3.Error as error:
            raise UsageError(str(self._path), f"cannot be used ({error})", "remove it") from None

    def _take_in(self, log: Path, terms: Record) -> None:
        lines: dict[str, list[bytes]] = {}
        try:
            for record in read_records(log):
                if record.get("type") == "run":
                    if terms_of(record) != terms:
                        self.warning = "settings or version are not those of the log: all is done again"
                        return
                    continue
                name = str(checked_record(record, str(log)).get("article", ""))
                if record["type"] == "article":
                    lines[name] = []
                if name in lines:
                    lines[name].append(dumps(record))
                    if record["type"] == "end":
                        row = self._key, utf8(name), b"".join(lines.pop(name))
                        self._store.execute("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", row)
        except LogError as error:
            self.warning = f"{error.cause}: all is done again"
        self._store.commit()

    def of(self, names: Iterable[str]) -> dict[str, Lines]:
        """Return the records of those articles that are done, by name.

        Raises:
            OutputError: The disk failed.
        """
        query = "SELECT lines FROM done WHERE run = ? AND name = ?"
        with self._used():
            found = [(name, self._store.execute(query, (self._key, utf8(name))).fetchone()) for name in names]
        return {name: row[0] for name, row in found if row is not None}

    def close(self, *, is_done: bool) -> None:
        """Let go of the file beside the log; remove it if the run came to its end."""
        self._store.close()
        if is_done:
            self._path.unlink(missing_ok=True)


def resumed(name: str, text: str, digest: str, prior: Mapping[str, Lines]) -> Result | None:
    """The result of an article as an earlier run logged it, or None if it has to be cleaned.

    Args:
        name: Its name in the log.
        text: Its text.
        digest: The sha256 of its source.
        prior: The records of articles that are done.
    """
    if name not in prior:
        return None
    article = ArticleLog(name)
    try:
        for line in prior[name].splitlines():
            article.add(json.loads(line))
        if article.decisions or article.head["source"]["sha256"] != digest:
            return None
        return Result(replay(text, article.changes), tuple(article.changes), tuple(article.flags))
    except (LogError, RestoreError, KeyError, ValueError):
        return None
