"""How one question and its answer become inputs. No permission and no checking live here."""

from collections.abc import Mapping, Sequence
from typing import Any

from xingmeng.engines import characters
from xingmeng.engines.values import Finding
from xingmeng.web import words
from xingmeng.web.templatetags import figures

ROW = "__row__"  # the place of a row's number in the pattern that form/rows.js copies

INPUTS = {
    "text": "text",
    "people": "text",
    "integer": "text",
    "decimal": "text",
    "percent": "text",
    "money": "text",
    "date": "date",
}
MODES = {"integer": "numeric", "decimal": "decimal", "percent": "decimal", "money": "decimal"}


MOST_BUTTONS = 6  # a choice of more than these is a drop-down


def is_group(field: Any) -> bool:
    """Whether a question has several inputs, which then share a legend instead of a label."""
    return field.kind in ("choices", "table") or as_buttons(field)


def as_buttons(field: Any) -> bool:
    return field.kind == "choice" and len(field.options) <= MOST_BUTTONS


def unit(field: Any) -> str:
    """The words behind the input: the field's unit; amounts are typed in 万元."""
    if field.unit is not None:
        return figures.label(field.unit)
    if field.kind == "percent":
        return "%"
    return figures.choose("万元", "× CNY 10,000") if field.kind == "money" else ""


def control(field: Any, *, name: str, id: str, value: object) -> dict[str, Any]:
    """Everything the input of one field needs to be written down."""
    shown = figures.typed_wan(value) if field.kind == "money" else value
    text = shown if isinstance(shown, str) else ""
    return {
        "kind": field.kind,
        "buttons": as_buttons(field),
        "type": INPUTS.get(field.kind, "text"),
        "mode": MODES.get(field.kind, ""),
        "name": name,
        "id": id,
        "label": figures.label(field.label),
        "required": field.required,
        "value": "" if shown is None else shown,
        "max_chars": field.max_chars or "",
        "chars": characters.count(text),
        "rows": _lines(field.max_chars),
        "unit": unit(field),
        "options": options(field, value),
        "column": field.name,
        "computed": getattr(field, "computed", ""),
        "said": said(field, value),
        "check": check(field),
    }


UNREAD = {
    "integer": Finding("not_a_number"),
    "decimal": Finding("not_a_number"),
    "percent": Finding("not_a_number"),
    "money": Finding("not_money"),
    "date": Finding("not_a_date"),
}


def check(field: Any) -> dict[str, Any]:
    """What a page can judge before the server does: kind, bounds as typed, and the words.

    Shapes: {"kind", "min", "max", "unread", "too_small", "too_big"}; empty for other kinds.
    """
    if field.kind not in UNREAD:
        return {}
    ready: dict[str, Any] = {"kind": field.kind, "unread": words.finding(UNREAD[field.kind])}
    low, high = field.min_value, field.max_value
    if field.kind == "percent":
        low, high = 0 if low is None else low, 100 if high is None else high
    if low is not None:
        ready["min"] = _typed(field, low)
        said = {"field": field.name, "min": low, "kind": field.kind}
        ready["too_small"] = words.finding(Finding("too_small", said))
    if high is not None:
        ready["max"] = _typed(field, high)
        said = {"field": field.name, "max": high, "kind": field.kind}
        ready["too_big"] = words.finding(Finding("too_big", said))
    return ready


def _typed(field: Any, bound: int) -> Any:
    return figures.typed_wan(bound) if field.kind == "money" else bound


def options(field: Any, value: object) -> list[dict[str, Any]]:
    """The choices of a field, those already taken marked."""
    taken = {str(v) for v in (value if isinstance(value, list | tuple | set) else [value])}
    return [
        {"code": code, "label": figures.label(text), "taken": str(code) in taken}
        for code, text in field.options
    ]


def columns(table: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": c.name,
            "label": figures.label(c.label),
            "required": c.required and table.required and not c.computed,
            "unit": unit(c),
            "kind": c.kind,
            "help": figures.label(c.help),
            "summed": c.kind == "money" or c.name == table.share_column,
            "wanted": "100" if c.name == table.share_column else "",
        }
        for c in table.columns
    ]


def rows(table: Any, *, name: str, id: str, value: object) -> list[list[dict[str, Any]]]:
    """The filled rows of a table and, where there is room, one empty one to write in."""
    filled: Sequence = value if isinstance(value, list | tuple) else []
    spare = len(filled) < table.max_rows
    count = max(len(filled) + spare, table.min_rows)
    padded = [*filled, *({} for _ in range(count - len(filled)))]
    return [row(table, name=name, id=id, number=n, values=v) for n, v in enumerate(padded)]


def row(
    table: Any, *, name: str, id: str, number: int | str, values: object
) -> list[dict[str, Any]]:
    """One row's inputs; with `ROW` as its number, the pattern of a new one."""
    given = values if isinstance(values, Mapping) else {}
    return [
        control(
            column,
            name=f"{name}-{number}-{column.name}",
            id=f"{id}-{number}-{column.name}",
            value=given.get(column.name),
        )
        for column in table.columns
    ]


def lay_beside(rows: Sequence[list[dict[str, Any]]], beside: Sequence[Mapping]) -> None:
    """Put beside the first cell of each row what it answers: the one of its name, else in turn.

    Writes: `beside` of the first cells.
    """
    by_name = {str(one.get("name", "")): one for one in beside}
    for row, in_turn in zip(rows, beside, strict=False):
        named = str(row[0]["value"] or "")
        one = by_name.get(named) if named else in_turn
        said = one and " ".join(filter(None, (one.get("value"), one.get("unit"))))
        row[0]["beside"] = said if named or not said else f"{in_turn.get('name')} {said}"


def _lines(max_chars: int | None) -> int:
    """The height of a text area that fits what may be written, within reason."""
    return min(12, max(4, (max_chars or 400) // 60))


def shown(answer: Any) -> dict[str, Any]:
    """One answer as one reads it: its kind, and words for what was chosen."""
    asked, value = answer.field, answer.value
    ready: dict[str, Any] = {
        "label": figures.label(asked.label),
        "kind": asked.kind,
        "files": answer.files,
        "empty": value in (None, "", []) and not answer.files,
    }
    if asked.kind == "table":
        ready["columns"] = [figures.label(c.label) for c in asked.columns]
        rows = value if isinstance(value, list) else []
        ready["rows"] = [
            [
                {"label": figures.label(c.label), "value": said(c, row.get(c.name))}
                for c in asked.columns
            ]
            for row in rows
        ]
        return ready
    return ready | {"value": said(asked, value)}


def said(asked: Any, value: object) -> str:
    """One answer in words, as one reads it. Errors: none."""
    if value in (None, "", []):
        return "—"
    if asked.kind == "tick":
        return figures.choose("是", "Yes") if value is True else figures.choose("否", "No")
    if asked.kind in ("choice", "choices"):
        known = {code: figures.label(text) for code, text in asked.options}
        chosen = value if isinstance(value, list) else [value]
        return figures.choose("、", ", ").join(known.get(str(c), str(c)) for c in chosen)
    if asked.kind == "money" and isinstance(value, int):
        return figures.money(value)
    if asked.kind == "date":
        return figures.day(str(value))
    return str(value)
