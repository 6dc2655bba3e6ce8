"""A small pool of experts with fields, some of the region and some not. No clock, no dice."""

from datetime import date

from tests import factories
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.registry import actions as registry

DAY = date(2021, 3, 1)


def expert(number: int, *, away: bool, field: str = "430", **changed) -> dict:
    told = {
        "username": f"pool{number}",
        "name": f"库专家{number}",
        "title": "教授",
        "email": f"pool{number}@example.org",
        "organisation_id": factories.unit("experts" if away else "local").pk,
        "works": [],
        "skills": "",
        "fields": [field],
        "languages": ["zh"],
        "most_load": 10,
        "available": True,
    }
    return told | changed


def enrol(inside: int, outside: int, *more: dict) -> dict[str, int]:
    """So many experts of field 430; gives their users by sign-in name."""
    rows = [expert(n, away=False) for n in range(inside)]
    rows += [expert(n, away=True) for n in range(inside, inside + outside)]
    with factories.moment("2021-03-01"):
        people = registry.enrol_experts(
            [*rows, *more], source=factories.source(), on=DAY, actor=SYSTEM
        )
    return {person.user.username: person.user_id for person in people}
