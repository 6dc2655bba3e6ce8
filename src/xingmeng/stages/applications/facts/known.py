"""One answer that somebody already has: its value, who says so, since when, until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Question, Table
from xingmeng.engines.values import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value with its source. `said` is the value in words, where the value is a code.

    `others` are what other sources say instead; then nobody may choose silently.
    """

    value: Any
    source: Text
    on: date | None = None
    until: date | None = None
    said: str = ""
    origin: str = "known"
    others: tuple["Known", ...] = field(default=())

    def is_stale(self, question: Question, on: date) -> bool:
        """Whether it is too old, or over, to be taken for true on a day. Errors: none."""
        fresh = getattr(question, "fresh_days", None)
        old = fresh is not None and self.on is not None and (on - self.on).days > fresh
        return old or (self.until is not None and self.until < on)


def agree(found: Iterable[Known]) -> Known | None:
    """The first of several, with those beside it that say something else. Errors: none."""
    rows = [one for one in found if not forms.is_empty(one.value)]
    if not rows:
        return None
    first, seen, others = rows[0], [rows[0].value], []
    for one in rows[1:]:
        if one.value not in seen:
            seen.append(one.value)
            others.append(one)
    return replace(first, others=tuple(others))


def fitted(question: Question, one: Known) -> Any:
    """The value as an answer to a question; None where it is none. Errors: none."""
    if isinstance(question, Table):
        return _rows(question, one.value)
    value = _as(question, one.value, one.said)
    return None if forms.is_empty(value) or forms.check(question, value) else value


def _as(question: Field, value: Any, said: str) -> Any:
    if question.kind in ("text", "longtext", "people"):
        return said or _text(value)
    if question.kind == "choice":
        return _option(question, value, said)
    if question.kind == "tick":
        return bool(value)
    if question.kind == "decimal":
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _text(value: Any) -> Any:
    if isinstance(value, list):
        return "；".join(_row_in_words(row) for row in value)
    return value if value is None or isinstance(value, str) else str(value)


def _row_in_words(row: Any) -> str:
    if not isinstance(row, Mapping):
        return str(row)
    return " ".join(str(part) for part in row.values() if part not in (None, ""))


def _option(question: Field, value: Any, said: str) -> Any:
    codes = {code for code, _ in question.options}
    if isinstance(value, str) and value in codes:
        return value
    if isinstance(value, int) and {"yes", "no"} <= codes:
        return "yes" if value else "no"
    words = {value, said} - {""} if isinstance(value, str) else {said} - {""}
    named = (code for code, text in question.options if {text.zh, text.en} & words)
    return next(named, None)


def _rows(table: Table, value: Any) -> list[dict[str, Any]] | None:
    """The rows with the columns that are asked; a row that answers no column is left out."""
    rows = []
    for row in value if isinstance(value, list) else []:
        kept = {c.name: _cell(c, row.get(c.name)) for c in table.columns}
        if any(not forms.is_empty(cell) for cell in kept.values()):
            rows.append(kept)
    return rows[: table.max_rows] or None


def _cell(column: Field, value: Any) -> Any:
    if forms.is_empty(value):
        return None
    told = _as(column, value, "")
    return None if forms.check(column, told) else told
