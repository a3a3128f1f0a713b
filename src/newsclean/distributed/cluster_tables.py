"""Clusters of paragraphs as tables: equal ones, pairs compared, members compared with the first, and judged."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa

from newsclean.corpus.clusters import Clusters, clusters_of, similarities
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.corpus.text_reuse import is_update, judge_clusters, members_of, wide_members
from newsclean.distributed.tables import (
    Longs,
    Table,
    array_of,
    articles_of,
    as_bytes,
    list_sizes,
    sizes_of,
    starts_of,
    texts_in,
)
from newsclean.minhash.bands import sign_all
from newsclean.minhash.kernels import Numbers
from newsclean.minhash.signatures import may_be_alike

MEMBER = {
    "number": pa.int64(), "name": pa.string(), "line": pa.int32(), "length": pa.int64(), "similarity": pa.float64(),
    "verdict": pa.string(), "part": pa.string(), "readings": pa.string(), "differences": pa.int64(),
    "update": pa.bool_(), "text": pa.binary(),
}  # fmt: skip
GROUP = {
    "component": pa.int64(), "first": pa.int64(), "length": pa.int64(), "name": pa.string(), "line": pa.int32(),
    "text": pa.binary(), "members": pa.list_(pa.struct(MEMBER)), "wide": pa.list_(pa.int64()),
}  # fmt: skip
"""A paragraph that has copies; readings are JSON, and texts of members are there where they will be asked for."""


def equal_rows(table: Table) -> Table:
    """Find the paragraphs that equal an earlier one.

    Args:
        table: `key`, `other_key`, `raw` (a hash of the text as it is) and `rank`, sorted, whole groups by both keys.

    Returns:
        Of each that equals one before it `rank`, `stays`, the rank of the first, and whether it `is_same` as it is.
    """
    rank, raw = array_of(table, "rank"), array_of(table, "raw")
    starts = starts_of(array_of(table, "key"), array_of(table, "other_key"))
    first = np.repeat(starts, sizes_of(starts, len(rank)))
    is_later = first != np.arange(len(rank))
    return pa.table({"rank": rank[is_later], "stays": rank[first[is_later]], "is_same": (raw == raw[first])[is_later]})


def alike_rows(table: Table, min_similarity: float) -> Table:
    """Compare texts with the earlier ones that were proposed.

    Args:
        table: `place`, `rank`, `earlier` and `text`, sorted, whole groups by `place`.
        min_similarity: Similarity, 0 to 1, from which two are alike.

    Returns:
        `one` and `other`: the pairs that are alike, by their ranks.
    """
    place, rank = array_of(table, "place"), array_of(table, "rank")
    lists = table.column("earlier").combine_chunks()
    counts = list_sizes(table, "earlier")
    later = np.repeat(np.arange(len(rank)), counts)
    earlier = _rows_of(place, rank, place[later], lists.flatten().to_numpy(zero_copy_only=False))
    texts = texts_in(table.column("text"))
    may_be = may_be_alike(sign_all(texts).sketches, earlier, later, min_similarity)
    earlier, later = earlier[may_be], later[may_be]
    is_alike = similarities(texts, earlier, later, min_similarity) >= min_similarity
    return pa.table({"one": rank[earlier[is_alike]], "other": rank[later[is_alike]]})


def _rows_of(groups: Longs, ranks: Longs, group: Longs, rank: Longs) -> Longs:
    """Find rows by their group and rank in a table that is sorted by both."""
    known = np.unique(ranks)
    starts = starts_of(groups)
    codes = np.repeat(np.arange(len(starts)), sizes_of(starts, len(groups))) * len(known)
    own = np.searchsorted(groups[starts], group) * len(known) + np.searchsorted(known, rank)
    return np.searchsorted(codes + np.searchsorted(known, ranks), own)


def judged_groups(table: Table, min_similarity: float, boilerplate: int, *, texts: bool) -> Table:
    """Judge the clusters of components.

    Args:
        table: `component`, `rank`, `stays` (of what equals an earlier one, the rank of that), `is_same`, `number`,
            `name`, `line` and `text`, sorted, whole groups by `component`.
        min_similarity: Similarity, 0 to 1, from which two are compared difference by difference.
        boilerplate: What stands in more articles than this may be boilerplate.
        texts: Whether the texts of members will be asked for.

    Returns:
        Rows of `GROUP`.
    """
    component, rank = array_of(table, "component"), array_of(table, "rank")
    own = np.arange(len(rank))
    stays = _rows_of(component, rank, component, array_of(table, "stays", -1))
    is_first = table.column("stays").is_null().to_numpy()
    stays = np.where(is_first, own, stays)
    is_same = array_of(table, "is_same", False)
    known = texts_in(table.column("text"))
    known = [known[stays[row]] if same else known[row] for row, same in enumerate(is_same.tolist())]
    first: Numbers = np.flatnonzero(is_first).astype(np.int32)
    _, leads, inverse = np.unique(component[first], return_index=True, return_inverse=True)
    made = clusters_of(known, stays.astype(np.int32), first, leads[inverse].astype(np.int32), min_similarity)
    order = np.argsort(array_of(table, "number"), kind="stable")
    table = table.take(pa.array(order))
    numbers = array_of(table, "number")
    place = np.empty_like(order)
    place[order] = own
    made = Clusters(place[made.stays[order]].astype(np.int32), made.similarity[order])
    articles = articles_of(numbers)
    starts = starts_of(articles)
    all_names = table.column("name").to_pylist()
    paragraphs = Paragraphs(
        [known[row] for row in order.tolist()],
        [all_names[start] for start in starts.tolist()],
        np.repeat(np.arange(len(starts), dtype=np.int32), sizes_of(starts, len(numbers))),
        array_of(table, "line"),
    )
    components = array_of(table, "component")
    encoded = as_bytes(paragraphs.texts) if texts else None
    rows: list[dict[str, Any]] = []
    for judged in judge_clusters(paragraphs, made, min_similarity):
        head, copies = judged
        wide = wide_members(members_of(paragraphs, judged), boilerplate)
        rows.append(
            {
                "component": components[head],
                "first": numbers[head],
                "length": len(paragraphs.texts[head]),
                "name": paragraphs.place(head).article,
                "line": paragraphs.place(head).line,
                "text": paragraphs.texts[head].encode("utf-8", "surrogatepass"),
                "wide": numbers[wide] if wide else None,
                "members": [
                    {
                        "number": numbers[number],
                        "name": copy.place.article,
                        "line": copy.place.line,
                        "length": len(paragraphs.texts[number]),
                        "similarity": copy.similarity,
                        "verdict": copy.verdict,
                        "part": copy.part,
                        "readings": json.dumps(copy.readings) if copy.readings else "[]",
                        "differences": len(copy.readings),
                        "update": is_update(copy),
                        "text": encoded[number] if encoded is not None else None,
                    }
                    for number, copy in copies
                ],
            }
        )
    return pa.Table.from_pylist(rows, pa.schema(GROUP))
