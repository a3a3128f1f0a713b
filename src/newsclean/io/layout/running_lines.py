"""Running heads and page numbers: lines that come again at one place of several pages.

They are known as a series only: one text at one height of at least three pages, with a number in it that rises as the
pages do, or with none. A line at the edge of one page may be anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.io.layout.boxes import Page, TextLine
from newsclean.text.patterns import lazy_regex

_NUMBER = lazy_regex(r"[0-9]+|[〇零一二三四五六七八九十百]+|\b[ivxlc]+\b|\b[IVXLC]+\b")
_DIGITS = "〇一二三四五六七八九"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# Lines looked at on each edge of a page.
_DEPTH = 3
_LEAST_PAGES = 3
# Of a file of two pages both must have the line, and such a space, in ems, between it and the text.
_CLEAR = 1.5
# A head names the section: where most pages have one at a height, so have the others.
_MOST = 0.6
PAGE_NUMBER, RUNNING_HEAD = "page number", "running head"


class RunningLine(NamedTuple):
    """A line that is no part of the text of its page.

    Attributes:
        kind: `page number` or `running head`, which may stand at the foot of the page too.
        line: The line.
    """

    kind: str
    line: TextLine


class _Edge(NamedTuple):
    """A line at an edge of a page; `depth` lines stand between it and the edge."""

    page: int
    is_foot: bool
    depth: int
    line: TextLine
    space: float

    @property
    def height(self) -> float:
        return self.line.bottom if self.is_foot else self.line.top


def running_lines_of(pages: Sequence[tuple[Page, Sequence[TextLine]]]) -> dict[int, list[RunningLine]]:
    """Return, by the number of its page, which lines are running heads and page numbers.

    Args:
        pages: Pages with their lines, from the top down.
    """
    edges = [edge for page, lines in pages for edge in _edges(page, lines)]
    is_short = len(pages) == _LEAST_PAGES - 1
    found: dict[_Edge, str] = {}
    for series in _series(edges):
        is_clear = all(edge.space >= _CLEAR * edge.line.em for edge in series)
        if len({edge.page for edge in series}) < _LEAST_PAGES - (is_short and is_clear):
            continue
        for edge in series:
            found.setdefault(edge, PAGE_NUMBER if _is_number(edge.line.text) else RUNNING_HEAD)
    _add_sections(edges, found, len(pages))
    running: dict[int, list[RunningLine]] = defaultdict(list)
    outer = {(edge.page, edge.is_foot, edge.depth) for edge in found}
    for edge, kind in found.items():
        if all((edge.page, edge.is_foot, depth) in outer for depth in range(edge.depth)):
            running[edge.page].append(RunningLine(kind, edge.line))
    return running


def _edges(page: Page, lines: Sequence[TextLine]) -> Iterator[_Edge]:
    """The first and the last lines of a page; lines side by side have one depth."""
    for is_foot in (False, True):
        order = sorted(lines, key=lambda line: -line.bottom if is_foot else line.top)
        depth, row = -1, None
        for number, line in enumerate(order):
            if row is None or abs(line.top - row.top) > 0.5 * (line.bottom - line.top):
                depth, row = depth + 1, line
            if depth == _DEPTH:
                break
            behind = next((other for other in order[number + 1 :] if not _is_beside(line, other)), None)
            if behind is None:
                space = float("inf")
            else:
                space = line.top - behind.bottom if is_foot else behind.top - line.bottom
            yield _Edge(page.number, is_foot, depth, line, space)


def _is_beside(one: TextLine, other: TextLine) -> bool:
    return abs(one.top - other.top) <= 0.5 * (one.bottom - one.top)


def _series(edges: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """Lines that say the same at the same height, but for a number that rises with the pages."""
    alike: dict[tuple[bool, str, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        text = "".join(edge.line.text.split())
        alike[edge.is_foot, text, 0].append(edge)
        for number in _NUMBER.finditer(text):
            value = _value(number[0])
            if value is not None:
                pattern = f"{text[: number.start()]}\0{text[number.end() :]}"
                alike[edge.is_foot, pattern, value - edge.page].append(edge)
    for (_, pattern, _), same in alike.items():
        if "\0" not in pattern and _NUMBER.fullmatch(pattern):
            continue  # 2023 on every page may be a figure of a table
        yield from _at_one_height(same)


def _at_one_height(edges: list[_Edge]) -> Iterator[list[_Edge]]:
    edges.sort(key=lambda edge: edge.height)
    level: list[_Edge] = []
    for edge in edges:
        if level and edge.height - level[-1].height > 0.8 * edge.line.em:
            yield level
            level = []
        level.append(edge)
    if level:
        yield level


def _add_sections(edges: Sequence[_Edge], found: dict[_Edge, str], pages: int) -> None:
    """Add the heads of sections that are too short to repeat theirs: they stand where those of the others do."""
    for is_foot in (False, True):
        heads = [edge for edge in found if edge.is_foot == is_foot and edge.depth == 0]
        if pages < 2 * _LEAST_PAGES or len({edge.page for edge in heads}) < _MOST * pages:
            continue
        for edge in edges:
            if edge.is_foot == is_foot and edge.depth == 0 and edge not in found and _is_like_one(edge, heads):
                found[edge] = PAGE_NUMBER if _is_number(edge.line.text) else RUNNING_HEAD


def _is_like_one(edge: _Edge, heads: list[_Edge]) -> bool:
    em = edge.line.em
    return any(
        abs(head.height - edge.height) <= 0.1 * em
        and abs(head.line.em - em) <= 0.05 * em
        and 0.9 * em < edge.space >= 0.9 * head.space
        for head in heads[:8] + heads[-8:]
    )


def _is_number(text: str) -> bool:
    return sum(map(str.isalpha, _NUMBER.sub("", text))) <= 3 and _NUMBER.search(text) is not None


def _value(number: str) -> int | None:
    """The value of a figure, a numeral of Han characters below a hundred, or a Roman one."""
    if number.isascii():
        return int(number[:9]) if number.isdigit() else _roman(number.lower())
    if "百" in number:
        return None
    if "十" not in number:
        digits = [max(_DIGITS.find("〇" if digit == "零" else digit), 0) for digit in number]
        return int("".join(map(str, digits))[:9])
    tens, _, ones = number.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return 10 * (_DIGITS.index(tens) if tens else 1) + (max(_DIGITS.find(ones), 0) if ones else 0)


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))
