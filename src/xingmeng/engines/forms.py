"""What a form asks, and what is wrong with an answer. Pure; rendering is the face's work."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import isfinite

from xingmeng.engines import characters, lines
from xingmeng.engines.values import Finding, Text

KINDS = (  # that a Field may have; a Table has the kind "table"
    *("text", "longtext", "people", "integer", "decimal", "percent", "money", "date"),
    *("choice", "choices", "tick", "file"),
)
BIGGEST = 2**63 - 1
GAPS = ("answer_needed", "too_few_rows")  # what a draft may still lack
_UNKEPT = re.compile("[\x00\ud800-\udfff]")  # no store takes lone surrogates


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    Units: `max_chars` in characters as a reader counts them (a Chinese one is one, a mark
    counts with its letter), `min_value` and `max_value` in the field's unit; a percentage is
    0 to 100 where they say nothing else.
    """

    name: str
    kind: str
    label: Text
    help: Text | None = None
    required: bool = True
    max_chars: int | None = None
    min_value: int | None = None
    max_value: int | None = None
    options: tuple[tuple[str, Text], ...] = ()
    unit: Text | None = None
    filled_from: tuple[str, ...] = ()  # "organisation:name", "facts:revenue_fen": who knows it
    computed: str = ""  # the name of the rule in engines.computing that gives the answer
    only_if: tuple[str, tuple[str, ...]] | None = None  # asked if that question says one of
    paper: tuple[str, ...] = ()  # the boxes of the paper form it stands for: "A.title"
    personal: bool = False  # of a person: never logged, never in a list or an export
    fresh_days: int | None = None  # a known answer older than this is asked again
    identifying: bool | None = None  # tells whose form it is; None: engines.anonymous decides

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: unknown kind {self.kind!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A question with many rows; every row answers the same columns."""

    name: str
    label: Text
    columns: tuple[Field, ...]
    help: Text | None = None
    min_rows: int = 1
    max_rows: int = 50
    share_column: str = ""  # a required integer column of percentages that must sum to 100
    filled_from: tuple[str, ...] = ()
    only_if: tuple[str, tuple[str, ...]] | None = None
    identifying: bool | None = None  # the whole table; otherwise each column says

    def __post_init__(self) -> None:
        shares = [c for c in self.columns if c.name == self.share_column]
        if self.share_column and not any(c.kind == "integer" and c.required for c in shares):
            raise ValueError(f"{self.name}: {self.share_column!r} must be integer and required")

    @property
    def kind(self) -> str:
        return "table"

    @property
    def required(self) -> bool:
        return self.min_rows > 0


Question = Field | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions that are asked, and reused, together."""

    name: str
    label: Text
    fields: tuple[Question, ...]
    help: Text | None = None
    later: bool = False  # in a call of two steps: asked only of the short-listed


def questions(sections: Sequence[Section]) -> dict[str, Question]:
    """Every question of a form by its name, in the order asked.

    Errors: ValueError if two questions share a name.
    """
    found: dict[str, Question] = {}
    for section in sections:
        for question in section.fields:
            if question.name in found:
                raise ValueError(f"two questions are called {question.name!r}")
            found[question.name] = question
    return found


def offering(
    sections: Sequence[Section], options: Mapping[str, tuple[tuple[str, Text], ...]]
) -> tuple[Section, ...]:
    """The same form with these choices for the questions of these names. Errors: none."""
    return tuple(
        replace(
            section,
            fields=tuple(
                replace(asked, options=options[asked.name])
                if isinstance(asked, Field) and asked.name in options
                else asked
                for asked in section.fields
            ),
        )
        for section in sections
    )


def is_empty(value: object) -> bool:
    """Whether nothing has been answered; 0 and False are answers. Errors: none."""
    return value is None or value == "" or value == [] or value == {}


def can_be_kept(value: object) -> bool:
    """Whether every database can hold a plain value: readable text, whole 64-bit numbers.

    Units:  whole numbers from -2**63 + 1 to 2**63 - 1. Errors: none.
    """
    if isinstance(value, str):
        return not _UNKEPT.search(value)
    if isinstance(value, dict):
        return all(can_be_kept(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(can_be_kept(part) for part in value)
    if isinstance(value, float):
        return isfinite(value)
    return value is None or isinstance(value, int) and abs(value) <= BIGGEST


def parse(question: Field, raw: str) -> object:
    """What a typed line means: a plain JSON value, or the text itself where it means nothing.

    Units:  money is typed in 万元 with up to 6 decimals and becomes whole fen.
    Errors: none; `check` names what could not be understood.
    """
    raw = raw.replace("\x00", "").strip()
    if raw == "":
        return None
    if question.kind == "integer" and re.fullmatch(r"[+-]?\d{1,19}", raw):
        return int(raw)
    if question.kind == "tick":
        return raw in ("on", "true", "1", "yes")
    meant = _MEANT.get(question.kind)
    return meant(raw) if meant else raw.replace("\r\n", "\n")


def typed(question: Field, value: object) -> str:
    """What one types to give an answer: `parse` makes the same answer of it.

    Units:  money in 万元, without needless zeros; several choices apart by commas.
    Errors: none; what means nothing stays the text it was.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if question.kind == "money" and isinstance(value, int):
        return lines.wan(value)
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    return str(value)


_MEANT: dict[str, Callable[[str], object]] = {
    "money": lines.fen,
    "decimal": lines.measure,
    "percent": lines.measure,
    "date": lines.day,
}


def asked(sections: Sequence[Section], answers: Mapping[str, object]) -> dict[str, Question]:
    """The questions of a form that are asked, given what has been answered so far.

    A question with `only_if` is asked if the question it names is asked itself and says one
    of its values (of several choices, any one); a tick says "true" or "false". The named
    question may stand on another form of the same case, then its answer alone decides.
    Order:  as the form asks. Errors: ValueError if two questions share a name.
    """
    every = questions(sections)
    return {name: one for name, one in every.items() if is_asked(one, answers, every)}


def is_asked(
    question: Question, answers: Mapping[str, object], every: Mapping[str, Question]
) -> bool:
    """Whether one question is asked, among the others by name.

    Errors: none; a question that waits for itself is never asked.
    """
    waiting = {question.name}
    while question.only_if is not None:
        name, values = question.only_if
        if name in waiting or _said(answers.get(name)).isdisjoint(values):
            return False
        if name not in every:
            return True
        waiting.add(name)
        question = every[name]
    return True


def _said(value: object) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"true" if value else "false"})
    if isinstance(value, list):
        return frozenset(str(one) for one in value)
    return frozenset() if value is None else frozenset({str(value)})


def in_force(sections: Sequence[Section], answers: Mapping[str, object]) -> dict[str, object]:
    """The answers without those to questions that are not asked; others stay as they are.

    Order:  as given. Errors: ValueError if two questions share a name.
    """
    silent = questions(sections).keys() - asked(sections, answers).keys()
    return {name: value for name, value in answers.items() if name not in silent}


def check(question: Question, value: object) -> list[Finding]:
    """Everything wrong with one answer; empty means it is in order.

    Shapes: a table's answer is a list of {column: value}; others are plain JSON values.
    Units:  money in fen; characters as a reader counts them, see engines.characters.
    Order:  as the columns stand, row by row; `values["field"]` names the place.
    Errors: none.
    """
    if isinstance(question, Table):
        return _check_table(question, value)
    return [
        Finding(code, {"field": question.name, **values})
        for code, values in _complaints(question, value)
    ]


def check_all(
    sections: Sequence[Section], answers: Mapping[str, object], *, complete: bool = True
) -> list[Finding]:
    """Everything wrong with a whole form; with `complete=False` a gap is no fault yet.

    What is not asked is not checked, nor is a computed answer missed.
    Order:  as the form asks. Errors: ValueError if two questions share a name.
    """
    found = []
    for name, question in asked(sections, answers).items():
        found += check(question, answers.get(name))
    return found if complete else [f for f in found if f.code not in GAPS]


def labelled(sections: Sequence[Section], found: Sequence[Finding]) -> list[Finding]:
    """The same findings, each with the label of its question, for a list away from the form.

    Order:  as given. Errors: ValueError if two questions share a name.
    """
    every = questions(sections)
    return [
        Finding(f.code, {**f.values, "label": every[str(f.values["field"])].label}, f.source)
        if f.values.get("field") in every
        else f
        for f in found
    ]


_NOT_WRITTEN = ("tick", "choice", "choices", "file")  # "fill this in" would not say how


def _complaints(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    if is_empty(value) or (field.kind == "tick" and value is not True):
        if not field.required or field.computed:
            return []
        return [("answer_needed", {"kind": field.kind} if field.kind in _NOT_WRITTEN else {})]
    return _CHECKS[field.kind](field, value)


_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def _text(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    if not isinstance(value, str):
        return [("not_text", {})]
    found: list[tuple[str, dict[str, object]]] = []
    if field.max_chars is not None and len(value) > field.max_chars:  # never fewer
        chars = characters.count(value)
        if chars > field.max_chars:
            found.append(("too_long", {"chars": chars, "max": field.max_chars}))
    if _UNREADABLE.search(value):
        found.append(("not_text", {}))
    return found


def _number(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    if isinstance(value, bool) or not isinstance(value, int):
        return [("not_money" if field.kind == "money" else "not_a_number", {})]
    low = field.min_value if field.min_value is not None else -BIGGEST
    if value < low:
        return [("too_small", {"min": low, "kind": field.kind})]
    high = field.max_value if field.max_value is not None else BIGGEST
    if value > high:
        return [("too_big", {"max": high, "kind": field.kind})]
    return []


def _decimal(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    if not isinstance(value, str) or not lines.DECIMAL.fullmatch(value):
        return [("not_a_number", {})]
    share = field.kind == "percent"
    low = 0 if field.min_value is None and share else field.min_value
    high = 100 if field.max_value is None and share else field.max_value
    if low is not None and Decimal(value) < low:
        return [("too_small", {"min": low, "kind": field.kind})]
    if high is not None and Decimal(value) > high:
        return [("too_big", {"max": high, "kind": field.kind})]
    return []


def _date(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return [("not_a_date", {})]
    return [] if re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)) else [("not_a_date", {})]


def _choice(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    chosen = value if isinstance(value, list) and field.kind == "choices" else [value]
    known = [code for code, _ in field.options]  # a list: an answer need not be hashable
    return [] if all(c in known for c in chosen) else [("not_an_option", {})]


def _anything(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    return []


_CHECKS: dict[str, Callable[[Field, object], list[tuple[str, dict[str, object]]]]] = {
    "text": _text,
    "longtext": _text,
    "people": _text,
    "integer": _number,
    "money": _number,
    "decimal": _decimal,
    "percent": _decimal,
    "date": _date,
    "choice": _choice,
    "choices": _choice,
    "tick": _anything,
    "file": _anything,
}


def _check_table(table: Table, value: object) -> list[Finding]:
    place = {"field": table.name}
    if not is_empty(value) and not isinstance(value, list):
        return [Finding("not_text", place)]
    rows = value if isinstance(value, list) else []
    if len(rows) < table.min_rows:
        return [Finding("too_few_rows", {**place, "rows": len(rows), "min": table.min_rows})]
    if len(rows) > table.max_rows:
        return [Finding("too_many_rows", {**place, "rows": len(rows), "max": table.max_rows})]
    found = []
    for number, row in enumerate(rows, start=1):
        found += _check_row(table, row, {**place, "row": number})
    if rows and not found and table.share_column:
        total = sum(row[table.share_column] for row in rows)
        if total != 100:
            found.append(Finding("shares_not_100", {**place, "sum": total}))
    return found


def _check_row(table: Table, row: object, place: Mapping[str, object]) -> list[Finding]:
    if not isinstance(row, dict):
        return [Finding("not_text", place)]
    every: dict[str, Question] = {column.name: column for column in table.columns}
    return [
        Finding(code, {**place, "column": column.name, **values})
        for column in table.columns
        if is_asked(column, row, every)
        for code, values in _complaints(column, row.get(column.name))
    ]
