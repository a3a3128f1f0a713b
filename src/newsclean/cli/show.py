"""`newsclean show`."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsclean.cli.options import names
from newsclean.cli.terminal import by_rule, catalog, counted, painter, phrase, say, warn
from newsclean.errors import ExitCode, UsageError
from newsclean.i18n.messages import Catalog
from newsclean.text.printable import escaped

if TYPE_CHECKING:
    from newsclean.changelog.reading import ArticleLog


@click.command("show")
@click.argument("log_path", metavar="LOG")
@click.argument("article", required=False, metavar="[ARTICLE]")
@click.option(
    "--select", multiple=True, metavar="NAMES", help="Show only these stages or rules: lines,duplicates/conflict."
)
def command(log_path: str, article: str | None, select: tuple[str, ...]) -> int:
    """Show what a change log says, in the terminal.

    Without ARTICLE, all articles with their numbers. ARTICLE is a name from there, or the end of one; its conflicts
    are shown first, then changes and flags in the order of the text: line and column in the original, the rule, and
    [-what went-]{+what came+} in its context. There is colour on a terminal, and elsewhere if FORCE_COLOR is set;
    nowhere if NO_COLOR is.

    \b
    Examples:
      newsclean show changes.jsonl
      newsclean show changes.jsonl seed-article.txt --select lines,duplicates
    """
    from newsclean.rules.registry import chosen_stages
    from newsclean.settings import Settings

    rules = names(select) or []
    chosen_stages(Settings(select=tuple(rules)))
    if article is None:
        return _overview(Path(log_path))
    return _article(Path(log_path), article, rules, catalog())


def _overview(log: Path) -> int:
    from newsclean.jobs.file_restoring import articles_of

    changes: Counter[str] = Counter()
    flags: Counter[str] = Counter()
    articles = errors = 0
    for found in articles_of(log):
        if not found.head or not found.end:
            errors += not found.end
            for cause in [f"{error['cause']}; {error['hint']}" for error in found.errors] or ["not done"] * (
                not found.end
            ):
                click.echo(f"{escaped(found.name)}: {escaped(catalog().line(cause))}")
            continue
        articles += 1
        changes.update(change.rule for change in found.changes)
        flags.update(flag.rule for flag in found.flags)
        click.echo(_numbers(found))
    say(
        "{}: {}, {}, {}",
        counted(articles, "article"),
        counted(changes.total(), "change"),
        counted(flags.total(), "flag"),
        counted(errors, "error"),
    )
    for counts in (changes, flags):
        if counts:
            click.echo(by_rule(counts))
    return ExitCode.DONE


def _numbers(article: ArticleLog) -> str:
    conflicts = sum(1 for flag in article.flags if flag.other)
    numbers = [counted(len(article.changes), "change"), counted(len(article.flags), "flag")]
    numbers += [counted(conflicts, "conflict")] if conflicts else []
    return f"{escaped(article.name)}: {phrase(', ').join(numbers)}"


def _article(log: Path, name: str, rules: list[str], catalog: Catalog) -> int:
    from newsclean.cli.listing import Style, heading, shown
    from newsclean.jobs.originals import texts_of

    chosen = _chosen(log, name)
    paint = painter(sys.stdout)
    style = Style(
        partial(paint, fg="red"), partial(paint, fg="green"), partial(paint, fg="yellow"), partial(paint, dim=True)
    )
    for article, text, problem in texts_of(log, {chosen}):
        if not article.end or not article.head:
            continue
        click.echo(heading(article))
        if problem:
            warn(f"{problem}; changes are shown without their context")
        for line in shown(article, text, rules, style, catalog):
            click.echo(line, color=True)
    return ExitCode.DONE


def _chosen(log: Path, name: str) -> str:
    """The article meant: the one of that name, or the only one whose name ends so."""
    from difflib import get_close_matches

    from newsclean.jobs.file_restoring import articles_of

    known = [article.name for article in articles_of(log) if article.head and article.end]
    if name in known:
        return name
    found = [each for each in known if each.endswith(name)]
    if len(found) == 1:
        return found[0]
    near = found[:3] or get_close_matches(name, known, n=3)
    raise UsageError(
        name,
        f"several articles end so in {log}" if found else f"no such article in {log}",
        f"did you mean {', '.join(map(escaped, near))}?" if near else f"see newsclean show {log}",
    )
