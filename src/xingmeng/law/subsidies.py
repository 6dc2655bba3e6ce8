"""The region's two post-subsidies: R&D 研发投入后补助 and technology trade 技术交易后补助.

How they are worked out is known, their rates are not: they are the authority's to set, and
until it has, whatever they could change is open and names them.
"""

from datetime import date
from typing import Any

from xingmeng.engines.formulas import (
    Every,
    Formula,
    Given,
    If,
    Number,
    Parameter,
    Result,
    Ruling,
    Shares,
    Some,
    least,
    most,
)
from xingmeng.engines.rulebook import Rule
from xingmeng.engines.scales import OnDay, Or, Within
from xingmeng.engines.values import Text

SINCE = date(2020, 10, 12)
POLICY, TRADE = "内政办发〔2021〕35号", "内科发成字〔2021〕12号"
HERE = Within(Given("region"), ((150_000, 159_999),))  # of the region's code, 15
HUNDRED_YUAN = 10_000


def _rd(name: str) -> Parameter:
    return Parameter(f"rd_subsidy.{name}")


def _trade(name: str) -> Parameter:
    return Parameter(f"trade_subsidy.{name}")


def _rule(code: str, zh: str, en: str, source: str, **parts: Any) -> Rule:
    return Rule(code, Text(zh, en), source, "U", SINCE, **parts)


# --- R&D --------------------------------------------------------------------------------------

STOCK = Result("rd_subsidy.stock")
TIERS = Shares(
    (
        (least(STOCK, _rd("stock_edge_fen")), _rd("stock_first_bp")),
        (most(STOCK - _rd("stock_edge_fen"), 0), _rd("stock_above_bp")),
        (most(STOCK - Given("rd_accepted_before_fen"), 0), _rd("increase_bp")),
    ),
    10_000,
)
CAP = If(
    Given("hnte_valid_to") >= OnDay(),
    _rd("cap_high_tech_fen"),
    If(Ruling("technology_sme"), _rd("cap_technology_sme_fen"), _rd("cap_other_fen")),
)
RD_RULES = (
    _rule(
        "rd_subsidy.stock",
        "核定研发投入",
        "Accepted R&D",
        POLICY,
        unit="fen",
        gives=most(
            least(Result("rd_super_deduction.base"), Or(Given("rd_stat_fen"), Given("rd_fen")))
            - Given("rd_gov_fen"),
            0,
        ),
    ),
    _rule(
        "rd_subsidy.eligible",
        "补助对象",
        "Who is eligible",
        POLICY,
        holds=Every(
            (
                HERE,
                Ruling("rd_super_deduction.accounts"),
                Ruling("rd_super_deduction.industry"),
                ~Given("untrustworthy"),
                STOCK >= 1,
            )
        ),
    ),
    _rule(
        "rd_subsidy.worked_out",
        "测算补助额",
        "Subsidy worked out",
        POLICY,
        unit="fen",
        gives=Shares(((least(TIERS, CAP), Number(1)),), HUNDRED_YUAN) * HUNDRED_YUAN,
        rounding="rounded down to 100 yuan",
    ),
    _rule(
        "rd_subsidy",
        "研发投入后补助",
        "R&D post-subsidy",
        POLICY,
        unit="fen",
        holds=Every(
            (
                Ruling("rd_subsidy.eligible"),
                Result("rd_subsidy.worked_out") >= most(_rd("least_fen"), 1),
            )
        ),
        gives=Result("rd_subsidy.worked_out"),
        rounding="rounded down to 100 yuan",
    ),
)

# --- technology trade -------------------------------------------------------------------------


def _side(paid: str, side: str) -> Formula:
    share = Shares(((Given(paid), _trade(f"{side}_bp")),), 10_000)
    return least(share, _trade(f"{side}_cap_fen"))


TRADE_RULES = (
    _rule(
        "trade_subsidy.eligible",
        "合同与主体符合条件",
        "Eligible contract and party",
        TRADE,
        holds=Every(
            (
                HERE,
                Given("trade_registered"),
                Given("trade_in_window"),
                Some((~Given("related_party"), Given("arms_length"))),
            )
        ),
    ),
    _rule(
        "trade_subsidy.demand",
        "需求方补助",
        "For the buyer",
        TRADE,
        unit="fen",
        holds=Ruling("trade_subsidy.eligible"),
        gives=_side("trade_bought_fen", "demand"),
        rounding="rounded down to whole fen",
    ),
    _rule(
        "trade_subsidy.supply",
        "供给方补助",
        "For the seller",
        TRADE,
        unit="fen",
        holds=Ruling("trade_subsidy.eligible"),
        gives=_side("trade_sold_fen", "supply"),
        rounding="rounded down to whole fen",
    ),
    _rule(
        "trade_subsidy.service",
        "服务方补助",
        "For the transfer agency",
        TRADE,
        unit="fen",
        holds=Every((HERE, Given("transfer_agency"), Given("service_standard_met"))),
        gives=_trade("service_fen"),
    ),
    _rule(
        "trade_subsidy",
        "技术交易后补助",
        "Technology-trade post-subsidy",
        TRADE,
        unit="fen",
        gives=Result("trade_subsidy.demand")
        + Result("trade_subsidy.supply")
        + Result("trade_subsidy.service"),
    ),
)
RULES = (*RD_RULES, *TRADE_RULES)
