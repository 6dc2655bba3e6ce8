"""The platforms, talents and teams there were at the end of 2021, from lists of recognitions."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice

from xingmeng.core import clock, door
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import holdings
from xingmeng.demo.books import Row
from xingmeng.demo.chapters import enterprises
from xingmeng.demo.registers import LISTS, PEOPLE, from_register
from xingmeng.demo.script import Script
from xingmeng.demo.stage import who
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries
from xingmeng.stages.registry.rules.platforms import KINDS

LABORATORIES, CENTRES, STATIONS, TALENTS, TEAMS = 151, 475, 44, 430, 126
LISTED, SINCE = "2021-12-20", "2021-11-30"
UNTIL = "2024-11-30"  # of units: until the evaluation of three years
MARKS = {
    "rd_centre": "演示研发",
    "key_laboratory": "演示实验",
    "workstation": "演示工作站",
    "talent_team": "演示团队",
}


def tell(script: Script) -> None:
    """Note the day on which the lists are entered."""
    script.at(LISTED, _enter, hour=8)


def _enter() -> None:
    """The lists of units as a table, as an officer does; the people by name."""
    enterprises.enter(
        "certificates",
        "recognitions",
        "演示_平台和团队名单_2021.csv",
        list(_lines()),
        from_register("lists", LISTS),
    )
    _talents()


def _lines() -> Iterator[Row]:
    """What is missing of each kind, one unit after the other."""
    firms, bodies = _hosts("enterprise"), _hosts("university", "institute", "hospital")
    yield from _listed("rd_centre", CENTRES, firms)
    rest = [*bodies, *bodies, *firms[CENTRES:]]
    yield from _listed("key_laboratory", LABORATORIES, rest)
    yield from _listed("workstation", STATIONS, firms[CENTRES + LABORATORIES :])
    yield from _listed("talent_team", TEAMS, [*bodies, *firms])


def _hosts(*kinds: str) -> list[str]:
    """The credit codes of the region's confirmed units of these kinds. Order: by code."""
    rows = queries.visible_to(who("officer")).filter(
        kind__in=kinds, state="confirmed", region__code__startswith="15"
    )
    return list(rows.order_by("credit_code").values_list("credit_code", flat=True))


def _listed(code: str, count: int, hosts: list[str]) -> Iterator[Row]:
    missing = count - queries.known.in_force([code], on=clock.today()).count()
    for number, host in enumerate(islice(cycle(hosts), missing), start=1):
        yield {
            "credit_code": host,
            "recognition": code,
            "number": f"{MARKS[code]}{number:04d}",
            "from_on": SINCE,
            "until_on": UNTIL,
        }


def _talents() -> None:
    codes = _hosts("university", "institute", "hospital", "enterprise")
    units = queries.by_credit_codes(codes)
    source = from_register("people", PEOPLE)
    missing = TALENTS - queries.known.in_force(["talent"], on=clock.today()).count()
    with door.change():
        for number, code in enumerate(islice(cycle(codes), missing), start=1):
            name = holdings.person_name(number)
            person = registry.name_person(units[code].pk, name=name, actor=SYSTEM)
            registry.record_qualification(
                instrument_code="talent",
                number=f"演示英才{number:04d}",
                title=KINDS["talent"],
                person_id=person.pk,
                from_on=date.fromisoformat(SINCE),
                source=source,
                actor=SYSTEM,
            )
