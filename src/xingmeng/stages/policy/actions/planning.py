"""Drafting a plan, its goals and its tasks."""

from datetime import date
from typing import Any

from xingmeng import instruments
from xingmeng.core import asking, clock, door, move, numbers, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.policy import queries
from xingmeng.stages.policy.models import ActionPlan, Goal, Task
from xingmeng.stages.policy.rules import plans as rules
from xingmeng.stages.policy.rules import tasks as task_rules


@door.change()
def draft_plan(
    *, actor: Actor, kind: str, starts_on: date, ends_on: date, documents=(), **said: Any
) -> ActionPlan:
    """Draft an action plan; goals and tasks follow. Writes: the plan, one step.

    Errors: Refused without the right, for an unknown kind, or days out of order.
    """
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if kind not in rules.KINDS:
        found.append(Finding("not_an_option", {"field": "kind"}))
    if ends_on < starts_on:
        said_days = {"since": starts_on, "until": ends_on}
        found.append(Finding("ends_before_it_starts", said_days))
    refuse_if(found)
    year = clock.today().year
    row = ActionPlan(
        number=f"XD{year}{numbers.following(f'action_plan:{year}'):03d}",
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        **said,
    )
    move.begin("action_plan", row, actor=actor)
    row.documents.set(documents)
    return row


@door.change()
def add_goal(plan_id: int, *, actor: Actor, **said: Any) -> Goal:
    """Add a goal to a plan. Writes: the goal, one step.

    Errors: Refused without the right, once the plan is published, beyond its days, or for
            an indicator that nothing computes, or numbers that lead nowhere.
    """
    plan = _to_change(plan_id, actor, states=("draft",))
    refuse_if(rules.unsaid(said, _codes(), asking.codes_of("indicator")))
    _within(plan, said["target_on"], "target_on")
    goal = Goal.objects.create(plan=plan, number=plan.goals.count() + 1, **said)
    _note(plan, actor, goal=goal.number)
    return goal


@door.change()
def add_task(
    plan_id: int, *, actor: Actor, deadline_on: date, documents=(), **said: Any
) -> Task:
    """Add a task to a plan, also while it runs. Writes: the task, one step of each.

    Errors: Refused without the right, once the plan is over, for a day beyond the plan's,
            an owner that is not one organisation or one role, or an unknown instrument.
    """
    plan = _to_change(plan_id, actor, states=("draft", "in_force"))
    refuse_if(task_rules.unsaid(said, _codes()))
    _within(plan, deadline_on, "deadline_on")
    serial = numbers.following(f"task:{plan.pk}")
    row = Task(plan=plan, number=f"{plan.number}-{serial:02d}", deadline_on=deadline_on, **said)
    move.begin("task", row, actor=actor)
    row.due_on = deadline_on
    row.save(update_fields=["due_on"])
    row.documents.set(documents)
    return row


def _codes() -> list[str]:
    return [one.code for one in instruments.every()]


def _to_change(plan_id: int, actor: Actor, *, states: tuple[str, ...]) -> ActionPlan:
    plan = ActionPlan.objects.select_for_update().get(pk=plan_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if plan.state not in states:
        found.append(Finding("wrong_state", {"state": plan.state, "needed": list(states)}))
    refuse_if(found)
    return plan


def _within(plan: ActionPlan, day: date, name: str) -> None:
    inside = plan.starts_on <= day <= plan.ends_on
    said = {"field": name, "from": plan.starts_on, "until": plan.ends_on}
    refuse_if([] if inside else [Finding("outside_the_plan", said)])


def _note(plan: ActionPlan, actor: Actor, **details: Any) -> None:
    trail.record("action_plan", plan.pk, "change", actor=actor, details=details)


PLAN = move.register(
    move.Subject(
        kind="action_plan",
        title=Text("行动方案", "Action plan"),
        model=ActionPlan,
        flow_of=lambda row: rules.PLAN,
        every_flow=lambda: [rules.PLAN],
        roles_of=rules.plan_roles,
        visible_to=queries.plans_for,
        checks={
            "has_goals": rules.has_goals,
            "has_tasks": rules.has_tasks,
            "tasks_settled": rules.tasks_settled,
        },
    )
)
