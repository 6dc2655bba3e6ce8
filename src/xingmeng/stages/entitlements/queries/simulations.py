"""Reading simulations, and what they are held against: decisions, appropriations."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.engines.difference import Difference
from xingmeng.stages.entitlements import queries
from xingmeng.stages.entitlements.models import Entitlement, Simulation, Snapshot
from xingmeng.stages.entitlements.rules import PAID
from xingmeng.stages.entitlements.rules import simulating as rules
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.policy.rules import drafts

DECIDED = ("publicity", "granted", "paid", "issued")
DRAWN = ("granted", "paid")  # whose sums have left what an appropriation has available


def simulations_for(actor: Actor) -> QuerySet[Simulation]:
    """Simulations that were kept, the last first: for those who may see drafts."""
    rows = Simulation.objects.select_related("draft", "snapshot", "appropriation", "by")
    if not drafts.may_see(actor):
        return rows.none()
    seen = reach(Q(pk__gt=0), actor=actor, kind="simulation", about={"draft": "law_draft"})
    return rows.filter(seen).order_by("-at", "-pk")


def simulation_for(actor: Actor, pk: int) -> Simulation:
    """One visible simulation. Errors: Http404."""
    return get_object_or_404(simulations_for(actor), pk=pk)


def populations() -> list[Snapshot]:
    """The last population of each year, the last year first."""
    rows = Snapshot.objects.order_by("-year", "-taken_at", "-pk")
    return list({row.year: row for row in reversed(rows)}.values())[::-1]


def decisions(year: int, verdicts: Sequence[str]) -> list[tuple[int, int, str, str, int]]:
    """Decisions of a year to give something, as the draft's outcome is held against."""
    rows = Entitlement.objects.filter(
        year=year, verdict__in=verdicts, state__in=DECIDED, outcome="met"
    )
    told = rows.order_by("pk").values_list(
        "pk", "organisation_id", "verdict", "state", "amount_fen"
    )
    return [(pk, unit, verdict, state, fen or 0) for pk, unit, verdict, state, fen in told]


def decided_of(actor: Actor, rows: Sequence[rules.Decided]) -> list[dict]:
    """The decisions that would differ, each with its entitlement, for who may read figures."""
    if not rules.sees_firms(actor):
        return []
    seen = queries.visible_to(actor).in_bulk([row.entitlement_id for row in rows])
    return [
        {"decided": row, "entitlement": seen[row.entitlement_id]}
        for row in rows
        if row.entitlement_id in seen
    ]


class Cost(NamedTuple):
    """A draft against an appropriation. Units: fen; `left_fen` is what would be left."""

    verdict_fen: int
    more_fen: int
    available_fen: int
    drawn_fen: int
    left_fen: int

    @property
    def short_fen(self) -> int:
        """What is wanting where nothing is left."""
        return max(-self.left_fen, 0)


def appropriations(actor: Actor, on: date):
    """The appropriations a cost can be held against."""
    opened = funds.open_appropriations(on).values("pk")
    return funds.appropriations_for(actor).filter(pk__in=opened).order_by("-year", "pk")


def cost_of(differences: Sequence[Difference], appropriation, year: int) -> Cost | None:
    """What the department's own sums come to under the draft, and what would be left.

    What was granted of the same kind and year from this appropriation is counted once.
    Errors: none; None where the draft touches no sum of the department.
    """
    paid = [one for one in differences if one.code in PAID]
    if appropriation is None or not paid:
        return None
    codes = [one.code for one in paid]
    drawn = Entitlement.objects.filter(
        batch__appropriation=appropriation, verdict__in=codes, year=year, state__in=DRAWN
    ).aggregate(sum=Sum("amount_fen"))["sum"]
    after = sum(one.whole.money.after_fen for one in paid)
    more = sum(one.whole.money.more_fen for one in paid)
    available = funds.money_of(appropriation)["available"]
    left = available - max(after - (drawn or 0), 0)
    return Cost(after, more, available, drawn or 0, left)
