"""`newsclean restore`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsclean.cli.output import output_option, target_of, written
from newsclean.errors import ExitCode


@click.command("restore")
@click.argument("clean", metavar="CLEAN")
@click.option("--log", "log_path", metavar="LOG", required=True, help="The change log of the run.")
@output_option("Where the original goes.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def command(clean: str, log_path: str, output: str | None, force: bool) -> int:
    """Rebuild an original, byte for byte, from its clean text and the log.

    CLEAN is a file that clean wrote, or - for standard input. It must be exactly as it was written: the first
    line that was altered is named. The sha256 of the result is checked before it is written. Of a file that clean
    --drop-copies has left out, CLEAN is the path that it would have.

    \b
    Examples:
      newsclean restore clean/a.txt --log changes.jsonl -o a.txt
      newsclean restore - --log changes.jsonl < clean.txt > article.txt
    """
    from newsclean.jobs.file_restoring import choose, clean_contents, left_out, restored

    target = target_of(output, [clean, log_path], force=force)
    dropped = left_out(Path(log_path), clean) if clean != "-" and not Path(clean).exists() else None
    if dropped is not None:
        original = restored(*dropped, clean)
    else:
        data = sys.stdin.buffer.read() if clean == "-" else clean_contents(Path(log_path), Path(clean))
        original = restored(choose(Path(log_path), clean, data), data, clean)
    with written(target, Path(clean) if dropped is None else None) as out:
        out.write(original)
    return ExitCode.DONE
