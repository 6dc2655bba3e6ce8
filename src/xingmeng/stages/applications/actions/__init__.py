"""Changing bids and applications. One function per verb, one transaction per call."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from xingmeng import instruments
from xingmeng.core import (
    attachments,
    clock,
    door,
    drafts,
    move,
    numbers,
    receipts,
    revisions,
    seal,
    trail,
    written,
)
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.models import Receipt
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.core.stamps import Hand
from xingmeng.core.written import Written
from xingmeng.engines import forms
from xingmeng.engines.forms import BIGGEST
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import facts, papers, queries, rules
from xingmeng.stages.applications.facts.earlier import may_continue
from xingmeng.stages.applications.models import (
    FULL,
    SHORT,
    Application,
    Participant,
    Partner,
)
from xingmeng.stages.applications.queries.behind import people_named
from xingmeng.stages.applications.rules.eligibility import eligible
from xingmeng.stages.applications.rules.sharing import parts_of
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.registry import queries as registry


@door.change()
def begin(
    challenge_id: int, *, organisation_id: int, actor: Actor, leader_id: int | None = None
) -> Application:
    """Start a bid for an organisation one acts for; what is known is filled.

    `leader_id` names the person of the registry who will lead the work.
    Writes: the bid, one step.
    Errors: Refused if the challenge takes no bids now, one bids for oneself, or already does;
            Http404 if the challenge may not be seen.
    """
    challenge = calls.challenge_for(actor, challenge_id)
    row = Application(
        challenge=challenge,
        call=challenge.call,
        organisation_id=organisation_id,
        leader_id=leader_id,
        number=_number("JBS"),
        title=challenge.title,
        area=challenge.issuer.region_id,
    )
    bidding = queries.live_of(challenge_id, frozenset({organisation_id})).exists()
    return _begin(row, [Finding("already_bidding")] if bidding else [], actor)


@door.change()
def apply(
    call_id: int,
    *,
    organisation_id: int,
    actor: Actor,
    leader_id: int | None = None,
    continues_id: int | None = None,
) -> Application:
    """Start an application to a call for an organisation one acts for; what is known is filled.

    `leader_id` names the person of the registry who will lead the work, `continues_id` an
    earlier application of the unit under the same instrument that goes on.
    Writes: the application, one step.
    Errors: Refused if the call takes none now, or the unit is not eligible; Http404 if the call
            may not be seen or is answered challenge by challenge.
    """
    call = calls.get_for(actor, call_id)
    if call.takes_challenges:
        raise Http404
    row = Application(
        call=call,
        organisation_id=organisation_id,
        leader_id=leader_id,
        number=_number("SB"),
        step=SHORT if call.is_two_step else FULL,
    )
    if continues_id is None:
        return _begin(row, [], actor)
    former = may_continue(organisation_id, call.instrument_code).filter(pk=continues_id).first()
    against = [] if former else [Finding("not_of_the_unit", {"field": "continues"})]
    return _begin(row, against, actor, former)


def _number(head: str) -> str:
    """Drawn: how many bids or applications are being written is nobody's to know."""
    year = clock.today().year
    return numbers.drawn(
        f"application:{head}:{year}",
        lambda n: f"{head}{year}{n}",
        taken=lambda number: Application.objects.filter(number=number).exists(),
    )


def _begin(
    row: Application, found: list[Finding], actor: Actor, former: Application | None = None
) -> Application:
    refuse_if([] if row.organisation_id in actor.organisations else [not_yours("applicant")])
    row.area = row.area or row.organisation.region_id
    row.saved_at = clock.now()
    if row.leader_id and not _is_of(row.leader_id, row.organisation_id):
        found.append(Finding("not_of_the_unit", {"field": "leader"}))
    first = row.instrument.flow("application").moves[0]
    step = move.Step(row=row, move=first, actor=actor, reason="", details={}, at=clock.now())
    refuse_if(rules.before_closing(step) + eligible(step) + found)
    _fill(row, actor, former)
    move.begin("application", row, actor=actor)
    return row


def _is_of(person_id: int, organisation_id: int) -> bool:
    people = registry.known.people_of(organisation_id, on=clock.today())
    return people.filter(pk=person_id).exists()


def _fill(row: Application, actor: Actor, former: Application | None = None) -> None:
    """What is known, and what follows from it, in the places that nobody has written in."""
    asked = rules.form_of(row)
    facts.fill(row, asked, by=actor.user_id, former=former)
    drafts.compute(row, asked, Hand(by=actor.user_id, at=clock.now()))
    _keep_columns(row)


@door.change()
def save_answers(pk: int, given: Mapping[str, Any], *, actor: Actor) -> list[Finding]:
    """Keep answers of a draft, also faulty ones, and say what is wrong with them.

    Writes: the answers. Nothing on the trail: a draft is its author's own.
    Errors: Refused once handed in, or for another's bid; unknown fields are left out.
    """
    rows = Application.objects.select_for_update(of=("self",))
    row = rows.select_related("call", "challenge__issuer").get(pk=pk)
    asked, roles = rules.form_of(row), rules.roles_of(actor, row)
    only = parts_of(actor, row, asked)
    wrong = drafts.write(row, asked, given, roles=roles, actor=actor, only=only)
    facts.complete(row, asked, given)
    _keep_columns(row)
    row.save(update_fields=[*drafts.COLUMNS, "title", "direction", "requested_fen"])
    return wrong + rules.partners_fit(row, given) + rules.time_fits(row, row.answers)


def _keep_columns(row: Application) -> None:
    """What lists filter by, out of the answers; a bid's come from its challenge."""
    if row.challenge_id:
        return
    said = row.answers
    row.title = str(said.get("title") or "")[:200]
    row.direction = str(said.get("direction") or "")[:40]
    asked = said.get("requested_fen")
    row.requested_fen = asked if isinstance(asked, int) and abs(asked) <= BIGGEST else None


def _hand_in(step: Step) -> None:
    """A bid is sealed; an application to a call is open to those who check it."""
    revisions.keep("application", step.row, "submit", by=step.actor.user_id)
    if step.move.after == "sealed":
        _seal(step)
    else:
        _receive(step)


def _content(row: Application) -> dict[str, Any]:
    files = attachments.of("application", row.pk)
    return {
        "answers": forms.in_force(rules.form_of(row), row.answers),
        "files": [{"name": f.name, "field": f.field, "digest": f.digest} for f in files],
    }


def _receive(step: Step) -> None:
    """Fix the digest, put partners in the open, issue the paper, give a receipt at the end."""
    row: Application = step.row
    row.content_digest = receipts.digest(_content(row))
    row.submitted_at = step.at
    row.save(update_fields=["content_digest", "submitted_at"])
    row.partners.all().delete()
    row.participants.all().delete()
    _name_parties(row)
    issue(papers.APPLICATION.name, row, actor=step.actor, on=step.on)
    door.at_the_end(lambda: _give_receipt(row, step), order=20)


def _name_parties(row: Application) -> None:
    """Whose the application is, in the open: its partners, then the people it names."""
    Partner.objects.bulk_create(
        Partner(application=row, organisation=line["unit"], task=line["task"])
        for line in queries.partners_of(row)
    )
    named = people_named(row, queries.answers_of(row))
    Participant.objects.bulk_create(
        Participant(application=row, person_id=pk, role=role) for pk, role in named.items()
    )


def _ask_in_full(step: Step) -> None:
    """The questions of the second step come filled as those of the first did."""
    step.row.step = FULL
    _fill(step.row, step.actor)
    step.row.save(update_fields=["step", *drafts.COLUMNS])


def _seal(step: Step) -> None:
    """Encrypt the content, forget the plain answers, give a receipt as the change closes."""
    row: Application = step.row
    content = _content(row)
    plain = receipts.canonical(content)
    row.content_digest = receipts.digest(content)
    row.sealed = seal.close(plain, context=f"application:{row.pk}")
    row.answers, row.submitted_at = {}, step.at
    row.save(update_fields=["answers", "sealed", "content_digest", "submitted_at"])
    door.at_the_end(lambda: _give_receipt(row, step), order=20)


def _give_receipt(row: Application, step: Step) -> None:
    count, last = trail.head()
    given = queries.receipts_of(row).count() + 1
    number = f"{row.number}-{given}"
    body = {
        "kind": "application",
        "number": number,
        **({"challenge": row.challenge.number} if row.challenge else {"call": row.call.number}),
        "credit_code": row.organisation.credit_code,
        "digest": row.content_digest,
        "submitted_at": row.submitted_at.isoformat(),
        "trail": {"count": count, "hash": last},
    }
    Receipt.objects.create(
        kind="application",
        subject_id=row.pk,
        number=number,
        document=receipts.sign(body),
        at=row.submitted_at,
        trail_count=count,
        trail_hash=last,
    )
    issue(papers.RECEIPT.name, row, actor=step.actor, on=step.on)


def _take_back(step: Step) -> None:
    row: Application = step.row
    row.answers = queries.answers_of(row)
    row.sealed = None
    row.save(update_fields=["answers", "sealed"])


def _unseal(step: Step) -> None:
    """Plain again, and its partners stand in the open as units of the registry."""
    _take_back(step)
    _name_parties(step.row)
    issue(papers.BID.name, step.row, actor=step.actor, on=step.on)


def _refuse(step: Step) -> None:
    why = {"reason": step.reason}
    issue(papers.REFUSAL.name, step.row, actor=step.actor, on=step.on, extra=why)


def _tell_not_chosen(step: Step) -> None:
    issue(papers.NOT_CHOSEN.name, step.row, actor=step.actor, on=step.on)


@door.change()
def make_public(pk: int) -> None:
    """Note that an application's award is before the public, so that recusal hides it no more.

    Writes: the moment, once.
    """
    Application.objects.filter(pk=pk, published_at=None).update(published_at=clock.now())


def open_on_second_key(event: Moved) -> None:
    """Reaction: the second key unseals every bid of the challenge; none at all is 流榜."""
    if (event.kind, event.move) != ("challenge", "turn_second_key"):
        return
    sealed = list(queries.in_state(event.pk, "sealed").values_list("pk", flat=True))
    for pk in sealed:
        move.make("application", pk, "unseal", actor=event.system)
    if not sealed:
        move.make("challenge", event.pk, "run_dry", actor=event.system)


def run_dry_when_all_refused(event: Moved) -> None:
    """Reaction: a challenge whose every bid was refused in screening has none: 流榜."""
    if (event.kind, event.move) != ("application", "screen_out"):
        return
    wanted = Application.objects.get(pk=event.pk).challenge_id
    if not queries.in_state(wanted, "opened", "recommended", "admitted").exists():
        move.make("challenge", wanted, "run_dry", actor=event.system)


def pass_over_when_gone(event: Moved) -> None:
    """Reaction: a challenge listed again or withdrawn lets go of the bids ranked for it."""
    if (event.kind, event.move) in (("challenge", "relist"), ("challenge", "withdraw")):
        for pk in list(queries.in_state(event.pk, "ranked").values_list("pk", flat=True)):
            move.make("application", pk, "be_passed_over", actor=event.system)


APPLICATION = move.register(
    move.Subject(
        kind="application",
        title=Text("申报书", "Application"),
        model=Application,
        flow_of=lambda row: row.instrument.flow("application"),
        every_flow=lambda: instruments.flows("application"),
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "before_closing": rules.before_closing,
            "before_full_closing": rules.before_full_closing,
            "complete": rules.complete,
            "eligible": eligible,
            "first_of_two_steps": rules.first_of_two_steps,
            "not_returned_before": rules.not_returned_before,
            "within_quota": rules.within_quota,
        },
        authority_of=rules.authority_of,
        unit_of=lambda row, step: row.organisation.name_zh,
        aside=rules.steps_aside,
        effects={
            "submit": _hand_in,
            "resubmit": _receive,
            "submit_full": _receive,
            "short_list": _ask_in_full,
            "leave_out": _tell_not_chosen,
            "unseal": _unseal,
            "take_back": _take_back,
            "screen_out": _refuse,
            "be_passed_over": _tell_not_chosen,
        },
        related=("call", "challenge__issuer", "organisation"),
    )
)
written.register(
    Written(
        kind="application",
        form_of=rules.form_of,
        answers_of=queries.answers_of,
        bound=queries.form_for,
        save=lambda pk, given, actor: save_answers(pk, given, actor=actor),
    )
)
