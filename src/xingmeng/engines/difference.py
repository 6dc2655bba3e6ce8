"""What changes, and for whom, between two books of rules over one population.

Both books read the same facts. Only rules that differ between them are run; what comes out is
compared row by row in columns, and summed up. Sums are 128 bits wide, so they are exact.
"""

from collections.abc import Iterator, Mapping, Sequence
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
Sides = dict[str, pl.DataFrame]


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
    return tuple(code for code in codes if one.says(code) != other.says(code))


def results(frame: pl.DataFrame, one: Book, other: Book, codes: Sequence[str]) -> Sides:
    """What each rule comes to by either book for each row; a sum that is open is 0.

    Shapes: a frame as `rules.run` takes; by code, the columns before, after (the places of
            outcomes) and before_fen, after_fen. A rule not in force applies to nobody.
    Units:  fen; of a rule that gives no money the sums are 0. Order: as the rows.
    Errors: OverflowError as `rules.run`.
    """
    numbered = frame.with_row_index(rules.ROW)
    found: pl.DataFrame = (
        rules.run_both(numbered, one, other, codes=codes).collect().to_native()
    )
    ran = found.sort(rules.ROW) if codes else found
    return {
        code: ran.select(**_side(one, code, "before"), **_side(other, code, "after"))
        for code in codes
    }


def _side(book: Book, code: str, side: str) -> dict[str, pl.Expr]:
    name = code if side == "before" else rules.by_other(code)
    if code not in book:
        nobody = pl.lit(NOT_APPLICABLE, pl.Int8)
        return {side: nobody, f"{side}_fen": pl.lit(0, pl.Int64)}
    given = pl.lit(0, pl.Int64)
    if book[code].gives is not None and book[code].unit == "fen":
        met = pl.col(name) == MET
        given = pl.when(met).then(pl.col(rules.amount_of(name))).otherwise(0).fill_null(0)
    return {side: pl.col(name), f"{side}_fen": given}


def compared(sides: pl.DataFrame) -> pl.DataFrame:
    """How each row fares: `kind` of KINDS beside outcomes and sums before and after.

    Shapes: one rule's frame of `results`. Order: as the rows. Errors: none.
    """
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
    return sides.with_columns(kind=kind.cast(pl.Enum(KINDS)))


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
