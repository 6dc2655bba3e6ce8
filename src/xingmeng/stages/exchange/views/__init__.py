"""Pages about needs: the list, one need, writing one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xingmeng.core import lists, pages, writing
from xingmeng.core.actor import Actor
from xingmeng.core.addresses import key_posted
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.engines.values import Text
from xingmeng.instruments.sections.words import FIELDS
from xingmeng.stages.exchange import actions, queries, rules
from xingmeng.stages.registry import queries as registry

FIELD_WORDS = dict(FIELDS)
BEGIN = Text("提出技术需求", "State a need")
LEAD = Text(
    "单位信息已经掌握，您只需说清难题、指标和投入，大约十分钟；随写随存，可以分几次写。",
    "Your unit is known already. Say what is stuck, what must be reached and what you offer: "
    "about ten minutes, saved as you write.",
)
STATES = Filter(
    name="state",
    label=Text("状态", "State"),
    field="state",
    options=lambda: [
        ("", Text("全部", "All")),
        *((s.name, s.label) for s in rules.NEED.states),
    ],
)
LISTING = Listing(
    title=Text("技术需求", "Technical needs"),
    columns=(
        Column(key="title", label=Text("需求", "Need"), value=str, sort=("title",)),
        Column(
            key="number", label=Text("编号", "Number"), value=lambda n: n.number, kind="code"
        ),
        Column(
            key="organisation",
            label=Text("单位", "Organisation"),
            value=lambda n: n.organisation.name,
            sort=("organisation__name_zh",),
        ),
        Column(
            key="field",
            label=Text("技术领域", "Field"),
            value=lambda n: FIELD_WORDS.get(n.field, ""),
            sort=("field",),
        ),
        Column(
            key="total",
            label=Text("金额", "Amount"),
            value=lambda n: n.total_fen,
            kind="money",
            sort=("total_fen",),
        ),
        Column(
            key="due",
            label=Text("办理期限", "Due"),
            value=lambda n: n.due_on,
            kind="date",
            sort=("due_on",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda n: rules.NEED.state(n.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title", "number", "organisation__name_zh"),
    order=("-pk",),
    filters=(STATES,),
    empty=Text(
        "还没有技术需求。点“提出技术需求”，几分钟说清您的难题。",
        "No needs yet. State yours in a few minutes.",
    ),
)


@login_required
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Needs this reader may see."""
    actions_ = []
    if request.actor.organisations:
        actions_ = [
            (BEGIN, "new/", "plus"),
            (Text("批量录入", "Hand in a table"), reverse("exchange:intakes"), "upload"),
        ]
    return lists.respond(request, LISTING, queries.visible_to(request.actor), actions=actions_)


@login_required
@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    """One need, as stated and as refined."""
    row = queries.get_for(request.actor, pk)
    unit = row.organisation
    facts = [
        (Text("单位", "Organisation"), unit.name, "text", unit.get_absolute_url()),
        (Text("地区", "Area"), unit.region.name, "text"),
        (Text("金额", "Amount"), row.total_fen or None, "money"),
        (Text("最近保存", "Last saved"), row.saved_at, "datetime"),
    ]
    return pages.record(
        request,
        "need",
        row,
        facts=facts,
        template="exchange/need.html",
        sections=queries.form_for(row),
        refined=queries.refined(row) if "refined_title" in row.answers else [],
        may_match=bool(rules.roles_of(request.actor, row) & {"applicant", "officer"}),
        showing=_showing(request.actor, row),
        may_propose=bool(_showing(request.actor, row)),
        may_write=row.state == "draft" and "applicant" in rules.roles_of(request.actor, row),
    )


def _showing(actor: Actor, row: Any) -> str:
    """What its unit may do with the summary: put it on show or take it off."""
    if row.organisation_id not in actor.organisations or row.state not in rules.SHOWN_WHILE:
        return ""
    return "hide" if row.shown else "show"


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Choose for which of one's organisations, then write."""
    own = list(registry.own_organisations(request.actor))
    if request.method == "POST":
        row = actions.begin(
            organisation_id=key_posted(request, "organisation"), actor=request.actor
        )
        return redirect("exchange:write", pk=row.pk)
    context = {"organisations": own, "title": BEGIN, "lead": LEAD}
    return render(request, "exchange/begin.html", context)


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """The need's form, saved as one writes."""
    row = queries.get_for(request.actor, pk)
    return writing.write(
        request,
        "need",
        row,
        sections=rules.form_of(row),
        bound=lambda: queries.form_for(row),
        save=lambda given: actions.save_answers(pk, given, actor=request.actor),
        help_url=reverse("exchange:help", args=[pk]),
    )
