"""Where a command writes what it makes: a file that appears whole, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from newsclean.errors import UsageError
from newsclean.write.atomic import atomic


def target_of(output: str | None, inputs: Sequence[str], *, force: bool) -> Path | None:
    """The file that `-o` names, if it may be written.

    Args:
        output: What was given for `-o`; None for standard output.
        inputs: Files that the command reads.
        force: Whether a file that is there may be replaced.

    Raises:
        UsageError: It is a folder, is there already, or is one of the inputs.
    """
    if output is None:
        return None
    target = Path(output)
    if target.is_dir():
        raise UsageError(output, "a folder", "name the file to write")
    if os.path.realpath(target) in map(os.path.realpath, inputs):
        raise UsageError(output, "output and input are the same file", "choose another -o")
    if target.exists() and not force:
        raise UsageError(output, "is there already", "choose another -o or pass --force")
    return target


@contextmanager
def written(target: Path | None, like: Path | None = None) -> Iterator[IO[bytes]]:
    """What to write to: the target, which takes its name when all went well, or standard output.

    Args:
        target: The file; None for standard output.
        like: What the rest of a Parquet file is taken from.
    """
    if target is None:
        yield sys.stdout.buffer
    else:
        with atomic(target, like) as out:
            yield out
