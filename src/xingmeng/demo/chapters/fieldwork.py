"""Field service in 2021: 4,000 people, 19 teams, ten counties, 1,000 techniques; a year judged."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from xingmeng.core import clock, move
from xingmeng.demo import commissioners, serving
from xingmeng.demo.accounts import acting_for, unit_of
from xingmeng.demo.lists import counties as said
from xingmeng.demo.script import Script
from xingmeng.demo.stage import go, organisation, who
from xingmeng.engines.values import Text
from xingmeng.stages.fieldwork import actions, queries
from xingmeng.stages.fieldwork.rules.entries import BY_CODE
from xingmeng.stages.registry import queries as registry_queries

TERM = ("2021-04-26", "2024-12-31")
PERSON_TERM = ("2021-04-26", "2023-04-25")
TEAMS = [
    (county, said.INDUSTRIES[name]) for county in said.COUNTIES for name in county.industries
]
IN_A_TEAM = 5
SEASONS = (("2021-06-30", "2021-07-05"), ("2021-10-29", "2021-11-02"))
A_SEASON = 6  # entries of each agreement


def tell(script: Script) -> None:
    """Note the first year from lists of people to grades."""
    script.at("2021-03-18", _enlist, hour=9)
    script.at("2021-03-19", _register, hour=9)
    script.at("2021-03-22", _enlist_teams, hour=9)
    script.at("2021-03-23", _register, hour=9)
    script.at("2021-03-25", _state, hour=9)
    script.at("2021-03-30", _pass_on, hour=9)
    script.at("2021-04-01", _open, 2021, hour=9)
    script.at("2021-04-08", _choose, hour=9)
    script.at("2021-04-16", _close, hour=9)
    script.at("2021-04-19", _propose, hour=9)
    script.at("2021-04-20", _confirm, hour=9)
    script.at("2021-04-22", _sign, hour=9)
    for number, (logged, confirmed) in enumerate(SEASONS):
        script.at(logged, _log, number, hour=18)
        script.at(confirmed, _served, hour=9)
    script.at("2021-11-10", _report, hour=9)
    script.at("2021-11-22", _confirm_techniques, hour=9)
    script.at("2022-01-10", _draft, hour=9)
    script.at("2022-01-18", _rate, hour=9)
    script.at("2022-01-25", _grade, hour=9)
    script.at("2023-05-04", _finish, hour=9)
    serving.tell(script)


# --- who serves -------------------------------------------------------------------------------


def _people(unit: str) -> list[tuple[int, int]]:
    """The number and the key of everybody whom a unit sends, in the order of the numbers."""
    home = organisation(unit)
    there = registry_queries.known.people_of(home, on=clock.today())
    known = dict(there.values_list("user__username", "pk"))
    numbers = [n for n in range(said.PEOPLE) if commissioners.unit_of(n) == unit]
    names = {n: commissioners.name_of(n) if n else commissioners.SAMPLE for n in numbers}
    return [(n, known[names[n]]) for n in numbers]


def _fields(number: int, unit: str) -> list[str]:
    own = said.FIELDS_OF[unit]
    first = number // len(said.UNITS) % len(own)
    return [own[first], own[(first + 1) % len(own)]]


def _filed(number: int, person: int, unit: str) -> dict[str, Any]:
    fields = _fields(number, unit) if number else ["230", "210"]
    return {
        "kind": "enterprise" if number >= said.PEOPLE - said.OF_FIRMS else "person",
        "person": str(person),
        "name": None,
        "members": [],
        "fields": fields,
        "skills": "；".join(said.SKILLS[field] for field in fields),
        "languages": ["zh"] if number % 3 else ["zh", "mn"],
    }


def _enlist() -> None:
    """Each unit files its people; two file themselves as bodies."""
    for unit in said.UNITS:
        home = organisation(unit)
        lines = [(home, _filed(n, person, unit)) for n, person in _people(unit)]
        if unit in ("corn", "steppe"):
            body = {"kind": "body", "person": None, "fields": list(said.FIELDS_OF[unit])}
            lines.append((home, _filed(1, 0, unit) | body))
        actions.enlist_all(lines, actor=who(acting_for(unit)))


def _register() -> None:
    """An officer registers everybody who was filed."""
    filed = queries.commissioners_for(who("officer")).filter(state="filed")
    pks = list(filed.order_by("pk").values_list("pk", flat=True))
    move.make_all("commissioner", pks, "register", actor=who("officer"))


def _enlist_teams() -> None:
    """Nineteen teams, each of one unit that knows the industry; nobody is in two."""
    taken: set[int] = set()
    for number, (_, industry) in enumerate(TEAMS):
        able = [u for u in said.UNITS if industry.field in said.FIELDS_OF[u]]
        unit = able[number % len(able)]
        own = queries.commissioners_for(who(acting_for(unit))).filter(kind="person")
        rows = own.filter(organisation_id=organisation(unit), fields__contains=industry.field)
        free = [row for row in rows.order_by("number")[:60] if row.pk not in taken]
        members = free[1 : IN_A_TEAM + 1]  # the first of a unit is the sample
        taken |= {row.pk for row in members}
        given = _filed(1, members[0].person_id, unit) | {
            "kind": "team",
            "name": _team(number),
            "members": [str(row.pk) for row in members],
            "fields": [industry.field],
            "languages": ["zh", "mn"],
        }
        actions.enlist(organisation(unit), given, actor=who(acting_for(unit)))


def _team(number: int) -> str:
    """The name of a team: its industry, and which of that industry it is."""
    industry = TEAMS[number][1]
    place = [n for n, (_, one) in enumerate(TEAMS) if one is industry].index(number)
    return f"{industry.zh}产业第{'一二三四'[place]}服务队"


# --- who goes where ---------------------------------------------------------------------------


def demand_of(
    county: said.County, industry: said.Industry, kind: str, term: tuple[str, str], people: int
) -> dict[str, Any]:
    """What a county states, as the form takes it."""
    things = "、".join(industry.things[:3])
    return {
        "title": f"{industry.zh}{'产业服务队' if kind == 'team' else '技术指导'}",
        "kind": kind,
        "field": industry.field,
        "techniques": f"{things}的{said.METHODS[0]}、{said.METHODS[3]}和{said.METHODS[6]}。",
        "language": county.language,
        "people": people,
        "villages": 6 * people,
        "farms": 80 * people,
        "days_a_year": 12 if kind == "person" else 14,
        "from_on": term[0],
        "until_on": term[1],
    }


def _state() -> None:
    for county, industry in TEAMS:
        given = demand_of(county, industry, "team", TERM, 1)
        actions.state_demand(county.code, given, actor=who(county.who))
    for county in said.COUNTIES:
        industry = said.INDUSTRIES[county.industries[0]]
        given = demand_of(county, industry, "person", PERSON_TERM, said.POSTED)
        actions.state_demand(county.code, given, actor=who(county.who))


def bureau_over(code: str) -> str:
    """The account of the bureau above a county."""
    return f"bureau_{code[:4]}"


def _pass_on() -> None:
    rows = queries.demands_for(who("officer")).filter(state="stated")
    for row in rows.order_by("pk"):
        go("county_demand", row.pk, "pass_on", bureau_over(row.region_id))


def _open(year: int) -> None:
    rows = queries.passed_on(who("officer"), year)
    title = Text(f"{year}年度科技特派员派驻", f"Postings of commissioners {year}")
    actions.open_round([row.pk for row in rows], title, actor=who("officer"))


def _choose() -> None:
    """Each team and the county that asks for its industry choose the other."""
    demands = list(
        queries.demands_for(who("officer")).filter(state="opened", kind="team").order_by("pk")
    )
    teams = queries.commissioners_for(who("officer")).filter(kind="team").order_by("number")
    for demand, team, (county, _) in zip(demands, teams, TEAMS, strict=True):
        for username in (account_of(team), county.who):
            actions.choose(demand.pk, team.pk, actor=who(username))


def latest_round() -> int:
    """The key of the round that was opened last."""
    return queries.rounds_for(who("officer")).order_by("-year", "-number").first().pk


def _close() -> None:
    go("posting_round", latest_round(), "close", "officer")


def _propose() -> None:
    actions.propose(latest_round(), actor=who("officer"))


def _confirm() -> None:
    plan = queries.plans_for(who("officer2")).get(round_id=latest_round(), state="proposed")
    go("posting_plan", plan.pk, "confirm", "officer2")


def _sign() -> None:
    """Everybody accepts, their units consent, the counties sign."""
    rows = queries.agreements_for(who("officer")).filter(state="drafted").order_by("pk")
    clerks = {county.code: county.who for county in said.COUNTIES}
    for row in rows:
        go("service_agreement", row.pk, "accept", account_of(row.commissioner))
        unit = row.commissioner.organisation.credit_code
        go("service_agreement", row.pk, "consent", _acting()[unit])
        go("service_agreement", row.pk, "sign", clerks[row.region_id])


def account_of(one: Any) -> str:
    """The account of a commissioner, or of who leads a team."""
    return one.person.user.get_username()


def _acting() -> dict[str, str]:
    return {unit_of(unit).credit_code: acting_for(unit) for unit in said.UNITS}


# --- the year ---------------------------------------------------------------------------------


def _running() -> list[Any]:
    rows = queries.agreements_for(who("officer")).filter(state="in_force")
    return list(rows.order_by("pk"))


def _log(season: int) -> None:
    """What was written in the field over some weeks arrives, each entry under its own key."""
    for row in _running():
        lines = [(row, *_entry(row, season * A_SEASON + n)) for n in range(A_SEASON)]
        actions.log_all(lines, actor=who(account_of(row.commissioner)))


def _entry(row: Any, number: int) -> tuple[dict[str, Any], str]:
    turn = row.pk * 3 + number
    day = clock.today() - timedelta(days=5 + 6 * (number % A_SEASON) + row.pk % 5)
    given = {
        "served_on": max(day, row.from_on).isoformat(),
        "kind": ("guidance", "training", "demonstration", "trial", "remote")[turn % 5],
        "hours": ("8", "6.5", "8", "4")[turn % 4],
        "place": said.PLACES[turn % len(said.PLACES)],
        "party": f"{said.PLACES[turn % len(said.PLACES)]}农牧户",
        "people": 4 + turn % 37,
        "text": said.DONE[turn % len(said.DONE)],
        "latitude": None,
        "longitude": None,
    }
    return given, str(UUID(int=row.pk * 1_000 + number, version=4))


def _served() -> None:
    """Those who were served confirm; one entry in nine still waits for it."""
    rows = queries.entries_for(who("officer")).filter(state="logged").order_by("pk")
    pks = [pk for pk in rows.values_list("pk", flat=True) if pk % 9]
    for satisfied in ("5", "4"):
        part = [pk for pk in pks if (pk % 3 == 0) == (satisfied == "4")]
        details = {"satisfied": satisfied}
        move.make_all("service_entry", part, "confirm", actor=BY_CODE, details=details)


def _report() -> None:
    """Each team reports what it spread: a thousand techniques in all."""
    teams = [row for row in _running() if row.commissioner.kind == "team"]
    shares = [said.TECHNIQUES // len(teams)] * len(teams)
    for extra in range(said.TECHNIQUES % len(teams)):
        shares[extra] += 1
    done: dict[str, int] = {}
    for row, many in zip(teams, shares, strict=True):
        industry = next(i for i in said.INDUSTRIES.values() if i.zh in row.commissioner.name)
        first = done.get(industry.zh, 0)
        done[industry.zh] = first + many
        lines = [(row, given) for given in _techniques(industry, first, many)]
        actions.report_all(lines, actor=who(account_of(row.commissioner)))


def _techniques(industry: said.Industry, first: int, many: int) -> Iterator[dict[str, Any]]:
    things, methods = industry.things, said.METHODS
    for number in range(first, first + many):
        method = methods[number // len(things) % len(methods)]
        manner = said.MANNERS[number // (len(things) * len(methods)) % len(said.MANNERS)]
        grows = industry.field in ("210", "220")
        yield {
            "name": f"{things[number % len(things)]}{method}{manner}技术",
            "year": 2021,
            "field": industry.field,
            "area_mu": str(200 + 37 * (number % 90)) if grows else "0",
            "farms": 12 + number % 61,
            "income_fen": (8_000 + 450 * (number % 140)) * 100,
            "effect": said.EFFECT,
        }


def _confirm_techniques() -> None:
    rows = queries.techniques_for(who("officer")).filter(state="reported")
    for county in said.COUNTIES:
        here = rows.filter(region_id=county.code).order_by("pk")
        pks = list(here.values_list("pk", flat=True))
        move.make_all("technique", pks, "confirm", actor=who(county.who))


# --- how it was judged ------------------------------------------------------------------------


def _draft() -> None:
    actions.draft_appraisals(2021, actor=who("officer"))


def _rate() -> None:
    clerks = {county.code: county.who for county in said.COUNTIES}
    rows = queries.appraisals_for(who("officer")).filter(state="drafted").order_by("pk")
    for number, row in enumerate(rows):
        given = {"tasks_pct": (95, 80, 88, 75, 90)[number % 5], "remarks": "任务按协议完成。"}
        go("appraisal", row.pk, "rate", clerks[row.region_id], **given)


def _grade() -> None:
    """Whoever would be excellent when no place is left passes."""
    rows = queries.appraisals_for(who("officer")).filter(state="rated").order_by("-tasks_pct")
    for row in rows.order_by("-tasks_pct", "pk"):
        offered = {m.name for m in move.open_moves("appraisal", row, actor=who("officer"))}
        name = "grade_within" if "grade_within" in offered else "grade"
        go("appraisal", row.pk, name, "officer")


def _finish() -> None:
    """The term of those who were posted by themselves is over: their counties say so."""
    rows = queries.agreements_for(who("officer")).filter(state="in_force")
    for county in said.COUNTIES:
        over = rows.filter(region_id=county.code, until_on__lt=clock.today()).order_by("pk")
        pks = list(over.values_list("pk", flat=True))
        move.make_all("service_agreement", pks, "finish", actor=who(county.who))
