"""Between a form's spec, what a browser posts and what a page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict

from xingmeng.core import papers
from xingmeng.core.stamps import digest
from xingmeng.core.words import say, series
from xingmeng.engines import forms
from xingmeng.engines.forms import Field, Question, Section, Table
from xingmeng.engines.values import Finding, Text

MOST_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One question with its answer, ready to be shown."""

    field: Question
    value: Any
    findings: tuple[Finding, ...] = ()
    filled_from: str = ""
    files: tuple[Any, ...] = ()
    input_prefix: str = ""
    asked: bool = True
    stamp: Mapping[str, Any] = field(default_factory=dict)

    @property
    def input_name(self) -> str:
        return f"{self.input_prefix}{self.field.name}"

    @property
    def id(self) -> str:
        return f"id-{self.input_name}"

    @property
    def version(self) -> int:
        return self.stamp.get("v", 0)

    @property
    def base(self) -> str:
        """What a page carries to say later from what it started."""
        return f"{self.version}-{digest(self.field, self.value)}"

    @property
    def beside(self) -> list[dict[str, Any]]:
        """What others gave at the same time: {"name", "at", "said"}, until it is settled."""
        return [
            {
                "name": one.get("name", ""),
                "at": datetime.fromisoformat(one["at"]),
                "said": read_out(self.field, one["value"]),
            }
            for one in self.stamp.get("kept") or ()
        ]

    @property
    def origin(self) -> str:
        return self.stamp.get("origin", "")

    @property
    def source(self) -> Any:
        said = self.stamp.get("source", "")
        return Text(said, self.stamp["source_en"]) if "source_en" in self.stamp else said

    @property
    def hints(self) -> list[dict[str, Any]]:
        """What is known and was not filled in: too old, or two sources that disagree."""
        return [
            {
                "said": _in_short(self.field, one["value"]),
                "source": Text(one["source"], one["source_en"]),
                "on": one.get("on", ""),
                "stale": one["stale"],
            }
            for one in self.stamp.get("hints", ())
        ]

    @property
    def on(self) -> str:
        return self.stamp.get("on", "")

    @property
    def until(self) -> str:
        return self.stamp.get("until", "")

    @property
    def why(self) -> str:
        return self.stamp.get("why", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundSection:
    """A section with its bound questions and how many of them are answered."""

    section: Section
    answers: tuple[Bound, ...] = field(default_factory=tuple)

    @property
    def name(self) -> str:
        return self.section.name

    @property
    def label(self) -> Text:
        return self.section.label

    @property
    def help(self) -> Text | None:
        return self.section.help

    @property
    def asked(self) -> int:
        return len(self._needed)

    @property
    def done(self) -> int:
        return sum(not forms.is_empty(b.value) or bool(b.files) for b in self._needed)

    @property
    def _needed(self) -> list[Bound]:
        return [b for b in self.answers if b.field.required and b.asked]


def bind(
    sections: Sequence[Section],
    answers: Mapping[str, Any],
    *,
    findings: Iterable[Finding] = (),
    files: Mapping[str, Sequence[Any]] | None = None,
    stamps: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[BoundSection]:
    """The whole form with its answers and what is wrong with each, and who gave it.

    Errors: ValueError if two questions share a name.
    """
    asked = forms.asked(sections, answers)
    wrong: dict[str, list[Finding]] = {}
    for finding in findings:
        wrong.setdefault(str(finding.values.get("field", "")), []).append(finding)
    return [
        BoundSection(
            section=section,
            answers=tuple(
                Bound(
                    field=question,
                    value=answers.get(question.name),
                    findings=tuple(wrong.get(question.name, ())),
                    files=tuple((files or {}).get(question.name, ())),
                    asked=question.name in asked,
                    stamp=(stamps or {}).get(question.name, {}),
                )
                for question in section.fields
            ),
        )
        for section in sections
    ]


def read(question: Question, posted: QueryDict) -> Any:
    """One answer out of a posted form, as a plain JSON value. Errors: none; `check` judges."""
    if isinstance(question, Table):
        return _rows(question, posted)
    return _cell(question, posted, question.name)


def read_all(sections: Sequence[Section], posted: QueryDict) -> dict[str, Any]:
    """Every answer that a browser posted; files are handed in by themselves. Errors: none."""
    asked = forms.questions(sections)
    return {name: read(q, posted) for name, q in asked.items() if q.kind != "file"}


def shown(question: Question, value: Any) -> Any:
    """An answer as its inputs show it: text, a list of choices, rows of {column: text}.

    Units:  money in 万元. Errors: none.
    """
    if isinstance(question, Table):
        rows = [r for r in value if isinstance(r, dict)] if isinstance(value, list) else []
        return [{c.name: shown(c, r.get(c.name)) for c in question.columns} for r in rows]
    if question.kind == "choices":
        return [str(one) for one in value] if isinstance(value, list) else []
    return forms.typed(question, value)


def said(question: Field, value: Any) -> str:
    """A computed answer as the form shows it, with its unit; a dash where there is none.

    Units:  money in 万元, in English in yuan. Errors: none.
    """
    if forms.is_empty(value):
        return "—"
    if question.kind == "money" and isinstance(value, int):
        return say(Text(papers.wan(value), f"CNY {value // 100:,}.{value % 100:02d}"))
    return read_out(question, value) + ("%" if question.kind == "percent" else "")


def read_out(question: Question, value: Any) -> str:
    """An answer as one reads it on the form, in the reader's language; a line a row.

    Units:  money in 万元. Errors: none.
    """
    if isinstance(question, Table):
        rows = [r for r in value if isinstance(r, dict)] if isinstance(value, list) else []
        cells = [[read_out(c, row.get(c.name)) for c in question.columns] for row in rows]
        return "\n".join(" · ".join(filter(None, row)) for row in cells)
    if question.kind == "tick":
        return "✓" if value is True else ""
    if question.kind in ("choice", "choices"):
        known = {code: say(text) for code, text in question.options}
        chosen = value if isinstance(value, list) else [] if value is None else [value]
        return series(known.get(str(one), str(one)) for one in chosen)
    return forms.typed(question, value)


def _cell(question: Field, posted: QueryDict, name: str) -> Any:
    if question.kind == "choices":
        return posted.getlist(name)
    return forms.parse(question, posted.get(name, ""))


def _rows(table: Table, posted: QueryDict) -> list[dict[str, Any]]:
    count = posted.get(f"{table.name}-rows", "0")
    numbers = range(min(int(count[:4]), MOST_ROWS) if count.isdecimal() else 0)
    rows = [
        {c.name: _cell(c, posted, f"{table.name}-{n}-{c.name}") for c in table.columns}
        for n in numbers
    ]
    return [row for row in rows if not all(forms.is_empty(v) for v in row.values())]


def written(sections: Sequence[BoundSection]) -> list[dict[str, Any]]:
    """A filled form as an official paper prints it, in Chinese, without what is empty or of
    a person's own: papers are kept for good.

    Shapes: [{"label", "answers": [{"label", "value", "heads", "rows"}]}]; rows only of tables.
    Units:  money in 万元. Errors: none.
    """
    shown = []
    for section in sections:
        lines = [
            _line(one) for one in section.answers if one.asked and not _is_personal(one.field)
        ]
        if lines := [line for line in lines if line["value"] or line["rows"]]:
            shown.append({"label": section.label.zh, "answers": lines})
    return shown


def _is_personal(asked: Question) -> bool:
    return isinstance(asked, Field) and asked.personal


def _line(one: Bound) -> dict[str, Any]:
    label = one.field.label.zh
    if isinstance(one.field, Table):
        columns = [c for c in one.field.columns if not c.personal]
        rows = [[_in_cell(c, row.get(c.name)) for c in columns] for row in one.value or ()]
        heads = [c.label.zh + ("（万元）" if c.kind == "money" else "") for c in columns]
        return {"label": label, "value": "", "heads": heads, "rows": rows or None}
    value = "、".join(f.name for f in one.files) if one.files else _word(one.field, one.value)
    return {"label": label, "value": value, "heads": [], "rows": None}


def _in_cell(asked: Field, value: Any) -> str:
    """Money stands without its unit: the column's head names it."""
    return _word(asked, value).removesuffix(" 万元")


def _in_short(asked: Question, value: Any) -> str:
    if isinstance(asked, Table):
        return f"{len(value)} 行"
    return _word(asked, value)


def _word(asked: Field, value: Any) -> str:
    if forms.is_empty(value):
        return ""
    if asked.kind == "tick":
        return "是" if value is True else "否"
    if asked.kind in ("choice", "choices"):
        known = {code: text.zh for code, text in asked.options}
        chosen = value if isinstance(value, list) else [value]
        return "、".join(known.get(str(one), str(one)) for one in chosen)
    if asked.kind == "money" and isinstance(value, int):
        return papers.wan(value)
    return str(value)
