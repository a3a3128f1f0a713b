"""`newsclean clean`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli.options import canonical_options, cleaning_options
from newsclean.cli.output import output_option
from newsclean.cli.terminal import by_rule, catalog, counted, is_terminal, phrase, say, warn
from newsclean.errors import ExitCode
from newsclean.text.printable import escaped

if TYPE_CHECKING:
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
    jobs: int,
    timeout: float,
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
    from newsclean.cli.clean_plan import plan_of
    from newsclean.jobs.sessions import Console, run_session

    quiet = given["quiet"]
    plan, left, default_log = plan_of(paths, output, log_path, given)
    begun = time.monotonic()
    size = sum(task.size for task in plan.tasks)
    if not paths and not quiet and sys.stdin.isatty():
        warn("reading standard input: type a text and end it with Ctrl-D, or name files")
    with _progress(size, is_shown=not quiet and is_terminal() and size > 0) as (tell, advance):
        note = (lambda message: None) if quiet else tell
        console = Console(sys.stdin.buffer, sys.stdout.buffer, tell, note, advance)
        tally = run_session(plan, console, jobs, timeout)
    seconds = time.monotonic() - begun
    is_written = output is not None or given["in_place"]
    if stats == "json":
        click.echo(json.dumps(_numbers(tally, seconds, len(left))), err=True)
    elif not quiet and (is_terminal() or is_written or verbose):
        _summarise(tally, seconds, is_full=verbose or (is_terminal() and is_written))
        _tell_skipped(left)
        if default_log is not None:
            say(
                "log: {}, for report, apply, restore and verify; --no-log leaves it out", escaped(default_log), err=True
            )
    return ExitCode.SOME_FAILED if tally.errors else ExitCode.DONE


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
