"""Drafting a plan, its goals and its tasks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from xingmeng import instruments
from xingmeng.core import asking, pages
from xingmeng.core.actor import Actor
from xingmeng.core.errors import refuse_if
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.policy import actions, queries
from xingmeng.stages.policy.forms import GoalForm, PlanForm, TaskForm
from xingmeng.stages.policy.queries import plans
from xingmeng.stages.registry import queries as registry


@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """An officer drafts a plan; its goals and tasks come next."""
    _officer(request)
    form = PlanForm(request.POST or None, library=queries.standing_for(request.actor))
    title = Text("起草行动方案", "Draft an action plan")
    hint = Text(
        "随后添加目标和任务，再印发。", "Goals and tasks come next; then it is put in force."
    )

    def act() -> Any:
        return actions.draft_plan(actor=request.actor, **form.cleaned_data)

    return pages.entry(request, form, act, title=title, hint=hint, back=reverse("policy:plans"))


@login_required
def add_goal(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer adds a goal to a draft."""
    _officer(request)
    plan = queries.plan_for(request.actor, pk)
    form = GoalForm(
        request.POST or None,
        instruments=_instruments(),
        indicators=list(asking.codes_of("indicator").items()),
    )

    def act() -> Any:
        actions.add_goal(plan.pk, actor=request.actor, **form.facts())
        return plan

    title = Text("添加目标", "Add a goal")
    return pages.entry(
        request, form, act, title=title, hint=plan.title, back=plan.get_absolute_url()
    )


@login_required
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer adds a task to a plan that is not over."""
    _officer(request)
    plan = queries.plan_for(request.actor, pk)
    goals = plans.goals_of(plan)
    form = TaskForm(
        request.POST or None,
        library=queries.standing_for(request.actor),
        instruments=_instruments(),
        areas=[(area.code, area.name) for area in registry.regions()],
        goals=[(str(goal.pk), goal.text) for goal in goals],
    )

    def act() -> Any:
        said = _owner(dict(form.cleaned_data))
        wanted = said.pop("goal")
        goal = next((goal for goal in goals if str(goal.pk) == wanted), None)
        actions.add_task(plan.pk, actor=request.actor, goal=goal, **said)
        return plan

    title = Text("添加任务", "Add a task")
    return pages.entry(
        request, form, act, title=title, hint=plan.title, back=plan.get_absolute_url()
    )


def _owner(said: dict[str, Any]) -> dict[str, Any]:
    """The owner as the action takes it. Errors: Refused for a code nobody has."""
    code, area = said.pop("owner_code").strip().upper(), said.pop("owner_area")
    if code:
        found = registry.by_credit_codes([code])
        missing = [Finding("organisation_unknown", {"field": "owner_code"})]
        refuse_if([] if code in found else missing)
        said["owner"] = found[code]
    return said | {"owner_area_id": area or None}


def _officer(request: HttpRequest) -> Actor:
    actor: Actor = request.actor
    if "officer" not in actor.roles:
        raise Http404
    return actor


def _instruments() -> list[tuple[str, Text]]:
    return [(one.code, one.title) for one in instruments.every()]
