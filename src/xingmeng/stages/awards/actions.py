"""Choosing, deciding, objecting, signing. One function per verb, one transaction per call."""

from xingmeng import instruments
from xingmeng.core import clock, door, move, numbers, receipts, sources
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.law.open_challenge import Support
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import facts, queries, rules
from xingmeng.stages.awards.models import Award, Contract, Objection, Signature
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.review import queries as review


@door.change()
def choose(application_id: int, *, agreed_fen: int, reason: str, actor: Actor) -> Award:
    """The issuer chooses a ranked bid and states what was agreed; the support follows from law.

    Units:  fen. Writes: the award, its step; challenge and bid move to `chosen`.
    Errors: Refused if it is not the issuer's turn, the bid was not ranked, the sum is not
            positive or above the challenge's, or a lower place is chosen without a reason.
    """
    bid = applications.get_for(actor, application_id)
    challenge = calls.challenge_for(actor, bid.challenge_id)
    place = review.place_of("application", bid.pk)
    found = [] if challenge.issuer_id in actor.organisations else [not_yours("issuer")]
    if challenge.state != "ranked" or bid.state not in ("ranked", "not_chosen"):
        found.append(Finding("wrong_state", {"state": challenge.state, "needed": ["ranked"]}))
    if bid.awards.filter(state__in=["rejected", "annulled", "no_agreement"]).exists():
        found.append(Finding("award_lost_before"))
    if not 0 < agreed_fen <= challenge.amount_fen:
        found.append(
            Finding("agreed_out_of_range", {"field": "agreed_fen", "max": challenge.amount_fen})
        )
    if not reason.strip() and (place is None or place.place != 1):
        found.append(Finding("reason_needed", {"field": "reason"}))
    refuse_if(found)
    given = rules.support_for(challenge, agreed_fen)
    year = clock.today().year
    row = Award(
        number=f"LX{year}{numbers.following(f'award:{year}'):04d}",
        challenge=challenge,
        application=bid,
        title=challenge.title,
        agreed_fen=agreed_fen,
        support_fen=given.amount_fen,
        support_rule=_in_words(given, challenge),
    )
    said = {"agreed_fen": agreed_fen, "reason": reason, "place": place and place.place}
    step_id = move.begin("award", row, actor=actor, details=said)
    system = SYSTEM.because_of(step_id)
    move.make("challenge", challenge.pk, "choose", actor=system)
    move.make("application", bid.pk, "be_chosen", actor=system)
    return row


def _in_words(given: Support, challenge) -> str:
    """The rule as official papers state it, with where it stands."""
    cap = facts.yuan(given.cap.value)
    basis = "；".join(challenge.instrument.variety(challenge.kind).cites)
    return f"按认定研发投入的 {given.share.value}% 支持，最高 {cap}。依据：{basis}"


def _decide(step: Step) -> None:
    step.row.document_number = step.details["document_number"]
    step.row.save(update_fields=["document_number"])


def _publicise(step: Step) -> None:
    award: Award = step.row
    days = award.instrument.terms.publicity_working_days
    award.publicity_from = step.on
    award.publicity_until = award.due_on = clock.after_working_days(step.on, days)
    award.save(update_fields=["publicity_from", "publicity_until", "due_on"])


@door.change()
def file_objection(award_id: int, *, name: str, text: str, actor: Actor) -> Objection:
    """Object to an award in publicity, under one's own name. Writes: the objection, one step.

    Errors: Refused outside the period, without signing in, a name or a text.
    """
    award = queries.get_for(actor, award_id)
    found = [] if actor.user_id else [Finding("sign_in_first")]
    if not rules.in_publicity(award):
        found.append(Finding("not_in_publicity"))
    found += [
        Finding("answer_needed", {"field": field})
        for field, value in (("name", name), ("text", text))
        if not value.strip()
    ]
    refuse_if(found)
    row = Objection(award=award, by_id=actor.user_id, name=name.strip()[:60], text=text[:4000])
    move.begin("objection", row, actor=actor)
    return row


def _lose(step: Step) -> None:
    """The challenge is free again; the bid is passed over, a contract not in force is void."""
    system = SYSTEM.because_of(step.step_id)
    for contract in step.row.contracts.order_by("pk"):
        move.make("contract", contract.pk, "void", actor=system)
    move.make("challenge", step.row.challenge_id, "lose_award", actor=system)
    move.make("application", step.row.application_id, "be_passed_over", actor=system)


def _draft_contract(step: Step) -> None:
    award: Award = step.row
    serial = numbers.following(f"contract:{step.on:%Y}")
    number = f"NMKJ-JB{step.on:%Y}-{serial:04d}"
    answers = applications.answers_of(award.application)
    terms = facts.terms_of(award, answers, number=number, on=step.on)
    row = Contract(
        number=number,
        award=award,
        title=award.title,
        agreed_fen=award.agreed_fen,
        support_fen=award.support_fen,
        deadline_on=award.challenge.deadline_on,
        terms=terms,
        digest=receipts.digest(terms),
    )
    move.begin("contract", row, actor=SYSTEM.because_of(step.step_id))


def _sign(step: Step) -> None:
    Signature.objects.create(
        contract=step.row,
        party=rules.PARTIES[step.move.name],
        by_id=step.actor.user_id,
        name=step.actor.name,
        digest=step.row.digest,
        at=step.at,
    )


def _put_in_force(step: Step) -> None:
    """The department's signature commits the money and moves everything that waited for it."""
    _sign(step)
    contract: Contract = step.row
    contract.in_force_at = step.at
    contract.save(update_fields=["in_force_at"])
    _commit(contract, decision=step.step_id)
    award, system = contract.award, SYSTEM.because_of(step.step_id)
    move.make("award", award.pk, "be_contracted", actor=system)
    move.make("application", award.application_id, "be_contracted", actor=system)
    move.make("challenge", award.challenge_id, "agree", actor=system)
    for bid in applications.in_state(award.challenge_id, "ranked"):
        move.make("application", bid.pk, "be_passed_over", actor=system)
    _tell_registry(contract, step)


def _commit(contract: Contract, *, decision: str) -> None:
    challenge = contract.award.challenge
    paid_to = contract.instrument.variety(challenge.kind).paid_to
    payee = contract.issuer_id if paid_to == "issuer" else contract.bidder_id
    for line in contract.terms["milestones"]:
        if line["amount_fen"]:
            funds.commit(
                challenge.call.appropriation_id,
                kind="contract",
                subject_id=contract.pk,
                step=line["key"],
                decision=decision,
                title=f"{contract.title} · {line['title']}",
                payee_id=payee,
                ceiling_fen=line["amount_fen"],
            )


def _tell_registry(contract: Contract, step: Step) -> None:
    title = Text("揭榜挂帅任务书", "Open-challenge contract")
    common = {
        "kind": "contract",
        "subject_id": contract.pk,
        "title": contract.title,
        "amount_fen": contract.agreed_fen,
        "from_on": step.on,
        "until_on": contract.deadline_on,
        "source": sources.name("stage:awards", title),
    }
    registry.record_engagement([contract.issuer_id], role="issuer", **common)
    registry.record_engagement([contract.bidder_id], role="bidder", **common)


def _every(kind: str):
    return lambda: [i.flow(kind) for i in instruments.every()]


AWARD = move.register(
    move.Subject(
        kind="award",
        title=Text("立项", "Award"),
        model=Award,
        flow_of=lambda row: row.instrument.flow("award"),
        every_flow=_every("award"),
        roles_of=rules.award_roles,
        visible_to=queries.visible_to,
        checks={
            "publicity_over": rules.publicity_over,
            "no_open_objection": rules.no_open_objection,
            "objection_upheld": rules.objection_upheld,
        },
        effects={
            "decide": _decide,
            "reject": _lose,
            "publicise": _publicise,
            "confirm": _draft_contract,
            "annul": _lose,
            "give_up": _lose,
        },
        related=("challenge__issuer", "challenge__call", "application__organisation"),
    )
)
OBJECTION = move.register(
    move.Subject(
        kind="objection",
        title=Text("异议", "Objection"),
        model=Objection,
        flow_of=lambda row: rules.OBJECTION,
        every_flow=lambda: [rules.OBJECTION],
        roles_of=rules.objection_roles,
        visible_to=queries.objections_for,
        related=("award",),
    )
)
CONTRACT = move.register(
    move.Subject(
        kind="contract",
        title=Text("任务书", "Contract"),
        model=Contract,
        flow_of=lambda row: row.instrument.flow("contract"),
        every_flow=_every("contract"),
        roles_of=rules.contract_roles,
        visible_to=queries.contracts_for,
        checks={
            "money_available": rules.money_available,
            "signs_once": rules.signs_once,
            "award_stands": rules.award_stands,
        },
        effects={
            "sign_as_bidder": _sign,
            "sign_as_issuer": _sign,
            "sign_as_department": _put_in_force,
        },
        related=(
            "award__challenge__issuer",
            "award__challenge__call__appropriation",
            "award__application__organisation",
        ),
    )
)
