"""Formatters of text reuse: as JSON Lines, as a table for spreadsheets, and for people."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from newsclean.corpus.article_pairs import ArticlePair
from newsclean.corpus.roles import CopyDecision
from newsclean.corpus.text_reuse import Cluster, TextReuse
from newsclean.export.table import cell
from newsclean.text.printable import escaped

COLUMNS = (
    "article", "line", "copy of article", "copy of line", "articles", "similarity", "verdict", "readings", "text",
)  # fmt: skip
ARTICLE_COLUMNS = ("article", "id", "cluster", "role", "copy of", "id of that", "conflicts")
_EXCERPT = 40


class ArticleRecord(NamedTuple):
    """What is told of an article.

    Attributes:
        decision: What it is.
        copy_of: The name of the article that it is a copy of; None for an original.
        id: The value that identifies its record; None if it has none.
        copy_of_id: The same of the article that it is a copy of.
    """

    decision: CopyDecision
    copy_of: str | None
    id: object = None
    copy_of_id: object = None

    def as_mapping(self) -> dict[str, Any]:
        """It as JSON has it."""
        decision = self.decision
        return {
            "type": "article",
            "article": decision.article,
            **({} if self.id is None else {"id": self.id}),
            "cluster": decision.cluster,
            "role": decision.role,
            "copy_of": self.copy_of,
            **({} if self.copy_of_id is None else {"copy_of_id": self.copy_of_id}),
            "conflicts": decision.conflicts,
        }

    def annotation(self) -> dict[str, Any]:
        """It as it is written into its record."""
        copy_of = self.copy_of if self.copy_of_id is None else self.copy_of_id
        decision = self.decision
        return {
            "cluster": decision.cluster, "role": decision.role, "copy_of": copy_of, "conflicts": decision.conflicts,
        }  # fmt: skip


def as_json(repeats: TextReuse, articles: Sequence[ArticleRecord] = ()) -> Iterator[bytes]:
    """A record a line: every `article`, `pair` of articles, `cluster` of copies, and piece of `boilerplate`."""
    records: Iterable[dict[str, Any]] = (
        *(article.as_mapping() for article in articles),
        *(_pair(pair) for pair in repeats.pairs),
        *(_record("cluster", cluster) for cluster in repeats.clusters),
        *(_record("boilerplate", cluster) for cluster in repeats.boilerplate),
    )
    yield from map(_json_line, records)


def _json_line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def articles_as_json(articles: Iterable[ArticleRecord]) -> Iterator[bytes]:
    """A record a line, for every article."""
    return (_json_line(article.as_mapping()) for article in articles)


def articles_as_csv(articles: Iterable[ArticleRecord]) -> Iterator[bytes]:
    """A row for every article; opens in Excel as it is, and no cell is a formula."""
    yield "\ufeff".encode() + _line(ARTICLE_COLUMNS)
    for article in articles:
        decision = article.decision
        ids = ("" if each is None else each for each in (article.id, article.copy_of_id))
        own, other = ids
        yield _line((decision.article, own, decision.cluster, decision.role, article.copy_of or "", other,
                     decision.conflicts))  # fmt: skip


def _pair(pair: ArticlePair) -> dict[str, Any]:
    told = {"type": "pair", **pair._asdict()}
    del told["numbers"]
    return told


def _record(type_: str, cluster: Cluster) -> dict[str, Any]:
    copies = [
        {**copy.place._asdict(), "similarity": copy.similarity, "verdict": copy.verdict}
        | ({"readings": copy.readings} if copy.readings else {})
        for copy in cluster.copies
    ]
    return {
        "type": type_,
        **cluster.place._asdict(),
        "articles": cluster.articles,
        "copies": copies,
        "text": cluster.text,
    }


def as_csv(repeats: TextReuse, articles: Sequence[ArticleRecord] = ()) -> Iterator[bytes]:
    """A row for every copy, beside the one that stays; opens in Excel as it is, and no cell is a formula."""
    yield "\ufeff".encode() + _line(COLUMNS)
    for cluster in (*repeats.clusters, *repeats.boilerplate):
        for copy in cluster.copies:
            yield _line(
                (
                    *copy.place,
                    *cluster.place,
                    cluster.articles,
                    copy.similarity,
                    copy.verdict,
                    copy.differs,
                    cluster.text,
                )
            )


def _line(values: Iterable[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(map(cell, values))
    return out.getvalue().encode("utf-8", "backslashreplace")


def as_table(repeats: TextReuse, articles: Sequence[ArticleRecord] = ()) -> Iterator[bytes]:
    """For people: pairs of articles, copies, and boilerplate, each with what a person asks first."""
    for told in (*_roles(articles), *_report_lines(repeats)):
        yield f"{told}\n".encode("utf-8", "backslashreplace")


def _roles(articles: Sequence[ArticleRecord]) -> Iterator[str]:
    """Yield how many articles are what, if any is a copy."""
    counts = Counter(article.decision.role for article in articles)
    if len(counts) > 1:
        yield "articles: " + ", ".join(f"{count:,} {role}" for role, count in counts.most_common())


def _report_lines(repeats: TextReuse) -> Iterator[str]:
    yield f"pairs of articles: {len(repeats.pairs):,}"
    for pair in repeats.pairs:
        one, other = (f"{share:.0%}" for share in pair.shares)
        yield f"  {pair.kind:8} {one:>4} of {escaped(pair.articles[0])}, {other:>4} of {escaped(pair.articles[1])}"
    yield f"paragraphs with copies: {len(repeats.clusters):,}"
    for cluster in repeats.clusters:
        yield from _cluster(cluster)
    yield f"boilerplate: {len(repeats.boilerplate):,}"
    for cluster in repeats.boilerplate:
        yield f"  in {cluster.articles:,} articles: {_excerpt(cluster.text)}"


def _cluster(cluster: Cluster) -> Iterator[str]:
    yield f"  {escaped(cluster.place.article)}:{cluster.place.line}: {_excerpt(cluster.text)}"
    for copy in cluster.copies:
        readings = "; ".join(f"{escaped(here)} for {escaped(there)}" for here, there in copy.readings)
        told = f": {readings}" if readings else ""
        yield f"    {copy.verdict:8} {copy.similarity:4.0%} {escaped(copy.place.article)}:{copy.place.line}{told}"


def _excerpt(text: str) -> str:
    return escaped(text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…")


FORMS = {"table": as_table, "jsonl": as_json, "csv": as_csv}
"""Formatters by the name of each form."""
