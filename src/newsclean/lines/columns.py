"""What is known of boundaries, of many of them for a few calls of numpy: characters, lengths and layout as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from newsclean.article.lines import SPACE
from newsclean.article.outline import BEYOND, Outlines, Places
from newsclean.article.signs import chosen
from newsclean.lines.features import LENGTHS, MASKS
from newsclean.lines.layout import Layouts
from newsclean.lines.shape import COARSE, COMMAS, SHARES, SHORT
from newsclean.script.converter import simplified_units

Column = npt.NDArray[np.integer]

_REACH = 4
_STOP, _CLAUSE, _COLON, _COMMA = chosen("。！？!?"), chosen("，,；;、"), chosen("：:"), chosen(COMMAS)
_OPENING, _CLOSING = chosen("“（《「(【"), chosen("”）》」)】")
_FIRST_CLAUSE = 12
_NO_LINE = 2


def _masked() -> npt.NDArray[np.uint16]:
    codes = np.arange(BEYOND + 1, dtype=np.uint16)
    for character, mask in MASKS.items():
        codes[ord(character)] = ord(mask)
    return codes


_MASKED = _masked()


def _kinds() -> npt.NDArray[np.uint16]:
    """The kind of each character: some marks stand for themselves, 1 is a Han character, 2 another."""
    kinds = np.where(chosen("\u3400-\u9fff"), 1, 2).astype(np.uint16)
    alone = chosen("0Aa，、：；？！（）“”‘’《》。…—% ")
    kinds[alone] = alone.nonzero()[0]
    return kinds[_MASKED]


_KIND = _kinds()


def columns(outlines: Outlines, lines: Places) -> Mapping[str, Column]:
    """What is known of boundaries, by name.

    Args:
        outlines: The texts.
        lines: The boundaries, by the lines before them; none is the last of a text.

    Returns:
        An entry for each boundary in every column: `l1` to `l4`, `r1` to `r4` and `begin`, the characters to the left
        and right of it and the first of its line, simplified and masked as by `newsclean.lines.features.masked`, 0 for
        none; and the rest as in `newsclean.lines.shape`, buckets and kinds as numbers.
    """
    layouts = outlines.derive(Layouts)
    table = layouts.table
    here, behind = _Span(table.body[lines], table.stop[lines]), _Span(table.body[lines + 1], table.stop[lines + 1])
    return {
        **_characters(outlines, here, behind),
        **_shapes(outlines, layouts, lines, here),
        **{name: column[table.text[lines]] for name, column in outlines.derive(_pages).items()},
    }


class _Span:
    def __init__(self, start: Places, end: Places) -> None:
        self.start, self.end = start, end


def _characters(outlines: Outlines, here: _Span, behind: _Span) -> dict[str, Column]:
    units = outlines.derive(simplified_units)
    found: dict[str, Column] = {"begin": _MASKED[units[here.start]]}
    for reach in range(_REACH):
        left, right = here.end - 1 - reach, behind.start + reach
        # Wherever a line is shorter there is a line feed at least, before and behind it.
        found[f"l{reach + 1}"] = np.where(left >= here.start, _MASKED[units[left]], 0)
        found[f"r{reach + 1}"] = np.where(right < behind.end, _MASKED[units[np.minimum(right, len(units) - 1)]], 0)
    return found


def _shapes(outlines: Outlines, layouts: Layouts, lines: Places, here: _Span) -> dict[str, Column]:
    size, size_tail = layouts.lengths[lines], layouts.lengths[lines + 1]
    number = lines - layouts.table.firsts[layouts.table.text[lines]]
    last = layouts.table.firsts[layouts.table.text[lines] + 1] - 1
    kind = _KIND[layouts.lasts[lines]], _KIND[layouts.firsts[lines + 1]]
    counted = {
        name: _counted(outlines, mark, start, end)
        for name, mark, start, end in (
            ("stops", _STOP, here.start, here.end - 1),
            ("clauses", _CLAUSE, here.start, here.end),
            ("spaced", SPACE, here.start, here.end),
            ("colon", _COLON, here.start, np.minimum(here.start + _FIRST_CLAUSE, here.end)),
            ("opened", _OPENING, here.start, here.end),
            ("closed", _CLOSING, here.start, here.end),
        )
    }
    return {
        "size": _bucket(COARSE, size), "size_tail": _bucket(COARSE, size_tail),
        "long": _bucket(LENGTHS, size), "long_tail": _bucket(LENGTHS, size_tail),
        "stops": np.where(size > 1, 1 + (counted["stops"] > 0), 0), "clauses": np.minimum(3, counted["clauses"]),
        "ends": layouts.is_final[lines + 1].astype(np.int8),
        "before": np.where(number > 0, layouts.is_final[lines - 1], _NO_LINE),
        "following": np.where(lines + 1 < last, layouts.is_final[np.minimum(lines + 2, last)], _NO_LINE),
        "place": np.minimum(3, number), "last": kind[0], "first": kind[1],
        "spaced": (counted["spaced"] > 0).astype(np.int8), "colon": (counted["colon"] > 0).astype(np.int8),
        "open": (counted["opened"] > counted["closed"]).astype(np.int8),
    }  # fmt: skip


def _counted(outlines: Outlines, marks: npt.NDArray[np.bool_], start: Places, end: Places) -> Places:
    """How many of some marks, none of them a Han character, stand in each of some spans."""
    at = outlines.at[marks[outlines.looked_up(outlines.units)]]
    return np.asarray(at.searchsorted(end) - at.searchsorted(start))


def _bucket(begins: Sequence[float], values: npt.NDArray[np.generic]) -> Places:
    return np.searchsorted(begins, values, "right")


def _pages(outlines: Outlines) -> dict[str, Column]:
    """What the lines of a text say about each other, a number for each text."""
    layouts = outlines.derive(Layouts)
    texts = len(outlines.texts)
    number = np.maximum(1, np.diff(layouts.table.firsts))
    shares = {
        name: _bucket(SHARES, np.bincount(layouts.table.text[found], minlength=texts) / number)
        for name, found in (
            ("share_open", ~layouts.is_final),
            ("share_short", layouts.lengths < SHORT),
            ("share_comma", _COMMA[layouts.lasts]),
        )
    }
    page = 4 * np.minimum(3, shares["share_short"] // 3) + np.minimum(3, shares["share_open"] // 2)
    return {**shares, "number": _bucket(COARSE, number), "page": page}
