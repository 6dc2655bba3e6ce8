"""Mending the registry: a unit proposes, an officer checks, the old value is retired."""

import json
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, sources
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import rules
from xingmeng.stages.registry.actions.known import record_details, record_facts, record_person
from xingmeng.stages.registry.models import (
    Correction,
    Organisation,
    PersonDetail,
    UnitDetail,
    YearlyFact,
)
from xingmeng.stages.registry.queries import known as queries
from xingmeng.stages.registry.rules import known as kept

CHECKED = Text("更正申请，经核对", "Correction, checked")


@door.change()
def propose_correction(  # noqa: PLR0913 -- what is wrong, what is right, and why
    organisation_id: int,
    name: str,
    *,
    old: Any,
    new: Any,
    why: str,
    said_by: str = "",
    person_id: int | None = None,
    actor: Actor,
) -> Correction:
    """Offer the registry a better value for something it told a unit; an officer decides.

    Writes: the correction, one step. The value itself is sealed and not on the trail.
    Errors: Refused for another's unit, a name that cannot be mended, no reason, or a value
            that is not in order.
    """
    found = [] if organisation_id in actor.organisations else [not_yours("applicant")]
    asked = kept.asked_as(name)
    if asked is None or (name.startswith("person:") and person_id is None):
        found.append(Finding("not_mended_here", {"name": name}))
    if person_id is not None and not _works_for(person_id, organisation_id):
        found.append(Finding("not_of_the_unit"))
    if not why.strip():
        found.append(Finding("reason_needed"))
    refuse_if(found + _faults(name, new))
    row = Correction(
        organisation_id=organisation_id,
        person_id=person_id,
        name=name,
        title_zh=kept.label_of(name).zh,
        title_en=kept.label_of(name).en,
        old=json.dumps(old, ensure_ascii=False),
        new=json.dumps(new, ensure_ascii=False),
        said_by=said_by[:200],
        why=why.strip(),
        by_id=actor.user_id,
        at=clock.now(),
    )
    move.begin("correction", row, actor=actor, details={"name": name})
    return row


def _works_for(person_id: int, organisation_id: int) -> bool:
    people = queries.people_of(organisation_id, on=clock.today())
    return people.filter(pk=person_id).exists()


def _faults(name: str, value: Any) -> list[Finding]:
    asked = kept.asked_as(name)
    return forms.check(asked, value) if asked else []


def _still_in_order(step: Step) -> list[Finding]:
    """What was proposed is still a value the registry could hold."""
    return _faults(step.row.name, json.loads(step.row.new))


def _mend(step: Step) -> None:
    """Write the value with the correction as its source; what it replaces is retired."""
    row: Correction = step.row
    source = sources.name(f"correction:{row.pk}", CHECKED, dated_on=step.on)
    value, (kind, _, rest) = json.loads(row.new), row.name.partition(":")
    of_unit = {"organisation_id": row.organisation_id}
    if kind == "facts":
        name, _, year = rest.partition(":")
        _retire(YearlyFact.objects.filter(**of_unit, name=name, year=int(year)), step.on)
        given = {int(year): {name: value}}
        record_facts(row.organisation_id, given, source=source, actor=_recorder(step))
        return
    told = {"source": source, "on": step.on, "actor": _recorder(step)}
    if kind == "person":
        _retire(PersonDetail.objects.filter(person_id=row.person_id, name=rest), step.on)
        record_person(row.person_id, {rest: value}, **told)
        return
    _retire(UnitDetail.objects.filter(**of_unit, name=rest), step.on)
    record_details(row.organisation_id, {rest: value}, **told)
    if rest in kept.COLUMNS:
        Organisation.objects.filter(pk=row.organisation_id).update(**{rest: value})


def _retire(rows: Any, on: date) -> None:
    rows.filter(retired_on=None).update(retired_on=on)


def _recorder(step: Step) -> Actor:
    return step.actor.because_of(step.step_id)


CORRECTION = move.register(
    move.Subject(
        kind="correction",
        title=Text("登记信息更正", "Correction of the registry"),
        model=Correction,
        flow_of=lambda row: rules.CORRECTION,
        every_flow=lambda: [rules.CORRECTION],
        roles_of=rules.roles_in_correction,
        visible_to=queries.corrections_for,
        checks={"still_in_order": _still_in_order},
        effects={"accept": _mend},
        related=("organisation",),
    )
)
