"""Reading the pool of experts: who may be asked to review, and what is known of their work."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core import clock
from xingmeng.core.actor import Actor, prefix
from xingmeng.engines.values import Text
from xingmeng.stages.registry import rules
from xingmeng.stages.registry.models import Affiliation, ExpertProfile, Person, Work


class Profile(NamedTuple):
    """One expert as rounds need them. `outside`: their unit lies in another region."""

    user_id: int
    person_id: int
    name: str
    unit_id: int | None
    region_code: str
    outside: bool
    languages: tuple[str, ...]
    fields: tuple[str, ...]
    most_load: int
    skills: str
    available: bool
    unit: Text | None


def experts() -> QuerySet[Person]:
    """People who may be asked to review today, by name."""
    today = clock.today()
    live = Q(user__memberships__until_on=None) | Q(user__memberships__until_on__gte=today)
    begun = Q(user__memberships__from_on__lte=today)
    found = Person.objects.filter(live & begun, user__memberships__role="expert")
    return found.select_related("user").distinct().order_by("name", "pk")


def pool_for(actor: Actor) -> QuerySet[Person]:
    """The pool with profiles and posts: for who organises or audits; experts see themselves."""
    rows = experts().select_related("user", "expert_profile")
    if not rules.pool.reads_pool(actor):
        rows = rows.filter(user_id=actor.user_id or None)
    return rows.prefetch_related(Prefetch("affiliations", _posts(), to_attr="posts"))


def expert_for(actor: Actor, person_id: int) -> Person:
    """One visible expert. Errors: Http404, also when they exist but may not be seen."""
    return get_object_or_404(pool_for(actor), pk=person_id)


def _posts() -> QuerySet[Affiliation]:
    """Where people work today, the latest post first."""
    live = Q(until_on=None) | Q(until_on__gte=clock.today())
    rows = Affiliation.objects.filter(live, from_on__lte=clock.today())
    return rows.select_related("organisation__region").order_by("-from_on", "-pk")


def expert_profiles(user_ids: Collection[int] | None = None) -> list[Profile]:
    """What rounds need to know of experts: of these users, or of all who are available today.

    Order:  by user. Errors: none; who is no expert is left out, who never wrote a profile
            reads Chinese and takes the usual load.
    """
    rows = experts().select_related("expert_profile").order_by("user_id")
    if user_ids is not None:
        rows = rows.filter(user_id__in=list(user_ids))
    rows = rows.prefetch_related(Prefetch("affiliations", _posts(), to_attr="posts"))
    found = [_profile(person) for person in rows]
    return [p for p in found if user_ids is not None or p.available]


def profile_of(person: Person) -> ExpertProfile:
    """What an expert says of themself, or what holds where nothing was written."""
    return getattr(person, "expert_profile", None) or ExpertProfile()


def _profile(person: Any) -> Profile:
    told = profile_of(person)
    unit = person.posts[0].organisation if person.posts else None
    region = unit.region_id if unit else ""
    return Profile(
        user_id=person.user_id,
        person_id=person.pk,
        name=person.name,
        unit_id=unit.pk if unit else None,
        region_code=region,
        outside=bool(region) and not region.startswith(prefix(settings.REGION["code"])),
        languages=tuple(filter(None, told.languages.split(","))),
        fields=tuple(filter(None, told.fields.split(","))),
        most_load=told.most_load,
        skills=told.skills,
        available=told.available,
        unit=unit.name if unit else None,
    )


def works_of_persons(person_ids: Iterable[int]) -> dict[int, list[Work]]:
    """Papers, patents, projects, prizes and results of people. Order: newest first.

    Shapes: {person: works}; who has none is left out. Errors: none.
    """
    rows = Work.objects.filter(person_id__in=list(person_ids)).order_by("-year", "-pk")
    found = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return dict(found)
