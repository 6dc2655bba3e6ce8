"""Reading commissioners: teams and bodies are public; people, to who works with them."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.fieldwork.models import Choice, Commissioner, ServiceAgreement
from xingmeng.stages.fieldwork.rules.words import PEOPLE

KNOWN = ("registered", "ended", "removed")


def commissioners_for(actor: Actor) -> QuerySet[Commissioner]:
    """Registered teams and bodies for everyone. Persons for themselves, their unit, its bureau,
    the county that they chose or serve, who is served by them, and staff."""
    seen = Q(state__in=KNOWN) & ~Q(kind__in=PEOPLE)
    seen |= Q(organisation_id__in=actor.organisations)
    if actor.user_id:
        seen |= Q(person__user_id=actor.user_id)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(organisation__region__code__startswith=area)
        there = ServiceAgreement.objects.filter(region__code__startswith=area)
        asked = Choice.objects.filter(demand__region__code__startswith=area)
        seen |= Q(pk__in=there.values("commissioner_id"))
        seen |= Q(pk__in=asked.values("commissioner_id"))
    if actor.organisations:
        here = ServiceAgreement.objects.filter(served_id__in=actor.organisations)
        seen |= Q(pk__in=here.values("commissioner_id"))
    found = Commissioner.objects.filter(reach(seen, actor=actor, kind="commissioner"))
    return found.select_related("organisation__region", "person")


def commissioner_for(actor: Actor, pk: int) -> Commissioner:
    """One visible commissioner. Errors: Http404."""
    return get_object_or_404(commissioners_for(actor), pk=pk)


def members_for(actor: Actor, team: Commissioner) -> QuerySet[Commissioner]:
    """A team's members, as far as this reader may know them. Order: by number."""
    inside = team.members.values("member_id")
    return commissioners_for(actor).filter(pk__in=inside).order_by("number")


def own(actor: Actor, *, on: date) -> QuerySet[Commissioner]:
    """What an actor serves as on a day: in person, leading a team, or for a body."""
    mine = Q(kind="body", organisation_id__in=actor.organisations)
    if actor.user_id:
        mine |= Q(person__user_id=actor.user_id)
    rows = Commissioner.objects.filter(mine, state="registered")
    return rows.filter(Q(until_on=None) | Q(until_on__gte=on)).order_by("pk")


def registered_until(
    moment: datetime, actor: Actor, *, kinds: tuple[str, ...]
) -> QuerySet[Commissioner]:
    """Visible commissioners of these kinds registered by a moment who had not ended."""
    day = clock.local_day(moment)
    rows = commissioners_for(actor).filter(state__in=KNOWN, kind__in=kinds, since_on__lte=day)
    return rows.filter(Q(until_on=None) | Q(until_on__gt=day))
