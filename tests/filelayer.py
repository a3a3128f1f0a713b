"""A layer under everything that newsclean writes, which is told of each step; as a script, it is sent a signal at one.

    python tests/filelayer.py STEP[,STEP] SIGNAL COMMAND...

runs the command and sends itself the signal at each of these steps; it says on standard error how many it took.
"""

import builtins
import io
import os
import pathlib
import signal
import sys


class Raw(io.FileIO):
    step = None

    def write(self, data):
        self.step()
        return super().write(data)


def put_under(step, replace_attribute=setattr):
    """Let `step` be called before every write to a new file, every fsync and every rename."""
    opened, fsync, replace = io.open, os.fsync, pathlib.Path.replace

    def careful(file, mode="r", *rest, **more):
        if mode not in ("wb", "xb"):
            return opened(file, mode, *rest, **more)
        raw = Raw(file, mode)
        raw.step = step
        return io.BufferedWriter(raw)

    def sync(handle):
        step()
        return fsync(handle)

    def rename(path, target):
        step()
        return replace(path, target)

    replace_attribute(io, "open", careful)
    replace_attribute(builtins, "open", careful)
    replace_attribute(os, "fsync", sync)
    replace_attribute(pathlib.Path, "replace", rename)


def main():
    steps, number = {int(step) for step in sys.argv[1].split(",")}, signal.Signals[sys.argv[2]]
    sys.argv = ["newsclean", *sys.argv[3:]]
    taken = 0

    def step():
        nonlocal taken
        taken += 1
        if taken in steps:
            os.kill(os.getpid(), number)

    put_under(step)
    from newsclean.cli.main import run

    try:
        run()
    finally:
        print(f"{taken} steps", file=sys.stderr)


if __name__ == "__main__":
    main()
