"""Figures that the law itself gives: its rules run over the registry as it was known on a day.

Nothing is stored: the same day gives the same figures, whatever was recorded later. The firms
behind a figure are shown to those who may read their figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import polars as pl
from django.conf import settings
from django.db.models import CharField, DateField, QuerySet, Value

from xingmeng.core import clock, trail
from xingmeng.core.actor import Actor, prefix
from xingmeng.engines import rules
from xingmeng.engines.rulebook import MET
from xingmeng.engines.values import Text
from xingmeng.law import book
from xingmeng.stages.entitlements import queries as entitlements
from xingmeng.stages.indicators.queries.definitions import DEPARTMENT, Definition
from xingmeng.stages.registry import queries as registry

LAW = Text("法规测算", "Worked out by the law")
UNITS = ("enterprise", "university", "institute", "hospital", "agency", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled(Definition):
    """One figure over the units of the region for which a rule is met. `rows` know the day."""

    def value(self, rows: QuerySet) -> Decimal | None:
        """The figure over these rows: how many, what they are given, or how many are firms."""
        if self.unit == "count":
            return Decimal(rows.count())
        if self.unit == "ratio":
            whole = rows.count()
            return Decimal(rows.filter(kind="enterprise").count()) / whole if whole else None
        return Decimal(sum(self.split(rows, "pk").values()))

    def split(self, rows: QuerySet, by: str) -> dict[Any, int]:
        """The figure of each part of these rows, by a column."""
        parts: dict[Any, int] = {}
        for part, pk, on, head in rows.values_list(by, "pk", "on", "head"):
            given = _met(self.column, on, head).get(pk, 0) if self.unit == "fen" else 1
            parts[part] = parts.get(part, 0) + given
        return parts


def _head() -> str:
    """What stands for all that is on record: whatever changes leaves a step."""
    return trail.head()[1]


@lru_cache(maxsize=64)
def _met(rule: str, on: date, head: str) -> Mapping[int, int]:
    """The units of the region for which a rule is met on a day, with what it gives them.

    Shapes: {unit: fen}. The law is that of the day, with what the authority had set; the year
            is the last closed one.
    """
    law = book.with_parameters(on, entitlements.set_by_authority(on))
    if rule not in law:
        return {}
    frame = _frame(on, head).with_row_index(rules.ROW)
    found = rules.run(frame, law, codes=[rule]).collect().to_native()
    given = rules.amount_of(rule)
    fen = pl.col(given) if given in found.columns else pl.lit(0)
    told = found.filter(pl.col(rule) == MET).select(rules.ROW, fen=fen.fill_null(0))
    units = frame["organisation"]
    return {units[row]: amount for row, amount in told.iter_rows()}


@lru_cache(maxsize=4)
def _frame(on: date, head: str) -> pl.DataFrame:
    frame = registry.yearly.population(on.year - 1, as_of=on, kinds=UNITS)
    here = prefix(settings.REGION["code"])
    return frame.filter(pl.col("region").cast(pl.String).str.starts_with(here))


def _units(rule: str, actor: Actor, at: datetime, *, paying: bool) -> QuerySet:
    on, head = clock.local_day(at), _head()
    pks = [pk for pk, fen in _met(rule, on, head).items() if fen or not paying]
    rows = registry.with_figures_for(actor).filter(pk__in=pks)
    said = {"on": Value(on, DateField()), "head": Value(head, CharField())}
    return rows.annotate(**said)  # each row knows which running of the law it is of


def _ruled(code: str, title: Text, unit: str, rule: str, explain: Text) -> Ruled:
    gives = unit == "fen"
    return Ruled(
        code=code,
        group=LAW,
        title=title,
        unit=unit,
        explain=explain,
        answers_for=DEPARTMENT,
        records=lambda actor, at: _units(rule, actor, at, paying=unit == "ratio"),
        column=rule,
        over="" if unit != "ratio" else rule,
        amount=lambda row: _met(rule, row.on, row.head).get(row.pk) if gives else None,
        area="region__code",
        inside=True,
    )


RULED: tuple[Ruled, ...] = (
    _ruled(
        "trade_enterprises",
        Text("技术交易后补助中企业占比", "Enterprises among technology-trade cases"),
        "ratio",
        "trade_subsidy",
        Text(
            "按规定可得技术交易后补助的单位中，企业所占比例。",
            "Of the units that the rules give a technology-trade subsidy, the enterprises.",
        ),
    ),
    _ruled(
        "rd_subsidised",
        Text("研发投入后补助企业", "Enterprises with R&D post-subsidy"),
        "count",
        "rd_subsidy",
        Text(
            "按规定和主管部门设定的比例可得研发投入后补助的企业数。",
            "Enterprises that the rules, at the rates the authority set, give the subsidy.",
        ),
    ),
    _ruled(
        "rd_subsidies",
        Text("研发投入后补助金额", "Sum of the R&D post-subsidy"),
        "fen",
        "rd_subsidy",
        Text("上述企业补助额之和。", "What they are given, summed."),
    ),
    _ruled(
        "high_tech_enterprises",
        Text("符合条件的高新技术企业", "High-tech enterprises"),
        "count",
        "high_tech_enterprise",
        Text(
            "符合高新技术企业认定全部条件的企业数；需专家判断的按评审记录。",
            "Enterprises that meet every condition; what a panel judges is as it recorded.",
        ),
    ),
    _ruled(
        "technology_smes",
        Text("科技型中小企业", "Technology SMEs"),
        "count",
        "technology_sme",
        Text("符合评价条件的企业数。", "Enterprises that pass the evaluation."),
    ),
    _ruled(
        "rd_deducting",
        Text("享受研发费用加计扣除的企业", "Enterprises with R&D super-deduction"),
        "count",
        "rd_super_deduction",
        Text(
            "上一纳税年度按规定可加计扣除的企业数，当年汇算清缴。",
            "Enterprises that may deduct for the last tax year, settled in this one.",
        ),
    ),
    _ruled(
        "rd_deducted",
        Text("研发费用加计扣除额", "R&D super-deduction"),
        "fen",
        "rd_super_deduction",
        Text("上述企业加计扣除额之和。", "What they deduct in addition, summed."),
    ),
    _ruled(
        "rd_saved",
        Text("加计扣除减免税额（按25%）", "Income tax saved, at 25 %"),
        "fen",
        "rd_super_deduction.notional_25",
        Text(
            "加计扣除额乘以25%法定税率，名义数。",
            "The deduction at the statutory rate of 25 %: a notional sum.",
        ),
    ),
    _ruled(
        "rd_saved_in_effect",
        Text("加计扣除当年实际减免税额", "Income tax saved in effect"),
        "fen",
        "rd_super_deduction.effective",
        Text(
            "按各企业实际税率（15%、小微优惠）和当年应纳税所得额计算。",
            "At each firm's own rate (15 %, small-profit) and within its income of the year.",
        ),
    ),
)
