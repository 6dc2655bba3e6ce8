"""R&D super-deduction 研发费用加计扣除: who may deduct, from what base, at which rate.

The law is that of the tax year of the row. Nothing is rounded before the end: the base is held
in 540ths of a fen, in which a tenth over nine tenths, 80 % and two thirds are whole numbers.
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
    Stated,
    least,
    most,
)
from xingmeng.engines.rulebook import Rule
from xingmeng.engines.scales import Within
from xingmeng.engines.values import Text

CIRCULAR, SINCE = "财税〔2015〕119号", date(2016, 1, 1)
EXCLUDED = ((16, 16), (51, 52), (61, 62), (70, 72), (90, 90))  # GB/T 4754: C16 F H K L R90
PART = 540
TENTH_OF_REST = PART // 9  # a tenth of all is a ninth of the other nine
FOUR_FIFTHS = PART * 4 // 5
ROUNDING = "rounded down to whole fen, once, at the end"


def _rule(code: str, zh: str, en: str, source: str, **parts: Any) -> Rule:
    return Rule(
        code=f"rd_super_deduction{code}",
        title=Text(zh, en),
        source=source,
        confidence=parts.pop("confidence", "S"),
        since=SINCE,
        **parts,
    )


def _rate(name: str) -> Parameter:
    return Parameter(f"rd_super_deduction.{name}_pct", yearly=True)


def _inner(code: str, zh: str, en: str, gives: Formula) -> Rule:
    return _rule(code, zh, en, CIRCULAR, gives=gives, inner=True)


FIVE: Formula = Number(0)
for _name in ("personnel", "direct", "depreciation", "amortisation", "design"):
    FIVE = FIVE + Given(f"rd_{_name}_fen")
OTHER = If(
    Stated("rd_other_accepted_fen"),
    Given("rd_other_accepted_fen") * PART,
    least(Given("rd_other_fen") * PART, FIVE * TENTH_OF_REST),
)
OWN = FIVE * PART + OTHER + Given("rd_domestic_fen") * FOUR_FIFTHS
AT_HOME, BASE = Result("rd_super_deduction.at_home_540"), Result("rd_super_deduction.base_540")
RATE = Result("rd_super_deduction.rate")
ABROAD = If(
    _rate("overseas") >= 1,
    least(Given("rd_overseas_fen") * FOUR_FIFTHS, Shares(((AT_HOME, Number(2)),), 3)),
    Number(0),
)
OUT = (Given("special_income_fen") + Given("nontaxable_rd_fen")) * PART
ALL = most(AT_HOME + ABROAD - OUT, 0)

IS_SME = If(Stated("sme_registered"), Given("sme_registered"), Ruling("technology_sme"))
BEST_RATE = most(
    _rate("general"),
    If(IS_SME, _rate("technology_sme"), Number(0)),
    If(Given("manufacturing"), _rate("manufacturing"), Number(0)),
    If(Given("listed_chips"), _rate("listed_chips"), Number(0)),
)
QUARTER = most(
    Shares(((BASE, Number(1)),), 4), least(Given("rd_fourth_quarter_fen") * PART, BASE)
)
EXTRA = Shares(((BASE, RATE), (QUARTER, most(_rate("fourth_quarter") - RATE, 0))), 100 * PART)
EXCLUDED_INCOME = Given("excluded_income_fen") * 100 > Given("test_income_fen") * Parameter(
    "rd_super_deduction.excluded_income_pct"
)

RULES = (
    _inner(".at_home_540", "境内研发费用的540倍", "540 times R&D at home", OWN),
    _inner(".base_540", "研发费用基数的540倍", "540 times the base", ALL),
    _rule(
        ".accounts",
        "查账征收的居民企业",
        "Resident enterprise taxed on its accounts",
        f"{CIRCULAR} 五",
        holds=Every((Given("domestic"), Given("audited_accounts"))),
    ),
    _rule(
        ".industry",
        "不属负面清单行业",
        "Not in an excluded industry",
        f"{CIRCULAR} 四；国家税务总局公告2015年第97号 四",
        confidence="MH",
        holds=~If(
            Every((Stated("excluded_income_fen"), Stated("test_income_fen"))),
            EXCLUDED_INCOME,
            Within(Given("industry"), EXCLUDED),
        ),
        note=Text(
            "未提供收入构成的，按主营行业代码判断；占比恰为50%的不排除。",
            "Without incomes the code of the main industry decides; exactly 50 % is allowed.",
        ),
    ),
    _rule(
        ".base",
        "加计扣除基数",
        "Base of the deduction",
        f"{CIRCULAR} 一；财税〔2018〕64号；国家税务总局公告2021年第28号",
        gives=Shares(((BASE, Number(1)),), PART),
        unit="fen",
        rounding=ROUNDING,
        note=Text(
            "2020年及以前其他相关费用按项目限额，可填分项目核定数。",
            "Until 2020 other expenses were capped by project: state the accepted sum.",
        ),
    ),
    _rule(
        ".rate",
        "加计扣除比例",
        "Rate of the deduction",
        "财税〔2018〕99号；公告2021年第6号；公告2021年第13号；公告2022年第16号；"
        "公告2023年第7号；公告2023年第44号",
        gives=BEST_RATE,
        unit="pct",
    ),
    _rule(
        "",
        "研发费用加计扣除",
        "R&D super-deduction",
        f"{CIRCULAR}；企业所得税法 第三十条",
        holds=Every(
            (
                Ruling("rd_super_deduction.accounts"),
                Ruling("rd_super_deduction.industry"),
                BASE >= 1,
            )
        ),
        gives=EXTRA,
        unit="fen",
        rounding=ROUNDING,
        applies=Given("year") >= SINCE.year,
    ),
)
