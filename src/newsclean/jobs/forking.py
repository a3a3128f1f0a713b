"""Processes copied from this one, with all that it has loaded."""

from __future__ import annotations

import threading
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess, SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from typing import Any

from newsclean.jobs.pipes import widen


class Copying(SpawnContext):
    """Context that makes processes on Linux, where one with a single thread can be copied safely.

    What is loaded once is there in all of them, and in memory once. A process that takes the place of one that
    died begins anew: by then there are threads. The pipes hold much, so that no one waits for half of it.
    """

    def Process(self, *args: Any, **kwargs: Any) -> BaseProcess:  # type: ignore[override]  # noqa: N802
        make = ForkProcess if threading.active_count() == 1 else SpawnProcess
        return make(*args, **kwargs)

    def Pipe(self, duplex: bool = True) -> tuple[Connection, Connection]:  # noqa: N802
        ends = super().Pipe(duplex)
        widen(ends[0].fileno())
        return ends
