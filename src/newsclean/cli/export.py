"""`newsclean export`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import click

from newsclean.cli.output import output_option, target_of, written
from newsclean.cli.terminal import catalog, warn
from newsclean.errors import ExitCode

_FORMS = ("csv", "diff", "sha256", "premis", "mnbvc", "stats", "card")


@click.command("export")
@click.argument("log_path", metavar="LOG")
@click.option("--as", "form", required=True, type=click.Choice(_FORMS), help="The form to write.")
@output_option("The file to write.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def command(log_path: str, form: str, output: str | None, force: bool) -> int:
    """Write a change log in a form that other tools read.

    \b
    csv      every change, flag and decision in a row; opens in Excel, no cell is a formula
    diff     a unified diff from the sources to the clean files, for patch
    sha256   the clean files, for sha256sum -c
    premis   objects, events and agents as PREMIS 3.0, in XML
    mnbvc    JSON Lines of the MNBVC corpus, repeats marked instead of removed
    stats    counts by file and rule as JSON, of a log or of a folder of logs
    card     the same as a page of Markdown

    \b
    Examples:
      newsclean export changes.jsonl --as csv -o changes.csv
      newsclean export changes.jsonl --as diff | patch -p0
      newsclean export changes.jsonl --as sha256 -o manifest-sha256.txt
    """
    from newsclean.export.exporters import EXPORTERS

    with written(target_of(output, [log_path], force=force)) as out:
        for piece in EXPORTERS[form](Path(log_path), catalog(), cache(warn)):
            out.write(piece)
    return ExitCode.DONE
