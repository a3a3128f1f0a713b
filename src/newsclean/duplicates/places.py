"""Names of places: a difference in one is a difference in fact."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


@cache
def _pattern() -> re.Pattern[str]:
    text = files(__package__).joinpath("places.txt").read_text("utf-8")
    names = [name for line in text.splitlines() if not line.startswith("#") for name in line.split()]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


class Place(NamedTuple):
    """A place name in a text: half-open span in code points, and the name."""

    start: int
    end: int
    name: str


def places_in(text: str) -> list[Place]:
    """The place names in a paragraph in simplified characters, in order, without overlaps."""
    return [Place(*match.span(), match.group()) for match in _pattern().finditer(text)]
