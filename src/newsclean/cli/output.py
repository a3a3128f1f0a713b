"""Output of a command: a file that appears whole, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from newsclean.errors import UsageError
from newsclean.io.atomic import atomic_file, remove_remains
from newsclean.jobs.locking import locked

if TYPE_CHECKING:
    from newsclean.cli.options import Command


def output_option(help: str) -> Callable[[Command], Command]:
    """The option `-o` of a command that else writes to standard output, as it does for `-o -`.

    Args:
        help: What goes there.
    """
    return click.option("-o", "--output", metavar="OUT", callback=_named, help=f"{help}  [standard output]")


def _named(context: click.Context, parameter: click.Parameter, path: str | None) -> str | None:
    return None if path == "-" else path


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
    if os.path.lexists(target) and not force:
        raise UsageError(output, "is there already", "choose another -o or pass --force")
    return target


@contextmanager
def written(target: Path | None, like: Path | None = None) -> Iterator[IO[bytes]]:
    """Open the target: the target, which takes its name when all went well, or standard output.

    Args:
        target: The file; None for standard output.
        like: What the rest of a Parquet file is taken from.

    Raises:
        UsageError: Another run writes it.
        OutputError: It cannot be written.
    """
    if target is None:
        yield sys.stdout.buffer
    else:
        with locked([target]):
            remove_remains([target])
            with atomic_file(target, like) as out:
                yield out
