"""Pipes: that they hold much, so that no one waits for half of it, and whether they hold anything."""

from __future__ import annotations

from contextlib import suppress
from select import select
from typing import IO

_BYTES = 1 << 20


def widen(end: int) -> None:
    """Let a pipe hold a megabyte, which is sixteen times what it holds by itself on Linux; elsewhere it stays.

    Args:
        end: The file descriptor of either of its ends, or of what is no pipe, to which nothing is done.
    """
    with suppress(ImportError, AttributeError, OSError):  # OSError also for more than a user may have
        import fcntl

        fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _BYTES)


def has_come(stream: IO[bytes]) -> bool:
    """Return whether a stream can be read without waiting; True also for one that cannot tell."""
    with suppress(OSError, ValueError):
        return bool(select([stream], [], [], 0)[0])
    return True


def is_at_end(stream: IO[bytes]) -> bool:
    """Return whether it is known, without waiting, that a stream has come to its end.

    True also for one that cannot tell.
    """
    peek = getattr(stream, "peek", None)
    return peek is None or (has_come(stream) and not peek(1))
