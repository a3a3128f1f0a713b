"""Journals of runs in place: which log has the originals of what a run has replaced, until the run is through."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean.errors import InputError, UsageError
from newsclean.io.atomic import hidden_name, remove_remains, write_atomically

_ENDING = ".newsclean.journal"
_LONGEST = 1 << 16  # bytes of a path, more than any system takes


@contextlib.contextmanager
def journaled(paths: Iterable[Path], log: Path | None, former: Iterable[Path]) -> Iterator[None]:
    """Keep a journal for each path while the block runs; it stays if the block does not come to its end.

    Args:
        paths: Files and folders that are cleaned in place, and locked.
        log: The log of the run.
        former: The journals of earlier runs, which this one has recovered.

    Raises:
        OutputError: One cannot be written.
    """
    journals = {_journal(path) for path in paths}
    remove_remains(journals)
    for journal in sorted(journals):
        write_atomically(journal, os.fsencode(os.path.realpath(log or "")), log)
    yield
    for journal in sorted(journals.union(former)):
        journal.unlink(missing_ok=True)


def stopped_runs(paths: Iterable[Path], files: Iterable[Path]) -> dict[Path, Path]:
    """Return the journals of runs in place that were stopped, each with the log of its run.

    Args:
        paths: Files and folders to be cleaned in place, and locked.
        files: The files themselves, by their real paths.

    Raises:
        InputError: One cannot be read, or belongs to another user.
        UsageError: A log is gone.
    """
    files = [*files]
    folders = {folder for file in files for folder in file.parents}
    folders.update(path for path in map(_real, paths) if path.is_dir())
    candidates = {folder / _ENDING for folder in folders} | {hidden_name(file, _ENDING) for file in files}
    return {journal: _log(journal) for journal in sorted(candidates) if os.path.lexists(journal)}


def _journal(path: Path) -> Path:
    real = _real(path)
    return real / _ENDING if real.is_dir() else hidden_name(real, _ENDING)


def _log(journal: Path) -> Path:
    try:
        owner = journal.lstat().st_uid
        with journal.open("rb") as file:
            log = Path(os.fsdecode(file.read(_LONGEST)))
    except OSError as error:
        raise InputError(str(journal), error.strerror or str(error), "mend or remove it") from None
    if hasattr(os, "geteuid") and owner not in (0, os.geteuid()):
        raise InputError(str(journal), "a run of another user was stopped here", "have that user run newsclean again")
    if not log.is_file():
        cause = f"a run in place was stopped here, and its log {log}, which has the originals, is gone"
        raise UsageError(str(journal), cause, "put the log back, or remove the journal to go on without them")
    return log


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
