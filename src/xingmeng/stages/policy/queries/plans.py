"""A plan as its page shows it: goals, and tasks by owner with how many are done."""

from itertools import groupby
from typing import Any

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.policy import queries
from xingmeng.stages.policy.models import ActionPlan, Goal, Supervision, Task
from xingmeng.stages.policy.rules import tasks as rules


def goals_of(plan: ActionPlan) -> list[Goal]:
    """The goals of a plan, in their order."""
    return list(plan.goals.order_by("number"))


def tasks_of(actor: Actor, plan: ActionPlan) -> dict[str, Any]:
    """The visible tasks of a plan by owner, each with its state; how many are done.

    Order: owners by their Chinese name, their tasks by due day.
    """
    rows = list(queries.tasks_for(actor).filter(plan=plan).order_by("deadline_on", "number"))
    rows.sort(key=lambda row: queries.owner_of(row).zh)
    owners = [
        _of_owner(Text(*key), list(those))
        for key, those in groupby(rows, key=lambda row: _key(queries.owner_of(row)))
    ]
    counted = [row for row in rows if row.state != "dropped"]
    done = sum(row.state == "done" for row in counted)
    return {"owners": owners, "done": done, "count": len(counted)}


def _key(text: Text) -> tuple[str, str]:
    return text.zh, text.en


def _of_owner(owner: Text, rows: list[Task]) -> dict[str, Any]:
    counted = [row for row in rows if row.state != "dropped"]
    return {
        "owner": owner,
        "done": sum(row.state == "done" for row in counted),
        "count": len(counted),
        "tasks": [_line(row) for row in rows],
    }


def _line(row: Task) -> dict[str, Any]:
    due = row.due_on if row.state in rules.UNDONE and row.due_on else row.deadline_on
    late = row.state in rules.UNDONE and due < clock.today()
    return {"task": row, "state": rules.TASK.state(row.state), "due_on": due, "late": late}


def supervisions_of(actor: Actor, task: Task) -> list[dict[str, Any]]:
    """The visible notes of supervision of a task with their states, oldest first."""
    rows: list[Supervision] = list(
        queries.supervisions_for(actor).filter(task=task).order_by("pk")
    )
    return [{"note": row, "state": rules.SUPERVISION.state(row.state)} for row in rows]
