"""Reading objections to shares, and what was stated of an outcome before."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.law import conversion
from xingmeng.stages.outcomes.models import Income, IncomeObjection, Outcome


def objections_for(actor: Actor) -> QuerySet[IncomeObjection]:
    """Objections to shares: inside the unit, and for finance and discipline."""
    seen = Q(income__organisation_id__in=actor.organisations)
    if actor.roles & {"finance", "discipline"}:
        seen = Q(pk__gt=0)
    rows = IncomeObjection.objects.filter(reach(seen, actor=actor, kind="income_objection"))
    return rows.select_related("income__outcome", "income__technology_contract", "by")


def objection_for(actor: Actor, pk: int) -> IncomeObjection:
    """One visible objection. Errors: Http404."""
    return get_object_or_404(objections_for(actor), pk=pk)


def is_stated(outcome: Outcome, profit_year: int) -> bool:
    """Whether the profit of that year of use was stated already. Errors: none."""
    rows = Income.objects.filter(outcome=outcome, profit_year=profit_year)
    return rows.exclude(state="cancelled").exists()


def claims_of(income: Income) -> tuple[conversion.Claim, ...]:
    """Every rule that spoke of the team's share on the day it was stated. Errors: none."""
    said = conversion.Said(
        income.unit_rule_pct,
        agreed_pct=income.agreed_pct,
        ownership_pct=income.ownership_pct,
        regional_min_pct=income.regional_min_pct,
    )
    return conversion.claims(income.way, said, on=income.stated_on)
