"""Entries of the protect list, as text or as regular expressions, which have a limited time to match."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from newsclean.errors import InputError, SettingsError

MOST_SECONDS = 2.0
"""Seconds of processor that the regular expressions of a protect list have for an article."""

_Find = Callable[[str, float], Iterable[Any]]


class PatternTime:
    """Time that is left to the patterns for one article, however often it is read anew."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_SECONDS


def protected_places(entries: tuple[str, ...], text: str, allowed: PatternTime) -> Iterator[tuple[int, int]]:
    """Yield where the entries of a protect list match, as half-open spans in code points.

    Args:
        entries: Texts as they stand, or between slashes regular expressions.
        text: The text.
        allowed: The time that is left for its article, of which that is taken which this takes.

    Raises:
        InputError: A regular expression takes longer.
    """
    for entry, find in zip(entries, compile_protect_list(entries), strict=True):
        begun = time.process_time()
        try:
            for match in find(text, allowed.left):
                if match.end(1) > match.start(1):
                    yield match.span(1)
        except TimeoutError:
            cause = f"the pattern {entry} of protect takes more than {MOST_SECONDS:g} s"
            raise InputError("article", cause, "write it without repeats inside repeats") from None
        if is_pattern(entry):
            allowed.left = max(allowed.left - time.process_time() + begun, 0.001)


@lru_cache(maxsize=64)
def compile_protect_list(entries: tuple[str, ...]) -> tuple[_Find, ...]:
    """The entries of a protect list, compiled: each finds, in a text and some seconds, what is kept as first groups.

    Args:
        entries: Texts as they stand, or between slashes regular expressions.

    Raises:
        SettingsError: An entry is empty, or is not a regular expression.
    """
    return tuple(map(_finder, entries))


def _finder(entry: str) -> _Find:
    if not entry:
        raise SettingsError("protect", "an empty entry", "leave it out")
    if not is_pattern(entry):
        # Looked ahead for, so that occurrences that overlap are all found.
        literal = re.compile(f"(?=({re.escape(entry)}))")
        return lambda text, _: literal.finditer(text)
    try:
        import regex  # for its limit of time; few have patterns
    except ImportError:
        hint = "run: pip install 'newsclean[patterns]'"
        raise SettingsError("protect", f"the pattern {entry!r:.80} needs a package that is not here", hint) from None
    try:
        pattern = regex.compile(f"({entry[1:-1]})")
    except (regex.error, RecursionError) as error:
        raise SettingsError("protect", f"{entry!r} is not a regular expression ({error})", "mend it") from None
    return lambda text, seconds: pattern.finditer(text, timeout=seconds)


def is_pattern(entry: str) -> bool:
    """Return whether an entry of a protect list is a regular expression."""
    return len(entry) > 2 and entry.startswith("/") and entry.endswith("/")
