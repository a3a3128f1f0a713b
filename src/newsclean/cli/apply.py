"""`newsclean apply`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from newsclean.cli.terminal import counted, say, warn
from newsclean.errors import ExitCode, UsageError


@click.command("apply")
@click.argument("log_path", metavar="LOG")
@click.argument("decision_paths", nargs=-1, required=True, metavar="DECISIONS...")
@click.option("-o", "--output", default="reviewed/", show_default=True, metavar="OUT",
              help="Where the reviewed texts go: a folder, or a file for one.")  # fmt: skip
@click.option("--log", "new_log", default="reviewed.jsonl", show_default=True, metavar="NEWLOG",
              help="Log to write of the reviewed texts.")  # fmt: skip
@click.option("--keep-list", metavar="FILE", help="Settings file to write: what was decided, for later runs.")
@click.option("--force", is_flag=True, help="Replace outputs and a log that are there already.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    log_path: str,
    decision_paths: tuple[str, ...],
    output: str,
    new_log: str,
    keep_list: str | None,
    force: bool,
    quiet: bool,
) -> int:
    """Carry out the decisions of a review.

    LOG is the change log that was reviewed, DECISIONS what the page of `newsclean report` has saved. A change that
    was undone gives the original back; a reading takes the place of a flagged text. The new log says who decided
    what and when; restore, verify, report and apply work on it as on any other. Its settings hold a protect list, so
    that cleaning a reviewed text changes nothing. If a decision does not fit the log, nothing is written.

    \b
    Examples:
      newsclean apply changes.jsonl decisions.jsonl
      newsclean apply changes.jsonl li.jsonl wang.jsonl -o final/ --log final.jsonl --keep-list newsclean.toml
    """
    from newsclean.io.atomic import write_atomically
    from newsclean.review.applying import apply_decisions
    from newsclean.review.protect_entries import as_settings_file

    log, files, out = Path(log_path), [Path(path) for path in decision_paths], Path(output)
    if keep_list is not None and Path(keep_list).exists() and not force:
        raise UsageError(keep_list, "is there already", "choose another --keep-list or pass --force")
    is_folder = out.is_dir() or output.endswith(("/", os.sep))
    planned, count = apply_decisions(log, files, out, is_folder, Path(new_log), warn, force=force)
    if keep_list is not None:
        write_atomically(Path(keep_list), as_settings_file(planned.keep))
    if not quiet:
        say(
            "{}: {} carried out, {} open, {}",
            counted(count.articles, "article"),
            counted(count.decisions, "decision"),
            counted(count.open_flags, "flag"),
            counted(count.errors, "error"),
            err=True,
        )
    return ExitCode.SOME_FAILED if count.errors else ExitCode.DONE
