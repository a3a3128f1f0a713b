"""Tables with commas, semicolons or tabs between the cells (RFC 4180)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.io.batching import Rows, row_batches
from newsclean.io.reader import Read, RecordReader
from newsclean.io.record_formats import RecordFormat, table_of


class TableReader(RecordReader):
    """Reads records that are rows of a table, below a header.

    Args:
        extension: The extension of its files.
        delimiters: What may part the cells of a row; it is the one that the header has most of.
    """

    def __init__(self, extension: str, delimiters: str) -> None:
        self.extensions = (extension,)
        self._delimiters = delimiters

    def batches(self, read: Read, most: int, name: str) -> Iterator[Rows]:
        """Yield the rows in batches, as `RecordReader` has it."""
        return row_batches(read, most, name)

    def shape(self, first: bytes, names: Sequence[str], where: str) -> RecordFormat:
        """Return the columns of a table and what parts its cells, as `RecordReader` has it."""
        return table_of(first, self._delimiters, names, where)


READER = TableReader(".csv", ",;\t")
