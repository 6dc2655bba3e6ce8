"""Files of facts about enterprises: read, checked cell by cell, made into numbers.

Cells are checked by expressions, on whichever engine holds the columns; the first that is
wrong is named.
"""

from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import narwhals as nw

from xingmeng.cli.answer import BadInput
from xingmeng.engines.arithmetic import Arithmetic
from xingmeng.law import cells
from xingmeng.law.facts import ENTERPRISE, FIXED

KINDS = (".csv", ".jsonl", ".parquet")
NEEDED = tuple(fact.name for fact in FIXED)
Frame = nw.LazyFrame[Any]


def read(path: Path, *, spark: Any = None) -> Frame:
    """The facts of a file as whole numbers and truths, earlier years filled in from its rows.

    Of one year, they are read when they are asked for, and may be asked for by slices; where
    years are joined they are in memory, in the order of the file.
    Errors: BadInput for a file that cannot be read, a column that is missing or not known, a
            cell that is not of its kind, two rows of one enterprise and year.
    """
    if path.suffix.lower() not in KINDS:
        raise BadInput(
            f"{path}：不认识的扩展名，可用 .csv、.jsonl、.parquet。",
            f"{path}: unknown extension; .csv, .jsonl and .parquet are read.",
        )
    if not path.is_file():
        raise BadInput(f"读不出 {path}：没有这个文件。", f"Cannot read {path}: no such file.")
    try:
        frame = nw.from_native(_spark(path, spark) if spark else _polars(path)).lazy()
        names = frame.collect_schema().names()
    except Exception as fault:  # each engine has its own errors
        raise BadInput(f"读不出 {path}：{fault}", f"Cannot read {path}: {fault}") from fault
    _refuse_columns(path, names)
    made = _numbers(path, frame, names, Arithmetic(decimal=bool(spark)))
    _refuse_twice(path, made)
    whole = _with_earlier(made, names)
    return whole if spark or whole is made else whole.collect(backend="polars").lazy()


def _polars(path: Path) -> Any:
    import polars as pl

    if path.suffix.lower() == ".csv":
        return pl.read_csv(path, infer_schema=False)
    if path.suffix.lower() == ".jsonl":
        return pl.read_ndjson(path, infer_schema_length=None)
    return pl.scan_parquet(path)


def _spark(path: Path, spark: Any) -> Any:
    reader = spark.read
    if path.suffix.lower() == ".csv":
        return reader.option("header", True).csv(str(path))
    if path.suffix.lower() == ".jsonl":
        return reader.option("primitivesAsString", True).json(str(path))
    return reader.parquet(str(path))


def _refuse_columns(path: Path, names: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    unknown = sorted(set(names) - set(ENTERPRISE))
    said = [("缺少列", "missing column", name) for name in missing]
    said += [("不认识的列", "unknown column", name) for name in unknown]
    if said:
        zh = "；".join(f"{word} {name}" for word, _, name in said)
        en = "; ".join(f"{word} {name}" for _, word, name in said)
        raise BadInput(f"{path}：{zh}", f"{path}: {en}")


# --- cells ------------------------------------------------------------------------------------


def _numbers(path: Path, frame: Frame, names: Sequence[str], by: Arithmetic) -> Frame:
    schema = frame.collect_schema()
    texts = {name: cells.text(name, schema[name]) for name in names}
    frame = frame.select(**texts)
    good = {name: cells.is_good(ENTERPRISE[name]) for name in names}
    _refuse_cells(path, frame, good)
    made = frame.select(**{name: cells.value(ENTERPRISE[name], by) for name in names})
    ranged = {name: cells.in_range(ENTERPRISE[name]) for name in names if name != "credit_code"}
    _refuse_cells(path, made, ranged)
    return made


def _refuse_cells(path: Path, frame: Frame, good: dict[str, nw.Expr]) -> None:
    """Name the first cell that is not as it must be; keys may not be empty either."""
    marks = {}
    for name, fine in good.items():
        wrong = ~fine.fill_null(name not in ("credit_code", "year"))
        marks[name] = wrong.any()
    found = _streamed(frame.select(**marks)).to_dict(as_series=False)
    for name, wrong in found.items():
        if wrong[0]:
            bad = frame.filter(~good[name].fill_null(name not in ("credit_code", "year")))
            value = bad.select(name).head(1).collect(backend="polars")[name].to_list()[0]
            said = "" if value is None else value
            raise BadInput(
                f"{path}：{name} 列的值“{said}”不对，应为 {ENTERPRISE[name].unit}。",
                f"{path}: column {name}: {said!r} is no {ENTERPRISE[name].unit} in its range.",
            )


def _streamed(frame: Frame) -> nw.DataFrame[Any]:
    """What little is asked of a file, without holding all of it where Polars reads it."""
    if frame.implementation.is_polars():
        return frame.collect(backend="polars", engine="streaming")
    return frame.collect(backend="polars")


def _refuse_twice(path: Path, frame: Frame) -> None:
    counted = (
        frame.group_by("credit_code", "year").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    )
    twice = _streamed(counted.sort("credit_code", "year").head(1)).rows()
    if twice:
        code, year, _ = twice[0]
        raise BadInput(
            f"{path}：{code} 的 {year} 年有多行。",
            f"{path}: {code} has several rows of {year}.",
        )


def _with_earlier(frame: Frame, names: Sequence[str]) -> Frame:
    """Facts of earlier years from the rows of those years, where no column states them."""
    lags: dict[int, dict[str, str]] = {}
    for fact in ENTERPRISE.values():
        if fact.before is not None and fact.name not in names:
            lags.setdefault(fact.before[1], {})[fact.name] = fact.before[0]
    years = frame.select(low=nw.col("year").min(), high=nw.col("year").max())
    low, high = _streamed(years).rows()[0]

    def joined(found: Frame, back: int) -> Frame:
        earlier = frame.select(
            "credit_code",
            (nw.col("year") + back).alias("year"),
            **{name: nw.col(of) for name, of in lags[back].items()},
        )
        return found.join(earlier, on=["credit_code", "year"], how="left")

    if low == high:
        return frame
    return reduce(joined, sorted(lags), frame)
