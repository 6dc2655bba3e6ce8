"""Ties of the pool's experts to units and people of the demo: 200, of eight kinds, invented.

They are put on record before the first call, so that whoever reviews meets real recusal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from xingmeng.core import sources
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast
from xingmeng.demo.registers import FIRST_DAY
from xingmeng.demo.stage import moment
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries

TOLD = Text("专家利害关系申报（演示，虚构）", "Ties stated by experts (demo, invented)")
OF_A_KIND = 25
WHEN = date(2020, 12, 31)
SHARE_BP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One tie of an expert, by name of account, to a unit or to somebody who works there."""

    kind: str
    username: str
    organisation_id: int
    person_id: int


def planned() -> list[Planted]:
    """Which expert is tied to which unit, by kind; each expert has one tie at most."""
    known = registry_queries.by_credit_codes(unit.credit_code for unit in cast.UNITS)
    homes = [known[unit.credit_code].pk for unit in cast.UNITS if unit.credit_code in known]
    people = {pk: registry_queries.known.people_of(pk, on=FIRST_DAY).first() for pk in homes}
    sides = [(pk, person.pk) for pk, person in people.items() if person]
    kinds = [kind for kind in WAYS for _ in range(OF_A_KIND)]
    return [
        Planted(
            kind=kind,
            username=f"pool{number:03d}",
            organisation_id=sides[number * 7 % len(sides)][0],
            person_id=sides[number * 7 % len(sides)][1],
        )
        for number, kind in enumerate(kinds)
    ]


def plant() -> None:
    """Put every planned tie on record, each through the action that people would use."""
    with moment("2021-03-01", 12):
        source = sources.name("demo:ties", TOLD, dated_on=FIRST_DAY)
        for number, one in enumerate(planned()):
            user = registry_queries.actor_named(one.username).user_id
            expert = registry_queries.known.person_behind(user)
            WAYS[one.kind](expert, one, source, number)


def _worked(expert: Any, one: Planted, source: Any, number: int) -> None:
    began = date(2012 + number % 6, 9, 1)
    registry.employ(expert, one.organisation_id, post="研究人员", from_on=began, until_on=WHEN)


def _tied(expert: Any, one: Planted, source: Any, number: int) -> None:
    registry.record_tie(
        expert.pk, one.kind, other_id=one.person_id, source=source, actor=SYSTEM
    )


def _holds(expert: Any, one: Planted, source: Any, number: int) -> None:
    registry.record_tie(
        expert.pk,
        "shareholding",
        organisation_id=one.organisation_id,
        share_bp=SHARE_BP,
        source=source,
        actor=SYSTEM,
    )


def _made(kind: str, expert: Any, one: Planted, source: Any, number: int) -> None:
    row = {
        "kind": kind,
        "number": f"演示{kind}-{number:03d}",
        "title": f"合作完成的演示成果第 {number} 号",
        "year": WHEN.year,
    }
    for person in (expert.pk, one.person_id):
        registry.record_works(
            [row], source=source, on=FIRST_DAY, actor=SYSTEM, person_id=person
        )


WAYS: dict[str, Callable[[Any, Planted, Any, int], None]] = {
    "same_unit": _worked,
    "kin": _tied,
    "adviser": _tied,
    "coauthor": partial(_made, "paper"),
    "coinventor": partial(_made, "patent"),
    "coproject": partial(_made, "project"),
    "shareholding": _holds,
    "declared": _tied,
}
