"""The desk of audit: draws, cases, objections and appeals by their clocks, access to marks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xingmeng.core import clock, codes, move
from xingmeng.core.actor import Actor
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.entitlements import queries as entitlements
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.review import queries as review

MOST = 100
ENTITLED = "entitlement_objection"


@login_required
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What a discipline officer follows, on one page."""
    actor: Actor = request.actor
    if "discipline" not in actor.roles:
        raise Http404
    drawn = review.draws_for(actor).filter(purpose="audit")[:MOST]
    context = {
        "choices": _choices(actor),
        "draws": [_draw(row) for row in drawn],
        "cases": [_case(ticket) for ticket in review.audited_for(actor)[:MOST]],
        "appeals": [
            _clocked("appeal", row, str(row))
            for row in _due_first("appeal", review.appeals_for(actor))[:MOST]
        ],
        "openings": review.openings_for(actor)[:10],
        "objections": [
            _clocked("objection", row, row.award.title)
            for row in _due_first("objection", awards.objections_for(actor))[:MOST]
        ],
        "contested": [
            _clocked(ENTITLED, row, str(row))
            for row in _due_first(ENTITLED, entitlements.objections_for(actor))[:MOST]
        ],
    }
    return render(request, "audit.html", context)


def _choices(actor: Actor) -> list[tuple[str, str]]:
    """What cases may be drawn of: each closed call, each round, the payments of each year."""
    over = calls.visible_to(actor).filter(state="closed").order_by("-pk")[:MOST]
    found = [(f"call:{codes.of(c)}", _named(Text("申报批次", "Call"), c.title)) for c in over]
    for about in review.rounds_for(actor).order_by("-pk")[:MOST]:
        found.append((f"round:{codes.of(about)}", _named(Text("评审", "Review"), about.title)))
    paid = funds.visible_to(actor).filter(state="paid").dates("paid_at", "year", order="DESC")
    for day in paid:
        found.append((f"payments:{day.year}", _named(Text("拨付", "Payments"), str(day.year))))
    return found


def _named(kind: Text, title: Text | str) -> str:
    return f"{say(kind)} · {title if isinstance(title, str) else say(title)}"


def _draw(row: Any) -> dict[str, Any]:
    state = move.state_of("draw", row)
    return {"title": f"{row.number} {row}", "url": row.get_absolute_url(), "state": state}


def _case(ticket: Any) -> dict[str, Any]:
    notes = list(ticket.notes.all())
    last = review.AUDIT_FINDINGS[notes[-1].finding] if notes else None
    url = ticket.draw.get_absolute_url()
    return {"label": ticket.label, "number": ticket.draw.number, "url": url, "last": last}


def _due_first(kind: str, rows: Any) -> list[Any]:
    """Open cases before closed ones, the earliest deadline first."""
    found = list(rows.order_by("due_on", "pk"))
    return sorted(found, key=lambda row: move.state_of(kind, row).final)


def _clocked(kind: str, row: Any, title: str) -> dict[str, Any]:
    state = move.state_of(kind, row)
    late = bool(row.due_on and row.due_on < clock.today() and not state.final)
    due = None if state.final else row.due_on
    return {
        "title": title,
        "url": row.get_absolute_url(),
        "state": state,
        "due_on": due,
        "late": late,
    }
