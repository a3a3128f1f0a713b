"""`newsclean check`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli.options import cleaning_options, configuration, patterns, reading_of
from newsclean.cli.terminal import counted, excerpt, warn
from newsclean.core.reasons import in_words
from newsclean.errors import ExitCode, NewscleanError
from newsclean.i18n.messages import Catalog, language_of
from newsclean.text.printable import escaped

if TYPE_CHECKING:
    from newsclean.core.result import Change, FlagRecord, Result
    from newsclean.io.article_stream import Article


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-q", "--quiet", is_flag=True, help="Only the summary.")
@cleaning_options
def command(paths: tuple[str, ...], quiet: bool, **given: Any) -> int:
    """Say what clean would change and flag; write nothing.

    Each change and flag is a line: file, line and column, rule, what is there and what would be. The exit code
    is 1 if anything would be changed; flags alone do not count.

    \b
    Examples:
      newsclean check article.txt
      newsclean check inbox/ --select duplicates
    """
    from newsclean.io.article_stream import articles_in
    from newsclean.io.inputs import sources
    from newsclean.jobs.outcome import cleaned
    from newsclean.rules.registry import chosen_stages
    from newsclean.text.text_batch import BATCH_SIZE

    settings, reading = configuration(given)
    chosen_stages(settings)
    catalog = Catalog(language_of(os.environ))
    changes: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    articles = errors = 0
    every = (
        article
        for task in sources(paths, reading.get("format", "auto"), patterns(reading))
        for article in articles_in(task, sys.stdin.buffer, reading_of(reading))
    )
    while some := list(islice(every, BATCH_SIZE)):
        results = iter(cleaned([article.text for article in some if article.error is None], settings))
        for article in some:
            result = article.error or next(results)
            if isinstance(result, NewscleanError):
                warn(article.refusal or f"{article.name}: {result}")
                errors += 1
                continue
            articles += 1
            changes.update(change.rule for change in result.changes)
            flags.update(flag.rule for flag in result.flags)
            if not quiet:
                for line in _lines(article, result, catalog):
                    click.echo(line)
    click.echo(
        f"{counted(changes.total(), 'change')} and {counted(flags.total(), 'flag')} in {counted(articles, 'article')}",
        err=True,
    )
    if errors:
        return ExitCode.SOME_FAILED
    return ExitCode.FOUND if changes else ExitCode.DONE


def _lines(article: Article, result: Result, catalog: Catalog) -> Iterator[str]:
    from newsclean.text.lines import LineNumbers

    lines = LineNumbers(article.text)
    found = [(change.start, _change_line(change, catalog)) for change in result.changes]
    found += [(flag.start, _flag_line(flag, catalog)) for flag in result.flags]
    for start, message in sorted(found):
        line, column = lines.place(start)
        yield f"{escaped(article.name)}:{line}:{column}: {message}"


def _change_line(change: Change, catalog: Catalog) -> str:
    what = f"{excerpt(change.before)} → {excerpt(change.after)}" if change.after else f"remove {excerpt(change.before)}"
    of = f" (repeats line {change.of})" if change.of is not None else ""
    reason = f"; {escaped(in_words(change.reasons, catalog.reason))}" if change.reasons else ""
    return f"{change.rule}: {what}{of}{reason}"


def _flag_line(flag: FlagRecord, catalog: Catalog) -> str:
    other = f"; line {flag.of} has {excerpt(flag.other)}" if flag.other else ""
    return f"{flag.rule}: flag {excerpt(flag.text)}; {escaped(in_words(flag.reasons, catalog.reason))}{other}"
