"""`newsclean diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from newsclean.command.options import cleaning_options, configuration
from newsclean.command.terminal import complain
from newsclean.errors import ExitCode, NewscleanError

if TYPE_CHECKING:
    from newsclean.read.inputs import Task
    from newsclean.run.outcome import Outcome, Reading
    from newsclean.settings import Settings


@click.command("diff")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@cleaning_options
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Show what clean would change as a unified diff; write nothing.

    The exit code is 1 if there is a difference.

    \b
    Examples:
      newsclean diff article.txt
      newsclean diff article.txt | patch article.txt
    """
    from newsclean.decode.ladder import decode
    from newsclean.pipeline import chosen_stages
    from newsclean.read.articles import data_of
    from newsclean.read.inputs import sources
    from newsclean.run.outcome import Reading

    settings, options = configuration(given)
    chosen_stages(settings)
    reading = Reading(options.get("encoding", "auto"), tuple(options.get("field", ("text",))))
    found, failed = False, False
    for task in sources(paths, options.get("format", "auto")):
        try:
            data = data_of(task, sys.stdin.buffer)
            before = decode(data, reading.encoding, task.name).text
            outcome = _outcome(task, data, settings, reading)
        except NewscleanError as error:
            complain(str(error))
            failed = True
            continue
        for line in outcome.errors:
            complain(line)
            failed = True
        after = outcome.output.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
        for line in _unified(before, after, task.name):
            found = True
            sys.stdout.buffer.write(line.encode("utf-8", "surrogatepass"))
    if failed:
        return ExitCode.SOME_FAILED
    return ExitCode.FOUND if found else ExitCode.DONE


def _outcome(task: Task, data: bytes, settings: Settings, reading: Reading) -> Outcome:
    from newsclean.read.articles import is_records
    from newsclean.run.outcome import clean_document, clean_records

    if is_records(task, data):
        return clean_records(data.splitlines(keepends=True), 1, task.name, task.name, settings, reading)
    return clean_document(data, task.name, task.name, settings, reading)


def _unified(before: str, after: str, name: str) -> Iterator[str]:
    """A unified diff that `patch` applies; lines end at line feeds only, as they do there."""
    from difflib import unified_diff

    for line in unified_diff(_lines(before), _lines(after), name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
