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
from xingmeng.engines.arithmetic import Arithmetic, Value
from xingmeng.engines.facts import Fact
from xingmeng.law.facts import ENTERPRISE, FIXED, SECTIONS

KINDS = (".csv", ".jsonl", ".parquet")
NEEDED = tuple(fact.name for fact in FIXED)
YES, NO = ("true", "1", "是"), ("false", "0", "否")
DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
NONE = ("none", "无")  # no certificate, said so: not the same as not said
Frame = nw.LazyFrame[Any]


def read(path: Path, *, spark: Any = None) -> Frame:
    """The facts of a file as whole numbers and truths, earlier years filled in from its rows.

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
    return _with_earlier(made, names)


def _polars(path: Path) -> Any:
    import polars as pl

    if path.suffix.lower() == ".csv":
        return pl.read_csv(path, infer_schema=False)
    if path.suffix.lower() == ".jsonl":
        return pl.read_ndjson(path, infer_schema_length=None)
    return pl.read_parquet(path)


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
    texts = {name: _text(name, schema[name]) for name in names}
    frame = frame.select(**texts)
    good = {name: _is_good(ENTERPRISE[name]) for name in names}
    _refuse_cells(path, frame, good)
    made = frame.select(**{name: _value(ENTERPRISE[name], by) for name in names})
    ranged = {name: _in_range(ENTERPRISE[name]) for name in names if name != "credit_code"}
    _refuse_cells(path, made, ranged)
    return made


def _text(name: str, kind: Any) -> nw.Expr:
    """A cell as it would stand in a .csv; nothing for an empty one."""
    column = nw.col(name)
    if kind == nw.Boolean:
        return nw.when(column).then(nw.lit("true")).when(~column).then(nw.lit("false"))
    text = column.cast(nw.String).str.strip_chars()
    return nw.when(text != "").then(text)


def _is_good(fact: Fact) -> nw.Expr:
    text = nw.col(fact.name)
    if fact.kind == "text":
        return text.fill_null("").str.contains(r"\S")
    if fact.kind == "flag":
        return text.str.to_lowercase().is_in([*YES, *NO])
    if fact.kind == "date":
        ends = text.str.contains(r"-(02-3[01]|(04|06|09|11)-31)$")
        return (text.str.contains(DATE) & ~ends & _leaps(text)) | text.is_in(NONE)
    if fact.name == "industry":
        return text.str.contains(r"^([A-T]|[A-T]?\d{2,4})$")
    return text.str.contains(r"^-?\d{1,18}$")


def _leaps(text: nw.Expr) -> nw.Expr:
    """No 29 February but in leap years."""
    fourth = text.str.contains(
        r"^(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
    )
    return ~text.str.contains(r"-02-29$") | fourth


def _value(fact: Fact, by: Arithmetic) -> nw.Expr:
    text = nw.col(fact.name)
    if fact.kind == "text":
        return text
    if fact.kind == "flag":
        return text.str.to_lowercase().is_in(YES)
    if fact.kind == "date":
        none = nw.lit(fact.ends[0], nw.Int64)
        day = _day(nw.when(~text.is_in(NONE)).then(text), by)
        return nw.when(text.is_in(NONE)).then(none).otherwise(day)
    if fact.name == "industry":
        return _division(text)
    return text.cast(nw.Int64)


def _division(text: nw.Expr) -> nw.Expr:
    digits = text.str.replace_all(r"^[A-T]", "").str.slice(0, 2)
    found = nw.when(digits != "").then(digits).otherwise(nw.lit(None)).cast(nw.Int64)
    for letter, division in SECTIONS.items():
        found = nw.when(text == letter).then(nw.lit(division, nw.Int64)).otherwise(found)
    return found


def _day(text: nw.Expr, by: Arithmetic) -> nw.Expr:
    """Days since 1970-01-01 of an ISO date, by counting from March on."""
    year, month, day = (
        text.str.slice(a, n).cast(nw.Int64) for a, n in ((0, 4), (5, 2), (8, 2))
    )
    late = nw.when(month > 2).then(nw.lit(0, nw.Int64)).otherwise(nw.lit(1, nw.Int64))
    year, month = year - late, month + 12 * late - 3

    def parts(value: nw.Expr, whole: int) -> Value:
        return by.divide(value, whole)

    leaps = parts(year, 4) - parts(year, 100) + parts(year, 400)
    return 365 * year + leaps + parts(153 * month + 2, 5) + day - 1 - 719_468


def _in_range(fact: Fact) -> nw.Expr:
    if fact.kind == "flag":
        return nw.col(fact.name) | ~nw.col(fact.name)
    low, high = fact.ends
    return (nw.col(fact.name) >= low) & (nw.col(fact.name) <= high)


def _refuse_cells(path: Path, frame: Frame, good: dict[str, nw.Expr]) -> None:
    """Name the first cell that is not as it must be; keys may not be empty either."""
    marks = {}
    for name, fine in good.items():
        wrong = ~fine.fill_null(name not in ("credit_code", "year"))
        marks[name] = wrong.any()
    found = frame.select(**marks).collect(backend="polars").to_dict(as_series=False)
    for name, wrong in found.items():
        if wrong[0]:
            bad = frame.filter(~good[name].fill_null(name not in ("credit_code", "year")))
            value = bad.select(name).head(1).collect(backend="polars")[name].to_list()[0]
            said = "" if value is None else value
            raise BadInput(
                f"{path}：{name} 列的值“{said}”不对，应为 {ENTERPRISE[name].unit}。",
                f"{path}: column {name}: {said!r} is no {ENTERPRISE[name].unit} in its range.",
            )


def _refuse_twice(path: Path, frame: Frame) -> None:
    counted = (
        frame.group_by("credit_code", "year").agg(rows=nw.len()).filter(nw.col("rows") > 1)
    )
    twice = counted.sort("credit_code", "year").head(1).collect(backend="polars").rows()
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
    low, high = years.collect(backend="polars").rows()[0]

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
