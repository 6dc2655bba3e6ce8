"""The law on Apache Spark: on this machine, or on the cluster that the environment names.

Spark reads, joins the years and deals the rows out; each worker runs the same rules over its
part of the columns, so that a firm comes out the same wherever it is worked out.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from xingmeng.cli.answer import BadInput
from xingmeng.engines import rules
from xingmeng.engines.rulebook import Book
from xingmeng.law import book
from xingmeng.law.dated import Overlay

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.driver.extraJavaOptions": "-Xss32m",  # a cell is checked by a long expression
}
LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


@contextmanager
def session() -> Iterator[Any]:
    """A session that ends with the block. Errors: BadInput without pyspark or Java."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise BadInput(
            "未安装 pyspark：请按 requirements-spark.lock 安装。",
            "pyspark is not installed: install requirements-spark.lock.",
        ) from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    master = os.environ.get("XINGMENG_SPARK_MASTER", "local[*]")
    builder = SparkSession.builder.appName("xingmeng law").master(master)
    for name, value in {**SETTINGS, **(LOCAL if master.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as fault:  # what a missing Java raises depends on the version
        raise BadInput(f"Spark 无法启动：{fault}", f"Spark does not start: {fault}") from fault
    try:
        yield spark
    finally:
        spark.stop()


def ordered(frame: Any, law: Book, overlay: Overlay) -> Any:
    """All rules for all rows of a Spark frame, by firm and year. Errors: as Spark's workers."""
    import polars as pl

    on = law.on

    def worked(batches: Iterator[Any]) -> Iterator[Any]:
        yield from _worked(batches, on, overlay)

    found = frame.mapInArrow(worked, _schema(law)).toArrow()
    table = pl.DataFrame(pl.from_arrow(found))
    return table.sort("credit_code", "year")


def _schema(law: Book) -> Any:
    from pyspark.sql.types import ByteType, LongType, StringType, StructType

    made = StructType().add("credit_code", StringType()).add("year", LongType())
    for code in law.shown:
        made = made.add(code, ByteType())
        if law[code].gives is not None:
            made = made.add(rules.amount_of(code), LongType())
        made = made.add(rules.reasons_of(code), StringType())
    return made


def _worked(batches: Iterator[Any], on: date, overlay: Overlay) -> Iterator[Any]:
    """What a worker does with the batches of its part."""
    import polars as pl
    import pyarrow as pa

    from xingmeng.cli import rulings

    law = book.with_parameters(on, overlay)
    for batch in batches:
        rows = pl.DataFrame(pl.from_arrow(batch)).lazy()
        found = pl.concat(rulings.ordered(rows, law)).to_arrow()
        texts = [
            pa.field(f.name, pa.string() if pa.types.is_large_string(f.type) else f.type)
            for f in found.schema
        ]
        yield from found.cast(pa.schema(texts)).to_batches()
