"""What the sample commissioner and county have before them: a posting, a log, a technique."""

from datetime import date
from typing import Any
from uuid import UUID

from xingmeng.core import clock
from xingmeng.demo import commissioners
from xingmeng.demo.accounts import acting_for
from xingmeng.demo.lists import counties as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, organisation, who
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, queries

COUNTY, UNIT = "banner", "chile"
PERSON = {
    "title": "肉羊繁育技术指导",
    "kind": "person",
    "field": "230",
    "techniques": "肉羊同期发情、人工授精、羔羊早期断奶和母羊营养调控。",
    "language": "mn",
    "people": 1,
    "villages": 6,
    "farms": 120,
    "days_a_year": 40,
    "from_on": "2023-07-01",
    "until_on": "2025-06-30",
}
TEAM = PERSON | {
    "title": "肉羊全产业链服务队",
    "kind": "team",
    "techniques": "从繁育到屠宰加工的全链条技术服务，建立示范合作社。",
    "days_a_year": 20,
    "from_on": "2024-07-08",
    "until_on": "2026-07-07",
}
ENTRIES = (
    (
        "2024-04-16",
        "guidance",
        "8",
        "东嘎查",
        14,
        "春季接羔现场指导，检查母羊体况，调整补饲方案。",
    ),
    (
        "2024-05-09",
        "training",
        "4",
        "镇里示范户",
        38,
        "同期发情和人工授精培训，发放蒙汉双语资料。",
    ),
    (
        "2024-05-23",
        "demonstration",
        "6.5",
        "合作社基地",
        21,
        "羔羊45日龄断奶示范，现场称重记录。",
    ),
    ("2024-06-25", "guidance", "8", "查干嘎查", 9, "检查夏季放牧补盐和驱虫，采粪样送检。"),
)
TECHNIQUE = {
    "name": "羔羊45日龄早期断奶技术",
    "year": 2024,
    "field": "230",
    "area_mu": "0",
    "farms": 26,
    "income_fen": 41_600_000,
    "effect": "示范户每只羔羊节约饲养成本约 40 元，按称重记录和饲料单据测算；数据为演示虚构。",
}


def tell(script: Script) -> None:
    """Note a posting of 2023 in force, and one of 2024 that waits for the sample's answer."""
    script.at("2023-05-10", _state, PERSON)
    script.at("2023-05-12", _pass_on)
    script.at("2023-05-15", _open, 2023)
    script.at("2023-05-18", _choose, "person")
    script.at("2023-06-05", _close)
    script.at("2023-06-06", _propose)
    script.at("2023-06-07", _confirm)
    script.at("2023-06-12", _sign)
    script.at("2024-04-10", _enlist_team)
    script.at("2024-04-12", _register_team)
    script.at("2024-05-20", _state, TEAM)
    script.at("2024-05-22", _pass_on)
    script.at("2024-05-24", _open, 2024)
    script.at("2024-05-27", _choose, "team")
    script.at("2024-06-14", _close)
    for number, entry in enumerate(ENTRIES):
        script.at("2024-06-26", _log, number, entry, hour=18)
    script.at("2024-06-26", _propose)
    script.at("2024-06-27", _confirm)
    script.at("2024-06-27", _answer, hour=11)
    script.at("2024-06-27", _report, hour=15)


def _state(given: dict[str, Any]) -> None:
    code = next(c.code for c in said.COUNTIES if c.who == COUNTY)
    actions.state_demand(code, given, actor=who(COUNTY))


def _demand() -> Any:
    return queries.demands_for(who("officer")).order_by("-pk").first()


def _pass_on() -> None:
    go("county_demand", _demand().pk, "pass_on", "bureau_1509")


def _open(year: int) -> None:
    title = Text(f"{year}年度科技特派员派驻", f"Postings of commissioners {year}")
    actions.open_round([_demand().pk], title, actor=who("officer"))


def _own(kind: str) -> Any:
    """What the sample serves as."""
    return queries.own(who(commissioners.SAMPLE), on=clock.today()).get(kind=kind)


def _choose(kind: str) -> None:
    """Both sides choose the other."""
    for username in (commissioners.SAMPLE, COUNTY):
        actions.choose(_demand().pk, _own(kind).pk, actor=who(username))


def _round() -> int:
    return queries.rounds_for(who("officer")).order_by("-year", "-number").first().pk


def _close() -> None:
    go("posting_round", _round(), "close", "officer")


def _propose() -> None:
    actions.propose(_round(), actor=who("officer"))


def _confirm() -> None:
    plan = queries.plans_for(who("officer2")).get(round_id=_round(), state="proposed")
    go("posting_plan", plan.pk, "confirm", "officer2")


def _agreement() -> Any:
    """The sample's own agreement, as a person."""
    rows = queries.agreements_for(who(commissioners.SAMPLE))
    return rows.get(commissioner=_own("person"))


def _sign() -> None:
    row = _agreement()
    go("service_agreement", row.pk, "accept", commissioners.SAMPLE)
    go("service_agreement", row.pk, "consent", acting_for(UNIT))
    go("service_agreement", row.pk, "sign", COUNTY)


def _enlist_team() -> None:
    home = organisation(UNIT)
    mine = _own("person")
    free = queries.commissioners_for(who(acting_for(UNIT))).filter(
        organisation_id=home, kind="person", state="registered", fields__contains="230"
    )
    others = list(free.exclude(pk=mine.pk).order_by("-number")[:3])
    given = {
        "kind": "team",
        "person": str(mine.person_id),
        "name": "四子王旗肉羊全产业链服务队",
        "members": [str(row.pk) for row in (mine, *others)],
        "fields": ["230"],
        "skills": "肉羊繁育、营养、疫病防控和屠宰加工",
        "languages": ["zh", "mn"],
    }
    actions.enlist(home, given, actor=who(acting_for(UNIT)))


def _register_team() -> None:
    rows = queries.commissioners_for(who("officer")).filter(state="filed", kind="team")
    go("commissioner", rows.get().pk, "register", "officer")


def _log(number: int, entry: tuple[str, str, str, str, int, str]) -> None:
    day, kind, hours, place, people, text = entry
    given = {
        "served_on": date.fromisoformat(day).isoformat(),
        "kind": kind,
        "hours": hours,
        "place": place,
        "party": f"{place}牧户",
        "people": people,
        "text": text,
        "latitude": 4_153,
        "longitude": 11_170,
    }
    key = str(UUID(int=2024_000 + number, version=4))
    row = _agreement()
    actions.log(row.pk, given, client_key=key, actor=who(commissioners.SAMPLE))


def _answer() -> None:
    """Who was served confirms all but the last."""
    rows = queries.entries_for(who("officer")).filter(agreement=_agreement(), state="logged")
    for row in list(rows.order_by("pk"))[:-1]:
        actions.answer_by_code(row.code, agrees=True, satisfied="5")


def _report() -> None:
    actions.report(_agreement().pk, TECHNIQUE, actor=who(commissioners.SAMPLE))
