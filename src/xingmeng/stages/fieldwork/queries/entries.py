"""Reading entries and techniques: what a county confirmed is public; a log, for its sides."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.fieldwork.models import ServiceEntry, Technique

ABOUT = {"agreement_id": "service_agreement", "agreement__commissioner": "commissioner"}


def _sides(actor: Actor) -> Q:
    own = actor.organisations
    seen = Q(agreement__served_id__in=own) | Q(agreement__commissioner__organisation_id__in=own)
    if actor.user_id:
        seen |= Q(agreement__commissioner__person__user_id=actor.user_id)
    for area in actor.areas:
        seen |= Q(agreement__region__code__startswith=area)
    return seen


def entries_for(actor: Actor) -> QuerySet[ServiceEntry]:
    """The log of each agreement for its three sides, who is served, the bureau and staff."""
    seen = Q(pk__gt=0) if actor.is_staff else _sides(actor)
    found = ServiceEntry.objects.filter(
        reach(seen, actor=actor, kind="service_entry", about=ABOUT)
    )
    return found.select_related(
        "agreement__commissioner__organisation",
        "agreement__commissioner__person",
        "agreement__region",
    )


def entry_for(actor: Actor, pk: int) -> ServiceEntry:
    """One visible entry. Errors: Http404."""
    return get_object_or_404(entries_for(actor), pk=pk)


def written_as(user_id: int, client_keys: Iterable[str]) -> dict[str, ServiceEntry]:
    """What devices of this author have sent under these keys, as far as it has arrived."""
    rows = ServiceEntry.objects.filter(author_id=user_id, client_key__in=list(client_keys))
    return {row.client_key: row for row in rows}


def by_code(code: str) -> ServiceEntry:
    """The entry that a code stands for; whoever holds it is who was served.

    Errors: Http404.
    """
    rows = ServiceEntry.objects.select_related("agreement__commissioner", "agreement__region")
    row = rows.filter(code=code.strip().lower()).exclude(state="withdrawn").first()
    if row is None:
        raise Http404
    return row


def techniques_for(actor: Actor) -> QuerySet[Technique]:
    """Confirmed techniques for everyone; reported ones for the sides, the bureau and staff."""
    seen = Q(state="confirmed") | _sides(actor)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    found = Technique.objects.filter(reach(seen, actor=actor, kind="technique", about=ABOUT))
    return found.select_related(
        "agreement__commissioner__organisation", "agreement__commissioner__person", "region"
    )


def technique_for(actor: Actor, pk: int) -> Technique:
    """One visible technique. Errors: Http404."""
    return get_object_or_404(techniques_for(actor), pk=pk)


def spread_until(moment: datetime, actor: Actor) -> QuerySet[Technique]:
    """Visible techniques that a county had confirmed by a moment."""
    day = clock.local_day(moment)
    return techniques_for(actor).filter(state="confirmed", confirmed_on__lte=day)
