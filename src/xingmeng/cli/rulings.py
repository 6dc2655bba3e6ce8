"""What rules came to, as a file: one line for each enterprise, year and rule."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from xingmeng.cli.answer import BadInput
from xingmeng.engines import rules
from xingmeng.engines.rulebook import NOT_APPLICABLE, OUTCOMES, Book
from xingmeng.law.book import RULES

SLICE = 100_000  # enterprises worked out at a time: memory stays flat
KINDS = (".csv", ".jsonl", ".parquet")


def refuse_extension(path: Path) -> None:
    """Say so before any work. Errors: BadInput."""
    if path.suffix.lower() not in KINDS:
        raise BadInput(
            f"{path}：不认识的扩展名，可用 .csv、.jsonl、.parquet。",
            f"{path}: unknown extension; .csv, .jsonl and .parquet are written.",
        )


def ordered(frame: pl.LazyFrame, law: Book) -> Iterator[pl.DataFrame]:
    """All rules for all rows, in the order of the rows, SLICE of them at a time.

    Shapes: one part without rows where there are none. Errors: as `rules.run`.
    """
    count = frame.select(pl.len()).collect(engine="streaming").item()
    for start in range(0, count or 1, SLICE):
        part = frame.slice(start, SLICE).collect().with_row_index(rules.ROW)
        found = rules.run(part, law, reasons=True).collect().to_native()
        yield found.sort(rules.ROW).drop(rules.ROW)


def write(path: Path, parts: Iterable[pl.DataFrame], law: Book) -> tuple[int, dict[str, int]]:
    """Write the lines; how many rows there were, and how many lines of each outcome.

    The lines of every part and rule lie in files beside it until they are put together in
    the order of the rules. Errors: BadInput.
    """
    counted: Counter[str] = Counter(dict.fromkeys(OUTCOMES, 0))
    height = 0
    try:
        with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            for number, part in enumerate(parts):
                height += part.height
                counted.update(_counted(part, law))
                for place, lines in enumerate(_lines(part, law)):
                    lines.write_parquet(f"{folder}/{place:04}-{number:06}.parquet")
            _sink(path, pl.scan_parquet(sorted(Path(folder).iterdir()), glob=False))
    except OSError as fault:
        raise BadInput(f"写不进 {path}：{fault}", f"Cannot write {path}: {fault}") from fault
    counted[OUTCOMES[NOT_APPLICABLE]] += len(_ended(law)) * height
    return height, dict(counted)


def _counted(part: pl.DataFrame, law: Book) -> Counter[str]:
    counted: Counter[str] = Counter()
    for code in law.shown:
        for place, count in part[code].value_counts().iter_rows():
            counted[OUTCOMES[place]] += count
    return counted


def _sink(path: Path, table: pl.LazyFrame) -> None:
    if path.suffix.lower() == ".csv":
        table.sink_csv(path)
    elif path.suffix.lower() == ".jsonl":
        table.sink_ndjson(path)
    else:
        table.sink_parquet(path)


def _ended(law: Book) -> list[str]:
    """The rules that are not in force on the day, each once."""
    every = dict.fromkeys(rule.code for rule in RULES if not rule.inner)
    return [code for code in every if code not in law]


def _lines(wide: pl.DataFrame, law: Book) -> Iterator[pl.DataFrame]:
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
