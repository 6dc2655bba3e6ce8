"""How much of what a converted result brings belongs to those who made it, and to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from xingmeng.engines import ledger
from xingmeng.engines.facts import Fact
from xingmeng.engines.formulas import Given, Number, Parameter, Shares, most
from xingmeng.engines.readings import settled
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.engines.values import Fen, Text
from xingmeng.law.dated import parameter, quantities

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
        Fact("agreed_pct", "points", Text("与团队约定比例", "Share agreed"), presumed=0),
        Fact(
            "ownership_pct",
            "points",
            Text("团队所有权份额", "Share owned by the team"),
            presumed=0,
        ),
    )
}
LAW, SINCE = "促进科技成果转化法（2015年修正）第四十五条", date(2015, 10, 1)
REGION = "内蒙古自治区促进科技成果转化条例"
GRANTING = "国科发区〔2020〕128号"  # ownership granted to inventors
WAYS = ("sale", "shares", "own")  # transferred or licensed; brought in as shares; used oneself
CLAIMED = (
    Given("unit_rule_pct"),
    Given("agreed_pct"),
    Given("ownership_pct"),
    Given("regional_min_pct"),
)


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
        gives=most(*CLAIMED, Parameter("conversion.statutory_team_share_pct")),
        unit="pct",
    ),
    _rule(
        "equity_share",
        "作价投资奖励比例",
        "Share of the team where a result becomes shares",
        gives=most(*CLAIMED, Parameter("conversion.statutory_equity_share_pct")),
        unit="pct",
    ),
    _rule(
        "profit_share",
        "自行实施奖励比例",
        "Share of the team in the profit of use",
        gives=most(
            Given("unit_rule_pct"),
            Given("agreed_pct"),
            Parameter("conversion.statutory_profit_share_pct"),
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


@dataclass(frozen=True, slots=True)
class Said:
    """What a case says of the team's share beside the statute. Units: percent, 0..100."""

    unit_rule_pct: int
    agreed_pct: int | None = None
    ownership_pct: int | None = None
    regional_min_pct: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One rule that says how much the team gets at least. Units: percent; None: not said."""

    by: str
    title: Text
    pct: int | None
    source: str


RULE_OF = {"sale": "team_share", "shares": "equity_share", "own": "profit_share"}
STATUTE = {
    "sale": ("statutory_team_share_pct", "第（一）项"),
    "shares": ("statutory_equity_share_pct", "第（二）项"),
    "own": ("statutory_profit_share_pct", "第（三）项"),
}


def share_pct(way: str, said: Said, *, on: date) -> int:
    """The share the team must get in a way of conversion: the greatest that any rule says.

    Units:  percent, 0..100. Errors: ValueError outside 0..100; LookupError before 2015-10-01.
    Source: Law on Promoting the Conversion of Achievements (2015), art. 45.
    """
    facts = {
        "unit_rule_pct": said.unit_rule_pct,
        "agreed_pct": said.agreed_pct,
        "ownership_pct": said.ownership_pct,
        "regional_min_pct": said.regional_min_pct,
    }
    if not all(0 <= (value or 0) <= 100 for value in facts.values()):
        raise ValueError("a share lies between 0 and 100")
    return settled(book(on), RULE_OF[way], facts)


def regional_min_pct(on: date) -> int | None:
    """The region's own minimum on a day; None while the authority has set none.

    Units:  percent. Errors: none.
    """
    try:
        return parameter("conversion", "regional_team_share_pct", on=on).value
    except LookupError:
        return None


def claims(way: str, said: Said, *, on: date) -> tuple[Claim, ...]:
    """Every rule that speaks of the share, strongest in law first, with its article.

    Order:  statute, region, unit, agreement, ownership. Errors: LookupError before 2015-10-01.
    """
    name, item = STATUTE[way]
    floor = parameter("conversion", name, on=on).value
    found = [
        Claim("statute", Text("法律", "Statute"), floor, f"{LAW}{item}"),
        Claim("unit", Text("本单位规定", "The unit's rule"), said.unit_rule_pct, LAW),
        Claim("agreement", Text("与团队约定", "Agreement"), said.agreed_pct, LAW),
    ]
    if way != "own":
        region = Text("自治区规定", "The region's rule")
        found.insert(1, Claim("region", region, said.regional_min_pct, REGION))
        owned = Text("团队所有权份额", "Share owned by the team")
        found.append(Claim("ownership", owned, said.ownership_pct, GRANTING))
    return tuple(found)


def deciding(found: Sequence[Claim]) -> Claim:
    """The claim that decides: the greatest, of equal ones the strongest in law.

    Errors: ValueError where no claim says anything.
    """
    return max((c for c in found if c.pct is not None), key=lambda c: c.pct or 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One person's weight in the team's part. Units: percent of the team's part."""

    name: str
    weight: int
    is_main: bool


def main_enough(lines: Sequence[Line], *, on: date) -> bool:
    """Whether those who contributed most get at least half of the team's part.

    Errors: LookupError before 2016-02-26. Source: Guofa [2016] 16.
    """
    least = parameter("conversion", "main_contributors_pct", on=on).value
    main = sum(line.weight for line in lines if line.is_main)
    return main * 100 >= sum(line.weight for line in lines) * least


def divided(team_fen: int, lines: Sequence[Line]) -> list[Fen]:
    """What each person gets: the sums add up, and the floor of the main ones holds to the fen.

    The part of the main contributors is rounded up, then each group is split by largest
    remainder. Whoever is written first gets nothing more for it.
    Shapes: one sum per line, in the same order. Units: fen; weights are relative.
    Errors: ValueError for a negative sum or weight, or weights that are all zero.
    Source: Guofa [2016] 16; largest remainder method (Hamilton).
    """
    whole = sum(line.weight for line in lines)
    if team_fen < 0 or not whole or any(line.weight < 0 for line in lines):
        raise ValueError("divided() needs a sum and weights of 0 or more, and one above 0")
    main = sum(line.weight for line in lines if line.is_main)
    main_fen = -(-team_fen * main // whole)
    parts = [Fen(0)] * len(lines)
    for is_main, sum_fen in ((True, main_fen), (False, team_fen - main_fen)):
        places = [n for n, line in enumerate(lines) if line.is_main is is_main]
        group = [(lines[n].name, lines[n].weight) for n in places]
        if any(weight for _, weight in group):
            for n, part in zip(places, ledger.share_out(sum_fen, group), strict=True):
                parts[n] = part
    return parts


def team_part(net_fen: int, share_pct: int) -> Fen:
    """The team's part of a net income, rounded up in its favour so that the floor holds.

    Units:  fen. Errors: ValueError for a share outside 0..100.
    """
    if not 0 <= share_pct <= 100:
        raise ValueError("a share lies between 0 and 100")
    return Fen(settled(book(SINCE), "team_part", {"net_fen": net_fen, "share_pct": share_pct}))
