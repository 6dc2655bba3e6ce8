"""What an equity plan is asked, its life, and what the law says of it, person by person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import MET, OUTCOMES
from xingmeng.engines.values import Finding, Text
from xingmeng.law import equity
from xingmeng.stages.outcomes.rules.income import roles_in

POSTS = (
    ("technical", Text("重要技术人员", "Key technical staff")),
    ("manager", Text("经营管理人员", "Manager")),
    ("supervisor", Text("监事", "Supervisor")),
    ("independent", Text("独立董事", "Independent director")),
    ("outside", Text("企业外人员", "Outside the firm")),
)
BARRED = frozenset({"supervisor", "independent", "outside"})
WAYS = (
    ("sale", Text("股权出售", "Sale")),
    ("award", Text("股权奖励", "Award")),
    ("option", Text("股权期权", "Option")),
)
YEARS = ("", "_1", "_2")  # of the last three years, the latest first
CHECKED = ("equity.total", "equity.person", "equity.option", "equity.conditions")
AWARD = "equity.award"


def _count(name: str, zh: str, en: str, **more: Any) -> Field:
    return Field(name=name, kind="integer", label=Text(zh, en), **{"min_value": 0, **more})


def _award(name: str, zh: str, en: str) -> Field:
    return Field(
        name=name,
        kind="money",
        label=Text(zh, en),
        min_value=1,
        only_if=("way", ("award",)),
    )


POST = Field(name="post", kind="choice", label=Text("岗位", "Post"), options=POSTS)
WAY = Field(name="way", kind="choice", label=Text("方式", "Way"), options=WAYS)
FORM = (
    Section(
        name="equity",
        label=Text("股权激励方案", "Equity plan"),
        help=Text(
            "国有科技型企业，依据财资〔2016〕4号。", "State technology firms, Caizi [2016] 4."
        ),
        fields=(
            Field(name="title", kind="text", label=Text("方案名称", "Title"), max_chars=80),
            _count("staff", "从业人员", "Staff", min_value=1),
            _count("rd_staff", "其中研发人员", "Of which R&D staff"),
            Table(
                name="years",
                label=Text("近三年收入和研发费用", "Revenue and R&D of three years"),
                help=Text("最近一年在前。", "The latest first."),
                min_rows=3,
                max_rows=3,
                columns=(
                    _count("year", "年度", "Year", min_value=2010, max_value=2100),
                    Field(
                        name="revenue_fen",
                        kind="money",
                        label=Text("营业收入", "Revenue"),
                        min_value=0,
                    ),
                    Field(
                        name="rd_fen",
                        kind="money",
                        label=Text("研发费用", "R&D expense"),
                        min_value=0,
                    ),
                ),
            ),
            Field(
                name="increase_fen",
                kind="money",
                label=Text(
                    "近三年税后利润形成的净资产增值", "Net assets gained in three years"
                ),
                help=Text(
                    "税后利润形成的；有股权奖励的填写。", "From profit; where there are awards."
                ),
                required=False,
                min_value=0,
            ),
            Table(
                name="people",
                label=Text("激励对象", "People"),
                max_rows=100,
                columns=(
                    Field(name="name", kind="text", label=Text("姓名", "Name"), max_chars=40),
                    Field(
                        name="post", kind="choice", label=Text("岗位", "Post"), options=POSTS
                    ),
                    WAY,
                    _count(
                        "bp",
                        "占股本（万分之）",
                        "Of the capital, basis points",
                        min_value=1,
                        max_value=10_000,
                    ),
                    _count("years", "在本企业连续工作年限", "Years in the firm", max_value=60),
                    _award("award_fen", "奖励金额", "Award"),
                    _award("bought_fen", "同时购买金额", "Bought with it"),
                ),
            ),
        ),
    ),
)
FLOW = Flow(
    kind="equity_plan",
    states=(
        State(name="filed", label=Text("待审核", "Filed"), days=20),
        State(name="cleared", label=Text("审核通过", "Cleared"), tone="good", final=True),
        State(name="refused", label=Text("未通过", "Refused"), tone="bad", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="clear",
            label=Text("审核通过", "Clear"),
            before=("filed",),
            after="cleared",
            by=("officer",),
            tone="good",
            checks=("within_caps",),
            cites=("财资〔2016〕4号",),
        ),
        Move(
            name="refuse",
            label=Text("不予通过", "Refuse"),
            before=("filed",),
            after="refused",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回", "Withdraw"),
            before=("filed",),
            after="withdrawn",
            by=("organisation_administrator",),
            reason=True,
        ),
    ),
)


def roles_of(actor: Actor, plan) -> frozenset[str]:
    return roles_in(actor, plan.organisation_id)


def refused_people(given: Mapping[str, Any]) -> list[Finding]:
    """Supervisors, independent directors and people from outside take no part."""
    barred = [n for n, p in enumerate(given["people"], start=1) if p["post"] in BARRED]
    return [Finding("takes_no_equity", {"field": "people", "row": n}) for n in barred]


def facts_of(given: Mapping[str, Any]) -> dict[str, int]:
    """What the plan says, by the names the law has for it. Units: fen, basis points."""
    people, years = given["people"], given["years"]
    said = {"staff": given["staff"], "rd_staff": given["rd_staff"]}
    for back, year in zip(YEARS, years, strict=True):
        said |= {f"revenue{back}_fen": year["revenue_fen"], f"rd{back}_fen": year["rd_fen"]}
    said["incentive_bp"] = sum(person["bp"] for person in people)
    said["person_bp"] = max(person["bp"] for person in people)
    said["options"] = int(any(person["way"] == "option" for person in people))
    awards = [person["award_fen"] for person in people if person["way"] == "award"]
    if awards:
        said["award_pool_fen"] = sum(awards)
        said["increase_fen"] = given.get("increase_fen") or 0
    return said


def rulings(facts: Mapping[str, int], *, on: date) -> list[dict[str, Any]]:
    """What each rule about the whole plan comes to, with its title and source."""
    book = equity.book(on)
    at = One(book, facts)
    return [
        {
            "code": code,
            "title": book[code].title,
            "source": book[code].source,
            "outcome": OUTCOMES[int(at.outcome(code))],
            "met": at.outcome(code) == MET,
        }
        for code in CHECKED
    ]


def award_is_lawful(facts: Mapping[str, int], line: Any, *, on: date) -> bool:
    """Whether one person's award keeps all that the measure asks of awards."""
    own = {"award_fen": line.award_fen, "bought_fen": line.bought_fen}
    own |= {"award_person_fen": line.award_fen, "years_in_firm": line.years}
    at = One(equity.book(on), {**facts, **own})
    return line.post == "technical" and at.outcome(AWARD) == MET


def against(facts: Mapping[str, int], lines: Sequence[Any], *, on: date) -> list[Finding]:
    """Every cap and condition a plan does not keep."""
    found = [
        Finding("equity_rule_unmet", {"of": ruling["title"]}, source=ruling["source"])
        for ruling in rulings(facts, on=on)
        if not ruling["met"]
    ]
    awarded = [line for line in lines if line.way == "award"]
    return found + [
        Finding("equity_award_unlawful", {"number": line.number})
        for line in awarded
        if not award_is_lawful(facts, line, on=on)
    ]


def within_caps(step: Step) -> list[Finding]:
    """The plan keeps every cap and condition of the day it was stated."""
    plan = step.row
    lines = list(plan.lines.order_by("number"))
    return against(plan.facts, lines, on=plan.stated_on)
