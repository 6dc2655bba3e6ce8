"""What an outcome's page says of its contracts and offers, an offer's of its outcome."""

from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.core.panels import Panel, of_cases
from xingmeng.engines.values import Text
from xingmeng.stages.exchange import queries as exchange
from xingmeng.stages.outcomes import queries as outcomes


def sales_of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    rows = outcomes.technology_contracts_for(actor).filter(outcome_id=outcome.pk)
    return of_cases(Text("技术合同", "Technology contracts"), "technology_contract", rows)


def of_outcome(actor: Actor, outcome: Any) -> Panel | None:
    rows = exchange.offers.from_case(actor, "outcome", outcome.pk)
    return of_cases(Text("发布的供给", "Offers of it"), "offer", rows)


def of_offer(actor: Actor, offer: Any) -> Panel | None:
    pk = offer.source_id if offer.source_kind == "outcome" else None
    rows = outcomes.visible_to(actor).filter(pk=pk)
    return of_cases(Text("来自成果", "From an outcome"), "outcome", rows)
