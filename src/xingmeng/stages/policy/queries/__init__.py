"""Reading the library and the action plans. The library is for anybody."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.stages.policy.models import ActionPlan, Document, Supervision, Task
from xingmeng.stages.policy.rules import plans as rules
from xingmeng.stages.policy.rules import tasks

EVERYTHING = Q(pk__gt=0)


def documents_for(actor: Actor) -> QuerySet[Document]:
    """The library: all of it, for everybody."""
    return Document.objects.filter(reach(EVERYTHING, actor=actor, kind="policy_document"))


def document_for(actor: Actor, pk: int) -> Document:
    """One document. Errors: Http404."""
    return get_object_or_404(documents_for(actor), pk=pk)


def plans_for(actor: Actor) -> QuerySet[ActionPlan]:
    """Plans in force or past, for everybody; drafts for the department's staff."""
    seen = EVERYTHING if actor.is_staff else Q(state__in=rules.PUBLIC, pk__gt=0)
    return ActionPlan.objects.filter(reach(seen, actor=actor, kind="action_plan"))


def plan_for(actor: Actor, pk: int) -> ActionPlan:
    """One visible plan. Errors: Http404, also for a draft that is not yet for the reader."""
    return get_object_or_404(plans_for(actor), pk=pk)


def tasks_for(actor: Actor) -> QuerySet[Task]:
    """The tasks of visible plans, with their plan and owner."""
    plans = plans_for(actor).order_by().values("pk")
    seen = reach(Q(plan__in=plans), actor=actor, kind="task", about={"plan": "action_plan"})
    return Task.objects.filter(seen).select_related("plan", "owner", "owner_area")


def task_for(actor: Actor, pk: int) -> Task:
    """One visible task. Errors: Http404."""
    return get_object_or_404(tasks_for(actor), pk=pk)


def supervisions_for(actor: Actor) -> QuerySet[Supervision]:
    """Notes of supervision: for the department's staff, and whose task it is."""
    mine = Q(task__owner__in=actor.organisations)
    roles = actor.roles - {"recommender"}
    mine |= Q(task__owner=None, task__owner_role__in=roles)
    for area in actor.areas:
        mine |= Q(task__owner_role="recommender", task__owner_area__code__startswith=area)
    if "recommender" in actor.roles:
        mine |= Q(task__owner_role="recommender", task__owner_area=None)
    known = tasks_for(actor).order_by().values("pk")
    seen = Q(task__in=known) & (EVERYTHING if actor.is_staff else mine)
    about = {"task": "task", "task__plan": "action_plan"}
    rows = Supervision.objects.filter(reach(seen, actor=actor, kind="supervision", about=about))
    return rows.select_related("task__plan", "task__owner", "task__owner_area")


def supervision_for(actor: Actor, pk: int) -> Supervision:
    """One visible note of supervision. Errors: Http404."""
    return get_object_or_404(supervisions_for(actor), pk=pk)


def owner_of(task: Task) -> Text:
    """Who owns a task, in words: an organisation, or a role and its area."""
    if task.owner:
        return task.owner.name
    name = tasks.OWNERS[task.owner_role]
    if not task.owner_area:
        return name
    area = task.owner_area.name
    return Text(f"{area.zh}科技局", f"Bureau of {area.en}")
