"""From needs and offers to suggestions with reasons: the bridge to the engine.

Each process holds one index of needs and one of offers. Before it is asked it is brought in
line with what the asker may see, one by one: what was published a second ago is found, and
what is hidden is in no score, no order and no count.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet

from xingmeng.core.actor import prefix
from xingmeng.engines.values import Text
from xingmeng.engines.writing import Writing
from xingmeng.stages.exchange.models import Need, Offer
from xingmeng.stages.exchange.rules import suggestions as rules

AT_ONCE = 500  # listings that are read together
SAID = ("bottleneck",)  # what a need on show tells everybody; reasons quote it
OFFERED = ("pk", "saved_at", "since", "title_zh", "organisation_id")
NEEDED = ("pk", "saved_at", "since", "title", "organisation_id")


class Suggestion(NamedTuple):
    """One that fits, with its reasons, the weightiest first.

    Units: score in standard deviations of judged pairs; likeness of the words, 0 to 1.
    """

    pk: int
    score: float
    likeness: float
    reasons: tuple[Text, ...]


@dataclass(slots=True)
class _Held:
    """An index and which version of what stands in it."""

    index: Any = None
    versions: dict[str, tuple[Any, ...]] = field(default_factory=dict)


_held = {"offers": _Held(), "needs": _Held()}
_lock = threading.Lock()
Reader = Callable[[list[int]], Iterable[tuple[int, Any]]]


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
    rows = offers.order_by().values_list(*OFFERED)
    versions = {_key(pk): (*more, past.get(unit, 0)) for pk, *more, unit in rows}

    def read(pks: list[int]) -> Iterable[tuple[int, Any]]:
        found = Offer.objects.filter(pk__in=pks).select_related("organisation__region")
        return ((row.pk, listing_of_offer(row, past)) for row in found)

    return _best("offers", versions, read, listing_of_need(need), told, most)


def needs_for(
    wanted: Any, needs: QuerySet[Need], *, told: Mapping[int, str], most: int = 10
) -> list[Suggestion]:
    """Which of these needs a listing answers, or is like. Order and Errors: as above."""
    rows = needs.order_by().values_list(*NEEDED)
    versions = {_key(pk): tuple(more) for pk, *more in rows}

    def read(pks: list[int]) -> Iterable[tuple[int, Any]]:
        units = "organisation__region", "organisation__industry"
        found = Need.objects.filter(pk__in=pks).select_related(*units)
        return ((row.pk, listing_of_need(row)) for row in found)

    return _best("needs", versions, read, wanted, told, most)


def listing_of_need(need: Need) -> Any:
    """A need as it is compared, from what it shows: its title, what is stuck, its targets."""
    from xingmeng.engines.pairing import Listing  # noqa: PLC0415 -- a second to load

    told = [str(need.answers.get(name) or "") for name in SAID]
    rows = need.answers.get("targets")
    targets = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    told += [str(row.get("name") or "") for row in targets]
    unit, ripe = need.organisation, need.answers.get("kind") == "conversion"
    return Listing(
        Writing(need.title, "\n".join(told)),
        field=need.field,
        industry=unit.industry.section if unit.industry else "",
        region=prefix(unit.region_id),
        readiness=rules.RIPE_FROM if ripe else None,
    )


def listing_of_offer(offer: Offer, past: Mapping[int, int]) -> Any:
    """An offer as it is compared, from what it shows; its confidential part is never read."""
    from xingmeng.engines.pairing import Listing  # noqa: PLC0415 -- a second to load

    told = (offer.description_zh, offer.title_en, offer.description_en)
    return Listing(
        Writing(offer.title_zh, "\n".join(filter(None, told))),
        field=offer.field,
        industry=offer.industry,
        region=prefix(offer.organisation.region_id),
        readiness=offer.readiness,
        succeeded=past.get(offer.organisation_id, 0),
    )


def _key(pk: int) -> str:
    """What a row is called in the index: in order as rows came, whatever their number is."""
    return f"{pk:019d}"


def _best(
    holds: str,
    versions: Mapping[str, tuple[Any, ...]],
    read: Reader,
    wanted: Any,
    told: Mapping[int, str],
    most: int,
) -> list[Suggestion]:
    from xingmeng.engines.exchange import worded  # noqa: PLC0415 -- a second to load

    said = {_key(pk): verdict for pk, verdict in told.items()}
    with _lock:
        index = _in_line(holds, versions, read)
        best = index.best(wanted, top=most, told=said)
        found = [match for match in best if match.score >= rules.LEAST]
        keys = [match.key for match in found]
        likeness = index.likeness(wanted, keys).whole.tolist() if keys else []
    return [
        Suggestion(int(m.key), round(m.score, 1), round(like, 3), tuple(map(worded, m.reasons)))
        for m, like in zip(found, likeness, strict=True)
    ]


def _in_line(holds: str, versions: Mapping[str, tuple[Any, ...]], read: Reader) -> Any:
    """The held index with exactly these versions in it."""
    from xingmeng.engines.exchange import Index  # noqa: PLC0415 -- a second to load

    held = _held[holds]
    if held.index is None:
        held.index = Index(holds=holds)
    gone = [key for key in held.versions if versions.get(key) != held.versions[key]]
    held.index.remove(gone)
    for key in gone:
        del held.versions[key]
    new = [int(key) for key in versions if key not in held.versions]
    for start in range(0, len(new), AT_ONCE):
        listings = {_key(pk): one for pk, one in read(new[start : start + AT_ONCE])}
        held.index.put(listings)
        held.versions |= {key: versions[key] for key in listings}
    return held.index
