"""The life of an appeal: on procedure alone, with clocks, examined by discipline officers."""

from datetime import date

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Text
from xingmeng.stages.registry.rules import staff_roles

MOST_CHARS = 3000
GROUNDS: dict[str, Text] = {
    "recusal": Text("应当回避的专家没有回避", "An expert who had to step aside did not"),
    "procedure": Text("评审程序不符合规定", "The procedure was not kept"),
    "material": Text("申报材料被漏看或错看", "Part of the application was missed or mixed up"),
    "leak": Text("评审信息泄露或受到干扰", "The review leaked or was interfered with"),
}
FINDINGS = Section(
    name="findings",
    label=Text("审查情况", "What was found"),
    fields=(
        Field(
            name="findings",
            kind="longtext",
            label=Text("审查情况和依据", "What was found, and on what it rests"),
            max_chars=2000,
        ),
    ),
)
APPEAL = Flow(
    kind="appeal",
    states=(
        State(name="filed", label=Text("待受理", "Filed"), tone="warn", days=5),
        State(name="accepted", label=Text("审查中", "Being examined"), days=15),
        State(name="examined", label=Text("待答复", "To be answered"), days=5),
        State(name="upheld", label=Text("申诉成立", "Upheld"), tone="good", final=True),
        State(name="rejected", label=Text("申诉不成立", "Rejected"), tone="bad", final=True),
        State(name="refused", label=Text("不予受理", "Not taken up"), tone="bad", final=True),
        State(name="withdrawn", label=Text("已撤回", "Withdrawn"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="take_up",
            label=Text("受理", "Take it up"),
            before=("filed",),
            after="accepted",
            by=("discipline",),
            tone="good",
        ),
        Move(
            name="refuse",
            label=Text("不予受理", "Do not take it up"),
            before=("filed",),
            after="refused",
            by=("discipline",),
            tone="bad",
            reason=True,
            explain=Text(
                "只针对学术判断、不涉及程序的申诉不予受理。",
                "What is against the academic judgement, not the procedure, is not taken up.",
            ),
        ),
        Move(
            name="examine",
            label=Text("完成审查", "Finish the examination"),
            before=("accepted",),
            after="examined",
            by=("discipline",),
            tone="good",
            asks=(FINDINGS,),
        ),
        Move(
            name="uphold",
            label=Text("申诉成立", "Uphold"),
            before=("examined",),
            after="upheld",
            by=("discipline",),
            tone="good",
            reason=True,
            explain=Text(
                "同时开启复评：由未参加第一次评审的专家重新评审。",
                "A review anew is opened with it, by experts who had no part in the first.",
            ),
        ),
        Move(
            name="reject",
            label=Text("申诉不成立", "Reject"),
            before=("examined",),
            after="rejected",
            by=("discipline",),
            tone="bad",
            reason=True,
        ),
        Move(
            name="withdraw",
            label=Text("撤回申诉", "Withdraw"),
            before=("filed", "accepted"),
            after="withdrawn",
            by=("appellant",),
            tone="warn",
        ),
    ),
)


def appeal_roles(actor: Actor, appeal) -> frozenset[str]:
    """The unit's people appeal; officials act, but never in a case of their own unit."""
    if appeal.organisation_id in actor.organisations:
        return frozenset({"appellant"})
    return staff_roles(actor)


def until(issued: date, days: int) -> date:
    """The last day on which a report may be appealed against. Units: working days."""
    return clock.after_working_days(issued, days)
