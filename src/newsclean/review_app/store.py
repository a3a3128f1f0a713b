"""State of a review: what of a log needs a person, and what was decided on it.

A server that is killed, or a machine that goes dark, loses nothing that it has acknowledged.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import newsclean
from newsclean.changelog.record_lines import Record
from newsclean.errors import UsageError
from newsclean.i18n.messages import Catalog
from newsclean.review.decisions import SCHEMA
from newsclean.review_app.database import Database, forget_log
from newsclean.review_app.journal import Journal
from newsclean.review_app.views import ReviewViews

if TYPE_CHECKING:
    from newsclean.review_app.loading import Loader


class ReviewStore:
    """The review of one log. It may be used by several threads, and by several processes at a time.

    The log is read in the background; the queue grows meanwhile, in the order of the articles.

    Args:
        log: The log.
        catalog: The language in which reasons are kept; another one than before has the log read once more.

    Attributes:
        views: The queue and the articles.
        journal: Takes decisions and comments.

    Raises:
        LogError: The log cannot be read.
        UsageError: The file cannot be used, or holds the review of another log.
    """

    def __init__(self, log: Path, catalog: Catalog) -> None:
        self.log = log
        self.path = review_of(log)
        self._catalog = catalog
        self._database = Database(self.path, is_lasting=True)
        about = dict(self._database.rows("SELECT key, value FROM about"))
        self._check_log(about)
        self._loader: Loader | None = None
        if (about.get("language"), about.get("newsclean")) != (catalog.tag, newsclean.__version__):
            if about.get("begun") != newsclean.__version__:
                with self._database.writing() as connection:
                    forget_log(connection)
                    connection.execute("INSERT INTO about VALUES ('begun', ?)", (newsclean.__version__,))
                about = {}
            from newsclean.review_app.loading import Loader

            self._loader = Loader(self.path, log, catalog, json.loads(about.get("rules", "[]")))
            self._loader.start()
        self.views = ReviewViews(self._database, lambda: self._is_loading)
        self.journal = Journal(self._database, self.views, lambda: self._rules)

    def _check_log(self, about: dict[str, str]) -> None:
        state = self.log.stat()
        stamp = f"{state.st_size}:{state.st_mtime_ns}"
        if about.get("stamp") == stamp:
            return
        from newsclean.changelog.log_files import read_records  # with all rules: not for a log that was read

        next(read_records(self.log))
        with self.log.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if about.get("sha256", digest) != digest:
            cause = "holds the review of a log that has changed since"
            raise UsageError(str(self.path), cause, "put that log back, or move this file away to begin anew")
        with self._database.writing() as connection:
            facts = {"sha256": digest, "stamp": stamp}
            connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", facts.items())

    @property
    def index(self) -> Record:
        """What the page says of the log as a whole, as the report has it, without the list of articles."""
        if self._is_loading:
            from newsclean.report.writing import rule_entry

            digest = self._database.rows("SELECT value FROM about WHERE key = 'sha256'")[0][0]
            rules = [rule_entry(rule, self._catalog) for rule in self._rules]
            return {"log": {"name": self.log.name, "sha256": digest}, "rules": rules}
        found: Record = json.loads(self._database.rows("SELECT value FROM about WHERE key = 'index'")[0][0])
        return found

    @property
    def _is_loading(self) -> bool:
        return self._loader is not None and (not self._loader.is_done or bool(self._loader.problem))

    @property
    def _rules(self) -> list[str]:
        return self._saved_rules if self._loader is None else list(self._loader.rules)

    @cached_property
    def _saved_rules(self) -> list[str]:
        return [rule[0] for rule in self.index["rules"]]

    def progress(self) -> Record:
        """Return how many places there are and are decided, and how far the log is read while it is not to its end."""
        ((places, decided, made, step),) = self._database.rows(
            "SELECT (SELECT COUNT(*) FROM items), (SELECT COUNT(*) FROM decisions WHERE in_queue), "
            "(SELECT COUNT(*) FROM decisions), (SELECT COALESCE(MAX(step), 0) FROM history)"
        )
        found = {"places": places, "decided": decided, "decisions": made, "step": step, "loading": None}
        if self._loader is not None and self._is_loading:
            loader = self._loader
            found["loading"] = {"articles": loader.articles, "texts": loader.texts, "problem": loader.problem}
        return found

    def decisions(self) -> Iterator[Record]:
        """Yield the records of a file of decisions, its head first; comments are their notes.

        Raises:
            UsageError: The log is not yet read to its end. Of one that cannot be, there are those that were made.
        """
        if self._loader is not None and not self._loader.is_done:
            raise UsageError(self.log.name, "the log is still being read", "wait a moment")
        yield {"type": "decisions", "schema": SCHEMA, "newsclean": newsclean.__version__, "log": self.index["log"]}
        notes: dict[str, list[str]] = {}
        for key, text, by in self._database.rows("SELECT key, text, by FROM comments ORDER BY number"):
            notes.setdefault(key, []).append(f"{by}: {text}")
        for key, record in self._database.rows("SELECT key, record FROM decisions ORDER BY step, key"):
            yield json.loads(record) | ({"note": "\n".join(notes[key])} if key in notes else {})

    def left_out(self) -> list[str]:
        """Return what is to be told of decisions that cannot be carried out, a line for each article."""
        found = self._database.rows("SELECT value FROM about WHERE key = 'lost'")
        return [str(line) for line in json.loads(found[0][0])] if found else []

    def close(self) -> None:
        """Let go of the file."""
        if self._loader is not None:
            self._loader.stop()
        self._database.close()


def review_of(log: Path) -> Path:
    """Return where the review of a log is kept."""
    return log.with_name(f"{log.name}.review")
