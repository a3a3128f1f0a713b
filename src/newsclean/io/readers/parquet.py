"""Parquet: rows, which `newsclean.io.parquet` gives as JSON Lines."""

from __future__ import annotations

from newsclean.io.reader import RecordReader


class ParquetReader(RecordReader):
    """Reads rows of Parquet files, which are known by their extension as packed files are."""

    extensions = ()


READER = ParquetReader()
