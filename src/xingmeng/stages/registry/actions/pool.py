"""Changing the pool of experts: what one says of oneself, and a whole list taken in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.models import Source
from xingmeng.engines.values import Finding
from xingmeng.stages.registry import queries, rules
from xingmeng.stages.registry.actions.ties import people_changed
from xingmeng.stages.registry.models import (
    Affiliation,
    ExpertProfile,
    Membership,
    Organisation,
    Person,
    Work,
)
from xingmeng.stages.registry.rules import known as kept

SAID = ("skills", "fields", "languages", "most_load", "available")  # in a profile
Rows = Sequence[Mapping[str, Any]]


@door.change()
def keep_profile(person_id: int, given: Mapping[str, Any], *, actor: Actor) -> ExpertProfile:
    """Keep what an expert says of themself, all of it at once.

    Facts:  skills, fields and languages (codes), most_load, available.
    Writes: the profile; one step that names what changed, not how.
    Errors: Refused for another's profile, for who is no expert, or what the pool does not know.
    """
    person = Person.objects.get(pk=person_id)
    found = [] if rules.pool.may_keep_profile(actor, person) else [not_yours("expert")]
    if not queries.experts().filter(pk=person_id).exists():
        found.append(Finding("not_an_expert"))
    refuse_if(found + rules.pool.profile_holds(given))
    row = ExpertProfile.objects.filter(person=person).first() or ExpertProfile(person=person)
    said = _stored(given)
    changed = [name for name in SAID if row.pk is None or getattr(row, name) != said[name]]
    for name in SAID:
        setattr(row, name, said[name])
    row.changed_at = clock.now()
    row.save()
    trail.record("expert", person.pk, "keep_profile", actor=actor, details={"names": changed})
    return row


def _stored(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "skills": given["skills"].strip(),
        "fields": ",".join(dict.fromkeys(given["fields"])),
        "languages": ",".join(dict.fromkeys(given["languages"])),
        "most_load": given["most_load"],
        "available": given["available"],
    }


@door.change()
def enrol_experts(given: Rows, *, source: Source, on: date, actor: Actor) -> list[Person]:
    """Take a list of experts into the pool: account, person, post, role, profile and works.

    Facts:  username, name, title, email, organisation_id; the profile as `keep_profile` has
            it; works, each as `record_works` has it. Nobody signs in until a password is set.
    Writes: a user, person, affiliation, membership and profile each, their works; a step for
            each role given. Order: as given.
    Errors: Refused without the right, or with every row whose name is taken, whose unit is not
            confirmed, or whose profile or works the registry does not know; then nothing is
            written.
    """
    rows = list(given)
    found = [] if rules.may_record(actor) else [not_yours("officer")]
    refuse_if(found + _wrong_rows(rows))
    people = accounts_of(rows)
    posts = [
        Affiliation(person=person, organisation_id=row["organisation_id"], from_on=on)
        for person, row in zip(people, rows, strict=True)
    ]
    Affiliation.objects.bulk_create(posts)
    profiles = [
        ExpertProfile(person=person, changed_at=clock.now(), **_stored(row))
        for person, row in zip(people, rows, strict=True)
    ]
    ExpertProfile.objects.bulk_create(profiles)
    told = {"source": source, "dated_on": on, "recorded_at": clock.now()}
    Work.objects.bulk_create(
        Work(person=person, **work, **told)
        for person, row in zip(people, rows, strict=True)
        for work in row["works"]
    )
    _let_in(people, source, actor)
    people_changed({person.pk for person in people})
    return people


def _wrong_rows(rows: Rows) -> list[Finding]:
    """What is wrong, row by row, each with its sign-in name."""
    names = [row["username"] for row in rows]
    users = get_user_model().objects.filter(username__in=names)
    taken = set(users.values_list("username", flat=True)) | {
        name for name in names if names.count(name) > 1
    }
    units = {row["organisation_id"] for row in rows}
    known = Organisation.objects.filter(pk__in=units, state="confirmed")
    confirmed = set(known.values_list("pk", flat=True))
    found: list[Finding] = []
    for row in rows:
        wrong = [Finding("username_taken")] if row["username"] in taken else []
        if row["organisation_id"] not in confirmed:
            wrong.append(Finding("organisation_not_confirmed"))
        wrong += rules.pool.profile_holds(row)
        kinds = {work["kind"] for work in row["works"]} - set(kept.WORKS)
        wrong += [Finding("fact_unknown", {"name": kind}) for kind in sorted(kinds)]
        where = {"row": row["username"]}
        found += [replace(one, values={**one.values, **where}) for one in wrong]
    return found


def accounts_of(rows: Rows) -> list[Person]:
    """Accounts that nobody can sign in with, and the people behind them."""
    model = get_user_model()
    users = model.objects.bulk_create(
        model(
            username=row["username"],
            first_name=row["name"],
            email=row["email"],
            password=make_password(None),
        )
        for row in rows
    )
    return Person.objects.bulk_create(
        Person(user=user, name=row["name"], title=row["title"])
        for user, row in zip(users, rows, strict=True)
    )


def _let_in(people: Iterable[Person], source: Source, actor: Actor) -> None:
    roles = Membership.objects.bulk_create(
        Membership(user_id=person.user_id, role="expert", from_on=clock.today())
        for person in people
    )
    for one in roles:
        said = {"role": "expert", "organisation": None, "area": "", "source": source.code}
        trail.record("membership", one.pk, "give_role", actor=actor, details=said)
