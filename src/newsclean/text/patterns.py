"""Regular expressions that are compiled when they are first used.

Python goes through sets of Han characters one by one when it compiles them: all patterns together take a third of the
start of the command, and most runs use few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _LazyPattern:
    """Stands for a pattern: from its first use on it has the methods of the compiled one as its own."""

    def __init__(self, source: str | Callable[[], str], flags: int) -> None:
        self._source, self._flags = source, flags

    @property
    def pattern(self) -> str:
        return self._source if isinstance(self._source, str) else self._source()

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


_patterns: list[_LazyPattern] = []


def lazy_regex(source: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first searched for, or by `compile_all`.

    Args:
        source: A regular expression that is known to be one, or what gives it when it is compiled: no error is raised
            here.
        flags: As of `re.compile`.
    """
    _patterns.append(_LazyPattern(source, flags))
    return cast("re.Pattern[str]", _patterns[-1])


def compile_all() -> None:
    """Compile all patterns that were not used yet, so that no text waits for it."""
    for each in _patterns:
        getattr(each, _METHODS[0])
