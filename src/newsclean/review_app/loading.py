"""Loading of a log into a review, in the background: first what is to be decided, then the texts around it."""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import newsclean
from newsclean.changelog.log_records import Record, dumps
from newsclean.errors import DecisionError, InputError, NewscleanError
from newsclean.i18n.messages import Catalog
from newsclean.jobs.file_restoring import articles_of
from newsclean.report.article_data import Rules, page_article
from newsclean.report.writing import PageIndex
from newsclean.review_app.database import Database, not_kept, renew_decisions
from newsclean.review_app.items import folded, items_of, original_of, shown
from newsclean.rules.registry import RULES

_SECONDS = 0.03, 0.05, 0.1  # of articles that are kept at a time: the first of them soon
_SWITCH = 0.0005  # seconds after which whoever decides meanwhile has a turn


class _ShortTurns:
    """Short turns of all threads while logs are read, however many at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readers, self._usual = 0, 0.0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if not self._readers:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(_SWITCH)
            self._readers += 1
        try:
            yield
        finally:
            with self._lock:
                self._readers -= 1
                if not self._readers:
                    sys.setswitchinterval(self._usual)


_short_turns = _ShortTurns()


class Loader:
    """Reads a log into a review. It may be stopped at any time, and begun anew.

    Args:
        path: The file of the review.
        log: The log.
        catalog: The language in which reasons are kept.
        met: The names of the rules, by their numbers in pages that it was read into before.

    Attributes:
        articles: How many articles are in the queue.
        texts: How many of them have their texts.
        problem: Why the log could not be read to its end; empty while nothing is wrong.
        rules: The rules that have been met, with their numbers in the page.
        is_done: Whether all is read.
    """

    def __init__(self, path: Path, log: Path, catalog: Catalog, met: Sequence[str]) -> None:
        self.articles = self.texts = 0
        self.problem = ""
        # All of them, so that the page knows a rule before the first article that it has changed is read.
        self.rules: Rules = {rule: number for number, rule in enumerate(met or RULES)}
        self._kept_rules = len(self.rules)
        self.is_done = False
        self._path, self._log, self._catalog = path, log, catalog
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._load, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for it."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _load(self) -> None:
        try:
            with _short_turns():
                database = Database(self._path, is_lasting=False)
                try:
                    self._read(database)
                finally:
                    database.close()
        except NewscleanError as error:
            self.problem = self._catalog.line(str(error))
        except sqlite3.Error as error:
            self.problem = self._catalog.line(str(not_kept(self._path, error)))
        except Exception as error:  # a person who waits must be told, whatever it is
            said = InputError(str(self._log), f"cannot be read ({error!r:.200})", "check the log with newsclean verify")
            self.problem = self._catalog.line(str(said))
        self.is_done = not self._stopped.is_set()

    def _read(self, database: Database) -> None:
        index = PageIndex(self._log, self._catalog, self.rules)
        numbers: dict[str, int] = {}

        def first_pages() -> Iterator[tuple[int, Record]]:
            for article in articles_of(self._log):
                if article.end and article.head and article.name not in numbers:
                    numbers[article.name] = len(numbers)
                    yield numbers[article.name], page_article(article, None, self.rules, self._catalog)

        def pages() -> Iterator[tuple[int, Record]]:
            for page in index.articles():
                index.entries.clear()  # the list of articles is in the file
                number = numbers.pop(page["name"], None)
                if number is not None:
                    yield number, page

        self._keep(database, first_pages(), is_first=True)
        self._keep(database, pages(), is_first=False)
        if self._stopped.is_set():
            return
        about = {"language": self._catalog.tag, "newsclean": newsclean.__version__}
        about["index"] = dumps(index.record() | {"articles": None}).decode()
        with database.writing() as connection:
            # Articles of files that are not whole: their originals cannot be told, and no decision on them carried out.
            lost = [line for name, number in numbers.items() for line in _without(connection, name, number)]
            if lost:
                about["lost"] = json.dumps(lost)
            connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
            renew_decisions(connection)

    def _keep(self, database: Database, pages: Iterable[tuple[int, Record]], *, is_first: bool) -> None:
        for some in _batches(pages, self._stopped.is_set):
            names = list(self.rules)
            articles = [(number, shown(page["name"])) for number, page in some]
            pages_of = [(number, dumps(page).decode()) for number, page in some]
            originals = ["" if is_first else original_of(page) for _, page in some]
            items = [
                item
                for (number, page), original in zip(some, originals, strict=True)
                for item in items_of(number, page, names, original)
            ]
            texts = (
                []
                if is_first
                else [
                    (number, folded(page["name"] + "\n" + original))
                    for (number, page), original in zip(some, originals, strict=True)
                ]
            )
            with database.writing() as connection:
                # What an earlier version or another language has left is replaced by the page with its text.
                verb = "INSERT OR IGNORE" if is_first else "INSERT OR REPLACE"
                connection.executemany(f"{verb} INTO articles VALUES (?, ?)", articles)
                connection.executemany(f"{verb} INTO pages VALUES (?, ?)", pages_of)
                if not is_first:
                    connection.executemany("DELETE FROM items WHERE article = ?", ((row[0],) for row in articles))
                    connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?)", texts)
                connection.executemany(f"{verb} INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", items)
                if len(names) > self._kept_rules:
                    connection.execute("INSERT OR REPLACE INTO about VALUES ('rules', ?)", (json.dumps(names),))
                    self._kept_rules = len(names)
            if is_first:
                self.articles += len(some)
            else:
                self.texts += len(some)


def _without(connection: sqlite3.Connection, name: str, number: int) -> Iterator[str]:
    """Take an article out, with all that people did on it; yield what is to be told of that, if there is something."""
    keys = f"{number}/", f"{number}0"  # all that begin with the number and a slash
    ((made,),) = connection.execute("SELECT COUNT(*) FROM decisions WHERE key >= ? AND key < ?", keys)
    for table in ("decisions", "history", "comments"):
        connection.execute(f"DELETE FROM {table} WHERE key >= ? AND key < ?", keys)
    for where in ("articles WHERE number", "pages WHERE number", "items WHERE article", "articles_read WHERE number"):
        connection.execute(f"DELETE FROM {where} = ?", (number,))
    if made:
        yield str(DecisionError(name, f"its file is not whole; {made} decisions on it were left out", "clean it again"))


def _batches(pages: Iterable[tuple[int, Record]], is_stopped: Callable[[], bool]) -> Iterator[list[tuple[int, Record]]]:
    """The pages in batches of what takes a moment to read, so that whoever decides meanwhile need not wait."""
    some: list[tuple[int, Record]] = []
    seconds = iter(_SECONDS)
    until = time.monotonic() + next(seconds)
    try:
        for page in pages:
            if is_stopped():
                return
            some.append(page)
            if time.monotonic() > until:
                yield some
                some = []
                until = time.monotonic() + next(seconds, _SECONDS[-1])
    except Exception:
        if some:  # those before the damage
            yield some
        raise
    if some:
        yield some
