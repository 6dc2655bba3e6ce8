"""Reading equity plans: cleared ones as sums for everyone, names inside the firm."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.law import equity
from xingmeng.stages.outcomes.models import EquityLine, EquityPlan
from xingmeng.stages.registry import queries as registry


def visible_to(actor: Actor) -> QuerySet[EquityPlan]:
    """Cleared plans for everyone; others for their firm and staff."""
    seen = Q(state="cleared") | Q(organisation_id__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    rows = EquityPlan.objects.filter(reach(seen, actor=actor, kind="equity_plan"))
    return rows.select_related("organisation__region")


def get_for(actor: Actor, pk: int) -> EquityPlan:
    """One visible plan. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def lines_for(actor: Actor, plan: EquityPlan) -> QuerySet[EquityLine]:
    """Who gets what: inside the firm, and for officers, finance and discipline."""
    own = plan.organisation_id in actor.organisations
    allowed = own or actor.roles & {"officer", "finance", "discipline"}
    return plan.lines.order_by("number") if allowed else plan.lines.none()


def caps_of(plan: EquityPlan) -> dict[str, Any]:
    """The size class of a plan's firm, the caps that bind it and the people it takes."""
    on = plan.stated_on
    size = equity.size_of(plan.facts["staff"], plan.facts["revenue_fen"], on=on)
    total, person = equity.caps(size, on=on)
    return {
        "size": size,
        "total_bp": total,
        "person_bp": person,
        "largest_bp": plan.facts["person_bp"],
        "least_people": equity.least_people(plan.total_bp, on=on),
    }


def known_of(actor: Actor, organisation: Any) -> dict[str, Any]:
    """What the registry has of a firm that a plan asks: staff, and three years' figures."""
    held: dict[int, dict[str, int]] = {}
    for fact in registry.facts_for(actor, organisation):
        held.setdefault(fact.year, {}).setdefault(fact.name, fact.value)
    years = sorted(held, reverse=True)[:3]
    if not years:
        return {}
    last = held[years[0]]
    return {
        "staff": last.get("staff"),
        "rd_staff": last.get("rd_staff"),
        "years": [
            {
                "year": year,
                "revenue_fen": held[year].get("revenue_fen"),
                "rd_fen": held[year].get("rd_fen"),
            }
            for year in years
        ],
    }
