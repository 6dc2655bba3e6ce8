"""Answers to any form, made from its declaration: every question asked, within its limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Section, Table

DAYS = {"start_on": "2021-12-01", "end_on": "2023-11-30", "from_on": "2021-12-01"}
FEN = 100_000_000  # a million yuan
WHOLE = ("requested_fen", "self_raised_fen")  # other sums are parts of these


def answers_to(
    sections: Sequence[Section], known: Mapping[str, Any], *, partner: str
) -> dict[str, Any]:
    """An answer to each question that is asked and not yet known, files and rules left out."""
    said = dict(known)
    for name, question in forms.questions(sections).items():
        if name in forms.asked(sections, said) and forms.is_empty(said.get(name)):
            value = _answer(question, partner)
            if value is not None:
                said[name] = value
    return said


def _answer(question: Field | Table, partner: str) -> Any:
    if isinstance(question, Table):
        rows = max(question.min_rows, 1)
        made = [{c.name: _cell(c, partner) for c in question.columns} for _ in range(rows)]
        return _shared(question, made)
    return None if question.computed or question.kind == "file" else _cell(question, partner)


def _shared(table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if table.share_column:
        for row in rows:
            row[table.share_column] = 0
        rows[0][table.share_column] = 100
    return rows


def _cell(asked: Field, partner: str) -> Any:
    if asked.computed:
        return None
    if asked.name == "credit_code":
        return partner
    return _KINDS[asked.kind](asked)


def _text(asked: Field) -> str:
    said = f"示例{asked.label.zh}"
    return said[: asked.max_chars] if asked.max_chars else said


def _number(asked: Field) -> int:
    least = asked.min_value if asked.min_value is not None else 1
    return min(least, asked.max_value) if asked.max_value is not None else least


def _money(asked: Field) -> int:
    wanted = FEN if asked.name in WHOLE else FEN // 100
    most = asked.max_value if asked.max_value is not None else wanted
    return max(min(wanted, most), asked.min_value or 0)


def _choice(asked: Field) -> str:
    codes = [code for code, _ in asked.options]
    return "open" if "open" in codes else codes[0]


_KINDS = {
    "text": _text,
    "longtext": _text,
    "people": _text,
    "integer": _number,
    "decimal": lambda asked: str(_number(asked)),
    "percent": lambda asked: str(_number(asked)),
    "money": _money,
    "date": lambda asked: DAYS.get(asked.name, "2022-06-30"),
    "choice": _choice,
    "choices": lambda asked: [_choice(asked)],
    "tick": lambda asked: True,
    "file": lambda asked: None,
}
