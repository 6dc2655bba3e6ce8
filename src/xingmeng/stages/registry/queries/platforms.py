"""Reading recognised platforms, their people, equipment and bookings."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.registry.models import (
    Booking,
    Equipment,
    Organisation,
    PlatformMember,
    Qualification,
)
from xingmeng.stages.registry.rules import platforms as rules
from xingmeng.stages.registry.rules.platforms import ACADEMICIAN

TAKEN = ("requested", "confirmed", "used")


def platforms_for(actor: Actor) -> QuerySet[Qualification]:
    """Recognised platforms of units this reader may see, talents of persons among them.

    Each with `standing`: its state, or expired after its last day.
    """
    seen = Q(state="confirmed") | Q(pk__in=actor.organisations)
    units = Organisation.objects.all()
    if not actor.is_staff:
        units = units.filter(seen)
    units = units.filter(reach(Q(pk__gt=0), actor=actor, kind="organisation"))
    held = Q(organisation__in=units.order_by().values("pk")) | Q(organisation=None)
    over = When(state="valid", until_on__lt=clock.today(), then=Value("expired"))
    rows = Qualification.objects.filter(held, instrument_code__in=rules.CODES)
    return rows.select_related("organisation__region", "person", "source").annotate(
        standing=Case(over, default=F("state"), output_field=CharField())
    )


def held_on(actor: Actor, code: str, day: date) -> QuerySet[Qualification]:
    """The visible recognitions of an instrument that held on a day, whatever came later."""
    begun = Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gte=day))
    lasting = Q(ended_on=None) | Q(ended_on__gt=day)
    return platforms_for(actor).filter(begun & lasting, instrument_code=code)


def platform_for(actor: Actor, pk: int) -> Qualification:
    """One visible platform. Errors: Http404."""
    return get_object_or_404(platforms_for(actor), pk=pk)


def platforms_of(actor: Actor, organisation_id: int) -> QuerySet[Qualification]:
    """The visible platforms of a unit, the latest first."""
    rows = platforms_for(actor).filter(organisation_id=organisation_id)
    return rows.order_by("-from_on", "-pk")


def numbered(actor: Actor, instrument_code: str, number: str) -> Qualification | None:
    """The visible platform with a certificate's number, if there is one."""
    rows = platforms_for(actor).filter(instrument_code=instrument_code, number=number)
    return rows.first() if number else None


def names_person(actor: Actor, platform: Qualification) -> bool:
    """Whether a reader may know who holds a title: staff, the person, their own unit."""
    person = platform.person
    if person is None or actor.is_staff:
        return True
    own = bool(actor.user_id) and person.user_id == actor.user_id
    posts = person.affiliations.filter(organisation_id__in=actor.organisations, until_on=None)
    return own or posts.exists()


def members_for(actor: Actor, platform: Qualification) -> QuerySet[PlatformMember]:
    """The people of a platform, with whom they stand for: for its host and staff alone."""
    rows = platform.members.select_related("person").order_by("until_on", "role", "pk")
    return rows if rules.reads_members(actor, platform) else rows.none()


def member_of(platform: Qualification, pk: int) -> PlatformMember:
    """One place in a platform. Errors: Http404."""
    return get_object_or_404(platform.members.select_related("person"), pk=pk)


def counted(platform: Qualification) -> dict[str, int]:
    """How many people a platform has today, by role; names are not told."""
    rows = platform.members.filter(until_on=None).order_by()
    told = rows.values_list("role").annotate(number=Count("pk"))
    known = dict(told)
    return {role: known[role] for role in rules.MEMBERS if role in known}


def stations_of(person_id: int, *, on: date, apart_from: int) -> int:
    """How many other workstations in force somebody serves as academician on a day."""
    live = Q(until_on=None) | Q(until_on__gt=on)
    station = Q(platform__state="valid", platform__instrument_code="workstation")
    lasting = Q(platform__until_on=None) | Q(platform__until_on__gte=on)
    rows = PlatformMember.objects.filter(live, station, lasting, person_id=person_id)
    return rows.filter(role=ACADEMICIAN).exclude(platform_id=apart_from).count()


def equipment_for(actor: Actor) -> QuerySet[Equipment]:
    """Equipment that is shared, of visible platforms; a host's own, whatever it is."""
    seen = Q(is_shared=True, retired_on=None)
    seen |= Q(platform__organisation__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    platforms = platforms_for(actor).order_by().values("pk")
    rows = Equipment.objects.filter(seen, platform__in=platforms)
    used = Sum("bookings__used_hours", output_field=IntegerField())
    return rows.select_related("platform__organisation__region").annotate(
        hours_used=Coalesce(used, 0)
    )


def one_equipment_for(actor: Actor, pk: int) -> Equipment:
    """One visible instrument. Errors: Http404."""
    return get_object_or_404(equipment_for(actor), pk=pk)


def bookings_for(actor: Actor) -> QuerySet[Booking]:
    """Bookings: for who booked, the host, and staff."""
    own = actor.organisations
    seen = Q(organisation__in=own) | Q(equipment__platform__organisation__in=own)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    rows = Booking.objects.filter(reach(seen, actor=actor, kind="booking"))
    return rows.select_related("equipment__platform__organisation", "organisation", "by")


def booking_for(actor: Actor, pk: int) -> Booking:
    """One visible booking. Errors: Http404."""
    return get_object_or_404(bookings_for(actor), pk=pk)


def taken(equipment_id: int, first: date, last: date) -> list[dict[str, Any]]:
    """The hours of an instrument that are taken from a day to another: no word by whom.

    Order:  by time.
    """
    rows = Booking.objects.filter(equipment_id=equipment_id, on__range=(first, last))
    rows = rows.filter(state__in=TAKEN).order_by("on", "first", "pk")
    return [
        {"on": row.on, "hours": row.hours, "state": rules.BOOKING.state(row.state)}
        for row in rows
    ]


def overlapping(row: Booking) -> QuerySet[Booking]:
    """Confirmed bookings that share an hour with one."""
    rows = Booking.objects.filter(equipment_id=row.equipment_id, on=row.on)
    rows = rows.filter(state__in=("confirmed", "used"), first__lt=row.last, last__gt=row.first)
    return rows.exclude(pk=row.pk)
