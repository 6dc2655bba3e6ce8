"""What the R&D super-deduction saves in enterprise income tax: at 25 %, and in effect."""

from datetime import date

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
    least,
    most,
)
from xingmeng.engines.rulebook import Rule
from xingmeng.engines.scales import NewYear
from xingmeng.engines.values import Text

LAW = "企业所得税法"
SMALL_LAW = (
    "财税〔2019〕13号；公告2021年第12号；公告2022年第13号；公告2023年第6号；公告2023年第12号"
)
EXTRA = Result("rd_super_deduction")
ROUNDING = "each tax rounded down to whole fen"


def _of(name: str) -> Parameter:
    return Parameter(f"income_tax.{name}", yearly=True)


IS_HIGH_TECH = Given("hnte_valid_to") >= NewYear(1) - 1
IN_WEST = Every((Given("encouraged_west"), _of("west_pct") >= 1))
RATE = Result("rd_super_deduction.tax_rate")
BEST_RATE = If(
    IS_HIGH_TECH, _of("high_tech_pct"), If(IN_WEST, _of("west_pct"), _of("ordinary_pct"))
)


def tax(income: Formula) -> Formula:
    """The tax of a year on an income that is not negative, the best way open.

    Units:  fen, rounded down. Errors: none. Source: Enterprise Income Tax Law, arts. 4, 28.
    """
    edge = _of("small_first_edge_fen")
    small = Shares(
        (
            (least(income, edge), _of("small_first_permille")),
            (most(income - edge, 0), _of("small_second_permille")),
        ),
        1000,
    )
    is_small = Every(
        (
            _of("small_second_permille") >= 1,
            income <= _of("small_most_fen"),
            Given("staff") <= _of("small_staff_most"),
            Given("assets_fen") <= _of("small_assets_most_fen"),
        )
    )
    full = Shares(((income, RATE),), 100)
    return If(is_small, least(small, full), full)


def _inner(code: str, zh: str, en: str, gives: Formula) -> Rule:
    return Rule(
        code=f"rd_super_deduction.{code}",
        title=Text(zh, en),
        source=LAW,
        confidence="MH",
        since=date(2016, 1, 1),
        gives=gives,
        inner=True,
    )


BEFORE = most(Given("taxable_fen"), 0)
AFTER = Result("rd_super_deduction.taxable_after")
RULES = (
    _inner("tax_rate", "适用税率", "Rate that applies", BEST_RATE),
    _inner(
        "taxable_after",
        "加计后应纳税所得额",
        "Taxable income after it",
        most(BEFORE - EXTRA, 0),
    ),
    _inner("tax_before", "加计前应纳税额", "Tax before it", tax(BEFORE)),
    _inner("tax_after", "加计后应纳税额", "Tax after it", tax(AFTER)),
    Rule(
        code="rd_super_deduction.notional_25",
        title=Text("按25%法定税率减免税额", "Saving at the statutory 25 %"),
        source=f"{LAW} 第四条",
        confidence="MH",
        since=date(2016, 1, 1),
        holds=Ruling("rd_super_deduction"),
        gives=Shares(((EXTRA, _of("ordinary_pct")),), 100),
        unit="fen",
        rounding="rounded down to whole fen",
        note=Text("名义数，与公布口径一致。", "Notional, as the published figure is."),
    ),
    Rule(
        code="rd_super_deduction.effective",
        title=Text("当年实际减免税额", "Tax saved in the year"),
        source=f"{LAW} 第四条、第二十八条；{SMALL_LAW}；公告2020年第23号",
        confidence="MH",
        since=date(2019, 1, 1),
        applies=Given("year") >= 2019,
        holds=Ruling("rd_super_deduction"),
        gives=most(
            Result("rd_super_deduction.tax_before") - Result("rd_super_deduction.tax_after"), 0
        ),
        unit="fen",
        rounding=ROUNDING,
    ),
    Rule(
        code="rd_super_deduction.carried",
        title=Text("结转以后年度弥补的亏损", "Loss carried forward"),
        source=f"{LAW} 第十八条",
        confidence="MH",
        since=date(2016, 1, 1),
        holds=Ruling("rd_super_deduction"),
        gives=most(EXTRA - BEFORE, Number(0)),
        unit="fen",
    ),
)
