"""Text reuse in a frame of articles, stage by stage: each deals rows out to a function of `newsclean.distributed`."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from newsclean.corpus.clusters import MOST_IN_BUCKET, SHORTEST
from newsclean.corpus.roles import RELATED
from newsclean.distributed import candidates, cluster_tables, pair_tables, paragraph_tables
from newsclean.distributed.tables import array_of
from newsclean.integrations.spark import frames
from newsclean.integrations.spark.frames import by_group, each, joinable, once

_LONG = pa.int64()
_PARAGRAPH = {
    "number": _LONG, "rank": _LONG, "name": pa.string(), "line": pa.int32(), "text": pa.binary(), "length": pa.int32(),
    "key": _LONG, "other_key": _LONG, "bands": pa.binary(),
}  # fmt: skip
# So many paragraphs' bands are put into buckets by one task.
_PARAGRAPHS_A_PART = 200_000


class Found(NamedTuple):
    """Frames of text reuse.

    Attributes:
        articles: Of each article `name`, `number`, `rank`, `digest`, and its facts.
        paragraphs: Their paragraphs, signed.
        groups: Paragraphs with copies, rows of `GROUP` and `articles`, and whether each `is_boilerplate`.
        pairs: Rows of `PAIR`.
        roles: Rows of `ROLE`.
    """

    articles: DataFrame
    paragraphs: DataFrame
    groups: DataFrame
    pairs: DataFrame
    roles: DataFrame


def found_in(
    lists: DataFrame, canonical: str, min_similarity: float, boilerplate: int, *, texts: bool = False
) -> Found:
    """Find what articles repeat.

    Args:
        lists: As `paragraph_lists` gives it, with `order`, which no two have alike, and `date`.
        canonical: Which copy stays: `first`, `longest` or `earliest`.
        min_similarity: Similarity, 0 to 1, from which two paragraphs are compared difference by difference.
        boilerplate: What stands in more articles than this may be boilerplate.
        texts: Whether groups have the texts of their members.
    """
    facts = ("name", "number", "rank", "digest", "size", "long", "corrects")
    articles = once(_ranked(lists.drop("texts", "lines"), canonical).select(*facts))
    numbered = lists.join(joinable(articles).select("name", "number", "rank"), "name")
    paragraphs = once(each(numbered, paragraph_tables.signed_paragraphs, _PARAGRAPH))
    groups = once(_groups(paragraphs, min_similarity, boilerplate, texts=texts))
    common = once(_boilerplate(groups, paragraphs, boilerplate))
    out = common.groupBy(_article("number").alias("number")).agg(
        F.sum("length").alias("_out"), F.sum((F.col("length") >= SHORTEST).cast("long")).alias("_short")
    )
    articles = once(
        articles.join(out, "number", "left")
        .withColumn("own", F.col("size") - F.coalesce("_out", F.lit(0)))
        .withColumn("is_one", F.col("long") - F.coalesce("_short", F.lit(0)) == 1)
        .drop("_out", "_short")
    )
    marked = common.select(F.col("number").alias("first"), F.lit(True).alias("is_boilerplate"))
    groups = groups.join(joinable(marked), "first", "left").fillna(False, ["is_boilerplate"])
    groups = once(_without_formulas(groups, articles))
    pairs = once(_pairs(groups, paragraphs, common, articles))
    return Found(articles, paragraphs, groups, pairs, _roles(pairs, articles))


def _article(number: str) -> Column:
    return F.shiftright(number, 24)


def _ranked(lists: DataFrame, canonical: str) -> DataFrame:
    articles = frames.placed(lists, ["order"], "number")
    if canonical == "longest":
        return frames.placed(articles, [F.desc("size"), "number"], "rank")
    if canonical == "earliest":
        undated = F.coalesce(F.col("date").cast("string") == "", F.lit(True))
        return frames.placed(articles, [undated, "date", "number"], "rank")
    return articles.withColumn("rank", F.col("number"))


def _groups(paragraphs: DataFrame, min_similarity: float, boilerplate: int, *, texts: bool) -> DataFrame:
    equal_keys = ["key", "other_key"]
    keyed = paragraphs.select(*equal_keys, F.xxhash64("text").alias("raw"), "rank")
    equal_row = {"rank": _LONG, "stays": _LONG, "is_same": pa.bool_()}
    equal = once(by_group(keyed, equal_keys, ["rank"], cluster_tables.equal_rows, equal_row))
    signed = paragraphs.select("rank", "bands").where("bands IS NOT NULL").join(joinable(equal), "rank", "left_anti")
    alike = once(_alike(paragraphs, signed, min_similarity))
    near = once(frames.components_of(alike).withColumnRenamed("node", "rank"))
    copies = equal.join(joinable(near).withColumnRenamed("rank", "stays"), "stays", "left").select(
        "rank", F.coalesce("component", "stays").alias("component"), "stays", "is_same"
    )
    leads = equal.select(F.col("stays").alias("rank")).distinct().join(joinable(near), "rank", "left_anti")
    nothing = F.lit(None).cast("long").alias("stays"), F.lit(False).alias("is_same")
    members = copies.union(near.select("rank", "component", *nothing)).union(
        leads.select("rank", F.col("rank").alias("component"), *nothing)
    )
    known = paragraphs.select("rank", "number", "name", "line", "text").join(joinable(once(members)), "rank")
    known = known.withColumn("text", F.when(~F.col("is_same"), F.col("text")))
    judge = partial(cluster_tables.judged_groups, min_similarity=min_similarity, boilerplate=boilerplate, texts=texts)
    return by_group(known, ["component"], ["rank"], judge, cluster_tables.GROUP)


def _alike(paragraphs: DataFrame, signed: DataFrame, min_similarity: float) -> DataFrame:
    session = paragraphs.sparkSession
    parts = max(session.sparkContext.defaultParallelism, paragraphs.count() // _PARAGRAPHS_A_PART)
    blobs = each(
        signed, partial(candidates.band_blobs, parts=parts), {"part": pa.int32(), "blob": pa.binary()}
    ).repartition(parts, "part")
    work = partial(candidates.collected, most=MOST_IN_BUCKET)
    pairs = blobs.mapInArrow(work, frames.schema_of({"earlier": _LONG, "later": _LONG})).distinct()
    pairs = once(pairs)
    table = frames.on_driver(pairs, frames.MOST_ON_DRIVER)
    if table is not None:
        gathered = candidates.gathered(array_of(table, "earlier"), array_of(table, "later"))
        places = once(session.createDataFrame(gathered))
    else:
        own = F.col("earlier").alias("place")
        ends = pairs.select(own, F.col("later").alias("rank"), "earlier").union(
            pairs.select(own, F.col("earlier").alias("rank"), F.lit(None).cast("long").alias("earlier"))
        )
        places = ends.groupBy("place", "rank").agg(F.collect_list("earlier").alias("earlier"))
    texts = paragraphs.select("rank", "text").join(joinable(places), "rank")
    compare = partial(cluster_tables.alike_rows, min_similarity=min_similarity)
    return by_group(texts, ["place"], ["rank"], compare, {"one": _LONG, "other": _LONG})


def _boilerplate(groups: DataFrame, paragraphs: DataFrame, most: int) -> DataFrame:
    wide = groups.where("wide IS NOT NULL")
    members = (
        wide.select("first", F.explode("wide").alias("number")).groupBy("number").agg(F.max("first").alias("first"))
    )
    members = once(members)
    articles = once(members.select(_article("number").alias("article")).distinct())
    lengths = paragraphs.select(_article("number").alias("article"), "number", "length")
    told = lengths.join(joinable(articles), "article", "left_semi").join(joinable(members), "number", "left")
    vote = {"first": _LONG, "is_story": _LONG}
    votes = by_group(told, ["article"], ["number"], pair_tables.vote_rows, vote).groupBy("first")
    is_common = (F.sum("is_story") * 2 <= F.count("*")).alias("is_common")
    verdicts = wide.select("component", "first").join(votes.agg(is_common), "first", "left")
    verdicts = once(verdicts.fillna(False, ["is_common"]))
    concerned = verdicts.where("is_common").select("component").distinct()
    marked = groups.join(concerned, "component", "left_semi").join(
        joinable(verdicts).drop("component"), "first", "left"
    )
    both = (
        F.concat(F.array(own), F.col(f"members.{name}")).alias(f"{name}s")
        for own, name in (("first", "number"), ("length", "length"))
    )
    marked = marked.select("component", "first", *both, "wide", "is_common")
    row = {"number": _LONG, "length": _LONG}
    return by_group(marked, ["component"], ["first"], pair_tables.boilerplate_rows, row)


def _without_formulas(groups: DataFrame, articles: DataFrame) -> DataFrame:
    others = groups.where("NOT is_boilerplate").select("first", "length", "members")
    question = {"first": _LONG, "number": _LONG, "one": _LONG, "other": _LONG, "update": pa.bool_()}
    questions = once(each(groups.select("first", "members"), pair_tables.question_rows, question))
    together = each(others, pair_tables.together_rows, {"one": _LONG, "other": _LONG})
    asked = once(questions.select("one", "other").distinct())
    together = (
        together.join(joinable(asked), ["one", "other"], "left_semi").distinct().withColumn("is_together", F.lit(True))
    )
    left = questions.join(together, ["one", "other"], "left")
    for side in ("one", "other"):
        one = articles.where("is_one").select(F.col("number").alias(side), F.lit(True).alias(f"{side}_is_one"))
        left = left.join(one, side, "left")
    stays = F.coalesce("is_together", F.col("update") & F.col("one_is_one") & F.col("other_is_one"), F.lit(False))
    gone = once(left.where(~stays).groupBy("first").agg(F.collect_set("number").alias("gone")))
    members = F.expr("filter(members, member -> gone IS NULL OR NOT array_contains(gone, member.number))")
    numbers = F.concat(F.array("first"), F.col("members.number"))
    count = F.size(F.array_distinct(F.transform(numbers, lambda number: F.shiftright(number, 24)))).cast("long")
    groups = groups.join(joinable(gone), "first", "left").withColumn("members", members).where(F.size("members") > 0)
    return groups.drop("gone").withColumn("articles", count)


def _pairs(groups: DataFrame, paragraphs: DataFrame, common: DataFrame, articles: DataFrame) -> DataFrame:
    count = dict.fromkeys(("one", "other", *pair_tables.COUNTS), _LONG)
    own = groups.where("NOT is_boilerplate").select("first", "length", "members")
    counts = each(own, pair_tables.paragraph_counts, count)
    counts = counts.union(each(_shared_sentences(groups, paragraphs, common), pair_tables.sentence_counts, count))
    pairs = counts.groupBy("one", "other").agg(*(F.sum(name).alias(name) for name in pair_tables.COUNTS))
    for side in ("one", "other"):
        told = ("name", "own", "is_one", "corrects")
        facts = articles.select(F.col("number").alias(side), *(F.col(name).alias(f"{side}_{name}") for name in told))
        pairs = pairs.join(joinable(facts), side)
    return each(pairs, pair_tables.pair_rows, pair_tables.PAIR)


def _shared_sentences(groups: DataFrame, paragraphs: DataFrame, common: DataFrame) -> DataFrame:
    """The sentences that two articles share in paragraphs of different groups, and whether each has the other's."""
    is_more = "coalesce(nullif(member.part, ''), member.verdict) = 'more'"
    copies = groups.select("first", F.explode("members").alias("member")).selectExpr(
        "first", "member.number AS number", f"{is_more} AS more"
    )
    heads = groups.select("first", F.col("first").alias("number"), F.lit(False).alias("more"))
    members = copies.union(heads)
    members = once(members)
    group_of = once(members.groupBy("number").agg(F.max("first").alias("first"), F.max("more").alias("more")))
    texts = paragraphs.select("number", "text").join(joinable(common), "number", "left_anti")
    rows = texts.join(joinable(group_of), "number", "left").fillna(False, ["more"])
    sentence = {
        "number": _LONG, "first": _LONG, "more": pa.bool_(), "place": pa.int32(), "length": pa.int32(), "key": _LONG,
    }  # fmt: skip
    sentences = each(rows, paragraph_tables.sentence_rows, sentence)
    shared = {
        "earlier": _LONG, "later": _LONG, "earlier_length": _LONG, "later_length": _LONG,
        "earlier_more": pa.bool_(), "later_more": pa.bool_(),
    }  # fmt: skip
    found = once(by_group(sentences, ["key"], ["number", "place"], paragraph_tables.shared_rows, shared))
    asked = found.select(F.col("earlier").alias("number"), _article("later").alias("article")).union(
        found.select(F.col("later").alias("number"), _article("earlier").alias("article"))
    )
    asked = (
        members.where("NOT more")
        .join(joinable(once(asked.distinct())), "number")
        .join(group_of.where("more").select("number"), "number", "left_anti")
    )
    owners = members.select("first", _article("number").alias("article"))
    had = once(asked.join(owners, ["first", "article"], "left_semi").select("number", "article").distinct())
    for side, other in (("earlier", "later"), ("later", "earlier")):
        sides = had.select(
            F.col("number").alias(side), F.col("article").alias("_other"), F.lit(True).alias(f"{side}_had")
        )
        found = found.withColumn("_other", _article(other)).join(joinable(sides), [side, "_other"], "left")
    return found.drop("_other")


def _roles(pairs: DataFrame, articles: DataFrame) -> DataFrame:
    related = pairs.where(F.col("kind").isin(*RELATED))
    nodes = joinable(frames.components_of(related.select("one", "other"))).withColumnRenamed("node", "number")
    told = articles.select("number", "name", "digest", "rank").join(nodes, "number", "left")
    told = told.withColumn("component", F.coalesce("component", "number"))
    pairs = related.join(nodes.withColumnRenamed("number", "one"), "one")
    rows = told.unionByName(pairs, allowMissingColumns=True)
    return by_group(rows, ["component"], ["number", "one", "other"], pair_tables.role_rows, pair_tables.ROLE)
