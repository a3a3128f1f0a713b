"""Columns of a page, in the order in which they are read.

A gutter parts a page where a strip without text runs down between lines that fill their columns on both of its sides.
Lines over both columns, as titles, cut the page: what stands above them is read before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.io.layout.boxes import TextLine

# In ems: the narrowest gutter, and how far lines that fill a column may end before its edge, and
# the narrowest space between the cells of a row.
_GUTTER = 0.6
_RAGGED = 2.5
_CELL = 1.5
_LEAST_LINES = 3
_FILLED = 0.5


class Column(NamedTuple):
    """Lines of a column, from its top down.

    Attributes:
        lines: Its lines; those that stand side by side in a table are one.
        left: The left edge of the strip that it stands in.
        right: The right edge.
    """

    lines: list[TextLine]
    left: float
    right: float


def columns_of(pages: Sequence[Sequence[TextLine]]) -> list[list[Column]]:
    """Return, for each page, its columns in reading order; each has a line or more.

    Args:
        pages: The lines of each page, from the top down. A gutter that one of them has is looked for on all: the last
            may have few lines.
    """
    known = sorted({round(gutter) for lines in pages if lines and (gutter := _gutter(lines, ())) is not None})
    return [list(_columns(lines, known)) if lines else [] for lines in pages]


def _columns(lines: Sequence[TextLine], known: Sequence[float]) -> Iterator[Column]:
    gutter = _gutter(lines, known)
    if gutter is None:
        rows = _rows(lines)
        yield Column(rows, min(line.left for line in rows), max(line.right for line in rows))
        return
    for is_spanning, band in _bands(lines, gutter):
        if is_spanning:
            yield from _columns(band, known)
            continue
        for side in ([line for line in band if line.right <= gutter], [line for line in band if line.left >= gutter]):
            if side:
                yield from _columns(side, known)


def _bands(lines: Sequence[TextLine], gutter: float) -> Iterator[tuple[bool, list[TextLine]]]:
    """Lines over a gutter, and lines beside it, by turns."""
    band: list[TextLine] = []
    was_spanning = False
    for line in lines:
        is_spanning = line.left < gutter < line.right
        if band and is_spanning != was_spanning:
            yield was_spanning, band
            band = []
        band.append(line)
        was_spanning = is_spanning
    if band:
        yield was_spanning, band


def _gutter(lines: Sequence[TextLine], known: Sequence[float]) -> float | None:
    """Return the middle of the gutter that parts the most lines; None if there is none for certain."""
    best: tuple[tuple[int, int], float] | None = None
    for low, high in _strips(lines):
        middle = (low + high) / 2
        is_known = any(low < gutter < high for gutter in known)
        before = [line for line in lines if line.right <= middle]
        behind = [line for line in lines if line.left >= middle]
        score = min(len(before), len(behind)), len(before) + len(behind)
        least = 1 if is_known else _LEAST_LINES
        if score[0] < least or (best is not None and score <= best[0]) or not _are_beside(before, behind, least):
            continue
        if is_known or (_is_filled(before) and _is_filled(behind)):
            best = score, middle
    return None if best is None else best[1]


def _strips(lines: Sequence[TextLine]) -> Iterator[tuple[float, float]]:
    """Strips that no line ends in, and not all lines reach over, as titles do, from left to right."""
    edges = sorted([*((line.left, 1) for line in lines), *((line.right, -1) for line in lines)])
    em = sorted(line.em for line in lines)[len(lines) // 2]
    most_over = len(lines) - 2
    covering, start = 0, edges[0][0]
    for at, step in edges:
        if covering <= most_over and at - start >= _GUTTER * em:
            yield start, at
        covering += step
        start = at


def _are_beside(before: Sequence[TextLine], behind: Sequence[TextLine], least: int) -> bool:
    """Tell columns from what only stands further right below or above: they share most of their height."""
    top = max(before[0].top, behind[0].top)
    bottom = min(max(line.bottom for line in before), max(line.bottom for line in behind))
    shared = [sum(line.bottom > top and line.top < bottom for line in side) for side in (before, behind)]
    return all(number >= least for number in shared)


def _is_filled(lines: Sequence[TextLine]) -> bool:
    """Tell a column of prose from one of a table: its lines end at its right edge."""
    edge = max(line.right for line in lines)
    filled = sum(edge - line.right <= _RAGGED * line.em for line in lines)
    em = lines[0].em
    return filled >= _FILLED * len(lines) and edge - min(line.left for line in lines) >= 5 * em


def _rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines, those made one that stand side by side, as the cells of a table, with tabs between them."""
    rows: list[list[TextLine]] = []
    for line in lines:
        height = line.bottom - line.top
        row = rows[-1] if rows else []
        if row and min(line.bottom, row[0].bottom) - max(line.top, row[0].top) > 0.5 * height:
            row.append(line)
        else:
            rows.append([line])
    return [_row(sorted(row, key=lambda line: line.left)) for row in rows]


def _row(cells: Sequence[TextLine]) -> TextLine:
    if len(cells) == 1:
        return cells[0]
    text = cells[0].text
    for cell, following in pairwise(cells):
        text += ("\t" if following.left - cell.right >= _CELL * cell.em else " ") + following.text
    return cells[0]._replace(text=text, right=max(cell.right for cell in cells))
