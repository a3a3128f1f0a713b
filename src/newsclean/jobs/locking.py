"""One run at a time on one output."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from newsclean.errors import OutputError, UsageError


@contextlib.contextmanager
def locked(path: Path | None) -> Iterator[None]:
    """Keep other runs off an output while the block runs; what a run that was killed had locked is free.

    Args:
        path: The file or folder; None for standard output, which needs no lock.

    Raises:
        UsageError: Another run has it.
        OutputError: Nothing can be written beside it.
    """
    if path is None:
        yield
        return
    from filelock import FileLock, Timeout

    lock_file = path.parent / f".{path.name[:100]}.newsclean.lock"
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
        lock = FileLock(lock_file, timeout=0)
        lock.acquire()
    except Timeout:
        raise UsageError(str(path), "another newsclean is writing there", "wait until it is done") from None
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error), "free the disk or choose another -o") from None
    try:
        yield
    finally:
        lock_file.unlink(missing_ok=True)
        lock.release()
