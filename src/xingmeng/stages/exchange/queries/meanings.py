"""Reading how far vectors of meaning are behind the words. Of texts the reader may see."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from xingmeng.stages.exchange.models import Meaning, Need, Offer
from xingmeng.stages.exchange.rules import meanings as rules

MODELS: dict[str, Any] = {"need": Need, "offer": Offer}


class Freshness(NamedTuple):
    """How many texts are compared by their words, how many of them by meaning as well, and
    when the last of these vectors came."""

    texts: int
    meant: int
    as_of: datetime | None


def freshness(rows: QuerySet[Any]) -> Freshness:
    """How far meaning is behind words among these needs or offers, which a reader may see."""
    fresh = rows.order_by().aggregate(
        texts=Count("pk"),
        meant=Count("pk", filter=rules.FRESH),
        as_of=Max("meaning__at", filter=rules.FRESH),
    )
    return Freshness(**fresh)


def waiting(kind: str) -> QuerySet[Any]:
    """What is compared and has no vector of its present text; the newest first."""
    stale = Q(meaning=None) | ~rules.FRESH
    return MODELS[kind].objects.filter(rules.COMPARED[kind]).filter(stale).order_by("-pk")


def left_over(kind: str) -> QuerySet[Meaning]:
    """Vectors of what is compared no more."""
    gone = MODELS[kind].objects.exclude(rules.COMPARED[kind])
    return Meaning.objects.filter(**{f"{kind}__in": gone})
