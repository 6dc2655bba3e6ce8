"""Reading ties between people and units, for those who keep them and for the check of recusal.

The functions for the check take sets and answer in one query each: who may read was asked
before.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.actor import Actor
from xingmeng.stages.registry.models import (
    Affiliation,
    Membership,
    Organisation,
    Person,
    PossibleDuplicate,
    Tie,
    Work,
)
from xingmeng.stages.registry.rules import ties as rules


class Post(NamedTuple):
    """Where somebody works or worked; `until` is None while they do."""

    holder: int  # a person, or a user where it is a role
    organisation_id: int
    until: date | None


class Made(NamedTuple):
    """A paper, patent or project of one person; `key` is the same for all who share it."""

    person_id: int
    kind: str
    key: str
    title: str
    last_on: date | None


def ties_for(actor: Actor) -> QuerySet[Tie]:
    """Ties that hold, newest first: all for those who keep them, one's own declared ones."""
    seen = Q(pk__in=[])
    if actor.user_id:
        seen |= Q(person__user_id=actor.user_id, kind="declared")
    if rules.may_keep_ties(actor):
        seen = Q(pk__gt=0)
    rows = Tie.objects.filter(seen, retired_at=None).order_by("-recorded_at", "-pk")
    return rows.select_related("person", "other", "organisation", "source")


def tie_for(actor: Actor, pk: int) -> Tie:
    """One visible tie that holds. Errors: Http404."""
    return get_object_or_404(ties_for(actor), pk=pk)


def duplicates_for(actor: Actor) -> QuerySet[PossibleDuplicate]:
    """Pairs that may be one person: for those who keep ties, newest first."""
    rows = PossibleDuplicate.objects.select_related("person", "other").order_by("-at", "-pk")
    return rows if rules.may_keep_ties(actor) else rows.none()


def duplicate_for(actor: Actor, pk: int) -> PossibleDuplicate:
    """One visible pair. Errors: Http404."""
    return get_object_or_404(duplicates_for(actor), pk=pk)


def called(name: str, unit: str = "") -> list[int]:
    """The people of that name; with a unit's code or name only those who were ever in it.

    Order:  as entered.
    """
    rows = Person.objects.filter(name=name.strip())
    if unit.strip():
        where = Q(affiliations__organisation__credit_code=unit.strip().upper())
        where |= Q(affiliations__organisation__name_zh=unit.strip())
        rows = rows.filter(where)
    return list(rows.distinct().order_by("pk").values_list("pk", flat=True))


def unit_called(name: str) -> int | None:
    """The confirmed unit with that credit code or name, if there is one."""
    said = name.strip()
    rows = Organisation.objects.filter(Q(credit_code=said.upper()) | Q(name_zh=said))
    return rows.filter(state="confirmed").values_list("pk", flat=True).first()


def described(person: Person) -> str:
    """A person's number, name, title and present units in one line."""
    posts = person.affiliations.filter(until_on=None).select_related("organisation")
    homes = "、".join(post.organisation.name_zh for post in posts.order_by("pk"))
    told = [f"{person.name}（{person.pk}）", person.title, homes]
    return " · ".join(part for part in told if part)


# --- for the check of recusal ---------------------------------------------------------------


def people_of_users(user_ids: Iterable[int]) -> dict[int, int]:
    """The person behind each account that has one: {user: person}."""
    rows = Person.objects.filter(user_id__in=list(user_ids))
    return dict(rows.values_list("user_id", "pk"))


def users_of_people(person_ids: Iterable[int]) -> frozenset[int]:
    """The accounts of these people and of those who may be the same."""
    everyone = {pk for group in same_people(person_ids).values() for pk in group}
    rows = Person.objects.filter(pk__in=everyone).exclude(user=None)
    return frozenset(rows.values_list("user_id", flat=True))


def same_people(person_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each of these people with all who may be the same person: never refused, also in turn.

    Shapes: {person: everyone in the group, the person among them}.
    """
    pairs = PossibleDuplicate.objects.exclude(state="two_people")
    group: dict[int, set[int]] = {}
    for one, other in pairs.order_by("pk").values_list("person_id", "other_id"):
        joined = group.get(one, {one}) | group.get(other, {other})
        for pk in joined:
            group[pk] = joined
    return {pk: frozenset(group.get(pk, {pk})) for pk in person_ids}


def posts_of(person_ids: Collection[int], *, since: date, on: date) -> list[Post]:
    """Where these people work or have worked since a day."""
    rows = Affiliation.objects.filter(person_id__in=person_ids, from_on__lte=on)
    rows = rows.filter(Q(until_on=None) | Q(until_on__gte=since)).order_by("pk")
    return [Post(*row) for row in rows.values_list("person_id", "organisation_id", "until_on")]


def roles_in_units(user_ids: Collection[int], *, since: date, on: date) -> list[Post]:
    """The units these accounts act for or have acted for since a day."""
    rows = Membership.objects.filter(user_id__in=user_ids, from_on__lte=on)
    rows = rows.exclude(organisation=None).filter(Q(until_on=None) | Q(until_on__gte=since))
    rows = rows.order_by("pk")
    return [Post(*row) for row in rows.values_list("user_id", "organisation_id", "until_on")]


def ties_touching(person_ids: Collection[int], *, on: date) -> list[Tie]:
    """Ties that hold on a day and have one of these people at either end."""
    live = Q(until_on=None) | Q(until_on__gte=on)
    ends = Q(person_id__in=person_ids) | Q(other_id__in=person_ids)
    rows = Tie.objects.filter(live, ends, retired_at=None)
    rows = rows.filter(Q(from_on=None) | Q(from_on__lte=on)).defer("said")
    return list(rows.order_by("pk"))


def works_together(person_ids: Collection[int]) -> list[Made]:
    """Papers, patents and projects of these people that more than one person may share.

    The key is the number without case and spaces; where there is none, the title.
    """
    rows = Work.objects.filter(person_id__in=person_ids, kind__in=rules.TOGETHER)
    told = rows.order_by("pk").values_list(
        *("person_id", "kind", "number", "title", "from_on", "until_on", "year", "state")
    )
    return [_made(*row) for row in told]


def _made(
    person_id: int, kind: str, number: str, title: str, *when: date | int | str | None
) -> Made:
    from_on, until_on, year, state = when
    last = until_on or (None if kind == "project" else from_on)
    if last is None and isinstance(year, int):
        last = date(year, 12, 31)
    if state == "running":
        last = None
    key = "".join((number or title).split()).casefold()
    return Made(person_id, kind, key, title, last if isinstance(last, date) else None)


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """The names of these people."""
    rows = Person.objects.filter(pk__in=list(person_ids))
    return dict(rows.values_list("pk", "name"))


def units_named(names: Iterable[str]) -> frozenset[str]:
    """Which of these names are those of registered units."""
    rows = Organisation.objects.filter(name_zh__in=list(names))
    return frozenset(rows.values_list("name_zh", flat=True))


def unit_names(organisation_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The names of these units in both languages."""
    rows = Organisation.objects.filter(pk__in=list(organisation_ids))
    return {pk: (zh, en or zh) for pk, zh, en in rows.values_list("pk", "name_zh", "name_en")}


def serving_region() -> frozenset[int]:
    """The accounts that hold a live role for the region or an area: staff, bureaus, experts."""
    today = clock.today()
    rows = Membership.objects.filter(organisation=None, from_on__lte=today)
    rows = rows.filter(Q(until_on=None) | Q(until_on__gte=today))
    return frozenset(rows.values_list("user_id", flat=True))


def alike(person_ids: Collection[int] | None = None) -> list[tuple[int, int, str]]:
    """Pairs of entries that may be one person and were never looked at.

    Shapes: [(the one entered first, the other, what they share)].
    Alike are entries of one name that share an ID number, a unit or a numbered work.
    Order:  by the first entered, then the other.
    """
    known = set(PossibleDuplicate.objects.values_list("person_id", "other_id"))
    found = []
    for group in _namesakes(person_ids):
        marks = _marks_of(group)
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                shared = sorted(marks[one] & marks[other])
                if shared and (one, other) not in known:
                    found.append((one, other, shared[0][0]))
    return sorted(found)


def _namesakes(person_ids: Collection[int] | None) -> list[list[int]]:
    rows = Person.objects.order_by("pk")
    if person_ids is not None:
        names = Person.objects.filter(pk__in=person_ids).values("name")
        rows = rows.filter(name__in=names)
    by_name: dict[str, list[int]] = {}
    for pk, name in rows.values_list("pk", "name"):
        by_name.setdefault("".join(name.split()), []).append(pk)
    return [group for group in by_name.values() if len(group) > 1]


def _marks_of(group: list[int]) -> dict[int, set[tuple[str, str]]]:
    marks: dict[int, set[tuple[str, str]]] = {pk: set() for pk in group}
    people = Person.objects.filter(pk__in=group).exclude(id_digest="")
    for pk, digest in people.values_list("pk", "id_digest"):
        marks[pk].add(("id_number", digest))
    posts = Affiliation.objects.filter(person_id__in=group)
    for pk, unit in posts.values_list("person_id", "organisation_id"):
        marks[pk].add(("unit", str(unit)))
    works = Work.objects.filter(person_id__in=group).exclude(number="")
    for pk, kind, number in works.values_list("person_id", "kind", "number"):
        marks[pk].add(("work", f"{kind} {number}"))
    return marks
