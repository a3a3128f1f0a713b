"""Work shared among processes, its results in the order of the work."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from newsclean.errors import NewscleanError

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from pebble import ProcessFuture, ProcessPool

Item = TypeVar("Item")
Done = TypeVar("Done")

# Enough in hand that no process waits, few enough that memory does not depend on how much there is to do.
_IN_HAND = 4
TIMEOUT = 600.0
"""Seconds after which a process that is not done with an item is taken to hang."""


class Work(NamedTuple, Generic[Item, Done]):
    """Work on items, and what is told of one that a process died of.

    Attributes:
        do: A function that can be pickled.
        parts: The parts of an item that can be done one by one, to find the one that a process dies of.
        whole: The result of an item from those of its parts.
        lost: The result of a part that a process died of, or hung on, given the reason.
    """

    do: Callable[[Item], Done]
    parts: Callable[[Item], Sequence[Item]]
    whole: Callable[[Sequence[Done]], Done]
    lost: Callable[[Item, str], Done]


def whole(do: Callable[[Item], Done], lost: Callable[[Item, str], Done]) -> Work[Item, Done]:
    """Work on items that have no parts."""
    return Work(do, lambda item: [item], lambda results: results[0], lost)


class Workers:
    """Processes that share work.

    Args:
        pool: The processes; without them everything is done here, and nothing keeps it from taking the run with it.
        jobs: How many there are.
        timeout: Seconds after which a process that is not done with an item is ended.
    """

    def __init__(self, pool: ProcessPool | None = None, jobs: int = 1, timeout: float = TIMEOUT) -> None:
        self._pool = pool
        self._jobs = jobs
        self._timeout = timeout

    def in_order(self, work: Work[Item, Done], items: Iterable[Item]) -> Iterator[tuple[Item, Done]]:
        """Do `work` on each of `items`, and give each with its result, in the order of the items.

        Args:
            work: What is done.
            items: Taken as they are needed.

        Raises:
            Exception: What `work.do` raises.
            BrokenProcessPool: No process is left, which `start_workers` tells of.
        """
        if self._pool is None:
            for item in items:
                yield item, _done(work.do, item)
            return
        waiting: deque[tuple[Item, ProcessFuture[Done]]] = deque()
        for item in items:
            waiting.append((item, self._begun(self._pool, work, item)))
            if len(waiting) >= self._jobs * _IN_HAND:
                item, future = waiting.popleft()
                yield item, self._result(self._pool, work, item, future)
        for item, future in waiting:
            yield item, self._result(self._pool, work, item, future)

    def _begun(self, pool: ProcessPool, work: Work[Item, Done], item: Item) -> ProcessFuture[Done]:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return pool.schedule(_done, (work.do, item), timeout=self._timeout)
        except RuntimeError as error:  # how the pool says that it is broken
            raise BrokenProcessPool from error

    def _result(self, pool: ProcessPool, work: Work[Item, Done], item: Item, future: ProcessFuture[Done]) -> Done:
        reason = _loss(future, self._timeout)
        if not reason:
            return future.result()
        parts = work.parts(item)
        if len(parts) <= 1:
            return work.lost(item, reason)
        again = [(part, self._begun(pool, work, part)) for part in parts]
        return work.whole([self._result(pool, work, part, waits) for part, waits in again])


@contextmanager
def start_workers(jobs: int, timeout: float = TIMEOUT) -> Iterator[Workers]:
    """Start processes, and end them. Where they are copies of this one, they have loaded what it has.

    Args:
        jobs: How many; with one, none is started.
        timeout: Seconds after which a process that is not done with an item is ended.

    Raises:
        NewscleanError: No process can be started, or none is left.
    """
    gc.freeze()  # what is there already stays: not to be looked through, and so copied, by each process
    if jobs == 1:
        yield Workers()
        return
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessPool

    with ProcessPool(jobs, context=_context(), initializer=_follow_parent) as pool:
        try:
            with _unseen_interrupt():
                first = pool.schedule(_nothing)
            first.result()
            yield Workers(pool, jobs, timeout)
        except BaseException as error:
            pool.stop()  # type: ignore[no-untyped-call]
            if isinstance(error, BrokenProcessPool):
                cause = "no worker process could be started, or none is left"
                raise NewscleanError("--jobs", cause, "run with --jobs 1") from error
            raise


def _context() -> BaseContext:
    """Return the context that makes processes; copied where that is safe."""
    import multiprocessing

    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    from newsclean.jobs.forking import Copying

    return Copying()


@contextmanager
def _unseen_interrupt() -> Iterator[None]:
    """Keep Ctrl-C, which goes to the whole group, from the processes and threads begun meanwhile."""
    if sys.platform != "linux":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it would end the blocking when it begins
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _done(do: Callable[[Item], Done], item: Item) -> Done:
    """Do work on an item, and give back what Python keeps for objects to come, which makes memory grow.

    It would stand between the texts in memory. What is left is loaded by now and stays: it need not be looked through
    again, so that this takes a tenth of a millisecond.
    """
    result = do(item)
    gc.collect()
    gc.freeze()
    return result


def _nothing() -> None:
    """Done by a process to show that it is there."""


def _loss(future: ProcessFuture[Done], timeout: float) -> str:
    """Why a process did not come to an end with an item; empty if it did."""
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessExpired

    error = future.exception()
    if isinstance(error, BrokenProcessPool):
        raise error
    if isinstance(error, ProcessExpired):
        return f"a worker process died of it (exit code {error.exitcode})"
    if isinstance(error, TimeoutError):
        return f"a worker process was not done with it after {timeout:.0f} seconds"
    return ""


def _follow_parent() -> None:
    """Leave it to the parent what becomes of a worker: Ctrl-C goes to the whole group, SIGKILL to the parent alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
