"""From needs and offers to suggestions with reasons: the bridge to the engine."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from xingmeng.engines.values import Text
from xingmeng.stages.exchange.facts import held, meanings
from xingmeng.stages.exchange.facts.listings import listing_of_need as listing_of_need
from xingmeng.stages.exchange.facts.listings import listing_of_offer as listing_of_offer
from xingmeng.stages.exchange.models import Need, Offer
from xingmeng.stages.exchange.rules import suggestions as rules

OFFERED = ("organisation_id", "saved_at", "since", "title_zh")
NEEDED = ("saved_at", "since", "title")


class Suggestion(NamedTuple):
    """One that fits, with its reasons, the weightiest first.

    Units: score in standard deviations of judged pairs; likeness of the words, 0 to 1.
    """

    pk: int
    score: float
    likeness: float
    reasons: tuple[Text, ...]


def offers_for(
    need: Need,
    offers: QuerySet[Offer],
    *,
    told: Mapping[int, str],
    past: Mapping[int, int],
    most: int = 10,
) -> list[Suggestion]:
    """Which of these offers answer a need; `past` counts agreements by unit.

    Order:  the best first, equal ones by key; what was called not relevant is left out.
    Errors: none.
    """

    def read(pks: list[int]) -> Any:
        found = Offer.objects.filter(pk__in=pks).select_related("organisation__region")
        return ((row.pk, listing_of_offer(row, past)) for row in found)

    def version(unit: int, *more: Any) -> tuple[Any, ...]:
        return (*more, past.get(unit, 0))

    seen = held.there(offers, OFFERED, version)
    return _best("offers", seen, read, listing_of_need(need), told, most)


def needs_for(
    wanted: Any, needs: QuerySet[Need], *, told: Mapping[int, str], most: int = 10
) -> list[Suggestion]:
    """Which of these needs a listing answers, or is like. Order and Errors: as above."""

    def read(pks: list[int]) -> Any:
        units = "organisation__region", "organisation__industry"
        found = Need.objects.filter(pk__in=pks).select_related(*units)
        return ((row.pk, listing_of_need(row)) for row in found)

    seen = held.there(needs, NEEDED, lambda *more: more)
    return _best("needs", seen, read, wanted, told, most)


def _best(
    holds: str,
    seen: held.There,
    read: held.Reader,
    wanted: Any,
    told: Mapping[int, str],
    most: int,
) -> list[Suggestion]:
    from xingmeng.engines.exchange import encodable, worded  # noqa: PLC0415 -- a second to load

    said = {held.key_of(pk): verdict for pk, verdict in told.items()}

    def question(index: Any) -> list[tuple[Any, float]]:
        meaning = meanings.asked(encodable(wanted)) if index.is_abroad(wanted) else None
        best = index.best(wanted, top=most, meaning=meaning, told=said)
        found = [match for match in best if match.score >= rules.LEAST]
        keys = [match.key for match in found]
        likeness = index.likeness(wanted, keys).whole.tolist() if keys else []
        return list(zip(found, likeness, strict=True))

    return [
        Suggestion(int(m.key), round(m.score, 1), round(like, 3), tuple(map(worded, m.reasons)))
        for m, like in held.ask(holds, seen, read, question)
    ]
