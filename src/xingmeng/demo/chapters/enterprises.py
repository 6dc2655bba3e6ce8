"""Tables of registers about all enterprises of the region: handed over, looked at, entered."""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import resources
from typing import Any

import polars as pl

from xingmeng.core import clock
from xingmeng.core.models import Source
from xingmeng.demo import books, cast
from xingmeng.demo.calibration import Already
from xingmeng.demo.registers import LISTS, TAX, from_register
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, who
from xingmeng.engines import rules
from xingmeng.engines.rulebook import MET
from xingmeng.engines.values import Text
from xingmeng.law import book
from xingmeng.law.dated import Overlay
from xingmeng.stages.entitlements import actions as entitlements
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries

YEAR = 2020
PANELS = Text("高企认定专家评审记录（演示，虚构）", "Panels' records (demo, invented)")
TRADES = {"trade_bought_fen": 0, "transfer_agency": "false"}
DEDUCTION, SUBSIDY, SME = "rd_super_deduction", "rd_subsidy", "technology_sme"


def tell(script: Script) -> None:
    """Note the settlement of 2020, the certificates there were, and the panels of 2021."""
    found: list[books.Case] = []
    script.at("2021-06-10", _set)
    script.at("2021-06-15", _settle, found, hour=9)
    script.at("2021-06-15", _certify, found, hour=10)
    script.at("2021-11-26", _judge, found)


def calibrated() -> Overlay:
    """What the demo's authority sets of the numbers the law leaves to it: not law."""
    path = resources.files("xingmeng.demo").joinpath("calibrated_2021.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _set() -> None:
    entitlements.set_parameters(calibrated(), actor=who("chair"))


def _settle(found: list[books.Case]) -> None:
    found += books.cases(already())
    rows = [*books.figures(found), *_institutes()]
    enter("figures", "tax", "演示_2020年度汇算清缴.csv", rows, from_register("tax", TAX))


def already() -> Already:
    """What the law gives the enterprises of the lists for 2020, as they are known today."""
    frame = registry_queries.yearly.population(YEAR, as_of=clock.now())
    frame = frame.filter(pl.col("region") // 10_000 == 15)
    law = book.with_parameters(clock.today(), calibrated())
    codes = [DEDUCTION, SUBSIDY, SME]
    told = rules.run(frame, law, codes=codes).collect().to_native()
    met = {code: told.filter(pl.col(code) == MET) for code in codes}
    sums = {c: int(met[c][rules.amount_of(c)].sum()) // 100 for c in (DEDUCTION, SUBSIDY)}
    return Already(
        deducting=met[DEDUCTION].height,
        deducted=sums[DEDUCTION],
        subsidised=met[SUBSIDY].height,
        subsidies=sums[SUBSIDY],
        smes=met[SME].height,
    )


def _institutes() -> Iterable[books.Row]:
    """Universities and institutes of the region that sold technology in the year."""
    here = [u for u in cast.UNITS if u.region.startswith("15") and u.kind in INSTITUTES]
    for number, unit in enumerate(here, start=1):
        sold = {"trade_sold_fen": number * 30_000_000}
        yield {"credit_code": unit.credit_code, "year": YEAR, **TRADES, **sold}


INSTITUTES = ("university", "institute")


def _certify(found: list[books.Case]) -> None:
    source = from_register("lists", LISTS)
    rows = books.certificates(found)
    enter("certificates", "recognitions", "演示_高企名单_2018至2020.csv", rows, source)


def _judge(found: list[books.Case]) -> None:
    source = from_register("panels", PANELS)
    rows = books.panel(found)
    enter("figures", "panel", "演示_2021年高企专家评审.csv", rows, source)


def enter(
    what: str, provider: str, name: str, rows: Iterable[Mapping[str, Any]], source: Source
) -> None:
    """Hand a table over and enter it, as an officer does."""
    given = {"what": what, "provider": provider, "dated_on": date(2021, 5, 31)}
    row = registry.take_in(name, _csv(list(rows)), **given, source=source, actor=who("officer"))
    go("intake", row.pk, "enter", "officer")


def _csv(rows: list[Mapping[str, Any]]) -> bytes:
    heads = dict.fromkeys(head for row in rows for head in row)
    out = io.StringIO()
    table = csv.DictWriter(out, heads, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()
