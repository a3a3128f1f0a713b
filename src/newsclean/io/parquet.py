"""Parquet files: the texts of their rows as JSON Lines, and back into a file that has all else from the first one.

A row is a line, an object of those columns that hold text, and of structs that do, of those fields; a cell with nothing
in it reads as empty text, and stays one with nothing in it. This is what such a file holds for the log, for fixity and
for `restore`; its other columns go from one file to the next as they are.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from newsclean.errors import InputError, OutputError, UsageError

_ROWS = 256
# A row group is written when it is as long as those of the other file, but no later than at so many bytes.
_GROUP_BYTES = 1 << 26


class RowsOfParquet(io.RawIOBase):
    """The rows of a file as JSON Lines, to read from.

    Args:
        path: The file.

    Raises:
        UsageError: pyarrow is not installed.
        InputError: The file is damaged, or has no text column.
        OSError: It cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file = open_parquet(path)
        self._names = _text_columns(self._file.schema_arrow, path)
        self._lines = self._read_lines()
        self._rest = b""

    def _read_lines(self) -> Iterator[bytes]:
        with _errors_named(self._path):
            for batch in self._file.iter_batches(_ROWS, columns=self._names):
                yield b"".join(_line(row, batch.schema) for row in batch.to_pylist())

    def readable(self) -> bool:
        """It can be read from."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes, as `io.RawIOBase` has it."""
        data = self._rest or next(self._lines, b"")
        size = min(len(buffer), len(data))
        buffer[:size] = data[:size]
        self._rest = data[size:]
        return size

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()


class ParquetOfRows(io.RawIOBase):
    """Writes a file from JSON Lines and another file, which gives all that is not in them.

    Args:
        file: Where the bytes go; closing leaves it open.
        like: The other file; it has as many rows.

    Raises:
        UsageError: pyarrow is not installed, or there is no other file.
        InputError: The other file is damaged.
    """

    def __init__(self, file: IO[bytes], like: Path | None) -> None:
        super().__init__()
        if like is None or like.suffix.lower() != ".parquet":
            raise UsageError("-o", "a Parquet file is made from a Parquet file only", "name a .jsonl file with -o")
        self._base = open_parquet(like)
        self._like = like
        self._rows = self._base.iter_batches(_ROWS)
        self._waiting: list[bytes] = []
        self._rest = b""
        self._group: list[Any] = []
        self._writer = self._made(file)

    def _made(self, file: IO[bytes]) -> Any:
        from pyarrow.parquet import ParquetWriter

        metadata = self._base.metadata
        compression: str | dict[str, str] = "snappy"
        self._group_size = 0
        if metadata.num_row_groups:
            first = metadata.row_group(0)
            columns = (first.column(number) for number in range(first.num_columns))
            compression = {column.path_in_schema: _codec(column.compression) for column in columns}
            self._group_size = first.num_rows
        return ParquetWriter(file, self._base.schema_arrow, compression=compression, version=metadata.format_version)

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Take in lines, whole or in part."""
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        self._waiting += lines
        while len(self._waiting) >= _ROWS:
            self._write_batch()
        return len(data)

    def _write_batch(self) -> None:
        batch = next(self._rows, None)
        if batch is None or batch.num_rows > len(self._waiting):
            raise _other_rows(self._like)
        lines = self._waiting[: batch.num_rows]
        del self._waiting[: batch.num_rows]
        batch = _with_texts(batch, [json.loads(line) for line in lines])
        while self._held + batch.num_rows >= self._group_size > 0:
            fits = self._group_size - self._held
            self._group.append(batch.slice(0, fits))
            batch = batch.slice(fits)
            self._write_group()
        if batch.num_rows:
            self._group.append(batch)
        if sum(held.nbytes for held in self._group) > _GROUP_BYTES:
            self._write_group()

    @property
    def _held(self) -> int:
        return sum(batch.num_rows for batch in self._group)

    def _write_group(self) -> None:
        import pyarrow

        if self._group:
            self._writer.write_table(pyarrow.Table.from_batches(self._group))
            self._group = []

    def __exit__(self, *error: object) -> None:
        """Close it; after an error nothing more is written."""
        if error[0] is not None:
            self._let_go()
        self.close()

    def close(self) -> None:
        """Write the last rows and the footer.

        Raises:
            OutputError: There were more lines than rows, or fewer.
        """
        if self.closed:
            return
        try:
            self._waiting += [self._rest] if self._rest else []
            while self._waiting:
                self._write_batch()
            if next(self._rows, None) is not None:
                raise _other_rows(self._like)
            self._write_group()
            self._writer.close()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        self._writer.is_open = False  # pyarrow would write the footer when the writer is collected
        self._base.close()
        super().close()


def open_parquet(path: Path) -> Any:
    """Open a Parquet file with pyarrow.

    Raises:
        UsageError: It is not installed.
        InputError: The file is damaged.
    """
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise UsageError(str(path), ".parquet files need pyarrow", "run: pip install 'newsclean[parquet]'") from None
    with _errors_named(path):
        return ParquetFile(path)


@contextlib.contextmanager
def _errors_named(path: Path) -> Iterator[None]:
    """Say of the file what pyarrow says of it; what the system says goes on as it is."""
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            raise OSError(error.errno, os.strerror(error.errno)) from None
        raise _damaged(path, error) from None
    except (ValueError, NotImplementedError, KeyError) as error:  # ArrowInvalid is a ValueError
        raise _damaged(path, error) from None


def _other_rows(path: Path) -> OutputError:
    return OutputError(str(path), "has not as many rows as there are lines", "use the file that was read")


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(str(path), f"not a whole .parquet file ({' '.join(str(error).split())[:200]})", "get it again")


def _text_columns(schema: Any, path: Path) -> list[str]:
    """Return the columns that hold text, those in structs by their paths with dots, as pyarrow has them."""
    if not any(_holds_text(field.type) for field in schema) or len({*schema.names}) < len(schema.names):
        cause = "two columns have one name" if len({*schema.names}) < len(schema.names) else "no column of text"
        raise InputError(str(path), f"{cause}; it has {', '.join(schema.names)}", "write another one")
    return list(_leaves(schema))


def _leaves(fields: Iterable[Any], above: str = "") -> Iterator[str]:
    from pyarrow import types

    for field in fields:
        if types.is_struct(field.type):
            yield from _leaves(field.type, f"{above}{field.name}.") if _holds_text(field.type) else ()
        elif _holds_text(field.type):
            yield above + field.name


def _holds_text(kind: Any) -> bool:
    from pyarrow import types

    if types.is_struct(kind):
        return len({field.name for field in kind}) == len(kind) and any(_holds_text(field.type) for field in kind)
    kind = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _with_texts(batch: Any, rows: list[dict[str, Any]]) -> Any:
    for number, field in enumerate(batch.schema):
        if rows and field.name in rows[0]:
            column = _filled(batch.column(number), field.type, [row[field.name] for row in rows])
            batch = batch.set_column(number, field, column)
    return batch


def _filled(column: Any, kind: Any, values: list[Any]) -> Any:
    """Return a column with other texts, of a struct with those of its fields; what was not there is not there."""
    import pyarrow

    if pyarrow.types.is_struct(kind):
        members = [column.field(number) for number in range(len(kind))]
        for number, field in enumerate(kind):
            if _holds_text(field.type):
                members[number] = _filled(members[number], field.type, [value[field.name] for value in values])
        return pyarrow.StructArray.from_arrays(members, fields=list(kind), mask=column.is_null())
    there = column.is_valid().to_pylist()
    texts = [text if text or is_there else None for text, is_there in zip(values, there, strict=True)]
    return pyarrow.array(texts, pyarrow.large_string()).cast(kind)


def _line(row: dict[str, Any], schema: Any) -> bytes:
    return json.dumps(_texts(row, schema), ensure_ascii=False).encode() + b"\n"


def _texts(row: dict[str, Any] | None, fields: Iterable[Any]) -> dict[str, Any]:
    from pyarrow import types

    row = row or {}
    return {
        field.name: _texts(row.get(field.name), field.type)
        if types.is_struct(field.type)
        else row.get(field.name) or ""
        for field in fields
    }


def _codec(name: str) -> str:
    return "none" if name == "UNCOMPRESSED" else name.lower()
