"""Standard streams as a command needs them, however it was started."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO, cast

# In the mode that does not fit, so that reading and writing fail, as they do where a stream is closed.
_CLOSED = (os.O_WRONLY, os.O_RDONLY)


def open_standard_streams() -> None:
    """See to it that the three standard streams are there, and that whatever is printed can be.

    A file that is opened takes the lowest number that is free: where standard output is closed, what is meant for it
    would go into that file. What a stream's encoding has no place for is written as an escape: \\u4e00.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, _CLOSED[number] if number < 2 else os.O_WRONLY)
    sys.stdin = sys.stdin or _stream(0, "r")
    sys.stdout = sys.stdout or _stream(1, "w")
    sys.stderr = sys.stderr or _stream(2, "w")
    # Standard error has it so anyway.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _stream(number: int, mode: str) -> TextIO:
    return cast("TextIO", open(number, mode, encoding="utf-8", closefd=False))
