"""Views of a review: the queue in windows, the articles, and what can be decided at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Lock
from typing import Any

from newsclean.changelog.record_lines import Record
from newsclean.review_app.database import Database
from newsclean.review_app.deciding import article_of
from newsclean.review_app.items import folded
from newsclean.review_app.queries import OPEN, SOURCE, Query

_MOST_ROWS = 500
_MOST_SEARCHES = 20
_NAMES = (
    "key", "article", "name", "rule", "isFlag", "isConflict", "confidence", "line", "text", "other", "head", "tail",
    "comments", "record",
)  # fmt: skip


class ReviewViews:
    """Views of a review, all of them read anew at each call.

    Args:
        database: The file of the review.
        is_loading: Gives whether texts are still added to it.
    """

    def __init__(self, database: Database, is_loading: Callable[[], bool]) -> None:
        self._database = database
        self._is_loading = is_loading
        self._searches: dict[str, str] = {}
        self._searches_lock = Lock()

    def rules(self) -> Record:
        """Return how many places there are of each rule, and how many of them are open."""
        rows = self._database.rows(f"SELECT rule, COUNT(*), SUM({OPEN}) {SOURCE} GROUP BY rule ORDER BY rule")
        return {rule: [count, left] for rule, count, left in rows}

    def queue(self, query: Query, offset: int, limit: int) -> Record:
        """Return some places of the queue, and how many it has.

        Args:
            query: Which of them, in which order.
            offset: How many to pass over.
            limit: How many to return at most.
        """
        where, values = self.where(query)
        ((whole,),) = self._database.rows(f"SELECT COUNT(*) {SOURCE} {where}", values)
        rows = self._database.rows(
            "SELECT items.key, article, name, rule, is_flag, is_conflict, confidence, line, text, other, head, tail, "
            "(SELECT COUNT(*) FROM comments WHERE comments.key = items.key), record "
            f"{SOURCE} JOIN articles ON article = number {where} {query.ordered()} LIMIT ? OFFSET ?",
            (*values, min(limit, _MOST_ROWS), offset),
        )
        return {"count": whole, "items": [dict(zip(_NAMES, row, strict=True)) for row in rows]}

    def place(self, query: Query, key: str, after: int) -> int | None:
        """Return where in the queue a place is, or the next open one.

        Args:
            query: The queue.
            key: The place; empty for the next open one.
            after: Behind which one, and from the start again, the next open one is looked for.
        """
        where, values = self.where(query)
        numbered = f"SELECT items.key AS key, {OPEN} AS is_open, ROW_NUMBER() OVER ({query.ordered()}) - 1 AS at"
        test, more = ("key = ?", [key]) if key else ("is_open ORDER BY at <= ?, at", [after])
        found = self._database.rows(f"SELECT at FROM ({numbered} {SOURCE} {where}) WHERE {test} LIMIT 1", values + more)
        return found[0][0] if found else None

    def articles(self, text: str, offset: int, limit: int) -> Record:
        """Return some articles with how many places they have, how many are open, and who has read them.

        Args:
            text: What shall be in their names or texts; empty for all.
            offset: How many to pass over.
            limit: How many to return at most.
        """
        where, values = ("WHERE number IN (SELECT value FROM json_each(?))", [self._found(text)]) if text else ("", [])
        ((whole,),) = self._database.rows(f"SELECT COUNT(*) FROM articles {where}", values)
        ((read,),) = self._database.rows("SELECT COUNT(*) FROM articles_read")
        rows = self._database.rows(
            "SELECT number, name, (SELECT COUNT(*) FROM items WHERE article = number), "
            f"(SELECT COUNT(*) {SOURCE} WHERE article = number AND {OPEN}), "
            "(SELECT by FROM articles_read WHERE articles_read.number = articles.number) "
            f"FROM articles {where} ORDER BY number LIMIT ? OFFSET ?",
            (*values, min(limit, _MOST_ROWS), offset),
        )
        names = ("article", "name", "places", "open", "read")
        return {"count": whole, "read": read, "items": [dict(zip(names, row, strict=True)) for row in rows]}

    def article(self, number: int) -> Record | None:
        """Return what the page shows of an article, and what people did on it; None if there is none."""
        rows = self._database.rows
        found = rows("SELECT page, number IN (SELECT number FROM texts) FROM pages WHERE number = ?", (number,))
        if not found:
            return None
        keys = (f"{number}/", f"{number}0")  # all that begin with the number and a slash
        decided = rows("SELECT key, record FROM decisions WHERE key >= ? AND key < ?", keys)
        said = rows("SELECT key, text, by, at FROM comments WHERE key >= ? AND key < ? ORDER BY number", keys)
        read = rows("SELECT by, at FROM articles_read WHERE number = ?", (number,))
        return {
            "page": json.loads(found[0][0]),
            "isWhole": bool(found[0][1]),
            "decided": {key: json.loads(record) for key, record in decided},
            "comments": [dict(zip(("key", "text", "by", "at"), each, strict=True)) for each in said],
            "read": dict(zip(("by", "at"), read[0], strict=True)) if read else None,
        }

    def open_in_scopes(self, query: Query, key: str) -> Record:
        """Return what can be decided at once with a place: how many open flags and changes are like it, and so on.

        Args:
            query: The queue.
            key: The place.
        """
        found = {}
        for name, scope in self.scopes(query, key).items():
            where, values = self.where(scope)
            rows = self._database.rows(
                f"SELECT COALESCE(SUM(is_flag), 0), COUNT(*) {SOURCE} {where} AND {OPEN}", values
            )
            found[name] = {"flags": rows[0][0], "changes": rows[0][1] - rows[0][0]}
        return found

    def scopes(self, query: Query, key: str) -> dict[str, Query]:
        """Return the queries that a place belongs to: those `like` it, its `rule`, its `article`, and the `queue`.

        Args:
            query: The queue.
            key: The place.
        """
        found = self._database.rows("SELECT rule FROM items WHERE key = ?", (key,))
        if not found:
            return {}
        article = article_of(key)
        return {
            "like": Query(like=key),
            "rule": Query(rule=found[0][0]),
            "article": Query(article=article),
            "queue": query,
        }

    def where(self, query: Query) -> tuple[str, list[Any]]:
        """Return the condition that a query is, and its values."""
        return query.where(self._found(query.text) if query.text else "")

    def _found(self, text: str) -> str:
        """The numbers of the articles that have a text, as JSON; searched for once when all texts are there."""
        with self._searches_lock:
            known = self._searches.get(text)
        if known is not None:
            return known
        is_loading = self._is_loading()  # before the search: what is added meanwhile may be lacking
        rows = self._database.scan("SELECT number FROM texts WHERE INSTR(folded, ?)", (folded(text),))
        found = json.dumps([row[0] for row in rows])
        if not is_loading:
            with self._searches_lock:
                if len(self._searches) >= _MOST_SEARCHES:
                    self._searches.clear()
                self._searches[text] = found
        return found
