"""The walk through a folder: the files that are read, and those that are not, each with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from newsclean.io.file_selection import IGNORE_FILE, UNKNOWN, Chooser, Refusal
from newsclean.io.file_signatures import kind_by_beginning

_HIDDEN = Refusal("hidden: its name begins with a dot", "name it by itself if it shall be read")
_LINKED_FOLDER = Refusal("a link to a folder, which is not followed", "name the folder if it shall be read")
_LINKED_OUT = Refusal("a link out of the folder, which is not followed", "pass --follow if it shall be read")
_IRREGULAR = Refusal("no regular file, or a link that leads nowhere", "put the file itself there")
_UNREADABLE = Refusal("it cannot be opened", "let it be read by whoever runs newsclean")
# So much of a file tells what it is: of a ZIP archive the names of its first files.
_BEGINNING = 1 << 13


class Skipped(NamedTuple):
    """File of a folder, or folder in it, that is not read.

    Attributes:
        path: Its path, as a task would have it as its name.
        cause: Why it is not read.
        hint: What to do if it shall be.
    """

    path: str
    cause: str
    hint: str


def entries(folder: Path, chooser: Chooser, *, follow: bool = False) -> Iterator[Path | Skipped]:
    """Yield the files of a folder and its subfolders, by name, and what is not read.

    Args:
        folder: The folder.
        chooser: Chooses among its files.
        follow: Whether links out of it are followed, each folder that they lead to once; others never are.
    """
    known = [_real(folder)]
    for here, subfolders, names in os.walk(folder, followlinks=True):
        read = []
        for name in sorted(subfolders):
            path = Path(here, name)
            refusal = _HIDDEN if name.startswith(".") else None
            if refusal is None and path.is_symlink():
                real = _real(path)
                if any(real.is_relative_to(each) or each.is_relative_to(real) for each in known):
                    refusal = _LINKED_FOLDER
                elif not follow:
                    refusal = _LINKED_OUT
                else:
                    known.append(real)
            if refusal is None:
                read.append(name)
            else:
                yield Skipped(os.fspath(path), *refusal)
        subfolders[:] = read
        for name in sorted(names):
            path = Path(here, name)
            if (name == IGNORE_FILE and path.parent == folder) or _is_own(name):
                continue
            refusal = _HIDDEN if name.startswith(".") else chooser.refusal(path.relative_to(folder))
            if refusal is None and not path.is_file():
                refusal = _IRREGULAR
            if refusal is None and not follow and path.is_symlink() and not _real(path).is_relative_to(known[0]):
                refusal = _LINKED_OUT
            yield path if refusal is None else Skipped(os.fspath(path), *_by_content(path, refusal))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _is_own(name: str) -> bool:
    """Return whether a name is of a file that newsclean keeps beside others while it writes them."""
    return name.startswith(".") and (name.endswith(".newsclean") or ".newsclean." in name)


def _by_content(path: Path, refusal: Refusal) -> Refusal:
    """The refusal of a file by what it is, where its name tells nothing."""
    if refusal is not UNKNOWN:
        return refusal
    if not path.is_file():
        return _IRREGULAR
    try:
        with path.open("rb") as file:
            kind = kind_by_beginning(file.read(_BEGINNING))
    except OSError:
        return _UNREADABLE
    return Refusal(kind.what, kind.advice) if kind else refusal
