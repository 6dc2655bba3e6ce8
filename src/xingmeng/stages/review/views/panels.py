"""Pages about panels: convening one, its page with the ballot, stepping out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import lists, pages
from xingmeng.core.errors import Refused
from xingmeng.core.lists import Column, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.forms import PanelForm
from xingmeng.stages.review.rules import panels as rules

PANELS = Listing(
    title=Text("会议评审", "Panel meetings"),
    columns=(
        Column(key="title", label=Text("会议", "Meeting"), value=str, sort=("title",)),
        Column(
            key="held",
            label=Text("日期", "Day"),
            value=lambda p: p.held_on,
            kind="date",
            sort=("held_on",),
        ),
        Column(key="place", label=Text("地点", "Place"), value=lambda p: p.place),
        Column(
            key="chair",
            label=Text("组长", "Chair"),
            value=lambda p: p.chair.get_full_name(),
        ),
        Column(
            key="state",
            label=Text("状态", "State"),
            value=lambda p: rules.PANEL.state(p.state),
            kind="state",
            sort=("state",),
        ),
    ),
    search=("title", "place"),
    order=("-held_on", "-pk"),
    empty=Text("还没有会议评审。", "No panel yet."),
)


@login_required
@require_safe
def panels(request: HttpRequest) -> HttpResponse:
    """The panels this reader organises or sits on."""
    return lists.respond(request, PANELS, queries.panels_for(request.actor))


@login_required
def convene(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer calls a panel on the best of a round."""
    about = queries.round_for(request.actor, pk)
    if "officer" not in request.actor.roles or about.state == "assigning":
        raise Http404
    experts, most = list(registry.experts()), len(queries.candidates_for(request.actor, about))
    form = PanelForm(request.POST or None, experts=experts, most=most)
    errors: tuple = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.convene(about.pk, _asked(form.cleaned_data), actor=request.actor)
        except Refused as refused:
            errors = refused.findings
        else:
            return redirect(made)
    context = {"round": about, "form": form, "errors": errors}
    return render(request, "review/convene.html", context, status=409 if errors else 200)


def _asked(given: dict[str, Any]) -> actions.Convening:
    return actions.Convening(
        members=[int(pk) for pk in given["members"]],
        chair_id=int(given["chair"]),
        best=given["best"],
        held_on=given["held_on"],
        place=given["place"],
    )


@login_required
@require_safe
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """One panel: who sits, what is voted on, a member's own votes, the counts at the end."""
    row = queries.panel_for(request.actor, pk)
    seat = queries.seat_of(request.actor, row)
    own = queries.own_ballots(seat)
    organises = bool(request.actor.roles & queries.ORGANISERS)
    about, items = row.round, queries.items_for(request.actor, row)
    open_ = _open(request.actor, items)
    facts = [
        (
            Text("通讯评审", "Round"),
            about.title,
            "text",
            organises and about.get_absolute_url(),
        ),
        (Text("会议日期", "Day"), row.held_on, "date"),
        (Text("地点", "Place"), row.place, "text"),
        (Text("组长", "Chair"), row.chair.get_full_name(), "text"),
        (Text("成员", "Members"), "、".join(queries.names_of_members(row)), "text"),
        (Text("每项最少票数", "Quorum"), row.quorum, "number"),
        (Text("讨论要点", "Discussed"), row.remarks, "longtext"),
    ]
    return pages.record(
        request,
        "panel",
        row,
        facts=[fact if fact[-1] is not False else fact[:3] for fact in facts],
        template="review/panel.html",
        lines=[_line(one, own.get(one.pk), open_) for one in items],
        may_vote=seat is not None and row.state == "voting",
        may_leave=seat is not None and row.state in ("convened", "voting"),
        counted=row.state in ("counted", "minuted"),
        choices=rules.CHOICES.items(),
        out=queries.stepped_out_of(row, request.actor) if organises else [],
        left=queries.left_by(request.actor, row) if seat else 0,
    )


def _open(actor: Any, items: list[Any]) -> set[int]:
    """The applications before a panel that a reader may open now."""
    asked = [i.candidate.subject_id for i in items if i.candidate.kind == "application"]
    return set(applications.visible_to(actor).filter(pk__in=asked).values_list("pk", flat=True))


def _line(item: Any, ballot: Any, open_: set[int]) -> dict[str, Any]:
    return {
        "item": item,
        "title": item.candidate.title,
        "url": _address(item.candidate.subject_id)
        if item.candidate.subject_id in open_
        else "",
        "score": _points(item.candidate.score),
        "own": ballot.choice if ballot else "",
        "own_words": rules.CHOICES.get(ballot.choice) if ballot else None,
        "outcome": rules.OUTCOMES.get(item.outcome),
        "tone": rules.TONES[item.outcome],
    }


def _address(application_id: int) -> str:
    return reverse("applications:application", args=[application_id])


def _points(score: int | None) -> str:
    return "" if score is None else f"{score // 100}.{score % 100:02d}"


@login_required
@require_POST
def vote(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """A member votes on one candidate, or steps out of it."""
    row = queries.panel_for(request.actor, pk)
    shown = queries.items_for(request.actor, row)
    found = next((one for one in shown if one.pk == item), None)
    if found is None:
        raise Http404
    if "step_out" in request.POST:
        actions.step_out(found.pk, request.POST.get("reason", ""), actor=request.actor)
        messages.success(request, say(Text("已记录回避。", "Your stepping out is recorded.")))
    else:
        actions.vote(found.pk, request.POST.get("choice", ""), actor=request.actor)
        messages.success(request, say(Text("已投票。", "Your vote is in.")))
    return redirect(row)
