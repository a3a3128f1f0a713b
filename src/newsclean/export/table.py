"""A log as a table that Excel opens as it is: UTF-8 with a byte-order mark, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from newsclean.changelog.reading import ArticleLog
from newsclean.core.reasons import in_words
from newsclean.i18n.messages import Catalog
from newsclean.text.lines import LineNumbers
from newsclean.text.printable import escaped

COLUMNS = (
    "article", "id", "type", "line", "column", "rule", "kind", "before", "after", "confidence", "reason",
    "copy at line", "copy in article", "similarity", "other reading", "decision", "note", "by", "at",
)  # fmt: skip
# A cell that begins so is run by a spreadsheet (OWASP, CSV injection); Excel takes the full-width signs for the same.
_FORMULA = tuple("=+-@\t\r＝＋－＠|%")
_LONGEST = 32_000
"""Excel cuts a cell at 32,767 characters without a word."""


def table_lines(articles: Iterable[tuple[ArticleLog, str | None, str]], catalog: Catalog) -> Iterator[bytes]:
    """A row for every change, flag, decision and error.

    Line breaks and characters that cannot be seen are spelt out, `\\n`. A text that a spreadsheet would take for a
    formula has an apostrophe before it.

    Args:
        articles: Articles with their original texts, where there are any; and why not.
        catalog: The language of the reasons.
    """
    yield "\ufeff".encode()
    yield _lines([dict(zip(COLUMNS, COLUMNS, strict=True))])
    for article, text, _ in articles:
        yield _lines(_rows(article, text, catalog))


def _lines(rows: Iterable[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    for row in rows:
        writer.writerow({name: cell(value) for name, value in row.items()})
    return out.getvalue().encode("utf-8", "backslashreplace")


def cell(value: object) -> object:
    """A value as a cell that a spreadsheet shows and does not run; texts in one line, cut before Excel cuts them."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = escaped(value)
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(article: ArticleLog, text: str | None, catalog: Catalog) -> Iterator[dict[str, Any]]:
    name = {"article": article.name, "id": article.head.get("id")}
    lines = None if text is None else LineNumbers(text)

    def place(start: int, line: int) -> dict[str, Any]:
        if lines is None:
            return {"line": line or None}
        line, column = lines.place(start)
        return {"line": line, "column": column}

    for change in article.changes:
        yield (
            name
            | place(change.start, change.line)
            | {
                "type": "change",
                "rule": change.rule,
                "kind": article.kinds.get(change.rule),
                "before": change.before,
                "after": change.after,
                "confidence": change.confidence,
                "reason": in_words(change.reasons, catalog.reason),
                "copy at line": change.of,
                "copy in article": change.of_article,
                "similarity": change.similarity,
            }
        )
    for flag in article.flags:
        yield (
            name
            | place(flag.start, flag.line)
            | {
                "type": "flag",
                "rule": flag.rule,
                "kind": "flag",
                "before": flag.text,
                "reason": in_words(flag.reasons, catalog.reason),
                "copy at line": flag.of,
                "other reading": flag.other,
            }
        )
    for decision in article.decisions:
        yield name | {
            "type": "decision",
            "line": decision["line"],
            "rule": decision["rule"],
            "before": decision["before"],
            "after": decision.get("reading", decision.get("after")),
            "other reading": decision.get("other"),
            "decision": decision["decision"],
            "note": decision.get("note"),
            "by": decision["by"],
            "at": decision["at"],
        }
    for error in article.errors:
        yield name | {"type": "error", "reason": f"{error['cause']}; {error['hint']}"}
    if not article.end and not article.errors:
        yield name | {"type": "error", "reason": "not done; clean it again"}
