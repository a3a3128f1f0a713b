"""`newsclean diff`."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import click

from newsclean.command.options import cleaning_options, configuration, most_bytes, patterns
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
    from newsclean.export.patch import unified
    from newsclean.read.articles import data_of, is_records
    from newsclean.read.extracting import CLEAN_NAMES
    from newsclean.read.inputs import sources
    from newsclean.run.outcome import Reading
    from newsclean.stages import chosen_stages

    settings, options = configuration(given)
    chosen_stages(settings)
    reading = Reading(options.get("encoding", "auto"), tuple(options.get("field", ("text",))))
    found, failed = False, False
    for task in sources(paths, options.get("format", "auto"), patterns(options)):
        try:
            data = data_of(task, sys.stdin.buffer, most_bytes(options), reading.encoding)
            # Of a page and the like there is the text that was found in it.
            is_read = task.format in CLEAN_NAMES or is_records(task, data)
            reads = reading._replace(encoding="utf-8") if is_read else reading
            before = decode(data, reads.encoding, task.name).text
            outcome = _outcome(task, data, settings, reads)
        except NewscleanError as error:
            complain(str(error))
            failed = True
            continue
        for line in outcome.errors:
            complain(line)
            failed = True
        after = outcome.output.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
        texts = [text.encode("utf-8", "surrogatepass") for text in (before, after)]
        for difference in unified(texts[0], texts[1], task.name):
            found = True
            sys.stdout.buffer.write(difference)
    if failed:
        return ExitCode.SOME_FAILED
    return ExitCode.FOUND if found else ExitCode.DONE


def _outcome(task: Task, data: bytes, settings: Settings, reading: Reading) -> Outcome:
    from newsclean.read.articles import is_records
    from newsclean.read.shapes import shape_by_header
    from newsclean.run.documents import clean_document
    from newsclean.run.records import clean_records
    from newsclean.run.streams import record_batches

    if not is_records(task, data):
        return clean_document(data, task.name, task.name, settings, reading)
    lines = [line for batch in record_batches(BytesIO(data).read, task.format) for line in batch.lines]
    shape = shape_by_header(lines[0] if lines else b"", task.format, reading.fields, task.name)
    outcome = clean_records(lines, 1, task.name, task.name, settings, reading, shape=shape)
    return outcome._replace(output=b"".join(outcome.altered.get(*pair) for pair in enumerate(lines, 1)))
