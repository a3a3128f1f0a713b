"""The prefilter of a stage: what it may have something to say about, in a batch of texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.settings import Settings
from newsclean.text.text_batch import TextBatch

StagePrefilter = Callable[[TextBatch, "Settings"], Sequence[object]]
"""Finds in many texts at once what the rules of a stage may have something to say about; None in a text for nothing."""
