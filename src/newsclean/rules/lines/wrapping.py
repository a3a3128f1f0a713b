"""Which texts were hard-wrapped, and which of their lines go on in the next."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from newsclean.rules.lines.columns import lines_in_columns
from newsclean.rules.lines.line_layout import Layouts
from newsclean.rules.lines.page_artifacts import find_page_artifacts
from newsclean.rules.lines.verse import Flags
from newsclean.rules.lines.wrap_width import FEWEST, FEWEST_OF_MIXED, NARROWEST, OUTSIZE, Wrapping, measure_wrapping
from newsclean.text.text_batch import Places, TextBatch

_WIDEST_MARGIN, _WIDE_SPACE = 64, 0x3000


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
