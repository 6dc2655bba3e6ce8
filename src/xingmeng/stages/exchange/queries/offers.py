"""Reading offers. What is confidential opens to its own unit, and to who agreed to talk."""

from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import answers, attachments, clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.answers import BoundSection
from xingmeng.engines import forms
from xingmeng.stages.exchange.models import Introduction, Offer
from xingmeng.stages.exchange.rules import offers as rules
from xingmeng.stages.exchange.rules.introductions import TOGETHER


def visible_to(actor: Actor) -> QuerySet[Offer]:
    """Own offers in any state, open ones while published for all, for staff all but drafts.

    Once both sides of an introduction have agreed to talk, the other side sees it as well.
    """
    seen = Q(organisation_id__in=actor.organisations)
    seen |= Q(state="published", openness=rules.OPEN)
    if actor.is_staff:
        seen |= ~Q(state="draft")
    if actor.organisations:
        seen |= ~Q(state="draft") & Q(pk__in=_met(actor).values("offer_id"))
    found = Offer.objects.filter(reach(seen, actor=actor, kind="offer"))
    return found.select_related("organisation__region")


def _met(actor: Actor) -> QuerySet[Introduction]:
    """Introductions in which the actor's side needs, and both have agreed to talk."""
    own = actor.organisations
    return Introduction.objects.filter(need__organisation_id__in=own, state__in=TOGETHER)


def get_for(actor: Actor, pk: int) -> Offer:
    """One visible offer. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(visible_to(actor), pk=pk)


def standing(actor: Actor) -> QuerySet[Offer]:
    """Visible offers that are there to be taken today."""
    return visible_to(actor).filter(state="published", valid_until__gte=clock.today())


def from_case(actor: Actor, kind: str, pk: int) -> QuerySet[Offer]:
    """Visible offers that come from a case, first made first."""
    return visible_to(actor).filter(source_kind=kind, source_id=pk).order_by("pk")


def is_offered(kind: str, pk: int) -> bool:
    """Whether an offer that comes from a case is being written, or has not been taken down."""
    rows = Offer.objects.filter(source_kind=kind, source_id=pk)
    return rows.exclude(state__in=("withdrawn", "taken")).exists()


def run_out(on: date) -> list[int]:
    """The keys of published offers whose last day is over. Order: by key."""
    rows = Offer.objects.filter(state="published", valid_until__lt=on)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def is_opened(actor: Actor, offer: Offer) -> bool:
    """Whether somebody may read the confidential part: the unit itself, and who met with it."""
    if offer.organisation_id in actor.organisations:
        return True
    return bool(actor.organisations) and _met(actor).filter(offer_id=offer.pk).exists()


def sheet_for(actor: Actor, offer: Offer) -> list[BoundSection]:
    """The offer's answers to read, the confidential part where it is open to this reader."""
    bound = form_for(offer)
    return bound if is_opened(actor, offer) else bound[:1]


def form_for(offer: Offer, *, strict: bool = False) -> list[BoundSection]:
    """The whole form with its answers; with `strict` gaps count as faults too."""
    found = forms.check_all(rules.FORM, offer.answers, complete=strict)
    files: dict[str, list] = {}
    for file in attachments.of("offer", offer.pk):
        files.setdefault(file.field, []).append(file)
    bound = {"findings": found, "files": files, "stamps": offer.stamps}
    return answers.bind(rules.FORM, offer.answers, **bound)
