"""Which files of a folder are read: by extension, by patterns, and not those that an ignore file names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsclean.errors import InputError, UsageError
from newsclean.io.compression import inner_suffix
from newsclean.io.formats import by_extension

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".newscleanignore"
"""Names what is not read of the folder it lies in, in the patterns of a .gitignore file."""


class Patterns(NamedTuple):
    """Patterns as a .gitignore file has them, matched against paths below a folder.

    Attributes:
        include: Only files that match one are read, whatever their extension; empty for all that can be read.
        exclude: Files that match one are not.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class Refusal(NamedTuple):
    """Why a file of a folder is not read, and what to do if it shall be."""

    cause: str
    hint: str


_EXCLUDED = Refusal("left out by --exclude or by the ignore file", "change the patterns if it shall be read")
_NOT_INCLUDED = Refusal("no pattern of --include matches it", "change the patterns if it shall be read")
UNKNOWN = Refusal("not a kind of file that is read in folders", "name it by itself, or with --include, if it is text")
"""Refusal of a file whose name tells nothing."""


class Chooser:
    """Chooses among the files of one folder.

    Args:
        folder: The folder.
        patterns: What the user asked for.

    Raises:
        InputError: The ignore file cannot be read.
        UsageError: A pattern is not one.
    """

    def __init__(self, folder: Path, patterns: Patterns) -> None:
        self._include = _spec(patterns.include, "--include") if patterns.include else None
        self._exclude = _spec((*_ignored(folder / IGNORE_FILE), *patterns.exclude), "--exclude")

    def refusal(self, path: Path) -> Refusal | None:
        """Return why a file is not read, by its name; None if it is. `path` is relative to the folder."""
        name = path.as_posix()
        if self._exclude.match_file(name):
            return _EXCLUDED
        if self._include is None:
            return None if inner_suffix(path) in by_extension() else UNKNOWN
        return None if self._include.match_file(name) else _NOT_INCLUDED


def _spec(patterns: Sequence[str], option: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only folders need it

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise UsageError(option, f"not a pattern ({error})", "write it as in a .gitignore file") from None


def _ignored(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "mend it, or move it away") from None
