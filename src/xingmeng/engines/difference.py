"""What changes, and for whom, between two books of rules over one population.

Both books read the same facts. Only rules that differ between them are run; what comes out is
compared row by row in columns, and summed up. Sums are 128 bits wide, so they are exact.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from xingmeng.engines import rules
from xingmeng.engines.rulebook import MET, NEEDS_PERSON, NOT_APPLICABLE, UNKNOWN, Book

KINDS = (
    *("newly_in", "newly_out", "gains", "loses"),
    *("opened", "settled", "otherwise", "unchanged"),
)
MIRRORED = {  # the same difference seen from the other book
    **{"newly_in": "newly_out", "newly_out": "newly_in", "gains": "loses", "loses": "gains"},
    **{"opened": "settled", "settled": "opened"},
    **{"otherwise": "otherwise", "unchanged": "unchanged"},
}
WIDE = pl.Int128


@dataclass(frozen=True, slots=True)
class Money:
    """What is given before and after, and why that is not the same.

    Units: fen; `opened` was sure and is open after, `settled` was open and is sure after.
    """

    before_fen: int = 0
    after_fen: int = 0
    gained_fen: int = 0
    lost_fen: int = 0
    opened_fen: int = 0
    settled_fen: int = 0

    @property
    def more_fen(self) -> int:
        """How much more is given after; less than nothing where it is less."""
        return self.after_fen - self.before_fen


@dataclass(frozen=True, slots=True)
class Part:
    """One group of the population: how many there are of each of KINDS, and the money."""

    firms: Mapping[str, int]
    money: Money

    @property
    def differing(self) -> int:
        """How many fare otherwise than before."""
        return sum(self.firms.values()) - self.firms["unchanged"]

    @property
    def better(self) -> int:
        """How many gain: get more, or get it at all."""
        return self.firms["newly_in"] + self.firms["gains"]

    @property
    def worse(self) -> int:
        """How many lose: get less, or no longer get it."""
        return self.firms["newly_out"] + self.firms["loses"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one rule: all of it, and by the groups of each dimension.

    Order: groups by their key, those without one last.
    """

    code: str
    whole: Part
    by: Mapping[str, Mapping[Any, Part]] = field(default_factory=dict)


def touched(one: Book, other: Book, codes: Sequence[str]) -> tuple[str, ...]:
    """Which of the rules say anything else in one book than in the other.

    Order: as asked. Errors: none.
    """
    return tuple(code for code in codes if _version(one, code) != _version(other, code))


def _version(book: Book, code: str) -> str:
    """The digest of all that a rule says; since when is told apart and does not matter."""
    return book.version(code).partition("+")[2] if code in book else ""


def results(frame: pl.DataFrame, book: Book, codes: Collection[str]) -> pl.DataFrame:
    """What each rule comes to for each row, and the sum it gives, which is 0 where it is open.

    Shapes: a frame as `rules.run` takes; for each code a column of its outcome and one named
            `amount_of` it. A rule that is not in force applies to nobody.
    Units:  sums are fen; of a rule that gives no money they are 0. Order: as the rows.
    Errors: OverflowError as `rules.run`.
    """
    held = [code for code in codes if code in book]
    if held:
        numbered = frame.with_row_index(rules.ROW)
        found: pl.DataFrame = rules.run(numbered, book, codes=held).collect().to_native()
        ran = found.sort(rules.ROW)
    else:
        ran = pl.DataFrame({rules.ROW: range(frame.height)})
    columns = {}
    for code in codes:
        given = code in book and book[code].gives is not None and book[code].unit == "fen"
        met = pl.col(code) == MET if given else None
        outcome = pl.col(code) if code in book else pl.lit(NOT_APPLICABLE, pl.Int8)
        columns[code] = outcome
        columns[rules.amount_of(code)] = (
            pl.lit(0, pl.Int64)
            if met is None
            else pl.when(met).then(pl.col(rules.amount_of(code))).otherwise(0).fill_null(0)
        )
    return ran.with_columns(**columns).select(*columns)


def compared(before: pl.DataFrame, after: pl.DataFrame, code: str) -> pl.DataFrame:
    """How each row fares in one rule: `kind` of KINDS, outcomes and sums before and after.

    Shapes: two frames of `results`, of the same rows in the same order. Order: theirs.
    Errors: polars' ColumnNotFoundError for a rule that was not run.
    """
    sides = {"before": before, "after": after}
    made = pl.DataFrame(
        {
            **{name: side[code] for name, side in sides.items()},
            **{f"{name}_fen": side[rules.amount_of(code)] for name, side in sides.items()},
        }
    )
    had, has = pl.col("before") == MET, pl.col("after") == MET
    was_open, is_open = (
        pl.col(name).is_in([UNKNOWN, NEEDS_PERSON]) for name in ("before", "after")
    )
    less, more = pl.col("before_fen"), pl.col("after_fen")
    kind = (
        pl.when(is_open & ~was_open)
        .then(pl.lit("opened"))
        .when(was_open & ~is_open)
        .then(pl.lit("settled"))
        .when(has & ~had)
        .then(pl.lit("newly_in"))
        .when(had & ~has)
        .then(pl.lit("newly_out"))
        .when(more > less)
        .then(pl.lit("gains"))
        .when(more < less)
        .then(pl.lit("loses"))
        .when(pl.col("before") != pl.col("after"))
        .then(pl.lit("otherwise"))
        .otherwise(pl.lit("unchanged"))
    )
    return made.with_columns(kind=kind.cast(pl.Enum(KINDS)))


def summed(code: str, rows: pl.DataFrame, groups: pl.DataFrame) -> Difference:
    """All that differs in one rule, by each column of the groups as well.

    Shapes: `rows` of `compared`, `groups` with a column for each dimension, row by row.
    Errors: none.
    """
    table = rows.hstack(groups).lazy()
    wanted = [table.select(*_sums())]
    wanted += [
        table.group_by(name).agg(*_sums()).sort(name, nulls_last=True)
        for name in groups.columns
    ]
    whole, *others = pl.collect_all(wanted)
    by = {
        name: {row[name]: _part(row) for row in found.iter_rows(named=True)}
        for name, found in zip(groups.columns, others, strict=True)
    }
    return Difference(code, _part(whole.row(0, named=True)), by)


def _sums() -> Iterator[pl.Expr]:
    kind = pl.col("kind")
    before, after = (pl.col(f"{name}_fen").cast(WIDE) for name in ("before", "after"))
    for one in KINDS:
        yield (kind == one).sum().alias(one)
    opened, settled = kind == "opened", kind == "settled"
    sure = ~(opened | settled)
    yield before.sum().alias("before_fen")
    yield after.sum().alias("after_fen")
    yield (after - before).filter(sure & (after > before)).sum().alias("gained_fen")
    yield (before - after).filter(sure & (before > after)).sum().alias("lost_fen")
    yield before.filter(opened).sum().alias("opened_fen")
    yield after.filter(settled).sum().alias("settled_fen")


def _part(row: Mapping[str, Any]) -> Part:
    money = {name: int(row[name] or 0) for name in Money.__dataclass_fields__}
    return Part({kind: int(row[kind] or 0) for kind in KINDS}, Money(**money))
