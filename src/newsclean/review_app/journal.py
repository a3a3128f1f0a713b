"""Keeping of what people decide and remark; all of it is on the disk when a call returns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from sqlite3 import Connection

from newsclean.changelog.record_lines import Record, dumps
from newsclean.errors import DecisionError
from newsclean.review_app.database import Database
from newsclean.review_app.deciding import BulkChoice, Choice, article_of, decision_record, subject_of
from newsclean.review_app.queries import OPEN, SOURCE, Query
from newsclean.review_app.views import ReviewViews

_LONGEST_COMMENT = 10_000


class Journal:
    """Keeps decisions, comments, and which articles were read.

    Args:
        database: The file of the review.
        views: Its views.
        rules: Gives the names of the rules, by their numbers in the page.
    """

    def __init__(self, database: Database, views: ReviewViews, rules: Callable[[], Sequence[str]]) -> None:
        self._database = database
        self._views = views
        self._rules = rules

    def decide(self, choices: Iterable[Choice], by: str) -> None:
        """Keep decisions; all of them are on the disk when this returns, or none.

        Args:
            choices: The decisions, those of an article one after the other.
            by: Who decides.

        Raises:
            DecisionError: One is on nothing that the log knows, or cannot be made there, or nobody has signed it.
        """
        signature = _signature(by)
        made = self._records(choices, signature)
        with self._database.writing() as connection:
            _keep(connection, made, signature)

    def _records(self, choices: Iterable[Choice], signature: str) -> list[tuple[str, str | None]]:
        at = _now()
        page: tuple[int, Record] = -1, {}
        rules: Sequence[str] = ()
        made = []
        for choice in choices:
            if article_of(choice.key) != page[0]:
                page = article_of(choice.key), self._page(choice.key)
                rules = self._rules()  # after the page, which may have one more while the log is read
            record = decision_record(choice, page[1], rules, signature, at)
            made.append((choice.key, None if record is None else dumps(record).decode()))
        return made

    def decide_all(self, query: Query, key: str, scope: str, choice: BulkChoice, expected: int, by: str) -> int:
        """Decide many open places alike, in one step.

        Args:
            query: The queue.
            key: The place that they were chosen by.
            scope: Which they are: one of those of `scopes`.
            choice: The decision.
            expected: How many places the person was told of.
            by: Who decides.

        Returns:
            How many were decided.

        Raises:
            DecisionError: It cannot be decided so, or there are more or fewer places by now.
        """
        chosen = self._views.scopes(query, key).get(scope)
        if chosen is None or (choice.verdict == "reading" and scope != "like"):
            raise DecisionError(key[:40], f"{choice.verdict!r:.40} cannot be decided there", "load the page again")
        signature = _signature(by)
        where, values = self._views.where(chosen)
        order = Query(order="article").ordered()
        asked = f"SELECT items.key {SOURCE} {where} AND {OPEN} AND {choice.condition} {order}"
        rows = self._database.rows(asked, values)
        while len(rows) == expected:
            made = self._records((choice.choice(row[0]) for row in rows), signature)
            with self._database.writing() as connection:
                # Others decide meanwhile: theirs stands, and who was told of other places is asked once more.
                now = connection.execute(asked, values).fetchall()
                if now == rows:
                    _keep(connection, made, signature)
                    return len(made)
            rows = now
        raise DecisionError(
            chosen.rule or key, f"{len(rows)} places are open, not {expected}", "look again, and decide then"
        )

    def undo(self, by: str) -> list[str]:
        """Take the last step of a person back that still stands, be it one decision or many.

        Args:
            by: Who; where others have decided since, theirs stands.

        Returns:
            The keys of its places.

        Raises:
            DecisionError: Nobody has signed it.
        """
        signature = _signature(by)
        with self._database.writing() as connection:
            # Steps of others on a place stand on its earlier ones, which can be taken back once those are.
            latest = "step = (SELECT MAX(step) FROM history AS other WHERE other.key = history.key)"
            last = f"SELECT step FROM history WHERE by = ? AND {latest} ORDER BY step DESC LIMIT 1"
            before = connection.execute(
                f"SELECT step, key, record FROM history WHERE step = ({last}) AND {latest}", (signature,)
            ).fetchall()
            for step, key, record in before:
                connection.execute("DELETE FROM history WHERE step = ? AND key = ?", (step, key))
                former = connection.execute("SELECT COALESCE(MAX(step), 0) FROM history WHERE key = ?", (key,))
                _put(connection, [(key, record)], former.fetchone()[0])
        return [key for _, key, _ in before]

    def comment(self, key: str, text: str, by: str) -> None:
        """Keep what a person says of a place, decided or not.

        Raises:
            DecisionError: There is no such place, nobody has signed it, or it says nothing or too much.
        """
        subject_of(key, self._page(key))
        if not 0 < len(text.strip()) <= _LONGEST_COMMENT:
            raise DecisionError(key, "no comment, or one that is too long", "write it once more")
        row = key, text.strip(), _signature(by), _now()
        with self._database.writing() as connection:
            connection.execute("INSERT INTO comments (key, text, by, at) VALUES (?, ?, ?, ?)", row)

    def mark_read(self, number: int, by: str, *, is_read: bool) -> None:
        """Keep that a person has read an article, or that it shall be read again.

        Raises:
            DecisionError: There is no such article, or nobody has signed it.
        """
        row = number, _signature(by), _now()
        if not self._database.rows("SELECT 1 FROM articles WHERE number = ?", row[:1]):
            raise DecisionError(str(number), "the log has no such article", "load the page again")
        with self._database.writing() as connection:
            if is_read:
                connection.execute("INSERT OR REPLACE INTO articles_read VALUES (?, ?, ?)", row)
            else:
                connection.execute("DELETE FROM articles_read WHERE number = ?", row[:1])

    def _page(self, key: str) -> Record:
        found = self._database.rows("SELECT page FROM pages WHERE number = ?", (article_of(key),))
        page: Record = json.loads(found[0][0]) if found else {}
        return page


def _signature(by: str) -> str:
    if not by.strip():
        raise DecisionError("review", "nobody has signed it", "write your name first")
    return by.strip()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _keep(connection: Connection, made: Sequence[tuple[str, str | None]], signature: str) -> None:
    """Write decisions as the next step."""
    ((step,),) = connection.execute("SELECT COALESCE(MAX(step), 0) + 1 FROM history")
    for key, _ in made:
        connection.execute(
            "INSERT OR REPLACE INTO history SELECT ?, ?, (SELECT record FROM decisions WHERE key = ?), ?",
            (step, key, key, signature),
        )
    _put(connection, made, step)


def _put(connection: Connection, rows: Sequence[tuple[str, str | None]], step: int) -> None:
    for key, record in rows:
        if record is None:
            connection.execute("DELETE FROM decisions WHERE key = ?", (key,))
        else:
            in_queue = "EXISTS (SELECT 1 FROM items WHERE items.key = ?)"
            connection.execute(f"INSERT OR REPLACE INTO decisions SELECT ?, ?, ?, {in_queue}", (key, step, record, key))
