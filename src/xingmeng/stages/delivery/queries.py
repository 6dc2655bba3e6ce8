"""Reading milestones and acceptances: the contract's parties and staff; states are public."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import answers
from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.core.answers import BoundSection
from xingmeng.engines import forms
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.awards.rules import contract_roles
from xingmeng.stages.delivery import rules
from xingmeng.stages.delivery.models import Acceptance, Amendment, Milestone, Return
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.review import queries as review

CASE = (
    "contract__award__challenge__issuer__region",
    "contract__award__application__call",
    "contract__award__application__organisation",
    "contract__award__application__leader",
)

OWED_REPORTS = ("planned", "fixing")  # the states in which a milestone waits for its holder


def _of_visible_contracts(actor: Actor) -> Q:
    return Q(contract__in=awards.contracts_for(actor).values("pk"))


def visible_to(actor: Actor) -> QuerySet[Milestone]:
    """Milestones of the contracts this reader may see; due first."""
    seen = reach(_of_visible_contracts(actor), actor=actor, kind="milestone")
    return Milestone.objects.filter(seen).select_related(
        *CASE,
    )


def may_read_report(actor: Actor, row: Milestone) -> bool:
    """What was reported, with its evidence: for whoever reads the whole contract; once it has
    passed, and money follows, for the leadership too. Anybody else knows the digests."""
    passed = row.state == "passed" and "leader" in actor.roles
    return passed or awards.may_read_whole(actor, row.contract)


def acceptances_for(actor: Actor) -> QuerySet[Acceptance]:
    """Acceptances of the contracts this reader may see."""
    seen = reach(_of_visible_contracts(actor), actor=actor, kind="acceptance")
    return Acceptance.objects.filter(seen).select_related(
        *CASE,
    )


def amendments_for(actor: Actor) -> QuerySet[Amendment]:
    """Changes asked for under contracts whose whole text this reader may read."""
    own = actor.organisations
    seen = Q(contract__award__application__organisation_id__in=own)
    for area in actor.areas:
        seen |= Q(contract__award__application__area__startswith=area)
    if actor.roles & {"officer", "chair", "discipline", "finance"}:
        seen = Q(pk__gt=0)
    found = Amendment.objects.filter(reach(seen, actor=actor, kind="amendment"))
    return found.select_related(*CASE)


def amendment_for(actor: Actor, pk: int) -> Amendment:
    """One visible amendment. Errors: Http404."""
    return get_object_or_404(amendments_for(actor), pk=pk)


def returns_for(actor: Actor) -> QuerySet[Return]:
    """Returns of one's own unit in any state; filed ones for its bureau and the department."""
    filed = ~Q(state__in=["draft", "lapsed"])
    seen = Q(award__application__organisation_id__in=actor.organisations)
    for area in actor.areas:
        seen |= filed & Q(award__application__area__startswith=area)
    if actor.roles & {"officer", "chair", "discipline"}:
        seen |= Q(pk__gt=0)
    found = Return.objects.filter(reach(seen, actor=actor, kind="return"))
    return found.select_related(
        "award__application__call",
        "award__application__organisation__region",
        "award__application__leader",
        "award__challenge",
    )


def return_for(actor: Actor, pk: int) -> Return:
    """One visible return. Errors: Http404."""
    return get_object_or_404(returns_for(actor), pk=pk)


def get_for(actor: Actor, pk: int) -> Milestone:
    """One visible milestone. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def acceptance_for(actor: Actor, pk: int) -> Acceptance:
    """One visible acceptance. Errors: Http404."""
    return get_object_or_404(acceptances_for(actor), pk=pk)


def passed_until(moment: datetime, actor: Actor) -> QuerySet[Milestone]:
    """Visible milestones that had passed by a moment."""
    return visible_to(actor).filter(state="passed", since__lte=moment)


def accepted_until(moment: datetime, actor: Actor) -> QuerySet[Acceptance]:
    """Visible acceptances that had been passed by a moment."""
    return acceptances_for(actor).filter(state="passed", since__lte=moment)


def filed_until(moment: datetime, actor: Actor) -> QuerySet[Return]:
    """Visible returns and evaluations that had been accepted by a moment."""
    return returns_for(actor).filter(state="accepted", since__lte=moment)


def falling_due(until: date) -> list[tuple[str, list[Any]]]:
    """What holders owe by a day or owed before it: milestones to report, returns to file.

    Order: milestones, then returns; the earliest day first.
    """
    reports = Milestone.objects.filter(state__in=OWED_REPORTS, due_on__lte=until)
    reports = reports.filter(contract__state="in_force")
    filed = Return.objects.filter(state__in=Return.writable_in, due_on__lte=until)
    return [
        ("milestone", list(reports.order_by("due_on", "pk"))),
        ("return", list(filed.order_by("due_on", "pk"))),
    ]


def milestones_of(contract_id: int) -> QuerySet[Milestone]:
    """A contract's milestones in order."""
    return Milestone.objects.filter(contract_id=contract_id).order_by("number")


def milestones_of_all(contracts: Iterable) -> QuerySet[Milestone]:
    """The milestones of several contracts, contract by contract in order."""
    found = Milestone.objects.filter(contract__in=list(contracts)).select_related("contract")
    return found.order_by("contract_id", "number")


def ready_to_compare(challenge_id: int) -> bool:
    """Whether every runner of a race has shown its first stage, and no comparison is open."""
    running = awards.stages_of(challenge_id, stage=1).filter(state="in_force")
    last = review.round_of("race", challenge_id)
    waiting = milestones_of_all(running).exclude(state="passed").exists()
    compared = last is not None and last.state != "concluded"
    unsigned = awards.pending(challenge_id).exists()
    return running.exists() and not (waiting or compared or unsigned)


def lanes_of(actor: Actor, challenge_id: int) -> list[dict[str, Any]]:
    """The runners of a race as this reader may see them; scores for those who organise, and
    for everybody once somebody has left the race or is ahead.

    Shapes: [{"contract", "unit", "place", "score" in hundredths or None}]. Order: as chosen.
    """
    visible = awards.contracts_for(actor).filter(award__challenge_id=challenge_id, stage=1)
    rows = list(visible.exclude(state="void").order_by("pk"))
    done = any(row.state in ("advanced", "continued", "dropped") for row in rows)
    told = done or bool(actor.roles & review.ORGANISERS)
    lines = []
    for row in rows:
        last = review.place_of("contract", row.pk) if told else None
        lines.append(
            {
                "contract": row,
                "unit": row.award.application.organisation,
                "place": last and last.place,
                "score": last and last.score,
            }
        )
    return lines


def may_be_accepted(contract_id: int) -> bool:
    """Whether all but the last milestone have passed and no acceptance is under way."""
    if not milestones_of(contract_id).filter(key="acceptance", state="planned").exists():
        return False  # the first stage of a race ends by comparison
    open_ones = milestones_of(contract_id).exclude(key="acceptance").exclude(state="passed")
    under_way = Acceptance.objects.filter(
        contract_id=contract_id, state__in=["requested", "opined", "fixing"]
    )
    return not open_ones.exists() and not under_way.exists()


def may_demand_back(actor: Actor, contract: Any) -> bool:
    """Whether this actor may demand back money of a contract, and some is left to demand."""
    if "officer" not in contract_roles(actor, contract) or rules.may_be_recovered(contract):
        return False
    return funds.recoverable("contract", contract.pk) > 0


def to_recover(actor: Actor) -> list[Any]:
    """Failed contracts with money paid of which nobody has demanded any back yet."""
    asked = funds.recoveries_for(actor).filter(kind="contract").values("subject_id")
    ended = awards.contracts_for(actor).filter(state="ended").exclude(pk__in=asked)
    return [row for row in ended.order_by("since", "pk") if may_demand_back(actor, row)]


def return_form(row: Return) -> list[BoundSection]:
    """A return's form with its answers; for one that was found visible."""
    asked = rules.form_of_return(row)
    found = forms.check_all(asked, row.answers, complete=False)
    return answers.bind(asked, row.answers, findings=found, stamps=row.stamps)
