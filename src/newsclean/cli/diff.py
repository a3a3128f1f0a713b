"""`newsclean diff`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli.options import cleaning_options, configuration, patterns, reading_of
from newsclean.cli.terminal import warn
from newsclean.errors import ExitCode, NewscleanError

if TYPE_CHECKING:
    from newsclean.io.inputs import Task
    from newsclean.io.reader import ReadOptions
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
    from newsclean.export.patch import unified
    from newsclean.io.inputs import sources
    from newsclean.rules.registry import chosen_stages

    settings, options = configuration(given)
    chosen_stages(settings)
    found, failed = False, False
    for task in sources(paths, options.get("format", "auto"), patterns(options)):
        try:
            before, after, errors = _both(task, settings, reading_of(options))
        except NewscleanError as error:
            warn(str(error))
            failed = True
            continue
        for line in errors:
            warn(line)
            failed = True
        for difference in unified(before, after, task.name):
            found = True
            sys.stdout.buffer.write(difference)
    if failed:
        return ExitCode.SOME_FAILED
    return ExitCode.FOUND if found else ExitCode.DONE


def _both(task: Task, settings: Settings, reading: ReadOptions) -> tuple[bytes, bytes, Sequence[str]]:
    """An input as it is and as it would be, in UTF-8, and what could not be cleaned of its records.

    Raises:
        NewscleanError: None of it can be read or cleaned.
    """
    from newsclean.io.article_stream import is_document, looked_at, read_document, read_records
    from newsclean.io.json_fields import UTF8_MARK
    from newsclean.jobs.outcome import cleaned
    from newsclean.jobs.record_cleaning import clean_records

    task = looked_at(task, sys.stdin.buffer)
    if is_document(task):
        source = read_document(task, sys.stdin.buffer, reading)
        (result,) = cleaned([source.decoded.text], settings)
        if isinstance(result, NewscleanError):
            raise result
        before, after = (one.encode("utf-8", "surrogatepass") for one in (source.decoded.text, result.text))
        return before, after, [str(error) for error in source.refused]
    lines, record_format = read_records(task, sys.stdin.buffer, reading)
    outcome = clean_records(lines, 1, task.name, task.name, settings, reading, record_format=record_format)
    after = b"".join(outcome.altered.get(*pair) for pair in enumerate(lines, 1))
    return b"".join(lines).removeprefix(UTF8_MARK), after.removeprefix(UTF8_MARK), outcome.errors
