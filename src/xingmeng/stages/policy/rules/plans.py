"""The life of an action plan, who drafts it, and what must hold before it is published."""

from collections.abc import Collection, Mapping
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry.rules import staff_roles

KINDS: dict[str, Text] = {
    "three_year": Text("三年行动", "Three-year action"),
    "campaign": Text("攻坚行动", "Campaign"),
    "doubling": Text("双倍增行动", "Doubling drive"),
}
UNITS: dict[str, tuple[Text, int]] = {  # what goals are counted in, and `per` of each
    "firms": (Text("家", "enterprises"), 1),
    "people": (Text("人", "people"), 1),
    "items": (Text("项", "items"), 1),
    "percent": (Text("%", "%"), 1),
    "yi": (Text("亿元", "100 million yuan"), 10_000_000_000),
}
PUBLIC = ("in_force", "finished", "stopped")
PLAN = Flow(
    kind="action_plan",
    states=(
        State(
            name="draft",
            label=Text("起草", "Being drafted"),
            tone="neutral",
            held_by=Text("科技厅业务处", "the department"),
        ),
        State(
            name="in_force",
            label=Text("实施中", "In force"),
            held_by=Text("各责任单位", "those who own its tasks"),
        ),
        State(name="finished", label=Text("已完成", "Finished"), tone="good", final=True),
        State(name="stopped", label=Text("已终止", "Stopped"), tone="neutral", final=True),
    ),
    moves=(
        Move(
            name="publish",
            label=Text("印发实施", "Put in force"),
            before=("draft",),
            after="in_force",
            by=("officer",),
            tone="good",
            checks=("has_goals", "has_tasks"),
            explain=Text(
                "印发后公众可见，任务开始计时。",
                "From then on anybody sees it, and its tasks have their days.",
            ),
        ),
        Move(
            name="finish",
            label=Text("宣布完成", "Declare it finished"),
            before=("in_force",),
            after="finished",
            by=("officer",),
            checks=("tasks_settled",),
        ),
        Move(
            name="stop",
            label=Text("终止", "Stop it"),
            before=("draft", "in_force"),
            after="stopped",
            by=("officer",),
            tone="bad",
            reason=True,
        ),
    ),
)


def plan_roles(actor: Actor, plan) -> frozenset[str]:
    return staff_roles(actor)


def unsaid(
    said: Mapping[str, Any], instruments: Collection[str], indicators: Collection[str]
) -> list[Finding]:
    """What is wrong with a goal to be added: its numbers, its part of an indicator."""
    found = []
    base, target = said.get("base"), said.get("target")
    if said.get("indicator") and said["indicator"] not in indicators:
        found.append(Finding("not_an_option", {"field": "indicator"}))
    if said.get("indicator") and target is None:
        found.append(Finding("answer_needed", {"field": "target"}))
    if base is not None and base == target:
        found.append(Finding("goal_reached_already", {"field": "target"}))
    part = said.get("instrument", "")
    if part and (part not in instruments or not said.get("indicator")):
        found.append(Finding("not_an_option", {"field": "instrument"}))
    return found


def progress_pct(base: int | None, target: int, now: int) -> int:
    """How far from the base to the target a number has come. Units: percent, 0 to 100."""
    start = base or 0
    if target == start:
        return 100 if now >= target else 0
    done = 100 * (now - start) // (target - start)
    return max(0, min(100, done))


def has_goals(step: Step) -> list[Finding]:
    """A plan says what is to be reached."""
    return [] if step.row.goals.exists() else [Finding("plan_without_goals")]


def has_tasks(step: Step) -> list[Finding]:
    """A plan says who does what by when."""
    return [] if step.row.tasks.exists() else [Finding("plan_without_tasks")]


def tasks_settled(step: Step) -> list[Finding]:
    """A plan is finished when no task is open."""
    left = step.row.tasks.exclude(state__in=("done", "dropped")).count()
    return [Finding("tasks_open", {"count": left})] if left else []
