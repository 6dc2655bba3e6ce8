"""Between a form's spec, what a browser posts and what a page shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

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

    @property
    def input_name(self) -> str:
        return f"{self.input_prefix}{self.field.name}"

    @property
    def id(self) -> str:
        return f"id-{self.input_name}"


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
        return [b for b in self.answers if b.field.required]


def bind(
    sections: Sequence[Section],
    answers: Mapping[str, Any],
    *,
    findings: Iterable[Finding] = (),
    files: Mapping[str, Sequence[Any]] | None = None,
) -> list[BoundSection]:
    """The whole form with its answers and what is wrong with each. Errors: none."""
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
