"""Files that a log names, read with care: a log may come from anywhere, and name what never ends."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from newsclean.changelog.log_records import Record
from newsclean.errors import InputError
from newsclean.io.compression import contents, opened

_PIECE = 1 << 20


def logged_contents(path: Path, *records: Record) -> bytes:
    """Read what a file holds that a log names, packed or not.

    Args:
        path: The file.
        records: What the log says that it may hold, each with `bytes`. So that an altered text can be told from what
            it was, up to twice as much is read, and a megabyte.

    Raises:
        InputError: It cannot be read, is damaged, no regular file, or holds far more than the log says.
    """
    refuse_irregular(path)
    return contents_up_to(path, max(int(record["bytes"]) for record in records))


def contents_up_to(path: Path, size: int) -> bytes:
    """Read what a file holds that a log knows under some name.

    Args:
        path: The file.
        size: How many bytes the log says that it holds, at most; up to twice as many are read, and a megabyte.

    Raises:
        InputError: It cannot be read, is damaged, or holds far more.
    """
    most = 2 * size + _PIECE
    data = contents(path, most, is_cut=True)
    if len(data) > most:
        raise InputError(str(path), "holds far more than was logged", "restore from an unaltered copy")
    return data


def path_from(folder: Path, name: str) -> Path:
    """Return the path of a file that a log names: from here, or else from another folder, if it is there.

    Args:
        folder: The folder.
        name: The path as logged.
    """
    path, other = Path(name), folder / name
    try:
        return other if not path.exists() and other.exists() else path
    except ValueError:
        return path  # with NUL in it; told by whoever opens it


def logged_digest(path: Path, record: Record) -> str:
    """Return the sha256 of what a file holds that a log names; empty if that is more than the log says.

    Raises:
        OSError: It cannot be read.
        InputError: It is no regular file, or a damaged Parquet file.
    """
    refuse_irregular(path)
    left = int(record["bytes"])
    digest = hashlib.sha256()
    with opened(path) as file:
        while piece := file.read(_PIECE):
            left -= len(piece)
            if left < 0:
                return ""
            digest.update(piece)
    return digest.hexdigest()


def refuse_irregular(path: Path) -> None:
    """See to it that a file that a log names is a regular one, if it is there: a pipe or device may never end.

    Raises:
        InputError: It is something else.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return  # told by whoever opens it
    if not stat.S_ISREG(mode):
        raise InputError(str(path), "no regular file", "use the log as newsclean wrote it")
