"""Drafting, signing and ending contracts. One function per verb, one transaction per call."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng import instruments
from xingmeng.core import clock, door, drafts, move, numbers, receipts, sources, trail, written
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.core.stamps import Hand
from xingmeng.core.written import Written
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import facts, papers, queries, rules
from xingmeng.stages.awards.facts import projects
from xingmeng.stages.awards.models import Award, Contract
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.funds.queries import authorisations_of as funds_of
from xingmeng.stages.registry import actions as registry


def draft_first(award: Award, *, actor: Actor) -> Contract:
    """The contract of a confirmed award, or of the first stage of its race.

    Writes: the contract, its step, for a challenge its paper; a project's is filled in first.
    """
    if award.challenge is None:
        return _draft_project(award, actor=actor)
    stage = 1 if award.challenge.is_race else 0
    part = facts.Part(stage, award.agreed_fen, award.support_fen)
    return _draft(award, part, actor=actor)


def _draft_project(award: Award, *, actor: Actor) -> Contract:
    on = clock.today()
    number = f"NMKJ-{on:%Y}-{numbers.following(f'contract:KJ:{on:%Y}'):04d}"
    terms = projects.outline(award, number=number, on=on)
    row = Contract(
        number=number,
        award=award,
        title=award.title,
        agreed_fen=award.agreed_fen,
        support_fen=award.support_fen,
        deadline_on=projects.ends_on(award, on),
        terms=terms,
        digest=receipts.digest(terms),
        answers=projects.carried(award),
        saved_at=clock.now(),
    )
    drafts.compute(row, rules.form_of(row), Hand(by=0, at=row.saved_at))
    move.begin("contract", row, actor=actor)
    return row


@door.change()
def save_contract(pk: int, given: Mapping[str, Any], *, actor: Actor) -> list[Finding]:
    """Keep answers of a project's contract that is still being completed, also faulty ones.

    Writes: the answers. Errors: Refused once filled in, or for another's contract.
    """
    rows = Contract.objects.select_for_update(of=("self",))
    row = rows.select_related(*_RELATED).get(pk=pk)
    roles = rules.contract_roles(actor, row)
    wrong = drafts.write(row, rules.form_of(row), given, roles=roles, actor=actor)
    row.save(update_fields=drafts.COLUMNS)
    return wrong


def _fill_in(step: Step) -> None:
    """What the form asked joins what the application said: this is what all sign."""
    row: Contract = step.row
    row.terms = projects.terms_of(row, on=step.on)
    row.digest = receipts.digest(row.terms)
    row.save(update_fields=["terms", "digest"])
    issue(papers.PROJECT_CONTRACT.name, row, actor=step.actor, on=step.on)


def _draft(award: Award, part: facts.Part, *, actor: Actor) -> Contract:
    on = clock.today()
    serial = numbers.following(f"contract:{on:%Y}")
    number = f"NMKJ-JB{on:%Y}-{serial:04d}"
    answers = applications.answers_of(award.application)
    terms = facts.terms_of(award, answers, part, number=number, on=on)
    row = Contract(
        number=number,
        award=award,
        title=award.title,
        agreed_fen=part.agreed_fen,
        support_fen=part.support_fen,
        deadline_on=facts.ends_on(award.challenge, part.stage),
        stage=part.stage,
        terms=terms,
        digest=receipts.digest(terms),
    )
    move.begin("contract", row, actor=actor)
    issue(papers.CONTRACT.name, row, actor=actor, on=on)
    return row


@door.change()
def agree_second_stage(contract_id: int, *, agreed_fen: int, actor: Actor) -> Contract:
    """The issuer states what was agreed with the runner who is ahead; a contract is drafted.

    Units:  fen. Writes: the contract of the second stage, its step.
    Errors: Refused if it is not the issuer, the runner is not ahead, a second stage has been
            drafted already, or the sum is not positive or above what is left of the challenge.
    """
    first = queries.contract_for(actor, contract_id)
    calls.locked(first.award.challenge_id)
    first.refresh_from_db(fields=["state"])
    challenge = first.award.challenge
    earlier = list(queries.stages_of(challenge.pk, stage=1))
    most = challenge.amount_fen - sum(c.agreed_fen for c in earlier)
    found = [] if first.issuer_id in actor.organisations else [not_yours("issuer")]
    drafted = queries.stages_of(challenge.pk, stage=rules.SECOND).exists()
    if drafted or first.state != "advanced":
        found.append(Finding("wrong_state", {"state": first.state, "needed": ["advanced"]}))
    if not 0 < agreed_fen <= most:
        found.append(Finding("agreed_out_of_range", {"field": "agreed_fen", "max": most}))
    refuse_if(found)
    given = rules.second_stage_for(first, earlier, agreed_fen)
    return _draft(first.award, facts.Part(rules.SECOND, agreed_fen, given), actor=actor)


def _put_in_force(step: Step) -> None:
    """The department's signature commits the money and moves everything that waited for it."""
    contract: Contract = step.row
    contract.in_force_at = step.at
    contract.save(update_fields=["in_force_at"])
    _commit(contract, decision=step.step_id)
    award, system = contract.award, SYSTEM.because_of(step.step_id)
    _tell_registry(contract, step)
    if award.challenge is None:
        move.make("award", award.pk, "be_contracted", actor=system)
        move.make("application", award.application_id, "be_contracted", actor=system)
        return
    if contract.stage == rules.SECOND:
        won = queries.stages_of(award.challenge_id, stage=1).get(state="advanced")
        move.make("contract", won.pk, "continue", actor=system)
        return
    move.make("award", award.pk, "be_contracted", actor=system)
    move.make("application", award.application_id, "be_contracted", actor=system)
    if award.challenge.state == "chosen":
        move.make("challenge", award.challenge_id, "agree", actor=system)
    for bid in applications.in_state(award.challenge_id, "ranked"):
        move.make("application", bid.pk, "be_passed_over", actor=system)


def _commit(contract: Contract, *, decision: str) -> None:
    """Set aside what the contract promises; with a race's first, also its second stage."""
    challenge, payee = contract.award.challenge, _payee(contract)
    if contract.stage == rules.SECOND:
        funds.give_back(kind="challenge", subject_id=challenge.pk, decision=decision)
    elif challenge and challenge.is_race and not funds_of("challenge", challenge.pk).exists():
        funds.commit(
            challenge.call.appropriation_id,
            kind="challenge",
            subject_id=challenge.pk,
            step="second_stage",
            decision=decision,
            title=f"{challenge.title} · 第二阶段预留",
            payee_id=challenge.issuer_id,
            ceiling_fen=rules.kept_for_second(challenge),
        )
    for line in contract.terms["milestones"]:
        if line["amount_fen"]:
            funds.commit(
                contract.award.call.appropriation_id,
                kind="contract",
                subject_id=contract.pk,
                step=line["key"],
                decision=decision,
                title=f"{contract.title} · {line['title']}",
                payee_id=payee,
                ceiling_fen=line["amount_fen"],
            )


def _payee(contract: Contract) -> int:
    challenge = contract.award.challenge
    if challenge is None:
        return contract.bidder_id
    paid_to = contract.instrument.variety(challenge.kind).paid_to
    return challenge.issuer_id if paid_to == "issuer" else contract.bidder_id


def _tell_registry(contract: Contract, step: Step) -> None:
    title = contract.instrument.title
    common = {
        "kind": "contract",
        "subject_id": contract.pk,
        "title": contract.title,
        "amount_fen": contract.agreed_fen,
        "from_on": step.on,
        "until_on": contract.deadline_on,
        "source": sources.name("stage:awards", title),
    }
    lead = "holder"
    if contract.issuer_id:
        lead = "bidder"
        registry.record_engagement([contract.issuer_id], role="issuer", **common)
    registry.record_engagement([contract.bidder_id], role=lead, **common)
    joined = applications.partners_of(contract.award.application)
    registry.record_engagement([line["unit"].pk for line in joined], role="partner", **common)


def _drop(step: Step) -> None:
    """Who leaves the race keeps what was paid; what was never released goes home."""
    funds.give_back(kind="contract", subject_id=step.row.pk, decision=step.step_id)


def _prefer(step: Step) -> None:
    """The chair's choice among level runners: the others leave the race."""
    system = SYSTEM.because_of(step.step_id)
    for other in queries.stages_of(step.row.award.challenge_id, stage=1):
        if other.pk != step.row.pk and other.state == "in_force":
            move.make("contract", other.pk, "drop", actor=system)


def _call_off(step: Step) -> None:
    """No second stage was agreed: its draft is void, its money returns, the challenge ends."""
    system = SYSTEM.because_of(step.step_id)
    challenge_id = step.row.award.challenge_id
    for drafted in queries.stages_of(challenge_id, stage=rules.SECOND):
        move.make("contract", drafted.pk, "void", actor=system)
    move.make("challenge", challenge_id, "fail", actor=system)
    funds.give_back(kind="challenge", subject_id=challenge_id, decision=step.step_id)


@door.change()
def extend(contract_id: int, until_on: date, *, actor: Actor) -> None:
    """Move a running contract's deadline, as a later stage decided. Writes: it, one step.

    Errors: Refused for anybody but the system.
    """
    refuse_if([] if "system" in actor.roles else [not_yours("system")])
    Contract.objects.filter(pk=contract_id).update(deadline_on=until_on)
    said = {"deadline_on": until_on.isoformat()}
    trail.record("contract", contract_id, "change", actor=actor, details=said)


def _grade(step: Step) -> None:
    step.row.grade = step.details["grade"]
    step.row.save(update_fields=["grade"])


_RELATED = (
    "award__challenge__issuer",
    "award__challenge__call",
    "award__application__call__appropriation",
    "award__application__organisation",
    "award__application__leader",
)
CONTRACT = move.register(
    move.Subject(
        kind="contract",
        title=Text("任务书", "Contract"),
        model=Contract,
        flow_of=lambda row: row.instrument.flow("contract"),
        every_flow=lambda: instruments.flows("contract"),
        roles_of=rules.contract_roles,
        visible_to=queries.contracts_for,
        aside=lambda actor, row: rules.steps_aside(actor, row.award),
        authority_of=rules.authority_of,
        unit_of=lambda row, step: rules.unit_name(row, rules.PARTIES[step.name]),
        checks={
            "money_available": rules.money_available,
            "signs_once": rules.signs_once,
            "award_stands": rules.award_stands,
            "runners_level": rules.runners_level,
            "contract_complete": rules.contract_complete,
            "sums_agree": rules.sums_agree,
        },
        effects={
            "sign_as_department": _put_in_force,
            "drop": _drop,
            "prefer": _prefer,
            "call_off": _call_off,
            "fill_in": _fill_in,
            "grade": _grade,
        },
        related=_RELATED,
    )
)
written.register(
    Written(
        kind="contract",
        form_of=rules.form_of,
        answers_of=lambda row: row.answers,
        bound=queries.form_for,
        save=lambda pk, given, actor: save_contract(pk, given, actor=actor),
    )
)
