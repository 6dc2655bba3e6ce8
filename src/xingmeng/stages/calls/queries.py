"""Reading calls and challenges. Listed ones are public."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import door
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.calls.models import Call, Challenge

LIVE = ("listed", "unsealing", "opened", "reviewing", "ranked", "chosen", "agreed")


def visible_to(actor: Actor) -> QuerySet[Call]:
    """Published calls for everyone; drafts for the department."""
    seen = (
        Q(pk__gt=0)
        if actor.roles & {"officer", "chair", "administrator"}
        else ~Q(state="draft")
    )
    found = Call.objects.filter(reach(seen, actor=actor, kind="call"))
    return found.select_related("appropriation")


def challenges_for(actor: Actor) -> QuerySet[Challenge]:
    """Listed challenges for everyone; drafted ones for the department and their issuer."""
    seen = ~Q(state="drafted") & ~Q(call__state="draft")
    seen |= Q(issuer_id__in=actor.organisations)
    if actor.roles & {"officer", "chair", "administrator"}:
        seen = Q(pk__gt=0)
    found = Challenge.objects.filter(reach(seen, actor=actor, kind="challenge"))
    return found.select_related("call", "issuer__region", "need")


def get_for(actor: Actor, pk: int) -> Call:
    """One visible call. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def challenge_for(actor: Actor, pk: int) -> Challenge:
    """One visible challenge. Errors: Http404."""
    return get_object_or_404(challenges_for(actor), pk=pk)


def open_at(moment: datetime, actor: Actor) -> QuerySet[Challenge]:
    """Visible challenges that take bids at a moment, the first to close first."""
    rows = challenges_for(actor).filter(
        state="listed", call__state="open", call__closes_at__gt=moment
    )
    return rows.order_by("call__closes_at", "pk")


def listed(actor: Actor, *, until: datetime) -> QuerySet[Challenge]:
    """Visible challenges of calls that had been opened by a moment."""
    rows = challenges_for(actor).exclude(state__in=["drafted", "withdrawn"])
    return rows.filter(call__opens_at__lte=until, follows=None)


def as_it_stands(call_id: int) -> Call:
    """A call as it is now. Inside a change others wait: who closes it, and who hands in."""
    rows = Call.objects.select_for_update() if door.is_under_way() else Call.objects
    return rows.get(pk=call_id)


def to_close(moment: datetime) -> QuerySet[Call]:
    """Open calls whose closing time has come."""
    return Call.objects.filter(state="open", closes_at__lte=moment).order_by("pk")
