"""Pages about ties: those on record, putting one there, declaring one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import lists
from xingmeng.core.errors import Refused, refuse_if
from xingmeng.core.lists import Column, Filter, Listing
from xingmeng.core.words import say
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import actions
from xingmeng.stages.registry.forms import DeclarationForm, TieForm
from xingmeng.stages.registry.queries import ties as queries
from xingmeng.stages.registry.rules import ties as rules


def _other(row: Any) -> str:
    return row.other.name if row.other else row.organisation.name_zh


LISTING = Listing(
    title=Text("利害关系", "Ties"),
    columns=(
        Column(
            key="who",
            label=Text("人员", "Person"),
            value=lambda t: t.person.name,
            sort=("person__name",),
        ),
        Column(
            key="kind",
            label=Text("关系", "Tie"),
            value=lambda t: rules.TIES[t.kind],
            sort=("kind",),
        ),
        Column(key="other", label=Text("另一方", "Other end"), value=_other),
        Column(key="said", label=Text("说明", "Said"), value=lambda t: t.said),
        Column(
            key="source",
            label=Text("来源", "Source"),
            value=lambda t: Text(t.source.title_zh, t.source.title_en),
        ),
        Column(
            key="at",
            label=Text("登记时间", "Recorded"),
            value=lambda t: t.recorded_at,
            kind="datetime",
            sort=("recorded_at",),
        ),
    ),
    search=("person__name", "other__name", "organisation__name_zh"),
    order=("-recorded_at", "-pk"),
    filters=(
        Filter(
            name="kind",
            label=Text("关系", "Tie"),
            field="kind",
            options=lambda: [("", Text("全部", "All")), *rules.TIES.items()],
        ),
    ),
    empty=Text("没有登记利害关系。", "No ties on record."),
)


@login_required
@require_safe
def ties(request: HttpRequest) -> HttpResponse:
    """Ties on record: all for those who keep them, one's own declared ones."""
    keeps = rules.may_keep_ties(request.actor)
    offered = [(Text("申明本人的利害关系", "Declare an interest"), "registry:declare", "flag")]
    if keeps:
        offered.append((Text("登记利害关系", "Record a tie"), "registry:record_tie", "plus"))
    links = [(label, reverse(name), icon) for label, name, icon in offered]
    return lists.respond(request, LISTING, queries.ties_for(request.actor), actions=links)


@login_required
def record_tie(request: HttpRequest) -> HttpResponse:
    """Those who keep ties put one on record."""
    if not rules.may_keep_ties(request.actor):
        raise Http404
    return _ask(request, TieForm(request.POST or None), _record)


@login_required
def declare(request: HttpRequest) -> HttpResponse:
    """Somebody declares an interest of their own."""
    if not queries.people_of_users([request.actor.user_id]):
        raise Http404
    return _ask(request, DeclarationForm(request.POST or None), _declare)


def _ask(request: HttpRequest, form: Any, act: Any) -> HttpResponse:
    errors: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            act(request.actor, form.cleaned_data)
        except Refused as refused:
            errors = refused.findings
        else:
            messages.success(request, say(Text("已登记。", "On record.")))
            return redirect("registry:ties")
    context = {"form": form, "errors": errors, "own": isinstance(form, DeclarationForm)}
    return render(request, "registry/tie.html", context, status=409 if errors else 200)


def _record(actor: Any, said: dict[str, Any]) -> None:
    person_id = _one(said["person"], said["person_unit"], "person")
    actions.record_tie(
        person_id,
        said["kind"],
        actor=actor,
        share_bp=round((said["share"] or 0) * 100),
        said=said["said"],
        **_end(said),
    )


def _declare(actor: Any, said: dict[str, Any]) -> None:
    actions.declare_interest(actor=actor, said=said["said"], **_end(said))


def _end(said: dict[str, Any]) -> dict[str, int]:
    """The other end: a person where one is named, told apart by a unit, else the unit."""
    if said["other"].strip():
        return {"other_id": _one(said["other"], said["unit"], "other")}
    unit = queries.unit_called(said["unit"])
    refuse_if([] if unit else [Finding("unit_not_found", {"field": "unit"})])
    return {"organisation_id": unit or 0}


def _one(name: str, unit: str, field: str) -> int:
    found = queries.called(name, unit)
    if len(found) != 1:
        refuse_if([Finding("person_not_one", {"field": field, "count": len(found)})])
    return found[0]


@login_required
@require_safe
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    """One tie on record: who says so, since when; and how to take it out of force."""
    row = queries.tie_for(request.actor, pk)
    lines = [
        (Text("人员", "Person"), row.person.name),
        (Text("关系", "Tie"), say(rules.TIES[row.kind])),
        (Text("另一方", "Other end"), _other(row)),
        (Text("持股", "Share"), f"{row.share_bp / 100:g}%" if row.share_bp else ""),
        (Text("说明", "Said"), row.said),
        (Text("来源", "Source"), say(Text(row.source.title_zh, row.source.title_en))),
    ]
    shown = [(label, value) for label, value in lines if value]
    return render(request, "registry/tie_record.html", {"tie": row, "lines": shown})


@login_required
@require_POST
def retire_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """A tie that was wrong, or is over, is taken out of force with the reason."""
    queries.tie_for(request.actor, pk)
    actions.retire_tie(pk, why=request.POST.get("why", ""), actor=request.actor)
    return redirect("registry:ties")
