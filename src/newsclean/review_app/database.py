"""The file of a review: SQLite beside the log, in which every decision is on the disk when its transaction ends."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsclean.errors import OutputError, UsageError

_LAYOUT = 2
_READ_AGAIN = "articles", "pages", "texts", "items"
_ADDED = {"decisions": ("in_queue INTEGER",), "history": ("by TEXT",)}  # to layouts of earlier versions
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
            ((layout,),) = self._connection.execute("PRAGMA user_version")
            if layout != _LAYOUT:
                with self.writing() as connection:
                    _lay_out(connection)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute(f"PRAGMA synchronous={'FULL' if is_lasting else 'NORMAL'}")
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


def forget_log(connection: sqlite3.Connection) -> None:
    """Forget what was read of the log, but not which log it was, nor what people did."""
    for table in _READ_AGAIN:
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM about WHERE key NOT IN ('sha256', 'stamp', 'lost')")


def renew_decisions(connection: sqlite3.Connection) -> None:
    """Put decisions to their places, when the log was read again."""
    name = "json_extract(record, '$.article')"
    connection.execute(
        f"UPDATE OR REPLACE decisions SET key = (SELECT number FROM articles WHERE name = {name}) "
        f"|| substr(key, instr(key, '/')) WHERE key LIKE '?%' AND {name} IN (SELECT name FROM articles)"
    )
    connection.execute("UPDATE decisions SET in_queue = EXISTS (SELECT 1 FROM items WHERE items.key = decisions.key)")


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables, or those of an earlier version to the present ones: what people did is kept."""
    ((layout,),) = connection.execute("PRAGMA user_version")  # another process may have done it meanwhile
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if layout > _LAYOUT or (found and not {"about", "decisions", "history"} <= found):
        raise sqlite3.DatabaseError(f"layout {layout}")
    for table in _READ_AGAIN if layout < _LAYOUT else ():
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for table, columns in _ADDED.items() if found else ():
        known = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
        for column in columns:
            if column.split()[0] not in known:
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    if found and layout < _LAYOUT:
        forget_log(connection)
        by = "SELECT json_extract(made.record, '$.by') FROM decisions AS made WHERE made.key = history.key"
        connection.execute(f"UPDATE history SET by = ({by} AND made.step = history.step) WHERE by IS NULL")
        if layout == 0:  # it had other numbers for articles
            connection.execute("UPDATE decisions SET key = '?' || key")
            connection.execute("DELETE FROM history")
    connection.execute(f"PRAGMA user_version={_LAYOUT}")


def _connection(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=30)
