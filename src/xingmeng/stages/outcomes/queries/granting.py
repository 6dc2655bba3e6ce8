"""Reading grants of rights: granted ones for everyone, names inside the unit."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.stages.outcomes.models import Outcome, RightGrant, RightHolder

PUBLIC = ("granted", "recorded")


def visible_to(actor: Actor) -> QuerySet[RightGrant]:
    """Grants that stand for everyone; others for their unit and staff."""
    seen = Q(state__in=PUBLIC) | Q(outcome__organisation_id__in=actor.organisations)
    if actor.is_staff:
        seen = Q(pk__gt=0)
    rows = RightGrant.objects.filter(reach(seen, actor=actor, kind="right_grant"))
    return rows.select_related("outcome__organisation")


def get_for(actor: Actor, pk: int) -> RightGrant:
    """One visible grant. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def holders_for(actor: Actor, grant: RightGrant) -> QuerySet[RightHolder]:
    """Who holds what: inside the unit, and for officers and discipline."""
    own = grant.outcome.organisation_id in actor.organisations
    allowed = own or actor.roles & {"officer", "discipline"}
    return grant.holders.order_by("number") if allowed else grant.holders.none()


def has_grant(outcome: Outcome) -> bool:
    """Whether a grant of this outcome stands or is under way. Errors: none."""
    return outcome.grants.exclude(state="refused").exists()


def owned_pct(outcome_id: int) -> int | None:
    """The share of the result that its team owns by a grant; None without one. Errors: none."""
    rows = RightGrant.objects.filter(outcome_id=outcome_id, form="ownership")
    row = rows.filter(state__in=PUBLIC).first()
    return row.share_pct if row else None
