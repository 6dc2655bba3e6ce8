"""Pages about deciding meetings: planning, the agenda, deciding all of it on one page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import codes, lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.password import prove
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.meetings import actions, queries, rules
from xingmeng.stages.meetings.forms import AgendaForm, DecideForm, PlanForm

LISTING = Listing(
    title=Text("厅务会", "Deciding meetings"),
    columns=(
        Column(key="title", label=Text("会议", "Meeting"), value=str, sort=("held_on",)),
        Column(
            key="held",
            label=Text("日期", "Day"),
            value=lambda m: m.held_on,
            kind="date",
            sort=("held_on",),
        ),
        Column(key="place", label=Text("地点", "Place"), value=lambda m: m.place),
        Column(
            key="minutes",
            label=Text("纪要文号", "Minutes"),
            value=lambda m: m.minutes_number,
            sort=("minutes_number",),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda m: rules.MEETING.state(m.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title", "number", "minutes_number", "place", "chair"),
    order=("-held_on", "-pk"),
    filters=(
        Filter(
            name="state",
            label=Text("状态", "State"),
            field="state",
            options=lambda: [
                ("", Text("全部", "All")),
                *((s.name, s.label) for s in rules.MEETING.states),
            ],
        ),
    ),
    empty=Text("还没有会议。", "No meeting yet."),
)


@login_required
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings this reader may see."""
    offered = []
    if "officer" in request.actor.roles:
        offered = [(Text("筹备会议", "Plan a meeting"), reverse("meetings:plan"), "plus")]
    rows = queries.visible_to(request.actor)
    return lists.respond(request, LISTING, rows, actions=offered)


@login_required
def plan(request: HttpRequest) -> HttpResponse:
    """An officer plans a meeting; its agenda comes next."""
    if "officer" not in request.actor.roles:
        raise Http404
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(actions.plan(actor=request.actor, **form.cleaned_data))
    return render(request, "meetings/plan.html", {"form": form})


@login_required
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: when and where, its agenda, and what was decided."""
    row = queries.get_for(request.actor, pk)
    facts = [
        (Text("会议日期", "Day"), row.held_on, "date"),
        (Text("地点", "Place"), row.place, "text"),
        (Text("主持人", "Chair"), row.chair, "text"),
        (Text("出席人员", "Attendees"), row.attendees, "longtext"),
        (Text("纪要文号", "Minutes"), row.minutes_number, "text"),
        (Text("会议要求", "Asked for"), row.remarks, "longtext"),
    ]
    roles = request.actor.roles
    return pages.record(
        request,
        "meeting",
        row,
        facts=facts,
        template="meetings/meeting.html",
        lines=_lines(request.actor, row),
        may_prepare=row.state == "planned" and "officer" in roles,
        may_decide=row.state == "fixed" and "chair" in roles,
    )


def _lines(actor, row) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "outcome": rules.OUTCOMES.get(item.outcome),
            "tone": rules.TONES[item.outcome],
        }
        for item in queries.items_for(actor, row)
    ]


@login_required
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer orders the agenda, names who presents, takes items off."""
    row = _to_prepare(request, pk)
    form = AgendaForm(request.POST or None, items=queries.items_for(request.actor, row))
    if request.method == "POST" and form.is_valid():
        actions.arrange(row.pk, form.lines(), actor=request.actor)
        messages.success(request, say(Text("议程已保存。", "The agenda is saved.")))
        return redirect(row)
    waiting = queries.waiting(request.actor)
    context = {"form": form, "rows": form.rows(), "meeting": row, "waiting": waiting}
    return render(request, "meetings/agenda.html", context)


def _to_prepare(request: HttpRequest, pk: int):
    row = queries.get_for(request.actor, pk)
    if "officer" not in request.actor.roles or row.state != "planned":
        raise Http404
    return row


@login_required
@require_POST
def add_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that waits for a decision goes on the agenda."""
    row = _to_prepare(request, pk)
    added = actions.add_waiting(row.pk, actor=request.actor)
    said = Text(f"已列入 {added} 项议题。", f"{added} item(s) put on the agenda.")
    messages.success(request, say(said))
    return redirect("meetings:agenda", row.pk)


@login_required
@require_POST
def add(request: HttpRequest, pk: int, award: int) -> HttpResponse:
    """One waiting award goes on the agenda."""
    row = _to_prepare(request, pk)
    actions.add(row.pk, award, actor=request.actor)
    return redirect("meetings:agenda", row.pk)


@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair decides every item on one page, and proves who they are once."""
    row = queries.get_for(request.actor, pk)
    if "chair" not in request.actor.roles or row.state != "fixed":
        raise Http404
    items = queries.items_for(request.actor, row)
    form = DecideForm(request.POST or None, items=items)
    errors = ()
    if request.method == "POST" and form.is_valid():
        try:
            prove(request)
            actions.decide(row.pk, form.verdicts(), actor=request.actor)
        except Refused as refused:
            errors = refused.findings
        else:
            messages.success(request, say(Text("全部议题已议决。", "Every item is decided.")))
            return redirect(row)
    context = {
        "meeting": row,
        "errors": errors,
        "lines": [_ballot(request, form, item) for item in items],
    }
    return render(request, "meetings/decide.html", context, status=409 if errors else 200)


def _ballot(request: HttpRequest, form: DecideForm, item) -> dict[str, Any]:
    """One item to decide; who acts for a party may only put it off."""
    chosen = request.POST.get(f"outcome-{codes.of(item)}", "")
    own = rules.is_party(request.actor, item.award)
    return {
        "item": item,
        "own": own,
        "reason": request.POST.get(f"reason-{codes.of(item)}", "")[:1000],
        "options": [
            {"code": code, "label": text, "taken": code == chosen, "tone": rules.TONES[code]}
            for code, text in rules.OUTCOMES.items()
            if not own or code == "put_off"
        ],
    }
