"""Who goes where: sides choose, a plan is proposed and confirmed, agreements are signed."""

from collections.abc import Collection
from typing import Any

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import assignment
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork import facts, queries
from xingmeng.stages.fieldwork.facts import Posed
from xingmeng.stages.fieldwork.models import (
    Choice,
    Commissioner,
    CountyDemand,
    PostingPlan,
    ServiceAgreement,
)
from xingmeng.stages.fieldwork.rules import postings as rules
from xingmeng.stages.fieldwork.rules.people import is_behind
from xingmeng.stages.fieldwork.rules.words import roles_at

LONGEST = "longest_posting_years"
FIGURES = ("objective", "value", "bound", "gap", "digest")


@door.change()
def choose(demand_id: int, commissioner_id: int, *, actor: Actor) -> Choice:
    """A commissioner says that they would come, or a county that it would like them.

    Writes: one choice; said again it stays as it was.
    Errors: Refused for others than the two sides, outside a round's time of choice, or where
            kind or field differ; Http404.
    """
    demand = queries.demand_for(actor, demand_id)
    one = queries.commissioner_for(actor, commissioner_id)
    side = _side(actor, demand, one)
    found = [] if side else [not_yours("county", "commissioner")]
    about = demand.round
    if about is None or about.state != "open" or demand.state != "opened":
        found.append(Finding("choice_closed"))
    if one.state != "registered" or one.kind != demand.kind:
        found.append(Finding("not_this_kind"))
    elif demand.field not in one.fields.split(","):
        found.append(Finding("another_field"))
    refuse_if(found)
    made, _ = Choice.objects.get_or_create(
        demand=demand, commissioner=one, side=side, defaults={"at": clock.now()}
    )
    return made


@door.change()
def take_back_choice(demand_id: int, commissioner_id: int, *, actor: Actor) -> None:
    """A side no longer chooses the other. Writes: the choice's end. Errors: as `choose`."""
    demand = queries.demand_for(actor, demand_id)
    one = queries.commissioner_for(actor, commissioner_id)
    side = _side(actor, demand, one)
    found = [] if side else [not_yours("county", "commissioner")]
    if demand.round is None or demand.round.state != "open":
        found.append(Finding("choice_closed"))
    refuse_if(found)
    Choice.objects.filter(demand=demand, commissioner=one, side=side).delete()


def _side(actor: Actor, demand: CountyDemand, one: Commissioner) -> str:
    if is_behind(actor, one):
        return "commissioner"
    return "county" if "county" in roles_at(actor, demand.region_id) else ""


@door.change()
def propose(round_id: int, *, actor: Actor) -> PostingPlan:
    """Work out who serves where, to be confirmed by another person.

    Writes: the plan and its step; an earlier proposal of the round is discarded.
    Errors: Refused without the right, before the choice has ended, or if nobody fits; Http404.
    """
    about = queries.round_for(actor, round_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if about.state != "matching":
        found.append(Finding("wrong_state", {"state": about.state, "needed": ["matching"]}))
    refuse_if(found)
    people = facts.enlisted(about)
    past = queries.last_grades(one.pk for one in people)
    longest = queries.numbers_on(clock.today(), [LONGEST])[LONGEST]
    posed = facts.pose(about, people, past=past, longest=longest)
    refuse_if([] if posed.fits else [Finding("nobody_fits")])
    worked = assignment.assign(posed.problem, "total")
    earlier = list(about.plans.filter(state="proposed").order_by("pk"))
    row = PostingPlan(
        round=about,
        number=about.plans.count() + 1,
        proposed_by_id=actor.user_id,
        pairs=_pairs(posed, worked.pairs),
        table=facts.table_of(posed),
        certificate=worked.certificate,
    )
    row.figures = {k: worked.certificate[k] for k in FIGURES} | {"posted": len(row.pairs)}
    row.figures |= {"places": sum(d.people for d in posed.demands)}
    said = {"digest": row.figures["digest"]}
    system = SYSTEM.because_of(move.begin("posting_plan", row, actor=actor, details=said))
    for old in earlier:
        move.make("posting_plan", old.pk, "discard", actor=system)
    return row


def _pairs(posed: Posed, chosen: list[tuple[int, int]]) -> list[list[Any]]:
    """The pairs as they are kept, each with what speaks for it; no posting is no pair."""
    found = []
    for a, e in chosen:
        if e < len(posed.demands):
            of = posed.fits[a, e]
            why, units = rules.why(of), int(posed.problem.scores[a, e])
            found.append(
                [posed.commissioners[a].pk, posed.demands[e].pk, units, why.zh, why.en]
            )
    return found


def _plan_holds_still(step: Step) -> list[Finding]:
    """The round still matches, the proof holds, and everybody can still be sent."""
    plan: PostingPlan = step.row
    found = []
    if plan.round.state != "matching":
        values = {"state": plan.round.state, "needed": ["matching"]}
        found.append(Finding("wrong_state", values))
    if facts.proven(plan):
        found.append(Finding("not_proven"))
    people = {commissioner for commissioner, *_ in plan.pairs}
    there = Commissioner.objects.filter(pk__in=people, state="registered").count()
    if there < len(people):
        found.append(Finding("no_longer_registered", {"count": len(people) - there}))
    return found


def _confirm(step: Step) -> None:
    """Draft an agreement for everybody who was placed; the demands and the round are posted."""
    plan: PostingPlan = step.row
    system = SYSTEM.because_of(step.step_id)
    demands = {d.pk: d for d in plan.round.demands.filter(state="opened")}
    pairs = [(commissioner, demands[demand]) for commissioner, demand, *_ in plan.pairs]
    draft_all(pairs, plan=plan, actor=system)
    move.make_all("county_demand", demands, "post", actor=system)
    move.make("posting_round", plan.round_id, "post", actor=system)


@door.change()
def draft_all(
    pairs: list[tuple[int, CountyDemand]], *, plan: PostingPlan, actor: Actor
) -> list[ServiceAgreement]:
    """Draft an agreement for each commissioner and the demand they were placed in.

    Order:  as given. Writes: the agreements, one step each. Errors: none.
    """
    year = clock.today().year
    first = numbers.following(f"service_agreement:{year}", count=len(pairs)) if pairs else 0
    rows = [
        ServiceAgreement(
            number=f"FWXY{year}{first + n:06d}",
            demand=demand,
            plan=plan,
            commissioner_id=commissioner,
            region_id=demand.region_id,
            field=demand.field,
            tasks=demand.techniques,
            days_a_year=demand.days_a_year,
            from_on=demand.from_on,
            until_on=demand.until_on,
        )
        for n, (commissioner, demand) in enumerate(pairs)
    ]
    move.begin_all("service_agreement", rows, actor=actor)
    return rows


def locked(pks: Collection[int]) -> dict[int, ServiceAgreement]:
    """These agreements as they are now, held until the change is over. Errors: none."""
    rows = ServiceAgreement.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    return {row.pk: row for row in rows.select_related("commissioner__person").order_by("pk")}


def _sign(step: Step) -> None:
    step.row.signed_on = step.on
    step.row.save(update_fields=["signed_on"])


PLAN = move.register(
    move.Subject(
        kind="posting_plan",
        title=Text("派驻方案", "Posting plan"),
        model=PostingPlan,
        flow_of=lambda row: rules.PLAN,
        every_flow=lambda: [rules.PLAN],
        roles_of=rules.plan_roles,
        visible_to=queries.plans_for,
        checks={
            "another_person": rules.another_person,
            "plan_holds_still": _plan_holds_still,
        },
        effects={"confirm": _confirm},
        related=("round",),
    )
)
AGREEMENT = move.register(
    move.Subject(
        kind="service_agreement",
        title=Text("服务协议", "Service agreement"),
        model=ServiceAgreement,
        flow_of=lambda row: rules.AGREEMENT,
        every_flow=lambda: [rules.AGREEMENT],
        roles_of=rules.agreement_roles,
        visible_to=queries.agreements_for,
        checks={"term_over": rules.term_over},
        effects={"sign": _sign},
        related=("commissioner__person", "region"),
    )
)
