"""A pool of experts larger than a thread has: a dozen of six units, each with a paper."""

from datetime import date
from typing import Any

from tests import factories
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import (
    Affiliation,
    ExpertProfile,
    Organisation,
    Person,
    Work,
)

TOPICS = ("稀土永磁材料制备", "草原生态监测")


def fill(count: int = 12) -> list[Person]:
    """Experts named pool00 onwards; two in a unit, the odd ones read English."""
    homes = factories.copies(
        factories.unit("shanghai"), (count + 1) // 2, name_zh="大学{n}", credit_code="C{n}"
    )
    homes = list(Organisation.objects.filter(credit_code__in=[h.credit_code for h in homes]))
    return [_expert(i, homes[i // 2]) for i in range(count)]


def _expert(number: int, home: Any) -> Person:
    with factories.moment("2021-03-01"):
        person = registry.open_account(
            username=f"pool{number:02}",
            name=f"专家{number:02}",
            password=factories.PASSWORD,
            email=f"pool{number}@example.org",
        )
        registry.give_role(person.user_id, "expert", actor=SYSTEM)
    Affiliation.objects.create(person=person, organisation=home, from_on=date(2015, 1, 1))
    ExpertProfile.objects.create(
        person=person,
        skills="工艺",
        fields="430",
        languages="zh,en" if number % 2 else "zh",
        most_load=5,
        changed_at=factories.time("2021-03-01"),
    )
    Work.objects.create(
        person=person,
        kind="paper",
        title=TOPICS[number % 2],
        number=f"10.1/{number}",
        year=2020,
        source=factories.source(),
        dated_on=date(2020, 12, 31),
        recorded_at=factories.time("2021-03-01"),
    )
    return person
