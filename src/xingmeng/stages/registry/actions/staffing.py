"""Putting a unit's people on record from a list: an account, a person and a post each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from xingmeng.core import door
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding
from xingmeng.stages.registry import rules
from xingmeng.stages.registry.actions.pool import accounts_of
from xingmeng.stages.registry.actions.ties import people_changed
from xingmeng.stages.registry.models import Affiliation, Organisation, Person

IN_ONE_GO = 400


@door.change()
def employ_all(given: Iterable[Mapping[str, Any]], *, on: date, actor: Actor) -> list[Person]:
    """Put people on record as their units list them; nobody signs in until a password is set.

    Facts:  username, name, title, email, organisation_id.
    Writes: a user, person and affiliation each. Order: as given.
    Errors: Refused without the right, or with every row whose name is taken or whose unit is
            not confirmed; then nothing is written.
    """
    rows = list(given)
    found = [] if rules.may_record(actor) else [not_yours("officer")]
    refuse_if(found + _wrong(rows))
    people = accounts_of(rows)
    Affiliation.objects.bulk_create(
        [
            Affiliation(person=person, organisation_id=row["organisation_id"], from_on=on)
            for person, row in zip(people, rows, strict=True)
        ],
        batch_size=IN_ONE_GO,
    )
    people_changed({person.pk for person in people})
    return people


def _wrong(rows: list[Mapping[str, Any]]) -> list[Finding]:
    """What is wrong, row by row, each with its sign-in name."""
    names = [row["username"] for row in rows]
    taken: set[str] = set()
    for start in range(0, len(names), IN_ONE_GO):
        users = get_user_model().objects.filter(username__in=names[start : start + IN_ONE_GO])
        taken |= set(users.values_list("username", flat=True))
    units = {row["organisation_id"] for row in rows}
    known = Organisation.objects.filter(pk__in=units, state="confirmed")
    confirmed = set(known.values_list("pk", flat=True))
    found: list[Finding] = []
    for row in rows:
        wrong = [Finding("username_taken")] if row["username"] in taken else []
        taken.add(row["username"])
        if row["organisation_id"] not in confirmed:
            wrong.append(Finding("organisation_not_confirmed"))
        where = {"row": row["username"]}
        found += [replace(one, values={**one.values, **where}) for one in wrong]
    return found
