"""`newsclean check`."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli.options import cleaning_options, configuration, patterns, reading_of
from newsclean.cli.terminal import by_rule, catalog, counted, painter, say, warn
from newsclean.errors import ExitCode, NewscleanError, UsageError
from newsclean.i18n.messages import Catalog
from newsclean.text.printable import escaped

if TYPE_CHECKING:
    from newsclean.core.result import Result
    from newsclean.io.article_stream import Article
    from newsclean.io.inputs import Task
    from newsclean.report.findings import TextFinding

OUTPUT_FORMATS = ("text", "json", "jsonl", "rdjson", "sarif", "github")


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-q", "--quiet", is_flag=True, help="Only the summary.")
@click.option("--output-format", type=click.Choice(OUTPUT_FORMATS), default="text", show_default=True,
              help="What is printed, for people or programs.")  # fmt: skip
@click.option("--statistics", is_flag=True, help="Print how often each rule found something, not where.")
@click.option("--stdin-filename", metavar="FILE", help="The file that standard input is the text of.")
@cleaning_options
def command(
    paths: tuple[str, ...],
    quiet: bool,
    output_format: str,
    statistics: bool,
    stdin_filename: str | None,
    **given: Any,
) -> int:
    """Say what clean would change and flag; write nothing.

    Each change and flag is a line: file, line and column, rule, what is there and what would be. The exit code
    is 1 if anything would be changed; flags alone do not count. There is colour on a terminal, and elsewhere if
    FORCE_COLOR is set; nowhere if NO_COLOR is.

    \b
    Examples:
      newsclean check article.txt
      newsclean check inbox/ --select duplicates
      newsclean check inbox/ --output-format sarif > newsclean.sarif
    """
    from newsclean.io.article_stream import articles_in
    from newsclean.io.inputs import sources
    from newsclean.jobs.outcome import cleaned
    from newsclean.report.finding_formats import FindingFormat, finding_format
    from newsclean.rules.registry import chosen_stages
    from newsclean.text.text_batch import BATCH_SIZE

    settings, reading = configuration(given)
    chosen_stages(settings)
    if statistics and output_format not in ("text", "json", "jsonl"):
        raise UsageError("--statistics", f"{output_format} has none", "choose text, json or jsonl")
    form = FindingFormat(_line) if output_format == "text" else finding_format(output_format)
    is_quiet = quiet or statistics
    refusals: list[str] = []
    changes: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    articles = 0
    between = ""
    if form.head and not is_quiet:
        click.echo(form.head)
    every = (
        (task, article)
        for task in sources(paths, reading.get("format", "auto"), patterns(reading), stdin_name=stdin_filename)
        for article in articles_in(task, sys.stdin.buffer, reading_of(reading))
    )
    while some := list(islice(every, BATCH_SIZE)):
        results = iter(cleaned([article.text for _, article in some if article.error is None], settings))
        for task, article in some:
            result = article.error or next(results)
            if isinstance(result, NewscleanError):
                refusals.append(article.refusal or f"{article.name}: {result}")
                warn(refusals[-1])
                continue
            articles += 1
            changes.update(change.rule for change in result.changes)
            flags.update(flag.rule for flag in result.flags)
            for finding in () if is_quiet else _findings(task, article, result, catalog()):
                click.echo(between + form.one(finding), color=True)
                between = form.between
    if statistics:
        _tell(changes, flags, output_format)
    elif not is_quiet and (tail := form.tail(refusals)):
        click.echo(tail)
    found = counted(changes.total(), "change"), counted(flags.total(), "flag"), counted(articles, "article")
    say("{} and {} in {}", *found, err=True)
    if refusals:
        return ExitCode.SOME_FAILED
    return ExitCode.FOUND if changes else ExitCode.DONE


def _findings(task: Task, article: Article, result: Result, catalog: Catalog) -> Iterator[TextFinding]:
    from newsclean.io.formats import clean_extension
    from newsclean.report.findings import findings_of

    is_extracted = bool(clean_extension(task.format))
    return findings_of(article.name, task.name, article.text, result, catalog.reason, is_extracted=is_extracted)


def _line(finding: TextFinding) -> str:
    paint = painter(sys.stdout)
    place = f"{escaped(finding.article)}:{finding.begin.line}:{finding.begin.column}"
    rule = paint(finding.rule, fg="yellow" if finding.after is None else "cyan")
    return f"{paint(place, bold=True)}: {rule}: {finding.message}"


def _tell(changes: Counter[str], flags: Counter[str], output_format: str) -> None:
    """Print how often each rule changed or flagged something."""
    if output_format == "text":
        for counts in filter(None, (changes, flags)):
            click.echo(by_rule(counts))
    else:
        click.echo(json.dumps({"changes": dict(sorted(changes.items())), "flags": dict(sorted(flags.items()))}))
