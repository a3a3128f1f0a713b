"""A layer under everything that newsclean writes, which counts its steps and fails, or ends the process, at one.

A step is: a file opened for writing, a write to it, an fsync, a rename, a file removed, a folder made, a statement to
SQLite. The fault is named in `NEWSCLEAN_FAULT` (see `forkserver.py`) as `KIND:STEP`, with a step counted from 1:
`kill` ends the process before the step, `eio` fails it once, `full` fails it and all that write after it, `term`
and `int` send the signal, and `edit` writes
`EDIT` to the file `EDITED` of the working folder with the first sync from the step on, and says so. `count:0` does nothing; `alarm:SECONDS` ends the process after so long, wherever it is. How many steps were taken is said on standard error.
"""

import builtins
import contextlib
import errno
import io
import os
import pathlib
import signal
import sqlite3
import sys

SIGNALS = {"kill": signal.SIGKILL, "term": signal.SIGTERM, "int": signal.SIGINT}
WRITING = ("wb", "xb", "ab")
EDITED, EDIT = pathlib.Path("in", "edited.jsonl"), b'{"text": "somebody,else"}'


class Fault:
    """Counts steps, and does what is to be done at one.

    Args:
        named: The fault, as above; several steps may be named, with commas between.
    """

    def __init__(self, named):
        self.kind, _, steps = named.partition(":")
        self.at, self.taken = [*map(int, steps.split(","))], 0

    def step(self, *, frees=False, syncs=False):
        self.taken += 1
        if self.kind == "edit" and self.taken >= self.at[0] and syncs:
            self.kind = ""
            EDITED.write_bytes(EDIT)
            print("edited", file=sys.stderr, flush=True)
        if self.kind in SIGNALS and self.taken in self.at:
            os.kill(os.getpid(), SIGNALS[self.kind])
        if self.kind == "eio" and self.taken in self.at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self.kind == "full" and self.taken >= self.at[0] and not frees:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Raw(io.FileIO):
    step = None

    def write(self, data):
        self.step()
        return super().write(data)


class Connection(sqlite3.Connection):
    step = None

    def execute(self, *given):
        self._asked()
        return super().execute(*given)

    def executemany(self, *given):
        self._asked()
        return super().executemany(*given)

    def commit(self):
        self._asked()
        return super().commit()

    def _asked(self):
        try:
            type(self).step()
        except OSError as error:
            told = "disk I/O error" if error.errno == errno.EIO else "database or disk is full"
            raise sqlite3.OperationalError(told) from None


def put_under(step):
    """Let `step` be called before each step."""
    opened, fsync, replace, connect = io.open, os.fsync, pathlib.Path.replace, sqlite3.connect
    unlink, mkdir = pathlib.Path.unlink, pathlib.Path.mkdir

    def careful(file, mode="r", *rest, **more):
        if mode not in WRITING or isinstance(file, int):
            return opened(file, mode, *rest, **more)
        step()
        raw = Raw(file, mode, opener=more.get("opener"))
        raw.step = step
        return io.BufferedWriter(raw)

    def sync(handle):
        step(syncs=True)
        return fsync(handle)

    def rename(path, target):
        step()
        return replace(path, target)

    def removed(path, **more):
        step(frees=True)
        return unlink(path, **more)

    def made(path, *rest, **more):
        step()
        return mkdir(path, *rest, **more)

    Connection.step = staticmethod(step)
    io.open = builtins.open = careful
    os.fsync = sync
    pathlib.Path.replace, pathlib.Path.unlink, pathlib.Path.mkdir = rename, removed, made
    sqlite3.connect = lambda *given, **more: connect(*given, factory=Connection, **more)


@contextlib.contextmanager
def under(named):
    """Put the layer under all that follows, with a fault in it; nothing if none is named."""
    if not named:
        yield
        return
    kind, _, seconds = named.partition(":")
    if kind == "alarm":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, float(seconds))
        yield
        return
    fault = Fault(named)
    put_under(fault.step)
    try:
        yield
    finally:
        print(f"{fault.taken} steps", file=sys.stderr, flush=True)
