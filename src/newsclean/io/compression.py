"""Packed files: `.gz`, `.bz2`, `.xz`, `.zst` and `.parquet` are packed and unpacked by their extension.

What counts everywhere - fixity, the log, `restore` - is what a file holds, not how it is packed: the same bytes can be
packed in many ways, and no log could tell which it was.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from pathlib import Path
from typing import IO, cast

from newsclean.compat import zstd
from newsclean.errors import InputError
from newsclean.io.parquet import ParquetOfRows, RowsOfParquet

__all__ = [
    "COMPRESSIONS",
    "COMPRESSION_SUFFIXES",
    "UNPACKING_ERRORS",
    "compression_suffix",
    "contents",
    "damaged",
    "inner_suffix",
    "opened",
    "packer",
    "too_large",
]  # fmt: skip

UNPACKING_ERRORS = (gzip.BadGzipFile, zlib.error, lzma.LZMAError, zstd.ZstdError, EOFError)
"""Errors raised for a file that is not what its extension says, was damaged, or was cut off."""

COMPRESSIONS = (".gz", ".bz2", ".xz", ".zst")
"""The extensions of compressed files, which hold any bytes."""

COMPRESSION_SUFFIXES = (*COMPRESSIONS, ".parquet")
"""The extensions of packed files."""


def compression_suffix(path: Path) -> str:
    """The extension that says how a file is packed; empty if it is not."""
    suffix = path.suffix.lower()
    return suffix if suffix in COMPRESSION_SUFFIXES else ""


def inner_suffix(path: Path) -> str:
    """The extension of what a file holds: `.jsonl` of `a.jsonl.gz`, and of `a.parquet`, which holds rows."""
    if compression_suffix(path) == ".parquet":
        return ".jsonl"
    return (Path(path.stem) if compression_suffix(path) else path).suffix.lower()


def opened(path: Path) -> IO[bytes]:
    """Open a file to read what it holds; closing it closes all.

    Raises:
        OSError: It cannot be opened.
        InputError: It is a damaged Parquet file.
        UsageError: It is a Parquet file, and pyarrow is not installed.
    """
    match compression_suffix(path):
        case ".gz":
            return cast("IO[bytes]", gzip.open(path, "rb"))
        case ".bz2":
            return cast("IO[bytes]", bz2.open(path, "rb"))
        case ".xz":
            return cast("IO[bytes]", lzma.open(path, "rb"))
        case ".zst":
            return cast("IO[bytes]", zstd.open(path, "rb"))
        case ".parquet":
            return cast("IO[bytes]", io.BufferedReader(RowsOfParquet(path)))
    return path.open("rb")


def packer(file: IO[bytes], how: str, like: Path | None = None) -> IO[bytes]:
    """A file that packs what is written to it into `file`, which closing it leaves open.

    Without time or name in any header: the same bytes give the same file.

    Args:
        file: Where the packed bytes go.
        how: An extension of `COMPRESSION_SUFFIXES`.
        like: A Parquet file, whose other columns a new one takes over.

    Raises:
        UsageError: There is none to take them from, or pyarrow is not installed.
    """
    match how:
        case ".gz":
            return cast("IO[bytes]", gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0))
        case ".bz2":
            return cast("IO[bytes]", bz2.BZ2File(file, "wb"))
        case ".xz":
            return cast("IO[bytes]", lzma.LZMAFile(file, "wb"))
        case ".parquet":
            return cast("IO[bytes]", ParquetOfRows(file, like))
    return cast("IO[bytes]", zstd.ZstdFile(file, "wb"))


def contents(path: Path, most: int = 0, *, is_cut: bool = False) -> bytes:
    """Read what a file holds.

    Args:
        path: The file.
        most: How many bytes it may hold, unpacked; 0 for any number. No more than that is ever read.

        is_cut: Whether of a file that holds more one byte more is returned, and no error raised.

    Raises:
        InputError: It cannot be read, is damaged, or holds more.
    """
    try:
        with opened(path) as file:
            data = file.read(most + 1) if most else file.read()
    except UNPACKING_ERRORS as error:
        raise damaged(path, error) from None
    except OSError as error:
        if error.errno is None:  # what bz2 raises for a file that is not its own
            raise damaged(path, error) from None
        cause = error.strerror or str(error)
        raise InputError(str(path), cause, "check the file and its permissions") from None
    if most and len(data) > most and not is_cut:
        raise too_large(str(path), most)
    return data


def damaged(path: Path, error: Exception) -> InputError:
    """Return the error for a packed file that cannot be unpacked."""
    cause = "cut off" if isinstance(error, EOFError) else str(error)
    return InputError(
        str(path), f"not a whole {compression_suffix(path)} file ({cause})", "get it again, or unpack what is there"
    )


def too_large(name: str, most: int) -> InputError:
    """Return the error for an article that is larger than it may be."""
    return InputError(name, f"more than {most:,} bytes", "raise --max-bytes, or split it")
