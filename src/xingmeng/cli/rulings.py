"""What rules came to, as a file: one line for each enterprise, year and rule."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from xingmeng.cli.answer import BadInput
from xingmeng.engines import rules
from xingmeng.engines.rulebook import NOT_APPLICABLE, OUTCOMES, Book
from xingmeng.law.book import RULES

SLICE = 250_000  # enterprises worked out at a time: memory stays flat
KINDS = (".csv", ".jsonl", ".parquet")


def refuse_extension(path: Path) -> None:
    """Say so before any work. Errors: BadInput."""
    if path.suffix.lower() not in KINDS:
        raise BadInput(
            f"{path}：不认识的扩展名，可用 .csv、.jsonl、.parquet。",
            f"{path}: unknown extension; .csv, .jsonl and .parquet are written.",
        )


def ordered(frame: pl.DataFrame, law: Book) -> pl.DataFrame:
    """All rules for all rows, in the order of the rows."""
    numbered = frame.with_row_index(rules.ROW)
    parts = [
        rules.run(part, law, reasons=True).collect().to_native().sort(rules.ROW)
        for part in numbered.iter_slices(SLICE)
    ]
    found = (
        pl.concat(parts)
        if parts
        else rules.run(numbered, law, reasons=True).collect().to_native()
    )
    return found.drop(rules.ROW)


def write(path: Path, wide: pl.DataFrame, law: Book) -> dict[str, int]:
    """Write the lines; how many there are of each outcome. Errors: BadInput."""
    table = pl.concat(list(_lines(wide.lazy(), law)))  # written as it is made, never whole
    try:
        if path.suffix.lower() == ".csv":
            table.sink_csv(path)
        elif path.suffix.lower() == ".jsonl":
            table.sink_ndjson(path)
        else:
            table.sink_parquet(path)
    except OSError as fault:
        raise BadInput(f"写不进 {path}：{fault}", f"Cannot write {path}: {fault}") from fault
    counted: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    for code in law.shown:
        for place, count in wide[code].value_counts().iter_rows():
            counted[OUTCOMES[place]] += count
    counted[OUTCOMES[NOT_APPLICABLE]] += len(_ended(law)) * wide.height
    return dict(counted)


def _ended(law: Book) -> list[str]:
    """The rules that are not in force on the day, each once."""
    every = dict.fromkeys(rule.code for rule in RULES if not rule.inner)
    return [code for code in every if code not in law]


def _lines(wide: pl.LazyFrame, law: Book) -> Iterator[pl.LazyFrame]:
    names = dict(enumerate(OUTCOMES))
    for code in law.shown:
        money = law[code].unit == "fen"
        amount = pl.col(rules.amount_of(code)) if money else pl.lit(None, pl.Int64)
        yield wide.select(
            "credit_code",
            "year",
            rule=pl.lit(code),
            rule_version=pl.lit(law.version(code)),
            outcome=pl.col(code).replace_strict(names, return_dtype=pl.String),
            amount_fen=amount.cast(pl.Int64),
            reasons=pl.col(rules.reasons_of(code)),
        )
    for code in _ended(law):
        yield wide.select(
            "credit_code",
            "year",
            rule=pl.lit(code),
            rule_version=pl.lit(""),
            outcome=pl.lit(OUTCOMES[NOT_APPLICABLE]),
            amount_fen=pl.lit(None, pl.Int64),
            reasons=pl.lit("[]"),
        )
