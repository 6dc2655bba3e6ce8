"""Reading what suggestions are made from: candidates a reader may see, and verdicts."""

from django.db.models import Count, Q, QuerySet

from xingmeng.core import trail
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.exchange.models import Feedback, Need, Offer
from xingmeng.stages.exchange.queries import needs, offers
from xingmeng.stages.exchange.rules import SHOWN_WHILE


def on_show(actor: Actor) -> QuerySet[Need]:
    """Needs whose units show a summary on the exchange, without their names: for everybody."""
    shown = Q(shown=True, state__in=SHOWN_WHILE)
    found = Need.objects.filter(reach(shown, actor=actor, kind="need"), shown)
    return found.select_related("organisation__region", "organisation__industry")


def candidate_offers(actor: Actor, need: Need) -> QuerySet[Offer]:
    """Visible offers of others that stand today, newest first."""
    rows = offers.standing(actor).exclude(organisation_id=need.organisation_id)
    return rows.order_by("-pk")


def candidate_needs(actor: Actor, organisation_id: int = 0) -> QuerySet[Need]:
    """Needs of others that this reader may see or that are on show, newest first."""
    seen = needs.visible_to(actor).order_by().values("pk")
    known = Q(pk__in=seen) | Q(pk__in=on_show(actor).order_by().values("pk"))
    rows = Need.objects.filter(known, state__in=SHOWN_WHILE)
    rows = rows.exclude(organisation_id=organisation_id)
    return rows.select_related("organisation__region", "organisation__industry").order_by("-pk")


def verdicts_on_need(need: Need, side: str) -> dict[int, str]:
    """What one side said of offers for a need, by offer."""
    rows = Feedback.objects.filter(need=need, side=side)
    return dict(rows.values_list("offer_id", "verdict"))


def verdicts_on_offer(offer: Offer, side: str) -> dict[int, str]:
    """What one side said of needs for an offer, by need."""
    rows = Feedback.objects.filter(offer=offer, side=side)
    return dict(rows.values_list("need_id", "verdict"))


def measured(actor: Actor) -> dict[str, int]:
    """How many suggestions were judged, by verdict, among pairs this reader may see."""
    rows = Feedback.objects.filter(
        need__in=needs.visible_to(actor).order_by().values("pk"),
        offer__in=offers.visible_to(actor).order_by().values("pk"),
    )
    return dict(rows.order_by().values_list("verdict").annotate(Count("pk")))


def unseen_offers(actor: Actor, need: Need) -> frozenset[int]:
    """Offers that somebody judged for a need and that this reader must not know of."""
    steps = trail.steps_of("need", need.pk)
    judged = {note.details["offer"] for step, note in steps if step.move == "judge" and note}
    if not judged:
        return frozenset()
    seen = offers.visible_to(actor).filter(pk__in=judged)
    return frozenset(judged - set(seen.values_list("pk", flat=True)))
