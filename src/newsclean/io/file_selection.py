"""Which files of a folder are read: by extension, by patterns, and not those that an ignore file names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsclean.errors import InputError, UsageError
from newsclean.io.compression import UNPACKING_ERRORS, inner_suffix, opened
from newsclean.io.formats import by_extension, reader_of
from newsclean.io.reader import Reader

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_BEGINNING = 1 << 16

IGNORE_FILE = ".newscleanignore"
"""Names what is not read of the folder it lies in, in the patterns of a .gitignore file."""


_MOST_BYTES = 1 << 20  # of an ignore file
_MOST_SECONDS = 1.0  # for a path and a pattern
_FEW_STARS = 2  # repeats that a pattern may have to be matched by `re`, in no time worth a limit


class Patterns(NamedTuple):
    """Patterns as a .gitignore file has them, matched against paths below a folder.

    Attributes:
        include: Only files that match one are read, whatever their extension; empty for all that can be read.
        exclude: Files that match one are not.
        follow: Whether links out of the folder, and links to folders, are read as what they lead to.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow: bool = False


class _Timed:
    """Pattern of an ignore file, which may come from anywhere, with a limit of time.

    Args:
        source: The pattern, a regular expression.
        name: The pattern as a person wrote it.

    Raises:
        UsageError: In matching, it took too long; or the package that it needs is not installed.
    """

    def __init__(self, source: str, name: str) -> None:
        try:
            import regex
        except ImportError:
            cause = f"the pattern {name!r:.80} has so many asterisks that it needs a package that is not here"
            hint = "write it with fewer, or run: pip install 'newsclean[patterns]'"
            raise UsageError(IGNORE_FILE, cause, hint) from None
        self._pattern, self._name = regex.compile(source), name

    def match(self, path: str) -> object:
        try:
            return self._pattern.match(path, timeout=_MOST_SECONDS)
        except TimeoutError:
            cause = f"the pattern {self._name!r:.80} takes more than {_MOST_SECONDS:g} s"
            raise UsageError(IGNORE_FILE, cause, "write it with fewer asterisks") from None

    search = match  # every pattern of git's is bound to the beginning of the path


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
        self._folder = folder
        self._include = _spec(patterns.include, "--include") if patterns.include else None
        self._exclude = _spec((*_ignored(folder / IGNORE_FILE), *patterns.exclude), f"--exclude or {IGNORE_FILE}")

    def refusal(self, path: Path) -> Refusal | None:
        """Return why a file is not read, by its name; None if it is. `path` is relative to the folder."""
        name = path.as_posix()
        if self._exclude.match_file(name):
            return _EXCLUDED
        if self._include is not None:
            return None if self._include.match_file(name) else _NOT_INCLUDED
        format = by_extension().get(inner_suffix(path))
        is_read = format is not None and self._is_own(path, reader_of(format))
        return None if is_read else UNKNOWN

    def _is_own(self, path: Path, reader: Reader) -> bool:
        """Tell by its beginning a file of a format from others with its extension; one that cannot be read is told."""
        if type(reader).is_own is Reader.is_own:
            return True
        try:
            with opened(self._folder / path) as file:
                return reader.is_own(file.read(_BEGINNING))
        except (OSError, *UNPACKING_ERRORS):
            return True


def _spec(patterns: Sequence[str], option: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # only folders need it

    try:
        spec = GitIgnoreSpec.from_lines(patterns)
    except (ValueError, re.error) as error:  # the latter for a range as [z-a], which it hands on unseen
        raise UsageError(option, f"not a pattern ({error})", "write it as in a .gitignore file") from None
    for pattern in spec.patterns:
        source = getattr(pattern, "regex", None)
        if source is not None and source.pattern.count("*") > _FEW_STARS:
            timed = _Timed(source.pattern, str(getattr(pattern, "pattern", source.pattern)))
            setattr(pattern, "regex", timed)  # noqa: B010  (typed as a compiled pattern)
    return spec


def _ignored(path: Path) -> list[str]:
    try:
        if not path.is_file():
            return []
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(str(path), f"larger than {_MOST_BYTES:,} bytes", "write fewer patterns, or move it away")
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "mend it, or move it away") from None
