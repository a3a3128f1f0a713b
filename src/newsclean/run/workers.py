"""Work shared among processes, its results in the order of the work."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from newsclean.errors import NewscleanError

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from pebble import ProcessFuture, ProcessPool

Item = TypeVar("Item")
Done = TypeVar("Done")

# Elsewhere a process that has loaded the libraries of the system cannot be copied safely, or not at all.
_CAN_COPY = sys.platform == "linux"
# Enough in hand that no process waits, few enough that memory does not depend on how much there is to do.
_IN_HAND = 4
TIMEOUT = 600.0
"""Seconds after which a process that is not done with an item is taken to hang."""


class Work(NamedTuple, Generic[Item, Done]):
    """What is done to each item, and what is told of one that a process died of.

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


def in_order(
    work: Work[Item, Done], items: Iterable[Item], jobs: int, timeout: float = TIMEOUT
) -> Iterator[tuple[Item, Done]]:
    """Do `work` on each of `items` in `jobs` processes, and give each with its result, in the order of the items.

    Args:
        work: With one job it is done here, and nothing keeps it from taking the run with it.
        items: Taken as they are needed.
        jobs: How many processes.
        timeout: Seconds after which a process that is not done with an item is ended.

    Raises:
        Exception: What `work.do` raises.
        NewscleanError: No process can be started.
    """
    if jobs == 1:
        for item in items:
            yield item, work.do(item)
        return
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessPool

    waiting: deque[tuple[Item, ProcessFuture[Done]]] = deque()
    with ProcessPool(jobs, context=_context(), initializer=_follow_parent) as pool:
        try:
            for item in items:
                waiting.append((item, pool.schedule(work.do, (item,), timeout=timeout)))
                if len(waiting) >= jobs * _IN_HAND:
                    item, future = waiting.popleft()
                    yield item, _result(work, item, future, pool, timeout)
            for item, future in waiting:
                yield item, _result(work, item, future, pool, timeout)
        except BaseException as error:
            pool.stop()  # type: ignore[no-untyped-call]
            if isinstance(error, BrokenProcessPool):
                cause = "no worker process could be started"
                raise NewscleanError("--jobs", cause, "run with --jobs 1") from error
            raise


def prepare(jobs: int) -> None:
    """Begin to load what the processes need, if there will be more than one, while other things are done here."""
    if jobs > 1:
        _context()


def _context() -> BaseContext:
    """How processes are made: copied from one that has loaded what they need, or else each from the beginning."""
    import multiprocessing

    return multiprocessing.get_context("forkserver" if _CAN_COPY and _is_there_to_copy() else "spawn")


def _is_there_to_copy() -> bool:
    """Whether the process that others are copied from is there; begun now, if it was not."""
    from multiprocessing import forkserver, resource_tracker

    forkserver.set_forkserver_preload(["newsclean.run.preload"])
    resource_tracker.ensure_running()  # before the signal is blocked: it would unblock it
    # Ctrl-C goes to the whole group: the process that is copied, and so its copies, never see it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    except OSError:  # the path of its socket, in a temporary folder, may be too long
        return False
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True


def _result(work: Work[Item, Done], item: Item, future: ProcessFuture[Done], pool: ProcessPool, timeout: float) -> Done:
    reason = _loss(future, timeout)
    if not reason:
        return future.result()
    parts = work.parts(item)
    if len(parts) <= 1:
        return work.lost(item, reason)
    again = [(part, pool.schedule(work.do, (part,), timeout=timeout)) for part in parts]
    return work.whole([_result(work, part, waits, pool, timeout) for part, waits in again])


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
