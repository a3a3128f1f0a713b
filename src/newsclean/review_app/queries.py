"""The queue of what needs a person, as SQL: which places, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

ORDERS = {
    "urgency": "is_conflict DESC, is_flag DESC, confidence, article, place, items.key",
    "article": "article, place, items.key",
    "confidence": "confidence, article, place, items.key",
    "rule": "rule, article, place, items.key",
}
SOURCE = "FROM items LEFT JOIN decisions USING (key)"
OPEN = "decisions.key IS NULL"


class Query(NamedTuple):
    """Part of the queue that is asked for.

    Attributes:
        rule: Only places of this rule; empty for all.
        text: Only those of articles with this in their names or texts.
        article: Only those of the article of this number; negative for all.
        like: Only those of the same rule and texts as the place of this key; empty for all.
        below: Only those less sure than this.
        open_since: Only those that were not decided at this step; negative for all.
        state: `commented` for those with comments, `unread` for those of articles that nobody has read; empty for all.
        order: One of `ORDERS`.
    """

    rule: str = ""
    text: str = ""
    article: int = -1
    like: str = ""
    below: float = 2.0
    open_since: int = -1
    state: str = ""
    order: str = "urgency"

    def where(self, found: str) -> tuple[str, list[object]]:
        """Return the condition and its values.

        Args:
            found: The numbers of the articles with the text, as JSON.
        """
        wanted: Mapping[str, object] = {
            "rule = ?": self.rule or None,
            "article = ?": self.article if self.article >= 0 else None,
            "pattern = (SELECT pattern FROM items WHERE key = ?)": self.like or None,
            "confidence < ?": self.below if self.below <= 1 else None,
            "article IN (SELECT value FROM json_each(?))": found if self.text else None,
            f"({OPEN} OR decisions.step > ?)": self.open_since if self.open_since >= 0 else None,
        }
        given = {test: value for test, value in wanted.items() if value is not None}
        tests = list(given)
        if self.state == "commented":
            tests.append("items.key IN (SELECT key FROM comments)")
        if self.state == "unread":
            tests.append("article NOT IN (SELECT number FROM articles_read)")
        return (f"WHERE {' AND '.join(tests)}" if tests else "WHERE TRUE"), list(given.values())

    def ordered(self) -> str:
        """Return the order."""
        return f"ORDER BY {ORDERS.get(self.order, ORDERS['urgency'])}"
