"""`newsclean duplicates`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from newsclean.command.options import (
    KEEP,
    configuration,
    patterns,
    reading_of,
    reading_options,
    refuse_undated,
)
from newsclean.command.output import output_option, target_of, written
from newsclean.command.terminal import complain, counted
from newsclean.errors import ExitCode, UsageError
from newsclean.settings import Settings


def _warned(context: click.Context, option: click.Parameter, value: float | None) -> float | None:
    """Warn of the former name of --min-similarity."""
    if value is not None:
        complain("--same-at is called --min-similarity now; the former name is read until version 1.0")
    return value


@click.command("duplicates")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--as", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True)
@output_option("The file to write.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option("--min-similarity", "same_at", type=click.FloatRange(0, 1),
              help=f"Similarity from which two paragraphs are compared.  [{Settings().min_similarity}]")  # fmt: skip
@click.option("--same-at", "former", type=click.FloatRange(0, 1), hidden=True, callback=_warned)
@click.option("--boilerplate", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
              help="What stands in more than N articles is boilerplate.")  # fmt: skip
@click.option("--keep", type=click.Choice(KEEP), default="first", show_default=True, help="Which copy stays.")
@click.option("--date-field", metavar="NAME", default="", help="Field with the date of a record, for --keep earliest.")
@click.option("--index", "index_path", metavar="INDEX", help="Compare with this index too, and add the articles to it.")
@click.option("--no-add", is_flag=True, help="Only compare with the index; add nothing.")
@reading_options
def command(
    paths: tuple[str, ...],
    form: str,
    output: str | None,
    force: bool,
    same_at: float | None,
    former: float | None,
    boilerplate: int,
    keep: str,
    date_field: str,
    index_path: str | None,
    no_add: bool,
    **given: Any,
) -> int:
    """Say which paragraphs an archive repeats, and which articles share them; change nothing.

    Copies are found across all articles, whatever their script, width and white space, also with slips, cuts and
    additions; each is compared with the copy that stays, and a figure, date or name that differs is told as a
    conflict with both readings. Pairs of articles come with the share that each has of the other: reprints, excerpts,
    updated versions. What stands in very many articles is boilerplate.

    An index remembers every paragraph it was given, so that today's articles are compared with all those of before.
    It is made where it is not; several processes may use it at once; an article is never in it twice.

    \b
    Examples:
      newsclean duplicates inbox/
      newsclean duplicates archive.jsonl --field body --as jsonl -o repeats.jsonl
      newsclean duplicates inbox/ --as csv -o repeats.csv
      newsclean duplicates today/ --index archive.index
    """
    from newsclean.archive.keeping import clusters_by, preferred
    from newsclean.archive.paragraphs import paragraphs_of
    from newsclean.archive.repeats import repeats
    from newsclean.archive.telling import FORMS
    from newsclean.read.articles import articles_in
    from newsclean.read.inputs import sources
    from newsclean.run.indexing import compared

    if no_add and index_path is None:
        raise UsageError("--no-add", "there is no index to add to", "name one with --index")
    if keep != "first" and index_path is not None:
        raise UsageError("--keep", "of what an index has seen, the first stays", "leave one of the two out")
    refuse_undated(keep, date_field)
    settings, options = configuration(given)
    same_at = next(one for one in (same_at, former, settings.min_similarity) if one is not None)
    tasks = sorted(
        sources(paths, options.get("format", "auto"), patterns(options)),
        key=lambda task: task.name,
    )
    reading = reading_of(options)
    target = target_of(output, [task.name for task in tasks], force=force)
    errors = 0
    digests: list[str] = []
    dates: list[str] = []

    def articles() -> Iterator[tuple[str, str]]:
        nonlocal errors
        for task in tasks:
            for article in articles_in(task, sys.stdin.buffer, reading, date_field):
                if article.error is None:
                    digests.append(sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest())
                    dates.append(article.date)
                    yield article.name, article.text
                else:
                    complain(article.refusal)
                    errors += 1

    paragraphs = paragraphs_of(articles())
    if index_path is None:
        order = preferred(paragraphs, keep, dates)
        found = repeats(paragraphs, clusters_by(paragraphs.texts, order, same_at), same_at, boilerplate)
    else:
        found = compared(Path(index_path), paragraphs, digests, same_at, boilerplate, add=not no_add)
    with written(target) as out:
        for piece in FORMS[form](found):
            out.write(piece)
    copies = sum(len(cluster.copies) for cluster in (*found.clusters, *found.boilerplate))
    click.echo(
        f"{counted(copies, 'copy', 'copies')} among {counted(len(paragraphs.texts), 'paragraph')} "
        f"of {counted(len(paragraphs.names), 'article')}",
        err=True,
    )
    return ExitCode.SOME_FAILED if errors else ExitCode.DONE
