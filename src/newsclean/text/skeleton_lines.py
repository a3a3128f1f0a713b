"""The lines of many skeletons as columns: where they end, what they hold, and which of them are Chinese."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from newsclean.text.char_tables import char_table
from newsclean.text.text_batch import Places, TextBatch

Which = npt.NDArray[np.bool_]

_LATIN, _BREAK, _HAN = char_table("A-Za-z"), char_table("\r\n"), char_table("\u4e00-\u9fff")


class SkeletonLines:
    """The lines of the skeletons of a batch, blank ones and what is between two texts counted too. For `batch.cached`.

    Args:
        batch: The texts.

    Attributes:
        units: The characters of all skeletons, as indices into tables.
        breaks: The places in `units` of the line breaks; the line of a number ends at the break of that number.
        runs: How many runs of Han characters stand in `units` up to each place, it included.
    """

    def __init__(self, batch: TextBatch) -> None:
        self.units = batch.looked_up(batch.units)
        self.breaks: Places = _BREAK.take(self.units).nonzero()[0]
        self.runs = self.count(_HAN)

    def count(self, table: Which) -> npt.NDArray[np.int32]:
        """How many characters of a table stand in `units` up to each place, it included."""
        return table.take(self.units).cumsum(dtype=np.int32)

    def of(self, places: Places) -> Places:
        """The numbers of the lines that some places of `units` stand in."""
        return self.breaks.searchsorted(places)

    @cached_property
    def is_chinese(self) -> Which:
        """For each line, whether it has a run of Han characters and no more Latin words than of those."""
        latin = _LATIN.take(self.units)
        latin[1:] &= ~latin[:-1]
        runs, words = self.runs.take(self.breaks), latin.cumsum(dtype=np.int32).take(self.breaks)
        runs[1:] -= runs[:-1].copy()
        words[1:] -= words[:-1].copy()
        return (runs > 0) & (runs >= words)
