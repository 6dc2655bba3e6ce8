"""The life of an income and of objections to it; what is asked and what must hold."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.law import conversion
from xingmeng.law.dated import parameter
from xingmeng.stages.registry.rules import staff_roles

PERCENT = Text("%", "%")
ROLES = (
    ("main", Text("主要贡献人员", "Main contributor")),
    ("member", Text("其他贡献人员", "Contributor")),
)
POSTS = (
    ("staff", Text("科研及其他人员", "Staff")),
    ("deputy", Text("其他领导人员", "Other leader")),
    ("head", Text("单位正职领导", "Head of the unit")),
)
WAYS = {
    "sale": Text("转让、许可等", "Transfer, licence or the like"),
    "shares": Text("作价投资", "Brought in for shares"),
    "own": Text("自行实施", "Used by the unit itself"),
}


def _share(name: str, zh: str, en: str, **more: Any) -> Field:
    return Field(
        name=name,
        kind="integer",
        label=Text(zh, en),
        min_value=0,
        max_value=100,
        unit=PERCENT,
        **more,
    )


_MONEY = (
    Field(name="received_fen", kind="money", label=Text("到账收入", "Received"), min_value=1),
    Field(
        name="costs_fen",
        kind="money",
        label=Text("直接成本", "Direct costs"),
        help=Text("评估、维护、税费、中介等。", "Valuation, upkeep, tax, agents."),
        min_value=0,
    ),
)
_OTHER = (
    Field(
        name="way",
        kind="choice",
        label=Text("转化方式", "Way of conversion"),
        options=tuple((way, WAYS[way]) for way in ("shares", "own")),
    ),
    Field(
        name="received_fen",
        kind="money",
        label=Text("作价金额或当年营业利润", "Value of the shares, or the year's profit"),
        help=Text("自行实施填该成果当年的营业利润。", "Of use: the year's operating profit."),
        min_value=1,
    ),
    Field(
        name="profit_year",
        kind="integer",
        label=Text("实施转化成功投产后第几年", "Year since production began"),
        help=Text("连续 3 至 5 年。", "Three to five years running."),
        min_value=1,
        only_if=("way", ("own",)),
    ),
)
_PARTS = (
    _share(
        "unit_rule_pct",
        "本单位规定的团队比例",
        "The unit's share for the team",
        help=Text("没有规定填 0。", "0 if it has no rule."),
    ),
    _share(
        "agreed_pct",
        "与团队约定的比例",
        "Share agreed with the team",
        required=False,
        help=Text("另有约定的填写；取各项规定中最高的。", "If any; the greatest rule decides."),
    ),
    Table(
        name="shares",
        label=Text("分配到人", "Shares"),
        help=Text(
            "主要贡献人员合计不低于团队收益的 50%。", "Main contributors: at least half."
        ),
        max_rows=50,
        share_column="weight",
        columns=(
            Field(name="name", kind="text", label=Text("姓名", "Name"), max_chars=40),
            Field(name="role", kind="choice", label=Text("贡献", "Part"), options=ROLES),
            Field(name="post", kind="choice", label=Text("职务", "Post"), options=POSTS),
            Field(
                name="weight",
                kind="integer",
                label=Text("占比 %", "Share %"),
                min_value=1,
                max_value=100,
            ),
        ),
    ),
)
INCOME_FORM = (
    Section(name="income", label=Text("转化收入", "Income"), fields=(*_MONEY, *_PARTS)),
)
CONVERSION_FORM = (
    Section(name="income", label=Text("转化收益", "Income"), fields=(*_OTHER, *_PARTS)),
)
OBJECTION_FORM = (
    Section(
        name="objection",
        label=Text("异议", "Objection"),
        fields=(
            Field(
                name="text",
                kind="longtext",
                label=Text("异议和理由", "What is wrong, and why"),
                help=Text(
                    "只有本单位人员和财务、纪检可见；答复前不分配。",
                    "Seen inside the unit, by finance and discipline; nothing is shared until"
                    " it is answered.",
                ),
                max_chars=1000,
            ),
        ),
    ),
)
INCOME = Flow(
    kind="income",
    states=(
        State(name="publicity", label=Text("单位内公示", "In publicity"), tone="warn"),
        State(name="shared", label=Text("已分配", "Shared"), tone="good", final=True),
        State(name="cancelled", label=Text("已撤销", "Cancelled"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="share",
            label=Text("确认分配", "Confirm the shares"),
            before=("publicity",),
            after="shared",
            by=("organisation_administrator",),
            tone="good",
            checks=("publicity_over", "nobody_objects"),
            confirm=True,
            cites=("国发〔2016〕16号",),
        ),
        Move(
            name="cancel",
            label=Text("撤销", "Cancel"),
            before=("publicity",),
            after="cancelled",
            by=("organisation_administrator",),
            tone="bad",
            reason=True,
        ),
    ),
)


def _answer(name: str, after: str, zh: str, en: str, tone: str) -> Move:
    return Move(
        name=name,
        label=Text(zh, en),
        before=("filed",),
        after=after,
        by=("organisation_administrator",),
        tone=tone,
        reason=True,
        checks=("not_ones_own",),
    )


OBJECTION = Flow(
    kind="income_objection",
    states=(
        State(name="filed", label=Text("待答复", "To be answered"), tone="warn", days=5),
        State(name="upheld", label=Text("异议成立", "Upheld"), tone="bad", final=True),
        State(name="rejected", label=Text("已答复，不成立", "Not upheld"), final=True),
    ),
    moves=(
        _answer("uphold", "upheld", "异议成立", "Uphold", "warn"),
        _answer("reject", "rejected", "异议不成立", "Do not uphold", "neutral"),
    ),
)


def roles_in(actor: Actor, organisation_id: int) -> frozenset[str]:
    heads = {g.organisation_id for g in actor.grants if g.role == "organisation_administrator"}
    held = staff_roles(actor)
    held |= {"applicant"} if organisation_id in actor.organisations else set()
    return held | {"organisation_administrator"} if organisation_id in heads else held


def income_roles(actor: Actor, income) -> frozenset[str]:
    return roles_in(actor, income.organisation_id)


def objection_roles(actor: Actor, objection) -> frozenset[str]:
    return roles_in(actor, objection.income.organisation_id)


def publicity_until(income) -> date:
    """The last day on which the shares are shown inside the unit."""
    began = clock.local_day(income.since)
    days = parameter("conversion", "internal_publicity_days", on=began).value
    return began + timedelta(days=days)


def publicity_over(step: Step) -> list[Finding]:
    """The shares have been shown inside the unit for the days the rule asks."""
    until = publicity_until(step.row)
    return [] if step.on > until else [Finding("publicity_running", {"until": until})]


def nobody_objects(step: Step) -> list[Finding]:
    """No objection waits for its answer, and none was upheld."""
    states = [o.state for o in step.row.objections.all()]
    found = [Finding("objection_open", {"count": states.count("filed")})]
    return (found if "filed" in states else []) + (
        [Finding("income_objection_upheld")] if "upheld" in states else []
    )


def not_ones_own(step: Step) -> list[Finding]:
    """Nobody answers their own objection."""
    return [Finding("same_person")] if step.row.by_id == step.actor.user_id else []


def costs_within(given: Mapping[str, Any]) -> list[Finding]:
    received, costs = given.get("received_fen"), given.get("costs_fen")
    if isinstance(received, int) and isinstance(costs, int) and costs >= received:
        return [Finding("no_net_income", {"field": "costs_fen"})]
    return []


def lines_of(shares: list[dict[str, Any]]) -> list[conversion.Line]:
    return [conversion.Line(s["name"], s["weight"], s["role"] == "main") for s in shares]


def shares_lawful(given: Mapping[str, Any], *, on: date) -> list[Finding]:
    """The main contributors get their half; a head of the unit takes money, never shares."""
    found = []
    if not conversion.main_enough(lines_of(given["shares"]), on=on):
        found.append(Finding("main_contributors_low", {"field": "shares"}))
    heads = [s for s in given["shares"] if s["post"] == "head"]
    if heads and given.get("way") == "shares":
        found.append(Finding("heads_take_no_shares", {"field": "shares"}))
    return found


def year_within(given: Mapping[str, Any], *, on: date) -> list[Finding]:
    """The unit's use is shared for so many years, no more; others say no year."""
    most = parameter("conversion", "profit_years_most", on=on).value
    if given.get("way") == "own" and given["profit_year"] > most:
        return [Finding("too_big", {"field": "profit_year", "max": most})]
    return []
