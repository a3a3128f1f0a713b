"""Ctrl-C in two stages: the first finishes what is in hand, the second stops at once."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType


class StopWaitingError(Exception):
    """The run was asked to stop while it waited for input."""


class Interrupts:
    """State of a run that may be asked to stop.

    Attributes:
        asked: It has.
    """

    def __init__(self) -> None:
        self.asked = False
        self._is_waiting = False

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """Let the first Ctrl-C end the block, which waits for input that may never come.

        Raises:
            StopWaitingError: It came.
        """
        self._is_waiting = True  # before `asked` is looked at, so that none is missed
        try:
            if self.asked:
                raise StopWaitingError
            yield
        finally:
            self._is_waiting = False

    @contextlib.contextmanager
    def watched(self, tell: Callable[[str], None]) -> Iterator[None]:
        """Take SIGINT and SIGTERM in two stages while the block runs.

        Raises:
            KeyboardInterrupt: At the second.
        """

        def take(number: int, frame: FrameType | None) -> None:
            if self.asked:
                raise KeyboardInterrupt
            self.asked = True
            if self._is_waiting:
                raise StopWaitingError
            tell("finishing what is in hand; interrupt once more to stop at once")

        before = {number: signal.signal(number, take) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
