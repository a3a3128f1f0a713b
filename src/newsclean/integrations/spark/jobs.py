"""Jobs on a frame of articles: cleaning, telling what it repeats, both, and rebuilding the originals."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from newsclean.corpus.article_pairs import COPIES
from newsclean.distributed.paragraph_tables import paragraph_lists
from newsclean.distributed.removal_tables import COPY, article_rows, cleaned_lists, copy_rows
from newsclean.distributed.table_cleaning import CLEAN, clean_rows, restored_rows
from newsclean.integrations.spark.frames import by_group, each, once, with_columns
from newsclean.integrations.spark.refusals import refuse_arrow, refuse_choice, refuse_columns, refuse_rows
from newsclean.integrations.spark.text_reuse import Found, found_in
from newsclean.rules.registry import chosen_stages
from newsclean.settings import Settings

CANONICAL = ("first", "longest", "earliest")
_LISTS = {
    "digest": pa.string(), "texts": pa.list_(pa.binary()), "lines": pa.list_(pa.int32()), "size": pa.int64(),
    "long": pa.int64(), "corrects": pa.bool_(),
}  # fmt: skip


class Duplicates(NamedTuple):
    """Frames of what an archive repeats.

    Attributes:
        copies: Every copy: `article`, `line`, `copy_of`, `copy_of_line`, `similarity`, `verdict`, `readings` (JSON).
        clusters: Of every article `article`, its `cluster`, `role`, `copy_of` and `conflicts`.
        pairs: Articles that share something.
        found: The frames that these were made of.
    """

    copies: DataFrame
    clusters: DataFrame
    pairs: DataFrame
    found: Found


def clean(df: DataFrame, id: str = "id", text: str = "text", settings: Settings | None = None) -> DataFrame:
    """Clean articles, each by itself.

    Args:
        df: The articles.
        id: The column that names each.
        text: The column of their texts, as text, or in UTF-8.
        settings: How to clean; the defaults when left out.

    Returns:
        The columns `id` and `text`, as they were given, `log`, the lines of the change log, and `error`: why an article
        went through as it is.

    Raises:
        UsageError: A column is missing, or pyarrow is too old.
        SettingsError: `settings` names what does not exist.
    """
    return given_back(cleaned_frame(articles_in(df, id, text), settings or Settings()), df, id, text)


def articles_in(df: DataFrame, id: str, text: str, *more: str | None, rest: bool = False) -> DataFrame:
    """Return the articles of a frame as `name`, `text`, `order`, `date`, and `row`, what is given back with them.

    Args:
        df: The frame.
        id: The column that names each.
        text: The column of their texts.
        more: The columns of order and date; none where they are left out.
        rest: Whether the whole row is given back.
    """
    refuse_arrow(pa.__version__)
    refuse_columns(df, *filter(None, more), id, text)
    columns = {"text": text, "order": (*more, None)[0] or id, "date": (*more, None, None)[1]}
    chosen = (
        (F.lit(None).cast("string") if column is None else F.col(column)).alias(name)
        for name, column in columns.items()
    )
    row = F.struct(*(df.columns if rest else [id])).alias("row")
    return df.select(row, F.coalesce(F.col(id).cast("string"), F.lit("-")).alias("name"), *chosen)


def given_back(frame: DataFrame, df: DataFrame, id: str, text: str) -> DataFrame:
    """Give articles back as they were given, with `log` and `error`."""
    own = F.col("text").cast(df.schema[text].dataType).alias(text)
    kept = frame.schema["row"].dataType.fieldNames()
    columns = [own if name == text else F.col("row")[name].alias(name) for name in kept]
    more = [name for name in ("log", "error") if name in frame.columns]
    return frame.select(*columns, *([] if text in kept else [own]), *more)


def cleaned_frame(articles: DataFrame, settings: Settings) -> DataFrame:
    """Clean a frame of `name` and `text`; every other column of it stays."""
    chosen_stages(settings)
    without = [name for name in ("refusal", "copies") if name in articles.columns]
    return each(articles, partial(clean_rows, settings=settings), with_columns(articles, CLEAN, "text", *without))


def restore(df: DataFrame, log: DataFrame, id: str = "id", text: str = "text") -> DataFrame:
    """Rebuild the originals of clean articles.

    Args:
        df: The clean articles.
        log: `id` and `log` of each, as `clean` gives them.
        id: The column that names each.
        text: The column of their clean texts.

    Returns:
        `id`, `text` as it was before, and `error`: why an article could not be rebuilt.

    Raises:
        UsageError: A column is missing.
    """
    refuse_columns(log, id, "log")
    logs = log.select(F.col(id).cast("string").alias("name"), "log")
    joined = articles_in(df, id, text).join(logs, "name", "left")
    schema = with_columns(joined, {"text": pa.binary(), "error": pa.string()}, "text", "log")
    return given_back(each(joined, restored_rows, schema), df, id, text)


def duplicates(
    df: DataFrame,
    id: str = "id",
    text: str = "text",
    *,
    order: str | None = None,
    canonical: str = "first",
    date: str | None = None,
    boilerplate: int = 20,
    min_similarity: float | None = None,
) -> Duplicates:
    """Find what articles repeat, as `newsclean duplicates` does.

    Args:
        df: The articles.
        id: The column that names each.
        text: The column of their texts.
        order: The column by which they are in order, no two alike; `id` when left out.
        canonical: Which copy stays: `first`, `longest` or `earliest`.
        date: The column of their dates, for `earliest`.
        boilerplate: What stands in more articles than this may be boilerplate.
        min_similarity: Similarity, 0 to 1, from which two paragraphs are compared; that of the settings when left out.

    Raises:
        UsageError: A column is missing, or a choice is none.
        InputError: There are no rows, or a name or a text is missing or there twice.
    """
    refuse_choice("canonical", canonical, CANONICAL)
    articles = articles_in(df, id, text, order, date)
    refuse_rows(articles, id, text)
    found = repeats_in(articles, canonical, boilerplate, min_similarity)
    member = F.explode("members").alias("member")
    copies = found.groups.select("name", "line", member).selectExpr(
        "member.name AS article", "member.line AS line", "name AS copy_of", "line AS copy_of_line",
        "member.similarity", "member.verdict", "member.readings",
    )  # fmt: skip
    clusters = found.roles.selectExpr("name AS article", "cluster", "role", "copy_of_name AS copy_of", "conflicts")
    return Duplicates(copies, clusters, found.pairs, found)


def repeats_in(articles: DataFrame, canonical: str, boilerplate: int, min_similarity: float | None = None) -> Found:
    """Find what a frame of `name`, `text`, `order` and `date` repeats."""
    articles = articles.select("name", "text", "order", "date")
    lists = each(articles, paragraph_lists, with_columns(articles, _LISTS, "text"))
    similarity = Settings().min_similarity if min_similarity is None else min_similarity
    return found_in(lists, canonical, similarity, boilerplate)


def clean_archive(
    df: DataFrame,
    id: str = "id",
    text: str = "text",
    settings: Settings | None = None,
    *,
    on_duplicate: str = "flag",
    order: str | None = None,
    canonical: str = "first",
    date: str | None = None,
    boilerplate: int = 20,
) -> DataFrame:
    """Clean articles, and flag or remove what they have of each other, as `newsclean clean --scope archive` does.

    Args:
        df: The articles.
        id: As `duplicates`.
        text: As `duplicates`.
        settings: As `clean`.
        on_duplicate: `flag`, or `remove` what copies have of their originals.
        order: As `duplicates`.
        canonical: As `duplicates`.
        date: As `duplicates`.
        boilerplate: As `duplicates`.

    Returns:
        As `clean`.

    Raises:
        UsageError: As `duplicates`.
        InputError: As `duplicates`.
        SettingsError: As `clean`.
    """
    refuse_choice("canonical", canonical, CANONICAL)
    refuse_choice("on_duplicate", on_duplicate, ("flag", "remove"))
    articles = articles_in(df, id, text, order, date)
    refuse_rows(articles, id, text)
    settings = settings or Settings()
    cleaned = cleaned_frame(with_copies(articles, settings, canonical, boilerplate, on_duplicate), settings)
    return given_back(cleaned, df, id, text)


def with_copies(
    articles: DataFrame, settings: Settings, canonical: str, boilerplate: int, on_duplicate: str
) -> DataFrame:
    """Add to a frame of articles in `copies` what others have of each."""
    removes = on_duplicate == "remove"
    chosen_stages(settings)
    given = articles.select("name", "text", "order", "date")
    lists = once(each(given, partial(cleaned_lists, settings=settings), with_columns(given, _LISTS, "text")))
    found = found_in(lists, canonical, settings.min_similarity, boilerplate, texts=True)
    roles = found.roles.select("number", "role", "copy_of")
    of = roles.select(F.col("number").alias("copy_of"), F.col("role").alias("_of_role"))
    is_copy = F.col("role").isin(*COPIES) & (F.col("_of_role") == "original")
    original = F.when(is_copy, F.col("copy_of")).alias("original")
    is_original = (F.col("role") == "original").alias("is_original")
    roles = once(roles.join(of, "copy_of", "left").select(F.col("number").alias("article"), original, is_original))
    facts = ("number", "name", "line", "text")
    heads = F.array(F.struct(F.col("first").alias("number"), "name", "line", "text"))
    all_members = F.concat(heads, F.transform("members", lambda each: F.struct(*(each[fact] for fact in facts))))
    rows = found.groups.select("first", "is_boilerplate", F.posexplode(all_members).alias("place", "member"))
    rows = rows.select("first", "is_boilerplate", "place", "member.*")
    rows = rows.withColumn("article", F.shiftright("number", 24)).join(roles, "article")
    judge = partial(copy_rows, settings=settings, removes=removes)
    copies = once(by_group(rows, ["first"], ["place"], judge, COPY))
    concerned = copies.select("article")
    if removes:
        concerned = concerned.union(roles.where("original IS NOT NULL").select("article"))
    concerned = once(concerned.distinct().join(roles.select("article", "original"), "article"))
    paragraphs = found.paragraphs.select(F.shiftright("number", 24).alias("own"), *facts)
    own = paragraphs.join(concerned, F.col("own") == F.col("article"))
    theirs = paragraphs.join(concerned, F.col("own") == F.col("original"))
    nothing = F.lit(None).cast("long").alias("turn"), F.lit(None).cast("string").alias("copy")
    columns = ("article", "original", *facts, "turn", "copy")
    told = own.join(copies.drop("article"), "number").select(*columns)
    both = own.select(*columns[:-2], *nothing).union(theirs.select(*columns[:-2], *nothing)).union(told)
    decide = partial(article_rows, settings=settings, removes=removes)
    schema = {"name": pa.string(), "copies": pa.string()}
    copied = by_group(both, ["article"], ["number", F.col("turn").asc_nulls_first()], decide, schema)
    return articles.join(copied, "name", "left")
