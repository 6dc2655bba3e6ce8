"""How much of the income from a converted result belongs to those who made it."""

from datetime import date
from functools import cache
from typing import Any

from xingmeng.engines.facts import Fact
from xingmeng.engines.formulas import Given, Number, Parameter, Shares, most
from xingmeng.engines.readings import settled
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.engines.values import Fen, Text
from xingmeng.law.dated import quantities

FACTS = {
    fact.name: fact
    for fact in (
        Fact("received_fen", "fen", Text("转化收入", "Income received")),
        Fact("costs_fen", "fen", Text("直接成本", "Direct costs of the deal")),
        Fact("net_fen", "fen", Text("净收入", "Net income")),
        Fact("share_pct", "points", Text("团队比例", "Share of the team")),
        Fact("unit_rule_pct", "points", Text("单位规定比例", "Share by the unit's rule")),
        Fact(
            "regional_min_pct", "points", Text("自治区最低比例", "Regional minimum"), presumed=0
        ),
    )
}
LAW, SINCE = "促进科技成果转化法（2015年修正）第四十五条", date(2015, 10, 1)


def _rule(code: str, zh: str, en: str, *, since: date = SINCE, **parts: Any) -> Rule:
    return Rule(code, Text(zh, en), LAW, "MH", since, **parts)


RULES = (
    _rule(
        "net_income",
        "净收入",
        "Net income",
        since=date.min,
        gives=most(Given("received_fen") - Given("costs_fen"), 0),
        unit="fen",
    ),
    _rule(
        "team_share",
        "团队奖酬比例",
        "Share of the team",
        gives=most(
            Given("unit_rule_pct"),
            Given("regional_min_pct"),
            Parameter("conversion.statutory_team_share_pct"),
        ),
        unit="pct",
    ),
    _rule(
        "team_part",
        "团队奖酬金额",
        "Part of the team",
        since=date.min,
        gives=Given("net_fen")
        - Shares(((Given("net_fen"), Number(100) - Given("share_pct")),), 100),
        unit="fen",
        rounding="rounded up to whole fen, in the team's favour",
    ),
)


@cache
def book(on: date) -> Book:
    """These rules on a day. Errors: none."""
    return Book(RULES, facts=FACTS, quantities=quantities(), on=on)


def net_income(received_fen: int, costs_fen: int) -> Fen:
    """Income less the direct costs of the deal, never below nothing.

    Units:  fen. Errors: ValueError if either is negative.
    Source: Law on Promoting the Conversion of Achievements (2015), art. 45, "net income".
    """
    if received_fen < 0 or costs_fen < 0:
        raise ValueError("income and costs are not negative")
    said = {"received_fen": received_fen, "costs_fen": costs_fen}
    return Fen(settled(book(SINCE), "net_income", said))


def team_share_pct(unit_rule_pct: int, *, on: date, regional_min_pct: int | None = None) -> int:
    """The share the team must get: the unit's rule, but no less than region and statute say.

    Units:  percent of net income, 0..100. Errors: ValueError outside 0..100;
            LookupError before 2015-10-01.
    Source: Law on Promoting the Conversion of Achievements (2015), art. 45(1).
    """
    if not 0 <= unit_rule_pct <= 100 or not 0 <= (regional_min_pct or 0) <= 100:
        raise ValueError("a share lies between 0 and 100")
    said = {"unit_rule_pct": unit_rule_pct, "regional_min_pct": regional_min_pct}
    return settled(book(on), "team_share", said)


def team_part(net_fen: int, share_pct: int) -> Fen:
    """The team's part of a net income, rounded up in its favour so that the floor holds.

    Units:  fen. Errors: ValueError for a share outside 0..100.
    """
    if not 0 <= share_pct <= 100:
        raise ValueError("a share lies between 0 and 100")
    return Fen(settled(book(SINCE), "team_part", {"net_fen": net_fen, "share_pct": share_pct}))
