"""Precision of the rules on real pages: how many of their changes were read there, and how many of those are right."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Precision(NamedTuple):
    """Changes of a rule that were read one by one.

    Attributes:
        right: How many are right; a debatable one is half of one.
        read: How many were read.
    """

    right: float
    read: int

    @property
    def share(self) -> float:
        """The share of those that are right, 0 to 1."""
        return self.right / self.read

    def __str__(self) -> str:
        return f"{self.right:g} of {self.read}"


@lru_cache(maxsize=1)
def read_precision() -> dict[str, Precision]:
    """The precision of each rule of which changes were read, by its id; `benchmarks/precision.py` writes the file."""
    counts = json.loads(files("newsclean.rules").joinpath("data", "precision.json").read_text("utf-8"))
    return {rule: Precision(*numbers) for rule, numbers in counts.items()}
