"""Reading what is known of units and people: details, rights, works, recognitions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.actor import Actor
from xingmeng.stages.registry import rules
from xingmeng.stages.registry.models import (
    Affiliation,
    Correction,
    Engagement,
    Organisation,
    Person,
    PersonDetail,
    Qualification,
    Right,
    UnitDetail,
    Work,
    YearlyFact,
    YearlyProject,
)
from xingmeng.stages.registry.rules import known as kept


def details_for(actor: Actor, organisation: Organisation) -> QuerySet[UnitDetail]:
    """What this reader may know of a unit's details that hold, by name.

    The public registers' to anybody, accounts to the unit and officers, people's to the unit.
    """
    rows = organisation.details.filter(retired_on=None).select_related("source")
    rows = rows.order_by("name", "-dated_on", "pk")
    if organisation.pk in actor.organisations:
        return rows
    if rules.reads_figures(actor, organisation.pk):
        return rows.exclude(name__in=kept.PERSONAL)
    return rows.filter(name__in=kept.PUBLIC)


def personal_details_for(actor: Actor, person: Person) -> QuerySet[PersonDetail]:
    """A person's details that hold: for the person and the applicants of their unit today."""
    own = actor.user_id and person.user_id == actor.user_id
    posts = person.affiliations.filter(organisation_id__in=actor.organisations, until_on=None)
    rows = person.details.filter(retired_on=None).select_related("source")
    return rows.order_by("name", "-dated_on", "pk") if own or posts.exists() else rows.none()


def qualifications_of(organisation: Organisation) -> QuerySet[Qualification]:
    """The recognitions of a unit, newest first; certificates are public."""
    rows = organisation.qualifications.select_related("source")
    return rows.order_by("-from_on", "-pk")


def qualification(instrument_code: str, number: str) -> Qualification:
    """The recognition of that number. Errors: LookupError."""
    rows = Qualification.objects.filter(instrument_code=instrument_code, number=number)
    if (found := rows.first()) is None:
        raise LookupError(f"no {instrument_code} {number}")
    return found


def qualified(instrument_code: str, *, on: date) -> QuerySet[Qualification]:
    """The recognitions of an instrument that hold on a day, by number."""
    rows = Qualification.objects.filter(_holding(on), instrument_code=instrument_code)
    return rows.select_related("organisation", "person", "source").order_by("number")


def in_force(instruments: Iterable[str], *, on: date) -> QuerySet[Qualification]:
    """The recognitions of these instruments that hold on a day, by instrument and number."""
    rows = Qualification.objects.filter(_holding(on), instrument_code__in=list(instruments))
    return rows.select_related("organisation").order_by("instrument_code", "number")


def numbers_in_force(*, on: date) -> QuerySet[Qualification]:
    """The numbers of all certificates that hold that day, to be asked about in one query."""
    begun = Q(from_on__lte=on) & (Q(until_on=None) | Q(until_on__gte=on))
    lasting = Q(ended_on=None) | Q(ended_on__gt=on)
    return Qualification.objects.filter(begun & lasting).order_by().values("number")


def rights_of(organisation: Organisation) -> QuerySet[Right]:
    """The rights of a unit, newest first; the register of rights is public."""
    return organisation.rights.select_related("source").order_by("-granted_on", "-pk")


def works_for(actor: Actor, organisation: Organisation) -> QuerySet[Work]:
    """Earlier projects and prizes of a unit: for the unit itself and staff."""
    allowed = organisation.pk in actor.organisations or actor.is_staff
    rows = organisation.works.select_related("source").order_by("kind", "-from_on", "-pk")
    return rows if allowed else rows.none()


def yearly_projects_for(actor: Actor, organisation: Organisation) -> QuerySet[YearlyProject]:
    """R&D projects of a unit by year: for the unit itself and officers."""
    rows = organisation.yearly_projects.select_related("source").order_by("-year", "number")
    return rows if rules.reads_figures(actor, organisation.pk) else rows.none()


def people_of(organisation_id: int, *, on: date) -> QuerySet[Person]:
    """Who works for a unit on a day, by name."""
    live = Q(affiliations__until_on=None) | Q(affiliations__until_on__gte=on)
    rows = Person.objects.filter(live, affiliations__organisation_id=organisation_id)
    return rows.distinct().order_by("name", "pk")


def people_for(actor: Actor, organisation_id: int, *, on: date) -> QuerySet[Person]:
    """Who works for a unit, for its own applicants: whom they may name as leader."""
    rows = people_of(organisation_id, on=on)
    return rows if organisation_id in actor.organisations else rows.none()


def person_behind(user_id: int) -> Person | None:
    """The person of an account, if one is on record."""
    return Person.objects.filter(user_id=user_id).first()


def by_id_numbers(numbers: Iterable[str]) -> dict[str, Person]:
    """The people who have one of these ID numbers, by number; unknown ones are left out.

    Who names a number in full has it from the person; it is found by its keyed digest.
    """
    wanted = {kept.id_digest(number): number for number in numbers if number}
    rows = Person.objects.filter(id_digest__in=list(wanted)).order_by("-pk")
    return {wanted[row.id_digest]: row for row in rows}


def other_codes(organisation_id: int, *, most: int = 2) -> list[str]:
    """Credit codes of a few other registered units, in order of registration."""
    rows = Organisation.objects.filter(state="confirmed").exclude(pk=organisation_id)
    return list(rows.order_by("pk").values_list("credit_code", flat=True)[:most])


def corrections_for(actor: Actor) -> QuerySet[Correction]:
    """Corrections: all for officers, their own for the people of a unit."""
    seen = Q(organisation_id__in=actor.organisations)
    if "officer" in actor.roles:
        seen |= Q(pk__gt=0)
    return Correction.objects.filter(seen).select_related("organisation", "person", "by")


def correction_for(actor: Actor, pk: int) -> Correction:
    """One visible correction. Errors: Http404, also when it exists but may not be seen."""
    return get_object_or_404(corrections_for(actor), pk=pk)


def _holding(on: date) -> Q:
    live = Q(until_on=None) | Q(until_on__gte=on)
    return live & Q(state="valid", from_on__lte=on)


# --- for the bridge that fills a unit's own forms: who may read them was asked before -------


def held_of_unit(organisation_id: int, *, on: date) -> dict[str, list[Any]]:
    """All that is on record of a unit, for the forms it fills itself.

    Shapes: {"details", "facts", "qualifications", "rights", "works", "engagements",
            "projects"}: rows.
    Order:  newest first within each. Errors: none.
    """
    of_unit = {"organisation_id": organisation_id}
    told: tuple[str, ...] = ("-dated_on", "-pk")
    return {
        "details": _list(UnitDetail.objects.filter(**of_unit, retired_on=None), told),
        "facts": _list(
            YearlyFact.objects.filter(**of_unit, retired_on=None, year__lte=on.year),
            ("-year", "name", "-recorded_at", "-pk"),
        ),
        "qualifications": _list(
            Qualification.objects.filter(_holding(on), **of_unit), ("-from_on", "-pk")
        ),
        "rights": _list(Right.objects.filter(**of_unit, state="valid"), ("-granted_on", "-pk")),
        "works": _list(Work.objects.filter(**of_unit), ("-until_on", "-year", "pk")),
        "engagements": _list(
            Engagement.objects.filter(**of_unit, from_on__lte=on), ("-from_on", "-pk")
        ),
        "projects": _list(
            YearlyProject.objects.filter(**of_unit, year__lte=on.year), ("-year", "number")
        ),
    }


def held_of_people(person_ids: Iterable[int], *, on: date) -> dict[str, list[Any]]:
    """All that is on record of these people: "details", "qualifications", "works", "posts".

    Order:  newest first within each. Errors: none.
    """
    ids = {"person_id__in": list(person_ids)}
    people = Person.objects.filter(pk__in=ids["person_id__in"])
    posts = Affiliation.objects.filter(**ids, until_on=None)
    details = PersonDetail.objects.filter(**ids, retired_on=None)
    recognised = Qualification.objects.filter(_holding(on), **ids)
    return {
        "people": list(people.select_related("user")),
        "details": _list(details, ("-dated_on", "-pk")),
        "qualifications": _list(recognised, ("-from_on", "-pk")),
        "works": _list(Work.objects.filter(**ids), ("-until_on", "-year", "pk")),
        "posts": list(posts.select_related("organisation").order_by("-from_on", "-pk")),
    }


def _list(rows: QuerySet, order: tuple[str, ...]) -> list[Any]:
    return list(rows.select_related("source").order_by(*order))
