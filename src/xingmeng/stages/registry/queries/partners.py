"""Reading the frame 4+8+N. Partners in it and signed agreements are for anybody."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor, prefix
from xingmeng.stages.registry.models import (
    Agreement,
    Contact,
    Deliverable,
    Engagement,
    FramePartner,
    Organisation,
    Qualification,
)
from xingmeng.stages.registry.rules import partners as rules

EVERYTHING = Q(pk__gt=0)
LATEST_FIRST = (F("signed_on").desc(nulls_last=True), "-pk")


def partners_for(actor: Actor) -> QuerySet[FramePartner]:
    """Partners in the frame or past, for everybody; others for staff, bureaus, their units.

    Each with `running`, its visible agreements in force, and `late`, their overdue
    deliverables.
    """
    seen = Q(state__in=rules.PUBLIC_PARTNERS) | Q(organisation__in=actor.organisations)
    if actor.organisations:
        named = Agreement.partners.through.objects.filter(agreement__in=_concerning(actor))
        seen |= Q(pk__in=named.values("framepartner_id"))
    if actor.is_staff or "recommender" in actor.roles:
        seen = EVERYTHING
    rows = FramePartner.objects.filter(reach(seen, actor=actor, kind="frame_partner"))
    running = _agreements(actor).filter(state__in=rules.RUNNING)
    of_it = Agreement.partners.through.objects.filter(
        framepartner_id=OuterRef("pk"), agreement_id__in=running.values("pk")
    )
    late = _overdue().filter(agreement__in=running, agreement__partners=OuterRef("pk"))
    return rows.select_related("region", "organisation").annotate(
        running=_number(of_it, "framepartner_id"), late=_number(late, "agreement__partners")
    )


def partner_for(actor: Actor, pk: int) -> FramePartner:
    """One visible partner. Errors: Http404."""
    return get_object_or_404(partners_for(actor), pk=pk)


def partners_called(names: Iterable[str]) -> dict[str, FramePartner]:
    """The partners in the frame or to be confirmed, of these names, by name."""
    rows = FramePartner.objects.filter(name_zh__in=list(names), state__in=rules.PRESENT)
    return {row.name_zh: row for row in rows}


def in_group(group: str) -> int:
    """How many partners of a group are confirmed."""
    return FramePartner.objects.filter(group=group, state="in_frame").count()


def frame_for(actor: Actor) -> list[dict[str, Any]]:
    """Each group with its places, how many are confirmed, how many wait as the reader sees."""
    rows = partners_for(actor).order_by().values_list("group", "state")
    known = list(rows)
    return [
        {
            "group": group,
            "label": label,
            "places": rules.PLACES.get(group),
            "confirmed": known.count((group, "in_frame")),
            "waiting": known.count((group, "proposed")),
        }
        for group, label in rules.GROUPS.items()
    ]


def _agreements(actor: Actor) -> QuerySet[Agreement]:
    seen = Q(state__in=rules.PUBLIC)
    if actor.is_staff:
        seen = EVERYTHING
    elif actor.organisations or actor.areas:
        seen |= Q(pk__in=_concerning(actor))
    return Agreement.objects.filter(reach(seen, actor=actor, kind="agreement"))


def _concerning(actor: Actor) -> QuerySet:
    """Agreements of the actor's own units, and of units in their area."""
    own = actor.organisations
    mine = Q(units__in=own) | Q(partners__organisation__in=own)
    for area in actor.areas:
        mine |= Q(units__region__code__startswith=area)
    return Agreement.objects.filter(mine).order_by().values("pk")


def agreements_for(actor: Actor) -> QuerySet[Agreement]:
    """Signed agreements, for everybody; those in talks for staff, their units and bureaus.

    Each with its partners and units, and `promised`, `done` and `late`: its deliverables.
    """
    of_it = Deliverable.objects.filter(agreement=OuterRef("pk")).exclude(state="dropped")
    partners = FramePartner.objects.order_by("group", "name_zh")
    units = Organisation.objects.select_related("region").order_by("name_zh")
    return (
        _agreements(actor)
        .prefetch_related(Prefetch("partners", partners), Prefetch("units", units))
        .annotate(
            promised=_number(of_it, "agreement"),
            done=_number(of_it.filter(state="delivered"), "agreement"),
            late=_number(_overdue().filter(agreement=OuterRef("pk")), "agreement"),
        )
    )


def agreement_for(actor: Actor, pk: int) -> Agreement:
    """One visible agreement. Errors: Http404, also for talks that are not the reader's."""
    return get_object_or_404(agreements_for(actor), pk=pk)


def bonded(actor: Actor) -> QuerySet[Agreement]:
    """Visible agreements in force or in talks, with all their parties and what they promise."""
    partners = FramePartner.objects.select_related("region").order_by("group", "name_zh")
    units = Organisation.objects.select_related("region").order_by("name_zh")
    of_it = [Prefetch("partners", partners), Prefetch("units", units), "deliverables"]
    rows = _agreements(actor).filter(state__in=rules.OPEN)
    return rows.prefetch_related(*of_it).order_by("number")


def projects_together(contracts: QuerySet) -> list[tuple[str, list[Organisation]]]:
    """The title of each of these contracts, and the organisations that take part, each once.

    The caller has made sure that its reader may see the contracts. Order: as they began.
    """
    rows = Engagement.objects.filter(kind="contract", subject_id__in=contracts)
    rows = rows.select_related("organisation__region").order_by("subject_id", "pk")
    found = []
    for _, those in groupby(rows, key=lambda row: row.subject_id):
        told = list(those)
        units = {row.organisation_id: row.organisation for row in told}
        found.append((told[0].title, list(units.values())))
    return found


def of_organisation(actor: Actor, organisation: Organisation) -> QuerySet[Agreement]:
    """The visible agreements that an organisation is party to, the latest first."""
    either = Q(units=organisation) | Q(partners__organisation=organisation)
    keys = Agreement.objects.filter(either).order_by().values("pk")
    return _agreements(actor).filter(pk__in=keys).order_by("-pk")


def _overdue(day: date | None = None) -> QuerySet[Deliverable]:
    return Deliverable.objects.filter(
        state="awaited",
        deadline_on__lt=day or clock.today(),
        agreement__state__in=rules.RUNNING,
    )


def overdue_for(actor: Actor, day: date | None = None) -> QuerySet[Deliverable]:
    """What visible agreements in force promised and is not there after its day; the longest
    overdue first."""
    late = _overdue(day).order_by().values("pk")
    return deliverables_for(actor).filter(pk__in=late).order_by("deadline_on", "pk")


def awaited_for(actor: Actor, first: date, last: date) -> QuerySet[Deliverable]:
    """What visible agreements in force promise by a day from the first to the last of these."""
    rows = deliverables_for(actor).filter(state="awaited", deadline_on__range=(first, last))
    return rows.filter(agreement__state__in=rules.RUNNING).order_by("deadline_on", "pk")


def overdue_to_settle(actor: Actor) -> QuerySet[Deliverable]:
    """What is overdue and this reader keeps the record of: officers all of it, a bureau what
    units of its area alone agreed on."""
    rows = overdue_for(actor)
    if "officer" in actor.roles:
        return rows
    inside = Q(pk__in=[])
    for area in actor.areas:
        inside |= Q(region__code__startswith=area)
    own = Organisation.objects.filter(inside).order_by().values("pk")
    others = Organisation.objects.exclude(inside).order_by().values("pk")
    theirs = Agreement.objects.filter(units__in=own).exclude(units__in=others)
    return rows.filter(agreement__in=theirs.order_by().values("pk"))


def _number(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk", distinct=True))
    number = Subquery(counted.values("number"), output_field=IntegerField())
    return Coalesce(number, 0)


def deliverables_for(actor: Actor) -> QuerySet[Deliverable]:
    """What visible agreements promise, with their agreement and recognition."""
    seen = Q(agreement__in=_agreements(actor).values("pk"))
    about = {"agreement": "agreement"}
    rows = Deliverable.objects.filter(reach(seen, actor=actor, kind="deliverable", about=about))
    return rows.select_related("agreement", "qualification__organisation")


def is_late(row: Deliverable) -> bool:
    """Whether a deliverable of an agreement in force is not there after its day."""
    running = row.agreement.state in rules.RUNNING
    return running and row.state == "awaited" and row.deadline_on < clock.today()


def contacts_for(actor: Actor) -> QuerySet[Contact]:
    """Visits and talks, the latest first: for staff, the units concerned and their bureau."""
    seen = EVERYTHING
    if not actor.is_staff:
        own = actor.organisations
        seen = Q(host__in=own) | Q(partner__organisation__in=own)
        for area in actor.areas:
            seen |= Q(host__region__code__startswith=area)
    about = {"partner": "frame_partner"}
    rows = Contact.objects.filter(reach(seen, actor=actor, kind="contact", about=about))
    rows = rows.select_related("partner", "host__region", "agreement")
    return rows.order_by("-held_on", "-pk")


def contact_for(actor: Actor, pk: int) -> Contact:
    """One visible contact. Errors: Http404."""
    return get_object_or_404(contacts_for(actor), pk=pk)


def recognition(number: str, kind: str) -> Qualification | None:
    """The recognition under which what was built is registered, if there is one."""
    rows = Qualification.objects.filter(number=number.strip())
    return rows.filter(instrument_code__in=rules.BUILT.get(kind, ())).first()


def is_outside(region_code: str) -> bool:
    """Whether a place lies in another province."""
    return not region_code.startswith(prefix(settings.REGION["code"]))


def outside(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Those of these organisations whose seat is in another province."""
    return rows.exclude(region__code__startswith=prefix(settings.REGION["code"]))


def parties(agreements: QuerySet[Agreement]) -> QuerySet[Organisation]:
    """The registered organisations that are party to these agreements, each once."""
    keys = agreements.order_by().values("pk")
    as_partner = Q(in_frame_as__agreements__in=keys)
    named = Organisation.objects.filter(as_partner | Q(agreements__in=keys))
    return Organisation.objects.filter(pk__in=named.order_by().values("pk"))


def signed_until(actor: Actor, day) -> QuerySet[Agreement]:
    """Visible agreements that had been signed by a day, ended ones included."""
    return _agreements(actor).filter(state__in=rules.PUBLIC, signed_on__lte=day)


def delivered_until(actor: Actor, day: date, kind: str) -> QuerySet[Deliverable]:
    """What visible agreements promised of one kind and was there by a day."""
    rows = deliverables_for(actor).filter(kind=kind, state="delivered", delivered_on__lte=day)
    return rows.order_by("delivered_on", "pk")
