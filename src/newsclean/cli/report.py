"""`newsclean report`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsclean.cli.output import output_option, target_of, written
from newsclean.cli.terminal import catalog, is_terminal, say, warn
from newsclean.errors import ExitCode, UsageError


@click.command("report")
@click.argument("log_path", metavar="LOG")
@output_option("The page to write.")
@click.option("--force", is_flag=True, help="Replace a page that is there already.")
def command(log_path: str, output: str | None, force: bool) -> int:
    """Make a page of a change log, to be read and reviewed by people.

    The page is one HTML file that needs no network: an overview, and each article with original and clean text side
    by side, every change marked in its place. Changes can be undone there and flags settled; the decisions are saved
    to a file for `newsclean apply`. The texts are read from the clean files, or else from the sources, which
    the log knows from the folder of the run. If some cannot be read, the page lacks them, and the exit code is 3.

    \b
    Examples:
      newsclean report changes.jsonl -o report.html
      newsclean report changes.jsonl.gz -o report.html --language zh
    """
    from newsclean.report.writing import write_report

    if output is None and sys.stdout.isatty():
        raise UsageError("report", "a page is not for the terminal", "name a file with -o report.html")
    target = target_of(output, [log_path], force=force)
    with written(target) as out:
        problem = write_report(Path(log_path), out, catalog())
    if target is not None and is_terminal():
        say("open it in a browser: {}", target.resolve().as_uri(), err=True)
    if problem is not None:
        warn(str(problem))
        return problem.exit_code
    return ExitCode.DONE
