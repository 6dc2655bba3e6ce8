"""Who stands behind opened applications: units, people, and whom they ask to keep away.

For the check of recusal, which takes sets and asks who may read itself.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils import timezone

from xingmeng.core import clock
from xingmeng.stages.applications import rules
from xingmeng.stages.applications.models import Application, Participant
from xingmeng.stages.applications.queries import answers_of
from xingmeng.stages.registry import queries as registry


class Behind(NamedTuple):
    """One application's parties: {unit: part}, {person: part}, names to keep away with units.

    Parts are applicant, partner and issuer; leader and member.
    """

    number: str
    call_id: int
    units: Mapping[int, str]
    people: Mapping[int, str]
    excluded: tuple[tuple[str, str], ...] = ()


def behind(application_ids: Collection[int]) -> dict[int, Behind]:
    """Who stands behind each of these applications that has been opened.

    Errors: none; drafts and sealed bids are left out.
    """
    rows = Application.objects.filter(pk__in=application_ids)
    rows = rows.exclude(state__in=rules.CLOSED_TO_OTHERS).order_by("pk")
    rows = rows.select_related("challenge").prefetch_related("partners", "participants")
    return {row.pk: _behind(row) for row in rows}


def _behind(row: Application) -> Behind:
    units = {row.issuer_id: "issuer"} if row.issuer_id else {}
    units |= {p.organisation_id: "partner" for p in row.partners.all()}
    units[row.organisation_id] = "applicant"
    people = {p.person_id: p.role for p in row.participants.all()}
    asked = answers_of(row).get("excluded_experts")
    lines = [r for r in asked if isinstance(r, dict)] if isinstance(asked, list) else []
    kept_away = [(plain(r.get("name")), plain(r.get("unit"))) for r in lines]
    excluded = tuple(line for line in kept_away if line[0])
    return Behind(row.number, row.call_id, units, people, excluded)


def plain(said: Any) -> str:
    """A name without its spaces, to compare by."""
    return "".join(str(said or "").split())


def under_wraps(*, person_ids: Collection[int] | None = None) -> list[int]:
    """Opened applications whose award is not before the public; of these people, if any.

    Order:  by key.
    """
    rows = Application.objects.filter(published_at=None)
    if person_ids is not None:
        rows = rows.filter(participants__person_id__in=person_ids)
    rows = rows.exclude(state__in=rules.CLOSED_TO_OTHERS)
    return list(rows.order_by("pk").distinct().values_list("pk", flat=True))


def comes_open(before: str, after: str) -> bool:
    """Whether a move hands an application to others, or hands it to them changed."""
    theirs = (*rules.CLOSED_TO_OTHERS, *Application.writable_in)
    return before in theirs and after not in theirs


def joint(
    one: Collection[int], other: Collection[int], *, since: date
) -> list[tuple[int, int, int, str]]:
    """Opened applications handed in since a day that people of both sets take part in.

    Shapes: [(of the one set, of the other, application, its number)].
    """
    first = timezone.make_aware(datetime.combine(since, time()))
    rows = Participant.objects.filter(person_id__in=one, application__submitted_at__gte=first)
    rows = rows.exclude(application__state__in=rules.CLOSED_TO_OTHERS)
    pairs = rows.filter(application__participants__person_id__in=other).order_by("pk")
    told = pairs.values_list(
        *("person_id", "application__participants__person_id"),
        *("application_id", "application__number"),
    )
    return [row for row in told.distinct() if row[1] in set(other)]


def rivals(
    person_ids: Collection[int], call_ids: Collection[int]
) -> list[tuple[int, int, str]]:
    """Opened applications to these calls with these people in: person, call, number."""
    rows = Participant.objects.filter(
        person_id__in=person_ids, application__call_id__in=call_ids
    ).exclude(application__state__in=rules.CLOSED_TO_OTHERS)
    told = rows.values_list("person_id", "application__call_id", "application__number")
    return list(told.order_by("pk"))


def people_named(application: Application, answers: Mapping[str, Any]) -> dict[int, str]:
    """The people of the registry whom an application names: {person: leader or member}.

    They are known by their ID number; where only a name is asked, by that name among the
    people of the applicant and its partners. Who is not on record is left out.
    """
    rows = answers.get("members")
    members = [r for r in rows if isinstance(r, dict)] if isinstance(rows, list) else []
    lines = [(answers.get("leader_id"), answers.get("leader_name"), "leader")]
    lines += [(r.get("person_id"), r.get("name"), "member") for r in members]
    numbers = registry.known.by_id_numbers(str(n).strip().upper() for n, _, _ in lines if n)
    own = _people_of_parties(application)
    found = {} if application.leader_id is None else {application.leader_id: "leader"}
    for number, name, role in lines:
        person = numbers.get(str(number or "").strip().upper())
        named = [person.pk] if person else own.get(plain(name), [])
        for pk in named:
            found.setdefault(pk, role)
    return found


def _people_of_parties(application: Application) -> dict[str, list[int]]:
    units: Iterable[int] = [
        application.organisation_id,
        *application.partners.values_list("organisation_id", flat=True),
    ]
    found: dict[str, list[int]] = {}
    for unit in units:
        for person in registry.known.people_of(unit, on=clock.today()):
            found.setdefault(plain(person.name), []).append(person.pk)
    return found
