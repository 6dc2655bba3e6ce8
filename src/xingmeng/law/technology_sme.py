"""Technology SMEs 科技型中小企业: who may be entered, and the points of the evaluation."""

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
    Some,
    least,
    most,
)
from xingmeng.engines.rulebook import Rule
from xingmeng.engines.scales import Band, OnDay
from xingmeng.engines.values import Text

MEASURE, SINCE = "国科发政〔2017〕115号", date(2017, 5, 3)


def _rule(code: str, zh: str, en: str, article: str, **parts: Any) -> Rule:
    return Rule(
        code=f"technology_sme{code}",
        title=Text(zh, en),
        source=f"{MEASURE} {article}",
        confidence=parts.pop("confidence", "S"),
        since=SINCE,
        **parts,
    )


def _limit(name: str) -> Parameter:
    return Parameter(f"technology_sme.{name}")


def _band(part: str, whole: str, topic: str, points: tuple[int, ...]) -> Formula:
    """The best band from the first line on, one step down for each band below."""
    first, step = _limit(f"{topic}_first_pct"), _limit(f"{topic}_step_pct")
    lines = tuple((first - step * n, given) for n, given in enumerate(points))
    return Band(Given(part), Given(whole), lines)


RD_POINTS = (50, 40, 30, 20, 10)
RIGHTS = If(
    Given("ip_class1") >= 1,
    _limit("rights_points"),
    least(Given("ip_class2"), 4) * _limit("right_points"),
)

PARTS = (
    _rule(
        ".resident",
        "境内居民企业",
        "Resident enterprise",
        "第六条（一）",
        holds=Given("domestic"),
    ),
    _rule(
        ".staff_limit",
        "职工总数上限",
        "Staff limit",
        "第六条（二）",
        holds=Given("staff") <= _limit("staff_most"),
    ),
    _rule(
        ".revenue_limit",
        "销售收入上限",
        "Revenue limit",
        "第六条（二）",
        holds=Given("revenue_fen") <= _limit("revenue_most_fen"),
    ),
    _rule(
        ".assets_limit",
        "资产总额上限",
        "Assets limit",
        "第六条（二）",
        holds=Given("assets_fen") <= _limit("assets_most_fen"),
    ),
    _rule(
        ".business",
        "产品和服务不属禁止、限制、淘汰类",
        "Business not restricted",
        "第六条（三）",
        holds=~Given("restricted_business"),
    ),
    _rule(
        ".record",
        "无重大事故、严重违法和失信",
        "Clean record",
        "第六条（四）",
        holds=Every((~Given("major_incident"), ~Given("untrustworthy"))),
    ),
    _rule(
        ".direct_pass",
        "直接确认条件",
        "Direct pass",
        "第八条",
        holds=Some(
            (
                Given("hnte_valid_to") >= OnDay(),
                Given("national_award"),
                Given("provincial_rd_institution"),
                Given("standard_leader"),
            )
        ),
    ),
    _rule(
        ".staff_score",
        "科技人员指标得分",
        "Score for staff",
        "第七条（一）",
        unit="points",
        gives=_band("st_staff", "staff", "staff", (20, 16, 12, 8, 4)),
    ),
    _rule(
        ".rd_score_by_revenue",
        "研发投入得分（占销售收入）",
        "Score for R&D, by revenue",
        "第七条（二）",
        unit="points",
        gives=_band("rd_fen", "revenue_fen", "rd_of_revenue", RD_POINTS),
    ),
    _rule(
        ".rd_score_by_cost",
        "研发投入得分（占成本费用）",
        "Score for R&D, by cost",
        "第七条（二）",
        unit="points",
        gives=_band("rd_fen", "cost_fen", "rd_of_cost", RD_POINTS),
    ),
    _rule(
        ".rd_score",
        "研发投入指标得分",
        "Score for R&D, the better way",
        "第七条（二）",
        unit="points",
        gives=most(
            Result("technology_sme.rd_score_by_revenue"),
            Result("technology_sme.rd_score_by_cost"),
        ),
    ),
    _rule(
        ".ip_score",
        "科技成果指标得分",
        "Score for rights",
        "第七条（三）",
        unit="points",
        gives=RIGHTS,
        confidence="MH",
        note=Text("按最高档计分，不累加。", "The best band counts, not a sum."),
    ),
    _rule(
        ".score",
        "综合评价得分",
        "Total score",
        "第七条",
        unit="points",
        gives=Result("technology_sme.staff_score")
        + Result("technology_sme.rd_score")
        + Result("technology_sme.ip_score"),
    ),
    _rule(
        ".enough_points",
        "得分达标且科技人员指标不为零",
        "Enough points, some for staff",
        "第六条（五）",
        holds=Every(
            (
                Result("technology_sme.score") >= _limit("pass_points"),
                Result("technology_sme.staff_score") >= Number(1),
            )
        ),
    ),
)
ELIGIBLE = ("resident", "staff_limit", "revenue_limit", "assets_limit", "business", "record")
VERDICT = _rule(
    "",
    "科技型中小企业",
    "Technology SME",
    "第六条、第八条",
    holds=Every(
        (
            *(Ruling(f"technology_sme.{part}") for part in ELIGIBLE),
            Some(
                (Ruling("technology_sme.direct_pass"), Ruling("technology_sme.enough_points"))
            ),
        )
    ),
)
RULES = (*PARTS, VERDICT)
