"""Paragraphs of a document, from its lines in reading order: by indent, leading, size and lines that end early.

Paragraphs go on over columns and pages. Footnotes, in smaller type at the foot of a column, stand behind the paragraph
that goes on over it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from newsclean.io.layout.boxes import TextLine, is_same_size
from newsclean.io.layout.columns import Column
from newsclean.io.layout.joining import room_for_first_word
from newsclean.text.patterns import lazy_regex

# In ems: how far the first line of a paragraph is moved in, and how exactly edges of columns agree.
_INDENT = 1.2
_EDGE = 0.5
# So far a mark may hang over the edge, so far is a first line moved in at most; a column of so many lines is whole.
_HANGING, _MOST_INDENT, _WHOLE = 1.5, 2.5, 5
_ALMOST_FULL, _STRETCHED = 2.5, 0.15
# How much more than the usual leading stands before a paragraph.
_MORE_LEADING = 1.25
_FOOTNOTE_SIZE = 0.92
_FOOTNOTE = lazy_regex(
    r"\s*(?:[①-⑳⑴-⒇*＊†‡※]|\[[0-9]{1,3}\]|〔[0-9一-十]{1,3}〕|\(?[0-9]{1,3}[)）. ]?|[注註][:：释解])"
)
_FINAL = lazy_regex(r"[。！？!?…；;：:][”’」』）)]*\s*$")


class Placed(NamedTuple):
    """A line at its place in the flow of a document.

    Attributes:
        line: The line.
        page: The number of its page.
        left: The left edge of its column.
        right: The right edge.
        is_justified: Whether lines are stretched to end at that edge.
    """

    line: TextLine
    page: int
    left: float
    right: float
    is_justified: bool

    @property
    def indent(self) -> float:
        """How far the line is moved in, in ems."""
        return (self.line.left - self.left) / self.line.em

    @property
    def is_centred(self) -> bool:
        """Whether as much is free before the line as behind it."""
        line = self.line
        return self.indent > 1 and abs(line.left - self.left - (self.right - line.right)) < _EDGE * line.em

    def has_room_for(self, following: Placed) -> bool:
        """Tell whether the next line could have begun in this one: then its writer has ended it."""
        line = self.line
        room = self.right - line.right
        if self.is_centred and following.is_centred:
            room = self.right - self.left - (line.right - line.left)
        needed = room_for_first_word(following.line) + 0.1 * line.em
        return room > (min(needed, 0.8 * line.em) if self.is_justified else needed)


class _Style(NamedTuple):
    """The style of a document: the distance of lines in ems, and how the first lines of paragraphs stand."""

    leading: float
    is_indented: bool
    is_measured: bool


def paragraphs_of(pages: Sequence[tuple[int, Sequence[Column]]], *, is_measured: bool) -> list[list[Placed]]:
    """Return the paragraphs of a document in reading order, each with its lines.

    Args:
        pages: For each page its number and its columns.
        is_measured: Whether boxes are exact; those of OCR are not.
    """
    numbers = [page for page, found in pages for _ in found]
    columns = [column for _, found in pages for column in found]
    frames = _frames(columns)
    is_justified = _are_justified(columns, frames)
    flow = [
        [Placed(line, page, left, right, is_justified) for line in column.lines]
        for page, column, (left, right) in zip(numbers, columns, frames, strict=True)
    ]
    style = _Style(_usual_leading(columns), _are_indented(flow), is_measured)
    body = _body_size(columns)
    found: list[list[Placed]] = []
    notes: list[list[Placed]] = []
    for placed in flow:
        at = _footnotes_at(placed, body)
        for number, line in enumerate(placed[:at]):
            following = placed[number + 1] if number + 1 < at else None
            if not found or _starts(found[-1], line, following, style):
                # What waited for the paragraph that goes on over the foot of the page.
                found += notes
                notes = []
                found.append([])
            found[-1].append(line)
        for line in placed[at:]:
            if not notes or _starts_note(notes[-1], line):
                notes.append([])
            notes[-1].append(line)
    return found + notes


def _frames(columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Return the edges of columns; one of few lines takes those of a column that begins where it begins."""
    frames = []
    for column in columns:
        em = median(line.em for line in column.lines)
        edge = _commonest_end(column.lines)
        right = edge if edge is not None and column.right - edge <= _HANGING * em else column.right
        frames.append((column.left, right, em))
    whole = {
        (round(left, 1), round(right, 1))
        for (left, right, _), column in zip(frames, columns, strict=True)
        if len(column.lines) >= _WHOLE
    }
    known = sorted(whole)
    found = []
    for (left, right, em), column in zip(frames, columns, strict=True):
        if len(column.lines) < _WHOLE:
            for other_left, other_right in known:
                if -_EDGE * em <= left - other_left <= _MOST_INDENT * em and other_right > right - em:
                    left, right = min(left, other_left), max(right, other_right)
                    break
        found.append((left, right))
    return found


def _commonest_end(lines: Sequence[TextLine]) -> float | None:
    """Return where the most lines of a column end; None if they end anywhere."""
    ends = Counter(round(4 * line.right / line.em) for line in lines)
    end = max(ends, key=lambda end: ends[end] + ends[end + 1])
    found = [line.right for line in lines if round(4 * line.right / line.em) in (end, end + 1)]
    return max(found) if len(found) >= max(3, 0.3 * len(lines)) else None


def _are_justified(columns: Sequence[Column], frames: Sequence[tuple[float, float]]) -> bool:
    """Tell lines that are stretched to one edge from those that end where the next word does not fit."""
    rooms = [
        (right - line.right) / line.em
        for column, (_, right) in zip(columns, frames, strict=True)
        for line in column.lines
    ]
    full = [room for room in rooms if room < _ALMOST_FULL]
    return bool(full) and sum(room < _STRETCHED for room in full) >= 0.95 * len(full)


def _usual_leading(columns: Sequence[Column]) -> float:
    """Return the distance between lines that is commonest, in ems."""
    steps: Counter[int] = Counter()
    for column in columns:
        for line, following in pairwise(column.lines):
            if is_same_size(line, following, is_measured=True) and following.top > line.top:
                steps[round(20 * (following.top - line.top) / line.em)] += 1
    if not steps:
        return float("inf")
    # Where each paragraph is a line, the steps between paragraphs are the commonest; less is the leading then.
    most = max(steps.values())
    return min(step for step, often in steps.items() if often >= 0.15 * most) / 20


def _body_size(columns: Sequence[Column]) -> float:
    sizes: Counter[float] = Counter()
    for column in columns:
        for line in column.lines:
            sizes[round(line.em, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _are_indented(flow: Sequence[Sequence[Placed]]) -> bool:
    """Tell whether first lines are moved in: most of those are that stand below a line that was ended."""
    firsts = [
        line.indent >= _INDENT
        for column in flow
        for before, line in pairwise(column)
        if before.has_room_for(line) and is_same_size(before.line, line.line, is_measured=True)
    ]
    return 2 * sum(firsts) > len(firsts)


def _starts(paragraph: Sequence[Placed], line: Placed, following: Placed | None, style: _Style) -> bool:
    """Tell whether a line begins a paragraph."""
    before = paragraph[-1]
    if "\t" in line.line.text or "\t" in before.line.text:
        return True
    if not is_same_size(before.line, line.line, is_measured=style.is_measured):
        return True
    step = (line.line.top - before.line.top) / line.line.em
    if line.page == before.page and step > 0:
        is_other = abs(line.left - before.left) + abs(line.right - before.right) > 2 * line.line.em
        if is_other or step > _MORE_LEADING * style.leading:
            return True
    elif not style.is_indented and _FINAL.search(before.line.text):
        return True  # a full line at the foot of a page: what follows may be another paragraph
    if before.has_room_for(line):
        return True
    return line.indent >= _INDENT and not _hangs(paragraph, line) and not _is_block(before, line, following)


def _hangs(paragraph: Sequence[Placed], line: Placed) -> bool:
    """Tell whether a line stands below the text behind a number or a bullet."""
    first = paragraph[0].line
    near = _EDGE * line.line.em
    return first.body > first.left + near / 2 and abs(first.body - line.line.left) < near


def _is_block(before: Placed, line: Placed, following: Placed | None) -> bool:
    """Tell whether a line goes on with a block that is moved in as a whole, as quotations are."""
    is_full = before.right - before.line.right < line.line.em
    if not is_full or abs(before.line.left - line.line.left) > _EDGE * line.line.em or _FINAL.search(before.line.text):
        return False
    return following is None or abs(following.line.left - line.line.left) <= _EDGE * line.line.em


def _footnotes_at(column: Sequence[Placed], body: float) -> int:
    """Return the number of the first line of the footnotes of a column; that behind its last line if it has none."""
    at = len(column)
    while at and column[at - 1].line.em <= _FOOTNOTE_SIZE * body:
        at -= 1
    return next((number for number in range(at, len(column)) if _FOOTNOTE.match(column[number].line.text)), len(column))


def _starts_note(note: Sequence[Placed], line: Placed) -> bool:
    return _FOOTNOTE.match(line.line.text) is not None and (
        note[-1].has_room_for(line) or line.line.left <= note[0].line.left + _EDGE * line.line.em
    )


def places_of(paragraph: Sequence[Placed]) -> Iterator[tuple[int, list[TextLine]]]:
    """Yield the pages of a paragraph, with its lines on each."""
    lines: list[TextLine] = []
    for number, placed in enumerate(paragraph):
        lines.append(placed.line)
        if number + 1 == len(paragraph) or paragraph[number + 1].page != placed.page:
            yield placed.page, lines
            lines = []
