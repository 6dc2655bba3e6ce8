"""Who serves in the field: 4,000 invented people of five units, and who acts for ten counties."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast, holdings
from xingmeng.demo.lists import counties as said
from xingmeng.demo.stage import moment, organisation
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries

SAMPLE = "commissioner"  # the account that a newcomer tries
TITLES = (
    "高级农艺师",
    "农艺师",
    "研究员",
    "高级畜牧师",
    "畜牧师",
    "副研究员",
    "推广研究员",
    "助理研究员",
)
SINCE = date(2020, 1, 1)


def name_of(number: int) -> str:
    """The account of one of the people."""
    return f"field{number:04d}"


def unit_of(number: int) -> str:
    """Which unit sends one of the people; the sample's unit has the first."""
    return said.UNITS[number % len(said.UNITS)]


def gather() -> None:
    """Put the people on record as their units list them, and the counties' clerks."""
    with moment("2021-03-01", 12):
        homes = {key: organisation(key) for key in said.UNITS}
        registry.employ_all(_rows(homes), on=SINCE, actor=SYSTEM)
        sample = registry_queries.known.person_behind(
            registry_queries.actor_named(SAMPLE).user_id
        )
        registry.employ(sample, homes[unit_of(0)], post="", from_on=SINCE)
        clerks = iter(said.CLERKS)
        for county in said.COUNTIES:
            if county.who not in {player.username for player in cast.PLAYERS}:
                _clerk(county, next(clerks))


def _rows(homes: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Everybody but the sample, who is on record already."""
    for number in range(1, said.PEOPLE):
        yield {
            "username": name_of(number),
            "name": _called(number),
            "title": TITLES[number % len(TITLES)],
            "email": f"{name_of(number)}@example.org",
            "organisation_id": homes[unit_of(number)],
        }


def _called(number: int) -> str:
    surnames, given = holdings.SURNAMES, holdings.GIVEN
    first = given[(number // len(surnames)) % len(given)]
    second = given[(number * 7 + number // (len(surnames) * len(given))) % len(given)]
    return surnames[number % len(surnames)] + first[:1] + second[-1:]


def _clerk(county: said.County, name: str) -> None:
    person = registry.open_account(
        username=county.who, name=name, password=None, email=f"{county.who}@example.org"
    )
    registry.give_role(person.user_id, "recommender", actor=SYSTEM, area=county.code)
