"""What a draft changes over a population: worked out, kept as plain values, shown to whom.

Pure: no table is asked here. Sums that would tell of a few firms are for readers of figures.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

import polars as pl

from xingmeng.core.actor import Actor
from xingmeng.engines.difference import (
    KINDS,
    Difference,
    Money,
    Part,
    Sides,
    compared,
    results,
    summed,
    touched,
)
from xingmeng.engines.rulebook import MET, Book
from xingmeng.engines.values import Text
from xingmeng.law.book import VERDICTS
from xingmeng.law.sizes import CLASSES, grouped
from xingmeng.stages.entitlements.rules import FEWEST, READERS

WORDS: dict[str, Text] = {
    "newly_in": Text("新享受", "Newly in"),
    "newly_out": Text("不再享受", "No longer in"),
    "gains": Text("增加", "Get more"),
    "loses": Text("减少", "Get less"),
    "opened": Text("变为待定", "Become open"),
    "settled": Text("不再待定", "No longer open"),
    "otherwise": Text("结论不同、金额不变", "Otherwise, same sum"),
    "unchanged": Text("不变", "Unchanged"),
}
BY: dict[str, Text] = {
    "area": Text("盟市", "League or city"),
    "section": Text("行业门类", "Section of industry"),
    "size": Text("企业规模", "Size"),
}
SIZES: dict[str, Text] = dict(
    zip(
        CLASSES,
        (
            Text("大型", "Large"),
            Text("中型", "Medium"),
            Text("小型", "Small"),
            Text("微型", "Micro"),
        ),
        strict=True,
    )
)


class Fares(NamedTuple):
    """What a draft comes to: differences in the order of the book, and each firm's lot."""

    differences: list[Difference]
    rows: Sides


def work_out(firms: pl.DataFrame, law: Book, draft: Book) -> Fares:
    """Run what the draft touches, under both books, and compare.

    Order: rows as the firms. Errors: OverflowError for a draft that was not proven.
    """
    codes = touched(law, draft, VERDICTS)
    sides, groups = results(firms, law, draft, codes), grouped(firms)
    rows = {code: compared(sides[code]) for code in codes}
    return Fares([summed(code, rows[code], groups) for code in codes], rows)


# --- decisions that were taken ----------------------------------------------------------------


class Decided(NamedTuple):
    """One decision that was taken, and what the draft would make of it. Units: fen."""

    entitlement_id: int
    organisation_id: int
    verdict: str
    state: str
    before_fen: int
    after_fen: int
    after: int


def decided_otherwise(
    firms: pl.DataFrame, rows: Sides, decisions: list[tuple[int, int, str, str, int]]
) -> list[Decided]:
    """Which decisions to give something would have come out otherwise by the draft's doing.

    What the law of the day itself sees otherwise than the decision did is no doing of a draft.
    Shapes: decisions as (entitlement, organisation, verdict, state, fen); firms with an
            `organisation` column, without which nothing can be told.
    Order: as given, by verdict. Errors: none.
    """
    names = ["entitlement", "organisation", "verdict", "state", "told_fen"]
    kinds = [pl.Int64, pl.Int64, pl.String, pl.String, pl.Int64]
    taken = pl.DataFrame(decisions, schema=dict(zip(names, kinds, strict=True)), orient="row")
    found: list[Decided] = []
    for code, lot in rows.items() if "organisation" in firms.columns else ():
        mine = taken.filter(pl.col("verdict") == code)
        moved = lot.with_columns(organisation=firms["organisation"]).filter(
            (pl.col("before") != pl.col("after"))
            | (pl.col("before_fen") != pl.col("after_fen"))
        )
        beside = moved.select("after", "after_fen", "organisation")
        both = mine.join(beside, on="organisation", how="inner", maintain_order="left")
        differs = (pl.col("after") != MET) | (pl.col("after_fen") != pl.col("told_fen"))
        wanted = ("entitlement", "organisation", "verdict", "state", "told_fen")
        chosen = both.filter(differs).select(*wanted, "after_fen", "after")
        found += [Decided(*row) for row in chosen.iter_rows()]
    return found


# --- kept -------------------------------------------------------------------------------------


def told(differences: list[Difference]) -> list[dict[str, Any]]:
    """Differences as plain values, to be kept; `read` is the way back. Errors: none."""
    return [
        {
            "code": one.code,
            "whole": _told(one.whole),
            "by": {
                name: [[key, _told(part)] for key, part in parts.items()]
                for name, parts in one.by.items()
            },
        }
        for one in differences
    ]


def _told(part: Part) -> dict[str, Any]:
    return {"firms": dict(part.firms), "money": asdict(part.money)}


def read(kept: list[Mapping[str, Any]]) -> list[Difference]:
    """Differences that were kept. Errors: KeyError for what `told` did not write."""
    return [
        Difference(
            one["code"],
            _read(one["whole"]),
            {
                name: {key: _read(part) for key, part in parts}
                for name, parts in one["by"].items()
            },
        )
        for one in kept
    ]


def _read(part: Mapping[str, Any]) -> Part:
    return Part({kind: part["firms"][kind] for kind in KINDS}, Money(**part["money"]))


# --- who may read sums ------------------------------------------------------------------------


def sees_firms(actor: Actor) -> bool:
    """Whether one firm's lot may be read: by those who read figures."""
    return not READERS.isdisjoint(actor.roles)


def too_few(one: Difference) -> set[tuple[str, Any]]:
    """The groups, by dimension and key, whose sums would tell of a few firms.

    Those in which so few fare otherwise; where that is only one group, the next smallest
    too, for the rest would tell. `("whole", None)` is all of it. Errors: none.
    """
    found: set[tuple[str, Any]] = set()
    for name, parts in one.by.items():
        counts = [(p.differing, str(key), key) for key, p in parts.items() if p.differing]
        small = [entry for entry in counts if entry[0] < FEWEST]
        if len(small) == 1:
            small += sorted(entry for entry in counts if entry[0] >= FEWEST)[:1]
        found |= {(name, key) for _, _, key in small}
    return found | {("whole", None)} if 0 < one.whole.differing < FEWEST else found
