"""How far the goals of an action plan have come: indicators beside what was planned."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel, of_cases
from xingmeng.engines.values import Text
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.policy.queries import plans
from xingmeng.stages.policy.rules import plans as rules

MOST_CALLS = 50  # in the box of a task


def figures_of_plan(actor: Actor, plan: Any) -> Panel | None:
    """How far the goals with an indicator have come, from the figures this reader sees."""
    lines = [_progress(actor, goal) for goal in plans.goals_of(plan) if _computed(goal)]
    if not lines:
        return None
    title = Text("目标进展（平台计算）", "Progress of the goals, computed here")
    return Panel(title=title, template="policy/_progress.html", context={"lines": lines})


def _computed(goal: Any) -> bool:
    return goal.indicator in indicators.BY_CODE and goal.target is not None


def _progress(actor: Actor, goal: Any) -> dict[str, Any]:
    wanted = indicators.definition(goal.indicator)
    rows = wanted.records(actor, clock.now())
    part = {}
    if goal.instrument and wanted.instrument:
        rows, part = (
            rows.filter(**{wanted.instrument: goal.instrument}),
            {"instrument": goal.instrument},
        )
    now = int(100 * (wanted.value(rows) or 0) / goal.per)
    page = reverse("indicators:indicator", args=[goal.indicator])
    return {
        "goal": goal,
        "now": goal.said(now),
        "pct": rules.progress_pct(goal.base, goal.target, now),
        "url": f"{page}?{urlencode(part)}" if part else page,
    }


def calls_of_task(actor: Actor, task: Any) -> Panel | None:
    """The calls of the instrument that serves a task, the latest first."""
    if not task.instrument:
        return None
    rows = calls.visible_to(actor).filter(instrument_code=task.instrument).order_by("-pk")
    return of_cases(Text("对应的申报批次", "Calls that serve it"), "call", rows[:MOST_CALLS])
