"""What an archive repeats, told: as JSON Lines, as a table for spreadsheets, and for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from newsclean.archive.repeats import Cluster, Repeats
from newsclean.export.table import cell
from newsclean.plain import plain

COLUMNS = (
    "article", "line", "copy of article", "copy of line", "articles", "similarity", "verdict", "readings", "text",
)  # fmt: skip
_EXCERPT = 40


def as_json(repeats: Repeats) -> Iterator[bytes]:
    """A record a line: every `pair` of articles, every `cluster` of copies, and every piece of `boilerplate`."""
    records: Iterable[dict[str, Any]] = (
        *({"type": "pair", **pair._asdict()} for pair in repeats.pairs),
        *(_record("cluster", cluster) for cluster in repeats.clusters),
        *(_record("boilerplate", cluster) for cluster in repeats.boilerplate),
    )
    for record in records:
        yield json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


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


def as_csv(repeats: Repeats) -> Iterator[bytes]:
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


def as_table(repeats: Repeats) -> Iterator[bytes]:
    """For people: pairs of articles, copies, and boilerplate, each with what a person asks first."""
    for told in _told(repeats):
        yield f"{told}\n".encode("utf-8", "backslashreplace")


def _told(repeats: Repeats) -> Iterator[str]:
    yield f"pairs of articles: {len(repeats.pairs):,}"
    for pair in repeats.pairs:
        one, other = (f"{share:.0%}" for share in pair.shares)
        yield f"  {pair.kind:8} {one:>4} of {plain(pair.articles[0])}, {other:>4} of {plain(pair.articles[1])}"
    yield f"paragraphs with copies: {len(repeats.clusters):,}"
    for cluster in repeats.clusters:
        yield from _cluster(cluster)
    yield f"boilerplate: {len(repeats.boilerplate):,}"
    for cluster in repeats.boilerplate:
        yield f"  in {cluster.articles:,} articles: {_excerpt(cluster.text)}"


def _cluster(cluster: Cluster) -> Iterator[str]:
    yield f"  {plain(cluster.place.article)}:{cluster.place.line}: {_excerpt(cluster.text)}"
    for copy in cluster.copies:
        readings = "; ".join(f"{plain(here)} for {plain(there)}" for here, there in copy.readings)
        told = f": {readings}" if readings else ""
        yield f"    {copy.verdict:8} {copy.similarity:4.0%} {plain(copy.place.article)}:{copy.place.line}{told}"


def _excerpt(text: str) -> str:
    return plain(text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…")


FORMS = {"table": as_table, "jsonl": as_json, "csv": as_csv}
"""What tells it in each form."""
