"""Reading calls and challenges. Listed ones are public."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng import instruments
from xingmeng.core import door
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor, codes_above
from xingmeng.engines.values import Text
from xingmeng.stages.calls.models import Call, Challenge, Direction, Quota

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
    seen = Q(listed_at__isnull=False)
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
    """Visible challenges that had been listed by a moment, each once, whatever came later."""
    return challenges_for(actor).filter(listed_at__lte=until, follows=None)


def locked(challenge_id: int) -> None:
    """Let others who would choose for a challenge, or change it, wait until we are done."""
    list(Challenge.objects.select_for_update(of=("self",)).filter(pk=challenge_id))


def as_it_stands(call_id: int) -> Call:
    """A call as it is now. Inside a change others wait: who closes it, and who hands in."""
    rows = Call.objects.select_for_update() if door.is_under_way() else Call.objects
    return rows.get(pk=call_id)


def to_close(moment: datetime) -> QuerySet[Call]:
    """Open calls whose closing time has come, with what they leave to finish."""
    due = Call.objects.filter(state="open", closes_at__lte=moment).order_by("pk")
    over = [call.pk for call in due if call.stays_open_until <= moment]
    return Call.objects.filter(pk__in=over).order_by("pk")


def directions_of(call_id: int) -> QuerySet[Direction]:
    """The directions of a call by their codes."""
    return Direction.objects.filter(call_id=call_id).order_by("code")


def of_direction(actor: Actor, code: str) -> QuerySet[Call]:
    """Visible calls that have a direction of this code, the newest first."""
    named = Direction.objects.filter(code=code).values("call_id")
    return visible_to(actor).filter(pk__in=named).order_by("-pk")


MOST_LISTED = 100


def listed_lately() -> list[tuple[int, Text]]:
    """The latest calls that were published, newest first: number and title. Errors: none."""
    rows = Call.objects.exclude(state="draft").order_by("-pk")[:MOST_LISTED]
    return [(row.pk, row.title) for row in rows]


def directions_lately() -> list[tuple[str, Text]]:
    """The directions of the latest published calls, each code once. Order: by code."""
    rows = Direction.objects.exclude(call__state="draft").order_by("-call_id", "pk")
    found = {row.code: row.title for row in reversed(rows[: 10 * MOST_LISTED])}
    return sorted(found.items())


def quota_of(call: Call, area: str) -> int | None:
    """The most an area may recommend, as the call or its instrument says; None is no limit."""
    said = Quota.objects.filter(call=call, area__in=codes_above(area)).order_by("-area").first()
    return said.most if said else call.instrument.terms.quota


def taking_now(moment: datetime, actor: Actor) -> QuerySet[Call]:
    """Visible calls that take applications themselves, the first to close first."""
    rows = visible_to(actor).filter(state="open", opens_at__lte=moment, closes_at__gt=moment)
    own = [one.code for one in instruments.every() if one.answers == "call"]
    return rows.filter(instrument_code__in=own).order_by("closes_at", "pk")
