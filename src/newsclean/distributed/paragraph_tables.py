"""The paragraphs of articles as tables: what is told of an article, its paragraphs signed, their sentences."""

from __future__ import annotations

from hashlib import blake2b, sha256
from itertools import pairwise

import numpy as np
import pyarrow as pa

from newsclean.corpus.article_pairs import is_correction
from newsclean.corpus.clusters import LONGEST, SHORTEST
from newsclean.corpus.paragraphs import paragraphs_of
from newsclean.corpus.sentences import Sentences, sentences_of, shared_sentences
from newsclean.distributed.tables import (
    MOST_PARAGRAPHS,
    Table,
    array_of,
    articles_of,
    as_bytes,
    as_text,
    list_sizes,
    numbers_of,
    texts_in,
)
from newsclean.errors import InputError
from newsclean.minhash.bands import sign_all
from newsclean.minhash.codepoints import folded, pack, texts_of


def paragraph_lists(table: Table) -> Table:
    """Part articles into paragraphs.

    Args:
        table: `name` and `text` of each article.

    Returns:
        The table, with `texts`, `lines` and `digest` in the place of the text, and the facts of `article_facts`.
    """
    texts = texts_in(table.column("text"))
    paragraphs = paragraphs_of(zip(table.column("name").to_pylist(), texts, strict=True))
    bounds = [*pairwise(np.searchsorted(paragraphs.article, np.arange(len(texts) + 1)).tolist())]
    encoded = as_bytes(paragraphs.texts)
    digests = [sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in texts]
    table = table.drop_columns("text").append_column("digest", pa.array(digests, pa.string()))
    table = table.append_column("texts", pa.array([encoded[low:high] for low, high in bounds], pa.list_(pa.binary())))
    lines = [paragraphs.line[low:high] for low, high in bounds]
    return article_facts(table.append_column("lines", pa.array(lines, pa.list_(pa.int32()))))


def article_facts(table: Table) -> Table:
    """Add what is told of an article by its paragraphs: `size`, `long` (how many count) and `corrects`.

    Raises:
        InputError: It has more paragraphs than can be numbered.
    """
    lists = [[as_text(text) for text in texts] for texts in table.column("texts").to_pylist()]
    for name, texts in zip(table.column("name").to_pylist(), lists, strict=True):
        if len(texts) > MOST_PARAGRAPHS:
            raise InputError(name, f"more than {MOST_PARAGRAPHS:,} paragraphs", "part it")
    facts = {
        "size": pa.array([sum(map(len, texts)) for texts in lists], pa.int64()),
        "long": pa.array([sum(len(text) >= SHORTEST for text in texts) for texts in lists], pa.int64()),
        "corrects": pa.array([bool(texts) and is_correction(texts[0], texts[-1]) for texts in lists], pa.bool_()),
    }
    for name, column in facts.items():
        table = table.append_column(name, column)
    return table


def signed_paragraphs(table: Table) -> Table:
    """Number and sign the paragraphs of articles.

    Args:
        table: Of each article `name`, `number`, `rank` (the order in which they stay), `texts` and `lines`.

    Returns:
        `number` and `rank` of each paragraph over all articles, `name`, `line`, `text`, `length`; `key` and
        `other_key`, equal for equal texts, folded; `bands`, of those that may be near another.
    """
    counts = list_sizes(table, "texts")
    column = table.column("texts").combine_chunks().flatten()
    texts = texts_in(column)
    index = np.arange(len(texts)) - np.repeat(np.cumsum(counts) - counts, counts)
    signed = sign_all(texts)
    may_be_near = (signed.han >= SHORTEST) & (signed.lengths <= LONGEST)
    bands = np.ascontiguousarray(signed.bands.T)
    keys = [
        int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)
        for text in texts_of(folded(pack(texts)))
    ]
    return pa.table(
        {
            "number": numbers_of(np.repeat(array_of(table, "number"), counts), index),
            "rank": numbers_of(np.repeat(array_of(table, "rank"), counts), index),
            "name": table.column("name").combine_chunks().take(pa.array(np.repeat(np.arange(len(counts)), counts))),
            "line": table.column("lines").combine_chunks().flatten(),
            "text": column,
            "length": np.fromiter(map(len, texts), np.int32, len(texts)),
            "key": signed.keys.view(np.int64),
            "other_key": pa.array(keys, pa.int64()),
            "bands": pa.array(
                [row.tobytes() if may else None for row, may in zip(bands, may_be_near, strict=True)], pa.binary()
            ),
        }
    )


def sentence_rows(table: Table) -> Table:
    """Part paragraphs into sentences.

    Args:
        table: `number` and `text` of each, `first`, the first of the group it is in, and `more`, whether it says more.

    Returns:
        The long ones: `key`, `number`, `place` in the table, `length`, `first`, `more`.
    """
    found = sentences_of(texts_in(table.column("text")))
    rows = table.select(["number", "first", "more"]).take(pa.array(found.paragraphs))
    place = pa.array(np.arange(len(found.keys)), pa.int32())
    return (
        rows.append_column("place", place)
        .append_column("length", pa.array(found.lengths))
        .append_column("key", pa.array(found.keys.view(np.int64)))
    )


def shared_rows(table: Table) -> Table:
    """Pair the sentences that two articles have in paragraphs of different groups.

    Args:
        table: As `sentence_rows` gives it, sorted, whole groups by `key`.

    Returns:
        `earlier` and `later`, numbers of paragraphs, with the length of the sentence in each, and whether each says
        more.
    """
    numbers, inverse = np.unique(array_of(table, "number"), return_inverse=True)
    first, more = np.empty(len(numbers), np.int64), np.empty(len(numbers), np.bool_)
    first[inverse], more[inverse] = array_of(table, "first", -1), array_of(table, "more", False)
    sentences = Sentences(
        array_of(table, "key").view(np.uint64), inverse.astype(np.int32), array_of(table, "length").astype(np.int32)
    )
    found = shared_sentences(sentences, articles_of(numbers), np.zeros(len(numbers), np.bool_))
    is_apart = (first[found.earlier] != first[found.later]) | (first[found.earlier] < 0)
    earlier, later, earlier_lengths, later_lengths = (column[is_apart] for column in found)
    return pa.table(
        {
            "earlier": numbers[earlier],
            "later": numbers[later],
            "earlier_length": earlier_lengths.astype(np.int64),
            "later_length": later_lengths.astype(np.int64),
            "earlier_more": more[earlier],
            "later_more": more[later],
        }
    )
