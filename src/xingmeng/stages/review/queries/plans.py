"""Reading proposed assignments."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.actor import Actor
from xingmeng.stages.review.models import Plan, Round
from xingmeng.stages.review.queries.recusal import steps_aside_in
from xingmeng.stages.review.queries.rounds import ORGANISERS, rounds_for

HEAVY = ("table", "certificate")


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """The plans of every round this reader sees, without their tables."""
    rows = Plan.objects.filter(round__in=rounds_for(actor))
    return rows.select_related("round").defer(*HEAVY).order_by("pk")


def plan_for(actor: Actor, pk: int) -> Plan:
    """One visible plan. Errors: Http404."""
    return get_object_or_404(plans_for(actor), pk=pk)


def opens_plan(actor: Actor, plan: Plan) -> bool:
    """Who may open a plan's proof and figures on record: who organises or audits review."""
    return bool(actor.roles & ORGANISERS)


def steps_aside_from_plan(actor: Actor, plan: Plan) -> bool:
    """Whether a candidate of the plan's round is hidden from somebody."""
    return steps_aside_in(actor, plan.round)


def plans_of(about: Round) -> QuerySet[Plan]:
    """A round's plans, the latest first."""
    return about.plans.defer(*HEAVY).order_by("-number")


def loads_of(plan: Plan) -> list[dict[str, Any]]:
    """How many experts have how many applications, by load."""
    load = Counter(user for _, user, *_ in plan.pairs)
    counted = Counter(load.values())
    return [{"load": n, "experts": counted[n]} for n in sorted(counted)]
