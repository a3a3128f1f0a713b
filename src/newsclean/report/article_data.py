"""An article as the page has it: what `page/*.js` reads, as short as it can be said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsclean.changelog.log_records import Record
from newsclean.changelog.reading import ArticleLog
from newsclean.core.reasons import in_words
from newsclean.i18n.messages import Catalog
from newsclean.report.copy_diff import compared
from newsclean.report.rows import Row, aligned_rows
from newsclean.text.lines import LineNumbers

Rules = dict[str, int]
"""The number that each rule has in the page."""


def index_entry(article: ArticleLog, rules: Rules) -> list[Any]:
    """Return the entry of an article in the list.

    Name, changes, flags, conflicts, and of each rule how often and how sure.

    Args:
        article: What the log says of it.
        rules: The rules that have been met; new ones are added.
    """
    counts: dict[int, list[float]] = {}
    for change in article.changes:
        _count(counts, _number(rules, change.rule), change.confidence)
    for flag in article.flags:
        _count(counts, _number(rules, flag.rule), 1.0)
    conflicts = sum(1 for flag in article.flags if flag.other)
    found = [[rule, *count] for rule, count in sorted(counts.items())]
    return [article.name, len(article.changes), len(article.flags), conflicts, found]


def _number(rules: Rules, rule: str) -> int:
    return rules.setdefault(rule, len(rules))


def _count(counts: dict[int, list[float]], rule: int, confidence: float) -> None:
    count = counts.setdefault(rule, [0, 1.0])
    count[0] += 1
    count[1] = min(count[1], confidence)


def page_article(article: ArticleLog, original: str | None, rules: Rules, catalog: Catalog) -> Record:
    """All that the page shows of an article.

    Args:
        article: What the log says of it.
        original: Its original text; None if neither clean text nor source could be read.
        rules: The rules that have been met; new ones are added.
        catalog: The language of the page.
    """
    lines = LineNumbers(original or "")
    changes = []
    for change in article.changes:
        is_here = original is not None and change.of is not None and not change.of_article
        pair = compared(original or "", change, article.changes, lines) if is_here else None
        line = lines.of(change.start) if original is not None and not change.line else change.line
        changes.append(
            _short(
                [
                    _number(rules, change.rule),
                    change.before,
                    change.after,
                    change.start,
                    line,
                    change.confidence,
                    in_words(change.reasons, catalog.reason),
                    change.of,
                    change.similarity,
                    list(change.via),
                    pair,
                    change.of_article,
                ]
            )
        )
    flags = [
        _short(
            [
                _number(rules, flag.rule),
                flag.text,
                flag.start,
                flag.line,
                in_words(flag.reasons, catalog.reason),
                flag.other,
                flag.of,
            ]
        )
        for flag in article.flags
    ]
    return {
        "name": article.name,
        "id": article.head.get("id"),
        "source": {key: article.head["source"].get(key) for key in ("sha256", "bytes", "encoding", "lossless")},
        "clean": {key: article.head["clean"].get(key) for key in ("path", "sha256", "bytes")},
        "rows": None
        if original is None
        else [_row(row) for row in aligned_rows(original, article.changes, article.flags)],
        "changes": changes,
        "flags": flags,
        "decisions": article.decisions,
    }


def _row(row: Row) -> list[Any]:
    return [row.line, row.clean_line, *row.parts]


def _short(values: Sequence[Any]) -> list[Any]:
    """The values without those at the end that say nothing."""
    kept = list(values)
    while kept and kept[-1] in (None, "", []):
        kept.pop()
    return kept
