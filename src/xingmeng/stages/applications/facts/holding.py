"""What the registry holds of one unit and one person, by the names that forms use."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from xingmeng.core import clock
from xingmeng.core.roles import ROLES
from xingmeng.engines.values import Text
from xingmeng.stages.applications.facts.known import Known, agree
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import KINDS
from xingmeng.stages.registry.rules.known import class_of

PEOPLE = Text("人员登记", "Register of people")
ACCOUNT = Text("本人账号", "The person's own account")
VALID, NEVER_BARRED = "有效", "无不良记录"
FROM_LISTS = ("high_tech_enterprise", "technology_sme")
PLATFORM = "科技兴蒙"  # the plan of what was told by the platform's own stages
PARTNER = Text("参与", "Partner")
STATES = {"running": "在研", "accepted": "已验收", "ended": "终止"}


def _said(source: Any) -> Text:
    return Text(source.title_zh, source.title_en)


class OfUnit:
    """One unit as the registry has it on a day; read once, in a handful of queries."""

    def __init__(self, organisation: Any, *, on: date) -> None:
        self.unit, self.on = organisation, on
        self.held = registry.known.held_of_unit(organisation.pk, on=on)
        self._tables: dict[str, Callable[[], list[dict[str, Any]]]] = {
            "platforms": self._platforms,
            "people": self._people,
            "rights": self._rights,
            "prizes": lambda: [_prize(row) for row in self._works("prize", "result")],
            "earlier_projects": lambda: self._projects(running=False),
            "running_projects": lambda: self._projects(running=True),
            "rd_projects": self._yearly_projects,
        }

    def detail(self, name: str) -> Known | None:
        """What is known under a name; more than one source stand beside one another."""
        if name in self._tables:
            return self._table(name)
        if name in ("hnte_number", "hnte_valid_to", "sme_number"):
            return self._certificate(name)
        own = [self._column(name)] if name in _COLUMNS else []
        if name == "credit_standing":
            own = [self._standing()]
        told = [_told(row) for row in self.held["details"] if row.name == name]
        newest = sorted(told, key=lambda one: one.on or date.min, reverse=True)
        return agree([*newest, *own] if name not in _OF_RECORD else [*own, *newest])

    def _column(self, name: str) -> Known:
        row = self.unit
        value, said = _COLUMNS[name](row)
        on = row.source.dated_on or clock.local_day(row.since)
        return Known(value=value, said=said, source=_said(row.source), on=on)

    def _standing(self) -> Known:
        bans = registry.live_bans(self.unit, on=self.on)
        said = f"限制申报（{bans[-1].decision_number}）" if bans else NEVER_BARRED
        source = Text("科研诚信记录", "Records of research integrity")
        return Known(value=said, source=source, on=self.on)

    def _certificate(self, name: str) -> Known | None:
        code = FROM_LISTS[0] if name.startswith("hnte") else FROM_LISTS[1]
        for row in self.held["qualifications"]:
            if row.instrument_code == code:
                value = row.until_on if name == "hnte_valid_to" else row.number
                return Known(
                    value=value, source=_said(row.source), on=row.dated_on, until=row.until_on
                )
        return None

    def _table(self, name: str) -> Known | None:
        rows = self._tables[name]()
        if not rows:
            return None
        kind = {"rd_projects": "projects", "platforms": "qualifications", "rights": "rights"}
        told = self.held.get(kind.get(name, "works")) or []
        source = _said(told[0].source) if told else PEOPLE
        days = [row.dated_on for row in told]
        return Known(value=rows, source=source, on=max(days) if days else self.on)

    def _platforms(self) -> list[dict[str, Any]]:
        rows = [q for q in self.held["qualifications"] if q.instrument_code not in FROM_LISTS]
        return [
            {
                "name": row.title_zh or row.instrument_code,
                "level": row.level,
                "number": row.number,
                "valid_to": row.until_on.isoformat() if row.until_on else None,
            }
            for row in rows
        ]

    def _rights(self) -> list[dict[str, Any]]:
        return [
            {
                "kind": row.kind,
                "class": class_of(row.kind),
                "number": row.number,
                "title": row.title,
                "granted_on": row.granted_on.isoformat() if row.granted_on else None,
                "owner": self.unit.name_zh,
                "state": VALID,
                "way": row.way,
                "product": row.product,
            }
            for row in self.held["rights"]
        ]

    def _works(self, *kinds: str) -> list[Any]:
        return [row for row in self.held["works"] if row.kind in kinds]

    def _projects(self, *, running: bool) -> list[dict[str, Any]]:
        told = [r for r in self._works("project") if (r.state == "running") is running]
        here = [e for e in self.held["engagements"] if _runs(e, self.on) is running]
        return [*map(_engagement, here), *map(_project, told)]

    def _yearly_projects(self) -> list[dict[str, Any]]:
        rows = self.held["projects"]
        return [
            {
                "year": row.year,
                "number": row.number,
                "title": row.title,
                "from_on": row.from_on.isoformat(),
                "until_on": row.until_on.isoformat() if row.until_on else None,
                "spent_fen": row.spent_fen,
                "field": row.field,
                "form": row.form,
            }
            for row in rows
            if row.year == rows[0].year
        ]

    def _people(self) -> list[dict[str, Any]]:
        found = registry.known.people_of(self.unit.pk, on=self.on)
        return [member(each) for each in every_person(found, on=self.on)]

    # --- yearly facts -------------------------------------------------------------------

    def fact(self, rest: str) -> Known | None:
        """The latest figure of a name ("staff"), or years before it ("staff:-1")."""
        if rest == "years":
            return self._years()
        name, _, back = rest.partition(":")
        rows = [f for f in self.held["facts"] if f.name == name or name == "year"]
        if not rows:
            return None
        year = rows[0].year + (int(back) if back else 0)
        told = [_figure(f) for f in rows if f.year == year]
        if name == "year":
            return Known(value=year, source=told[0].source, on=told[0].on) if told else None
        return agree(told)

    def _years(self) -> Known | None:
        by_year: dict[int, dict[str, Any]] = {}
        for row in self.held["facts"]:
            by_year.setdefault(row.year, {"year": row.year}).setdefault(row.name, row.value)
        if not by_year:
            return None
        first = self.held["facts"][0]
        rows = [by_year[year] for year in sorted(by_year, reverse=True)[:3]]
        return Known(value=rows, source=_said(first.source), on=date(first.year, 12, 31))


def _figure(row: Any) -> Known:
    """A figure is true of its year, so it ages from the year's last day."""
    return Known(value=row.value, source=_said(row.source), on=date(row.year, 12, 31))


def _told(row: Any) -> Known:
    value = json.loads(row.value)
    return Known(value=value, source=_said(row.source), on=row.dated_on, until=row.until_on)


def _place(row: Any) -> str:
    above = row.region.parent
    return f"{above.name_zh if above else ''}{row.region.name_zh}"


_COLUMNS: dict[str, Callable[[Any], tuple[Any, str]]] = {
    "credit_code": lambda o: (o.credit_code, ""),
    "name": lambda o: (o.name_zh, ""),
    "kind": lambda o: (o.kind, KINDS[o.kind].zh),
    "region": lambda o: (o.region_id, _place(o)),
    "industry": lambda o: (o.industry_id, o.industry.name_zh if o.industry else ""),
    "registered_on": lambda o: (o.registered_on and o.registered_on.isoformat(), ""),
    "legal_representative": lambda o: (o.legal_representative, ""),
    "address": lambda o: (o.address, ""),
}
_OF_RECORD = frozenset({"credit_standing"})  # the platform's own records come first


def _prize(row: Any) -> dict[str, Any]:
    return {"title": row.title, "level": row.level, "year": row.year, "rank": row.rank}


def _runs(row: Any, on: date) -> bool:
    return row.until_on is None or row.until_on >= on


def _engagement(row: Any) -> dict[str, Any]:
    """A project of the platform itself, as the registry was told of it."""
    role = PARTNER if row.role == "partner" else ROLES.get(row.role)
    return {
        "number": "",
        "title": row.title,
        "plan": PLATFORM,
        "role": role.zh if role else row.role,
        "amount_fen": row.amount_fen or None,
        "from_on": row.from_on.isoformat(),
        "until_on": row.until_on.isoformat() if row.until_on else None,
        "state": "",
    }


def _project(row: Any) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "plan": row.plan,
        "role": row.role,
        "amount_fen": row.amount_fen or None,
        "from_on": row.from_on.isoformat() if row.from_on else None,
        "until_on": row.until_on.isoformat() if row.until_on else None,
        "state": STATES.get(row.state, row.state),
    }


# --- people ---------------------------------------------------------------------------------


class OfPerson:
    """One person as the registry has them on a day."""

    def __init__(self, person: Any, held: dict[str, list[Any]]) -> None:
        self.person = person
        mine = {key: [r for r in rows if _is_of(r, person)] for key, rows in held.items()}
        self.details, self.posts = mine["details"], mine["posts"]
        self.qualifications, self.works = mine["qualifications"], mine["works"]

    def detail(self, name: str) -> Known | None:
        """What is known under a name; more than one source stand beside one another."""
        told = [_told(row) for row in self.details if row.name == name]
        told.sort(key=lambda one: one.on or date.min, reverse=True)
        return agree(told or self._gathered(name)) or agree(self._own(name))

    def _own(self, name: str) -> Iterator[Known]:
        """What stands in the register of people itself."""
        person = self.person
        if name == "name" or name in ("title", "field", "phone", "id_number"):
            yield Known(value=getattr(person, name), source=PEOPLE)
        if name == "email" and person.user:
            yield Known(value=person.user.email, source=ACCOUNT)
        if name in ("employer", "post") and self.posts:
            post = self.posts[0]
            value = post.organisation.name_zh if name == "employer" else post.post
            yield Known(value=value, source=PEOPLE, on=post.from_on)

    def _gathered(self, name: str) -> list[Known]:
        """A text put together from what is on record line by line."""
        rows = {"talent_programmes": self.qualifications, "results": self.works}.get(name)
        if not rows:
            return []
        said = "\n".join(_in_words(row) for row in rows[:5])
        return [Known(value=said, source=_said(rows[0].source), on=rows[0].dated_on)]


def _is_of(row: Any, person: Any) -> bool:
    return getattr(row, "person_id", None) == person.pk


def _in_words(row: Any) -> str:
    if hasattr(row, "instrument_code"):
        return row.title_zh or row.number
    parts = [str(row.year or ""), row.title, row.level]
    return "，".join(part for part in parts if part)


def every_person(people: Any, *, on: date) -> list[OfPerson]:
    """These people as the registry has them, in their order."""
    rows = list(people)
    held = registry.known.held_of_people([row.pk for row in rows], on=on)
    by_pk = {row.pk: row for row in held.pop("people")}
    return [OfPerson(by_pk[row.pk], held) for row in rows]


MEMBER = ("name", "sex", "born_on", "title", "degree", "field", "employer", "phone", "paid")


def member(one: OfPerson) -> dict[str, Any]:
    """One line of a team, as far as it is known."""
    told = {name: one.detail(name) for name in (*MEMBER, "id_number")}
    line = {name: known.value if known else None for name, known in told.items()}
    line["person_id"] = line.pop("id_number")
    return line
