"""Pages of action plans: all of them, one with its tasks, one task, one supervision."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import lists, pages
from xingmeng.core.lists import Action, Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.stages.policy import queries
from xingmeng.stages.policy.queries import plans as plan_queries
from xingmeng.stages.policy.rules import plans as rules
from xingmeng.stages.policy.rules import tasks as task_rules

ALL = ("", Text("全部", "All"))
PLANS = Listing(
    title=Text("行动方案", "Action plans"),
    columns=(
        Column(
            key="title", label=Text("方案", "Plan"), value=lambda p: p.title, sort=("title_zh",)
        ),
        Column(key="kind", label=Text("类别", "Kind"), value=lambda p: rules.KINDS[p.kind]),
        Column(
            key="starts",
            label=Text("开始", "From"),
            value=lambda p: p.starts_on,
            kind="date",
            sort=("starts_on",),
        ),
        Column(
            key="ends",
            label=Text("截止", "To"),
            value=lambda p: p.ends_on,
            kind="date",
            sort=("ends_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda p: rules.PLAN.state(p.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title_zh", "title_en", "number", "summary_zh", "summary_en"),
    order=("-starts_on", "-pk"),
    filters=(
        Filter(
            name="kind",
            label=Text("类别", "Kind"),
            field="kind",
            options=lambda: [ALL, *rules.KINDS.items()],
        ),
    ),
    empty=Text("还没有行动方案。", "No plan yet."),
)
TASKS = Listing(
    title=Text("行动任务", "Tasks"),
    columns=(
        Column(
            key="title", label=Text("任务", "Task"), value=lambda t: t.title, sort=("title_zh",)
        ),
        Column(key="plan", label=Text("方案", "Plan"), value=lambda t: t.plan.title),
        Column(key="owner", label=Text("责任单位", "Owner"), value=queries.owner_of),
        Column(
            key="due",
            label=Text("期限", "Due"),
            value=lambda t: t.due_on or t.deadline_on,
            kind="date",
            sort=("deadline_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda t: task_rules.TASK.state(t.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title_zh", "title_en", "number", "plan__title_zh", "owner__name_zh"),
    order=("deadline_on", "pk"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [ALL, *((s.name, s.label) for s in task_rules.TASK.states)],
        ),
    ),
    empty=Text("没有符合条件的任务。", "No task fits."),
)


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans this reader may see."""
    offered: list[Action] = [(Text("全部任务", "All tasks"), reverse("policy:tasks"), "list")]
    if "officer" in request.actor.roles:
        label = Text("起草行动方案", "Draft a plan")
        offered.insert(0, (label, reverse("policy:draft"), "plus"))
    if request.actor.user_id:
        offered.append((Text("我的任务", "My tasks"), reverse("policy:mine"), "checklist"))
    return lists.respond(request, PLANS, queries.plans_for(request.actor), actions=offered)


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: its days, what is to be reached, who does what by when."""
    actor = request.actor
    row = queries.plan_for(actor, pk)
    facts = [
        (Text("类别", "Kind"), rules.KINDS[row.kind], "text"),
        (Text("开始", "From"), row.starts_on, "date"),
        (Text("截止", "To"), row.ends_on, "date"),
        (Text("内容", "What it is about"), row.summary if row.summary_zh else "", "longtext"),
        (Text("内部备注", "Notes"), row.notes if actor.is_staff else "", "longtext"),
    ]
    drafts = "officer" in actor.roles
    return pages.record(
        request,
        "action_plan",
        row,
        facts=facts,
        template="policy/plan.html",
        goals=plan_queries.goals_of(row),
        tasks=plan_queries.tasks_of(actor, row),
        documents=queries.documents_for(actor).filter(plans=row).order_by("number"),
        may_add_goal=drafts and row.state == "draft",
        may_add_task=drafts and row.state in ("draft", "in_force"),
    )


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks of the plans this reader may see."""
    return lists.respond(request, TASKS, queries.tasks_for(request.actor))


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The reader's own tasks."""
    listing = replace(TASKS, title=Text("我的任务", "My tasks"))
    return lists.respond(request, listing, queries.own_tasks(request.actor))


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: whose, until when, how it was done, whether it is supervised."""
    actor = request.actor
    row = queries.task_for(actor, pk)
    inside = actor.is_staff or task_rules.owns(actor, row)
    told = row.evidence if inside or row.state == "done" else ""
    goal = row.goal
    facts = [
        (Text("方案", "Plan"), row.plan.title, "text", row.plan.get_absolute_url()),
        (Text("对应目标", "For the goal"), goal.text if goal else "", "text"),
        (Text("责任单位", "Owner"), queries.owner_of(row), "text"),
        (Text("完成期限", "Due"), row.deadline_on, "date"),
        (Text("完成情况", "How it was done"), told, "longtext"),
        (Text("完成日期", "Done on"), row.done_on if told else None, "date"),
        (Text("内部备注", "Notes"), row.notes if actor.is_staff else "", "longtext"),
    ]
    return pages.record(
        request,
        "task",
        row,
        facts=facts,
        template="policy/task.html",
        documents=queries.documents_for(actor).filter(tasks=row).order_by("number"),
        notes=plan_queries.supervisions_of(actor, row),
    )


@login_required
@require_safe
def supervision(request: HttpRequest, pk: int) -> HttpResponse:
    """One note of supervision: what is asked, until when, the answer."""
    row = queries.supervision_for(request.actor, pk)
    about = row.task
    facts = [
        (Text("任务", "Task"), about.title, "text", about.get_absolute_url()),
        (Text("责任单位", "Owner"), queries.owner_of(about), "text"),
        (Text("督办意见", "Note"), row.asks, "longtext"),
        (Text("新的完成期限", "New deadline"), row.until_on, "date"),
        (Text("答复", "Answer"), row.answer, "longtext"),
        (Text("答复日期", "Answered on"), row.answered_on, "date"),
    ]
    return pages.record(request, "supervision", row, facts=facts)
