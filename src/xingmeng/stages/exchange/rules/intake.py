"""Tables of needs and offers: which columns are read, and what each line says as answers.

A table is read and its heads are checked as registers' tables are; a line is checked as the
form it stands for. Nothing is looked up here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from xingmeng import instruments
from xingmeng.core.actor import Actor
from xingmeng.engines import forms
from xingmeng.engines.facts import Fact
from xingmeng.engines.forms import Field, Question, Section, Table
from xingmeng.engines.instrument import Flow, Move, State
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.rules import offers
from xingmeng.stages.registry.rules import intake as registers

MOST_LINES = 2_000
CODE = Fact("credit_code", "text", Text("统一社会信用代码", "Credit code"))
NEED_FORM = instruments.get("open_challenge").forms["need"]
SIDE_BY_SIDE = re.compile(r"[、,，;；]")  # between several choices in one cell
TARGETS = re.compile(r"[;；\n]")  # between targets; name, value and unit by a bar
FLOW = Flow(
    kind="exchange_intake",
    states=(
        State(name="read", label=Text("待录入", "To be entered"), tone="warn", days=10),
        State(name="entered", label=Text("已录入", "Entered"), tone="good", final=True),
        State(name="discarded", label=Text("未采用", "Discarded"), final=True),
    ),
    moves=(
        Move(
            name="enter",
            label=Text("全部录入", "Enter all of it"),
            before=("read",),
            after="entered",
            by=("applicant", "officer"),
            tone="good",
            checks=("in_order",),
        ),
        Move(
            name="discard",
            label=Text("不采用", "Discard"),
            before=("read",),
            after="discarded",
            by=("applicant", "officer"),
        ),
    ),
)


class Kind(NamedTuple):
    """What a table holds: the form its lines answer, and whether each must answer all of it."""

    label: Text
    form: tuple[Section, ...]
    whole: bool
    needed: tuple[str, ...]
    title: str  # the column by which a line repeats another


KINDS: dict[str, Kind] = {
    "offers": Kind(Text("技术供给", "Offers"), offers.FORM, True, ("title_zh",), "title_zh"),
    "needs": Kind(Text("技术需求", "Needs"), NEED_FORM, False, ("title",), "title"),
}
LEFT_OUT = ("attachments", "secrecy", "pledged")  # said by a person, not by a table


def columns_of(kind: Kind) -> dict[str, Fact]:
    """Every column that is read, by its name. Order: as the form asks."""
    asked = forms.questions(kind.form)
    found = {"credit_code": CODE}
    for name, question in asked.items():
        if name not in LEFT_OUT:
            money = question.kind == "money"
            found[name] = Fact(name, "fen" if money else "text", question.label)
    return found


def read(what: str, name: str, content: bytes) -> registers.Table:
    """A table of that kind, its heads and money checked. Errors: none; see `findings`."""
    kind = KINDS[what]
    as_register = registers.Kind(kind.label, columns_of(kind), kind.needed, ())
    return registers.table_of(as_register, name, content, most=MOST_LINES)


def answers_of(what: str, line: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says, as answers of its form; what means nothing stays as it was typed."""
    asked = forms.questions(KINDS[what].form)
    said = {name: value for name, value in line.items() if name in asked and value is not None}
    return {name: _meant(asked[name], value) for name, value in said.items()}


def _meant(question: Question, said: Any) -> Any:
    if isinstance(question, Table):
        return _rows(question, str(said))
    if question.kind == "choices":
        parts = (part.strip() for part in SIDE_BY_SIDE.split(str(said)))
        return [_code(question, part) for part in parts if part]
    if question.kind == "choice":
        return _code(question, str(said))
    return said


def _code(question: Field, said: str) -> str:
    """A choice by its code or by its words in either language."""
    for code, text in question.options:
        if said in (code, text.zh, text.en):
            return code
    return said


def _rows(table: Table, said: str) -> list[dict[str, str]]:
    names = [column.name for column in table.columns]
    cells = ([cell.strip() for cell in row.split("|")] for row in TARGETS.split(said))
    return [dict(zip(names, row, strict=False)) for row in cells if any(row)]


def faults_of(what: str, line: int, answers: Mapping[str, Any], on: date) -> list[Finding]:
    """What is wrong with the answers of a line, each fault with its line and its question."""
    kind = KINDS[what]
    found = forms.check_all(kind.form, answers, complete=kind.whole)
    if not found_in("valid_until", found) and answers.get("valid_until", "9") <= on.isoformat():
        found.append(Finding("day_passed", {"field": "valid_until"}))
    placed = [replace(f, values={**f.values, "row": line}) for f in found]
    return forms.labelled(kind.form, [f for f in placed if f.values["field"] not in LEFT_OUT])


def found_in(name: str, found: Iterable[Finding]) -> bool:
    """Whether an answer is at fault already."""
    return any(f.values["field"] == name for f in found)


def roles_of(actor: Actor, intake) -> frozenset[str]:
    if intake.organisation_id is None:
        return actor.roles & {"officer"}
    return frozenset({"applicant"} if intake.organisation_id in actor.organisations else ())
