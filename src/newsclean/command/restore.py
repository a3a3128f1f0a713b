"""`newsclean restore`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsclean.errors import ExitCode, InputError, UsageError


@click.command("restore")
@click.argument("clean", metavar="CLEAN")
@click.option("--log", "log_path", metavar="LOG", required=True, help="The change log of the run.")
@click.option("-o", "--output", metavar="OUT", help="Where the original goes.  [standard output]")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def command(clean: str, log_path: str, output: str | None, force: bool) -> int:
    """Rebuild an original, byte for byte, from its clean text and the log.

    CLEAN is a file that clean wrote, or - for standard input. It must be exactly as it was written: the first
    line that was altered is named. The sha256 of the result is checked before it is written.

    \b
    Examples:
      newsclean restore clean/a.txt --log changes.jsonl -o a.txt
      newsclean restore - --log changes.jsonl < clean.txt > article.txt
    """
    from newsclean.run.restoring import choose, restored
    from newsclean.write.atomic import write_atomically

    target = None if output is None else Path(output)
    if target is not None and target.is_dir():
        raise UsageError(str(target), "a folder", "name the file to write")
    if target is not None and target.exists() and not force:
        raise UsageError(str(target), "is there already", "choose another -o or pass --force")
    try:
        data = sys.stdin.buffer.read() if clean == "-" else Path(clean).read_bytes()
    except OSError as error:
        raise InputError(clean, error.strerror or str(error), "check the path") from None
    original = restored(choose(Path(log_path), clean, data), data, clean)
    if target is None:
        sys.stdout.buffer.write(original)
    else:
        write_atomically(target, original)
    return ExitCode.DONE
