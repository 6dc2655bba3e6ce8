"""What is published of the region's first list beyond the 52 rows, beside our own records."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from xingmeng.core.actor import NOBODY, Actor, Grant
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.indicators.queries.units import contracted

BAOTOU = "1502"
LIST = "首批揭榜挂帅榜单，2021-09-03"
SIGNING = "首批揭榜挂帅项目签约，2022-01-10"
OF_BAOTOU = "包头市首批揭榜挂帅项目签约，2022-01"
LISTED, SIGNED = "2021-12-31", "2022-01-10"
INSIDE = Actor(grants=(Grant("officer"),))  # bids of those not chosen are the department's


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One published figure beside a definition; `records` narrows what the definition counts.

    Units: `published` in yuan, counts and ratios. `share_of_all` divides by the whole.
    """

    name: str
    code: str
    day: str = ""  # empty: to date
    published: str | None = None
    comparator: str = ""
    source: str = ""
    records: Callable[[Actor, datetime], QuerySet] | None = None
    reader: Actor = NOBODY
    query: str = ""  # how the definition's page shows the same records
    share_of_all: str = ""  # the column whose share is meant


def _of_theme(theme: str) -> Callable[[Actor, datetime], QuerySet]:
    return lambda actor, at: calls.listed(actor, until=at).filter(theme=theme)


def _in_baotou(actor: Actor, at: datetime) -> QuerySet:
    rows = awards.agreed_until(at, actor)
    return rows.filter(award__application__area__startswith=BAOTOU)


def _without_agreement(actor: Actor, at: datetime) -> QuerySet:
    agreed = awards.agreed_until(at, actor).values("award__challenge_id")
    return calls.listed(actor, until=at).exclude(pk__in=agreed)


def share(part: QuerySet, whole: QuerySet, column: str) -> Decimal | None:
    """The part's share of a sum. None where there is nothing to divide by."""
    under = whole.aggregate(sum=Sum(column))["sum"]
    over = part.aggregate(sum=Sum(column))["sum"] or 0
    return Decimal(over) / under if under else None


LINES = (
    Line(
        name="tasks", code="challenges", day=LISTED, published="15", comparator="=", source=LIST
    ),
    Line(
        name="budget",
        code="challenge_amount",
        day=LISTED,
        published="274400000",
        comparator="=",
        source=LIST,
    ),
    *(
        Line(
            name=f"tasks_{theme}",
            code="challenges",
            day=LISTED,
            published=count,
            comparator="=",
            source=LIST,
            records=_of_theme(theme),
            query=f"theme={theme}",
        )
        for theme, count in (("high_tech", "7"), ("farming", "6"), ("social", "2"))
    ),
    Line(
        name="units",
        code="units_bidding",
        day=SIGNED,
        published="49",
        comparator="=",
        source=SIGNING,
        reader=INSIDE,
    ),
    Line(
        name="units_outside",
        code="units_outside",
        day=SIGNED,
        published="0.80",
        comparator="=",
        source=SIGNING,
        reader=INSIDE,
    ),
    Line(
        name="agreements",
        code="agreements",
        day=SIGNED,
        published="12",
        comparator="=",
        source=SIGNING,
    ),
    Line(
        name="without_agreement",
        code="challenges",
        day=SIGNED,
        published="3",
        comparator="=",
        source=SIGNING,
        records=_without_agreement,
    ),
    Line(
        name="agreed",
        code="agreed_amount",
        day=SIGNED,
        published="190000000",
        comparator="=",
        source=SIGNING,
    ),
    Line(
        name="support",
        code="support_committed",
        day=SIGNED,
        published="50000000",
        comparator=">=",
        source=SIGNING,
    ),
    Line(
        name="baotou_projects",
        code="agreements",
        day=SIGNED,
        published="5",
        comparator="=",
        source=OF_BAOTOU,
        records=_in_baotou,
        query=f"area={BAOTOU}",
    ),
    Line(
        name="baotou_units",
        code="units_contracted",
        day=SIGNED,
        published="9",
        comparator="=",
        source=OF_BAOTOU,
        records=lambda actor, at: contracted(actor, at, BAOTOU),
        reader=INSIDE,
    ),
    Line(
        name="baotou_agreed",
        code="agreed_amount",
        day=SIGNED,
        published="71000000",
        comparator="=",
        source=OF_BAOTOU,
        records=_in_baotou,
        query=f"area={BAOTOU}",
    ),
    Line(
        name="baotou_support",
        code="support_committed",
        day=SIGNED,
        published="20000000",
        comparator=">=",
        source=OF_BAOTOU,
        records=_in_baotou,
        query=f"area={BAOTOU}",
    ),
    Line(
        name="baotou_support_share",
        code="support_committed",
        day=SIGNED,
        published="0.374",
        comparator="=",
        source=OF_BAOTOU,
        records=_in_baotou,
        query=f"area={BAOTOU}",
        share_of_all="support_fen",
    ),
    Line(name="paid_to_date", code="support_paid"),
    Line(name="technology_contracts_to_date", code="technology_contracts"),
    Line(name="income_to_teams_to_date", code="income_to_teams"),
)


def step_of(published: str) -> str:
    """The precision a figure was published with: its last digit; round sums to a million.

    Errors: none.
    """
    if "." in published:
        return str(Decimal(1).scaleb(-len(published.split(".")[1])))
    return "100000" if len(published) > len("999999") else "1"


def answer(value: Any) -> int | float | None:
    """A decimal as JSON writes it: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
