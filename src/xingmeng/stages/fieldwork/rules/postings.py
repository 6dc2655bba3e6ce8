"""The life of a posting plan and of an agreement of three sides; how well somebody fits."""

from collections.abc import Collection
from typing import Any, NamedTuple

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork.rules.people import is_behind
from xingmeng.stages.fieldwork.rules.words import roles_at
from xingmeng.stages.registry.rules import staff_roles

PLAN = Flow(
    kind="posting_plan",
    states=(
        State(name="proposed", label=Text("待另一人确认", "To be confirmed"), days=5),
        State(name="confirmed", label=Text("已确认", "Confirmed"), tone="good", final=True),
        State(name="discarded", label=Text("已放弃", "Discarded"), final=True),
    ),
    moves=(
        Move(
            name="confirm",
            label=Text("确认派驻", "Confirm"),
            before=("proposed",),
            after="confirmed",
            by=("officer",),
            tone="good",
            checks=("another_person", "plan_holds_still"),
        ),
        Move(
            name="discard",
            label=Text("放弃", "Discard"),
            before=("proposed",),
            after="discarded",
            by=("officer", "system"),
            tone="warn",
        ),
    ),
)
AGREEMENT = Flow(
    kind="service_agreement",
    states=(
        State(name="drafted", label=Text("待科技特派员接受", "With the commissioner"), days=5),
        State(name="accepted", label=Text("待派出单位同意", "With the sending unit"), days=5),
        State(name="consented", label=Text("待旗县签署", "With the county"), days=5),
        State(name="in_force", label=Text("服务中", "In force"), tone="good"),
        State(name="finished", label=Text("期满", "Finished"), tone="good", final=True),
        State(name="declined", label=Text("未达成", "Declined"), final=True),
        State(name="terminated", label=Text("提前终止", "Terminated"), tone="bad", final=True),
    ),
    moves=(
        Move(
            name="accept",
            label=Text("接受派驻", "Accept"),
            before=("drafted",),
            after="accepted",
            by=("commissioner",),
            tone="good",
        ),
        Move(
            name="consent",
            label=Text("派出单位同意", "Consent"),
            before=("accepted",),
            after="consented",
            by=("applicant",),
            tone="good",
        ),
        Move(
            name="sign",
            label=Text("签署协议", "Sign"),
            before=("consented",),
            after="in_force",
            by=("county",),
            tone="good",
        ),
        Move(
            name="decline",
            label=Text("不接受", "Decline"),
            before=("drafted", "accepted", "consented"),
            after="declined",
            by=("commissioner", "applicant", "county"),
            tone="bad",
            reason=True,
        ),
        Move(
            name="finish",
            label=Text("期满结束", "Finish"),
            before=("in_force",),
            after="finished",
            by=("county", "system"),
            tone="good",
            checks=("term_over",),
        ),
        Move(
            name="end_early",
            label=Text("提前终止", "Terminate"),
            before=("in_force",),
            after="terminated",
            by=("county", "officer"),
            tone="bad",
            reason=True,
        ),
        Move(
            name="fall_away",
            label=Text("资格取消，未达成", "Falls away with its commissioner"),
            before=("drafted", "accepted", "consented"),
            after="declined",
            by=("system",),
            tone="bad",
        ),
        Move(
            name="break_off",
            label=Text("资格取消，终止", "Broken off with its commissioner"),
            before=("in_force",),
            after="terminated",
            by=("system",),
            tone="bad",
        ),
    ),
)
LIVE = ("drafted", "accepted", "consented", "in_force")
# Points of 100. What a match weighs is named by domain facts, section 9: field, language or
# location, load, past rating; how much each weighs is the house's own.
FIELD, PLACE, LANGUAGE, PAST, CHOICE = 40, 20, 10, 20, 10
PAST_OF = {"excellent": 20, "pass": 14, "": 10, "fail": 0}  # the last grade; none: new


class Asked(NamedTuple):
    """What a demand asks, as fit is judged."""

    region: str
    field: str
    language: str


class Offered(NamedTuple):
    """What a commissioner offers, as fit is judged."""

    region: str
    fields: Collection[str]
    languages: Collection[str]
    past: str


class Fit(NamedTuple):
    """How well two sides fit. Units: points of 100, and of each part."""

    points: int
    place: int
    language: int
    past: int
    choice: int


def fit(asked: Asked, offered: Offered, *, sides: int) -> Fit | None:
    """How well a commissioner answers a demand; None where the field is not theirs.

    `sides` says how many of the two have chosen the other. Errors: none.
    """
    if asked.field not in offered.fields:
        return None
    place = _nearness(asked.region, offered.region)
    language = LANGUAGE if asked.language in offered.languages else 0
    past, choice = PAST_OF[offered.past], CHOICE * sides // 2
    return Fit(FIELD + place + language + past + choice, place, language, past, choice)


def _nearness(one: str, other: str) -> int:
    """The whole for the same county, less for the same city, little for the same region."""
    if one == other:
        return PLACE
    if one[:4] == other[:4]:
        return PLACE * 3 // 4
    return PLACE * 2 // 5 if one[:2] == other[:2] else 0


def why(of: Fit) -> Text:
    """What speaks for a pair, in words. Errors: none."""
    near = {PLACE: Text("本旗县", "same county"), PLACE * 3 // 4: Text("本盟市", "same city")}
    zh, en = ["专业对口"], ["the field"]
    if of.place in near:
        zh.append(near[of.place].zh)
        en.append(near[of.place].en)
    if of.language:
        zh.append("语言相通")
        en.append("the language")
    if of.past > PAST_OF[""]:
        zh.append("以往考核好")
        en.append("past service")
    if of.choice:
        zh.append("双向选择" if of.choice == CHOICE else "一方选择")
        en.append("chosen by both" if of.choice == CHOICE else "chosen by one side")
    return Text("、".join(zh), ", ".join(en))


def plan_roles(actor: Actor, plan: Any) -> frozenset[str]:
    return staff_roles(actor)


def agreement_roles(actor: Actor, row: Any) -> frozenset[str]:
    """The three sides, who is served, and staff."""
    held = roles_at(actor, row.region_id)
    if is_behind(actor, row.commissioner):
        held |= {"commissioner"}
    if row.commissioner.organisation_id in actor.organisations:
        held |= {"applicant"}
    return held | {"served"} if row.served_id in actor.organisations else held


def another_person(step: Step) -> list[Finding]:
    """Who proposed a plan does not confirm it."""
    own = step.actor.user_id == step.row.proposed_by_id
    return [Finding("same_person", {"move": step.move.name})] if own else []


def term_over(step: Step) -> list[Finding]:
    """An agreement finishes after its last day."""
    until = step.row.until_on
    return [] if step.on > until else [Finding("term_runs_still", {"until": until})]
