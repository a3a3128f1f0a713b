"""Lines from a stream, as soon as they are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

_CHUNK = 1 << 20


def line_batches(stream: IO[bytes]) -> Iterator[list[bytes]]:
    """The lines of a stream in batches: all that have come whole since the last one.

    A batch is given as soon as a read returns, so that a record that goes into a pipe comes out again
    before the next one is there.

    Args:
        stream: A binary file with `read1`, as buffered files and pipes have.

    Yields:
        Lines with their line feeds; the last one may lack it.
    """
    rest: list[bytes] = []
    read = getattr(stream, "read1", stream.read)
    while chunk := read(_CHUNK):
        whole, feed, after = chunk.rpartition(b"\n")
        if not feed:
            rest.append(chunk)
            continue
        yield _lines(b"".join((*rest, whole, feed)))
        rest = [after] if after else []
    if rest:
        yield [b"".join(rest)]


def _lines(data: bytes) -> list[bytes]:
    """Lines that end at line feeds only; `bytes.splitlines` ends them at carriage returns too."""
    return [line + b"\n" for line in data.split(b"\n")[:-1]]
