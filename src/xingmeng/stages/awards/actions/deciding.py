"""Deciding awards, objections to them, and what a confirmed one leads to."""

from typing import Any

from xingmeng import instruments
from xingmeng.core import clock, door, move, numbers, sources
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.awards import papers, queries, rules
from xingmeng.stages.awards.actions import contracting
from xingmeng.stages.awards.models import Award, Objection
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.review import actions as review


def _decide(step: Step) -> None:
    step.row.document_number = step.details["document_number"]
    step.row.save(update_fields=["document_number"])


def _publicise(step: Step) -> None:
    award: Award = step.row
    days = award.instrument.terms.publicity_working_days
    award.publicity_from = step.on
    award.publicity_until = award.due_on = clock.after_working_days(step.on, days)
    award.grade = step.details.get("grade") or ""
    award.save(update_fields=["publicity_from", "publicity_until", "due_on", "grade"])
    issue(papers.PUBLICITY.name, award, actor=step.actor, on=step.on)
    review.report_on(award.application_id, actor=SYSTEM.because_of(step.step_id))


def make_public(event: Moved) -> None:
    """Reaction: an award that comes before the public ends what recusal hid of it."""
    shown = event.after in queries.PUBLIC and event.before not in queries.PUBLIC
    if event.kind == "award" and shown:
        application = Award.objects.get(pk=event.pk).application_id
        applications.make_public(application)
        review.publish(application, actor=event.system)


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
    """The bid is passed over, a contract not in force is void; with no other runner the
    challenge is free again."""
    system = SYSTEM.because_of(step.step_id)
    for contract in step.row.contracts.order_by("pk"):
        move.make("contract", contract.pk, "void", actor=system)
    if step.row.challenge_id:
        _free_challenge(step.row.challenge_id, step.step_id)
    move.make("application", step.row.application_id, "lose_award", actor=system)


def _free_challenge(challenge_id: int, step_id: str) -> None:
    system = SYSTEM.because_of(step_id)
    if not queries.standing(challenge_id).exists():
        move.make("challenge", challenge_id, "lose_award", actor=system)
    elif not queries.goes_on(challenge_id):  # the other runner has ended before
        move.make("challenge", challenge_id, "fail", actor=system)
        funds.give_back(kind="challenge", subject_id=challenge_id, decision=step_id)


def _draft_contract(step: Step) -> None:
    award: Award = step.row
    letter = papers.DECISION if award.challenge_id else papers.PROJECT_DECISION
    issue(letter.name, award, actor=step.actor, on=step.on)
    contracting.draft_first(award, actor=SYSTEM.because_of(step.step_id))


def _recognise(step: Step) -> None:
    """The registry holds the recognition; its holder gets the certificate."""
    award: Award = step.row
    given, code = award.instrument.certificate, award.instrument.code
    serial = numbers.following(f"certificate:{code}:{step.on.year}")
    area = award.application.area
    number = given.number.format(year=step.on.year, region=area, serial=serial)
    award.certificate = number
    award.reply_number = step.details.get("reply_number") or ""
    award.save(update_fields=["certificate", "reply_number"])
    registry.record_qualification(
        **_holder(award),
        actor=SYSTEM.because_of(step.step_id),
        instrument_code=award.instrument.code,
        title=given.title,
        number=number,
        from_on=step.on,
        until_on=given.holds_until(step.on),
        source=sources.name("stage:awards", award.instrument.title),
    )
    said = {"certificate": number}
    issue(papers.RECOGNITION.name, award, actor=step.actor, on=step.on)
    issue(papers.CERTIFICATE.name, award, actor=step.actor, on=step.on, extra=said)
    system = SYSTEM.because_of(step.step_id)
    move.make("application", award.application_id, "be_recognised", actor=system)
    issue(papers.ARCHIVE.name, award, actor=system, on=step.on)


def _holder(award: Award) -> dict[str, Any]:
    """Whose the recognition is: the unit's, or the person's who applied with it."""
    application = award.application
    if award.instrument.certificate.holder == "person" and application.leader_id:
        return {"person_id": application.leader_id, "organisation_id": None}
    return {"person_id": None, "organisation_id": application.organisation_id}


def _grant(step: Step) -> None:
    """The whole sum is committed and ordered to be paid at once."""
    award: Award = step.row
    issue(papers.PROJECT_DECISION.name, award, actor=step.actor, on=step.on)
    where = {"kind": "award", "subject_id": award.pk, "step": "grant"}
    funds.commit(
        award.call.appropriation_id,
        **where,
        decision=step.step_id,
        title=award.title,
        payee_id=award.application.organisation_id,
        ceiling_fen=award.support_fen,
    )
    funds.release(**where, actor=step.actor)
    system = SYSTEM.because_of(step.step_id)
    move.make("application", award.application_id, "be_granted", actor=system)
    issue(papers.ARCHIVE.name, award, actor=system, on=step.on)


AWARD = move.register(
    move.Subject(
        kind="award",
        title=Text("立项", "Award"),
        model=Award,
        flow_of=lambda row: row.instrument.flow("award"),
        every_flow=lambda: instruments.flows("award"),
        roles_of=rules.award_roles,
        visible_to=queries.visible_to,
        aside=rules.steps_aside,
        checks={
            "publicity_over": rules.publicity_over,
            "no_open_objection": rules.no_open_objection,
            "objection_upheld": rules.objection_upheld,
            "support_available": rules.money_available,
        },
        effects={
            "decide": _decide,
            "reject": _lose,
            "publicise": _publicise,
            "confirm": _draft_contract,
            "recognise": _recognise,
            "grant": _grant,
            "decline": _lose,
            "annul": _lose,
            "give_up": _lose,
        },
        related=(
            "challenge__issuer",
            "challenge__call",
            "application__call__appropriation",
            "application__organisation",
        ),
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
