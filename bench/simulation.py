"""What a draft of the law would change: how long it takes, beside running all rules twice.

    python -m bench.simulation [--firms 100000] [--json]

Firms are those of bench/law.py in one tax year; one in a hundred facts is missing, and a panel
has marked one firm in ten. For each draft: which verdicts it touches, what it costs to work
them out under both books, compare firm by firm and sum up by area, section and size; and all
rules twice. The best of REPEATS, by the
clock and by the processor (all its threads). Exit code 1 if a draft takes longer than LIMIT.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from bench.law import ON, SEED, invented
from bench.memory import peak_mib
from xingmeng.engines.difference import Difference, compared, results, summed, touched
from xingmeng.engines.rulebook import Book
from xingmeng.law import book
from xingmeng.law.amending import WAIVED, Amendment, Clause, amended
from xingmeng.law.facts import ENTERPRISE
from xingmeng.law.sizes import grouped

LIMIT, REPEATS, YEAR = 1.0, 3, 2023
SINCE = date(YEAR, 1, 1)
MISSING, MARKED = 0.01, 0.1
RATES = {  # what the authority still owes; made up
    "rd_subsidy.stock_first_bp": 800, "rd_subsidy.stock_above_bp": 400,
    "rd_subsidy.increase_bp": 300, "rd_subsidy.stock_edge_fen": 10**9,
    "rd_subsidy.cap_high_tech_fen": 5 * 10**8, "rd_subsidy.cap_technology_sme_fen": 2 * 10**8,
    "rd_subsidy.cap_other_fen": 10**8, "rd_subsidy.least_fen": 10**6,
    "trade_subsidy.demand_bp": 1000, "trade_subsidy.demand_cap_fen": 10**8,
    "trade_subsidy.supply_bp": 500, "trade_subsidy.supply_cap_fen": 10**8,
    "trade_subsidy.service_fen": 10**6,
}  # fmt: skip
SET = {key: {"values": {"2020-01-01": value}} for key, value in RATES.items()}


def _value(key: str, value: int) -> Amendment:
    return Amendment(values={key: {SINCE: value}})


DRAFTS = {
    "a rate of the subsidy": _value("rd_subsidy.stock_first_bp", 1000),
    "a cap of trade": _value("trade_subsidy.demand_cap_fen", 5 * 10**7),
    "rate of the deduction": _value("rd_super_deduction.general_pct", 120 - 30),
    "SME: staff": _value("technology_sme.staff_most", 300),
    "SME: a clause waived": Amendment(
        clauses={"technology_sme.assets_limit": Clause(WAIVED, SINCE)}
    ),
    "high-tech: points": _value("high_tech_enterprise.pass_points", 65),
    "one of everything": Amendment(
        values={
            "rd_subsidy.stock_first_bp": {SINCE: 1000},
            "trade_subsidy.demand_cap_fen": {SINCE: 5 * 10**7},
            "technology_sme.staff_most": {SINCE: 300},
            "high_tech_enterprise.pass_points": {SINCE: 65},
        }
    ),
}


def population(count: int) -> pl.DataFrame:
    """Firms of one year, always the same, some of their facts missing."""
    dice = np.random.default_rng(SEED)
    firms = invented(count).with_columns(year=pl.lit(YEAR, pl.Int64))
    marked = pl.Series(dice.random(count) < MARKED)
    kept = ("credit_code", "year", "region", "industry")
    holes = {
        name: marked if ENTERPRISE[name].judged else pl.Series(dice.random(count) >= MISSING)
        for name in firms.columns
        if name not in kept
    }
    return firms.with_columns(
        pl.when(there).then(pl.col(name)).alias(name) for name, there in holes.items()
    )


def differences(firms: pl.DataFrame, law: Book, draft: Book) -> list[Difference]:
    """All that a draft changes: what it touches, and what both say alike once."""
    codes = touched(law, draft, book.VERDICTS)
    sides, groups = results(firms, law, draft, codes), grouped(firms)
    return [summed(code, compared(sides[code]), groups) for code in codes]


def everything_twice(firms: pl.DataFrame, law: Book, draft: Book) -> list[Difference]:
    """The same without knowing what is touched: every rule, by one book, then the other."""
    groups = grouped(firms)
    before, after = (results(firms, one, one, one.shown) for one in (law, draft))
    first, last = ("before", "before_fen"), ("after", "after_fen")
    return [
        summed(
            code, compared(before[code].select(first).hstack(after[code].select(last))), groups
        )
        for code in book.VERDICTS
        if code in law and code in draft
    ]


def timed(work: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """The best of some runs by the clock, its processor time, and what came out."""
    best = {"seconds": float("inf"), "processor": float("inf")}
    for _ in range(REPEATS):
        clock, processor = time.perf_counter(), time.process_time()
        found = work()
        took = time.perf_counter() - clock
        if took < best["seconds"]:
            best = {"seconds": took, "processor": time.process_time() - processor}
    return {name: round(value, 3) for name, value in best.items()}, found


def measured(firms: pl.DataFrame, name: str) -> dict[str, Any]:
    """One draft, both ways."""
    law = amended(ON, Amendment(), overlay=SET)

    def draft() -> Book:
        return amended(ON, DRAFTS[name], overlay=SET)

    shared, ours = timed(lambda: differences(firms, law, draft()))
    twice, theirs = timed(lambda: everything_twice(firms, law, draft()))
    same = {one.code: one for one in theirs}
    return {
        **{"draft": name, "firms": firms.height, "what_it_touches": shared},
        **{"all_rules_twice": twice, "agree": all(same[one.code] == one for one in ours)},
        "differ": {one.code: one.whole.differing for one in ours},
    }


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--firms", type=int, default=100_000)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    firms = population(given.firms)
    found = [measured(firms, name) for name in DRAFTS]
    late = [
        one for one in found if one["what_it_touches"]["seconds"] > LIMIT or not one["agree"]
    ]
    if given.json:
        sys.stdout.write(json.dumps({"drafts": found, "peak_mib": peak_mib()}) + "\n")
        return 1 if late else 0
    sys.stdout.write(f"{given.firms:,} firms; seconds by the clock (by the processor)\n")
    for one in found:
        said = "  ".join(
            f"{way} {one[way]['seconds']:.3f} ({one[way]['processor']:.3f})"
            for way in ("what_it_touches", "all_rules_twice")
        )
        sys.stdout.write(f"  {one['draft']:22} {said}  {one['differ']}\n")
    for one in late:
        sys.stdout.write(f"  MISSED {one['draft']}: over {LIMIT} s, or not the same\n")
    sys.stdout.write(f"  {peak_mib()} MiB\n")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
