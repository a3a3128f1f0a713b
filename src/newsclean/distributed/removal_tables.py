"""Copies across articles as tables: the paragraphs of clean articles, what becomes of copies, and of whole articles."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from newsclean.core.document_view import ExternalCopy
from newsclean.corpus.paragraphs import Paragraphs
from newsclean.corpus.removals import CopyJudge, Found
from newsclean.distributed.paragraph_tables import article_facts
from newsclean.distributed.table_cleaning import checked_text, copies_as_json, copies_in, warmed
from newsclean.distributed.tables import Table, array_of, articles_of, as_bytes, sizes_of, starts_of, texts_in
from newsclean.jobs.cross_duplicates import keyed_paragraphs
from newsclean.settings import Settings

COPY = {"article": pa.int64(), "number": pa.int64(), "turn": pa.int64(), "copy": pa.string()}
"""What becomes of a paragraph; of several, that of the last turn counts."""


def cleaned_lists(table: Table, settings: Settings) -> Table:
    """Clean articles and part them into paragraphs, as `paragraph_lists`; those that cannot be cleaned are left out.

    Args:
        table: `name` and `text` of each.
        settings: How to clean.
    """
    warmed(settings)
    texts = [checked_text(value) for value in table.column("text").to_pylist()]
    rows = [number for number, text in enumerate(texts) if isinstance(text, str)]
    keyed = keyed_paragraphs([str(texts[number]) for number in rows], settings)
    done = [(number, one) for number, one in zip(rows, keyed, strict=True) if one is not None]
    table = table.drop_columns("text").take(pa.array([number for number, _ in done], pa.int64()))
    table = table.append_column("digest", pa.array([one.digest for _, one in done], pa.string()))
    table = table.append_column("texts", pa.array([as_bytes(one.keys) for _, one in done], pa.list_(pa.binary())))
    return article_facts(table.append_column("lines", pa.array([one.lines for _, one in done], pa.list_(pa.int32()))))


def _paragraphs(table: Table) -> tuple[Paragraphs, list[int]]:
    """The paragraphs of a table, sorted by `number`, and the numbers of their articles."""
    articles = articles_of(array_of(table, "number"))
    starts = starts_of(articles)
    names = table.column("name").to_pylist()
    paragraphs = Paragraphs(
        texts_in(table.column("text")),
        [names[start] for start in starts.tolist()],
        np.repeat(np.arange(len(starts), dtype=np.int32), sizes_of(starts, len(articles))),
        array_of(table, "line"),
    )
    return paragraphs, articles[starts].tolist()


def copy_rows(table: Table, settings: Settings, *, removes: bool) -> Table:
    """Decide what becomes of paragraphs that repeat each other.

    Args:
        table: `first` of the group, `place` in it, `number`, `name`, `line`, `text`, `is_boilerplate`; of the article
            `original`, of which it is a copy, and whether it `is_original`. Sorted, whole groups.
        settings: How the archive is cleaned.
        removes: Whether any shall go; else all are flagged.

    Returns:
        Rows of `COPY`.
    """
    found: list[tuple[int, int, int, str]] = []
    starts = starts_of(array_of(table, "first"))
    for start, size in zip(starts.tolist(), sizes_of(starts, len(table)).tolist(), strict=True):
        group = table.slice(start, size)
        order = np.argsort(array_of(group, "number"), kind="stable")
        group = group.take(pa.array(order))
        paragraphs, articles = _paragraphs(group)
        rows = starts_of(paragraphs.article)
        at = {article: number for number, article in enumerate(articles)}
        # An original with no paragraph here is another article than all of these.
        originals = [
            None if original is None else at.get(original, len(at))
            for original in group.column("original").take(pa.array(rows)).to_pylist()
        ]
        is_original = group.column("is_original").take(pa.array(rows)).to_pylist()
        judge = CopyJudge(paragraphs, originals, is_original, settings)
        members = np.argsort(order).tolist()
        is_boilerplate = group.column("is_boilerplate")[0].as_py()
        decide = judge.of_boilerplate if is_boilerplate else judge.of_story
        numbers = array_of(group, "number").tolist()
        turn = int(group.column("first")[0].as_py()) + (1 << 62 if is_boilerplate else 0)
        for number, copy in decide(members, removes=removes).items():
            found.append((numbers[number] >> 24, numbers[number], turn, copies_as_json({"": copy})))
    columns = zip(*found, strict=True) if found else ((),) * len(COPY)
    return pa.table({name: pa.array(each, kind) for (name, kind), each in zip(COPY.items(), columns, strict=True)})


def article_rows(table: Table, settings: Settings, *, removes: bool) -> Table:
    """Decide what goes of articles, so that something is left of each.

    Args:
        table: `article`, `number`, `name`, `line` and `text` of its paragraphs and of those of its `original`, and in
            `copy` and `turn` what becomes of them, one row each. Sorted by number and turn, whole articles.
        settings: As `copy_rows`.
        removes: As `copy_rows`.

    Returns:
        `name` and, for `clean_rows`, `copies`.
    """
    names: list[str] = []
    told: list[str] = []
    starts = starts_of(array_of(table, "article"))
    for start, size in zip(starts.tolist(), sizes_of(starts, len(table)).tolist(), strict=True):
        rows = table.slice(start, size)
        last = starts_of(array_of(rows, "number"))[1:].tolist()
        rows = rows.take(pa.array([*(row - 1 for row in last), size - 1]))
        paragraphs, articles = _paragraphs(rows)
        own = articles.index(int(rows.column("article")[0].as_py()))
        original = next((each for each in rows.column("original").to_pylist() if each is not None), None)
        originals: list[int | None] = [None] * len(articles)
        originals[own] = None if original is None else articles.index(original)
        found: Found = {}
        for number, copy in enumerate(rows.column("copy").to_pylist()):
            if copy is not None and paragraphs.article[number] == own:
                found[number] = copies_in(copy)[""]
        judge = CopyJudge(paragraphs, originals, [], settings)
        left = judge.remaining(own, found, removes=removes)
        if left:
            copies: dict[str, ExternalCopy] = {paragraphs.texts[number]: copy for number, copy in left.items()}
            names.append(paragraphs.names[own])
            told.append(copies_as_json(copies))
    return pa.table({"name": pa.array(names, pa.string()), "copies": pa.array(told, pa.string())})
