"""Work shared among processes, its results in the order of the work."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from newsclean.errors import NewscleanError

Item = TypeVar("Item")
Done = TypeVar("Done")

# Enough in hand that no process waits, few enough that memory does not depend on how much there is to do.
_IN_HAND = 4


def in_order(work: Callable[[Item], Done], items: Iterable[Item], jobs: int) -> Iterator[Done]:
    """Do `work` on each of `items` in `jobs` processes, and give the results in the order of the items.

    Args:
        work: A function that can be pickled. With one job it is called here.
        items: Taken as they are needed.
        jobs: How many processes.

    Raises:
        NewscleanError: A process died; what `work` raises is raised here.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[Done]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupts) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= jobs * _IN_HAND:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise NewscleanError("jobs", "a worker process died", "run again with --jobs 1") from None
        finally:
            pool.shutdown(cancel_futures=True)


def _ignore_interrupts() -> None:
    """Ctrl-C goes to the whole group; the parent decides what becomes of the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
