"""Shards: the part of the inputs that one machine takes, and a log for each input, by which it is known to be done."""

from __future__ import annotations

import re
from pathlib import Path

from newsclean.changelog.log_files import read_records
from newsclean.changelog.logged_files import logged_digest
from newsclean.changelog.statistics import statistics_of
from newsclean.errors import LogError, UsageError
from newsclean.io.inputs import Task
from newsclean.jobs.resuming import terms_now, terms_of
from newsclean.jobs.tally import Tally
from newsclean.settings import Settings

_LOG_SUFFIX = ".log.jsonl.zst"


def share_of(shard: str | None) -> slice:
    """Return which of the inputs `k/n` names: every n-th from the k-th on, so that machines share them; all for None.

    Raises:
        UsageError: It is not such a share.
    """
    if shard is None:
        return slice(None)
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", shard)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"--shard {shard}", "no share", "write k/n, as 1/4 to 4/4")
    return slice(int(found[1]) - 1, None, int(found[2]))


def is_log_folder(log_path: str) -> bool:
    """Tell the name of a folder of logs, which ends in a slash or is one that is there, from that of a log."""
    return log_path.endswith("/") or Path(log_path).is_dir()


def log_of(task: Task, folder: Path, output: Path | None) -> Path:
    """Return the log of one input, which has the place in the folder of logs that its clean text has in the output.

    Raises:
        UsageError: Its clean text goes to standard output.
    """
    if task.target is None or output is None:
        raise UsageError(f"--log {folder}", "a folder of logs, and the clean text goes to no file", "pass -o")
    inner = task.target.relative_to(output) if output in task.target.parents else Path(task.target.name)
    log = folder / inner.parent / (inner.name + _LOG_SUFFIX)
    log.parent.mkdir(parents=True, exist_ok=True)
    return log


def done_before(task: Task, log: Path, settings: Settings) -> Tally | None:
    """Return what an earlier run has done with an input, if it has done all, and both files are still as it says.

    Args:
        task: The input.
        log: Its log, there or not.
        settings: The settings of this run.
    """
    if task.source is None or task.target is None or not log.is_file() or not task.target.is_file():
        return None
    try:
        if terms_of(next(read_records(log))) != terms_now(settings):
            return None
        (file,) = list(statistics_of(log))
    except (LogError, ValueError):
        return None
    if not file.source or file.name != task.name or "extracted" in file.source:
        return None
    logged = (task.source, file.source), (task.target, file.clean)
    if any(logged_digest(path, fixity) != fixity["sha256"] for path, fixity in logged):
        return None
    tally = Tally(resumed=file.articles, bytes=task.size)
    tally.merge(file)
    return tally
