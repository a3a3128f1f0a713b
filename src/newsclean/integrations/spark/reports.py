"""Reports of text reuse: the lines of `newsclean duplicates --as jsonl`, in their order."""

from __future__ import annotations

import json

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from newsclean.corpus.paragraphs import Place
from newsclean.corpus.roles import CopyDecision
from newsclean.corpus.text_reuse import Cluster, Copy, TextReuse
from newsclean.distributed.pair_tables import pair_in
from newsclean.distributed.tables import Table, as_text
from newsclean.export.formatters import ArticleRecord, as_json
from newsclean.integrations.spark.frames import each
from newsclean.integrations.spark.text_reuse import Found

_LINE = {"value": pa.string()}


def report_lines(found: Found) -> DataFrame:
    """Return the report as a frame of lines, sorted: articles, pairs, clusters, boilerplate."""
    least, most = F.least("one_share", "other_share"), F.greatest("one_share", "other_share")
    names = "one_name", "other_name"
    parts = (
        (found.roles, [F.col("number")], _article_lines),
        (found.pairs, [F.desc(least), F.desc(most), *names], _pair_lines),
        (found.groups.where("NOT is_boilerplate"), ["first"], _cluster_lines),
        (found.groups.where("is_boilerplate"), ["first"], _boilerplate_lines),
    )
    first, *rest = (each(frame.sort(*order), work, _LINE) for frame, order, work in parts)
    for one in rest:
        first = first.union(one)
    return first


def _lines(reuse: TextReuse, articles: list[ArticleRecord]) -> Table:
    return pa.table({"value": pa.array([line.decode().rstrip("\n") for line in as_json(reuse, articles)], pa.string())})


def _article_lines(table: Table) -> Table:
    articles = []
    for row in table.to_pylist():
        told = (row[name] for name in ("name", "cluster", "role", "copy_of", "conflicts"))
        articles.append(ArticleRecord(CopyDecision(*told), row["copy_of_name"]))
    return _lines(TextReuse([], [], []), articles)


def _pair_lines(table: Table) -> Table:
    return _lines(TextReuse([], [], [*map(pair_in, table.to_pylist())]), [])


def _cluster_lines(table: Table) -> Table:
    return _lines(TextReuse(_clusters(table), [], []), [])


def _boilerplate_lines(table: Table) -> Table:
    return _lines(TextReuse([], _clusters(table), []), [])


def _clusters(table: Table) -> list[Cluster]:
    found = []
    for row in table.to_pylist():
        copies = tuple(
            Copy(
                Place(member["name"], member["line"]),
                member["similarity"],
                member["verdict"],
                tuple(map(tuple, json.loads(member["readings"]))),
            )
            for member in row["members"]
        )
        found.append(Cluster(as_text(row["text"]), Place(row["name"], row["line"]), copies, row["articles"]))
    return found
