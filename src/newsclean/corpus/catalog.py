"""The catalog of an archive index, an SQLite database in WAL mode: it alone says what is in the index."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import newsclean
from newsclean.errors import IndexFileError
from newsclean.minhash.signatures import BANDS, PERMUTATIONS, ROWS, SCHEME

FILE = "catalog.sqlite"
"""Its name in the folder of the index."""

PARAMETERS = {
    "format": "newsclean index 3",
    "shingles": "folded character bigrams",
    "scheme": SCHEME,
    "permutations": str(PERMUTATIONS),
    "bands": str(BANDS),
    "rows": str(ROWS),
}
"""Parameters an index is made with; one that was made with anything else would compare what cannot be compared."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    characters INTEGER NOT NULL, UNIQUE (name, sha256));
CREATE TABLE runs (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL);
"""
_PATIENCE = 60.0


class RunEntry(NamedTuple):
    """A run as the catalog has it.

    Attributes:
        first: The number of its first paragraph in the whole index.
        paragraphs: How many it has.
        file: Its name in the folder of the index.
        sha256: Of the file.
    """

    first: int
    paragraphs: int
    file: str
    sha256: str


class ArticleEntry(NamedTuple):
    """An article as the catalog has it; the name and the SHA-256 of its text make it the article it is."""

    name: str
    sha256: str
    characters: int


def _stored(name: str) -> str | bytes:
    """A name as SQLite can have it: one with half characters, as a path that is no UTF-8 has, in bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")
    return name


class IndexCatalog:
    """A catalog, open. Several processes may have it open; one at a time writes to it.

    Args:
        folder: The folder of the index.
        create: Whether to make it if it is not there.

    Raises:
        IndexFileError: It is not there, is no index, is damaged, or was made with other parameters.
    """

    def __init__(self, folder: Path, *, create: bool) -> None:
        self.folder = folder
        if not (folder / FILE).is_file():
            if not create:
                raise IndexFileError(str(folder), "no index", "make one: newsclean duplicates PATH --index INDEX")
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise IndexFileError(str(folder), "is there and is no index", "choose another --index")
        with self._sqlite_errors_named():
            folder.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(folder / FILE, timeout=_PATIENCE, isolation_level=None)
            if create and not self._tables():
                self._make()
            if "meta" not in self._tables():
                raise IndexFileError(str(folder), "no index", "choose another --index")
            self.parameters = dict(self._database.execute("SELECT name, value FROM meta"))
        for name, value in PARAMETERS.items():
            found = self.parameters.get(name)
            if found != value:
                by = self.parameters.get("made by", "another version")
                self.close()
                raise IndexFileError(
                    str(folder),
                    f"made by {by} with {name} {found!r}, and this version has {value!r}",
                    f"make it again from the articles: newsclean duplicates PATH --index {folder}.new",
                )

    def _tables(self) -> set[str]:
        return {name for (name,) in self._database.execute("SELECT name FROM sqlite_master")}

    def _make(self) -> None:
        self._database.execute("PRAGMA journal_mode = WAL")
        with self.writing():
            if not self._tables():  # another process may have been first
                for statement in _SCHEMA.split(";"):
                    self._database.execute(statement)
                made = {**PARAMETERS, "made by": f"newsclean {newsclean.__version__}"}
                self._database.executemany("INSERT INTO meta VALUES (?, ?)", made.items())

    def close(self) -> None:
        """Close it."""
        self._database.close()

    @contextlib.contextmanager
    def _sqlite_errors_named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise IndexFileError(str(self.folder), "another newsclean is adding to it", "try again") from None
            raise IndexFileError(
                str(self.folder), f"cannot be used ({error})", "check the disk and the permissions"
            ) from None
        except sqlite3.DatabaseError as error:
            raise IndexFileError(str(self.folder), f"no index, or a damaged one ({error})", "make it again") from None
        except OSError as error:
            raise IndexFileError(
                str(self.folder), error.strerror or str(error), "check the disk and the permissions"
            ) from None

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction, which no two processes hold at a time: all that is done in it counts, or nothing.

        Raises:
            IndexFileError: The catalog cannot be written, or another process has been writing for a minute.
        """
        with self._sqlite_errors_named():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def runs(self) -> list[RunEntry]:
        """The runs, in the order of their paragraphs."""
        return [RunEntry(*row) for row in self._rows("SELECT first, count, file, sha256 FROM runs ORDER BY first")]

    def replace_runs(self, entry: RunEntry) -> None:
        """Put a run in the place of all those that begin at its first paragraph or later; inside `writing`."""
        self._database.execute("DELETE FROM runs WHERE first >= ?", (entry.first,))
        self._database.execute("INSERT INTO runs VALUES (?, ?, ?, ?)", entry)

    def add_articles(self, articles: Sequence[ArticleEntry]) -> dict[int, int]:
        """Add those that it has not yet; inside `writing`.

        Returns:
            For each that was added its place in `articles`, and its number in the catalog.
        """
        added: dict[int, int] = {}
        for at, article in enumerate(articles):
            row = self._database.execute(
                "INSERT INTO articles (name, sha256, characters) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
                (_stored(article.name), *article[1:]),
            ).fetchone()
            if row is not None:
                added[at] = row[0]
        return added

    def article(self, number: int) -> ArticleEntry:
        """An article by its number.

        Raises:
            IndexFileError: There is none of that number.
        """
        rows = self._rows("SELECT name, sha256, characters FROM articles WHERE id = ?", number)
        if not rows:
            raise IndexFileError(str(self.folder), f"article {number} is not in its catalog", "make it again")
        name, *rest = rows[0]
        return ArticleEntry(name.decode("utf-8", "surrogatepass") if isinstance(name, bytes) else name, *rest)

    def articles(self) -> list[int]:
        """The numbers of all articles."""
        return [number for (number,) in self._rows("SELECT id FROM articles")]

    def fault(self) -> str | None:
        """Return what SQLite finds wrong with the database, or None."""
        ((state,),) = self._rows("PRAGMA integrity_check(1)")
        return None if state == "ok" else state

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._sqlite_errors_named():
            return self._database.execute(query, values).fetchall()
