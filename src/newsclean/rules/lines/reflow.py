"""Hard-wrapped text, as e-mail, PDF and scanned columns give it, recognised for the whole article and reflowed."""

from __future__ import annotations

from collections.abc import Iterator
from string import punctuation
from typing import NamedTuple

import numpy as np

from newsclean.core.document_view import DocumentView
from newsclean.core.proposal import Edit
from newsclean.core.reasons import ReasonTemplate
from newsclean.core.rule import Example, Rule
from newsclean.rules.lines.boundaries import is_in_protected_span, simple
from newsclean.rules.lines.columns import lines_in_columns
from newsclean.rules.lines.cues import cuts_address, is_final, open_pair, stands_between, word_break
from newsclean.rules.lines.line_layout import Layouts
from newsclean.rules.lines.page_artifacts import find_page_artifacts
from newsclean.rules.lines.structure import is_structure
from newsclean.rules.lines.verse import Flags
from newsclean.rules.lines.wrap_width import FEWEST, FEWEST_OF_MIXED, NARROWEST, OUTSIZE, Wrapping, measure_wrapping
from newsclean.settings import Settings
from newsclean.text.line_kinds import LineTest
from newsclean.text.text_batch import Places, TextBatch

_WIDEST_MARGIN, _WIDE_SPACE = 64, 0x3000
# Marks that open something or part words end no line of a list; dashes and middle dots stand between words.
_ENDS_NO_LINE, _INNER, _NEAR = frozenset("（《“‘「『【〔(，、—"), frozenset("—·"), 12
_is_speaker = LineTest("speaker")
# A Latin word, and marks of ASCII behind it.
_FEW = 8

# By what the width is counted in.
_WRAPPED = {
    measure: ReasonTemplate(f"wrapped-{measure}", f"the text is wrapped at {{width}} {measure}")
    for measure in ("characters", "columns")
}


class Wrapped(NamedTuple):
    """A text that was wrapped.

    Attributes:
        how: At what width.
        full: The lines, those that are not blank counted from 0, that had no room for what stands first in the next.
        numbers: Those of them that go on in the next.
    """

    how: Wrapping
    full: frozenset[int]
    numbers: frozenset[int]


def find_wrapping(batch: TextBatch) -> list[Wrapped | None]:
    """Which texts were wrapped, None for those that were not; made once, by `batch.cached(find_wrapping)`.

    Two lines may belong to one paragraph where no blank line stands between them and the second is not indented, seen
    from the margin. Of those that may and of which the first has no final mark, nearly every first one is full: what
    stands first in the second had no room in it.
    """
    layouts = batch.cached(Layouts)
    table, texts = layouts.table, len(batch.texts)
    found: list[Wrapped | None] = [None] * texts
    before = layouts.is_inner.nonzero()[0]
    before = before[table.number[before + 1] == table.number[before] + 1]
    if len(before) < FEWEST:
        return found
    # Spaces that most lines begin with are the margin; not those as wide as a character, which are always an indent.
    space = np.minimum(table.body - table.start, _WIDEST_MARGIN - 1)
    narrow = np.where(batch.codes[table.start] == _WIDE_SPACE, 0, space)
    counts = np.bincount(table.text * _WIDEST_MARGIN + narrow, minlength=texts * _WIDEST_MARGIN)
    counts = counts.reshape(texts, _WIDEST_MARGIN)
    margin = (2 * counts >= counts.sum(1, keepdims=True)).argmax(1)
    indent = space - margin[table.text]
    inner = before[indent[before + 1] <= 0]
    text, widths = table.text[inner], table.stop[inner] - table.start[inner]
    is_open = ~layouts.is_ended[inner]
    for one in _may_be_wrapped(text, widths, is_open, texts):
        first, last = table.firsts[one], table.firsts[one + 1] - 1
        own = inner[table.text[inner] == one]
        is_set_apart = len(own) < last - first or indent[first] > 0
        apart = *batch.cached(find_page_artifacts)[one], *batch.cached(lines_in_columns)[one]
        if apart:
            printed = [first + number for number in apart]
            own = own[~(np.isin(own, printed) | np.isin(own + 1, printed))]
        pairs = [(table.line_of(line), table.body_of(line + 1)) for line in own.tolist()]
        is_ended = layouts.is_ended[own].tolist()
        known = measure_wrapping(pairs, is_ended, is_set_apart)
        if known is not None:
            how, *which = known
            full, going_on = ((own[those] - first).tolist() for those in which)
            found[one] = Wrapped(how, frozenset(full), frozenset(going_on))
    return found


def _may_be_wrapped(text: Places, widths: Places, is_open: Flags, texts: int) -> list[int]:
    """Return which texts may be wrapped, by the text and width of lines, and whether they have no final mark."""
    lines = np.bincount(text, minlength=texts)
    some = lines > 0
    usual = np.zeros(texts, np.intp)
    usual[some] = widths[np.lexsort((widths, text))][(lines.cumsum() - 1 - (OUTSIZE * lines).astype(np.intp))[some]]
    # Of lines that are full, one of Latin letters holds twice as many as one of Han characters.
    may_be_full = is_open & (2 * widths >= usual[text] - NARROWEST)
    number, fitting = (np.bincount(text[of], minlength=texts) for of in (is_open, may_be_full))
    are_many = (2 * fitting >= number) | (fitting >= FEWEST_OF_MIXED)
    found: list[int] = ((lines >= FEWEST) & (number > 0) & (usual >= NARROWEST) & are_many).nonzero()[0].tolist()
    return found


def fills_width(view: DocumentView, number: int, following: int) -> bool | None:
    """Return whether a line had no room for what stands first in another, both as in `Wrapped`.

    None in no wrapped text.
    """
    found = view.batch_cached(find_wrapping)
    if found is None:
        return None
    if number in found.full and following == number + 1:
        return True
    line = view.paragraphs[number]
    is_first = number - 1 not in found.numbers
    return found.how.is_full(view.text[line.start : line.stop], view.body(view.paragraphs[following]), is_first)


def joined(view: DocumentView) -> frozenset[int]:
    """The lines, as in `Wrapped`, that are joined to the next; made once for a view, by `view.cached(joined)`."""
    found = view.batch_cached(find_wrapping)
    return frozenset(number for number in found.numbers if _belong_together(view, number)) if found else frozenset()


def _belong_together(view: DocumentView, number: int) -> bool:
    lines = view.paragraphs[number : number + 2]
    if is_in_protected_span(view, *lines):
        return False
    head, tail = view.cached(simple)[number : number + 2]
    # A figure has room in the line of its sentence; alone it is the number of a page.
    if head.isdecimal() or tail.isdecimal() or (is_structure(tail) and not _goes_on(head, tail)):
        return False
    return not _is_latin_break(head, tail) or cuts_address(head, tail)


def _goes_on(head: str, tail: str) -> bool:
    """Return whether a full line goes on in one that begins as an item, heading or byline does.

    It does where a word or pair is cut, 祖国统⏎一、民族 and （前左⏎一）, behind a mark that ends no line,
    第一、⏎二、三次, before a dash or middle dot, 川⏎·立派, and where somebody speaks in a sentence, 因⏎问：“….
    """
    return (
        head[-1] in _ENDS_NO_LINE
        or (_is_speaker(tail) and not is_final(head))
        or (tail[0] in _INNER and (tail[0] == "—" or tail[1:2].strip() != ""))
        or word_break(head, tail).kind != "-"
        or open_pair(head, tail, _NEAR) is not None
    )


def _wrapped(view: DocumentView, settings: Settings) -> Iterator[Edit]:
    found = view.batch_cached(find_wrapping)
    if found is None:
        return
    reasons = (_WRAPPED[found.how.measure](width=found.how.width),)
    lines = view.paragraphs
    for number in sorted(view.cached(joined)):
        head, tail = lines[number], lines[number + 1]
        between = stands_between(view.body(head), view.body(tail))
        yield Edit(head.stop, tail.body, between, "lines/wrapped", 0.99, reasons)


def _is_latin_break(head: str, tail: str) -> bool:
    last = head[-_FEW:].rstrip(punctuation)[-1:]
    return tail[0].isascii() and last.isascii() and last.isalpha()


_EXAMPLE = (
    "　　会议在北京举行来自全国各地的代表",
    "参加了会议并就共同关心的问题交换意见",
    "与会人士表示要认真学习贯彻会议的精神",
    "推动各项工作取得新的更大的成绩不断前",
    "进再上新的台阶为人民群众多做好事实事",
    "。",
)

RULES = (
    Rule(
        id="lines/wrapped",
        kind="correction",
        safe=True,
        what="Joins the lines of text that was wrapped at a fixed width.",
        why="Only when nearly every line that goes on is full, counted in characters or in columns, of which a Han "
        "character takes two, and words are cut at their ends or marks stand inside them: headings of one length "
        "are no wrapped text. Paragraphs, known by an indent, a blank line or a short last line, stay. A break between "
        "Latin letters is left: a space may have stood there.",
        source="CLREQ 3.1.3 (what begins and ends no line); UAX #11 (width)",
        example=Example("\n".join(_EXAMPLE), "".join(_EXAMPLE)),
        find=_wrapped,
        reasons=tuple(_WRAPPED.values()),
    ),
)
