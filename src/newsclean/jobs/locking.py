"""One run at a time on one output, one log, and one folder that is cleaned in place."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsclean.errors import OutputError, UsageError
from newsclean.io.atomic import hidden_name, is_stream

_BUSY = "another newsclean is writing there", "wait until it is done"


@contextlib.contextmanager
def locked(paths: Iterable[Path]) -> Iterator[None]:
    """Keep other runs off outputs and logs while the block runs; what a run that was killed had locked is free.

    Args:
        paths: Files or folders, there or not; devices and pipes need no lock.

    Raises:
        UsageError: Another run has one.
        OutputError: Nothing can be written beside it.
    """
    with contextlib.ExitStack() as held:
        # In one order in every run, and by one name, whatever link or path leads there.
        for place, path in sorted({os.path.realpath(path): path for path in paths if not is_stream(path)}.items()):
            held.enter_context(_locked(Path(place), str(path)))
        yield


@contextlib.contextmanager
def _locked(path: Path, name: str) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock_file = hidden_name(path, ".newsclean.lock")
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
        lock = FileLock(lock_file, timeout=0)
        lock.acquire()
    except Timeout:
        raise UsageError(name, *_BUSY) from None
    except OSError as error:
        raise OutputError(name, error.strerror or str(error), "free the disk or choose another -o") from None
    try:
        yield
    finally:
        lock_file.unlink(missing_ok=True)
        lock.release()


@contextlib.contextmanager
def locked_in_place(paths: Iterable[Path]) -> Iterator[None]:
    """Keep other runs in place off folders, all that is in them, and single files, while the block runs.

    A run locks the folder it is given against all others, and the folders above it against those that would take them
    whole, so that it never matters how deep a folder is. Nothing is written for it. Where folders cannot be locked, as
    on Windows and on some network drives, they are not.

    Args:
        paths: Folders and files.

    Raises:
        UsageError: Another run has one, a folder above it or one inside.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    real = {Path(os.path.realpath(path)) for path in paths}
    own = {path for path in real if not real.intersection(path.parents)}
    shared = {above for path in own for above in path.parents}
    with contextlib.ExitStack() as held:
        for path in sorted(own | shared):
            try:
                handle = os.open(path, os.O_RDONLY)
                held.callback(os.close, handle)
                fcntl.flock(handle, fcntl.LOCK_NB | (fcntl.LOCK_EX if path in own else fcntl.LOCK_SH))
            except BlockingIOError:
                raise UsageError(str(path), *_BUSY) from None
            except OSError:
                continue
        yield
