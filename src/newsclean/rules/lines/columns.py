"""Two columns of a printed page that stand side by side in the lines of a text, as `pdftotext -layout` leaves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit, Flag
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.lines.cues import is_final
from newsclean.rules.lines.woven_lines import find_woven_lines
from newsclean.rules.lines.wrap_width import FEWEST, measure_wrapping
from newsclean.settings import Settings
from newsclean.text.lines import Line
from newsclean.text.patterns import lazy_regex
from newsclean.text.text_batch import TextBatch

# The least blanks between columns, in columns of ASCII, and the least characters of running text on each side, mostly.
_GAPS, _GUTTER, _LEAST = ("   ", "\u3000\u3000"), 2, 8
_LEAST_LINES = FEWEST + 1
# No line of a printed page has more characters.
_LONGEST = 1000
# So many lines have text on both sides, as far as both columns go down.
_BOTH = 0.6
_WIDE = "\u1100"
_RUN = lazy_regex("(?<=0)1+(?=0)")
_CLAUSES = frozenset("，。；！？,;!?")
_PARTED = ReasonTemplate("two-columns", "two columns side by side, {width} blanks between them")
_PERHAPS = ReasonTemplate("perhaps-two-columns", "perhaps two columns side by side; nothing is joined here")
_WOVEN = ReasonTemplate("woven-columns", "the lines of several columns alternate; nothing is joined here")


class Columns(NamedTuple):
    """Two columns side by side.

    Attributes:
        first: Their first line, those of the text that are not blank counted from 0.
        stop: One past their last line.
        left: The lines of the left column, with their indents.
        right: Those of the right one; an indent is what they lie behind the others.
        gutter: How many columns of ASCII are blank between them.
        is_certain: Whether both are wrapped text by themselves.
    """

    first: int
    stop: int
    left: tuple[str, ...]
    right: tuple[str, ...]
    gutter: int
    is_certain: bool


def find_columns(batch: TextBatch) -> list[tuple[Columns, ...]]:
    """The columns that stand side by side in each text; made once, by `batch.cached(find_columns)`."""
    return [tuple(_columns(text)) if _may_have_gap(text) else () for text in batch.texts]


def _may_have_gap(text: str) -> bool:
    # Named one by one: asked of every text, and a loop over two takes five times as long.
    spaces, wide = _GAPS
    return (spaces in text or wide in text) and any(
        gap in text and gap in text.replace(f"\n{gap}", "\n") for gap in _GAPS
    )


def _columns(text: str) -> Iterator[Columns]:
    """The columns in a text: lines that follow each other, and have blanks at the same place."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    number, rows, common, widest = 0, list[str](), 0, 0
    for line in (*lines, ""):
        is_printed = 0 < len(line) <= _LONGEST
        blanks, width = (_blanks(line), _width(line)) if is_printed else (0, 0)
        if is_printed and rows and _between(common & blanks, max(widest, width)):
            rows.append(line)
            common, widest = common & blanks, max(widest, width)
        else:
            yield from _parted(number - len(rows), rows, common, widest)
            rows, common, widest = [line] if is_printed and _has_gap(line) else [], blanks, width
        number += line != ""


def _has_gap(line: str) -> bool:
    return any(gap in line.strip() for gap in _GAPS)


def _blanks(line: str) -> int:
    """The blank columns of a line as the bits of a number, those behind its end included."""
    found, at = 0, 0
    for character in line:
        width = 2 if character >= _WIDE else 1
        if character.isspace():
            found |= ((1 << width) - 1) << at
        at += width
    return found | -1 << at


def _between(blanks: int, widest: int) -> tuple[int, int] | None:
    """The widest run of blank columns with text on both sides, as a half-open span; None if there is none.

    Args:
        blanks: The blank columns that lines have in common, as `_blanks` gives them.
        widest: How wide the widest of the lines is.
    """
    shown = f"{blanks & (1 << widest) - 1:0{widest}b}"[::-1].lstrip("1") if widest else ""
    runs = [(match.end() - match.start(), match.start()) for match in _RUN.finditer(shown)]
    width, start = max(runs, default=(0, 0))
    offset = widest - len(shown)
    return (offset + start, offset + start + width) if width >= _GUTTER else None


def _width(line: str) -> int:
    return sum(2 if character >= _WIDE else 1 for character in line)


def _parted(first: int, rows: Sequence[str], blanks: int, widest: int) -> Iterator[Columns]:
    """The columns that lines are, if they are."""
    span = _between(blanks, widest) if len(rows) >= _LEAST_LINES else None
    if span is None:
        return
    cut = [_cut(line, *span) for line in rows]
    # One column may go on below the end of the other.
    both = [number for number, sides in enumerate(cut) if all(sides)]
    if len(both) < max(_LEAST_LINES, _BOTH * (both[-1] + 1 if both else 0)):
        return
    left, right = (tuple(filter(None, side)) for side in zip(*cut, strict=True))
    if _is_prose(left) and _is_prose(right):
        is_certain = _is_wrapped(left) and _is_wrapped(right)
        yield Columns(first, first + len(rows), left, right, span[1] - span[0], is_certain)


def _cut(line: str, start: int, stop: int) -> tuple[str, str]:
    """The parts of a line before and behind the gutter."""
    at, cut = 0, len(line)
    for place, character in enumerate(line):
        if at >= start:
            cut = place
            break
        at += 2 if character >= _WIDE else 1
    rest = line[cut:].lstrip()
    indent = max(0, _width(line[: len(line) - len(rest)]) - stop) if rest else 0
    return line[:cut].rstrip(), " " * indent + rest


def _is_prose(lines: Sequence[str]) -> bool:
    """Return whether lines are no cells of a table: mostly long, and with marks inside them."""
    long = sum(len(line.strip()) >= _LEAST for line in lines)
    marked = sum(not _CLAUSES.isdisjoint(line.strip()[:-1]) for line in lines)
    return 2 * long > len(lines) and 3 * marked >= len(lines) >= _LEAST_LINES


def _is_wrapped(lines: Sequence[str]) -> bool:
    pairs = [(head, tail.lstrip()) for head, tail in pairwise(lines) if not tail[:1].isspace()]
    return measure_wrapping(pairs, [is_final(head.strip(), tail) for head, tail in pairs], True) is not None


def lines_in_columns(batch: TextBatch) -> list[frozenset[int]]:
    """The lines of each text, those that are not blank counted from 0, that stand in columns; made once for a batch."""
    found = zip(batch.cached(find_columns), batch.cached(find_woven_lines), strict=True)
    return [
        frozenset(chain(*(range(region.first, region.stop) for region in side_by_side), *woven))
        for side_by_side, woven in found
    ]


def _find(view: DocumentView, settings: Settings) -> Iterator[Edit | Flag]:
    for region in view.batch_cached(find_columns):
        lines: list[Line] = view.paragraphs[region.first : region.stop]
        start, end = lines[0].start, lines[-1].stop
        if view.verbatim_spans.touch(start, end) or view.protected_spans.touch(start, end):
            continue
        if region.is_certain:
            feed = view.text[lines[0].end : lines[1].start]
            parted = feed.join((*region.left, *region.right))
            yield Edit(start, end, parted, "lines/columns", 0.95, (_PARTED(width=region.gutter),))
        else:
            yield Flag(start, end, "lines/columns", (_PERHAPS(),))
    for woven in view.batch_cached(find_woven_lines):
        yield Flag(
            view.paragraphs[woven.start].start, view.paragraphs[woven.stop - 1].stop, "lines/columns", (_WOVEN(),)
        )


_EXAMPLE = (
    "  市里去年提出，要把老城区改造同        居民代表说，最关心的是停车和电",
    "河道治理放在一起考虑，统筹安排资      梯，希望施工的时候能够留出通道，",
    "金和工期，走出一条适合本地的路子，    方便老人和孩子出入，也希望工期不",
    "在全面推进的过程中让居民住得更安      要一拖再拖，影响生活。施工单位表",
    "心。做好这项工作，必须以调查研究      示，将把噪声大的工序安排在白天，",
    "为基础，弄清楚各个小区的实际情况。    并且每周公布一次进度。",
)
_EXAMPLE_PARTED = (
    "  市里去年提出，要把老城区改造同",
    "河道治理放在一起考虑，统筹安排资",
    "金和工期，走出一条适合本地的路子，",
    "在全面推进的过程中让居民住得更安",
    "心。做好这项工作，必须以调查研究",
    "为基础，弄清楚各个小区的实际情况。",
    "  居民代表说，最关心的是停车和电",
    "梯，希望施工的时候能够留出通道，",
    "方便老人和孩子出入，也希望工期不",
    "要一拖再拖，影响生活。施工单位表",
    "示，将把噪声大的工序安排在白天，",
    "并且每周公布一次进度。",
)

RULES = (
    Rule(
        id="lines/columns",
        kind="correction",
        safe=False,
        what="Parts two columns of a page that stand side by side in the lines of the text.",
        why="Only where the same columns are blank in all their lines, and each side is wrapped text by itself; what "
        "may be a table of sentences is flagged, and nothing in it is joined. The left column comes first. Lines of "
        "columns that alternate, so that words cut at their ends go on two or three lines below, are flagged and not "
        "joined.",
        example=Example("\n".join(_EXAMPLE), "\n".join(_EXAMPLE_PARTED)),
        find=_find,
        reasons=(_PARTED, _PERHAPS, _WOVEN),
    ),
)
