"""Changing the registry. One function per verb, one transaction per call."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from importlib import resources

from django.contrib.auth import get_user_model

from xingmeng.core import clock, door, move, sources, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import refuse_if
from xingmeng.core.models import Source
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import queries, rules
from xingmeng.stages.registry.models import (
    Affiliation,
    Engagement,
    Industry,
    Integrity,
    Membership,
    Organisation,
    Person,
    Region,
    YearlyFact,
)

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
    Errors: Refused for a code that does not hold or is taken, or an unknown kind.
    """
    code = credit_code.strip().upper()
    found = rules.credit_code_holds(code)
    if Organisation.objects.filter(credit_code=code).exists():
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
    refuse_if([] if name in rules.FACTS else [Finding("fact_unknown", {"name": name})])
    fact, _ = YearlyFact.objects.update_or_create(
        organisation_id=organisation_id,
        year=year,
        name=name,
        source=source,
        defaults={"value": value, "recorded_at": clock.now()},
    )
    said = {"year": year, "name": name, "value": value, "source": source.code}
    trail.record("organisation", organisation_id, "record_fact", actor=actor, details=said)
    return fact


@door.change()
def open_account(  # noqa: PLR0913 -- an account is this many things
    *,
    username: str,
    name: str,
    password: str,
    email: str = "",
    title: str = "",
    field: str = "",
    phone: str = "",
) -> Person:
    """Make an account and the person behind it. Errors: Refused if the name is taken.

    Writes: a user, a person.
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
def employ(person: Person, organisation_id: int, *, post: str, from_on: date) -> Affiliation:
    """Put on record where a person works. Writes: one affiliation."""
    return Affiliation.objects.create(
        person=person, organisation_id=organisation_id, post=post, from_on=from_on
    )


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
    trail.record("membership", membership.pk, "give_role", actor=actor, details=said)
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
    trail.record("membership", membership_id, "end_role", actor=actor)


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
    """Put a decision on misconduct on record. Writes: one row, one step.

    Facts: kind, decision_number, measure, from_on, until_on, source.
    """
    row = Integrity.objects.create(organisation_id=organisation_id, **facts)
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
