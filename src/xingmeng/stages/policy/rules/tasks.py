"""The life of a task and of its supervision 督办: who owns it, who asks, what must hold."""

from collections.abc import Collection, Mapping
from typing import Any

from xingmeng.core import clock, trail
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.policy.rules.documents import day_said
from xingmeng.stages.registry.rules import staff_roles

SUPERVISORS = frozenset({"leader", "officer"})
UNDONE = ("open", "overdue", "supervised")
OWNERS: dict[str, Text] = {  # who may own a task, besides an organisation
    "officer": Text("科技厅业务处", "The department"),
    "finance": Text("财务", "Finance"),
    "recommender": Text("盟市科技局", "League or city bureau"),
}
EVIDENCE = Section(
    name="evidence",
    label=Text("完成情况", "How it was done"),
    fields=(
        Field(
            name="evidence",
            kind="longtext",
            label=Text("完成情况和依据", "What was done, and the evidence"),
            help=Text(
                "写明文号、数据或成果，便于核对。",
                "Name documents, figures or results that can be checked.",
            ),
            max_chars=1500,
        ),
    ),
)
ASKED = Section(
    name="supervision",
    label=Text("督办要求", "What supervision asks"),
    fields=(
        Field(name="asks", kind="longtext", label=Text("督办意见", "Note"), max_chars=600),
        Field(name="until_on", kind="date", label=Text("新的完成期限", "New deadline")),
    ),
)
ANSWERED = Section(
    name="answer",
    label=Text("督办答复", "Answer"),
    fields=(
        Field(name="answer", kind="longtext", label=Text("答复", "Answer"), max_chars=1500),
    ),
)
TASK = Flow(
    kind="task",
    states=(
        State(name="open", label=Text("办理中", "Open")),
        State(name="overdue", label=Text("逾期", "Overdue"), tone="bad"),
        State(name="supervised", label=Text("督办中", "Supervised"), tone="warn"),
        State(name="reported", label=Text("待核实", "To be confirmed"), days=5),
        State(name="done", label=Text("已完成", "Done"), tone="good", final=True),
        State(name="dropped", label=Text("已取消", "Dropped"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="report",
            label=Text("报告完成", "Report it done"),
            before=UNDONE,
            after="reported",
            by=("task_owner",),
            tone="good",
            checks=("plan_in_force",),
            asks=(EVIDENCE,),
        ),
        Move(
            name="confirm",
            label=Text("核实完成", "Confirm it is done"),
            before=("reported",),
            after="done",
            by=("officer",),
            tone="good",
            checks=("another_reported",),
        ),
        Move(
            name="send_back",
            label=Text("退回", "Send it back"),
            before=("reported",),
            after="open",
            by=("officer",),
            tone="warn",
            reason=True,
            checks=("another_reported",),
        ),
        Move(
            name="fall_overdue",
            label=Text("逾期", "Falls overdue"),
            before=("open", "supervised"),
            after="overdue",
            by=("system",),
            tone="bad",
            checks=("past_its_day",),
        ),
        Move(
            name="supervise",
            label=Text("督办", "Supervise"),
            before=("overdue",),
            after="supervised",
            by=("leader", "officer"),
            checks=("a_day_ahead",),
            asks=(ASKED,),
        ),
        Move(
            name="drop",
            label=Text("取消任务", "Drop the task"),
            before=UNDONE,
            after="dropped",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
    ),
)
SUPERVISION = Flow(
    kind="supervision",
    states=(
        State(name="asked", label=Text("待答复", "To be answered"), tone="warn"),
        State(name="answered", label=Text("已答复", "Answered"), days=5),
        State(name="closed", label=Text("已办结", "Closed"), tone="good", final=True),
    ),
    moves=(
        Move(
            name="answer",
            label=Text("答复督办", "Answer"),
            before=("asked",),
            after="answered",
            by=("task_owner",),
            tone="good",
            asks=(ANSWERED,),
        ),
        Move(
            name="close",
            label=Text("办结", "Close"),
            before=("answered",),
            after="closed",
            by=("leader", "officer"),
            tone="good",
        ),
        Move(
            name="ask_again",
            label=Text("要求补充答复", "Ask again"),
            before=("answered",),
            after="asked",
            by=("leader", "officer"),
            tone="warn",
            reason=True,
        ),
    ),
)


def owns(actor: Actor, task) -> bool:
    """Whether a task is this actor's: their organisation's, or of their role and area."""
    if task.owner_id:
        return task.owner_id in actor.organisations
    if task.owner_role == "recommender" and task.owner_area_id:
        return actor.recommends(task.owner_area_id)
    return task.owner_role in actor.roles


def task_roles(actor: Actor, task) -> frozenset[str]:
    held = staff_roles(actor)
    return held | {"task_owner"} if owns(actor, task) else held


def supervision_roles(actor: Actor, supervision) -> frozenset[str]:
    return task_roles(actor, supervision.task)


def plan_in_force(step: Step) -> list[Finding]:
    """Tasks are worked on once their plan is in force."""
    return [] if step.row.plan.state == "in_force" else [Finding("plan_not_in_force")]


def another_reported(step: Step) -> list[Finding]:
    """Nobody confirms what they reported themselves."""
    made = trail.who_made("task", step.row.pk, "report")
    return [Finding("same_person")] if step.actor.user_id in made else []


def past_its_day(step: Step) -> list[Finding]:
    """A task is overdue only after its day, while its plan is in force."""
    late = step.row.due_on is not None and step.row.due_on < step.on
    found = [] if late else [Finding("task_in_time")]
    return found + plan_in_force(step)


def a_day_ahead(step: Step) -> list[Finding]:
    """The new deadline lies ahead."""
    said = day_said(step, "until_on")
    ahead = said is None or said > clock.today()
    return [] if ahead else [Finding("day_must_be_ahead", {"field": "until_on"})]


def unsaid(said: Mapping[str, Any], instruments: Collection[str]) -> list[Finding]:
    """What is wrong with a task to be added: its owner, its instrument."""
    role, wanted = said.get("owner_role", ""), said.get("instrument", "")
    found = []
    if bool(role) == (said.get("owner") is not None) or (role and role not in OWNERS):
        found.append(Finding("one_owner_needed", {"field": "owner_role"}))
    if wanted and wanted not in instruments:
        found.append(Finding("not_an_option", {"field": "instrument"}))
    return found
