"""Reading plans and agreements: whom a team serves is public, where a person serves is not."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.fieldwork.models import PostingPlan, ServiceAgreement
from xingmeng.stages.fieldwork.rules.words import PEOPLE

HEAVY = ("table", "certificate")
ORGANISERS = frozenset({"officer", "chair", "discipline", "leader"})
SIGNED = ("in_force", "finished", "terminated")


def plans_for(actor: Actor) -> QuerySet[PostingPlan]:
    """Plans are for who organises and audits postings, without their tables."""
    rows = PostingPlan.objects.filter(
        reach(
            Q(pk__gt=0), actor=actor, kind="posting_plan", about={"round_id": "posting_round"}
        )
    )
    rows = rows.select_related("round").defer(*HEAVY)
    return rows if actor.roles & ORGANISERS else rows.none()


def plan_for(actor: Actor, pk: int) -> PostingPlan:
    """One visible plan. Errors: Http404."""
    return get_object_or_404(plans_for(actor), pk=pk)


def agreements_for(actor: Actor) -> QuerySet[ServiceAgreement]:
    """Signed agreements of teams and bodies for everyone; all of them for the three sides, who
    is served, the bureau and staff."""
    own = actor.organisations
    seen = Q(state__in=SIGNED) & ~Q(commissioner__kind__in=PEOPLE)
    seen |= Q(served_id__in=own) | Q(commissioner__organisation_id__in=own)
    if actor.user_id:
        seen |= Q(commissioner__person__user_id=actor.user_id)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(region__code__startswith=area)
    about = {"commissioner_id": "commissioner"}
    found = ServiceAgreement.objects.filter(
        reach(seen, actor=actor, kind="service_agreement", about=about)
    )
    return found.select_related(
        "commissioner__organisation", "commissioner__person", "region", "served", "demand"
    )


def agreement_for(actor: Actor, pk: int) -> ServiceAgreement:
    """One visible agreement. Errors: Http404."""
    return get_object_or_404(agreements_for(actor), pk=pk)


def running(actor: Actor, *, on: date) -> QuerySet[ServiceAgreement]:
    """The agreements under which an actor serves: what they may log. Order: by number."""
    mine = Q(commissioner__kind="body", commissioner__organisation_id__in=actor.organisations)
    if actor.user_id:
        mine |= Q(commissioner__person__user_id=actor.user_id)
    rows = agreements_for(actor).filter(mine, state="in_force", from_on__lte=on)
    return rows.order_by("number")


def counties_served(moment: datetime, actor: Actor) -> QuerySet[ServiceAgreement]:
    """Visible agreements with teams that were signed by a moment and ran on, one a county."""
    day = clock.local_day(moment)
    rows = agreements_for(actor).filter(
        commissioner__kind="team", signed_on__lte=day, until_on__gte=day, state__in=SIGNED
    )
    first = {}
    for pk, region in rows.order_by("pk").values_list("pk", "region_id"):
        first.setdefault(region, pk)
    return rows.filter(pk__in=list(first.values()))
