"""Filing outcomes, registering technology contracts, sharing income: a file for each part."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core import door, move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.exchange import queries as exchange_queries
from xingmeng.stages.outcomes import queries, rules
from xingmeng.stages.outcomes.actions.equity import file_equity_plan
from xingmeng.stages.outcomes.actions.evaluation import evaluate
from xingmeng.stages.outcomes.actions.granting import ask_for_grant
from xingmeng.stages.outcomes.actions.income import (
    file_conversion,
    file_income,
    object_to_income,
)
from xingmeng.stages.outcomes.actions.results import file_outcome, file_own_outcome
from xingmeng.stages.outcomes.models import TechnologyContract
from xingmeng.stages.registry import queries as registry

__all__ = [
    "ask_for_grant",
    "evaluate",
    "file_conversion",
    "file_equity_plan",
    "file_income",
    "file_outcome",
    "file_own_outcome",
    "file_technology_contract",
    "object_to_income",
    "offer_outcome",
]


@door.change()
def file_technology_contract(
    outcome_id: int, given: Mapping[str, Any], *, actor: Actor
) -> TechnologyContract:
    """The seller files a contract about an outcome for registration.

    Units:  fen. Writes: the contract, one step.
    Errors: Refused for faulty answers, an unknown buyer, an outcome not registered, or
            another's outcome.
    """
    outcome = queries.get_for(actor, outcome_id)
    found = forms.check_all(rules.TECHNOLOGY_CONTRACT_FORM, given)
    found += rules.technology_within(given)
    if outcome.organisation_id not in actor.organisations:
        found.append(not_yours("bidder"))
    if outcome.state != "registered":
        found.append(Finding("wrong_state", {"state": outcome.state, "needed": ["registered"]}))
    known = registry.registered(str(given.get("buyer") or ""))
    buyer = registry.visible_to(actor).filter(pk__in=known.values("pk")).first()
    if buyer is None or buyer.pk == outcome.organisation_id:
        found.append(Finding("buyer_unknown", {"field": "buyer"}))
    if not found and (known := queries.same_contract(outcome, buyer.pk, given)):
        found.append(Finding("contract_filed_already", {"url": known.get_absolute_url()}))
    refuse_if(found)
    row = TechnologyContract(
        outcome=outcome,
        title=given["title"],
        kind=given["kind"],
        seller_id=outcome.organisation_id,
        buyer=buyer,
        amount_fen=given["amount_fen"],
        technology_fen=given["technology_fen"],
        signed_on=date.fromisoformat(given["signed_on"]),
        term_years=given.get("term_years") or 0,
        is_part=bool(given.get("is_part")),
    )
    move.begin("technology_contract", row, actor=actor)
    return row


@door.change()
def offer_outcome(outcome_id: int, *, actor: Actor) -> Any:
    """Begin an offer of an outcome, with what is known of it filled in; its unit goes on.

    Writes: the offer with its first answers, one step.
    Errors: Refused for another's outcome, one not registered, or one that is offered already.
    """
    outcome = queries.get_for(actor, outcome_id)
    found = []
    if outcome.organisation_id not in actor.organisations:
        found.append(not_yours("applicant"))
    if outcome.state != "registered":
        found.append(Finding("wrong_state", {"state": outcome.state, "needed": ["registered"]}))
    source = ("outcome", outcome.pk)
    if not found and exchange_queries.offers.is_offered(*source):
        found.append(Finding("offered_already"))
    refuse_if(found)
    unit = outcome.organisation_id
    row = exchange.begin_offer(organisation_id=unit, actor=actor, source=source)
    said = {"title_zh": outcome.title, "description_zh": outcome.description}
    exchange.save_offer(row.pk, {"kind": "outcome", **said}, actor=actor)
    return row


def _register(step: Step) -> None:
    row: TechnologyContract = step.row
    row.registration_number = step.details["registration_number"]
    row.registered_on = step.on
    row.save(update_fields=["registration_number", "registered_on"])


TECHNOLOGY_CONTRACT = move.register(
    move.Subject(
        kind="technology_contract",
        title=Text("技术合同", "Technology contract"),
        model=TechnologyContract,
        flow_of=lambda row: rules.TECHNOLOGY_CONTRACT,
        every_flow=lambda: [rules.TECHNOLOGY_CONTRACT],
        roles_of=rules.contract_roles,
        visible_to=queries.technology_contracts_for,
        checks={"number_is_free": queries.number_is_free},
        effects={"register": _register},
    )
)
