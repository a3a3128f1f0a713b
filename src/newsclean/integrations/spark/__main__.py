"""The entry for `spark-submit`: tables in, and a folder of partitioned outputs with a success marker, written last."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean.config import configure, find
from newsclean.errors import ExitCode, NewscleanError, UsageError
from newsclean.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_COMMON = (
    click.argument("source", metavar="IN"),
    click.argument("target", metavar="OUT"),
    click.option("--format", "form", type=click.Choice(["auto", "parquet", "jsonl"]), default="auto",
                 show_default=True, help="What the input is; auto goes by the ending of IN."),
    click.option("--id-field", "id", default="id", show_default=True, help="Column that names each article."),
    click.option("--field", "text", default="text", show_default=True, help="Column of the texts."),
    click.option("--config", metavar="FILE", help="Settings file.  [the nearest newsclean.toml or pyproject.toml]"),
)  # fmt: skip
_ARCHIVE = (
    click.option("--canonical", type=click.Choice(["first", "longest", "earliest"]), default="first",
                 show_default=True, help="Which copy stays; the first by --id-field."),
    click.option("--date-field", "date", help="Column of dates, for --canonical earliest."),
    click.option("--boilerplate", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
                 help="What stands in more than N articles is boilerplate."),
)  # fmt: skip


def _with(*options: Any) -> Callable[[Any], Any]:
    def wrapped(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return wrapped


@click.group(name="python -m newsclean.integrations.spark")
def entry() -> None:
    """Clean and compare articles on Spark, the same bytes as on one machine.

    IN is Parquet or JSON Lines, a file or a folder; OUT is made, a folder with one folder for each output. The file
    _SUCCESS in it is written last. What a cluster needs goes to spark-submit.
    """


@entry.command()
@_with(*_COMMON)
def clean(**given: Any) -> None:
    """Clean articles: OUT/records, and OUT/log, with the lines of each article together."""
    _run(_clean, **given)


@entry.command("clean-archive")
@_with(*_COMMON, *_ARCHIVE)
@click.option("--on-duplicate", type=click.Choice(["flag", "remove"]), default="flag", show_default=True,
              help="What becomes of what copies have of their originals.")  # fmt: skip
def clean_archive(**given: Any) -> None:
    """Clean articles, and flag or remove what they have of each other."""
    _run(_clean, **given)


@entry.command()
@_with(*_COMMON, *_ARCHIVE)
def duplicates(**given: Any) -> None:
    """Say what articles repeat: OUT/repeats, the lines of `newsclean duplicates --as jsonl`."""
    _run(_duplicates, **given)


def _run(job: Callable[..., None], source: str, target: str, form: str, config: str | None, **given: Any) -> None:
    """Refuse what can be refused, start Spark, do a job, and mark that it is done."""
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    try:
        from pyspark.sql import SparkSession

        from newsclean.integrations.spark.refusals import refuse_java, refuse_path
    except ImportError as error:
        raise UsageError("Spark", f"not installed ({error})", "pip install 'newsclean[spark]'") from None
    settings = configure(Path(config) if config else find(Path.cwd()), {}).settings
    if form == "auto":
        form = "parquet" if source.rstrip("/").endswith(".parquet") else "jsonl"
    refuse_java()
    session = SparkSession.builder.appName("newsclean").getOrCreate()
    refuse_path(session, target, is_input=False)
    refuse_path(session, source, is_input=True)
    frame = session.read.parquet(source) if form == "parquet" else session.read.text(source)
    job(session, frame, target, form, settings, **given)
    path = session.sparkContext._jvm.org.apache.hadoop.fs.Path(f"{target}/_SUCCESS")
    path.getFileSystem(session.sparkContext._jsc.hadoopConfiguration()).create(path).close()


def _articles(frame: DataFrame, form: str, id: str, text: str, date: str | None = None) -> DataFrame:
    import pyarrow as pa

    from newsclean.distributed.table_cleaning import record_rows
    from newsclean.integrations.spark.frames import each
    from newsclean.integrations.spark.jobs import articles_in

    if form == "parquet":
        return articles_in(frame, id, text, None, date, rest=True)
    lines = frame.withColumnRenamed("value", "line")
    columns = {
        "line": pa.string(), "name": pa.string(), "text": pa.binary(), "date": pa.string(), "refusal": pa.string(),
    }  # fmt: skip
    read = each(lines, partial(record_rows, field=text, id_field=id, date_field=date), columns)
    return read.selectExpr(f"named_struct('{id}', name, 'line', line) AS row", "*", "name AS order").drop("line")


def _clean(
    session: SparkSession,
    frame: DataFrame,
    target: str,
    form: str,
    settings: Settings,
    id: str,
    text: str,
    canonical: str | None = None,
    date: str | None = None,
    boilerplate: int = 20,
    on_duplicate: str = "flag",
) -> None:
    import pyarrow as pa

    from newsclean.changelog.log_files import run_record
    from newsclean.changelog.log_records import dumps
    from newsclean.distributed.table_cleaning import line_rows
    from newsclean.integrations.spark.frames import each, once
    from newsclean.integrations.spark.jobs import cleaned_frame, given_back, with_copies
    from newsclean.integrations.spark.refusals import refuse_rows

    articles = _articles(frame, form, id, text, date)
    if canonical is not None:
        articles = once(articles)
        refuse_rows(articles.where("refusal IS NULL") if form == "jsonl" else articles, id, text)
        articles = with_copies(articles, settings, canonical, boilerplate, on_duplicate)
    elif not frame.head(1):
        raise UsageError("table", "has no rows", "look at its path")
    done = once(cleaned_frame(articles, settings))
    if form == "parquet":
        given_back(done, frame, id, text).drop("log", "error").write.parquet(f"{target}/records")
    else:
        lines = done.select("row.line", "text", "error")
        each(lines, partial(line_rows, field=text), {"line": pa.string()}).write.text(f"{target}/records")
    run = session.createDataFrame(pa.table({"log": [dumps(run_record(settings)).decode()]}))
    for name, rows in (("log", done.select("log")), ("run", run)):
        rows.selectExpr("rtrim('\n', log)").write.text(f"{target}/{name}")
    errors = done.where("error IS NOT NULL").count()
    if errors:
        click.echo(
            f"newsclean: {errors:,} records went through as they are; their errors are in {target}/log", err=True
        )


def _duplicates(
    session: SparkSession,
    frame: DataFrame,
    target: str,
    form: str,
    settings: Settings,
    id: str,
    text: str,
    canonical: str,
    date: str | None,
    boilerplate: int,
) -> None:
    from newsclean.integrations.spark.jobs import repeats_in
    from newsclean.integrations.spark.refusals import refuse_rows
    from newsclean.integrations.spark.reports import report_lines

    articles = _articles(frame, form, id, text, date)
    if form == "jsonl":
        articles = articles.where("refusal IS NULL")
    refuse_rows(articles, id, text)
    found = repeats_in(articles, canonical, boilerplate, settings.min_similarity)
    report_lines(found).write.text(f"{target}/repeats")


def main() -> int:
    """Run the entry; an error is one line."""
    try:
        entry(standalone_mode=False)
    except NewscleanError as error:
        click.echo(f"newsclean: {error}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    return ExitCode.DONE


if __name__ == "__main__":
    sys.exit(main())
