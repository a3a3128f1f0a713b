"""Spark: articles cleaned and compared on many machines, the same bytes as on one.

    from newsclean.integrations import spark

    cleaned = spark.clean(articles, id="url", text="body")          # url, body, log, error
    found = spark.duplicates(articles, id="url", text="body")        # found.copies, .clusters, .pairs
    cleaned = spark.clean_archive(articles, id="url", text="body", on_duplicate="remove")
    originals = spark.restore(cleaned, cleaned, id="url", text="body")

Where newsclean is installed on every worker, `spark-submit` runs the same: `python -m newsclean.integrations.spark`.
"""

from newsclean.integrations.spark.jobs import Duplicates, clean, clean_archive, duplicates, restore

__all__ = ["Duplicates", "clean", "clean_archive", "duplicates", "restore"]
