"""High-tech enterprises 高新技术企业: the conditions, and the score a panel completes."""

from datetime import date
from typing import Any

from xingmeng.engines.facts import MOST_FEN
from xingmeng.engines.formulas import (
    Every,
    Formula,
    Given,
    If,
    Number,
    Parameter,
    Result,
    Ruling,
    least,
    most,
)
from xingmeng.engines.rulebook import Rule
from xingmeng.engines.scales import Growth, Judged, NewYear, OnDay, Reaches
from xingmeng.engines.values import Text

MEASURE, GUIDE = "国科发火〔2016〕32号", "国科发火〔2016〕195号"
SINCE = date(2016, 1, 1)
NONE, ONE = Number(0), Number(1)


def _rule(code: str, zh: str, en: str, source: str, **parts: Any) -> Rule:
    return Rule(
        code=f"high_tech_enterprise{code}",
        title=Text(zh, en),
        source=source,
        confidence=parts.pop("confidence", "S"),
        since=SINCE,
        **parts,
    )


def _condition(code: str, zh: str, en: str, item: str, holds: Formula, **parts: Any) -> Rule:
    return _rule(code, zh, en, f"{MEASURE} 第十一条（{item}）", holds=holds, **parts)


def _points(code: str, zh: str, en: str, gives: Formula, **parts: Any) -> Rule:
    return _rule(code, zh, en, f"{GUIDE} 三（二）", gives=gives, unit="points", **parts)


def _limit(name: str) -> Parameter:
    return Parameter(f"high_tech_enterprise.{name}")


def _inner(name: str, title: Text, gives: Formula) -> Rule:
    return Rule(
        code=f"high_tech_enterprise.{name}",
        title=title,
        source=GUIDE,
        confidence="S",
        since=SINCE,
        gives=gives,
        inner=True,
    )


def _that_year(name: str, back: int) -> Formula:
    """What it was some years before; nothing for an enterprise that did not yet exist."""
    existed = Given("registered_on") < NewYear(1 - back)
    return If(existed, Given(f"{name}_before{back}_fen"), NONE)


def _earlier(name: str, back: int) -> Formula:
    return Result(f"high_tech_enterprise.{name}_before{back}")


FIGURES = {
    "revenue": Text("销售收入", "Sales"),
    "rd": Text("研发费用", "R&D"),
    "rd_overseas": Text("委托境外研发", "R&D abroad"),
    "net_assets": Text("净资产", "Net assets"),
}
AGO = {1: Text("上年", "a year before"), 2: Text("前年", "two years before")}
YEARS = tuple(
    _inner(
        f"{name}_before{back}",
        Text(f"{ago.zh}{said.zh}", f"{said.en} {ago.en}"),
        _that_year(name, back),
    )
    for name, said in FIGURES.items()
    for back, ago in AGO.items()
)


def _three_years(name: str) -> Formula:
    return Given(f"{name}_fen") + _earlier(name, 1) + _earlier(name, 2)


# --- R&D as a share of three years' sales, by last year's sales -------------------------------

SALES, FIRST, SECOND = (
    Given("revenue_fen"),
    _limit("sales_first_edge_fen"),
    _limit("sales_second_edge_fen"),
)
RD = _three_years("rd")
EARLIER_SALES = _earlier("revenue", 1) + _earlier("revenue", 2)


def _share(low: Formula, high: Formula, line: str) -> Formula:
    """Whether R&D reaches the line; sales lie in the band, also while they are missing."""
    return Reaches(RD, least(most(SALES, low), high) + EARLIER_SALES, _limit(line))


RD_SHARE = If(
    SALES <= FIRST,
    _share(NONE, FIRST, "rd_first_pct"),
    If(
        SALES <= SECOND,
        _share(FIRST + 1, SECOND, "rd_second_pct"),
        _share(SECOND + 1, Number(MOST_FEN), "rd_third_pct"),
    ),
)
ABROAD = (Number(100) - _limit("rd_in_china_pct")) * RD >= _three_years("rd_overseas") * 100

CONDITIONS = (
    _condition(
        ".registered",
        "注册成立一年以上",
        "Registered for a year",
        "一",
        Given("registered_on") <= OnDay() - _limit("registered_days"),
    ),
    _condition(
        ".rights",
        "拥有核心知识产权",
        "Owns rights that support its product",
        "二",
        Every((Given("ip_class1") + Given("ip_class2") >= ONE, Given("core_ip"))),
    ),
    _condition(
        ".field", "属国家重点支持的领域", "In a listed field", "三", Given("tech_field")
    ),
    _condition(
        ".staff_share",
        "科技人员占比",
        "Share of S&T staff",
        "四",
        Reaches(Given("st_staff"), Given("staff"), _limit("staff_share_pct")),
    ),
    _condition(".rd_share", "近三年研发费用占比", "R&D of three years' sales", "五", RD_SHARE),
    _condition(
        ".rd_in_china",
        "境内研发费用占比",
        "R&D spent in China",
        "五",
        Every((RD >= ONE, ABROAD)),
    ),
    _condition(
        ".income_share",
        "高新技术产品收入占比",
        "Share of high-tech income",
        "六",
        Reaches(
            Given("hightech_income_fen"), Given("total_income_fen"), _limit("income_share_pct")
        ),
    ),
    _condition(
        ".innovation",
        "创新能力评价达标",
        "Enough points for innovation",
        "七",
        Result("high_tech_enterprise.score") >= _limit("pass_points"),
    ),
    _condition(
        ".record",
        "申请前一年无重大事故和严重环境违法",
        "Clean record",
        "八",
        ~Given("major_incident"),
    ),
)

# --- the score --------------------------------------------------------------------------------


def _steps(of: Formula, steps: tuple[tuple[int, int], ...]) -> Formula:
    """The number of the first step that is reached, the highest first; else nothing."""
    found: Formula = NONE
    for line, given in reversed(steps):
        found = If(of >= line, Number(given), found)
    return found


CLASS_I, CLASS_II, CONVERSIONS = Given("ip_class1"), Given("ip_class2"), Given("conversions")
ANY_RIGHT = CLASS_I + CLASS_II >= ONE
NUMBER = (
    If(CLASS_I >= ONE, Number(7), _steps(CLASS_II, ((5, 5), (3, 3), (1, 1)))),
    If(CLASS_I >= ONE, Number(8), _steps(CLASS_II, ((5, 6), (3, 4), (1, 2)))),
)
WAY = (
    If(ANY_RIGHT, ONE, NONE),
    If(ANY_RIGHT, If(Given("bought_rights_only"), Number(3), Number(6)), NONE),
)
CONVERTED = (
    _steps(CONVERSIONS, ((15, 25), (12, 19), (9, 13), (6, 7), (3, 1))),
    _steps(CONVERSIONS, ((15, 30), (12, 24), (9, 18), (6, 12), (3, 6))),
)
RUNGS = ((35, 9), (25, 7), (15, 5), (5, 3))


def _panel(name: str, low: Formula, high: Formula) -> Formula:
    return Judged(Given(f"panel_{name}"), low, high)


def _upto(name: str, points: int) -> Formula:
    return _panel(name, NONE, Number(points))


def _growth(name: str) -> Formula:
    years = (_earlier(name, 2), _earlier(name, 1), Given(f"{name}_fen"))
    return Growth(years, RUNGS, positive=1)


def _marked(name: str) -> Formula:
    """The panel's points; while there are none, the two of the band."""
    low = Result(f"high_tech_enterprise.{name}_band")
    return _panel(name, low, If(low >= ONE, low + 1, NONE))


BANDS = (
    _inner(
        "net_assets_growth_band",
        Text("净资产增长率档次分", "Band of net-asset growth"),
        _growth("net_assets"),
    ),
    _inner(
        "sales_growth_band",
        Text("销售收入增长率档次分", "Band of sales growth"),
        _growth("revenue"),
    ),
)
IP_ITEMS = (
    _upto("ip_advanced", 8)
    + _upto("ip_core", 8)
    + Result("high_tech_enterprise.ip_number")
    + _panel("ip_way", *WAY)
    + _upto("ip_standard", 2)
)
MANAGEMENT = _upto("rd_system", 6) + _upto("rd_body", 6) + _upto("rd_incentive", 4)
BLOCKS = ("ip_points", "conversion_points", "management_points", "growth_points")
SCORE = (
    _points(".ip_number", "知识产权数量", "Number of rights", _panel("ip_number", *NUMBER)),
    _points(".ip_points", "知识产权得分", "Points for rights", least(IP_ITEMS, 30)),
    _points(
        ".conversion_points",
        "成果转化得分",
        "Points for conversion",
        _panel("conversion", *CONVERTED),
    ),
    _points(
        ".management_points",
        "研发管理得分",
        "Points for R&D management",
        MANAGEMENT + _upto("rd_talent", 4),
        confidence="ML",
    ),
    _points(
        ".net_assets_growth",
        "净资产增长率得分",
        "Net-asset growth",
        _marked("net_assets_growth"),
    ),
    _points(".sales_growth", "销售收入增长率得分", "Sales growth", _marked("sales_growth")),
    _points(
        ".growth_points",
        "企业成长性得分",
        "Points for growth",
        Result("high_tech_enterprise.net_assets_growth")
        + Result("high_tech_enterprise.sales_growth"),
    ),
    _points(
        ".score",
        "创新能力评价得分",
        "Innovation score",
        Result("high_tech_enterprise.ip_points")
        + Result("high_tech_enterprise.conversion_points")
        + Result("high_tech_enterprise.management_points")
        + Result("high_tech_enterprise.growth_points"),
    ),
)
VERDICT = _rule(
    "",
    "高新技术企业",
    "High-tech enterprise",
    f"{MEASURE} 第十一条",
    holds=Every(tuple(Ruling(rule.code) for rule in CONDITIONS)),
)
RULES = (*YEARS, *BANDS, *SCORE, *CONDITIONS, VERDICT)
