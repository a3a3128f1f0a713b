"""`newsclean duplicates`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli.options import (
    canonical_options,
    configuration,
    described,
    lines_in_file,
    patterns,
    policy_of,
    reading_of,
    reading_options,
)
from newsclean.cli.output import output_option, target_of, written
from newsclean.cli.terminal import counted, say, warn
from newsclean.errors import ExitCode, UsageError
from newsclean.settings import Settings

if TYPE_CHECKING:
    from newsclean.export.formatters import ArticleRecord
    from newsclean.io.inputs import Task
    from newsclean.io.reader import ReadOptions


def _warned(context: click.Context, option: click.Parameter, value: float | None) -> float | None:
    """Warn of the former name of --min-similarity."""
    if value is not None:
        warn("--same-at is called --min-similarity now; the former name is read until version 1.0")
    return value


@click.command("duplicates")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--as", "form", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True,
              help="The form of the list.")  # fmt: skip
@output_option("The file to write.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option("--min-similarity", "same_at", type=click.FloatRange(0, 1),
              help=f"Similarity from which two paragraphs are compared.  [{Settings().min_similarity}]")  # fmt: skip
@click.option("--same-at", "former", type=click.FloatRange(0, 1), hidden=True, callback=_warned)
@click.option("--boilerplate", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
              help="What stands in more than N articles is boilerplate.")  # fmt: skip
@click.option("--boilerplate-file", metavar="FILE", help="Paragraphs, one a line, that are boilerplate anywhere.")
@canonical_options
@click.option("--articles", "articles_path", metavar="OUT",
              help="Write what each article is, as CSV, or as JSON Lines if OUT ends in .jsonl.")  # fmt: skip
@click.option("--annotate", metavar="OUT",
              help="Write the records of JSON Lines again, each with what it is in a field newsclean.")  # fmt: skip
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
    boilerplate_file: str | None,
    articles_path: str | None,
    annotate: str | None,
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
    from newsclean.export.comparing import Comparing, archive_of, compare_archive
    from newsclean.export.formatters import FORMS
    from newsclean.io.inputs import plan, sources

    if no_add and index_path is None:
        raise UsageError("--no-add", "there is no index to add to", "name one with --index")
    policy = policy_of(given)
    settings, options = configuration(given)
    how = options.get("format", "auto"), patterns(options)
    tasks = sources(paths, *how) if annotate is None else plan(paths, annotate, *how, force=force)
    if annotate is not None and any(task.format != "jsonl" or task.source is None for task in tasks):
        raise UsageError("--annotate", "only files of JSON Lines are written again", "leave the other inputs out")
    tasks.sort(key=lambda task: task.name)
    inputs = [task.name for task in tasks]
    target = target_of(output, inputs, force=force)
    articles_target = target_of(articles_path, inputs, force=force)
    comparing = Comparing(
        next(one for one in (same_at, former, settings.min_similarity) if one is not None),
        boilerplate,
        lines_in_file(boilerplate_file) if boilerplate_file else (),
        policy,
        Path(index_path) if index_path is not None else None,
        not no_add,
    )
    reading = reading_of(options)
    archive = archive_of(tasks, sys.stdin.buffer, reading, described(given, reading.id_field), warn)
    found, articles = compare_archive(archive, comparing)
    with written(target) as out:
        for piece in FORMS[form](found, articles):
            out.write(piece)
    if articles_target is not None:
        _write_articles(articles_target, articles)
    if annotate is not None:
        _annotate(tasks, reading, articles)
    copies = sum(len(cluster.copies) for cluster in (*found.clusters, *found.boilerplate))
    say(
        "{} among {} of {}",
        counted(copies, "copy", "copies"),
        counted(len(archive.paragraphs.texts), "paragraph"),
        counted(len(archive.paragraphs.names), "article"),
        err=True,
    )
    return ExitCode.SOME_FAILED if archive.errors else ExitCode.DONE


def _write_articles(target: Path, articles: Sequence[ArticleRecord]) -> None:
    from newsclean.export.formatters import articles_as_csv, articles_as_json
    from newsclean.io.compression import inner_suffix

    tell = articles_as_json if inner_suffix(target) in (".jsonl", ".ndjson") else articles_as_csv
    with written(target) as out:
        for piece in tell(articles):
            out.write(piece)


def _annotate(tasks: Sequence[Task], reading: ReadOptions, articles: Sequence[ArticleRecord]) -> None:
    from newsclean.export.annotating import annotated, annotations_of

    annotations = annotations_of(articles)
    for task in tasks:
        with written(task.target) as out:
            out.write(annotated(task, sys.stdin.buffer, reading, annotations))
