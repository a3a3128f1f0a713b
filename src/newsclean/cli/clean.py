"""`newsclean clean`."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli.options import (
    canonical_options,
    cleaning_options,
    configuration,
    described,
    lines_in_file,
    patterns,
    policy_of,
    reading_of,
)
from newsclean.cli.output import output_option
from newsclean.cli.terminal import by_rule, catalog, counted, is_terminal, phrase, say, warn
from newsclean.errors import ExitCode, UsageError
from newsclean.text.printable import escaped

if TYPE_CHECKING:
    from newsclean.core.document_view import CrossDuplicates
    from newsclean.io.folder_walk import Skipped
    from newsclean.jobs.tally import Tally

# Files that were not read are named in the summary, up to so many for each reason.
_MOST_NAMED = 20


@click.command("clean")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@output_option("File, or folder for several inputs.")
@click.option("--log", "log_path", metavar="LOG", help="Change log to write; .gz and .zst are compressed, %(time)s is "
              "the time. A name that ends in / is a folder, for a log an input.  "
              "[with a folder OUT, OUT.changes.jsonl]")  # fmt: skip
@click.option("--no-log", is_flag=True, help="Write no change log: nothing can be reviewed or restored then.")
@click.option("--output-encoding", type=click.Choice(["utf-8", "same"]), default="utf-8", show_default=True,
              help="Write clean text in UTF-8, or in the encoding of each file.")  # fmt: skip
@click.option("--in-place", is_flag=True, help="Put the clean text in the place of each file; needs --log.")
@click.option("--resume", is_flag=True, help="Go on with a run that was stopped: what LOG has done is not done again.")
@click.option("--force", is_flag=True, help="Replace outputs and a log that are there already.")
@click.option("--shard", metavar="K/N", help="Take the K-th of N shares of the inputs, as one of N machines.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=600.0, show_default=True, metavar="SECONDS",
              help="With several jobs, give up on an article after so long.")  # fmt: skip
@click.option("--scope", type=click.Choice(["article", "archive"]), default="article", show_default=True,
              help="Where paragraphs are looked for that stand twice.")  # fmt: skip
@click.option("--on-duplicate", type=click.Choice(["flag", "remove"]), default="flag", show_default=True,
              help="What becomes of what another article has too, with --scope archive.")  # fmt: skip
@click.option("--drop-copies", is_flag=True,
              help="Leave out articles of which another one has every line, with --on-duplicate remove.")  # fmt: skip
@click.option("--boilerplate-file", metavar="FILE", help="Paragraphs, one a line, that are boilerplate anywhere.")
@canonical_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Say how often each rule changed or flagged something, as on a terminal."
)
@click.option("--stats", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How the summary is told, on standard error.")  # fmt: skip
@cleaning_options
def command(
    paths: tuple[str, ...],
    output: str | None,
    log_path: str | None,
    no_log: bool,
    output_encoding: str,
    in_place: bool,
    resume: bool,
    force: bool,
    shard: str | None,
    jobs: int,
    timeout: float,
    scope: str,
    on_duplicate: str,
    drop_copies: bool,
    boilerplate_file: str | None,
    quiet: bool,
    verbose: bool,
    stats: str,
    **given: Any,
) -> int:
    """Clean articles and log every change.

    PATH is a file, a folder, or - for standard input, which is also read when no PATH is given. A folder is
    mirrored in OUT. Files that end in .jsonl or .ndjson hold a record a line; the others are one article each.

    \b
    Examples:
      newsclean clean article.txt -o clean.txt --log changes.jsonl
      newsclean clean inbox/ -o clean/ --log changes.jsonl.gz --jobs 2
      cat records.jsonl | newsclean clean --format jsonl --field body --log changes.jsonl > clean.jsonl
      newsclean clean inbox/ -o clean/ --log changes.jsonl --resume
      newsclean clean inbox/ --in-place --log changes.jsonl.zst --exclude 'drafts/'
      newsclean clean article.txt --select lines,punctuation/comma
      newsclean clean archive.jsonl --scope archive --on-duplicate remove -o clean.jsonl --log changes.jsonl
    """
    from newsclean.changelog.log_files import LogWriter, dated
    from newsclean.io.atomic import is_stream, remove_remains
    from newsclean.io.compression import compression_suffix
    from newsclean.io.inputs import expanded, goes_to_folder, plan, plan_in_place
    from newsclean.jobs.cleaning import Run
    from newsclean.jobs.interrupts import Interrupts
    from newsclean.jobs.journal import journaled, stopped_runs
    from newsclean.jobs.locking import locked, locked_in_place
    from newsclean.jobs.recovery import Remaining, recovered
    from newsclean.jobs.resuming import Prior
    from newsclean.jobs.shards import done_before, is_log_folder, log_of, share_of
    from newsclean.jobs.tally import Tally
    from newsclean.jobs.workers import start_workers
    from newsclean.pipeline import load
    from newsclean.rules.registry import chosen_stages

    settings, reading = configuration(given)
    chosen_stages(settings)
    paths = tuple(expanded(paths))
    log_path = None if log_path is None else dated(log_path)
    if no_log and (log_path is not None or in_place):
        raise UsageError("--no-log", "--log and --in-place need one", "leave one of them out")
    is_default_log = log_path is None and output is not None and not no_log and goes_to_folder(paths, output)
    if is_default_log and output is not None:
        log_path = _default_log(output, shard)
    if settings.script.partition("2")[2].endswith("p") and not quiet:
        warn(f"{settings.script} changes words, not only characters: to get the original back, keep the log")
    kind, share = reading.get("format", "auto"), share_of(shard)
    left: list[Skipped] = []
    if in_place:
        if log_path is None or output is not None:
            raise UsageError("--in-place", "needs --log, and no -o: the originals are in the log", "pass --log LOG")
        if force:
            cause = "a log that holds originals is never replaced"
            raise UsageError("--in-place", cause, "choose another --log, or pass --resume to go on with this one")
        if is_stream(Path(log_path)):
            raise UsageError("--in-place", f"{log_path} keeps no originals", "name a file with --log")
        tasks = plan_in_place(paths, reading.get("format", "auto"), patterns(reading), skip=left.append)[
            share_of(shard)
        ]
    else:
        is_replaced = force or resume
        tasks = plan(paths, output, kind, patterns(reading), force=is_replaced, share=share, skip=left.append)
    by_input = log_path is not None and is_log_folder(log_path)
    if by_input and (in_place or scope == "archive"):
        raise UsageError(f"--log {log_path}", "a log an input, and this run needs one for all", "name a file")
    reads = reading_of(reading)._replace(in_own_encoding=output_encoding == "same", drops_copies=drop_copies)
    policy = policy_of(given)
    if drop_copies and (log_path is None or in_place or scope != "archive" or on_duplicate != "remove"):
        cause = (
            "needs --scope archive, --on-duplicate remove and --log, and no --in-place: what is left out is in the log"
        )
        raise UsageError("--drop-copies", cause, "pass them")
    if drop_copies and any(task.target is not None and compression_suffix(task.target) == ".parquet" for task in tasks):
        raise UsageError("--drop-copies", "the rows of a Parquet file stay", "name a .jsonl file with -o")
    if log_path == "-":
        raise UsageError("--log -", "a log is read again, and so goes into a file", "name one")
    if resume and (log_path is None or scope == "archive"):
        raise UsageError("--resume", "needs --log, and articles cleaned each by itself", "pass --log LOG")
    more: dict[str, Any] = {}
    if left and not by_input:
        more["skipped"] = [each._asdict() for each in left]
    if scope == "archive":
        if any(task.source is None for task in tasks):
            raise UsageError("--scope archive", "standard input cannot be read twice", "name files or a folder")
        more["archive"] = {"on-duplicate": on_duplicate, **policy._asdict(), "date-field": given["date_field"]}
        if drop_copies:
            more["archive"]["drop-copies"] = True
    files = [path for task in tasks for path in (task.source, task.target) if path is not None]
    log_file = None if log_path is None else Path(log_path)
    begun = time.monotonic()
    size = sum(task.size for task in tasks)
    if not paths and not quiet and sys.stdin.isatty():
        warn("reading standard input: type a text and end it with Ctrl-D, or name files")
    interrupts = Interrupts()
    if jobs > 1:
        load(settings)  # once, and not in each process
    # Those who take shares write into one folder, each its own files.
    held = [] if output is None else [Path(output) / f"shard-{shard.replace('/', '-')}" if shard else Path(output)]
    if log_file is not None and not by_input and log_file.parent.is_dir():
        held.append(log_file)
    places = [Path(path) for path in paths] if in_place else []
    with ExitStack() as held_on:
        shared = held_on.enter_context(start_workers(jobs, timeout))
        held_on.enter_context(interrupts.watched(warn))
        held_on.enter_context(locked(held))
        held_on.enter_context(locked_in_place(places))
        is_bar = not quiet and is_terminal() and size > 0
        tell, advance = held_on.enter_context(_progress(size, is_shown=is_bar))
        stopped: Mapping[Path, Path] = {}
        unfinished = Remaining(tasks)
        if in_place and log_file is not None:
            stopped = stopped_runs(places, [task.target for task in tasks if task.target is not None])
            held_on.enter_context(locked(path for path in {*stopped.values()} if path.resolve() != log_file.resolve()))
            unfinished = recovered(tasks, log_file, stopped.values(), resume=resume)
            for note in unfinished.notes if not quiet else ():
                tell(note)
        if resume or in_place:
            remove_remains(task.target for task in tasks if task.target is not None)

        def run(log_file: Path | None, rest: Remaining) -> Tally:
            """Clean inputs that share a log."""
            prior = Prior(log_file, settings) if resume and log_file is not None and not in_place else None
            if prior is not None and prior.warning and not quiet:
                tell(f"{log_file}: {prior.warning}")
            is_replaced = force or (resume and not in_place) or rest.replaces
            log = LogWriter(log_file, settings, files, more=more, force=is_replaced, append=rest.goes_on)
            if in_place:
                log.sync()
                held_on.enter_context(journaled(places, log_file, stopped))
            is_done = False
            try:
                known: Mapping[str, CrossDuplicates] = {}
                if scope == "archive":
                    from newsclean.jobs.cross_duplicates import CopyPolicy, find_cross_duplicates

                    listed = lines_in_file(boilerplate_file) if boilerplate_file else ()
                    archive = CopyPolicy(on_duplicate == "remove", policy, described(given), listed=listed)
                    known = find_cross_duplicates(tasks, settings, reads, archive, shared)
                done = Run(
                    settings, reads, log, shared, sys.stdin.buffer, sys.stdout.buffer, tell, advance, interrupts,
                    known, prior, in_place,
                ).clean(rest.tasks)  # fmt: skip
                for error in rest.altered:
                    tell(str(error))
                done.errors += len(rest.altered)
                done.articles += rest.articles
                done.resumed += rest.articles
                is_done = True
            finally:
                log.close()
                if prior is not None:
                    prior.close(is_done=is_done)
            return done

        if by_input and log_file is not None:
            tally = Tally()
            for task in tasks:
                own = log_of(task, log_file, None if output is None else Path(output))
                before = done_before(task, own, settings) if resume else None
                if before is not None:
                    advance(task.size)
                tally.merge(before or run(own, Remaining([task])))
        else:
            tally = run(log_file, unfinished)
    seconds = time.monotonic() - begun
    is_written = output is not None or in_place
    if stats == "json":
        click.echo(json.dumps(_numbers(tally, seconds, len(left))), err=True)
    elif not quiet and (is_terminal() or is_written or verbose):
        _summarise(tally, seconds, is_full=verbose or (is_terminal() and is_written))
        _tell_skipped(left)
        if is_default_log and log_path is not None:
            say("log: {}, for report, apply, restore and verify; --no-log leaves it out", escaped(log_path), err=True)
    return ExitCode.SOME_FAILED if tally.errors else ExitCode.DONE


def _default_log(output: str, shard: str | None) -> str:
    """Return the name of the log beside a folder as output, of its own for each share of the inputs."""
    own = f"shard-{shard.replace('/', '-')}.changes.jsonl" if shard else "changes.jsonl"
    return f"{output.rstrip('/' + os.sep)}.{own}" if Path(output).name else f"{output}/{own}"


@contextmanager
def _progress(size: int, *, is_shown: bool) -> Iterator[tuple[Callable[[str], None], Callable[[int], object]]]:
    """Return a way to warn while the progress is shown, and what is told how many more bytes are done."""
    if not is_shown:
        yield warn, lambda more: None
        return
    from tqdm import tqdm

    with tqdm(total=size, unit="B", unit_scale=True, desc=phrase("cleaning"), file=sys.stderr, leave=False) as bar:

        def above(message: str) -> None:
            with bar.external_write_mode(file=sys.stderr):
                warn(message)

        yield above, bar.update


def _numbers(tally: Tally, seconds: float, skipped: int) -> dict[str, Any]:
    """Format what a run has done, for machines."""
    return {
        "articles": tally.articles,
        "resumed": tally.resumed,
        "redone": tally.redone,
        "bytes": tally.bytes,
        "seconds": round(seconds, 3),
        "changes": dict(sorted(tally.changes.items())),
        "flags": dict(sorted(tally.flags.items())),
        "errors": tally.errors,
        **({"dropped": tally.dropped} if tally.dropped else {}),
        **({"skipped": skipped} if skipped else {}),
    }


def _tell_skipped(left: Sequence[Skipped]) -> None:
    """Say which files were not read, and why: some by name for each reason, all of them in the log."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for each in left:
        by_reason.setdefault((each.cause, each.hint), []).append(escaped(each.path))
    for (cause, hint), names in by_reason.items():
        more = phrase(" and {} more", f"{len(names) - _MOST_NAMED:,}") if len(names) > _MOST_NAMED else ""
        reason = catalog().line(f"{cause}; {hint}")
        shown = ", ".join(names[:_MOST_NAMED])
        say("{} skipped: {}: {}{}", counted(len(names), "file"), reason, shown, more, err=True)


def _summarise(tally: Tally, seconds: float, *, is_full: bool) -> None:
    numbers = phrase(
        "{}: {}, {}, {}",
        counted(tally.articles, "article"),
        counted(tally.changes.total(), "change"),
        counted(tally.flags.total(), "flag"),
        counted(tally.errors, "error"),
    )
    more = [
        phrase("{} left out", counted(tally.dropped, "copy", "copies")) if tally.dropped else "",
        phrase("{} done before", counted(tally.resumed, "article")) if tally.resumed else "",
        phrase("{} changed since, and done again", counted(tally.redone, "article")) if tally.redone else "",
    ]
    click.echo(catalog().reason("; ").join([numbers, *filter(None, more)]), err=True)
    if is_full:
        click.echo(f"  {tally.bytes / 1e6:.1f} MB, {tally.bytes / 1e6 / max(seconds, 1e-3):.1f} MB/s", err=True)
        for counts in (tally.changes, tally.flags):
            if counts:
                click.echo(by_rule(counts), err=True)
