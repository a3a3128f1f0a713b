"""Spark: articles cleaned and compared on many machines, the same bytes as on one.

    from newsclean.integrations import spark

    cleaned = spark.clean(articles, id="url", text="body")          # url, body, log, error
    found = spark.duplicates(articles, id="url", text="body")        # found.copies, .clusters, .pairs
    cleaned = spark.clean_archive(articles, id="url", text="body", on_duplicate="remove")
    originals = spark.restore(cleaned, cleaned, id="url", text="body")

Where newsclean is installed on every worker, `spark-submit` runs the same: `python -m newsclean.integrations.spark`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.integrations.spark.jobs import Duplicates, clean, clean_archive, duplicates, restore

__all__ = ["Duplicates", "clean", "clean_archive", "duplicates", "restore"]


def __getattr__(name: str) -> object:
    """Import Spark when it is first asked for, so that the entry can say in a line that it is not here."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.jobs"), name)
