"""Pairs of articles and boilerplate as tables: votes, marks, counts, pairs, and what each article is."""

from __future__ import annotations

from dataclasses import astuple, fields
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from newsclean.corpus.article_pairs import (
    ArticlePair,
    Member,
    SharedCounts,
    add_group,
    pair_of,
    pair_order,
    pairs_among,
)
from newsclean.corpus.boilerplate import mark_boilerplate, story_votes
from newsclean.corpus.clusters import SHORTEST
from newsclean.corpus.roles import decisions
from newsclean.distributed.tables import Table, array_of, articles_of

COUNTS = tuple(field.name for field in fields(SharedCounts))
PAIR = {
    "one": pa.int64(), "other": pa.int64(), "one_name": pa.string(), "other_name": pa.string(),
    "paragraphs": pa.int64(), "sentences": pa.int64(), "one_share": pa.float64(), "other_share": pa.float64(),
    "conflicts": pa.int64(), "kind": pa.string(),
}  # fmt: skip
ROLE = {
    "number": pa.int64(), "name": pa.string(), "cluster": pa.string(), "role": pa.string(), "copy_of": pa.int64(),
    "copy_of_name": pa.string(), "conflicts": pa.int64(),
}  # fmt: skip


def vote_rows(table: Table) -> Table:
    """Judge by their neighbours the paragraphs that stand in many articles.

    Args:
        table: `article`, `number` and `length` of all paragraphs of some articles, sorted, and `first`, the first of
            the group that stands in many articles.

    Returns:
        `first`, and `is_story`, whether it is a paragraph of a story there.
    """
    lengths, first = array_of(table, "length").astype(np.int64), array_of(table, "first", -1)
    counts = (lengths >= SHORTEST) | (first >= 0)
    first = first[counts]
    is_story = story_votes(array_of(table, "article")[counts], lengths[counts], first >= 0)
    return pa.table({"first": first[first >= 0], "is_story": is_story.astype(np.int64)})


def boilerplate_rows(table: Table) -> Table:
    """Mark the paragraphs that are boilerplate, by what was found of the groups that stand in many articles.

    Args:
        table: Groups `component`, `first`, `numbers`, `lengths`, `wide` and `is_common`, sorted by `first`, whole
            components.

    Returns:
        `number` and `length` of the paragraphs that are.
    """
    groups = table.column("numbers").to_pylist()
    lengths = np.concatenate([*table.column("lengths").to_pylist(), np.empty(0, np.int64)])
    numbers, inverse = np.unique(np.concatenate([*groups, np.empty(0, np.int64)]), return_inverse=True)
    size = np.zeros(len(numbers), np.int64)
    size[inverse] = lengths
    found = np.zeros(len(numbers), np.bool_)
    wide = [np.searchsorted(numbers, each) for each in table.column("wide").to_pylist() if each is not None]
    common = [each for each in table.column("is_common").to_pylist() if each is not None]
    mark_boilerplate(found, [np.searchsorted(numbers, each) for each in groups], wide, common)
    return pa.table({"number": numbers[found], "length": size[found]})


def question_rows(table: Table) -> Table:
    """Ask of each copy that differs, and stands in another article, whether the two share what is the same.

    Args:
        table: Groups that are no boilerplate.

    Returns:
        `first` and `number` of group and copy, `one` and `other`, the articles, and `update`: whether it stays as well
        if each of these is one paragraph.
    """
    rows = []
    for first, members in _groups(table):
        for member in members:
            one, other = sorted((first >> 24, member["number"] >> 24))
            if member["verdict"] != "same" and one != other:
                rows.append((first, member["number"], one, other, member["update"]))
    names = ("first", "number", "one", "other", "update")
    kinds = (*[pa.int64()] * 4, pa.bool_())
    return _table(rows, dict(zip(names, kinds, strict=True)))


def together_rows(table: Table) -> Table:
    """Tell the articles that share a paragraph as it is.

    Args:
        table: Groups that are no boilerplate.

    Returns:
        `one` and `other`, their numbers.
    """
    found: set[tuple[int, int]] = set()
    for (first, members), length in zip(_groups(table), table.column("length").to_pylist(), strict=True):
        if length >= SHORTEST:
            same = {first >> 24, *(each["number"] >> 24 for each in members if each["verdict"] == "same")}
            found.update(pairs_among(same, first >> 24))
    return _table(sorted(found), {"one": pa.int64(), "other": pa.int64()})


def _groups(table: Table) -> Any:
    return zip(table.column("first").to_pylist(), table.column("members").to_pylist(), strict=True)


def _table(rows: list[Any], schema: dict[str, Any]) -> Table:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.table({name: pa.array(each, kind) for (name, kind), each in zip(schema.items(), columns, strict=True)})


def paragraph_counts(table: Table) -> Table:
    """Count what articles share in groups that are no boilerplate.

    Returns:
        `one`, `other`, and the columns `COUNTS`.
    """
    shared: dict[tuple[int, int], SharedCounts] = {}
    for (first, members), length in zip(_groups(table), table.column("length").to_pylist(), strict=True):
        group = [Member(first, first >> 24, length, "same")]
        for each in members:
            verdict = each["part"] or each["verdict"]
            group.append(Member(each["number"], each["number"] >> 24, each["length"], verdict, each["differences"]))
        add_group(group, shared)
    rows = [(*pair, *astuple(counts)) for pair, counts in shared.items()]
    return _table(rows, dict.fromkeys(("one", "other", *COUNTS), pa.int64()))


def sentence_counts(table: Table) -> Table:
    """Count sentences that stand in paragraphs which the other article has not.

    Args:
        table: As `shared_rows` gives it, with `earlier_had` and `later_had`: whether the other has that paragraph.

    Returns:
        As `paragraph_counts`.
    """
    earlier_new, later_new = ~array_of(table, "earlier_had", False), ~array_of(table, "later_had", False)
    counts = {name: np.zeros(len(earlier_new), np.int64) for name in COUNTS}
    earlier, later = array_of(table, "earlier_length"), array_of(table, "later_length")
    counts["sentences"] += 1
    counts["first"] = counts["same_first"] = earlier * earlier_new
    counts["second"] = counts["same_second"] = later * later_new
    counts["more"] -= earlier * array_of(table, "earlier_more") + later * array_of(table, "later_more")
    articles = {"one": articles_of(array_of(table, "earlier")), "other": articles_of(array_of(table, "later"))}
    found: Table = pa.table(articles | counts)
    return found.filter(pa.array(earlier_new | later_new))


def pair_rows(table: Table) -> Table:
    """Tell pairs of articles by what they share.

    Args:
        table: As `paragraph_counts`, summed; with `one_name`, `one_own` (its characters, boilerplate left out),
            `one_is_one`, `one_corrects`, and the same of `other`.

    Returns:
        Rows of `PAIR`.
    """
    found = []
    for row in table.to_pylist():
        pair = pair_of(
            (row["one"], row["other"]),
            (row["one_name"], row["other_name"]),
            SharedCounts(*(row[name] for name in COUNTS)),
            (row["one_own"], row["other_own"]),
            is_one=row["one_is_one"] and row["other_is_one"],
            corrects=partial(bool, row["one_corrects"] != row["other_corrects"]),
        )
        if pair is not None:
            found.append(
                (
                    *pair.numbers,
                    *pair.articles,
                    pair.paragraphs,
                    pair.sentences,
                    *pair.shares,
                    pair.conflicts,
                    pair.kind,
                )
            )
    return _table(found, PAIR)


def pair_in(row: dict[str, Any]) -> ArticlePair:
    """Return a row of `PAIR` as what it was made of."""
    return ArticlePair(
        (row["one_name"], row["other_name"]),
        row["paragraphs"],
        row["sentences"],
        (row["one_share"], row["other_share"]),
        row["conflicts"],
        row["kind"],
        (row["one"], row["other"]),
    )


def role_rows(table: Table) -> Table:
    """Decide what articles are.

    Args:
        table: Whole components: of each article `number`, `name`, `digest` and `rank`; of each pair the columns `PAIR`,
            these without a `number`.

    Returns:
        Rows of `ROLE`.
    """
    rows = table.to_pylist()
    articles = sorted((row for row in rows if row["number"] is not None), key=lambda row: row["number"])
    at = {row["number"]: number for number, row in enumerate(articles)}
    pairs = [pair_in(row) for row in rows if row["number"] is None]
    pairs = [pair._replace(numbers=(at[pair.numbers[0]], at[pair.numbers[1]])) for pair in pairs]
    made = decisions(
        [row["name"] for row in articles],
        [row["digest"] for row in articles],
        sorted(pairs, key=pair_order),
        [row["rank"] for row in articles],
    )
    found = []
    for row, one in zip(articles, made, strict=True):
        of = None if one.copy_of is None else articles[one.copy_of]
        told = (None, None) if of is None else (of["number"], of["name"])
        found.append((row["number"], one.article, one.cluster, one.role, *told, one.conflicts))
    return _table(found, ROLE)
