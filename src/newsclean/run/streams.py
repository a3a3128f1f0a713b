"""Lines from a stream, as soon as they are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from newsclean.packing import too_large
from newsclean.read.shapes import DELIMITERS, whole_rows

_CHUNK = 1 << 20


def line_batches(read: Callable[[int], bytes], most: int = 0, name: str = "input") -> Iterator[list[bytes]]:
    """The lines of a stream in batches: all that have come whole since the last one.

    A batch is given as soon as a read returns, so that a record that goes into a pipe comes out again
    before the next one is there.

    Args:
        read: Reads up to so many bytes, fewer if no more are there yet; `read1` of a buffered file or pipe.
        most: How many bytes a line may have; 0 for any number. No more are ever kept.
        name: What to call the stream in an error.

    Yields:
        Lines with their line feeds; the last one may lack it.

    Raises:
        InputError: A line is longer.
    """
    rest: list[bytes] = []
    waiting = 0
    while chunk := read(_CHUNK):
        whole, feed, after = chunk.rpartition(b"\n")
        waiting = len(after) if feed else waiting + len(chunk)
        if most and waiting > most:
            raise too_large(f"{name}, one line", most)
        if not feed:
            rest.append(chunk)
            continue
        yield _lines(b"".join((*rest, whole, feed)))
        rest = [after] if after else []
    if rest:
        yield [b"".join(rest)]


def record_batches(
    read: Callable[[int], bytes], format: str, most: int = 0, name: str = "input"
) -> Iterator[list[bytes]]:
    """The records of a stream in batches: its lines, or the rows of a table; as `line_batches`.

    Args:
        read: As `line_batches`.
        format: `csv`, `tsv`, or another, of which a record is a line.
        most: How many bytes a line may have; 0 for any number.
        name: What to call the stream in an error.
    """
    batches = line_batches(read, most, name)
    return _row_batches(batches) if format in DELIMITERS else batches


def _row_batches(batches: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """The rows of a table in batches, from batches of its lines; one that goes on in the next batch waits for it."""
    rest: list[bytes] = []
    for batch in batches:
        *whole, last = whole_rows([*rest, *batch])
        is_open = last.count(b'"') % 2 == 1
        rest = [last] if is_open else []
        if not is_open:
            whole.append(last)
        if whole:
            yield whole
    if rest:
        yield rest


def _lines(data: bytes) -> list[bytes]:
    """Lines that end at line feeds only; `bytes.splitlines` ends them at carriage returns too."""
    return [line + b"\n" for line in data.split(b"\n")[:-1]]
