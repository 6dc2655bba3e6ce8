"""Changing the registry. One function per verb, one transaction per call."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from importlib import resources

from django.contrib.auth import get_user_model

from xingmeng.core import clock, door, move, sources, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.models import Source
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries, rules
from xingmeng.stages.registry.actions.correcting import (
    propose_correction as propose_correction,
)
from xingmeng.stages.registry.actions.intake import take_in as take_in
from xingmeng.stages.registry.actions.known import end_qualification as end_qualification
from xingmeng.stages.registry.actions.known import name_person as name_person
from xingmeng.stages.registry.actions.known import record_details as record_details
from xingmeng.stages.registry.actions.known import record_facts as record_facts
from xingmeng.stages.registry.actions.known import record_person as record_person
from xingmeng.stages.registry.actions.known import record_qualification as record_qualification
from xingmeng.stages.registry.actions.known import record_rights as record_rights
from xingmeng.stages.registry.actions.known import record_works as record_works
from xingmeng.stages.registry.actions.known import (
    record_yearly_projects as record_yearly_projects,
)
from xingmeng.stages.registry.actions.partners import add_deliverable as add_deliverable
from xingmeng.stages.registry.actions.partners import change_agreement as change_agreement
from xingmeng.stages.registry.actions.partners import change_contact as change_contact
from xingmeng.stages.registry.actions.partners import change_partner as change_partner
from xingmeng.stages.registry.actions.partners import draft_agreement as draft_agreement
from xingmeng.stages.registry.actions.partners import enter_partner as enter_partner
from xingmeng.stages.registry.actions.partners import record_contact as record_contact
from xingmeng.stages.registry.actions.platforms import add_member as add_member
from xingmeng.stages.registry.actions.platforms import book as book
from xingmeng.stages.registry.actions.platforms import change_equipment as change_equipment
from xingmeng.stages.registry.actions.platforms import end_member as end_member
from xingmeng.stages.registry.actions.platforms import enter_equipment as enter_equipment
from xingmeng.stages.registry.actions.pool import enrol_experts as enrol_experts
from xingmeng.stages.registry.actions.pool import keep_profile as keep_profile
from xingmeng.stages.registry.actions.staffing import employ_all as employ_all
from xingmeng.stages.registry.actions.ties import declare_interest as declare_interest
from xingmeng.stages.registry.actions.ties import look_for_duplicates as look_for_duplicates
from xingmeng.stages.registry.actions.ties import people_changed, roles_changed
from xingmeng.stages.registry.actions.ties import record_tie as record_tie
from xingmeng.stages.registry.actions.ties import retire_tie as retire_tie
from xingmeng.stages.registry.actions.ties import suspect_duplicate as suspect_duplicate
from xingmeng.stages.registry.actions.together import add_deliverables as add_deliverables
from xingmeng.stages.registry.actions.together import draft_agreements as draft_agreements
from xingmeng.stages.registry.actions.together import (
    register_organisations as register_organisations,
)
from xingmeng.stages.registry.actions.yearly import Figure, keep_figures
from xingmeng.stages.registry.models import (
    Affiliation,
    Engagement,
    Industry,
    Integrity,
    Mandate,
    Membership,
    Organisation,
    Person,
    Region,
    YearlyFact,
)
from xingmeng.stages.registry.rules.yearly import YEARLY

DECIDED = Text("科研诚信处理决定", "Decision on misconduct")
SELF_STATED = Text("单位自行填报", "Stated by the organisation")


@door.change()
def load_reference() -> None:
    """Bring regions and industries up to the shipped lists.

    Writes: Region and Industry rows. Source: GB/T 2260; GB/T 4754-2017.
    """
    lines = _lines("regions.csv")
    for line in lines:
        line["parent_id"] = line.pop("parent") or None
    Region.objects.bulk_create(
        [Region(**line) for line in lines],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "parent", "name_zh", "name_en"],
    )
    Industry.objects.bulk_create(
        [Industry(**line) for line in _lines("industries.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["section", "name_zh", "name_en"],
    )


def _lines(name: str) -> list[dict]:
    path = resources.files("xingmeng.stages.registry").joinpath("fixtures", name)
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@door.change()
def register_organisation(
    *, actor: Actor, credit_code: str, source: Source | None = None, **facts
) -> Organisation:
    """Enter an organisation; its bureau or the department then confirms it.

    Writes: the organisation, a source, one step; a person outside the staff becomes its
            administrator.
    Errors: Refused for a code that does not hold or is taken, or an unknown kind. A code
            whose registration was refused is free again.
    """
    code = credit_code.strip().upper()
    found = rules.credit_code_holds(code)
    if queries.registered(code).exists():
        found.append(Finding("credit_code_taken", {"field": "credit_code", "code": code}))
    if facts.get("kind") not in rules.KINDS:
        found.append(Finding("not_an_option", {"field": "kind"}))
    refuse_if(found)
    known = source or sources.name("stated:organisation", SELF_STATED)
    row = Organisation(credit_code=code, source=known, **facts)
    move.begin("organisation", row, actor=actor)
    if actor.user_id and not actor.is_staff:
        _give(actor.user_id, "organisation_administrator", organisation_id=row.pk)
    return row


@door.change()
def record_fact(
    organisation_id: int, *, year: int, name: str, value: int, source: Source, actor: Actor
) -> YearlyFact:
    """Put one yearly figure on record, with its source.

    Units:  money in fen. Writes: the fact, one step. Errors: Refused for an unknown fact.
    """
    refuse_if([] if name in YEARLY else [Finding("fact_unknown", {"name": name})])
    keep_figures([Figure(organisation_id, year, name, value)], source=source)
    about = {"organisation_id": organisation_id, "year": year, "name": name, "source": source}
    fact = YearlyFact.objects.filter(**about).latest("pk")
    said = {"year": year, "name": name, "value": value, "source": source.code}
    trail.record("organisation", organisation_id, "record_fact", actor=actor, details=said)
    return fact


@door.change()
def open_account(  # noqa: PLR0913 -- an account is this many things
    *,
    username: str,
    name: str,
    password: str | None,
    email: str = "",
    title: str = "",
    field: str = "",
    phone: str = "",
) -> Person:
    """Make an account and the person behind it; without a password nobody signs in with it.

    Writes: a user, a person. Errors: Refused if the name is taken.
    """
    users = get_user_model().objects
    if users.filter(username=username).exists():
        refuse_if([Finding("username_taken", {"field": "username"})])
    user = users.create_user(username, email=email, password=password, first_name=name)
    return Person.objects.create(user=user, name=name, title=title, field=field, phone=phone)


@door.change()
def introduce(user_id: int, *, name: str) -> Person:
    """Put the person behind a new account on record. Writes: the user's name, a person.

    Errors: none; done again it mends the name.
    """
    get_user_model().objects.filter(pk=user_id).update(first_name=name)
    person, _ = Person.objects.update_or_create(user_id=user_id, defaults={"name": name})
    return person


@door.change()
def employ(
    person: Person,
    organisation_id: int,
    *,
    post: str,
    from_on: date,
    until_on: date | None = None,
) -> Affiliation:
    """Put on record where a person works or worked. Writes: one affiliation."""
    row = Affiliation.objects.create(
        person=person,
        organisation_id=organisation_id,
        post=post,
        from_on=from_on,
        until_on=until_on,
    )
    people_changed({person.pk})
    return row


@door.change()
def give_role(
    user_id: int,
    role: str,
    *,
    actor: Actor,
    organisation_id: int | None = None,
    area: str = "",
) -> Membership:
    """Let somebody act in a role from today. Writes: one membership, one step.

    Errors: Refused if the role lacks what it needs, or the actor may not give it.
    """
    found = rules.role_fits(role, organisation_id=organisation_id, area=area)
    found += _may_give(actor, role, organisation_id)
    if not found and not actor.roles & {"administrator", "system"}:
        found += _may_be_let_in(user_id, organisation_id)
    refuse_if(found)
    membership = _give(user_id, role, organisation_id=organisation_id, area=area)
    said = {"role": role, "organisation": organisation_id, "area": area}
    step = trail.record("membership", membership.pk, "give_role", actor=actor, details=said)
    roles_changed(user_id, step_id=step)
    return membership


@door.change()
def end_role(membership_id: int, *, actor: Actor) -> None:
    """End a role: yesterday was its last day. Writes: that day, one step.

    Errors: Refused if the actor may not; LookupError if there is none.
    """
    held = Membership.objects.filter(pk=membership_id).first()
    if held is None:
        raise LookupError(f"no membership {membership_id}")
    refuse_if(_may_give(actor, held.role, held.organisation_id))
    held.until_on = clock.today() - timedelta(days=1)
    held.save(update_fields=["until_on"])
    step = trail.record("membership", membership_id, "end_role", actor=actor)
    roles_changed(held.user_id, step_id=step)


def _may_give(actor: Actor, role: str, organisation_id: int | None) -> list[Finding]:
    """Administrators give any role; an organisation's administrator only its own."""
    if actor.roles & {"administrator", "system"}:
        return []
    own = {g.organisation_id for g in actor.grants if g.role == "organisation_administrator"}
    if role in rules.NEEDS_ORGANISATION and organisation_id in own:
        return []
    return [Finding("may_not_give_role", {"role": role})]


def _may_be_let_in(user_id: int, organisation_id: int | None) -> list[Finding]:
    """Who serves the region is not drawn into a unit; a unit is confirmed first."""
    found = []
    if not Organisation.objects.filter(pk=organisation_id, state="confirmed").exists():
        found.append(Finding("organisation_not_confirmed"))
    if queries.serves_the_region(user_id):
        found.append(Finding("serves_the_region"))
    return found


def _give(
    user_id: int, role: str, *, organisation_id: int | None = None, area: str = ""
) -> Membership:
    return Membership.objects.create(
        user_id=user_id,
        role=role,
        organisation_id=organisation_id,
        area=area,
        from_on=clock.today(),
    )


@door.change()
def give_mandate(  # noqa: PLR0913 -- an authorisation says this much
    organisation_id: int,
    user_id: int,
    *,
    scope: str,
    document_number: str,
    from_on: date,
    until_on: date,
    actor: Actor,
) -> Mandate:
    """Put on record that somebody may sign for a unit between two days.

    Writes: one mandate, one step. Errors: Refused unless the legal representative or the
    unit's administrator gives it, to somebody else of the unit, for a period, with a number.
    """
    unit = Organisation.objects.get(pk=organisation_id)
    may = rules.may_give_mandates(actor, unit)
    found = [] if may else [not_yours("organisation_administrator")]
    if user_id == actor.user_id:
        found.append(Finding("mandate_for_oneself", {"field": "username"}))
    if organisation_id not in queries.employers_of(user_id):
        found.append(Finding("not_of_the_unit", {"field": "username"}))
    if until_on < from_on:
        found.append(Finding("ends_before_it_begins", {"field": "until_on"}))
    given = {"scope": scope.strip(), "document_number": document_number.strip()}
    found += [Finding("answer_needed", {"field": n}) for n, said in given.items() if not said]
    refuse_if(found)
    period = {"from_on": from_on, "until_on": until_on}
    people = {"user_id": user_id, "given_by_id": actor.user_id, "given_at": clock.now()}
    row = Mandate.objects.create(organisation=unit, **given, **period, **people)
    said = {"mandate": row.pk, "user": user_id, "until_on": until_on.isoformat()}
    trail.record("organisation", unit.pk, "give_mandate", actor=actor, details=said)
    return row


@door.change()
def end_mandate(mandate_id: int, *, actor: Actor) -> None:
    """End a mandate from today on; what was signed on it stands. Writes: the day, one step.

    Errors: Refused for others than who may give one; LookupError if there is none.
    """
    row = Mandate.objects.select_related("organisation").filter(pk=mandate_id).first()
    if row is None:
        raise LookupError(f"no mandate {mandate_id}")
    may = rules.may_give_mandates(actor, row.organisation)
    refuse_if([] if may else [not_yours("organisation_administrator")])
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    pk, said = row.organisation_id, {"mandate": row.pk}
    trail.record("organisation", pk, "end_mandate", actor=actor, details=said)


@door.change()
def record_engagement(
    organisation_ids: Iterable[int], *, kind: str, subject_id: int, role: str, **facts
) -> None:
    """Tell the registry what organisations take part in. Writes: one row each, once.

    Facts: title, amount_fen, from_on, until_on, source.
    """
    for pk in organisation_ids:
        Engagement.objects.update_or_create(
            organisation_id=pk, kind=kind, subject_id=subject_id, role=role, defaults=facts
        )


@door.change()
def record_integrity(organisation_id: int, *, actor: Actor, **facts) -> Integrity:
    """Put a decision on misconduct on record; a ban bars from applying while it lives.

    Facts:  kind, decision_number, measure, from_on, until_on, grounds, source.
    Writes: one row, one step on the organisation's trail.
    Errors: Refused without the right, or if it ends before it begins.
    """
    about = Organisation.objects.get(pk=organisation_id)
    found = [] if rules.may_record_integrity(actor, about) else [not_yours("discipline")]
    if facts.get("until_on") and facts["until_on"] < facts["from_on"]:
        found.append(Finding("ends_before_it_begins", {"field": "until_on"}))
    refuse_if(found)
    known = facts.pop("source", None) or sources.name("decision:integrity", DECIDED)
    row = Integrity.objects.create(organisation=about, source=known, **facts)
    said = {"integrity": row.pk, "decision": row.decision_number}
    trail.record("organisation", organisation_id, "record_integrity", actor=actor, details=said)
    return row


ORGANISATION = move.register(
    move.Subject(
        kind="organisation",
        title=Text("单位", "Organisation"),
        model=Organisation,
        flow_of=lambda row: rules.ORGANISATION,
        every_flow=lambda: [rules.ORGANISATION],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        related=("region",),
    )
)
