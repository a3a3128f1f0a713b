"""`newsclean verify`."""

from __future__ import annotations

from pathlib import Path

import click

from newsclean.cli.terminal import catalog, counted, say
from newsclean.errors import ExitCode
from newsclean.text.printable import escaped


@click.command("verify")
@click.option("--log", "log_path", metavar="LOG", required=True, help="The change log of the run.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing when all is well.")
def command(log_path: str, quiet: bool) -> int:
    """Check that log, clean files and sources still agree.

    Every clean file must be as it was written, and must give its source back. Sources that are there must be
    as they were read; one that is gone is mentioned, and is no fault: it can be rebuilt. The exit code is 3 if
    anything is wrong.

    \b
    Example:
      newsclean verify --log changes.jsonl
    """
    from newsclean.jobs.file_restoring import verify

    files = wrong = 0
    for name, findings in verify(Path(log_path)):
        files += 1
        wrong += any(finding.is_problem for finding in findings)
        for finding in findings:
            if finding.is_problem or not quiet:
                template = "{}: wrong: {}" if finding.is_problem else "{}: note: {}"
                say(template, escaped(name), escaped(catalog().line(finding.message)), err=finding.is_problem)
    if not quiet:
        say("{} checked, {} wrong", counted(files, "file"), wrong)
    return ExitCode.SOME_FAILED if wrong else ExitCode.DONE
