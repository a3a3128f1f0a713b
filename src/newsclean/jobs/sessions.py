"""A session of `newsclean clean`: the locks, journal and processes it holds, and its inputs by the log they share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from newsclean.changelog.log_files import LogWriter
from newsclean.io.atomic import remove_remains
from newsclean.io.inputs import Task
from newsclean.io.reader import ReadOptions
from newsclean.jobs.cleaning import Run
from newsclean.jobs.interrupts import Interrupts
from newsclean.jobs.journal import journaled, stopped_runs
from newsclean.jobs.locking import locked, locked_in_place
from newsclean.jobs.recovery import Remaining, recovered
from newsclean.jobs.resuming import Prior
from newsclean.jobs.shards import done_before, log_of
from newsclean.jobs.tally import Tally
from newsclean.jobs.workers import Workers, start_workers
from newsclean.pipeline import load
from newsclean.settings import Settings

if TYPE_CHECKING:
    from newsclean.core.document_view import CrossDuplicates
    from newsclean.jobs.cross_duplicates import CopyPolicy


class Console(NamedTuple):
    """Where a session reads and writes what are no files.

    Attributes:
        stdin: Where `-` is read from.
        stdout: Where clean text without a target goes.
        warn: Called with one line for each input that could not be cleaned, and of an interrupt.
        note: Called with one line for what is only good to know.
        advance: Called with the size, in bytes, of each input that is done.
    """

    stdin: IO[bytes]
    stdout: IO[bytes]
    warn: Callable[[str], None]
    note: Callable[[str], object]
    advance: Callable[[int], object]


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """Plan of a session, made and checked before anything is written.

    Attributes:
        tasks: The inputs, and where the clean text of each goes.
        settings: How to clean.
        reading: How to read.
        log: The log; None for none.
        is_log_folder: Whether `log` is a folder, for a log an input.
        output: The file or folder of the clean texts; None for standard output, and in place.
        outputs: What is locked for it: a share of the inputs has its own.
        places: The files and folders that are cleaned in place; none where clean texts go elsewhere.
        copies: What becomes of what another article has too; None where each is cleaned by itself.
        resume: Whether to go on with a run that was stopped.
        force: Whether to replace outputs and a log that are there.
        facts: What the `run` record of the log says besides the settings.
    """

    tasks: Sequence[Task]
    settings: Settings
    reading: ReadOptions
    log: Path | None = None
    is_log_folder: bool = False
    output: Path | None = None
    outputs: Sequence[Path] = ()
    places: Sequence[Path] = ()
    copies: CopyPolicy | None = None
    resume: bool = False
    force: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> list[Path]:
        """All files that are read or written, of which the log may be none."""
        return [path for task in self.tasks for path in (task.source, task.target) if path is not None]

    @property
    def locked(self) -> list[Path]:
        """The outputs and the log, off which other runs are kept."""
        if self.log is None or self.is_log_folder or not self.log.parent.is_dir():
            return [*self.outputs]
        return [*self.outputs, self.log]


def run_session(plan: SessionPlan, console: Console, jobs: int, timeout: float) -> Tally:
    """Clean all inputs of a plan.

    Args:
        plan: The plan.
        console: Where it reads and writes what are no files.
        jobs: How many processes clean.
        timeout: Seconds after which a process that is not done with an article is given up.

    Returns:
        What was done. An input that cannot be cleaned is told, logged and counted; the others are done.

    Raises:
        UsageError: Another run has the outputs, or the log is there.
        OutputError: An output cannot be written.
        LogError: A log that is gone on with cannot be read, or is of other settings.
    """
    if jobs > 1:
        load(plan.settings)  # once, and not in each process
    interrupts = Interrupts()
    with ExitStack() as held:
        workers = held.enter_context(start_workers(jobs, timeout))
        held.enter_context(interrupts.watched(console.warn))
        held.enter_context(locked(plan.locked))
        held.enter_context(locked_in_place(plan.places))
        session = _Session(plan, console, workers, interrupts, held)
        if plan.is_log_folder and plan.log is not None:
            return session.clean_by_input(plan.log)
        return session.clean_in_place(plan.log) if plan.places and plan.log is not None else session.clean()


class _Session(NamedTuple):
    plan: SessionPlan
    console: Console
    workers: Workers
    interrupts: Interrupts
    held: ExitStack

    def clean(self) -> Tally:
        if self.plan.resume:
            self._remove_remains()
        return self._run(self.plan.log, Remaining(self.plan.tasks))

    def clean_by_input(self, logs: Path) -> Tally:
        """Clean inputs that have a log each, those that an earlier run has done left out."""
        if self.plan.resume:
            self._remove_remains()
        tally = Tally()
        for task in self.plan.tasks:
            log = log_of(task, logs, self.plan.output)
            before = done_before(task, log, self.plan.settings) if self.plan.resume else None
            if before is not None:
                self.console.advance(task.size)
            tally.merge(before or self._run(log, Remaining([task])))
        return tally

    def clean_in_place(self, log: Path) -> Tally:
        """Clean files in their places, after what runs that were stopped have left there is put right."""
        tasks = self.plan.tasks
        stopped = stopped_runs(self.plan.places, [task.target for task in tasks if task.target is not None])
        others = {path for path in stopped.values() if path.resolve() != log.resolve()}
        self.held.enter_context(locked(others))
        rest = recovered(tasks, log, stopped.values(), resume=self.plan.resume)
        for note in rest.notes:
            self.console.note(note)
        self._remove_remains()
        return self._run(log, rest, stopped)

    def _remove_remains(self) -> None:
        remove_remains(task.target for task in self.plan.tasks if task.target is not None)

    def _run(self, log_file: Path | None, rest: Remaining, stopped: Mapping[Path, Path] | None = None) -> Tally:
        """Clean inputs that share a log; `stopped` are the logs of runs in place that were, if this is one."""
        plan, console, is_in_place = self.plan, self.console, stopped is not None
        prior = Prior(log_file, plan.settings) if plan.resume and log_file is not None and not is_in_place else None
        if prior is not None and prior.warning:
            console.note(f"{log_file}: {prior.warning}")
        may_replace = plan.force or (plan.resume and not is_in_place) or rest.replaces
        log = LogWriter(
            log_file, plan.settings, plan.files, more=dict(plan.facts), force=may_replace, append=rest.goes_on
        )
        if stopped is not None and log_file is not None:
            log.sync()
            self.held.enter_context(journaled(plan.places, log_file, stopped))
        is_done = False
        try:
            copies = {} if plan.copies is None else self._copies(plan.copies)
            done = Run(
                plan.settings, plan.reading, log, self.workers, console.stdin, console.stdout, console.warn,
                console.advance, self.interrupts, copies, prior, is_in_place,
            ).clean(rest.tasks)  # fmt: skip
            for error in rest.altered:
                console.warn(str(error))
            done.errors += len(rest.altered)
            done.articles += rest.articles
            done.resumed += rest.articles
            is_done = True
        finally:
            log.close()
            if prior is not None:
                prior.close(is_done=is_done)
        return done

    def _copies(self, policy: CopyPolicy) -> Mapping[str, CrossDuplicates]:
        from newsclean.jobs.cross_duplicates import find_cross_duplicates  # what compares is loaded where it is asked

        return find_cross_duplicates(self.plan.tasks, self.plan.settings, self.plan.reading, policy, self.workers)
