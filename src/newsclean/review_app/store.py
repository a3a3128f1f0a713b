"""State of a review: what of a log needs a person, and what was decided on it, in SQLite beside the log.

Every decision is on the disk when `decide` returns; a server that is killed, or a machine that goes dark, loses none.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import newsclean
from newsclean.changelog.log_records import Record, dumps
from newsclean.errors import DecisionError, UsageError
from newsclean.i18n.messages import Catalog
from newsclean.report.writing import PageIndex
from newsclean.review.decisions import SCHEMA, VERDICTS

_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS articles (number INTEGER PRIMARY KEY, name TEXT, page TEXT);
CREATE TABLE IF NOT EXISTS items (
  key TEXT PRIMARY KEY, article INTEGER, place INTEGER, rule TEXT, is_flag INTEGER, is_conflict INTEGER,
  confidence REAL, line INTEGER, text TEXT, other TEXT
);
CREATE INDEX IF NOT EXISTS items_by_rule ON items (rule);
CREATE TABLE IF NOT EXISTS decisions (key TEXT PRIMARY KEY, step INTEGER, record TEXT);
CREATE TABLE IF NOT EXISTS history (step INTEGER, key TEXT, record TEXT, PRIMARY KEY (step, key));
"""
_ORDERS = {
    "urgency": "is_conflict DESC, is_flag DESC, confidence, article, place",
    "article": "article, place",
    "confidence": "confidence, article, place",
    "rule": "rule, article, place",
}
_LONGEST_TEXT, _LONGEST_READING = 120, 100_000
_MOST_ITEMS = 500
_NAMES = (
    "key", "article", "name", "rule", "isFlag", "isConflict", "confidence", "line", "text", "other", "record",
)  # fmt: skip


class Choice(NamedTuple):
    """Choice of a person for one place.

    Attributes:
        key: The place: number of the article, `change` or `flag`, and its number there, between slashes.
        verdict: As `Decision.verdict`; None takes a decision back.
        reading: The text that is right, for a `reading`.
        note: What the person remarked.
    """

    key: str
    verdict: str | None
    reading: str = ""
    note: str = ""


class Query(NamedTuple):
    """Part of the queue that is asked for.

    Attributes:
        rule: Only places of this rule; empty for all.
        article: Only those of articles with this in their names.
        below: Only those less sure than this.
        open_since: Only those that were not decided at this step; negative for all.
        order: One of `urgency`, `article`, `confidence` and `rule`.
    """

    rule: str = ""
    article: str = ""
    below: float = 2.0
    open_since: int = -1
    order: str = "urgency"


class ReviewStore:
    """The review of one log. It may be used by several threads, and by several processes at a time.

    Args:
        log: The log.
        catalog: The language in which reasons are kept; another one than before has the log read once more.

    Raises:
        LogError: The log cannot be read.
        UsageError: The file cannot be used, or holds the review of another log.
    """

    def __init__(self, log: Path, catalog: Catalog) -> None:
        self.log = log
        self.path = review_of(log)
        self._lock = threading.Lock()
        try:
            self._database = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None, timeout=30)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.execute("PRAGMA synchronous=FULL")
            self._database.executescript(_TABLES)
        except sqlite3.Error as error:
            raise UsageError(str(self.path), f"cannot be used ({error})", "move it away") from None
        with log.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        about = dict(self._rows("SELECT key, value FROM about"))
        if about.get("sha256", digest) != digest:
            cause = "holds the review of a log that has changed since"
            raise UsageError(str(self.path), cause, "put that log back, or move this file away to begin anew")
        if (about.get("language"), about.get("newsclean")) != (catalog.tag, newsclean.__version__):
            self._take_in(catalog, digest)

    def _take_in(self, catalog: Catalog, digest: str) -> None:
        index = PageIndex(self.log, catalog)
        with self._writing():
            self._database.execute("DELETE FROM articles")
            self._database.execute("DELETE FROM items")
            for number, page in enumerate(index.articles()):
                row = number, _shown(page["name"]), dumps(page).decode()
                self._database.execute("INSERT INTO articles VALUES (?, ?, ?)", row)
                rules = list(index.rules)
                rows = (_item(number, on, at, rules, one) for on, at, one in _subjects(page))
                self._database.executemany(
                    "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", filter(None, rows)
                )
            facts = {"sha256": digest, "language": catalog.tag, "newsclean": newsclean.__version__}
            facts["index"] = dumps(index.record() | {"articles": None}).decode()
            self._database.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", facts.items())

    @cached_property
    def index(self) -> Record:
        """What the page says of the log as a whole, as the report has it, without the list of articles."""
        found: Record = json.loads(self._rows("SELECT value FROM about WHERE key = 'index'")[0][0])
        return found

    def progress(self) -> Record:
        """Return how many places there are to decide, how many are decided, and how many are open of each rule."""
        counts = self._rows(
            "SELECT rule, COUNT(*), SUM(decisions.key IS NULL) FROM items LEFT JOIN decisions USING (key) GROUP BY rule"
        )
        whole, left = sum(row[1] for row in counts), sum(row[2] for row in counts)
        ((made, step),) = self._rows("SELECT COUNT(*), (SELECT COALESCE(MAX(step), 0) FROM history) FROM decisions")
        rules = {rule: [number, undecided] for rule, number, undecided in counts}
        return {"places": whole, "decided": whole - left, "decisions": made, "step": step, "rules": rules}

    def queue(self, query: Query, offset: int, limit: int) -> Record:
        """Return some places of the queue, and how many it has.

        Args:
            query: Which of them, in which order.
            offset: How many to pass over.
            limit: How many to return at most.
        """
        where, values = _where(query)
        source = "FROM items LEFT JOIN decisions USING (key) JOIN articles ON article = number " + where
        ((whole,),) = self._rows(f"SELECT COUNT(*) {source}", values)
        order = _ORDERS.get(query.order, _ORDERS["urgency"])
        rows = self._rows(
            "SELECT items.key, article, name, rule, is_flag, is_conflict, confidence, line, text, other, record "
            f"{source} ORDER BY {order} LIMIT ? OFFSET ?",
            (*values, min(limit, _MOST_ITEMS), offset),
        )
        return {"count": whole, "items": [dict(zip(_NAMES, row, strict=True)) for row in rows]}

    def article(self, number: int) -> Record | None:
        """Return what the page shows of an article, and the decisions on it by their keys; None if there is none."""
        found = self._rows("SELECT page FROM articles WHERE number = ?", (number,))
        if not found:
            return None
        rows = self._rows("SELECT key, record FROM decisions WHERE key GLOB ?", (f"{number}/*",))
        return {"page": json.loads(found[0][0]), "decided": {key: json.loads(record) for key, record in rows}}

    def decide(self, choices: Sequence[Choice], by: str) -> None:
        """Keep decisions; all of them are on the disk when this returns, or none.

        Args:
            choices: The decisions.
            by: Who decides.

        Raises:
            DecisionError: One is on nothing that the log knows, or cannot be made there, or nobody has signed it.
        """
        if not by.strip():
            raise DecisionError("review", "nobody has signed it", "write your name first")
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        rules = [rule[0] for rule in self.index["rules"]]
        pages: dict[str, Record] = {}
        made = [(choice.key, self._record(choice, pages, rules, by.strip(), at)) for choice in choices]
        with self._writing():
            self._keep(made)

    def decide_rule(self, rule: str, verdict: str, expected: int, by: str) -> int:
        """Decide all open places of a rule alike.

        Args:
            rule: The rule.
            verdict: The decision: `keep` or `undo` for changes, `stands` for flags.
            expected: How many places the person was told of.
            by: Who decides.

        Returns:
            How many were decided.

        Raises:
            DecisionError: It cannot be decided so, or there are more or fewer places by now.
        """
        where, values = _where(Query(rule=rule, open_since=0))
        source = "FROM items LEFT JOIN decisions USING (key) JOIN articles ON article = number "
        keys = [row[0] for row in self._rows(f"SELECT items.key {source}{where} AND decisions.key IS NULL", values)]
        if verdict == "reading" or len(keys) != expected:
            raise DecisionError(rule, f"{len(keys)} places are open, not {expected}", "look again, and decide then")
        self.decide([Choice(key, verdict) for key in keys], by)
        return len(keys)

    def undo(self) -> list[str]:
        """Take the last step back, be it one decision or many; return the keys of its places."""
        with self._writing():
            ((step,),) = self._rows_held("SELECT COALESCE(MAX(step), 0) FROM history")
            before = self._rows_held("SELECT key, record FROM history WHERE step = ?", (step,))
            self._put(before, step - 1)
            self._database.execute("DELETE FROM history WHERE step = ?", (step,))
        return [key for key, _ in before]

    def decisions(self) -> Iterator[Record]:
        """Yield the records of a file of decisions, its head first."""
        yield {"type": "decisions", "schema": SCHEMA, "newsclean": newsclean.__version__, "log": self.index["log"]}
        for (record,) in self._rows("SELECT record FROM decisions ORDER BY step, key"):
            yield json.loads(record)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _record(
        self, choice: Choice, pages: dict[str, Record], rules: Sequence[str], by: str, at: str
    ) -> Record | None:
        """The record of a decision; what it is on is taken from the log, not from who asks."""
        article, _, place = choice.key.partition("/")
        on, _, number = place.partition("/")
        if article not in pages:
            found = self._rows("SELECT page FROM articles WHERE number = ?", (article,))
            pages[article] = json.loads(found[0][0]) if found else {}
        subjects = pages[article].get(f"{on}s", []) if on in VERDICTS else []
        if not number.isdecimal() or int(number) >= len(subjects):
            raise DecisionError(choice.key[:40], "the log has no such place", "load the page again")
        if choice.verdict is None:
            return None
        if choice.verdict not in VERDICTS[on] or len(choice.reading) + len(choice.note) > _LONGEST_READING:
            raise DecisionError(choice.key, f"{choice.verdict!r:.40} cannot be decided there", "load the page again")
        page, subject = pages[article], subjects[int(number)]
        is_change = on == "change"
        record = {
            "type": "decision",
            "article": page["name"],
            "clean": page["clean"]["sha256"],
            "on": on,
            "rule": rules[subject[0]],
            "line": _at(subject, 4 if is_change else 3, 0),
            "offset": _at(subject, 3 if is_change else 2, 0),
            "before": _at(subject, 1, ""),
            "decision": choice.verdict,
        }
        if is_change:
            record["after"] = _at(subject, 2, "")
        elif _at(subject, 6, None) is not None:
            record["other"] = _at(subject, 5, "")
        if choice.verdict == "reading":
            record["reading"] = choice.reading
        return {**record, **({"note": choice.note} if choice.note else {}), "by": by, "at": at}

    def _keep(self, made: Iterable[tuple[str, Record | None]]) -> None:
        ((last,),) = self._rows_held("SELECT COALESCE(MAX(step), 0) FROM history")
        rows = [(key, None if record is None else dumps(record).decode()) for key, record in made]
        for key, _ in rows:
            self._database.execute(
                "INSERT OR REPLACE INTO history SELECT ?, ?, (SELECT record FROM decisions WHERE key = ?)",
                (last + 1, key, key),
            )
        self._put(rows, last + 1)

    def _put(self, rows: Iterable[tuple[str, str | None]], step: int) -> None:
        for key, record in rows:
            if record is None:
                self._database.execute("DELETE FROM decisions WHERE key = ?", (key,))
            else:
                self._database.execute("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?)", (key, step, record))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._rows_held(query, values)

    def _rows_held(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        return self._database.execute(query, values).fetchall()


def review_of(log: Path) -> Path:
    """Return where the review of a log is kept."""
    return log.with_name(f"{log.name}.review")


def _where(query: Query) -> tuple[str, list[object]]:
    wanted: Mapping[str, object] = {
        "rule = ?": query.rule or None,
        "INSTR(name, ?)": query.article or None,
        "confidence < ?": query.below if query.below <= 1 else None,
        "(decisions.key IS NULL OR decisions.step > ?)": query.open_since if query.open_since >= 0 else None,
    }
    given = {test: value for test, value in wanted.items() if value is not None}
    return (f"WHERE {' AND '.join(given)}" if given else ""), list(given.values())


def _subjects(page: Record) -> Iterator[tuple[str, int, list[Any]]]:
    for on in ("flag", "change"):
        yield from ((on, at, one) for at, one in enumerate(page[f"{on}s"]))


def _item(number: int, on: str, at: int, rules: Sequence[str], one: list[Any]) -> tuple[object, ...] | None:
    """The row of a place in the queue; None for a change that is sure and takes nothing away."""
    key = f"{number}/{on}/{at}"
    text = _shown(_at(one, 1, "")[:_LONGEST_TEXT])
    if on == "flag":
        other = _shown(_at(one, 5, "")) if _at(one, 6, None) is not None else None
        is_conflict = int(bool(other))
        return key, number, _at(one, 2, 0), rules[one[0]], 1, is_conflict, 1.0, _at(one, 3, 0), text, other
    confidence = _at(one, 5, 1.0)
    if confidence == 1 and _at(one, 7, None) is None:
        return None
    return key, number, _at(one, 3, 0), rules[one[0]], 0, 0, confidence, _at(one, 4, 0), text, _shown(_at(one, 2, ""))


def _shown(text: str) -> str:
    """A text as SQLite can have it: half characters, as in a path that is no UTF-8, by their numbers."""
    return text.encode("utf-8", "backslashreplace").decode()


def _at(values: Sequence[Any], place: int, default: Any) -> Any:
    """The value at a place of a list that was cut behind its last value that says something."""
    return default if len(values) <= place or values[place] is None else values[place]
