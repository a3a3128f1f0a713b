"""Refusals in one line of what would fail later, deep in a job: Java, Arrow, columns, names, outputs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from newsclean.errors import InputError, TargetError, UsageError

_LEAST_JAVA = 17
_LEAST_ARROW = 18


def refuse_java() -> None:
    """See to it that Spark can be started here; where `spark-submit` has started it there is nothing to see to.

    Raises:
        UsageError: There is no Java, or one that is too old.
    """
    if "PYSPARK_GATEWAY_PORT" in os.environ:
        return
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(os.path.join(home, "bin", "java") if home else "java")  # noqa: PTH118 - as Spark looks for it
    next_step = "install openjdk-17-jre-headless, or set JAVA_HOME"
    if java is None:
        raise UsageError("Java", "is not here, and Spark runs on it", next_step)
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(?:1\.)?(\d+)', told)
    if version is None or int(version[1]) < _LEAST_JAVA:
        raise UsageError("Java", f"{java} is not Java {_LEAST_JAVA} or later", next_step)


def refuse_arrow(version: str) -> None:
    """See to it that Arrow is one that Spark works with.

    Raises:
        UsageError: It is too old.
    """
    if int(version.split(".")[0]) < _LEAST_ARROW:
        raise UsageError("pyarrow", f"{version} is too old", f"pip install 'pyarrow>={_LEAST_ARROW}'")


def refuse_columns(frame: DataFrame, *names: str) -> None:
    """See to it that a frame has columns, and the last of these holds texts.

    Raises:
        UsageError: It has not.
    """
    for name in names:
        if name not in frame.columns:
            raise UsageError("table", f"no column {name!r}", f"it has {', '.join(frame.columns)}; name one of these")
    kind = frame.schema[names[-1]].dataType.typeName()
    if kind not in ("string", "binary"):
        raise UsageError("table", f"column {names[-1]!r} is {kind}, and no text", "name another, or cast it")


def refuse_rows(articles: DataFrame, id: str, text: str) -> None:
    """See to it that there are rows, each with a name of its own and a text.

    Args:
        articles: The rows, as `articles_in` gives them.
        id: The name of the column that names each.
        text: The name of the column of their texts.

    Raises:
        InputError: There are none, a name or a text is null, or a name is there twice.
    """
    missing = (F.count(F.when(each.isNull(), 1)) for each in (F.col("row")[id], F.col("text")))
    no_name, no_text, count = articles.agg(*missing, F.count("*")).first()
    if not count:
        raise InputError("table", "has no rows", "look at its path and its filters")
    for column, rows in ((id, no_name), (text, no_text)):
        if rows:
            raise InputError("table", f"{column!r} is null in {rows:,} rows", f"leave them out: {column} IS NOT NULL")
    again = articles.groupBy("name").count().where("count > 1").orderBy("name").first()
    if again is not None:
        cause = f"{id} {again[0]!r} is there {again[1]:,} times"
        raise InputError("table", cause, "give each article a name of its own")


def refuse_choice(what: str, value: str, choices: Sequence[str]) -> None:
    """See to it that a choice is one.

    Raises:
        UsageError: It is none.
    """
    if value not in choices:
        raise UsageError(what, f"{value!r} is no choice", f"choose {', '.join(choices)}")


def refuse_path(session: SparkSession, path: str, *, is_input: bool) -> None:
    """See to it that an input is there, and that nothing is where an output shall be.

    Raises:
        InputError: The input is not there.
        TargetError: Something is where the output shall be.
    """
    java: Any = session.sparkContext._jvm
    place = java.org.apache.hadoop.fs.Path(path)
    is_there = place.getFileSystem(session.sparkContext._jsc.hadoopConfiguration()).exists(place)
    if is_input and not is_there:
        raise InputError(path, "is not there", "check the path")
    if is_there and not is_input:
        raise TargetError(path, "is there already", "choose another, or remove it")
