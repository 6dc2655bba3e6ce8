"""Equity incentives of state technology enterprises 国有科技型企业股权激励: their caps."""

from datetime import date
from functools import cache

from xingmeng.engines.facts import Fact, Kind
from xingmeng.engines.formulas import Every, Formula, Given, If, Number, Parameter, Ruling, Some
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.engines.values import Text
from xingmeng.law.dated import quantities

MEASURE, SINCE = "财资〔2016〕4号", date(2016, 3, 1)
SIZES = "工信部联企业〔2011〕300号"  # which enterprise is large, medium, small


def _fact(name: str, kind: Kind, zh: str, en: str) -> tuple[str, Fact]:
    return name, Fact(name, kind, Text(zh, en))


FACTS = dict(
    (
        _fact("staff", "count", "从业人员", "Staff"),
        _fact("revenue_fen", "fen", "营业收入", "Revenue"),
        _fact(
            "incentive_bp", "count", "激励股权占股本（万分之）", "Equity given, basis points"
        ),
        _fact("person_bp", "count", "个人最高占股本（万分之）", "Largest person, basis points"),
        _fact("award_fen", "fen", "股权奖励", "Award"),
        _fact("bought_fen", "fen", "同时购买", "Bought with it"),
        _fact("award_person_fen", "fen", "个人累计奖励", "Awards to the person so far"),
        _fact("award_pool_fen", "fen", "股权奖励总额", "All awards"),
        _fact("increase_fen", "fen", "近三年净资产增值", "Net-asset increase of 3 years"),
        _fact("years_in_firm", "count", "连续工作年限", "Years in the firm"),
    )
)


def _of(name: str) -> Parameter:
    return Parameter(f"equity.{name}")


def _rule(
    code: str, zh: str, en: str, holds: Formula, confidence: str = "S", source: str = MEASURE
) -> Rule:
    return Rule(
        code=f"equity{code}",
        title=Text(zh, en),
        source=source,
        confidence=confidence,
        since=SINCE,
        holds=holds,
    )


STAFF, REVENUE = Given("staff"), Given("revenue_fen")
LARGE = Every((STAFF >= 1000, REVENUE >= 40_000_000_000))
MEDIUM = Every((STAFF >= 300, REVENUE >= 2_000_000_000))

RULES = (
    _rule(".large", "大型企业", "Large enterprise", LARGE, "MH", SIZES),
    _rule(
        ".medium_or_larger",
        "中型及以上企业",
        "Medium or larger",
        Some((LARGE, MEDIUM)),
        "MH",
        SIZES,
    ),
    _rule(
        ".total",
        "激励总额占股本比例",
        "All equity given",
        Given("incentive_bp")
        <= If(
            Ruling("equity.large"),
            _of("large_bp"),
            If(Ruling("equity.medium_or_larger"), _of("medium_bp"), _of("small_bp")),
        ),
    ),
    _rule(
        ".person",
        "单个对象占股本比例",
        "One person's equity",
        Given("person_bp") <= _of("person_bp"),
    ),
    _rule(
        "",
        "股权激励比例合规",
        "Equity within the caps",
        Every((Ruling("equity.total"), Ruling("equity.person"))),
    ),
    _rule(
        ".award",
        "股权奖励合规",
        "Award within the rules",
        Every(
            (
                Given("bought_fen") >= Given("award_fen"),
                Given("award_person_fen") <= _of("award_person_fen"),
                Given("award_pool_fen") * 100
                <= Given("increase_fen") * _of("award_of_increase_pct"),
                Given("years_in_firm") >= _of("years_least"),
                Given("award_fen") >= Number(1),
            )
        ),
    ),
)


@cache
def book(on: date) -> Book:
    """These rules on a day. Errors: none."""
    return Book(RULES, facts=FACTS, quantities=quantities(), on=on)
