"""Original and clean text side by side: rows of both, with every change and flag in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsclean.core.result import Change, FlagRecord
from newsclean.text.lines import LineNumbers

Part = str | int | tuple[int, str]
"""Text that is the same in both; the number of a change; or the number of a flag with the text it is on.

The text of a flag is empty where it lies over a change, or across lines: then the part marks where it begins.
"""


@dataclass
class Row:
    """A stretch of an article that begins a line in the original and in the clean text.

    Attributes:
        line: The line of the original that it begins with, from 1.
        clean_line: The line of the clean text that it begins with, from 1.
        parts: What stands in it, line breaks included.
    """

    line: int
    clean_line: int
    parts: list[Part] = field(default_factory=list)


def aligned_rows(original: str, changes: Sequence[Change], flags: Sequence[FlagRecord]) -> list[Row]:
    """Lay an original and its clean text side by side.

    Args:
        original: The original text.
        changes: All its changes, in order.
        flags: Its flags.

    Returns:
        Rows that together hold the whole of both texts. A row ends where both texts end a line, so that lines
        that were joined, or a paragraph that was removed, stand in one.
    """
    lines = LineNumbers(original)
    clean_line = 1
    row = Row(1, 1)
    found: list[Row] = []

    def finish(offset: int) -> None:
        nonlocal row
        if row.parts:
            found.append(row)
            row = Row(lines.of(offset), clean_line)

    in_line = False  # whether the clean text has something in the line it is in
    for offset, part in _parts(original, changes, flags):
        row.parts.append(part)
        here = _original(part, changes)
        made = changes[part].after if isinstance(part, int) else here
        clean_line += made.count("\n")
        if made:
            in_line = not made.endswith("\n")
        if here.endswith("\n") and not in_line:
            finish(offset + len(here))
    finish(len(original))
    return _without_blank(found)


def _original(part: Part, changes: Sequence[Change]) -> str:
    if isinstance(part, int):
        return changes[part].before
    return part if isinstance(part, str) else part[1]


def _parts(original: str, changes: Sequence[Change], flags: Sequence[FlagRecord]) -> Iterator[tuple[int, Part]]:
    """The parts of an article with where each begins; unchanged text is cut after line breaks."""
    at = 0
    waiting = sorted(range(len(flags)), key=lambda number: flags[number].start)[::-1]
    for number, change in enumerate((*changes, None)):
        stop = len(original) if change is None else change.start
        while waiting and flags[waiting[-1]].start < (stop if change else stop + 1):
            flag = waiting.pop()
            start = max(at, flags[flag].start)
            end = start + len(flags[flag].text)
            if start > flags[flag].start or end > stop or "\n" in flags[flag].text:
                end = start
            yield from _text(original, at, start)
            yield start, (flag, original[start:end])
            at = end
        yield from _text(original, at, stop)
        if change is None:
            return
        end = stop + len(change.before)
        while waiting and flags[waiting[-1]].start < end:
            yield stop, (waiting.pop(), "")
        yield stop, number
        at = end


def _text(original: str, start: int, stop: int) -> Iterator[tuple[int, str]]:
    while start < stop:
        end = original.find("\n", start, stop) + 1 or stop
        yield start, original[start:end]
        start = end


def _without_blank(found: Sequence[Row]) -> list[Row]:
    """The rows, those of nothing but white space put to the end of the row before."""
    kept: list[Row] = []
    for row in found:
        is_blank = all(isinstance(part, str) and not part.strip() for part in row.parts)
        if is_blank and kept:
            kept[-1].parts += row.parts
        else:
            kept.append(row)
    return kept
