"""The bridge: who already knows the answers of a form, so that they are asked once.

Registry, yearly facts, the call, earlier applications. It fills nothing that two sources
disagree about, and nothing too old: these are shown beside the empty question.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from xingmeng.core import asking, clock
from xingmeng.engines import forms
from xingmeng.engines.forms import Question, Section, Table
from xingmeng.engines.values import Text
from xingmeng.stages.applications.facts.earlier import Earlier, carried
from xingmeng.stages.applications.facts.holding import OfPerson, OfUnit, every_person
from xingmeng.stages.applications.facts.known import Known, fitted
from xingmeng.stages.registry import queries as registry

CALL = Text("申报通知", "The call")
SYSTEM = Text("系统生成", "Made by the system")
CARRIED = Text("申报书", "The application")
OUTSIDE = ("call", "system", "application")


class Knowledge:
    """Everything known to one form: of one unit, perhaps one leader, one call, on one day."""

    def __init__(
        self,
        *,
        organisation: Any,
        on: date,
        person: Any = None,
        call: Any = None,
        application: Any = None,
        past: bool = True,
    ) -> None:
        self.organisation, self.person, self.call, self.on = organisation, person, call, on
        self.application, self.past = application, past  # may earlier applications tell?
        self._unit: OfUnit | None = None
        self._leader: OfPerson | None = None
        self._earlier: Earlier | None = None

    def of(self, name: str) -> Known | None:
        """What is known under a name as forms write it; None if nothing is. Errors: none."""
        kind, _, rest = name.partition(":")
        if kind in ("organisation", "facts"):
            self._unit = self._unit or OfUnit(self.organisation, on=self.on)
            return self._unit.detail(rest) if kind == "organisation" else self._unit.fact(rest)
        if kind == "person":
            return self._of_leader(rest)
        if kind == "earlier" and self.past:
            leader = self.person.pk if self.person else None
            self._earlier = self._earlier or Earlier(
                self.organisation.pk, leader_id=leader, but=self.application
            )
            return self._earlier.answer(rest)
        return self._outside(kind, rest) if kind in OUTSIDE else self._later(kind, rest)

    def _later(self, kind: str, rest: str) -> Known | None:
        """What a later stage knows of the unit."""
        found = asking.ask(kind, rest, self.organisation.pk, on=self.on)
        return Known(value=found.value, source=found.source, on=found.on) if found else None

    def _of_leader(self, rest: str) -> Known | None:
        if self.person is None:
            return None
        if self._leader is None:
            self._leader = every_person([self.person], on=self.on)[0]
        return self._leader.detail(rest)

    def _outside(self, kind: str, rest: str) -> Known | None:
        if kind == "call" and self.call is not None:
            return _of_call(self.call, rest)
        if kind == "system":
            value = {"today": self.on.isoformat(), "number": self._number()}.get(rest)
            return Known(value=value, source=SYSTEM, on=self.on) if value else None
        if kind == "application" and self.application is not None:
            return _carried(self.application, rest)
        return None

    def _number(self) -> str:
        return self.application.number if self.application else ""


def _of_call(call: Any, rest: str) -> Known | None:
    values = {
        "number": lambda: (call.number, ""),
        "title": lambda: (call.title_zh, ""),
        "category": lambda: (call.instrument_code, call.instrument.title.zh),
        "closes_at": lambda: (clock.local_day(call.closes_at).isoformat(), ""),
        "direction": lambda: _only_direction(call),
    }
    value, said = values[rest]() if rest in values else (None, "")
    on = clock.local_day(call.opens_at)
    return Known(value=value, said=said, source=CALL, on=on) if value else None


def _only_direction(call: Any) -> tuple[str | None, str]:
    """Where a call has one direction there is nothing to choose."""
    rows = list(call.directions.all()[:2])
    return (rows[0].code, rows[0].title_zh) if len(rows) == 1 else (None, "")


def _carried(application: Any, rest: str) -> Known | None:
    value = application.answers.get(rest)
    moment = application.submitted_at or application.saved_at
    if forms.is_empty(value):
        return None
    on = clock.local_day(moment)
    return Known(value=value, source=CARRIED, on=on, origin="carried")


def known(
    names: Collection[str],
    *,
    organisation: Any,
    on: date,
    person: Any = None,
    call: Any = None,
    application: Any = None,
) -> dict[str, Known]:
    """What is known under these names, as forms write them; unknown ones are left out.

    Order:  as given. Errors: none.
    """
    whole = Knowledge(
        organisation=organisation, person=person, call=call, application=application, on=on
    )
    found = {name: whole.of(name) for name in names}
    return {name: one for name, one in found.items() if one is not None}


def prefill(
    form: Sequence[Section], knowledge: Knowledge, *, by: int = 0, at: str = ""
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The answers a form begins with, and for each where it is known from.

    Shapes: ({field: value}, {field: stamp}); a question that two sources disagree about, or
            whose answer is too old, has a stamp with "hints" and no answer.
    Order:  as the form asks. Errors: ValueError if two questions share a name.
    """
    answers, stamps = {}, {}
    for name, question in forms.questions(form).items():
        found = best(question, knowledge)
        if found is None:
            continue
        value, one = found
        if one.others or one.is_stale(question, knowledge.on):
            stamps[name] = {"v": 0, "r": 0, "hints": _hints(question, one, knowledge.on)}
            continue
        answers[name] = value
        said = {"v": 1, "r": 1, "by": by, "tab": "", "at": at, "origin": one.origin}
        stamps[name] = said | _stamp(one)
    return answers, stamps


def best(question: Question, knowledge: Knowledge) -> tuple[Any, Known] | None:
    """The best answer anyone has to a question: a fresh one, else a doubtful one.

    Errors: none.
    """
    doubtful = None
    for name in question.filled_from:
        one = knowledge.of(name)
        value = fitted(question, one) if one else None
        if one is None or value is None:
            continue
        if not one.others and not one.is_stale(question, knowledge.on):
            return value, one
        doubtful = doubtful or (value, one)
    return doubtful


def _stamp(one: Known) -> dict[str, Any]:
    told = {"source": one.source.zh, "source_en": one.source.en}
    days = {"on": one.on, "until": one.until}
    return told | {name: day.isoformat() for name, day in days.items() if day}


def _hints(question: Question, one: Known, on: date) -> list[dict[str, Any]]:
    """Each value that is not taken for true, with its source and whether it is too old."""
    told = (one, *one.others)
    return [
        {"value": fitted(question, each), "stale": each.is_stale(question, on), **_stamp(each)}
        for each in told
    ]


def fill(row: Any, form: Sequence[Section], *, by: int, former: Any = None) -> None:
    """Put what is known into the empty places of a draft. Writes: `answers` and `stamps`.

    What anybody has answered or cleared stays as it is. Where a `former` application goes on,
    its words are carried too. Errors: none.
    """
    knowledge = Knowledge(
        organisation=row.organisation,
        person=row.leader,
        call=row.call,
        application=row,
        on=clock.today(),
    )
    at = clock.now().isoformat()
    answers, stamps = prefill(form, knowledge, by=by, at=at)
    for name, one in (carried(form, former) if former else {}).items():
        if name not in answers:
            said = {"v": 1, "r": 1, "by": by, "tab": "", "at": at, "origin": one.origin}
            answers[name], stamps[name] = one.value, said | _stamp(one)
    untouched = {name for name in stamps if name not in row.stamps}
    row.answers = {n: v for n, v in answers.items() if n in untouched} | row.answers
    row.stamps = {n: s for n, s in stamps.items() if n in untouched} | row.stamps


def complete(row: Any, form: Sequence[Section], names: Collection[str]) -> None:
    """Bring the rest of the rows whose key was written. Writes: `answers` and `stamps`.

    The stamp says "filled", so that a page knows that more than it sent is there now.
    Errors: none.
    """
    told = {name: row.answers.get(name) for name in names}
    for name, rows in complete_rows(form, told).items():
        stamp = row.stamps.get(name, {})
        last = max((one.get("r", 0) for one in row.stamps.values()), default=0)
        row.answers[name] = rows
        again = {"v": stamp.get("v", 0) + 1, "r": last + 1, "filled": 1}
        row.stamps[name] = stamp | again


def complete_rows(form: Sequence[Section], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The tables in which a credit code or an ID number brings the rest of its row.

    Returns what changed: {table: rows}. A cell that was written stays as it is.
    Errors: none; a key nobody has brings nothing.
    """
    changed = {}
    for name, table in forms.questions(form).items():
        rows = answers.get(name)
        if isinstance(table, Table) and isinstance(rows, list) and rows:
            filled = _completed(table, rows)
            if filled != rows:
                changed[name] = filled
    return changed


def _completed(table: Table, rows: list[Any]) -> list[Any]:
    wanted = {c.name: source for c in table.columns for source in c.filled_from}
    columns = {c.name: c for c in table.columns}
    finds = {kind: find for kind, find in _FINDS.items() if _asks(wanted, kind)}
    found = {kind: find(rows) for kind, find in finds.items()}
    return [_row(row, wanted, columns, found) for row in rows]


def _asks(wanted: Mapping[str, str], kind: str) -> bool:
    return any(source.partition(":")[0] == kind for source in wanted.values())


def _row(row: Any, wanted: Mapping, columns: Mapping, found: Mapping) -> Any:
    if not isinstance(row, dict):
        return row
    filled = dict(row)
    for name, source in wanted.items():
        kind, _, rest = source.partition(":")
        one = found.get(kind, {}).get(_key(row, kind), {}).get(rest)
        if one is not None and forms.is_empty(row.get(name)):
            filled[name] = fitted(columns[name], one)
    return filled


KEYS = {"partner": "credit_code", "member": "person_id"}
OF_PARTNERS = ("name", "kind", "region", "legal_representative", "address")
OF_MEMBERS = ("name", "title", "employer", "degree", "field")  # no more of other people


def _key(row: Any, kind: str) -> str:
    raw = row.get(KEYS[kind]) if isinstance(row, dict) else ""
    return str(raw or "").strip().upper()


def _partners(rows: list[Any]) -> dict[str, dict[str, Known]]:
    found = registry.by_credit_codes({_key(row, "partner") for row in rows} - {""})
    on = clock.today()
    units = {code: OfUnit(row, on=on) for code, row in found.items()}
    return {code: _told(unit.detail, OF_PARTNERS) for code, unit in units.items()}


def _members(rows: list[Any]) -> dict[str, dict[str, Known]]:
    found = registry.known.by_id_numbers({_key(row, "member") for row in rows} - {""})
    people = every_person(found.values(), on=clock.today())
    return {
        number: _told(one.detail, OF_MEMBERS) for number, one in zip(found, people, strict=True)
    }


def _told(detail: Any, names: Collection[str]) -> dict[str, Known]:
    found = {name: detail(name) for name in names}
    return {name: one for name, one in found.items() if one is not None}


_FINDS = {"partner": _partners, "member": _members}
