"""Proposing an assignment of experts, adopting or discarding it."""

from collections.abc import Sequence
from typing import Any

from xingmeng.core import chance, clock, door, move
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import assignment, seats
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review import facts, queries, rules
from xingmeng.stages.review.actions.affinities import compute_expertise
from xingmeng.stages.review.actions.sheets import invite
from xingmeng.stages.review.facts.planning import Posed
from xingmeng.stages.review.models import Candidate, Plan
from xingmeng.stages.review.rules import PlanRules, affinities, recusal

FIGURES = ("objective", "value", "floor", "bound", "gap", "floor_gap", "seed", "digest")


@door.change()
def propose(round_id: int, asked: PlanRules, *, actor: Actor) -> Plan:
    """Work out the best assignment for all candidates that wait, to be looked at first.

    Experts whose fit is not known yet are scored first. Rules that cannot hold are kept as a
    plan too, with a minimal set of them named.
    Writes: the plan and its step; an earlier proposal of the round is discarded.
    Errors: Refused for rules that make no sense, a round that is past assigning, nobody to
            ask or nothing to mark, without the right, or for who must step aside from a
            candidate; Http404.
    """
    about = queries.round_for(actor, round_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if about.state != "assigning":
        values = {"state": about.state, "needed": ["assigning"]}
        found.append(Finding("wrong_state", values))
    refuse_if(found + rules.rules_hold(asked))
    refuse_if(queries.aside_from(actor, about))
    drawn = queries.drawn_pool(about)
    if facts.unscored(about, drawn):
        compute_expertise(about.pk, actor=actor)
    posed = facts.pose(about, asked, drawn)
    refuse_if([] if posed.candidates else [Finding("everyone_asked")])
    refuse_if([] if posed.profiles else [Finding("no_experts")])
    earlier = list(about.plans.filter(state="proposed").order_by("pk"))
    number = about.plans.count() + 1
    row = Plan(round=about, number=number, rules=asked._asdict(), table=facts.table_of(posed))
    _work_out(row, posed, asked)
    said = {"rules": row.rules, "digest": row.figures.get("digest", ""), "clash": row.clash}
    system = SYSTEM.because_of(move.begin("plan", row, actor=actor, details=said))
    for old in earlier:
        move.make("plan", old.pk, "discard", actor=system)
    return row


def _work_out(row: Plan, posed: Posed, asked: PlanRules) -> None:
    """Pairs and proof, or what cannot hold together."""
    try:
        if asked.chance:
            plan = assignment.spread(posed.problem, (asked.chance, 100), chance.key())
        else:
            plan = assignment.assign(posed.problem, asked.objective)
    except seats.Infeasible as infeasible:
        row.clash = list(infeasible.rules)
        return
    row.pairs = _pairs(posed, plan.pairs)
    row.certificate = plan.certificate
    row.figures = {k: plan.certificate[k] for k in FIGURES if k in plan.certificate}


def _pairs(posed: Posed, chosen: Sequence[tuple[int, int]]) -> list[list[Any]]:
    """The pairs as they are kept, each with what speaks for it."""
    pairs = {(posed.candidates[a].pk, posed.profiles[e].user_id): (a, e) for a, e in chosen}
    grounds = queries.grounds_of(pairs)
    found = []
    for (candidate, user), place in pairs.items():
        reason = affinities.why(grounds[candidate, user])
        units = int(posed.problem.scores[place])
        found.append([candidate, user, units, reason.zh, reason.en])
    return found


def _adopt(step: Step) -> None:
    """Invite everybody, unless somebody has come to stand in a conflict meanwhile."""
    plan: Plan = step.row
    candidates = Candidate.objects.filter(round=plan.round).select_related("round")
    known = {c.pk: c for c in candidates}
    users = {user for _, user, *_ in plan.pairs}
    pool = {p.user_id: p.name for p in registry.expert_profiles(users)}
    hits = facts.conflicts(sorted(users), known.values(), on=clock.today())
    found = [Finding("not_an_expert")] if users - set(pool) else []
    drawn = queries.drawn_pool(plan.round)
    found += [Finding("not_drawn")] if drawn is not None and users - set(drawn) else []
    waiting = {c.pk for c in facts.waiting(plan.round)}
    if any(candidate not in waiting for candidate, *_ in plan.pairs):
        found.append(Finding("already_assigned"))
    for candidate, user, *_ in plan.pairs:
        found += recusal.refusals(hits.get((user, candidate), ()))
    refuse_if(found)
    system = SYSTEM.because_of(step.step_id)
    invite([(known[candidate], user) for candidate, user, *_ in plan.pairs], actor=system)


PLAN = move.register(
    move.Subject(
        kind="plan",
        title=Text("选派方案", "Assignment plan"),
        model=Plan,
        flow_of=lambda row: rules.PLAN,
        every_flow=lambda: [rules.PLAN],
        roles_of=rules.plan_roles,
        visible_to=queries.plans_for,
        checks={"can_be_adopted": rules.can_be_adopted},
        effects={"adopt": _adopt},
        aside=queries.steps_aside_from_plan,
        opens=queries.opens_plan,
        makers=("begin", "adopt"),
        related=("round",),
    )
)
