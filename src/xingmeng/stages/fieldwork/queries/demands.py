"""Reading counties' demands and rounds: what is published is for all."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.fieldwork.models import Choice, CountyDemand, PostingRound
from xingmeng.stages.fieldwork.rules.people import is_behind
from xingmeng.stages.fieldwork.rules.words import counties_of, roles_at
from xingmeng.stages.registry import queries as registry

PUBLISHED = ("opened", "posted")


def demands_for(actor: Actor) -> QuerySet[CountyDemand]:
    """Published demands for everyone; others for their county, its bureau and staff."""
    seen = Q(state__in=PUBLISHED)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(region__code__startswith=area)
    found = CountyDemand.objects.filter(reach(seen, actor=actor, kind="county_demand"))
    return found.select_related("region", "round")


def demand_for(actor: Actor, pk: int) -> CountyDemand:
    """One visible demand. Errors: Http404."""
    return get_object_or_404(demands_for(actor), pk=pk)


def rounds_for(actor: Actor) -> QuerySet[PostingRound]:
    """Rounds of postings are public from their beginning."""
    return PostingRound.objects.filter(reach(Q(pk__gt=0), actor=actor, kind="posting_round"))


def round_for(actor: Actor, pk: int) -> PostingRound:
    """One round. Errors: Http404."""
    return get_object_or_404(rounds_for(actor), pk=pk)


def passed_on(actor: Actor, year: int) -> QuerySet[CountyDemand]:
    """The visible demands of a year that wait for a round. Order: by county."""
    return demands_for(actor).filter(state="passed_on", year=year).order_by("region_id", "pk")


def own_counties(actor: Actor) -> list[Any]:
    """The counties an actor states demands for. Order: by code."""
    codes = counties_of(actor)
    return [r for r in registry.regions(kinds=("county",)) if r.code in codes] if codes else []


def choices_of(actor: Actor, demand: CountyDemand) -> list[Choice]:
    """Who chose whom: the county and staff see all, commissioners and their units their own.

    Order: as chosen.
    """
    rows = demand.choices.select_related("commissioner__organisation").order_by("pk")
    if roles_at(actor, demand.region_id):
        return list(rows)
    return [
        row
        for row in rows
        if is_behind(actor, row.commissioner)
        or row.commissioner.organisation_id in actor.organisations
    ]
