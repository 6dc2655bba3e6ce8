"""Puts on record what the registers say of the demo's units and people, through real actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xingmeng.core import sources
from xingmeng.core.actor import SYSTEM
from xingmeng.core.models import Source
from xingmeng.demo import cast, holdings
from xingmeng.demo.accounts import others, unit_of
from xingmeng.demo.script import Script
from xingmeng.demo.stage import organisation, who
from xingmeng.demo.unit import Player, Unit
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries

BEFORE = (2018, 2019, 2020)  # known when the platform begins
LATER = ((2021, "2022-04-20"), (2022, "2023-04-20"), (2023, "2024-04-22"))
TEAMS = {"rare": 10, "local": 10, "daqing": 10, "crystal": 4, "truck": 4, "dairy": 4}
FIRMS = Text("市场主体登记（演示，虚构）", "Register of firms (demo, invented)")
TAX = Text("税务和统计数据（演示，虚构）", "Tax and statistics (demo, invented)")
RIGHTS = Text("知识产权登记（演示，虚构）", "Register of rights (demo, invented)")
PEOPLE = Text("科技人才库（演示，虚构）", "Base of people (demo, invented)")
WORKS = Text("科技项目和奖励库（演示，虚构）", "Base of projects and prizes (demo, invented)")
LISTS = Text("认定名单（演示，虚构）", "Lists of recognitions (demo, invented)")
FIRST_DAY = date(2021, 3, 1)


def tell_beginning() -> None:
    """All that is on record when the platform begins."""
    for number, unit in _units():
        _unit(unit, number)
    for serial, player in _players():
        _person(player, serial)


def tell_years(script: Script) -> None:
    """Note the return of each year: figures, R&D projects, contacts that are still right."""
    for year, day in LATER:
        script.at(day, _return, year, date.fromisoformat(day))
    last, day = LATER[-1]
    script.at(day, _refresh, last, date.fromisoformat(day), hour=11)
    script.at("2021-12-06", _recognise, hour=8)


def _units() -> Iterable[tuple[int, Unit]]:
    return ((n, unit) for n, unit in enumerate(cast.UNITS) if unit.key != "experts")


def _players() -> Iterable[tuple[int, Player]]:
    """Everybody who works for one of the units."""
    everybody = enumerate((*cast.PLAYERS, *others()), start=101)
    return ((n, player) for n, player in everybody if player.unit not in ("", "experts"))


def from_register(code: str, title: Text) -> Source:
    """One of the demo's invented registers, as a source."""
    return sources.name(f"demo:{code}", title, dated_on=FIRST_DAY)


def _unit(unit: Unit, number: int) -> None:
    pk, on = organisation(unit.key), {"on": FIRST_DAY, "actor": SYSTEM}
    told = holdings.details(unit, number)
    registry.record_details(pk, told, source=from_register("firms", FIRMS), **on)
    years = {year: holdings.figures(unit, number, year) for year in BEFORE}
    registry.record_facts(pk, years, source=from_register("tax", TAX), actor=SYSTEM)
    rights = holdings.rights(unit, number)
    registry.record_rights(pk, rights, source=from_register("rights", RIGHTS), **on)
    works = holdings.works(unit, number)
    registry.record_works(works, organisation_id=pk, source=from_register("works", WORKS), **on)
    for place in range(TEAMS.get(unit.key, 0)):
        name = holdings.person_name(number + place)
        person = registry.name_person(pk, name=name, post="研发部", actor=SYSTEM)
        _details(person.pk, holdings.person(unit, name, 200 + place), FIRST_DAY)


def _person(player: Player, serial: int) -> None:
    unit = unit_of(player.unit)
    person = registry_queries.known.person_behind(who(player.username).user_id)
    told = holdings.person(unit, player.name, serial, told=player)
    _details(person.pk, told | {"email": f"{player.username}@example.org"}, FIRST_DAY)


def _details(person_id: int, told: dict[str, Any], on: date) -> None:
    source = from_register("people", PEOPLE)
    registry.record_person(person_id, told, source=source, on=on, actor=SYSTEM)


def _return(year: int, on: date) -> None:
    """The figures of a year, from tax and statistics."""
    source = from_register("tax", TAX)
    for number, unit in _units():
        years = {year: holdings.figures(unit, number, year)}
        registry.record_facts(organisation(unit.key), years, source=source, actor=SYSTEM)


def _refresh(year: int, on: date) -> None:
    """R&D projects of the last year; who to call is still right."""
    contacts = ("contact_name", "contact_phone", "contact_email", "finance_head")
    for number, unit in _units():
        pk, told = organisation(unit.key), holdings.details(unit, number)
        fresh = {name: told[name] for name in (*contacts, "finance_phone")}
        firms = from_register("firms", FIRMS)
        registry.record_details(pk, fresh, source=firms, on=on, actor=SYSTEM)
        if unit.kind == "enterprise":
            rows = holdings.yearly_projects(unit, number, year)
            said = {"source": from_register("tax", TAX), "on": on, "actor": SYSTEM}
            registry.record_yearly_projects(pk, year, rows, **said)
    for serial, player in _players():
        _person_again(player, serial, on)


def _person_again(player: Player, serial: int, on: date) -> None:
    unit = unit_of(player.unit)
    person = registry_queries.known.person_behind(who(player.username).user_id)
    phone = holdings.person(unit, player.name, serial, told=player)["phone"]
    _details(person.pk, {"phone": phone, "email": f"{player.username}@example.org"}, on)


def _recognise() -> None:
    """High-tech enterprises with an R&D centre, and technology SMEs, among the firms here."""
    for number, unit in _units():
        if unit.kind != "enterprise" or not unit.region.startswith("15"):
            continue
        if number % 2 == 0:
            _certify(unit, "high_tech_enterprise", f"GR20211599{number:04d}", HNTE)
            _certify(unit, "rd_centre", f"演示研{number:03d}", CENTRE)
        else:
            _certify(unit, "technology_sme", f"2021150299演示{number:04d}", SME)


def _certify(unit: Unit, code: str, number: str, title: Text) -> None:
    registry.record_qualification(
        instrument_code=code,
        number=number,
        title=title,
        level="自治区级" if code == "rd_centre" else "",
        organisation_id=organisation(unit.key),
        from_on=date(2021, 12, 1),
        until_on=UNTIL[code],
        source=from_register("lists", LISTS),
        actor=SYSTEM,
    )


HNTE = Text("高新技术企业", "High-tech enterprise")
SME = Text("科技型中小企业", "Technology SME")
CENTRE = Text("自治区企业研究开发中心", "Regional enterprise R&D centre")
UNTIL = {
    "high_tech_enterprise": date(2024, 11, 30),
    "technology_sme": date(2025, 3, 31),
    "rd_centre": None,
}
