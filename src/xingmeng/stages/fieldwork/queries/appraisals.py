"""Reading appraisals: for who judges, who is judged, and who sends them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.fieldwork.models import Appraisal, Commissioner, ServiceAgreement


def appraisals_for(actor: Actor) -> QuerySet[Appraisal]:
    """Appraisals for the commissioner, their unit, the county and bureau, and staff."""
    seen = Q(commissioner__organisation_id__in=actor.organisations)
    if actor.user_id:
        seen |= Q(commissioner__person__user_id=actor.user_id)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(region__code__startswith=area)
    about = {"commissioner_id": "commissioner"}
    found = Appraisal.objects.filter(reach(seen, actor=actor, kind="appraisal", about=about))
    return found.select_related("commissioner__organisation", "commissioner__person", "region")


def appraisal_for(actor: Actor, pk: int) -> Appraisal:
    """One visible appraisal. Errors: Http404."""
    return get_object_or_404(appraisals_for(actor), pk=pk)


def last_grades(commissioners: Iterable[int]) -> dict[int, str]:
    """The last grade of each, who have one."""
    rows = Appraisal.objects.filter(state="graded", commissioner_id__in=list(commissioners))
    return dict(rows.order_by("year", "pk").values_list("commissioner_id", "grade"))


def to_appraise(year: int) -> QuerySet[Commissioner]:
    """Who served in a year under a signed agreement and has no appraisal of it yet.

    Order: by number.
    """
    served = ServiceAgreement.objects.filter(
        signed_on__year__lte=year, until_on__year__gte=year
    ).exclude(state="terminated")
    judged = Appraisal.objects.filter(year=year).values("commissioner_id")
    rows = Commissioner.objects.filter(pk__in=served.values("commissioner_id"))
    return rows.exclude(pk__in=judged).order_by("number")
