"""Reading the library and the action plans. The library is for anybody."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.law.changes import Change, of_span
from xingmeng.stages.policy.models import ActionPlan, Document, Supervision, Task
from xingmeng.stages.policy.rules import plans as rules
from xingmeng.stages.policy.rules import tasks

EVERYTHING = Q(pk__gt=0)
STRUCK_OUT = Q(state="struck_out")
NEWEST_FIRST = ("of_law", F("since_on").desc(nulls_last=True), "number")  # entered ones above


def documents_for(actor: Actor) -> QuerySet[Document]:
    """The library, for everybody; entries struck out, for the department's staff."""
    seen = EVERYTHING if actor.is_staff else ~STRUCK_OUT
    return Document.objects.filter(reach(seen, actor=actor, kind="policy_document"))


def standing_for(actor: Actor) -> QuerySet[Document]:
    """The library without the entries that were struck out."""
    return documents_for(actor).exclude(STRUCK_OUT)


def in_library(actor: Actor, day: date) -> QuerySet[Document]:
    """The library with each document's `status` on a day: a code of `rules.STATUS`."""
    status = Case(
        When(STRUCK_OUT, then=Value("struck_out")),
        When(until_on__lt=day, then=Value("ended")),
        When(since_on=None, then=Value("unknown")),
        When(since_on__lte=day, then=Value("in_force")),
        default=Value("ahead"),
        output_field=CharField(),
    )
    return documents_for(actor).annotate(status=status)


def addresses(actor: Actor, numbers: Iterable[str]) -> dict[str, str]:
    """Where the documents of these numbers stand, those the library has."""
    rows = standing_for(actor).filter(number__in=set(numbers))
    return {row.number: row.get_absolute_url() for row in rows}


def entered_changes(actor: Actor, one: date, other: date) -> list[Change]:
    """How entered documents began or ended after one day and up to another, by day."""
    first, last = sorted((one, other))
    found: list[Change] = []
    for row in standing_for(actor).filter(of_law=False).order_by("pk"):
        found += of_span(
            row.since_on,
            row.until_on,
            kind="document",
            of=row.number,
            name=row.title,
            source=row.number,
        )
    return sorted((c for c in found if first < c.on <= last), key=lambda c: c.on)


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
    return Task.objects.filter(seen).select_related("plan", "owner", "owner_area", "goal")


def task_for(actor: Actor, pk: int) -> Task:
    """One visible task. Errors: Http404."""
    return get_object_or_404(tasks_for(actor), pk=pk)


def _owned(actor: Actor) -> Q:
    """Tasks of the actor's organisations, of their roles, and for bureaus of their area."""
    mine = Q(owner__in=actor.organisations)
    mine |= Q(owner=None, owner_role__in=actor.roles - {"recommender"})
    for area in actor.areas:
        mine |= Q(owner_role="recommender", owner_area__code__startswith=area)
    if "recommender" in actor.roles:
        mine |= Q(owner_role="recommender", owner_area=None)
    return mine


def supervisions_for(actor: Actor) -> QuerySet[Supervision]:
    """Notes of supervision: for the department's staff, and whose task it is."""
    known = tasks_for(actor)
    if not actor.is_staff:
        known = known.filter(_owned(actor))
    seen = Q(task__in=known.order_by().values("pk"))
    about = {"task": "task", "task__plan": "action_plan"}
    rows = Supervision.objects.filter(reach(seen, actor=actor, kind="supervision", about=about))
    return rows.select_related("task__plan", "task__owner", "task__owner_area")


def supervision_for(actor: Actor, pk: int) -> Supervision:
    """One visible note of supervision. Errors: Http404."""
    return get_object_or_404(supervisions_for(actor), pk=pk)


def own_tasks(actor: Actor) -> QuerySet[Task]:
    """The tasks that are this reader's own, of plans in force or past."""
    return tasks_for(actor).filter(_owned(actor)).exclude(plan__state="draft")


def concerned(task: Task) -> int | tuple[str, str]:
    """Whom a task concerns: an organisation, or a role and its area."""
    return task.owner_id or (task.owner_role, task.owner_area_id or "")


def owner_of(task: Task) -> Text:
    """Who owns a task, in words: an organisation, or a role and its area."""
    if task.owner:
        return task.owner.name
    name = tasks.OWNERS[task.owner_role]
    if not task.owner_area:
        return name
    area = task.owner_area.name
    return Text(f"{area.zh}科技局", f"Bureau of {area.en}")
