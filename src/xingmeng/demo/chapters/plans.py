"""Action plans: drafted, put in force, their tasks done, one late and supervised."""

from datetime import date
from typing import Any

from xingmeng.demo.lists import plans as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, who
from xingmeng.stages.policy import actions as policy
from xingmeng.stages.policy import queries

BUREAUS = {"150200": "bureau", "150600": "ordos"}
Kept = dict[str, int]  # tasks and plans by a name of the story's own


def tell(script: Script) -> None:
    """Note the plans, what was done for them, and the supervision of a late task."""
    kept: Kept = {}
    for plan in said.PLANS:
        script.at(plan.days[0], _draft, kept, plan, hour=15)
        for task in plan.tasks:
            if task.reported:
                script.at(task.reported, _done, kept, task, hour=16)
    script.at("2024-01-02", policy.find_overdue, hour=8)
    script.at(
        "2024-01-15", lambda: go("action_plan", kept["commissioners"], "finish", "officer")
    )
    script.at("2024-06-12", _supervise, kept, hour=9)
    script.at("2024-06-21", policy.find_overdue, hour=8)
    script.at("2024-06-24", _answer, kept)


def _draft(kept: Kept, plan: said.Plan) -> None:
    actor = who("officer")
    library = {row.number: row for row in queries.standing_for(actor)}
    row = policy.draft_plan(
        actor=actor,
        starts_on=_day(plan.days[0]),
        ends_on=_day(plan.days[1]),
        documents=[library[number] for number in plan.documents],
        **plan.about,
    )
    kept[plan.key] = row.pk
    for goal in plan.goals:
        policy.add_goal(row.pk, actor=actor, **_dated(goal))
    for task in plan.tasks:
        role, _, area = task.owner.partition(":")
        kept[task.zh] = policy.add_task(
            row.pk,
            actor=actor,
            title_zh=task.zh,
            title_en=task.en,
            owner_role=role,
            owner_area_id=area or None,
            deadline_on=_day(task.due),
            instrument=task.instrument,
        ).pk
    go("action_plan", row.pk, "publish", "officer")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _dated(goal: dict[str, Any]) -> dict[str, Any]:
    return {k: _day(v) if k.endswith("_on") else v for k, v in goal.items()}


def _done(kept: Kept, task: said.Task) -> None:
    role, _, area = task.owner.partition(":")
    go("task", kept[task.zh], "report", BUREAUS.get(area, role), evidence=task.evidence)
    go("task", kept[task.zh], "confirm", "officer2")


def _supervise(kept: Kept) -> None:
    go("task", kept[said.LATE], "supervise", "leader", asks=said.ASKS, until_on=said.UNTIL)


def _answer(kept: Kept) -> None:
    note = queries.supervisions_for(who("ordos")).get(task_id=kept[said.LATE])
    go("supervision", note.pk, "answer", "ordos", answer=said.ANSWER)
