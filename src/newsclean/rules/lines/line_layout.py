"""Layout of the lines of many texts: how they end, begin and lie, and between which a sentence may have been cut."""

from __future__ import annotations

import numpy as np

from newsclean.rules.lines.cues import (
    CALL_DIGITS,
    CLOSING,
    EMPHASIS,
    FINAL,
    FORBIDDEN_START,
    INVISIBLE,
    OF,
    OPENING_QUOTES,
    is_final,
)
from newsclean.rules.lines.verse import Flags, stands_in_verse
from newsclean.text.char_tables import char_table
from newsclean.text.lines import LineTable
from newsclean.text.text_batch import Places, TextBatch, Units

_FINAL, _FORBIDDEN, _CLOSING = (
    char_table("".join(map("\\{}".format, marks))) for marks in (FINAL, FORBIDDEN_START, CLOSING)
)
# Where the last character does not tell whether the line may end with it.
_STOPS, _CALLS, _LONGEST_CALL = char_table("。！？"), char_table(CALL_DIGITS), 5
_UNSURE = char_table("".join((INVISIBLE, EMPHASIS, *OPENING_QUOTES, ".")))


class Layouts:
    """The layouts of several texts; a boundary has the number of the line before it, and behind a text there is none.

    Args:
        batch: The texts.

    Attributes:
        table: Their lines that are not blank.
        lengths: How many characters each has, without the white space around it.
        firsts: The first character of each, as an index into a table.
        lasts: The last, likewise.
        is_forbidden: Whether each begins with a mark that begins no line.
        is_inner: Whether another line of its text stands behind each.
        is_final: Whether each ends with a mark after which a paragraph may end.
        is_ended: The same, seen together with the line behind it: 已达到10.⏎78亿亩 is not ended.
        suspects: The boundaries at which a sentence may run on: the line is not ended and does not stand in verse, or
            the one behind it begins with a mark that begins no line.
    """

    def __init__(self, batch: TextBatch) -> None:
        self.table = table = batch.cached(LineTable)
        units = batch.codes
        self.lengths: Places = table.stop - table.body
        self.firsts: Units = units[table.body]
        self.lasts: Units = units[table.stop - 1]
        self.is_forbidden: Flags = _FORBIDDEN[self.firsts]
        self.is_final: Flags = _FINAL[self.lasts]
        self.is_ended: Flags = self.is_final.copy()
        self.is_inner: Flags = np.zeros(len(self.lasts), np.bool_)
        self.is_inner[:-1] = table.text[1:] == table.text[:-1]
        may_go_on = _CLOSING[self.lasts] & _behind(self.firsts == ord(OF))
        is_call = _CALLS[self.lasts] & np.logical_or.reduce(
            [_STOPS[units[np.maximum(table.stop - back, 0)]] for back in range(2, _LONGEST_CALL + 1)]
        )
        for line in (_UNSURE[self.lasts] | may_go_on | is_call).nonzero()[0].tolist():
            text = table.body_of(line)
            self.is_final[line] = is_final(text)
            self.is_ended[line] = is_final(text, table.body_of(line + 1) if self.is_inner[line] else "")
        verse = stands_in_verse(table.text, self.lengths)
        is_broken = ~self.is_ended & ~(verse & _behind(verse))
        self.suspects: Places = (self.is_inner & (is_broken | _behind(self.is_forbidden))).nonzero()[0]


def _behind(flags: Flags) -> Flags:
    """For each line what is said of the one behind it; False for the last."""
    moved = np.zeros_like(flags)
    moved[:-1] = flags[1:]
    return moved
