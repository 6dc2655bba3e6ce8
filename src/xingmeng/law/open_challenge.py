"""Public support for an open challenge: a share of the accepted R&D input, up to a cap."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from xingmeng.engines.facts import Fact
from xingmeng.engines.formulas import Formula, Given, Parameter, Result, Shares, least
from xingmeng.engines.readings import settled
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.engines.values import Fen, Text
from xingmeng.law.dated import Parameter as Dated
from xingmeng.law.dated import parameter, quantities

FACTS = {"input_fen": Fact("input_fen", "fen", Text("核定研发投入", "Accepted R&D input"))}
SINCE = date(2021, 9, 3)


def _rules(kind: str, zh: str, en: str) -> tuple[Rule, Rule]:
    share = Parameter(f"open_challenge.{kind}_support_share_pct")
    cap = Parameter(f"open_challenge.{kind}_support_cap_fen")
    full: Formula = Shares(((Given("input_fen"), share),), 100)

    def rule(code: str, title: Text, gives: Formula) -> Rule:
        return Rule(
            code=code,
            title=title,
            source="自治区首批揭榜挂帅榜单（2021-09-03）",
            confidence="S",
            since=SINCE,
            gives=gives,
            unit="fen",
            rounding="rounded down to whole fen",
        )

    name = f"open_challenge.{kind}"
    return (
        rule(f"{name}.full", Text(f"{zh}（封顶前）", f"{en}, before the cap"), full),
        rule(name, Text(zh, en), least(Result(f"{name}.full"), cap)),
    )


RULES = (
    *_rules("tackle", "技术攻关类补助", "Support for tackling, to the issuer"),
    *_rules("conversion", "成果转化类补助", "Support for conversion, to the bidder"),
)


@dataclass(frozen=True, slots=True)
class Support:
    """What the rule gives, and the numbers it was worked out with."""

    amount_fen: Fen
    share: Dated
    cap: Dated
    capped: bool


@cache
def book(on: date) -> Book:
    """These rules on a day. Errors: none."""
    return Book(RULES, facts=FACTS, quantities=quantities(), on=on)


def support(input_fen: int, *, rule: str, on: date) -> Support:
    """The public money for an input: `tackle` pays the issuer, `conversion` the bidder.

    Units:  fen in, whole fen out, rounded down; never above the cap.
    Errors: LookupError for another rule, or before 2021-09-03 when none was in force;
            ValueError for a negative input.
    Source: first open-challenge list of Inner Mongolia, 2021-09-03.
    """
    if input_fen < 0:
        raise ValueError("an input is not negative")
    share = parameter("open_challenge", f"{rule}_support_share_pct", on=on)
    cap = parameter("open_challenge", f"{rule}_support_cap_fen", on=on)
    said = {"input_fen": input_fen}
    full = settled(book(on), f"open_challenge.{rule}.full", said)
    given = settled(book(on), f"open_challenge.{rule}", said)
    return Support(Fen(given), share, cap, full > cap.value)
