"""Access to what is written: no wider than to what it was made from, and in its place the same."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

_ANY_NEW_FILE = 0o666
_OWN = 0o600


class FileState(NamedTuple):
    """State of a file by which a later one is told from it: any write changes the time, and most editors the inode."""

    inode: int
    size: int
    mtime_ns: int


def state_of(path: Path) -> FileState | None:
    """Return the state of a file now; None if it is not there."""
    try:
        there = path.stat()
    except OSError:
        return None
    return FileState(there.st_ino, there.st_size, there.st_mtime_ns)


def opener_as(sources: Iterable[Path]) -> Callable[[str, int], int]:
    """Return an opener for `open` that gives a new file no permission which one of the sources lacks.

    The owner can always read and write it. A source that is not there says nothing.
    """
    mode = _ANY_NEW_FILE
    for source in sources:
        with contextlib.suppress(OSError):
            mode &= source.stat().st_mode | _OWN
    return lambda name, flags: os.open(name, flags, mode)


def is_replaced(source: Path | None, target: Path) -> bool:
    """Return whether the file that something is made from is the one whose place it takes."""
    try:
        return source is not None and source.samefile(target)
    except OSError:
        return False


def take_over(old: Path, new: Path) -> None:
    """Give a new file the owner, mode, times and extended attributes of the one whose place it takes.

    Only as far as the system lets us; where the group cannot be kept, no group can read what only that one could.
    """
    there = old.stat()
    with contextlib.suppress(OSError):
        os.chown(new, -1, there.st_gid)
    with contextlib.suppress(OSError):
        os.chown(new, there.st_uid, -1)
    with contextlib.suppress(OSError):
        shutil.copystat(old, new)
    if new.stat().st_gid != there.st_gid:
        new.chmod(there.st_mode & 0o707)
