"""Splitting of files of records into shards: every record keeps its bytes, or its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from newsclean.errors import InputError, OutputError
from newsclean.io.atomic import atomic_file, hidden_name, writing
from newsclean.io.compression import compression_suffix, inner_suffix, opened
from newsclean.io.parquet import open_parquet

_ROWS = 4096


def split(paths: Sequence[Path], folder: Path, size: int, *, force: bool = False) -> Iterator[Path]:
    """Write the records of files, one file after another, into shards of so many records.

    Args:
        paths: Files of JSON Lines, packed or not, or Parquet files with the same columns.
        folder: Where the shards go; they are named after the first file and numbered, and packed as it is.
        size: How many records a shard has; the last one has the rest.
        force: Whether shards that are there may be replaced.

    Yields:
        Each shard, once it is whole.

    Raises:
        InputError: A file is no file of records, or not of the kind of the first one.
        OutputError: A shard is there already, or cannot be written.
    """
    packed, inner = compression_suffix(paths[0]), inner_suffix(paths[0])
    for path in paths:
        if inner_suffix(path) not in (".jsonl", ".ndjson") or (packed == ".parquet") != (_is_parquet(path)):
            raise InputError(str(path), "no file of records like the first one", "split JSON Lines or Parquet files")
    stem = paths[0].name.removesuffix(packed)
    suffix = packed if packed == ".parquet" else inner + packed
    stem = stem.removesuffix(inner)
    shards = (folder / f"{stem}-{number:05}{suffix}" for number in range(100_000))
    yield from (_rows if packed == ".parquet" else _lines)(paths, shards, size, force)


def _is_parquet(path: Path) -> bool:
    return compression_suffix(path) == ".parquet"


def _free(shard: Path, force: bool) -> Path:
    if shard.exists() and not force:
        raise OutputError(str(shard), "is there already", "choose another -o or pass --force")
    return shard


def _lines(paths: Sequence[Path], shards: Iterator[Path], size: int, force: bool) -> Iterator[Path]:
    lines = (line if line.endswith(b"\n") else line + b"\n" for path in paths for line in _lines_of(path))
    for first in lines:
        shard = _free(next(shards), force)
        with atomic_file(shard) as out:
            out.write(first)
            for _, line in zip(range(size - 1), lines, strict=False):
                out.write(line)
        yield shard


def _lines_of(path: Path) -> Iterator[bytes]:
    with opened(path) as file:
        yield from file


def _rows(paths: Sequence[Path], shards: Iterator[Path], size: int, force: bool) -> Iterator[Path]:
    """Write Parquet shards, of each of which the rows are in memory together."""
    from pyarrow import Table
    from pyarrow.parquet import write_table

    held: list[Any] = []

    def written() -> Path:
        shard = _free(next(shards), force)
        temporary = hidden_name(shard, ".newsclean")
        shard.parent.mkdir(parents=True, exist_ok=True)
        with writing(shard):
            write_table(Table.from_batches(held), temporary)
            temporary.replace(shard)
        held.clear()
        return shard

    for path in paths:
        file = open_parquet(path)
        for batch in file.iter_batches(_ROWS):
            while batch.num_rows:
                held.append(batch.slice(0, size - sum(each.num_rows for each in held)))
                batch = batch.slice(held[-1].num_rows)
                if sum(each.num_rows for each in held) == size:
                    yield written()
    if held:
        yield written()
