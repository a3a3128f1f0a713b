"""Cleans scraped Chinese news articles and records every change.

>>> import newsclean
>>> result = newsclean.clean("2021年2月,在北京")
>>> result.text
'2021年2月，在北京'
>>> newsclean.restore(result.text, result.changes)
'2021年2月,在北京'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from newsclean.core.proposal import Edit, Flag
    from newsclean.core.result import Change, FlagRecord, Result, replay, restore
    from newsclean.core.rule import Rule
    from newsclean.errors import NewscleanError
    from newsclean.io.article_stream import Article, articles
    from newsclean.pipeline import aclean_stream, clean, clean_all, clean_stream
    from newsclean.rules.registry import RULES
    from newsclean.settings import Settings

# Rules are compiled when the first article is cleaned, not when the command prints its help.
_HOMES = {
    "Article": "io.article_stream",
    "Change": "core.result",
    "Edit": "core.proposal",
    "Flag": "core.proposal",
    "NewscleanError": "errors",
    "FlagRecord": "core.result",
    "RULES": "rules.registry",
    "Result": "core.result",
    "Rule": "core.rule",
    "Settings": "settings",
    "aclean_stream": "pipeline",
    "articles": "io.article_stream",
    "clean": "pipeline",
    "clean_all": "pipeline",
    "clean_stream": "pipeline",
    "replay": "core.result",
    "restore": "core.result",
}

__all__ = [
    "RULES",
    "Article",
    "Change",
    "Edit",
    "Flag",
    "FlagRecord",
    "NewscleanError",
    "Result",
    "Rule",
    "Settings",
    "__version__",
    "aclean_stream",
    "articles",
    "clean",
    "clean_all",
    "clean_stream",
    "replay",
    "restore",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
