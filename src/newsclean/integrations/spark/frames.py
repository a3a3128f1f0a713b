"""Frames of Spark dealt out to functions on Arrow tables, places in an order, and components of pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - as all of Spark's documentation has it
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from newsclean.distributed.connected_components import components, large_star, small_star
from newsclean.distributed.tables import Table, array_of, whole_groups

# So many pairs, of 16 bytes, the driver puts together by itself; more are put together by the engine.
MOST_ON_DRIVER = 4_000_000
# So many rows, of some numbers each, are sent to all workers.
MOST_JOINED = 1_000_000


def each(frame: DataFrame, work: Callable[[Table], Table], schema: Any) -> DataFrame:
    """Work on a frame batch by batch.

    Args:
        frame: The frame.
        work: From a table to a table of `schema`.
        schema: The columns that come of it: Arrow's types by name, or a schema of Spark.
    """
    return frame.mapInArrow(partial(_each, work), schema_of(schema))


def _each(work: Callable[[Table], Table], batches: Iterable[Any]) -> Iterator[Any]:
    for batch in batches:
        yield from work(pa.Table.from_batches([batch])).to_batches()


def by_group(
    frame: DataFrame, keys: Sequence[str], order: Sequence[Any], work: Callable[[Table], Table], schema: Any
) -> DataFrame:
    """Work on whole groups of rows, many groups at a time.

    Args:
        frame: The frame.
        keys: The columns that make a group.
        order: The columns by which it is sorted.
        work: As `each`.
        schema: As `each`.
    """
    dealt = frame.repartition(*keys).sortWithinPartitions(*keys, *order)
    return dealt.mapInArrow(partial(whole_groups, work, keys), schema_of(schema))


def schema_of(schema: Any) -> Any:
    """Return a schema as one of Spark."""
    return from_arrow_schema(pa.schema(list(schema.items()))) if isinstance(schema, Mapping) else schema


def with_columns(frame: DataFrame, more: Mapping[str, Any], *without: str) -> Any:
    """Return the schema of a frame with more columns, and without some."""
    left = to_arrow_schema(frame.drop(*without).schema)
    return from_arrow_schema(pa.schema([*left, *more.items()]))


def once(frame: DataFrame) -> DataFrame:
    """Make a frame now and hold it: in the checkpoint directory if there is one, else on the disks of the workers.

    What is made of it is planned from here on: plans that hold all that went before take longer than the work.
    """
    if frame.sparkSession.sparkContext.getCheckpointDir() is not None:
        return frame.checkpoint()
    return frame.localCheckpoint(storageLevel=StorageLevel.DISK_ONLY)


def joinable(frame: DataFrame) -> DataFrame:
    """Return a frame that was made as one to be joined with: if it is small, every worker has all of it."""
    return F.broadcast(frame) if frame.count() <= MOST_JOINED else frame


def placed(frame: DataFrame, order: Sequence[Any], name: str) -> DataFrame:
    """Add the place of each row in an order, from 0, as a column.

    Args:
        frame: The frame.
        order: The columns of the order, which no two rows are alike in.
        name: The name of the column.
    """
    row = F.monotonically_increasing_id()  # the number of the partition, and of the row in it in 33 bits
    rows = once(frame.sort(*order)).withColumn("_row", row)
    sizes = rows.groupBy(F.shiftright("_row", 33).alias("_part")).count().collect()
    before, total = {}, 0
    for part, size in sorted(map(tuple, sizes)):
        before[part] = total
        total += size
    if not before:
        return rows.withColumn(name, F.col("_row")).drop("_row")
    starts = F.array(*(F.lit(before.get(part, 0)).cast("long") for part in range(max(before) + 1)))
    place = F.element_at(starts, F.shiftright("_row", 33).cast("int") + 1) + F.col("_row").bitwiseAND((1 << 33) - 1)
    return rows.withColumn(name, place).drop("_row")


def on_driver(frame: DataFrame, most: int) -> Table | None:
    """Return a frame as a table, if it has no more rows than the driver takes."""
    return frame.toArrow() if frame.count() <= most else None


def components_of(pairs: DataFrame, most: int = MOST_ON_DRIVER) -> DataFrame:
    """Find the components of pairs, `one` and `other`.

    Returns:
        `node`, and `component`, the smallest of its nodes.
    """
    session = pairs.sparkSession
    table = on_driver(pairs, most)
    if table is not None:
        nodes, found = components(array_of(table, "one"), array_of(table, "other"))
        return session.createDataFrame(pa.table({"node": nodes, "component": found}))
    schema = {"one": pa.int64(), "other": pa.int64()}
    turned = pairs.select(F.greatest("one", "other").alias("one"), F.least("one", "other").alias("other"))
    stars, former = once(turned.distinct()), None
    while (mark := _mark(stars)) != former:
        former = mark
        both = stars.select("one", "other").union(stars.select("other", "one"))
        large = by_group(both, ["one"], [], large_star, schema)
        stars = once(by_group(large, ["one"], [], small_star, schema).distinct())
    leads = stars.select(F.col("other").alias("node"), F.col("other").alias("component")).distinct()
    return stars.select(F.col("one").alias("node"), F.col("other").alias("component")).union(leads)


def _mark(frame: DataFrame) -> Any:
    hashed = F.xxhash64("one", "other")
    return frame.agg(F.count("*"), F.bit_xor(hashed), F.sum(F.shiftright(hashed, 20))).first()
