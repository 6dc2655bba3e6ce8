"""Reading milestones and acceptances: the contract's parties and staff; states are public."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery.models import Acceptance, Milestone


def _of_visible_contracts(actor: Actor) -> Q:
    return Q(contract__in=awards.contracts_for(actor).values("pk"))


def visible_to(actor: Actor) -> QuerySet[Milestone]:
    """Milestones of the contracts this reader may see; due first."""
    seen = reach(_of_visible_contracts(actor), actor=actor, kind="milestone")
    return Milestone.objects.filter(seen).select_related(
        "contract__award__challenge__issuer__region",
        "contract__award__challenge__call",
        "contract__award__application__organisation",
    )


def acceptances_for(actor: Actor) -> QuerySet[Acceptance]:
    """Acceptances of the contracts this reader may see."""
    seen = reach(_of_visible_contracts(actor), actor=actor, kind="acceptance")
    return Acceptance.objects.filter(seen).select_related(
        "contract__award__challenge__issuer__region",
        "contract__award__challenge__call",
        "contract__award__application__organisation",
    )


def get_for(actor: Actor, pk: int) -> Milestone:
    """One visible milestone. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def acceptance_for(actor: Actor, pk: int) -> Acceptance:
    """One visible acceptance. Errors: Http404."""
    return get_object_or_404(acceptances_for(actor), pk=pk)


def milestones_of(contract_id: int) -> QuerySet[Milestone]:
    """A contract's milestones in order."""
    return Milestone.objects.filter(contract_id=contract_id).order_by("number")


def may_be_accepted(contract_id: int) -> bool:
    """Whether all but the last milestone have passed and no acceptance is under way."""
    open_ones = milestones_of(contract_id).exclude(key="acceptance").exclude(state="passed")
    under_way = Acceptance.objects.filter(
        contract_id=contract_id, state__in=["requested", "opined"]
    )
    return not open_ones.exists() and not under_way.exists()
