"""Lines from characters, words or lines with boxes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from newsclean.io.layout.boxes import WIDE, Box, TextLine, em_of
from newsclean.text.patterns import lazy_regex

# In ems: the widest space inside a line, in what follows each other in the file and in what does not, as gutters may be
# narrow; and how far its boxes may overlap, as those of kerned or bold letters do.
_WIDEST_SPACE, _WIDEST_SEAM = 1.3, 0.5
_OVERLAP = 0.6
# A space that is not in the file is seen as a gap, beyond what justifying a line leaves between all its characters.
_SPACE = {(True, True): 0.2, (False, False): 0.15, (True, False): 0.45, (False, True): 0.45}
_SPACE_OF_INK = {(True, True): 1.0, (False, False): 0.15, (True, False): 1.0, (False, True): 1.0}
_MARKER = lazy_regex(r"\s*(?:[•·●○■□◆◇▪◦*–—-]|[(（]?[0-9一二三四五六七八九十a-zA-Z]{1,3}[)）.、．]|[①-⑳⑴-⒇⒈-⒛❶-❿])\s*")


def lines_of(boxes: Sequence[Box], *, is_measured: bool = True) -> list[TextLine]:
    """Return the lines that boxes make up, from the top of the page down; one of several columns is a line in each.

    Args:
        boxes: What stands on a page.
        is_measured: Whether boxes are exact; those of OCR end where the ink does.
    """
    lines = (_line(run, is_measured=is_measured) for run in _merged(list(_runs(boxes))))
    return sorted(lines, key=lambda line: (line.top, line.left))


def _runs(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    """Boxes that follow each other in the file and on the page."""
    run: list[Box] = []
    for box in boxes:
        if run and not _goes_on(run[-1], box):
            yield run
            run = []
        run.append(box)
    if run:
        yield run


def _goes_on(box: Box, following: Box, widest: float = _WIDEST_SPACE) -> bool:
    height = min(box.bottom - box.top, following.bottom - following.top)
    shared = min(box.bottom, following.bottom) - max(box.top, following.top)
    if shared < 0.5 * height:
        return False
    em = max(box.bottom - box.top, following.bottom - following.top)
    gap = following.left - box.right
    return -_OVERLAP * em < gap < widest * em and following.right > box.left


def _merged(runs: list[list[Box]]) -> list[list[Box]]:
    """Runs, those put together that stand in one line: bold words and figures may come elsewhere in the file."""
    runs.sort(key=lambda run: run[0].left)
    rows: list[tuple[float, list[Box]]] = []  # by the middle of each line
    for run in runs:
        middle = median((box.top + box.bottom) / 2 for box in run)
        height = median(box.bottom - box.top for box in run)
        at = bisect_left(rows, (middle - height / 2,))
        best: list[Box] | None = None
        while at < len(rows) and rows[at][0] <= middle + height / 2:
            row = rows[at][1]
            if _goes_on(row[-1], run[0], _WIDEST_SEAM) and (best is None or row[-1].right > best[-1].right):
                best = row
            at += 1
        if best is not None:
            best += run
        else:
            rows.insert(bisect_left(rows, (middle,)), (middle, run))
    return [run for _, run in rows]


def _line(boxes: Sequence[Box], *, is_measured: bool) -> TextLine:
    em = em_of(boxes)
    text = "".join(_spaced(boxes, em, _SPACE if is_measured else _SPACE_OF_INK))
    marker = _MARKER.match(text)
    body = boxes[0].left
    if marker and marker.end() < len(text):
        count = 0
        for box in boxes:
            if count >= len(marker[0].replace(" ", "")):
                body = box.left
                break
            count += len(box.text.replace(" ", ""))
    tops, bottoms = sorted(box.top for box in boxes), sorted(box.bottom for box in boxes)
    middle = len(boxes) // 2
    right = max(box.right for box in boxes)
    return TextLine(text, boxes[0].left, tops[middle], right, bottoms[middle], em, body)


def _spaced(boxes: Sequence[Box], em: float, space: Mapping[tuple[bool, bool], float]) -> Iterator[str]:
    """The texts of boxes, and the spaces that are seen between them."""
    gaps = [following.left - box.right for box, following in pairwise(boxes)]
    usual = max(0.0, median(gaps)) if len(gaps) > 2 else 0.0
    yield boxes[0].text
    for gap, (box, following) in zip(gaps, pairwise(boxes), strict=True):
        if not box.text[-1:].isspace() and not following.text[:1].isspace():
            kinds = bool(WIDE.match(box.text[-1:])), bool(WIDE.match(following.text[:1]))
            # Words of OCR stand apart where their language has spaces, whatever their boxes say.
            is_word = not any(kinds) and len(box.text) > 1 and len(following.text) > 1
            if is_word or gap - usual > space[kinds] * em:
                yield " "
        yield following.text
