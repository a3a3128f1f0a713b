"""Recovery of a run in place that was stopped: its log made whole, and what it has done known to the next."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from newsclean.changelog.log_files import read_records
from newsclean.changelog.log_records import Record, dumps, fixity
from newsclean.changelog.reading import LoggedFile, read_files
from newsclean.errors import InputError, NewscleanError
from newsclean.io.atomic import atomic_file
from newsclean.io.compression import UNPACKING_ERRORS, contents, opened
from newsclean.io.inputs import Task
from newsclean.jobs.file_restoring import as_found

_FIRST = dumps({"type": "run"}).rstrip(b"}\n")
"""Beginning of every log."""


class DoneFile(NamedTuple):
    """File that an earlier run has cleaned.

    Attributes:
        sha256: Of what it has written.
        articles: How many articles it holds.
    """

    sha256: str
    articles: int


def make_whole(log: Path) -> Mapping[str, DoneFile]:
    """Write a log anew: with the `end` of each file that was written, and without the records of all that was not.

    The originals of what was written are in no other place, so that the log changes in one step or not at all.

    Args:
        log: The log of a run in place.

    Returns:
        What the run has done, by the real path of the clean file.

    Raises:
        LogError: The log cannot be read.
        OutputError: It cannot be written.
    """
    done: dict[str, DoneFile] = {}
    names: set[str] = set()
    ends: list[Record] = []
    for found in read_files(log):
        file = found if isinstance(found, LoggedFile) else as_found(found)
        if file is None:
            continue
        if not isinstance(found, LoggedFile):
            ends.append(file.end)
        done[os.path.realpath(file.clean["path"])] = DoneFile(file.clean["sha256"], len(file.articles))
        names.update(article.name for article in file.articles)
        names.add(file.name)
    with atomic_file(log, log) as whole:
        for record in read_records(log):
            if record["type"] == "run" or record["article"] in names:
                whole.write(dumps(record))
        for end in ends:
            whole.write(dumps(end))
    return done


def is_begun(log: Path) -> bool:
    """Return whether there is more in a log than the torn beginning of its first record."""
    try:
        with opened(log) as lines:
            first = lines.readline()
    except FileNotFoundError:
        return False
    except EOFError:
        first = b""
    except (OSError, *UNPACKING_ERRORS):
        return True  # reading it tells
    return first.endswith(b"\n") or not _FIRST.startswith(first[: len(_FIRST)])


class Remaining(NamedTuple):
    """Part of the tasks that a run which goes on has still to do.

    Attributes:
        tasks: The tasks.
        articles: How many articles are done.
        altered: What to say of each file that is no longer what the log says, and that would be lost to it.
        goes_on: Whether what is cleaned now is logged behind what is in the log.
        replaces: Whether the log may be replaced; what is in it is no record.
        notes: What there is to tell of runs that were stopped.
    """

    tasks: Sequence[Task]
    articles: int = 0
    altered: Sequence[NewscleanError] = ()
    goes_on: bool = False
    replaces: bool = False
    notes: Sequence[str] = ()


def recovered(tasks: Sequence[Task], log: Path, stopped: Iterable[Path], *, resume: bool) -> Remaining:
    """Make the logs of runs in place that were stopped whole, and return what is left to do.

    Args:
        tasks: What is to be cleaned in place.
        log: The log to be written.
        stopped: The logs of runs that were stopped there.
        resume: Whether to go on with the log in any case.

    Raises:
        LogError: A log cannot be read.
        OutputError: It cannot be written.
    """
    others = {os.path.realpath(other): other for other in stopped}
    is_same = others.pop(os.path.realpath(log), None) is not None
    is_there = is_begun(log)
    goes_on = is_there and (resume or is_same or not _has_articles(log))
    notes = [f"{log}: its run in place was stopped, and goes on"] if is_same and not resume else []
    done_before: dict[str, DoneFile] = {}
    for other in others.values():
        if is_begun(other):
            done_before |= make_whole(other)
        notes.append(f"{other}: its run in place was stopped; what it has done is left, and the rest is cleaned")
    done = make_whole(log) if goes_on else {}
    return _remaining(tasks, done, done_before)._replace(goes_on=goes_on, replaces=not is_there, notes=notes)


def _has_articles(log: Path) -> bool:
    """Return whether a log holds more than that it was begun."""
    try:
        return any(record["type"] != "run" for record in islice(read_records(log), 2))
    except NewscleanError:
        return True


def _remaining(tasks: Sequence[Task], done: Mapping[str, DoneFile], done_before: Mapping[str, DoneFile]) -> Remaining:
    """Return which tasks in place are not done, by what stands in their files now."""
    left: list[Task] = []
    altered: list[NewscleanError] = []
    articles = 0
    for task in tasks:
        place = "" if task.target is None else os.path.realpath(task.target)
        before = done.get(place) or done_before.get(place)
        if before is None or task.target is None:
            left.append(task)
            continue
        try:
            now = fixity(contents(task.target))["sha256"]
        except NewscleanError as error:
            altered.append(error)
            continue
        if now == before.sha256:
            articles += before.articles
        elif place not in done:
            left.append(task)
        else:
            cause = "altered since it was cleaned in place, and the log still holds its original"
            altered.append(InputError(task.name, cause, "clean it with another --log"))
    return Remaining(left, articles, altered)
