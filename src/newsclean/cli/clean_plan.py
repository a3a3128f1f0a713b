"""The plan of `newsclean clean` from its options: what contradicts is refused before anything is written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.changelog.log_files import dated
from newsclean.cli.options import configuration, described, lines_in_file, patterns, policy_of, reading_of
from newsclean.cli.terminal import warn
from newsclean.errors import UsageError
from newsclean.io.atomic import is_stream
from newsclean.io.compression import compression_suffix
from newsclean.io.folder_walk import Skipped
from newsclean.io.inputs import Task, expanded, goes_to_folder, plan, plan_in_place
from newsclean.jobs.sessions import SessionPlan
from newsclean.jobs.shards import is_log_folder, share_of
from newsclean.rules.registry import chosen_stages

if TYPE_CHECKING:
    from newsclean.jobs.cross_duplicates import CopyPolicy


class Planned(NamedTuple):
    """A plan, and what there is to tell of it.

    Attributes:
        plan: The plan.
        skipped: The files of folders that are not read.
        default_log: The log that was not asked for; None where one was, or none is written.
    """

    plan: SessionPlan
    skipped: Sequence[Skipped]
    default_log: str | None


def plan_of(paths: Sequence[str], output: str | None, log_path: str | None, given: dict[str, Any]) -> Planned:
    """Return what the options ask for.

    Args:
        paths: The inputs as given.
        output: A file or folder; None for standard output, and in place.
        log_path: The log, or a folder of logs, as given.
        given: The other options, as click passes them.

    Raises:
        UsageError: Options contradict each other, or the inputs.
        InputError: There is nothing to read.
        SettingsError: Settings are wrong.
    """
    settings, reading = configuration(given)
    chosen_stages(settings)
    paths = expanded(paths)
    log = None if log_path is None else dated(log_path)
    in_place, scope, shard = given["in_place"], given["scope"], given["shard"]
    if given["no_log"] and (log is not None or in_place):
        raise UsageError("--no-log", "--log and --in-place need one", "leave one of them out")
    default_log = None
    if log is None and output is not None and not given["no_log"] and goes_to_folder(paths, output):
        log = default_log = _default_log(output, shard)
    if settings.script.partition("2")[2].endswith("p") and not given["quiet"]:
        warn(f"{settings.script} changes words, not only characters: to get the original back, keep the log")
    skipped: list[Skipped] = []
    kind, chosen, share = reading.get("format", "auto"), patterns(reading), share_of(shard)
    if in_place:
        _check_in_place(output, log, force=given["force"])
        tasks = plan_in_place(paths, kind, chosen, skip=skipped.append)[share]
    else:
        may_replace = given["force"] or given["resume"]
        tasks = plan(paths, output, kind, chosen, force=may_replace, share=share, skip=skipped.append)
    by_input = log is not None and is_log_folder(log)
    if by_input and (in_place or scope == "archive"):
        raise UsageError(f"--log {log}", "a log an input, and this run needs one for all", "name a file")
    if given["drop_copies"]:
        _check_drop_copies(log, tasks, given)
    if log == "-":
        raise UsageError("--log -", "a log is read again, and so goes into a file", "name one")
    if given["resume"] and (log is None or scope == "archive"):
        raise UsageError("--resume", "needs --log, and articles cleaned each by itself", "pass --log LOG")
    copies = _copies_of(tasks, given) if scope == "archive" else None
    reads = reading_of(reading)._replace(
        in_own_encoding=given["output_encoding"] == "same", drops_copies=given["drop_copies"]
    )
    session = SessionPlan(
        tasks=tasks,
        settings=settings,
        reading=reads,
        log=None if log is None else Path(log),
        is_log_folder=by_input,
        output=None if output is None else Path(output),
        outputs=_outputs(output, shard),
        places=[Path(path) for path in paths] if in_place else (),
        copies=copies,
        resume=given["resume"],
        force=given["force"],
        facts=_facts(copies, () if by_input else skipped, given),
    )
    return Planned(session, skipped, default_log)


def _default_log(output: str, shard: str | None) -> str:
    """Return the name of the log beside a folder as output, of its own for each share of the inputs."""
    own = f"{_share_name(shard)}.changes.jsonl" if shard else "changes.jsonl"
    return f"{output.rstrip('/' + os.sep)}.{own}" if Path(output).name else f"{output}/{own}"


def _outputs(output: str | None, shard: str | None) -> Sequence[Path]:
    """What is locked: those who take shares write into one folder, each its own files."""
    if output is None:
        return ()
    return (Path(output) / _share_name(shard) if shard else Path(output),)


def _share_name(shard: str) -> str:
    return f"shard-{shard.replace('/', '-')}"


def _check_in_place(output: str | None, log: str | None, *, force: bool) -> None:
    if log is None or output is not None:
        raise UsageError("--in-place", "needs --log, and no -o: the originals are in the log", "pass --log LOG")
    if force:
        cause = "a log that holds originals is never replaced"
        raise UsageError("--in-place", cause, "choose another --log, or pass --resume to go on with this one")
    if is_stream(Path(log)):
        raise UsageError("--in-place", f"{log} keeps no originals", "name a file with --log")


def _check_drop_copies(log: str | None, tasks: Sequence[Task], given: Mapping[str, Any]) -> None:
    if log is None or given["in_place"] or given["scope"] != "archive" or given["on_duplicate"] != "remove":
        cause = (
            "needs --scope archive, --on-duplicate remove and --log, and no --in-place: what is left out is in the log"
        )
        raise UsageError("--drop-copies", cause, "pass them")
    if any(task.target is not None and compression_suffix(task.target) == ".parquet" for task in tasks):
        raise UsageError("--drop-copies", "the rows of a Parquet file stay", "name a .jsonl file with -o")


def _copies_of(tasks: Sequence[Task], given: dict[str, Any]) -> CopyPolicy:
    """What becomes of what another article has too."""
    from newsclean.jobs.cross_duplicates import CopyPolicy  # what compares is loaded where it is asked

    if any(task.source is None for task in tasks):
        raise UsageError("--scope archive", "standard input cannot be read twice", "name files or a folder")
    listed = lines_in_file(given["boilerplate_file"]) if given["boilerplate_file"] else ()
    return CopyPolicy(given["on_duplicate"] == "remove", policy_of(given), described(given), listed=listed)


def _facts(copies: CopyPolicy | None, skipped: Sequence[Skipped], given: Mapping[str, Any]) -> dict[str, Any]:
    """What the `run` record of the log says besides the settings."""
    facts: dict[str, Any] = {"skipped": [each._asdict() for each in skipped]} if skipped else {}
    if copies is not None:
        archive = {"on-duplicate": given["on_duplicate"], **copies.policy._asdict(), "date-field": given["date_field"]}
        facts["archive"] = archive | ({"drop-copies": True} if given["drop_copies"] else {})
    return facts
