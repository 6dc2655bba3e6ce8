"""The life of a panel meeting, who sits on it, and when a vote counts."""

from collections.abc import Sequence

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.core.signing import Authority
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, Review, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles
from xingmeng.stages.review.rules.rounds import seen_by
from xingmeng.stages.review.rules.sheets import is_an_expert

CHOICES: dict[str, Text] = {
    "yes": Text("同意", "Yes"),
    "no": Text("不同意", "No"),
    "abstain": Text("弃权", "Abstain"),
}
OUTCOMES: dict[str, Text] = {
    "recommended": Text("建议立项", "Recommended"),
    "rejected": Text("不建议立项", "Not recommended"),
}
TONES = {"recommended": "good", "rejected": "bad", "": "neutral"}
REMARKS = Section(
    name="minutes",
    label=Text("会议纪要", "Minutes"),
    fields=(
        Field(
            name="remarks",
            kind="longtext",
            label=Text("会议讨论要点", "What was discussed"),
            help=Text(
                "出席、回避和票数已自动写入。", "Attendance, recusals and votes are in already."
            ),
            max_chars=1500,
        ),
    ),
)
PANEL = Flow(
    kind="panel",
    states=(
        State(name="convened", label=Text("待开会", "Convened"), tone="neutral"),
        State(
            name="voting",
            label=Text("投票中", "Voting"),
            held_by=Text("评审组", "the panel"),
            days=2,
        ),
        State(
            name="counted", label=Text("待签纪要", "Minutes to be signed"), tone="warn", days=3
        ),
        State(
            name="minuted", label=Text("纪要已签", "Minutes signed"), tone="good", final=True
        ),
        State(name="cancelled", label=Text("已取消", "Cancelled"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="open_voting",
            label=Text("开始投票", "Open the voting"),
            before=("convened",),
            after="voting",
            by=("officer",),
            tone="good",
            checks=("held_today",),
        ),
        Move(
            name="close_voting",
            label=Text("结束投票并计票", "Close and count"),
            before=("voting",),
            after="counted",
            by=("panel_chair",),
            tone="good",
            confirm=True,
            checks=("quorum_met",),
            asks=(REMARKS,),
            explain=Text(
                "计票后不能再投；每票如何投始终保密。",
                "Nobody votes after the count; how each one voted stays secret.",
            ),
        ),
        Move(
            name="sign_minutes",
            label=Text("签署评审会纪要", "Sign the minutes"),
            before=("counted",),
            after="minuted",
            by=("panel_chair",),
            tone="good",
            confirm=True,
            signs="panel_minutes",
        ),
        Move(
            name="cancel",
            label=Text("取消会议", "Cancel the meeting"),
            before=("convened", "voting"),
            after="cancelled",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
    ),
)


def panel_roles(actor: Actor, panel) -> frozenset[str]:
    held = staff_roles(actor)
    return held | {"panel_chair"} if actor.user_id == panel.chair_id else held


def authority_of(actor: Actor, panel, step: Move) -> Authority:
    """What the chair's signature under the minutes rests on: the officer named them."""
    words = f"{panel.title}评审组组长"
    return Authority(party="panel", unit="评审组", capacity="chair", words=words)


def quorum_of(members: int, review: Review) -> int:
    """How many of a panel's members must vote on a candidate. Errors: none."""
    return -(-members * review.quorum_pct // 100)


def outcome_of(yes: int, no: int, abstained: int, review: Review) -> str:
    """What the votes say: recommended by more than the declared share of those cast."""
    cast = yes + no + abstained
    return "recommended" if yes * 100 > cast * review.pass_pct else "rejected"


def fits(members: Sequence[int], chair: int, review: Review) -> list[Finding]:
    """An odd number, enough of them, of the pool, one of a unit at most, with their chair.

    Source: domain of expert review: panels are odd, five to nine; one member of a unit.
    """
    found = []
    if len(members) < review.panel_least or len(members) % 2 == 0:
        said = {"have": len(members), "least": review.panel_least}
        found.append(Finding("panel_not_odd", said))
    if chair not in members:
        found.append(Finding("chair_not_seated"))
    for user_id in members:
        found += is_an_expert(user_id)
    units = [unit for user_id in members for unit in registry.employers_of(user_id)]
    if len(units) != len(set(units)):
        found.append(Finding("unit_twice_on_panel"))
    return [f for place, f in enumerate(found) if f not in found[:place]]


def held_today(step: Step) -> list[Finding]:
    """Nobody votes before the day of the meeting."""
    ahead = step.on < step.row.held_on
    return [Finding("panel_ahead", {"on": step.row.held_on})] if ahead else []


def quorum_met(step: Step) -> list[Finding]:
    """Every candidate has the votes of enough members."""
    found = []
    seen = seen_by(step.row.round, step.actor).values("pk")
    rows = step.row.items.filter(candidate__in=seen).order_by("number")
    for number, item in enumerate(rows.prefetch_related("ballots"), start=1):
        have = sum(not ballot.stepped_out for ballot in item.ballots.all())
        if have < step.row.quorum:
            said = {"number": number, "have": have, "needed": step.row.quorum}
            found.append(Finding("quorum_missing", said))
    return found
