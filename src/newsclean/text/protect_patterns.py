"""Entries of the protect list, as text or as regular expressions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclean.errors import SettingsError

if TYPE_CHECKING:  # settings are read to print a help text, for which NumPy need not be loaded
    pass


@lru_cache(maxsize=64)
def compile_protect_list(entries: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The entries of a protect list, compiled; each matches what is kept as its first group.

    Args:
        entries: Texts as they stand, or between slashes regular expressions.

    Raises:
        SettingsError: An entry is empty, or is not a regular expression.
    """
    return tuple(map(_pattern, entries))


def _pattern(entry: str) -> re.Pattern[str]:
    if not entry:
        raise SettingsError("protect", "an empty entry", "leave it out")
    if not is_pattern(entry):
        # Looked ahead for, so that occurrences that overlap are all found.
        return re.compile(f"(?=({re.escape(entry)}))")
    try:
        return re.compile(f"({entry[1:-1]})")
    except re.error as error:
        raise SettingsError("protect", f"{entry!r} is not a regular expression ({error})", "mend it") from None


def is_pattern(entry: str) -> bool:
    """Return whether an entry of a protect list is a regular expression."""
    return len(entry) > 2 and entry.startswith("/") and entry.endswith("/")
