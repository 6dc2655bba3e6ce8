"""Equity incentives of state technology enterprises 国有科技型企业股权激励: their caps."""

from datetime import date
from functools import cache

from xingmeng.engines.facts import Fact, Kind
from xingmeng.engines.formulas import (
    Every,
    Formula,
    Given,
    If,
    Not,
    Number,
    Parameter,
    Ruling,
    Some,
)
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.engines.values import Text
from xingmeng.law.dated import parameter, quantities

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
        _fact("options", "flag", "含股权期权", "Options are among the ways"),
        _fact("rd_staff", "count", "研发人员", "R&D staff"),
        _fact("rd_fen", "fen", "研发费用", "R&D expense"),
        _fact("revenue_1_fen", "fen", "上一年营业收入", "Revenue of the year before"),
        _fact("rd_1_fen", "fen", "上一年研发费用", "R&D of the year before"),
        _fact("revenue_2_fen", "fen", "前两年营业收入", "Revenue two years before"),
        _fact("rd_2_fen", "fen", "前两年研发费用", "R&D two years before"),
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
        ".option",
        "期权只限小微企业",
        "Options in small and micro firms alone",
        Some((Not(Given("options")), Not(Ruling("equity.medium_or_larger")))),
        "MH",
    ),
    _rule(
        ".conditions",
        "实施企业的研发条件",
        "R&D of the firm",
        Every(
            (
                *(
                    Given(f"rd{n}_fen") * 100 >= Given(f"revenue{n}_fen") * _of("rd_least_pct")
                    for n in ("", "_1", "_2")
                ),
                Given("rd_staff") * 100 >= STAFF * _of("rd_staff_least_pct"),
            )
        ),
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


SIZED = {"large": "large_bp", "medium": "medium_bp", "small": "small_bp"}


def size_of(staff: int, revenue_fen: int, *, on: date) -> str:
    """The class that sets a firm's cap: "large", "medium" or "small", micro with it.

    Units:  fen. Errors: LookupError before 2016-03-01. Source: 工信部联企业〔2011〕300号.
    """
    at = One(book(on), {"staff": staff, "revenue_fen": revenue_fen})
    if "equity.large" not in at.book:
        raise LookupError(f"the measure was not in force on {on}")
    for size, rule in (("large", "equity.large"), ("medium", "equity.medium_or_larger")):
        if at.ruling(rule).low:
            return size
    return "small"


def caps(size: str, *, on: date) -> tuple[int, int]:
    """The most that all may get together, and one person. Units: basis points of the shares.

    Errors: LookupError before 2016-03-01. Source: 财资〔2016〕4号.
    """
    whole = parameter("equity", SIZED[size], on=on).value
    return whole, parameter("equity", "person_bp", on=on).value


def least_people(total_bp: int, *, on: date) -> int:
    """How many people a plan needs at least, as no one may get more than the cap of one.

    Units:  basis points. Errors: LookupError before 2016-03-01. Source: 财资〔2016〕4号.
    """
    return -(-total_bp // parameter("equity", "person_bp", on=on).value)
