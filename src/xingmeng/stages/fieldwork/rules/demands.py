"""The life of a county's demand and of a round of postings, and what a demand states."""

from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork.rules.words import FIELDS, KINDS, LANGUAGES, roles_at
from xingmeng.stages.registry.rules import staff_roles

MOST_PEOPLE = 500  # of one demand; more is a slip of the pen
DEMAND_FORM = (
    Section(
        name="demand",
        label=Text("服务需求", "What is needed"),
        fields=(
            Field(
                name="title",
                kind="text",
                label=Text("需求名称", "Title"),
                help=Text("如“肉羊繁育与饲草”。", "For example: sheep breeding and fodder."),
                max_chars=60,
            ),
            Field(
                name="kind",
                kind="choice",
                label=Text("需要哪一类", "Who is needed"),
                options=tuple(KINDS.items()),
            ),
            Field(
                name="field",
                kind="choice",
                label=Text("专业领域", "Field"),
                options=tuple(FIELDS.items()),
            ),
            Field(
                name="techniques",
                kind="longtext",
                label=Text("需要的技术", "Techniques needed"),
                max_chars=800,
            ),
            Field(
                name="language",
                kind="choice",
                label=Text("服务语言", "Language"),
                options=tuple(LANGUAGES.items()),
            ),
            Field(
                name="people",
                kind="integer",
                label=Text("需要人（队）数", "How many"),
                min_value=1,
                max_value=MOST_PEOPLE,
            ),
            Field(
                name="villages",
                kind="integer",
                label=Text("服务嘎查村数", "Villages to be served"),
                min_value=0,
                max_value=5_000,
            ),
            Field(
                name="farms",
                kind="integer",
                label=Text("服务农牧户和企业数", "Farms and firms to be served"),
                min_value=0,
                max_value=500_000,
            ),
            Field(
                name="days_a_year",
                kind="integer",
                label=Text("每年服务天数", "Days of service a year"),
                min_value=1,
                max_value=365,
            ),
            Field(name="from_on", kind="date", label=Text("服务起始", "From")),
            Field(name="until_on", kind="date", label=Text("服务截止", "Until")),
        ),
    ),
)
NAMES = tuple(field.name for field in DEMAND_FORM[0].fields)
DEMAND = Flow(
    kind="county_demand",
    states=(
        State(name="stated", label=Text("待盟市科技局上报", "With the bureau"), days=10),
        State(name="passed_on", label=Text("待列入派驻批次", "Passed on")),
        State(name="returned", label=Text("已退回旗县", "Returned"), tone="warn", days=10),
        State(
            name="opened",
            label=Text("已公布，双向选择", "Published"),
            held_by=Text("科技特派员和旗县", "Commissioners and the county"),
        ),
        State(name="posted", label=Text("已派驻", "Posted"), tone="good", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), final=True),
    ),
    moves=(
        Move(
            name="pass_on",
            label=Text("上报", "Pass on"),
            before=("stated",),
            after="passed_on",
            by=("recommender",),
            tone="good",
        ),
        Move(
            name="send_back",
            label=Text("退回旗县", "Send back"),
            before=("stated", "passed_on"),
            after="returned",
            by=("recommender", "officer"),
            tone="warn",
            reason=True,
        ),
        Move(
            name="state_again",
            label=Text("修改后再报", "State again"),
            before=("returned",),
            after="stated",
            by=("county",),
            tone="good",
            asks=DEMAND_FORM,
            checks=("period_in_order",),
        ),
        Move(
            name="withdraw",
            label=Text("撤回", "Withdraw"),
            before=("stated", "returned"),
            after="withdrawn",
            by=("county",),
            tone="bad",
        ),
        Move(
            name="open",
            label=Text("公布", "Publish"),
            before=("passed_on",),
            after="opened",
            by=("system",),
        ),
        Move(
            name="post",
            label=Text("派驻", "Post"),
            before=("opened",),
            after="posted",
            by=("system",),
        ),
    ),
)
ROUND = Flow(
    kind="posting_round",
    states=(
        State(
            name="open",
            label=Text("双向选择", "Both sides choose"),
            days=15,
            held_by=Text("科技特派员和旗县", "Commissioners and counties"),
        ),
        State(name="matching", label=Text("匹配派驻", "Matching"), days=10),
        State(name="posted", label=Text("已派驻", "Posted"), tone="good", final=True),
    ),
    moves=(
        Move(
            name="close",
            label=Text("结束双向选择", "End the choice"),
            before=("open",),
            after="matching",
            by=("officer",),
            tone="good",
        ),
        Move(
            name="post",
            label=Text("派驻", "Post"),
            before=("matching",),
            after="posted",
            by=("system",),
        ),
    ),
)


def demand_roles(actor: Actor, demand: Any) -> frozenset[str]:
    return roles_at(actor, demand.region_id)


def round_roles(actor: Actor, row: Any) -> frozenset[str]:
    return staff_roles(actor)


def period_holds(given: Any) -> list[Finding]:
    """A demand ends after it begins. Errors: none."""
    first, last = given.get("from_on"), given.get("until_on")
    if isinstance(first, str) and isinstance(last, str) and last <= first:
        return [Finding("ends_before_it_begins", {"field": "until_on"})]
    return []
