"""The life of an introduction: who agrees, what opens then, how it ends, what it leads to."""

from datetime import timedelta
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.rules import SHOWN_WHILE, offers
from xingmeng.stages.policy.rules.documents import day_said
from xingmeng.stages.registry.rules import staff_roles

WAITING = ("suggested", "for_need", "for_offer")
TOGETHER = ("talks", "agreed")  # while both see what the other keeps confidential
BEGUN = (*WAITING, "talks")
RESULTS = {  # what an introduction leads to, and the column of its number
    "technology_contract": (Text("技术合同", "Technology contract"), "registration_number"),
    "contract": (Text("合作项目（任务书）", "Cooperation project"), "number"),
    "challenge": (Text("揭榜挂帅榜单", "Challenge"), "number"),
}
PARTIES = ("organisation_id", "issuer_id", "bidder_id", "seller_id", "buyer_id")
SIDES = {
    "need": Text("需求方", "Need side"),
    "offer": Text("供给方", "Offer side"),
    "officer": Text("科技厅", "Department"),
}
RESULT = Section(
    name="result",
    label=Text("对接结果", "What it led to"),
    fields=(
        Field(
            name="result",
            kind="choice",
            label=Text("结果类型", "Kind of result"),
            options=tuple((code, text) for code, (text, _) in RESULTS.items()),
        ),
        Field(
            name="result_number",
            kind="text",
            label=Text("平台上的编号", "Its number on the platform"),
            max_chars=40,
        ),
    ),
)

LONGEST = timedelta(days=180)  # that talks go on without anybody saying so again
UNTIL = Section(
    name="until",
    label=Text("洽谈期限", "How long"),
    fields=(Field(name="until_on", kind="date", label=Text("洽谈至", "Talk until")),),
)


def _agree(name: str, before: str, after: str, by: str) -> Move:
    return Move(
        name=name,
        label=Text("同意对接", "Agree to talk"),
        before=(before,),
        after=after,
        by=(by,),
        tone="good",
        explain=Text(
            "双方都同意后，彼此可以看到单位、联系方式和保密内容。",
            "Once both agree, each sees the other's name, contact and confidential part.",
        ),
    )


INTRODUCTION = Flow(
    kind="introduction",
    states=(
        State(name="suggested", label=Text("待双方同意", "For both to agree"), days=10),
        State(
            name="for_need",
            label=Text("待需求方同意", "For the need side"),
            tone="warn",
            days=10,
        ),
        State(
            name="for_offer",
            label=Text("待供给方同意", "For the offer side"),
            tone="warn",
            days=10,
        ),
        State(name="talks", label=Text("洽谈中", "In talks"), days=60),
        State(name="agreed", label=Text("已达成", "Agreed"), tone="good", final=True),
        State(name="ended", label=Text("未达成", "Ended"), tone="neutral", final=True),
        State(name="declined", label=Text("未同意", "Declined"), tone="neutral", final=True),
        State(name="lapsed", label=Text("逾期终止", "Lapsed"), tone="bad", final=True),
    ),
    moves=(
        _agree("need_agrees", "suggested", "for_offer", "need_side"),
        _agree("offer_agrees", "suggested", "for_need", "offer_side"),
        _agree("need_joins", "for_need", "talks", "need_side"),
        _agree("offer_joins", "for_offer", "talks", "offer_side"),
        Move(
            name="decline",
            label=Text("不对接", "Decline"),
            before=WAITING,
            after="declined",
            by=("need_side", "offer_side"),
            tone="bad",
        ),
        Move(
            name="conclude",
            label=Text("登记对接结果", "Record the result"),
            before=("talks",),
            after="agreed",
            by=("need_side", "offer_side", "officer"),
            tone="good",
            asks=(RESULT,),
            checks=("result_there",),
        ),
        Move(
            name="extend",
            label=Text("延长洽谈", "Talk on"),
            before=("talks",),
            after="talks",
            by=("need_side", "offer_side", "officer"),
            tone="active",
            asks=(UNTIL,),
            checks=("day_near_ahead",),
        ),
        Move(
            name="end",
            label=Text("结束洽谈", "End the talks"),
            before=("talks",),
            after="ended",
            by=("need_side", "offer_side", "officer"),
            tone="bad",
            reason=True,
        ),
        Move(
            name="lapse",
            label=Text("逾期终止", "Lapse"),
            before=BEGUN,
            after="lapsed",
            by=("system",),
            checks=("overdue",),
        ),
    ),
)


def roles_of(actor: Actor, row) -> frozenset[str]:
    """The sides are parties; no official acts in a case of their own unit."""
    own = actor.organisations
    sides = {"need_side"} if row.need.organisation_id in own else set()
    if row.offer.organisation_id in own:
        sides.add("offer_side")
    return frozenset(sides) or staff_roles(actor)


def side_of(actor: Actor, row) -> str:
    """For whom somebody writes in an introduction; empty for who only looks on."""
    held = roles_of(actor, row)
    names = {"need_side": "need", "offer_side": "offer", "officer": "officer"}
    return next((side for role, side in names.items() if role in held), "")


def overdue(step: Step) -> list[Finding]:
    """It lapses once its day is over, not before."""
    due = step.row.due_on
    late = due is not None and due < step.on
    return [] if late else [Finding("introduction_in_time", {"until": due})]


def day_near_ahead(step: Step) -> list[Finding]:
    """Talks go on until a day that lies ahead, and not too far."""
    said, longest = day_said(step, "until_on"), step.on + LONGEST
    if said is None:
        return []
    if said <= step.on:
        return [Finding("day_must_be_ahead", {"field": "until_on"})]
    far = said > longest
    return (
        [Finding("extended_too_long", {"field": "until_on", "until": longest})] if far else []
    )


def against_pair(need, offer) -> list[Finding]:
    """What stands against bringing a need and an offer together."""
    found = []
    if need.organisation_id == offer.organisation_id:
        found.append(Finding("same_unit"))
    if need.state not in SHOWN_WHILE or not offers.stands(offer):
        found.append(Finding("not_to_be_introduced"))
    return found


def is_party(result: Any, units: set[int]) -> bool:
    """Whether a result is of one of these units."""
    return any(getattr(result, name, None) in units for name in PARTIES)
