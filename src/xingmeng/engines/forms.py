"""What a form asks, and what is wrong with an answer. Pure; rendering is the face's work."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xingmeng.engines.values import Finding, Text

KINDS = (  # that a Field may have; a Table has the kind "table"
    *("text", "longtext", "people", "integer", "decimal", "money", "date"),
    *("choice", "choices", "tick", "file"),
)
BIGGEST = 2**63 - 1
GAPS = ("answer_needed", "too_few_rows")  # what a draft may still lack


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    Units: `max_chars` in code points, `min_value` and `max_value` in the field's unit.
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
    filled_from: str = ""  # "registry:...", "call:...": where the answer is already known

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


def is_empty(value: object) -> bool:
    """Whether nothing has been answered; 0 and False are answers. Errors: none."""
    return value is None or value == "" or value == [] or value == {}


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
    if question.kind == "money":
        return _fen(raw)
    if question.kind == "tick":
        return raw in ("on", "true", "1", "yes")
    return raw.replace("\r\n", "\n")


def _fen(raw: str) -> object:
    """Ten-thousands of yuan as fen, without floating point."""
    match = re.fullmatch(r"(\d{1,11})(?:\.(\d{1,6}))?", raw.replace(",", "").replace("，", ""))
    if not match:
        return raw
    return int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0"))


def check(question: Question, value: object) -> list[Finding]:
    """Everything wrong with one answer; empty means it is in order.

    Shapes: a table's answer is a list of {column: value}; others are plain JSON values.
    Units:  money in fen; characters are code points, a Chinese character counts as one.
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

    Order:  as the form asks. Errors: ValueError if two questions share a name.
    """
    found = []
    for name, question in questions(sections).items():
        found += check(question, answers.get(name))
    return found if complete else [f for f in found if f.code not in GAPS]


def labelled(sections: Sequence[Section], found: Sequence[Finding]) -> list[Finding]:
    """The same findings, each with the label of its question, for a list away from the form.

    Order:  as given. Errors: ValueError if two questions share a name.
    """
    asked = questions(sections)
    return [
        Finding(f.code, {**f.values, "label": asked[str(f.values["field"])].label}, f.source)
        if f.values.get("field") in asked
        else f
        for f in found
    ]


def _complaints(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    if is_empty(value) or (field.kind == "tick" and value is not True):
        return [("answer_needed", {})] if field.required else []
    return _CHECKS[field.kind](field, value)


_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")  # no store takes lone surrogates


def _text(field: Field, value: object) -> list[tuple[str, dict[str, object]]]:
    if not isinstance(value, str):
        return [("not_text", {})]
    found: list[tuple[str, dict[str, object]]] = []
    if field.max_chars is not None and len(value) > field.max_chars:
        found.append(("too_long", {"chars": len(value), "max": field.max_chars}))
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
    if not isinstance(value, str) or not re.fullmatch(r"[+-]?\d{1,15}(\.\d{1,9})?", value):
        return [("not_a_number", {})]
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
    return [
        Finding(code, {**place, "column": column.name, **values})
        for column in table.columns
        for code, values in _complaints(column, row.get(column.name))
    ]
