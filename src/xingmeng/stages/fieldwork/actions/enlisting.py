"""Filing commissioners: by who sends them, one or many, each the same way."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.forms import Section
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.fieldwork import queries
from xingmeng.stages.fieldwork.models import Commissioner, ServiceAgreement, TeamMember
from xingmeng.stages.fieldwork.rules import people as rules
from xingmeng.stages.fieldwork.rules.postings import LIVE
from xingmeng.stages.fieldwork.rules.words import PEOPLE
from xingmeng.stages.registry import queries as registry

IN_ONE_GO = 400
_here = threading.local()
Given = Mapping[str, Any]


@door.change()
def enlist(organisation_id: int, given: Given, *, actor: Actor) -> Commissioner:
    """A unit files one of its people, a team, or itself; filing is its consent to send them.

    Writes: the commissioner, a team's members, one step.
    Errors: Refused as `enlist_all`.
    """
    return enlist_all([(organisation_id, given)], actor=actor)[0]


@door.change()
def enlist_all(lines: Sequence[tuple[int, Given]], *, actor: Actor) -> list[Commissioner]:
    """File many commissioners, each for its unit, or none of them.

    Order:  as given. Writes: what `enlist` writes, for each.
    Errors: Refused for faulty answers, another's unit, a person who is not of the unit or
            serves already, members who are not registered commissioners of the unit; a finding
            of several lines names its `row`.
    """
    names = _names(unit for unit, _ in lines)
    asked = {unit: form_of(people, ()) for unit, people in names.items()}
    found: list[Finding] = []
    for row, (unit, given) in enumerate(lines, start=1):
        wrong = _wrong(unit, given, asked[unit], actor)
        many = len(lines) > 1
        found += [replace(f, values={**f.values, "row": row}) if many else f for f in wrong]
    refuse_if(found or _twice(lines))
    titles = registry.ties.unit_names({unit for unit, _ in lines})
    first = numbers.following("commissioner", count=len(lines)) if lines else 0
    rows = [
        _row(first + n, unit, given, names[unit], titles[unit][0])
        for n, (unit, given) in enumerate(lines)
    ]
    move.begin_all("commissioner", rows, actor=actor)
    TeamMember.objects.bulk_create(
        [
            TeamMember(team=row, member_id=int(member))
            for row, (_, given) in zip(rows, lines, strict=True)
            if row.kind == "team"
            for member in given["members"]
        ],
        batch_size=IN_ONE_GO,
    )
    return rows


def _names(units: Iterable[int]) -> dict[int, dict[int, str]]:
    """The people of each unit today, by key."""
    on = clock.today()
    return {
        unit: dict(registry.known.people_of(unit, on=on).values_list("pk", "name"))
        for unit in set(units)
    }


def _wrong(unit: int, given: Given, asked: Sequence[Section], actor: Actor) -> list[Finding]:
    found = [
        f
        for f in forms.check_all(asked, {**given, "members": None})
        if f.values.get("field") != "members"
    ]
    found += rules.given_holds(given)
    if unit not in actor.organisations:
        found.append(not_yours("applicant"))
    if given.get("kind") == "team":
        found += _wrong_members(unit, given)
    return found


def form_of(people: Mapping[int, str], members: Iterable[Commissioner]) -> Sequence[Section]:
    """The form with a unit's people and commissioners to choose from."""
    return forms.offering(
        rules.COMMISSIONER_FORM,
        {
            "person": tuple((str(pk), Text(name, name)) for pk, name in people.items()),
            "members": tuple((str(m.pk), Text(m.name, m.name)) for m in members),
        },
    )


def _wrong_members(unit: int, given: Given) -> list[Finding]:
    said = given.get("members") or []
    known = Commissioner.objects.filter(
        pk__in=[m for m in said if str(m).isdecimal()],
        organisation_id=unit,
        state="registered",
        kind__in=PEOPLE,
    )
    whole = said and known.count() == len(set(said)) == len(said)
    return [] if whole else [Finding("members_unknown", {"field": "members"})]


def _twice(lines: Sequence[tuple[int, Given]]) -> list[Finding]:
    """Nobody serves twice in one capacity, here or already."""
    said = [(g["kind"], int(g["person"])) for _, g in lines if g["kind"] != "body"]
    live = Commissioner.objects.filter(state__in=("filed", "registered"), person__isnull=False)
    taken = set(live.values_list("kind", "person_id"))
    bodies = [unit for unit, g in lines if g["kind"] == "body"]
    there = Commissioner.objects.filter(
        kind="body", state__in=("filed", "registered"), organisation__in=bodies
    )
    twice = len(set(said)) < len(said) or not taken.isdisjoint(said)
    twice |= len(set(bodies)) < len(bodies) or there.exists()
    return [Finding("serves_already", {"field": "person"})] if twice else []


def _row(
    number: int, unit: int, given: Given, people: Mapping[int, str], title: str
) -> Commissioner:
    kind = given["kind"]
    person = None if kind == "body" else int(given["person"])
    named = {"team": given.get("name"), "body": title}
    return Commissioner(
        number=f"TPY{number:06d}",
        kind=kind,
        name=named.get(kind) or people[person or 0],
        person_id=person,
        organisation_id=unit,
        fields=",".join(given["fields"]),
        skills=given["skills"],
        languages=",".join(given["languages"]),
    )


def _sender_in_order(step: Step) -> list[Finding]:
    """Who sends is registered and not barred."""
    unit = step.row.organisation
    found = [] if unit.state == "confirmed" else [Finding("organisation_not_confirmed")]
    return found + ([Finding("sender_barred")] if _is_barred(unit.pk, step.on) else [])


def _is_barred(unit: int, on: date) -> bool:
    """Looked up once a unit within one change: thousands are registered together."""
    if not door.is_under_way():
        return registry.is_banned(unit, on=on)
    held = getattr(_here, "barred", None)
    if held is None or held[0] is not door.token():
        held = _here.barred = (door.token(), {})
    if unit not in held[1]:
        held[1][unit] = registry.is_banned(unit, on=on)
    return held[1][unit]


def _serves_nobody(step: Step) -> list[Finding]:
    live = ServiceAgreement.objects.filter(commissioner=step.row, state__in=LIVE)
    return [Finding("serves_still")] if live.exists() else []


def _register(step: Step) -> None:
    step.row.since_on = step.on
    step.row.save(update_fields=["since_on"])


def _end(step: Step) -> None:
    step.row.until_on = step.on
    step.row.save(update_fields=["until_on"])


COMMISSIONER = move.register(
    move.Subject(
        kind="commissioner",
        title=Text("科技特派员", "Commissioner"),
        model=Commissioner,
        flow_of=lambda row: rules.COMMISSIONER,
        every_flow=lambda: [rules.COMMISSIONER],
        roles_of=rules.commissioner_roles,
        visible_to=queries.commissioners_for,
        checks={"sender_in_order": _sender_in_order, "serves_nobody": _serves_nobody},
        effects={"register": _register, "end": _end, "remove": _end},
        related=("organisation", "person"),
    )
)
