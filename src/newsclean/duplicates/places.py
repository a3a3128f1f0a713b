"""Names of places: a difference in one is a difference in fact."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsclean.duplicates.lists import lines_of


@cache
def _pattern() -> re.Pattern[str]:
    names = [name for line in lines_of("places.txt") for name in line.split()]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))


class Place(NamedTuple):
    """A place name in a text: half-open span in code points, and the name."""

    start: int
    end: int
    name: str


def places_in(text: str) -> list[Place]:
    """The place names in a paragraph in simplified characters, in order, without overlaps."""
    return [Place(*match.span(), match.group()) for match in _pattern().finditer(text)]
