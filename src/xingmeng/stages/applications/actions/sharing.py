"""Writing together: who is invited to an application, joins it, and leaves it."""

from django.contrib.auth import get_user_model

from xingmeng.core import clock, door, outbox, papers, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.stages.applications import queries, rules
from xingmeng.stages.applications.models import Application, Collaborator
from xingmeng.stages.applications.rules import sharing
from xingmeng.stages.registry import queries as registry


@door.change()
def invite(pk: int, *, whom: str, role: str, actor: Actor) -> Collaborator:
    """Ask somebody to write along: by the sign-in name of a person of the unit or of a
    partner the draft names, or by an address of mail.

    Writes: one collaboration, one step, one message.
    Errors: Refused for others than the lead writer, once handed in, for an unknown name, for
            who works for the region, or who writes already; Http404 if it may not be seen.
    """
    row = _held(pk, actor)
    whom = whom.strip()
    found = sharing.against(actor, row, role)
    user = None if "@" in whom else get_user_model().objects.filter(username=whom).first()
    basis = "address" if "@" in whom else ""
    if user is not None:
        basis = sharing.basis_of(user.pk, row, rules.partner_codes(row.answers))
    if not basis:
        found.append(Finding("not_of_unit_or_partner", {"field": "whom"}))
    refuse_if(found + _unfit(row, user.pk if user and basis else 0))
    at = clock.now()
    made = Collaborator.objects.create(
        application=row,
        user=user,
        address="" if user else whom[:200],
        role=role,
        basis=basis,
        code=papers.code_for(f"{row.number}/{row.collaborators.count()}", at.isoformat()),
        invited_by_id=actor.user_id,
        invited_at=at,
    )
    _record(made, "invite", actor)
    outbox.enqueue("invited", pk=made.pk)
    return made


def _held(pk: int, actor: Actor) -> Application:
    queries.get_for(actor, pk)
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "call", "challenge__issuer").get(pk=pk)


def _unfit(row: Application, user_id: int) -> list[Finding]:
    """Who acts for the region keeps out of its cases; nobody joins twice, or their own unit."""
    if not user_id:
        return []
    found = [Finding("serves_the_region")] if registry.serves_the_region(user_id) else []
    joined = row.collaborators.filter(user_id=user_id, ended_at=None).exists()
    own = row.organisation_id in registry.represented_by(user_id)
    return found + ([Finding("writes_already", {"field": "whom"})] if joined or own else [])


def _record(made: Collaborator, name: str, actor: Actor) -> None:
    said = {"collaborator": made.pk, "role": made.role}
    trail.record("application", made.application_id, name, actor=actor, details=said)


@door.change()
def accept(code: str, *, actor: Actor) -> Collaborator:
    """Join by an invitation. Writes: when, and by whom; one step.

    Errors: Refused for who works for the region or writes already; Http404 if it is another's,
            answered or ended.
    """
    made = queries.invitation(actor, code)
    row = Application.objects.select_for_update(of=("self",)).get(pk=made.application_id)
    others = row.collaborators.exclude(pk=made.pk).filter(user_id=actor.user_id, ended_at=None)
    found = [Finding("serves_the_region")] if registry.serves_the_region(actor.user_id) else []
    if others.exists() or row.organisation_id in actor.organisations:
        found.append(Finding("writes_already", {"field": "whom"}))
    refuse_if(found)
    made.user_id, made.accepted_at = actor.user_id, clock.now()
    made.save(update_fields=["user", "accepted_at"])
    _record(made, "join", actor)
    return made


@door.change()
def decline(code: str, *, actor: Actor) -> None:
    """Say no to an invitation. Writes: its end, one step. Errors: Http404 as for accepting."""
    _end(queries.invitation(actor, code), "decline", actor)


@door.change()
def withdraw(pk: int, *, actor: Actor) -> None:
    """End a collaboration: by the lead writer, or by who leaves. Writes: its end, one step.

    Errors: Refused for others; LookupError if there is none.
    """
    made = (
        Collaborator.objects.filter(pk=pk, ended_at=None).select_related("application").first()
    )
    if made is None:
        raise LookupError(f"no collaboration {pk}")
    allowed = made.user_id == actor.user_id or sharing.may_share(actor, made.application)
    refuse_if([] if allowed else [not_yours("applicant")])
    _end(made, "part", actor)


def _end(made: Collaborator, name: str, actor: Actor) -> None:
    made.ended_at = clock.now()
    made.save(update_fields=["ended_at"])
    _record(made, name, actor)


@door.change()
def name_lead_writer(pk: int, *, user_id: int, actor: Actor) -> None:
    """Say who alone hands in, among those who act for the unit; others of it write along.

    Writes: the lead writer, one step.
    Errors: Refused for others than the lead writer so far or who signs for the unit, for
            somebody who does not act for it; Http404 if it may not be seen.
    """
    row = _held(pk, actor)
    may = sharing.may_share(actor, row) or "unit" in rules.roles_of(actor, row)
    found = [] if may else [not_yours("applicant")]
    if row.organisation_id not in registry.represented_by(user_id):
        found.append(Finding("not_of_the_unit", {"field": "whom"}))
    refuse_if(found)
    row.lead_writer_id = user_id
    row.save(update_fields=["lead_writer"])
    said = {"user": user_id}
    trail.record("application", row.pk, "name_lead_writer", actor=actor, details=said)
