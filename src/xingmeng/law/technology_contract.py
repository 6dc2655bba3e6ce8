"""What a registered technology contract is free of: its value-added tax, its income tax."""

from datetime import date
from functools import cache
from typing import Any

from xingmeng.engines.facts import Fact, Kind
from xingmeng.engines.formulas import (
    Every,
    Given,
    If,
    Number,
    Parameter,
    Ruling,
    Shares,
    Some,
    most,
)
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import MET, Book, Rule
from xingmeng.engines.values import Fen, Text
from xingmeng.law.dated import quantities

VAT = "财税〔2016〕36号"
INCOME_TAX = "企业所得税法实施条例第九十条"
SINCE = date(2016, 5, 1)


def _fact(name: str, kind: Kind, zh: str, en: str) -> tuple[str, Fact]:
    return name, Fact(name, kind, Text(zh, en))


FACTS = dict(
    (
        _fact("outright", "flag", "技术转让或技术开发", "A transfer or development"),
        _fact("licence", "flag", "技术许可", "A licence"),
        _fact("part_of_main", "flag", "属于转让、开发的相关咨询服务", "Advice within one"),
        _fact("term_years", "count", "许可年限", "Years of the licence"),
        _fact("technology_fen", "fen", "技术交易额", "Technology part"),
        _fact("transfer_income_fen", "fen", "年度技术转让所得", "A year's income of transfers"),
    )
)


def _of(name: str) -> Parameter:
    return Parameter(f"technology_contract.{name}")


def _rule(code: str, zh: str, en: str, source: str, **parts: Any) -> Rule:
    return Rule(f"technology_contract{code}", Text(zh, en), source, "MH", SINCE, **parts)


LONG = Every((Given("licence"), Given("term_years") >= _of("licence_years_least")))
RULES = (
    _rule(
        ".relief",
        "可以享受税收优惠",
        "Free of tax once registered",
        VAT,
        holds=Some((Given("outright"), LONG, Given("part_of_main"))),
    ),
    _rule(
        ".exempt",
        "免征增值税的技术交易额",
        "Technology part free of value-added tax",
        VAT,
        gives=If(Ruling("technology_contract.relief"), Given("technology_fen"), Number(0)),
        unit="fen",
    ),
    _rule(
        ".taxable_income",
        "技术转让应税所得",
        "Taxable income of transfers",
        INCOME_TAX,
        gives=Shares(
            (
                (
                    most(Given("transfer_income_fen") - _of("transfer_exempt_fen"), 0),
                    _of("transfer_above_pct"),
                ),
            ),
            100,
        ),
        unit="fen",
        rounding="rounded down to whole fen",
    ),
)


@cache
def book(on: date) -> Book:
    """These rules on a day. Errors: none."""
    return Book(RULES, facts=FACTS, quantities=quantities(), on=on)


def exempt_fen(
    kind: str, technology_fen: int, *, on: date, term_years: int = 0, is_part: bool = False
) -> Fen:
    """The part of a contract that is free of value-added tax; the rest is taxed.

    Units:  fen. Errors: LookupError before 2016-05-01. Source: 财税〔2016〕36号.
    """
    if "technology_contract.relief" not in book(on):
        raise LookupError(f"the relief was not in force on {on}")
    said = {
        "outright": int(kind in ("transfer", "development")),
        "licence": int(kind == "licence"),
        "part_of_main": int(kind in ("consulting", "service") and is_part),
        "term_years": term_years,
        "technology_fen": technology_fen,
    }
    met = One(book(on), said).outcome("technology_contract.relief") == MET
    return Fen(technology_fen if met else 0)
