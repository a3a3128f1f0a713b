"""Records from a stream, as soon as they are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from newsclean.io.compression import too_large

_CHUNK = 1 << 22
_FEED, _QUOTE = b'\n"'


class Rows(NamedTuple):
    """Some records as they came, in one piece, which is cut up and handed on faster than hundreds.

    Attributes:
        raw: Their lines, line breaks included.
        ends: Where each of them ends in `raw`.
    """

    raw: bytes
    ends: npt.NDArray[np.intp]

    @property
    def lines(self) -> list[bytes]:
        """The records one by one."""
        return [self.raw[start:end] for start, end in pairwise((0, *self.ends.tolist()))]

    def part(self, first: int, last: int) -> Rows:
        """The records from the one of a number, counted from 0, to before another."""
        start = int(self.ends[first - 1]) if first else 0
        return Rows(self.raw[start : int(self.ends[last - 1])], self.ends[first:last] - start)

    def parts(self, most: int, most_bytes: int) -> Iterator[Rows]:
        """The records, so many at a time at most; more bytes only where one record has more."""
        first = 0
        while first < len(self.ends):
            start = int(self.ends[first - 1]) if first else 0
            fitting = int(self.ends.searchsorted(start + most_bytes, "right"))
            last = max(first + 1, min(first + most, fitting))
            yield self.part(first, last)
            first = last

    def altered(self, by: Mapping[int, bytes]) -> bytes:
        """The records in one piece, some of them altered.

        Args:
            by: What comes in the place of a record, by its number, counted from 0; in order.
        """
        if not by:
            return self.raw
        raw = memoryview(self.raw)  # so that what stays is copied once
        pieces: list[bytes | memoryview] = []
        done = 0
        for number, line in by.items():
            pieces += raw[done : self.ends[number - 1] if number else 0], line
            done = self.ends[number]
        return b"".join((*pieces, raw[done:]))


def line_batches(read: Callable[[int], bytes], most: int = 0, name: str = "input") -> Iterator[Rows]:
    """The lines of a stream in batches: all that have come whole since the last one.

    A batch is given as soon as a read returns, so that a record that goes into a pipe comes out again
    before the next one is there.

    Args:
        read: Reads up to so many bytes, fewer if no more are there yet; `read1` of a buffered file or pipe.
        most: How many bytes a line may have; 0 for any number. No more are ever kept.
        name: What to call the stream in an error.

    Yields:
        Lines with their line feeds, at which alone they end; the last one may lack it.

    Raises:
        InputError: A line is longer.
    """
    rest: list[bytes] = []
    waiting = 0
    while chunk := read(_CHUNK):
        whole = chunk.rfind(b"\n") + 1
        waiting = len(chunk) - whole if whole else waiting + len(chunk)
        if most and waiting > most:
            raise too_large(f"{name}, one line", most)
        if not whole:
            rest.append(chunk)
            continue
        rows = _rows(b"".join((*rest, memoryview(chunk)[:whole])))
        # The line feed does not count.
        if 0 < most < len(rows.raw) and int(np.diff(rows.ends, prepend=0).max()) > most + 1:
            raise too_large(f"{name}, one line", most)
        yield rows
        rest = [chunk[whole:]] if waiting else []
    if rest:
        yield _rows(b"".join(rest))


def row_batches(read: Callable[[int], bytes], most: int = 0, name: str = "input") -> Iterator[Rows]:
    """The rows of a table in batches, as `line_batches`; one that goes on in the next batch waits for it.

    Raises:
        InputError: A row is longer, as where a quotation mark is never closed.
    """
    rest: list[bytes] = []  # of a row that has begun
    waiting = quotes = 0  # its bytes, and its quotation marks
    for raw, ends in line_batches(read, most, name):
        marks = _places(raw, _QUOTE).searchsorted(ends) + quotes
        closed = ends[marks % 2 == 0]  # a row goes on in the next line while a quotation mark in it is open
        done = int(closed[-1]) if len(closed) else 0
        if done:
            yield Rows(b"".join((*rest, raw[:done])), closed + waiting)
            rest, waiting = [], 0
        if done < len(raw):
            rest.append(raw[done:])
            waiting += len(raw) - done
            if 0 < most < waiting:
                raise too_large(f"{name}, one row", most)
        quotes = int(marks[-1]) % 2
    if rest:
        yield Rows(b"".join(rest), np.array([waiting]))


def _rows(raw: bytes) -> Rows:
    ends = _places(raw, _FEED) + 1
    return Rows(raw, ends if raw.endswith(b"\n") else np.append(ends, len(raw)))


def _places(raw: bytes, character: int) -> npt.NDArray[np.intp]:
    places: npt.NDArray[np.intp] = (np.frombuffer(raw, np.uint8) == character).nonzero()[0]
    return places
