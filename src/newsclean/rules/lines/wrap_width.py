"""The width at which the lines of a text were wrapped, and which of them are full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from operator import and_
from typing import NamedTuple

from newsclean.rules.lines.cues import cut_words
from newsclean.rules.lines.structure import is_entry, is_structure
from newsclean.text.opencc import is_simplified, simplified
from newsclean.text.patterns import lazy_regex

NARROWEST = 8
"""Text is not wrapped at less; verse has lines of five and seven characters."""

FEWEST = 4
"""In fewer lines nobody can tell that they are wrapped."""

FEWEST_OF_MIXED = 8
"""Nor, where headings, tables and captions stand among them, unless so many are full and go on."""

# Two in five breaks of wrapped text lie inside a word, next to none of those between lines that are whole. Lines of a
# usual width show by the marks inside them, too, that sentences run over their ends, and narrower ones by both.
_CUT, _SOME_CUT, _SAMPLE = 0.2, 0.1, 40
_WITH_MARKS, _USUAL = 0.5, 16
OUTSIZE = 0.1
"""So many lines are wider than the column: characters spaced out to fill it, or addresses."""

# So many of the lines that go on are not full, or more of few if they may be those of a title, set in larger letters;
# and so many of the full ones go on.
_MISFITS, _TITLE_LINES, _FEW_MISFITS, _OPEN = 0.05, 3, 0.25, 0.5
# Of lines among headings and tables that go on, and are longer than half of the width, so many are not full.
_MIXED_MISFITS, _SHORT = 0.1, 0.5
# Of lines with a final mark before one that is not set apart, so many are full where other paragraphs are set apart.
_SET_APART = 0.9
_CLAUSE = frozenset("，。；、！？")
_MARKS_INSIDE = frozenset("，。；：、！？,;:")
# What is not parted at the end of a line: a Latin word or figure, and marks that begin or end none (GB/T 15834-2011
# 5.1; CLREQ 3.1.3).
_CLOSING = "[，。、；：！？”’）》】」』〉…,.;:!?)]"
_UNIT = lazy_regex(rf"[（《“‘「『【〈(]{{0,4}}(?:[A-Za-z0-9.,:/%@_-]+|.){_CLOSING}{{0,4}}")
_CLOSED = lazy_regex(r"[^。！？…!?.][”’）》】」』〉)]\Z")
_CLOSING_MARKS = frozenset(_CLOSING[1:-1])
_HANGING = lazy_regex(rf"{_CLOSING}{{1,4}}\Z")


def _columns(text: str) -> int:
    """The width of a text where all but the characters of ASCII are as wide as two of these (UAX #11)."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


_HAN = "一"
_MEASURES: dict[str, Callable[[str], int]] = {"characters": len, "columns": _columns}


class Wrapping(NamedTuple):
    """Wrapping of the lines of a text.

    Attributes:
        width: The width at which they were.
        measure: What it is counted in: `characters`, or `columns`, of which a Han character takes two.
    """

    width: int
    measure: str

    def is_full(self, head: str, tail: str, is_first: bool = False) -> bool:
        """Return whether a line, its indent included, had no room for what stands first in the next.

        It may lack one character more: marks that are squeezed together make room for one in some lines. The first line
        of a paragraph may lack an indent, two characters, that was lost.
        """
        unit = _UNIT.match(tail)
        width_of = _MEASURES[self.measure]
        slack = 3 if is_first and not head[:1].isspace() else 1
        return width_of(head) + width_of(unit.group() if unit else tail[:1]) > self.width - slack * width_of(_HAN)


def _full_lines(
    found: Wrapping, pairs: Sequence[tuple[str, str]], is_ended: Sequence[bool]
) -> tuple[list[bool], list[bool]]:
    """Return which lines are full, and which may begin a paragraph: what stands before them is no line that goes on."""
    full: list[bool] = []
    first: list[bool] = []
    before = None
    for (head, tail), ended in zip(pairs, is_ended, strict=True):
        first.append(before != head.lstrip())
        full.append(found.is_full(head, tail, first[-1]))
        before = tail if full[-1] and (not ended or _is_closed(head)) else None
    return full, first


def measure_wrapping(
    pairs: Sequence[tuple[str, str]], is_ended: Sequence[bool], is_set_apart: bool
) -> tuple[Wrapping, list[bool], list[bool]] | None:
    """Measure how the lines of a text were wrapped, which are full, and which go on in the next; None if they were not.

    Args:
        pairs: Lines that may go on in the next, with it; the first with its indent, no other white space around.
        is_ended: Whether each first one ends with a mark after which a paragraph may end.
        is_set_apart: Whether a blank line or an indent stands before some lines of the text.
    """
    if len(pairs) < FEWEST:
        return None
    # A heading, or an entry such as 主题：…, begins a line whatever stands before it.
    tails = [tail for _, tail in pairs]
    simple_tails = tails if is_simplified("\n".join(tails)) else map(simplified, tails)
    goes_on = [
        not (ended or is_structure(simple) or is_entry(tail))
        for tail, simple, ended in zip(tails, simple_tails, is_ended, strict=True)
    ]
    going_on = [*compress(pairs, goes_on)]
    solid = [_HANGING.sub("", line) if line[-1] in _CLOSING_MARKS else line for pair in pairs for line in pair]
    for measure, width_of in _MEASURES.items():
        width = sorted(map(width_of, solid))[-1 - int(OUTSIZE * len(solid))]
        found = Wrapping(width, measure)
        full, first = _full_lines(found, pairs, is_ended)
        running = [*compress(pairs, map(and_, full, goes_on))]
        if sum(full) < FEWEST or len(running) < _OPEN * sum(full):
            continue
        misfits = len(going_on) - len(running)
        if misfits <= max(_MISFITS * len(going_on), min(_TITLE_LINES, _FEW_MISFITS * len(going_on))):
            if not _runs_over(going_on, width):
                return None
        elif not _is_mixed(running, sum(width_of(head) > _SHORT * width for head, _ in going_on)):
            continue
        # Where paragraphs follow each other with nothing between them, only a short line shows the end of one.
        is_bare = not is_set_apart or sum(compress(full, is_ended)) < _SET_APART * sum(is_ended)
        return found, full, _certain(full, pairs, is_ended, first) if is_bare else full
    return None


def _certain(
    full: Sequence[bool], pairs: Sequence[tuple[str, str]], is_ended: Sequence[bool], first: Sequence[bool]
) -> list[bool]:
    """Which full lines go on where nothing parts paragraphs: one may end at the edge, and a heading be as long."""
    found: list[bool] = []
    for is_full, (head, tail), ended, is_first in zip(full, pairs, is_ended, first, strict=True):
        is_text = not is_first and found[-1]
        is_open = is_full and (not ended or (is_text and _is_closed(head)))
        found.append(is_open and (is_text or not _CLAUSE.isdisjoint(head) or cut_words([(head, tail)])[0]))
    return found


def _is_closed(head: str) -> bool:
    """Return whether a line ends with a closing mark behind words: 焦瑾璞等（2015）; that of “好。” ends a sentence."""
    return _CLOSED.search(head, max(0, len(head) - 2)) is not None


def _runs_over(pairs: Sequence[tuple[str, str]], width: int) -> bool:
    """Return whether sentences run over the ends of lines: they are no list of lines that are as long."""
    sample = pairs[:_SAMPLE]
    cut = _count_cut(sample)
    marked = sum(not _MARKS_INSIDE.isdisjoint(head[:-1]) for head, _ in sample)
    is_marked = marked >= _WITH_MARKS * len(sample) and (width >= _USUAL or cut >= _SOME_CUT * len(sample))
    return cut >= _CUT * len(sample) or is_marked


def _is_mixed(running: Sequence[tuple[str, str]], wide: int) -> bool:
    """Return whether wrapped text stands among headings, captions and tables.

    Args:
        running: The full lines that go on, each with the next.
        wide: How many lines that go on are too long for a heading.
    """
    is_most = len(running) >= max(FEWEST_OF_MIXED, (1 - _MIXED_MISFITS) * wide)
    sample = running[:_SAMPLE]
    return is_most and _count_cut(sample) >= _CUT * len(sample)


def _count_cut(pairs: Sequence[tuple[str, str]]) -> int:
    return sum(cut_words(pairs))
