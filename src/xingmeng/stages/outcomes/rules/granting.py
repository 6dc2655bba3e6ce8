"""What a grant of rights is asked, its life, and what the pilot plan allows."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section, Table
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.law.dated import parameter
from xingmeng.stages.outcomes.rules.income import roles_in

FORMS = (
    ("ownership", Text("所有权份额", "A share of the ownership")),
    ("use", Text("长期使用权", "Long use")),
)
GRANTABLE = frozenset({"patent", "software", "variety", "device", "process"})
PLAN = "国科发区〔2020〕128号"


def _said(name: str, zh: str, en: str) -> Field:
    return Field(name=name, kind="longtext", label=Text(zh, en), max_chars=500)


FORM = (
    Section(
        name="grant",
        label=Text("赋权", "Grant of rights"),
        help=Text("试点依据国科发区〔2020〕128号。", "A pilot by Guokefaqu [2020] 128."),
        fields=(
            Field(name="form", kind="choice", label=Text("方式", "Form"), options=FORMS),
            Field(
                name="share_pct",
                kind="integer",
                label=Text("团队所有权份额", "The team's share"),
                unit=Text("%", "%"),
                min_value=1,
                max_value=99,
                only_if=("form", ("ownership",)),
            ),
            Field(
                name="years",
                kind="integer",
                label=Text("使用年限", "Years of use"),
                help=Text("不低于 10 年。", "At least ten."),
                min_value=1,
                max_value=50,
                only_if=("form", ("use",)),
            ),
            _said("decides", "转化决策机制", "Who decides about conversion"),
            _said("costs", "维护费用和成本分担", "Who bears upkeep and costs"),
            Table(
                name="holders",
                label=Text("成果完成人", "Those who made it"),
                max_rows=30,
                share_column="part_pct",
                columns=(
                    Field(name="name", kind="text", label=Text("姓名", "Name"), max_chars=40),
                    Field(
                        name="part_pct",
                        kind="integer",
                        label=Text("团队内部占比 %", "Part within the team, %"),
                        min_value=1,
                        max_value=100,
                    ),
                ),
            ),
            Field(
                name="harmless",
                kind="tick",
                label=Text(
                    "成果不涉及国家安全、国防安全、公共安全、经济安全和社会稳定",
                    "It touches no security of the state, defence, the public or the economy,"
                    " and no social stability",
                ),
            ),
        ),
    ),
)
AGREEMENT = Section(
    name="agreement",
    label=Text("协议", "Agreement"),
    fields=(
        Field(
            name="agreement_number",
            kind="text",
            label=Text("协议编号", "Number of the agreement"),
            max_chars=60,
        ),
        Field(name="agreed_on", kind="date", label=Text("签订日期", "Signed on")),
    ),
)
_HEAD = ("organisation_administrator",)
FLOW = Flow(
    kind="right_grant",
    states=(
        State(name="applied", label=Text("待单位决定", "For the unit"), days=20),
        State(name="publicity", label=Text("单位内公示", "In publicity"), tone="warn"),
        State(name="granted", label=Text("已赋权，待备案", "Granted"), tone="good", days=30),
        State(name="recorded", label=Text("已备案", "Recorded"), tone="good", final=True),
        State(name="refused", label=Text("未赋权", "Not granted"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="agree",
            label=Text("同意并签订协议", "Agree and sign"),
            before=("applied",),
            after="publicity",
            by=_HEAD,
            tone="good",
            asks=(AGREEMENT,),
            cites=(PLAN,),
        ),
        Move(
            name="refuse",
            label=Text("不予赋权", "Do not grant"),
            before=("applied", "publicity"),
            after="refused",
            by=_HEAD,
            tone="bad",
            reason=True,
        ),
        Move(
            name="grant",
            label=Text("公示期满，赋权", "Grant after the publicity"),
            before=("publicity",),
            after="granted",
            by=_HEAD,
            tone="good",
            checks=("publicity_over",),
            confirm=True,
        ),
        Move(
            name="record",
            label=Text("权属变更备案", "Record the change"),
            before=("granted",),
            after="recorded",
            by=("officer",),
            tone="good",
        ),
    ),
)


def roles_of(actor: Actor, grant) -> frozenset[str]:
    return roles_in(actor, grant.outcome.organisation_id)


def long_enough(given: Mapping[str, Any], *, on: date) -> list[Finding]:
    """Use is granted for at least as many years as the pilot plan asks."""
    least = parameter("conversion", "use_years_least", on=on).value
    if given.get("form") == "use" and given["years"] < least:
        return [Finding("too_small", {"field": "years", "min": least})]
    return []


def publicity_over(step: Step) -> list[Finding]:
    """The agreement has been shown inside the unit for the days the rule asks."""
    began = clock.local_day(step.row.since)
    days = parameter("conversion", "internal_publicity_days", on=began).value
    until = began + timedelta(days=days)
    return [] if step.on > until else [Finding("publicity_running", {"until": until})]
