"""Pages of writing together: who writes along on an application, and invitations to it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from xingmeng.core import pages
from xingmeng.core.actor import Actor
from xingmeng.core.addresses import key_posted
from xingmeng.core.errors import Refused
from xingmeng.core.words import say
from xingmeng.engines.values import Text
from xingmeng.stages.applications import queries
from xingmeng.stages.applications.actions import sharing as actions
from xingmeng.stages.applications.rules import roles_of, sharing

INVITED = Text("已发出邀请。", "The invitation is on its way.")
OWN = frozenset({"applicant", "contributor", "finance_writer", "reader", "unit"})


def takes_part(actor: Actor, row: Any) -> bool:
    """Whether somebody writes or reads along on an application, or acts for its unit."""
    return not OWN.isdisjoint(roles_of(actor, row))


def _own(request: HttpRequest, pk: int):
    row = queries.get_for(request.actor, pk)
    if not takes_part(request.actor, row):
        raise Http404
    return row


@login_required
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who writes along on an application; the lead writer invites."""
    row, findings = _own(request, pk), ()
    if request.method == "POST":
        whom, role = request.POST.get("whom", ""), request.POST.get("role", "")
        try:
            actions.invite(pk, whom=whom.replace("\x00", ""), role=role, actor=request.actor)
        except Refused as refused:
            findings = refused.findings
        else:
            messages.success(request, say(INVITED))
            return redirect("people", pk=pk)
    may_share = sharing.may_share(request.actor, row)
    context = {
        "record": row,
        "head": pages.head("application", row),
        "errors": findings,
        "whom": request.POST.get("whom", ""),
        "role": request.POST.get("role", "contributor"),
        "roles": sharing.ROLES.items(),
        "lines": [_line(request, made) for made in queries.collaborators_of(row)],
        "may_share": may_share and row.state in row.writable_in,
        "may_end": may_share,
        "writers": queries.writers_of(row) if may_share or _signs(request, row) else [],
        "back_url": row.get_absolute_url(),
    }
    status = 409 if findings else 200
    return render(request, "applications/people.html", context, status=status)


def _signs(request: HttpRequest, row) -> bool:
    return "unit" in roles_of(request.actor, row)


def _line(request: HttpRequest, made) -> dict:
    return {
        "pk": made.pk,
        "name": made.user.get_full_name() if made.user else made.address,
        "role": sharing.ROLES[made.role],
        "basis": sharing.BASES[made.basis],
        "invited_at": made.invited_at,
        "accepted_at": made.accepted_at,
        "own": made.user_id == request.actor.user_id,
    }


@login_required
@require_POST
def end(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """End a collaboration, one's own or, as lead writer, another's."""
    row = _own(request, pk)
    if part not in {made.pk for made in queries.collaborators_of(row)}:
        raise Http404
    actions.withdraw(part, actor=request.actor)
    still = queries.visible_to(request.actor).filter(pk=pk).exists()
    return redirect("people", pk=pk) if still else redirect("desk")


@login_required
@require_POST
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who alone hands in."""
    _own(request, pk)
    actions.name_lead_writer(pk, user_id=key_posted(request, "user"), actor=request.actor)
    return redirect("people", pk=pk)


@login_required
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """The open invitations to this reader's account."""
    rows = queries.invitations_for(request.actor)
    return render(request, "applications/invitations.html", {"invitations": list(rows)})


@login_required
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """One invitation: what it is about, in which part; accept or decline."""
    made = queries.invitation(request.actor, code)
    if request.method == "POST" and "accept" in request.POST:
        row = actions.accept(code, actor=request.actor).application
        return redirect(row)
    if request.method == "POST":
        actions.decline(code, actor=request.actor)
        return redirect("desk")
    context = {
        "made": made,
        "title": str(made.application),
        "role": sharing.ROLES[made.role],
        "by": made.invited_by.get_full_name(),
    }
    return render(request, "applications/invitation.html", context)
