"""Reading awards, objections and contracts. In publicity and after, awards are public."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from xingmeng.core import answers, papers, signing, trail
from xingmeng.core.access import reach, related
from xingmeng.core.actor import NOBODY, Actor
from xingmeng.core.answers import BoundSection
from xingmeng.core.papers import CAPACITIES
from xingmeng.engines import flow, forms
from xingmeng.engines.instrument import State
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards.models import Award, Contract, Objection
from xingmeng.stages.awards.rules import OBJECTION
from xingmeng.stages.registry.queries import known as registry
from xingmeng.stages.review import queries as review

PUBLIC = (
    *("publicity", "confirmed", "contracted", "recognised", "granted"),
    *("annulled", "no_agreement"),
)
READERS = frozenset({"officer", "chair", "discipline", "finance", "leader"})
SIGNED = (
    *("in_force", "advanced", "continued", "dropped", "completed", "graded", "archived"),
    "ended",
)
LOST = ("rejected", "annulled", "no_agreement", "declined")


def _parties(actor: Actor, path: str = "") -> Q:
    own = actor.organisations
    return Q(**{f"{path}challenge__issuer_id__in": own}) | Q(
        **{f"{path}application__organisation_id__in": own}
    )


def visible_to(actor: Actor) -> QuerySet[Award]:
    """Awards in publicity and after for everyone; before that for staff and the issuer."""
    seen = Q(state__in=PUBLIC) | Q(challenge__issuer_id__in=actor.organisations)
    if actor.roles & READERS:
        seen = Q(pk__gt=0)
    about = {"application_id": "application"}
    found = Award.objects.filter(reach(seen, actor=actor, kind="award", about=about))
    return found.select_related(
        "challenge__issuer__region", "application__call", "application__organisation__region"
    )


def get_for(actor: Actor, pk: int) -> Award:
    """One visible award. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def certified(actor: Actor, instrument_code: str, number: str) -> QuerySet[Award]:
    """The visible award that a certificate's number was given for."""
    rows = visible_to(actor).filter(certificate=number)
    return rows.filter(application__call__instrument_code=instrument_code)


def objections_for(actor: Actor) -> QuerySet[Objection]:
    """One's own; all for those who examine and decide."""
    seen = Q(by_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    if actor.roles & {"officer", "chair", "discipline"}:
        seen = Q(pk__gt=0)
    found = Objection.objects.filter(reach(seen, actor=actor, kind="objection"))
    return found.select_related("award")


def objection_for(actor: Actor, pk: int) -> Objection:
    """One visible objection. Errors: Http404."""
    return get_object_or_404(objections_for(actor), pk=pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What anybody may know of an objection: neither who made it nor what it says."""

    award: Award
    filed_at: datetime
    state: State
    decided_at: datetime | None


def objection_register() -> list[Filed]:
    """Every objection to a public award, without its author and text. Order: newest first."""
    rows = Objection.objects.filter(award__in=visible_to(NOBODY).values("pk"))
    rows = rows.select_related("award").defer("name", "text").order_by("-pk")
    filed = trail.when("objection", "begin")
    return [_filed(row, filed[row.pk]) for row in rows]


def _filed(row: Objection, at: datetime) -> Filed:
    state = OBJECTION.state(row.state)
    decided = row.since if state.final else None
    return Filed(award=row.award, filed_at=at, state=state, decided_at=decided)


def contracts_for(actor: Actor) -> QuerySet[Contract]:
    """Contracts in force for everyone (sums and parties); all for staff and the parties."""
    seen = Q(state__in=SIGNED) | _parties(actor, "award__")
    if actor.roles & READERS:
        seen = Q(pk__gt=0)
    for area in actor.areas:
        seen |= Q(award__application__area__startswith=area)
    found = Contract.objects.filter(reach(seen, actor=actor, kind="contract"))
    return found.select_related(
        "award__challenge__issuer__region",
        "award__application__call",
        "award__application__leader",
        "award__application__organisation__region",
    )


def contract_for(actor: Actor, pk: int) -> Contract:
    """One visible contract. Errors: Http404."""
    return get_object_or_404(contracts_for(actor), pk=pk)


def may_read_whole(actor: Actor, contract: Contract) -> bool:
    """The full text with people's names: for the parties, the bureau that signs, those who
    decide and audit, and experts asked to compare the runners of a race."""
    own = {contract.issuer_id, contract.bidder_id} & actor.organisations
    readers = {"officer", "chair", "discipline", "finance"}
    asked = "expert" in related(actor, "contract", contract.pk)
    bureau = not contract.award.challenge_id and actor.recommends(
        contract.award.application.area
    )
    return bool(own or asked or bureau or actor.roles & readers)


def agreed_until(moment: datetime, actor: Actor) -> QuerySet[Contract]:
    """Visible contracts that were in force by a moment."""
    return contracts_for(actor).filter(in_force_at__lte=moment)


def recognised_until(moment: datetime, actor: Actor) -> QuerySet[Award]:
    """Visible awards that had ended in a recognition by a moment."""
    return visible_to(actor).filter(state="recognised", since__lte=moment)


def in_force_at(moment: datetime, actor: Actor) -> QuerySet[Award]:
    """Visible recognitions that hold at a moment: neither expired nor revoked."""
    numbers = registry.numbers_in_force(on=timezone.localtime(moment).date())
    return recognised_until(moment, actor).filter(certificate__in=numbers)


def instrument_of(pk: Any) -> QuerySet:
    """The code of the instrument of an award, for a subquery."""
    return Award.objects.filter(pk=pk).values("application__call__instrument_code")


def digest_of(contract: Contract) -> str:
    """The digest of the contract's paper: what its PDF and its signatures name."""
    paper = papers.latest(paper_of(contract), contract)
    return paper.digest if paper else ""


def paper_of(contract: Contract) -> str:
    """The kind of paper a contract is: a challenge's with its pledge, or a project's."""
    return "contract" if contract.award.challenge_id else "project_contract"


def standing(challenge_id: int) -> QuerySet[Award]:
    """The awards of a challenge that have not been lost, in the order chosen."""
    found = Award.objects.filter(challenge_id=challenge_id).exclude(state__in=LOST)
    return found.order_by("pk")


def pending(challenge_id: int) -> QuerySet[Award]:
    """Awards of a challenge that still are on their way to a contract."""
    return standing(challenge_id).exclude(state="contracted")


def goes_on(challenge_id: int) -> bool:
    """Whether anybody still runs for a challenge, or may come to run for it."""
    found = Contract.objects.filter(award__challenge_id=challenge_id)
    running = found.filter(state__in=["in_force", "advanced"]).exists()
    return running or pending(challenge_id).exists()


def stages_of(challenge_id: int, *, stage: int) -> QuerySet[Contract]:
    """The contracts of a challenge for one stage of its race that were not voided."""
    found = Contract.objects.filter(award__challenge_id=challenge_id, stage=stage)
    found = found.exclude(state="void").select_related("award__application__organisation")
    return found.order_by("pk")


def signatures_of(contract: Contract) -> list[dict[str, Any]]:
    """Who has signed a contract so far, in order, each with the words of the capacity."""
    return [
        {"row": one, "capacity": CAPACITIES[one.capacity]}
        for one in signing.signatures_of(paper_of(contract), contract)
    ]


def to_propose(actor: Actor, call: Any) -> list[dict[str, Any]]:
    """A call's applications that may be put forward, the best first, with place and score.

    Shapes: [{"row", "place", "points" in words, "below" the line, "sum_wan" asked for}].
    """
    chosen = flow.find(call.instrument.flow("application"), "be_chosen")
    ready = [state for state in chosen.before if state != "not_chosen"]
    rows = applications.visible_to(actor).filter(call_id=call.pk, state__in=ready)
    found, whole = [], review.sees_all(actor)
    for row in rows.order_by("pk"):
        last = (
            review.place_of("application", row.pk)
            if whole
            else review.place_for(actor, "application", row.pk)
        )
        found.append(
            {
                "row": row,
                "place": last and last.place,
                "points": f"{last.score / 100:.2f}" if last and last.score else "",
                "below": bool(last)
                and (
                    (last.score or 0) < call.instrument.terms.line * 100
                    or review.panel_said(last) == "rejected"
                ),
                "sum_wan": f"{Decimal(row.requested_fen or 0) / 1_000_000:f}",
            }
        )
    return sorted(found, key=lambda line: (line["place"] is None, line["place"] or 0))


def form_for(contract: Contract) -> list[BoundSection]:
    """A project's contract form with its answers; for one that was found visible."""
    asked = contract.instrument.forms.get("contract", ())
    found = forms.check_all(asked, contract.answers, complete=False)
    return answers.bind(asked, contract.answers, findings=found, stamps=contract.stamps)
