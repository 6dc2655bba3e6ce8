"""Putting on record what is known of units and people."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xingmeng.core import clock, door, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.models import Source
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.registry import rules
from xingmeng.stages.registry.actions.ties import people_changed
from xingmeng.stages.registry.actions.yearly import Figure, keep_figures
from xingmeng.stages.registry.models import (
    Person,
    PersonDetail,
    Qualification,
    Right,
    UnitDetail,
    Work,
    YearlyProject,
)
from xingmeng.stages.registry.rules import known as kept
from xingmeng.stages.registry.rules.yearly import YEARLY

Rows = Iterable[Mapping[str, Any]]


@door.change()
def record_details(
    organisation_id: int,
    given: Mapping[str, Any],
    *,
    source: Source,
    on: date,
    until: date | None = None,
    actor: Actor,
) -> None:
    """Put details of a unit on record as one source has them on a day.

    Writes: one row a name, replacing that source's older ones; one step naming names only.
    Errors: Refused without the right, or for a detail the registry does not keep.
    """
    _refuse(actor, [n for n in given if n not in kept.OF_UNITS])
    _keep(UnitDetail, "organisation", organisation_id, source, given, (on, until))
    _tell(organisation_id, "record_details", sorted(given), source, actor)


@door.change()
def record_person(
    person_id: int,
    given: Mapping[str, Any],
    *,
    source: Source,
    on: date,
    until: date | None = None,
    actor: Actor,
) -> None:
    """Put details of a person on record as one source has them on a day.

    Writes: one row a name, replacing that source's older ones. Nothing personal on the trail.
    Errors: Refused without the right, or for a detail the registry does not keep.
    """
    _refuse(actor, [n for n in given if n not in kept.OF_PEOPLE])
    _keep(PersonDetail, "person", person_id, source, given, (on, until))
    if number := given.get("id_number"):
        Person.objects.filter(pk=person_id).update(id_digest=kept.id_digest(str(number)))


def _keep(
    model: Any,
    holder: str,
    pk: int,
    source: Source,
    given: Mapping[str, Any],
    days: tuple[date, date | None],
) -> None:
    """One row a name, in place of what the same source said before."""
    moment = {"dated_on": days[0], "until_on": days[1], "recorded_at": clock.now()}
    rows = [
        model(
            **{f"{holder}_id": pk, "name": name, "source": source, **moment},
            value=json.dumps(value, ensure_ascii=False),
        )
        for name, value in given.items()
    ]
    model.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[holder, "name", "source"],
        update_fields=["value", "retired_on", *moment],
    )


def _refuse(actor: Actor, unknown: Iterable[str] = ()) -> None:
    found = [] if rules.may_record(actor) else [not_yours("officer")]
    refuse_if(found + [Finding("fact_unknown", {"name": name}) for name in unknown])


def _tell(
    organisation_id: int, step: str, names: Iterable[str], source: Source, actor: Actor
) -> None:
    said = {"names": list(names), "source": source.code}
    trail.record("organisation", organisation_id, step, actor=actor, details=said)


@door.change()
def record_facts(
    organisation_id: int,
    given: Mapping[int, Mapping[str, int]],
    *,
    source: Source,
    actor: Actor,
) -> None:
    """Put yearly figures of a unit on record: {year: {name: value}}, money in fen.

    Writes: one row a figure that is new, its source's older ones retired; one step.
    Errors: Refused without the right, or for an unknown fact.
    """
    named = {name for figures in given.values() for name in figures}
    _refuse(actor, sorted(named - set(YEARLY)))
    figures = [
        Figure(organisation_id, year, name, value)
        for year, told in given.items()
        for name, value in told.items()
    ]
    keep_figures(figures, source=source)
    names = [f"{year}: {len(figures)}" for year, figures in sorted(given.items())]
    _tell(organisation_id, "record_facts", names, source, actor)


@door.change()
def record_qualification(  # noqa: PLR0913 -- a recognition says this much
    *,
    actor: Actor,
    instrument_code: str,
    number: str,
    from_on: date,
    source: Source,
    organisation_id: int | None = None,
    person_id: int | None = None,
    until_on: date | None = None,
    level: str = "",
    title: Text | None = None,
    dated_on: date | None = None,
) -> Qualification:
    """Put a recognition of a unit or a person on record, or bring it up to date.

    Writes: one row per instrument and number, valid again; one step on its holder's unit.
    Errors: Refused without the right, for a holder other than one unit or one person, or if
            it ends before it begins.
    """
    found = [] if rules.may_record(actor) else [not_yours("officer")]
    if (organisation_id is None) == (person_id is None):
        found.append(Finding("one_holder"))
    if until_on is not None and until_on < from_on:
        found.append(Finding("ends_before_it_begins", {"field": "until_on"}))
    refuse_if(found)
    named = title or Text("", "")
    row, _ = Qualification.objects.update_or_create(
        instrument_code=instrument_code,
        number=number,
        defaults={
            "organisation_id": organisation_id,
            "person_id": person_id,
            "title_zh": named.zh,
            "title_en": named.en,
            "level": level,
            "from_on": from_on,
            "until_on": until_on,
            "state": "valid",
            "ended_on": None,
            "source": source,
            "dated_on": dated_on or from_on,
            "recorded_at": clock.now(),
        },
    )
    if organisation_id:
        _tell(organisation_id, "record_qualification", [number], source, actor)
    return row


@door.change()
def end_qualification(pk: int, *, state: str = "revoked", actor: Actor) -> Qualification:
    """End a recognition today: it was revoked, given back or replaced. The row stays.

    Writes: its state and last day, one step. Errors: Refused; LookupError if there is none.
    """
    _refuse(actor)
    row = Qualification.objects.select_related("source").filter(pk=pk).first()
    if row is None:
        raise LookupError(f"no qualification {pk}")
    row.state, row.ended_on = state, clock.today()
    row.save(update_fields=["state", "ended_on"])
    if row.organisation_id:
        _tell(row.organisation_id, "end_qualification", [row.number], row.source, actor)
    return row


@door.change()
def record_rights(
    organisation_id: int, given: Rows, *, source: Source, on: date, actor: Actor
) -> None:
    """Put intellectual property rights of a unit on record.

    Facts:  kind, number, title, granted_on, until_on, way, state, product.
    Writes: one row a right, brought up to date; one step.
    Errors: Refused without the right to, or for an unknown kind.
    """
    rows = [dict(row) for row in given]
    _refuse(actor, [r["kind"] for r in rows if r["kind"] not in kept.RIGHTS])
    told = _said(source, on)
    Right.objects.bulk_create(
        [Right(organisation_id=organisation_id, **facts, **told) for facts in rows],
        update_conflicts=True,
        unique_fields=["organisation", "kind", "number"],
        update_fields=["title", "granted_on", "until_on", "way", "state", "product", *told],
    )
    _tell(organisation_id, "record_rights", [str(len(rows))], source, actor)


@door.change()
def record_works(
    given: Rows,
    *,
    source: Source,
    on: date,
    actor: Actor,
    organisation_id: int | None = None,
    person_id: int | None = None,
) -> None:
    """Put earlier projects, prizes, results, papers and patents on record.

    Facts:  kind, number, title, abstract, plan, level, role, year, rank, amount_fen, from_on,
            until_on, state.
    Writes: one row each, by kind and title; one step where a unit has them.
    Errors: Refused without the right to, or for an unknown kind.
    """
    rows = [dict(row) for row in given]
    _refuse(actor, [r["kind"] for r in rows if r["kind"] not in kept.WORKS])
    holder = {"organisation_id": organisation_id, "person_id": person_id}
    for facts in rows:
        key = {name: facts.pop(name) for name in ("kind", "title")}
        Work.objects.update_or_create(**holder, **key, defaults=facts | _said(source, on))
    if organisation_id:
        _tell(organisation_id, "record_works", [str(len(rows))], source, actor)
    people_changed({person_id})


@door.change()
def record_yearly_projects(
    organisation_id: int, year: int, given: Rows, *, source: Source, on: date, actor: Actor
) -> None:
    """Put the R&D projects of a unit in one year on record.

    Facts:  number, title, from_on, until_on, spent_fen, field, form. Units: fen.
    Writes: one row a project, brought up to date; one step. Errors: Refused.
    """
    _refuse(actor)
    rows = [dict(row) for row in given]
    told, place = _said(source, on), {"organisation_id": organisation_id, "year": year}
    YearlyProject.objects.bulk_create(
        [YearlyProject(**place, **facts, **told) for facts in rows],
        update_conflicts=True,
        unique_fields=["organisation", "year", "number"],
        update_fields=["title", "from_on", "until_on", "spent_fen", "field", "form", *told],
    )
    _tell(organisation_id, "record_yearly_projects", [str(year)], source, actor)


def _said(source: Source, on: date) -> dict[str, Any]:
    return {"source": source, "dated_on": on, "recorded_at": clock.now()}


@door.change()
def name_person(organisation_id: int, *, name: str, post: str = "", actor: Actor) -> Person:
    """Put somebody of a unit on record who has no account. Writes: a person, where they work.

    Errors: Refused without the right to.
    """
    _refuse(actor)
    person = Person.objects.create(name=name)
    person.affiliations.create(
        organisation_id=organisation_id, post=post, from_on=clock.today()
    )
    return person
