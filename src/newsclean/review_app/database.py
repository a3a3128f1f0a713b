"""The file of a review: SQLite beside the log, in which every decision is on the disk when its transaction ends."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsclean.errors import OutputError, UsageError

_LAYOUT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS articles (number INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE IF NOT EXISTS pages (number INTEGER PRIMARY KEY, page TEXT);
CREATE TABLE IF NOT EXISTS texts (number INTEGER PRIMARY KEY, folded TEXT);
CREATE TABLE IF NOT EXISTS items (
  key TEXT PRIMARY KEY, article INTEGER, place INTEGER, rule TEXT, is_flag INTEGER, is_conflict INTEGER,
  confidence REAL, line INTEGER, text TEXT, other TEXT, pattern INTEGER,
  head TEXT, tail TEXT
);
CREATE INDEX IF NOT EXISTS items_by_rule ON items (rule);
CREATE INDEX IF NOT EXISTS items_by_article ON items (article, place);
CREATE INDEX IF NOT EXISTS items_by_pattern ON items (pattern);
CREATE INDEX IF NOT EXISTS items_by_urgency ON items (is_conflict DESC, is_flag DESC, confidence, article, place, key);
CREATE TABLE IF NOT EXISTS decisions (key TEXT PRIMARY KEY, step INTEGER, record TEXT, in_queue INTEGER);
CREATE INDEX IF NOT EXISTS decisions_in_queue ON decisions (in_queue);
CREATE TABLE IF NOT EXISTS history (step INTEGER, key TEXT, record TEXT, by TEXT, PRIMARY KEY (step, key));
CREATE INDEX IF NOT EXISTS history_by_person ON history (by, step);
CREATE INDEX IF NOT EXISTS history_by_key ON history (key, step);
CREATE TABLE IF NOT EXISTS comments (number INTEGER PRIMARY KEY, key TEXT, text TEXT, by TEXT, at TEXT);
CREATE INDEX IF NOT EXISTS comments_by_key ON comments (key);
CREATE TABLE IF NOT EXISTS articles_read (number INTEGER PRIMARY KEY, by TEXT, at TEXT);
"""


def not_kept(path: Path, error: sqlite3.Error) -> OutputError:
    """Return what is said where the file of a review cannot be read or written."""
    return OutputError(str(path), f"cannot be used ({error})", "free the disk or choose another place")


class Database:
    """Connection to the file of a review, for any number of threads; several processes may have one each.

    Args:
        path: The file; it is made where there is none.
        is_lasting: Whether what a transaction wrote shall be on the disk when it ends.

    Raises:
        UsageError: The file cannot be used.
    """

    def __init__(self, path: Path, *, is_lasting: bool) -> None:
        self._lock, self._scan_lock = threading.Lock(), threading.Lock()
        try:
            self._connection, self._scanner = _connection(path), _connection(path)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute(f"PRAGMA synchronous={'FULL' if is_lasting else 'NORMAL'}")
            self._connection.executescript(_TABLES)
            ((layout,),) = self._connection.execute("PRAGMA user_version")
            if layout not in (0, _LAYOUT):
                raise sqlite3.DatabaseError(f"layout {layout}")
            self._connection.execute(f"PRAGMA user_version={_LAYOUT}")
        except sqlite3.Error as error:
            raise UsageError(str(path), f"cannot be used ({error})", "move it away") from None

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def scan(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return what a query finds that looks at all texts; whoever decides meanwhile need not wait for it."""
        with self._scan_lock:
            return self._scanner.execute(query, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield the connection in a transaction; all that is written in it is kept, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, self._scan_lock:
            self._scanner.close()
            self._connection.close()


def _connection(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
