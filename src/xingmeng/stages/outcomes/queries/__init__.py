"""Reading outcomes, contracts and incomes. Registered ones are public; names are not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from xingmeng.core import attachments, clock
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding
from xingmeng.stages.outcomes import rules
from xingmeng.stages.outcomes.models import Income, Outcome, Share, TechnologyContract

PICTURES = ("image/jpeg", "image/png")


def visible_to(actor: Actor) -> QuerySet[Outcome]:
    """Registered outcomes for everyone; filed ones for their unit and staff."""
    seen = Q(state="registered") | Q(organisation_id__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    found = Outcome.objects.filter(reach(seen, actor=actor, kind="outcome"))
    return found.select_related("organisation__region", "contract")


def technology_contracts_for(actor: Actor) -> QuerySet[TechnologyContract]:
    """Registered contracts for everyone; filed ones for seller, buyer and staff."""
    own = actor.organisations
    seen = Q(state="registered") | Q(seller_id__in=own) | Q(buyer_id__in=own)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    found = TechnologyContract.objects.filter(
        reach(seen, actor=actor, kind="technology_contract")
    )
    return found.select_related("seller__region", "buyer__region", "outcome")


def incomes_for(actor: Actor) -> QuerySet[Income]:
    """Shared incomes as sums for everyone; those in publicity for the unit and staff."""
    seen = Q(state="shared") | Q(organisation_id__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    found = Income.objects.filter(reach(seen, actor=actor, kind="income"))
    return found.select_related("organisation", "outcome", "technology_contract__buyer")


def get_for(actor: Actor, pk: int) -> Outcome:
    """One visible outcome. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def same_as(given: Mapping[str, Any]) -> Outcome | None:
    """The outcome that goes by the same number, unless it was refused. Errors: none."""
    number = rules.identifier_of(given)
    if not number:
        return None
    rows = Outcome.objects.filter(form=given["form"], identifier=number)
    return rows.exclude(state="refused").first()


def may_read_evidence(actor: Actor, row: Outcome) -> bool:
    """Files of an outcome are for its unit and staff; pictures have a page of their own."""
    return actor.is_staff or row.organisation_id in actor.organisations


def pictures(row: Outcome) -> QuerySet:
    """The pictures of an outcome, oldest first, to whoever sees it. Errors: none."""
    rows = attachments.of("outcome", row.pk, field="picture")
    return rows.filter(media_type__in=PICTURES)


def technology_contract_for(actor: Actor, pk: int) -> TechnologyContract:
    """One visible technology contract. Errors: Http404."""
    return get_object_or_404(technology_contracts_for(actor), pk=pk)


def same_contract(outcome: Outcome, buyer_id: int, given: Mapping[str, Any]) -> Any:
    """The contract that was filed of the same outcome, buyer, title and day. Errors: none."""
    rows = outcome.technology_contracts.exclude(state="refused").filter(buyer_id=buyer_id)
    return rows.filter(title=given["title"], signed_on=given["signed_on"]).first()


def number_is_free(step: Step) -> list[Finding]:
    """No other contract has the registration number."""
    number = step.details.get("registration_number") or ""
    taken = TechnologyContract.objects.filter(registration_number=number)
    if not number or not taken.exclude(pk=step.row.pk).exists():
        return []
    return [Finding("registration_number_taken", {"field": "registration_number"})]


def income_for(actor: Actor, pk: int) -> Income:
    """One visible income. Errors: Http404."""
    return get_object_or_404(incomes_for(actor), pk=pk)


def shares_for(actor: Actor, income: Income) -> QuerySet[Share]:
    """Who gets what: inside the unit, and for finance and discipline."""
    own = income.organisation_id in actor.organisations
    allowed = own or actor.roles & {"finance", "discipline"}
    return income.shares.order_by("number") if allowed else income.shares.none()


def income_left(contract: TechnologyContract) -> int:
    """What may still come in under a contract: its amount less the incomes stated. Units: fen.

    Inside a change others that state income under it wait.
    """
    TechnologyContract.objects.select_for_update().get(pk=contract.pk)
    stated = contract.incomes.exclude(state="cancelled").aggregate(sum=Sum("received_fen"))
    return contract.amount_fen - (stated["sum"] or 0)


def registered_until(moment: datetime, actor: Actor) -> QuerySet[TechnologyContract]:
    """Visible technology contracts registered by a moment."""
    rows = technology_contracts_for(actor).filter(state="registered")
    return rows.filter(registered_on__lte=clock.local_day(moment))


def shared_until(moment: datetime, actor: Actor) -> QuerySet[Income]:
    """Visible incomes that had been shared by a moment."""
    return incomes_for(actor).filter(state="shared", shared_on__lte=clock.local_day(moment))


def known_until(moment: datetime, actor: Actor) -> QuerySet[Outcome]:
    """Visible outcomes that had been registered by a moment."""
    return visible_to(actor).filter(state="registered", since__lte=moment)


def sales_of(outcomes: list[int], actor: Actor) -> dict[int, int]:
    """What visible registered technology contracts about these outcomes come to. Units: fen."""
    rows = technology_contracts_for(actor).filter(outcome_id__in=outcomes, state="registered")
    sums = rows.order_by().values("outcome_id").annotate(sum=Sum("amount_fen"))
    return {row["outcome_id"]: row["sum"] for row in sums}
