"""Needs and offers as they are compared: of what they show, and nothing else."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core.actor import prefix
from xingmeng.engines.writing import Writing
from xingmeng.stages.exchange.models import Need, Offer
from xingmeng.stages.exchange.rules import suggestions as rules

SAID = ("bottleneck",)  # what a need on show tells everybody; reasons quote it


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


def text_of(row: Need | Offer) -> str:
    """What of a need or an offer is encoded to its vector of meaning."""
    from xingmeng.engines.exchange import encodable  # noqa: PLC0415 -- a second to load

    return encodable(
        listing_of_need(row) if isinstance(row, Need) else listing_of_offer(row, {})
    )
