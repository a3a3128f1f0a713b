"""Tables of Arrow as arrays and texts, and back; whole groups cut from a stream of sorted batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Table = Any
"""A `pyarrow.Table`."""
Longs = NDArray[np.int64]

_PARAGRAPH_BITS = 24
MOST_PARAGRAPHS = 1 << _PARAGRAPH_BITS
"""So many paragraphs an article may have: numbers have 64 bits, and these are the lower ones."""
# Groups are worked on together until there are so many rows of them.
_ROWS = 1 << 15


def numbers_of(article: NDArray[Any], index: NDArray[Any]) -> Longs:
    """Number paragraphs over all articles, in order.

    Args:
        article: The number of the article of each.
        index: Its place there, from 0.
    """
    numbers: Longs = article.astype(np.int64) << _PARAGRAPH_BITS | index
    return numbers


def articles_of(numbers: NDArray[Any]) -> Longs:
    """Return the number of the article that each paragraph is in."""
    return numbers >> _PARAGRAPH_BITS


def array_of(table: Table, name: str, null: object = None) -> NDArray[Any]:
    """Return a column as an array, `null` in the place of what is missing."""
    column = table.column(name).combine_chunks()
    if column.null_count:
        column = column.fill_null(null)
    return column.to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def list_sizes(table: Table, name: str) -> Longs:
    """Return how long each list of a column is."""
    sizes = pc.list_value_length(table.column(name)).fill_null(0)
    return np.asarray(sizes).astype(np.int64)


def texts_in(column: Any) -> list[str]:
    """Return the texts of a column of UTF-8, as text or as bytes; halves of surrogate pairs may be in these."""
    return ["" if each is None else as_text(each) for each in column.to_pylist()]


def as_text(value: str | bytes) -> str:
    """Return a text that may be encoded."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def as_bytes(texts: Iterable[str]) -> list[bytes]:
    """Encode texts."""
    return [text.encode("utf-8", "surrogatepass") for text in texts]


def starts_of(*columns: NDArray[Any]) -> Longs:
    """Return where each run of equal rows begins."""
    is_start = np.zeros(len(columns[0]), np.bool_)
    is_start[:1] = True
    for column in columns:
        is_start[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(is_start)


def sizes_of(starts: Longs, count: int) -> Longs:
    """Return how long each run is, of so many rows in all."""
    return np.diff(np.append(starts, count))


def whole_groups(work: Callable[[Table], Table], keys: Sequence[str], batches: Iterable[Any]) -> Iterator[Any]:
    """Work on whole groups, many at a time.

    Args:
        work: The work, on a table of whole groups.
        keys: The columns that make a group.
        batches: Record batches, sorted by these columns.

    Yields:
        The record batches that come of it.
    """
    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(len(each) for each in held) < _ROWS:
            continue
        table = pa.Table.from_batches(held)
        last = int(starts_of(*(array_of(table, key, -1) for key in keys))[-1])
        if last:
            yield from work(table.slice(0, last)).to_batches()
            held = table.slice(last).to_batches()
    if held and any(map(len, held)):
        yield from work(pa.Table.from_batches(held)).to_batches()
