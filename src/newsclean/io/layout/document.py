"""The text of a document from its pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsclean.io.layout.boxes import Box, Page, TextLine, bounds
from newsclean.io.layout.columns import columns_of
from newsclean.io.layout.joining import joined
from newsclean.io.layout.lines import lines_of
from newsclean.io.layout.paragraphs import paragraphs_of, places_of
from newsclean.io.layout.running_lines import running_lines_of


class LaidOut(NamedTuple):
    """The text of a document, and where it stands.

    Attributes:
        text: Its paragraphs, a line each.
        places: For each paragraph, and each page that it stands on: the number of its line in the text, the number of
            the page, and its box there: left, top, right and bottom.
        left_out: What is not in the text, in order: the number of the page, what it is, and how it reads.
        hyphens: How many hyphens at the ends of lines are not in the text.
        pages: How many pages it has.
    """

    text: str
    places: list[tuple[int, int, float, float, float, float]]
    left_out: list[tuple[int, str, str]]
    hyphens: int
    pages: int


def laid_out(pages: Iterable[Page]) -> LaidOut:
    """Return the text of a document.

    Args:
        pages: Its pages, in order; each is read once.
    """
    read = [
        (page._replace(boxes=()), [*lines_of(page.boxes, is_measured=page.is_measured), *_slanted(page)])
        for page in pages
    ]
    running = running_lines_of(read)
    left_out: list[tuple[int, str, str]] = []
    rest: list[list[TextLine]] = []
    for page, lines in read:
        outside = {line: kind for kind, line in running.get(page.number, ())}
        left_out += [(page.number, outside[line], line.text) for line in lines if line in outside]
        rest.append([line for line in lines if line not in outside])
    columns = zip((page.number for page, _ in read), columns_of(rest), strict=True)
    is_measured = all(page.is_measured for page, _ in read)
    text, places, hyphens = [], [], 0
    for paragraph in paragraphs_of([*columns], is_measured=is_measured):
        one = joined([placed.line for placed in paragraph])
        hyphens += one.hyphens
        if not one.text:
            continue
        text.append(one.text)
        for number, lines in places_of(paragraph):
            places.append((len(text), number, *_edges(*bounds(lines))))
    return LaidOut("\n".join(text), places, left_out, hyphens, len(read))


def paragraphs_as_given(given: Sequence[tuple[int, Box, str]], pages: int) -> LaidOut:
    """Return a document of which the paragraphs are known.

    Args:
        given: The paragraphs in reading order: the number of the page, the text with its box, and, of what is no part
            of the text, what it is.
        pages: How many pages it has.
    """
    text, places, left_out = [], [], []
    for number, box, kind in given:
        for line in filter(None, map(str.strip, box.text.split("\n"))):
            if kind:
                left_out.append((number, kind, line))
                continue
            text.append(line)
            places.append((len(text), number, *_edges(box.left, box.top, box.right, box.bottom)))
    return LaidOut("\n".join(text), places, left_out, 0, pages)


def _edges(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def _slanted(page: Page) -> Sequence[TextLine]:
    """What stands at a slant, as a line at the foot of its page."""
    if not page.slanted:
        return []
    text = "".join(box.text for box in page.slanted)
    left = min(box.left for box in page.slanted)
    right = max(box.right for box in page.slanted)
    size = max(box.bottom - box.top for box in page.slanted)
    return [TextLine(text, left, page.height + size, right, page.height + 2 * size, size, left)]
