"""A form as a reader gets it who must not know whose it is. Pure; knows no case and no person.

What tells who asks is left out, by default whatever a register of units or people filled in;
a field says otherwise by `identifying`. The texts that remain lose every name that the rest
of the form, or the caller, gives away.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from xingmeng.engines.forms import Field, Question, Section, Table, is_empty

HIDDEN = "〔隐去〕"
SOURCES = ("organisation", "person", "partner", "member", "facts")  # registers of who it is
TELLING = (  # parts of the names of questions whose answers name somebody
    *("name", "number", "code", "_id", "phone", "email", "address", "employer", "contact"),
    *("representative", "park", "unit", "leader", "owner"),
)
LEGAL = re.compile(r"(集团|控股|股份|有限|责任|公司|（[^）]*）|\([^)]*\))+$")
SPLIT = re.compile(r"[、，,;；/\n]+")
ANYBODY = frozenset({"本单位", "本公司", "本所", "本院", "本校", "本人", "无", "自有"})
SHORTEST, SHORTEST_CORE = 2, 3


def is_identifying(question: Question) -> bool:
    """Whether an answer tells, or may tell, whose form it is. Errors: none.

    Where the form does not say, it does if it is personal, names people, is a file, or is
    known from a register of units or people.
    """
    if question.identifying is not None:
        return question.identifying
    if any(source.partition(":")[0] in SOURCES for source in question.filled_from):
        return True
    return isinstance(question, Field) and (
        question.personal or question.kind in ("people", "file")
    )


def withhold(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same form without what identifies; tables lose columns, empty parts go.

    Order:  as given. Errors: none.
    """
    kept = []
    for section in sections:
        left = [one for one in map(_without, section.fields) if one is not None]
        if left:
            kept.append(replace(section, fields=tuple(left)))
    return tuple(kept)


def _without(question: Question) -> Question | None:
    if is_identifying(question):
        return None
    if isinstance(question, Field):
        return question
    columns = tuple(c for c in question.columns if not is_identifying(c))
    return replace(question, columns=columns) if columns else None


def names_in(sections: Sequence[Section], answers: Mapping[str, object]) -> list[str]:
    """The names, numbers and addresses among the answers that are left out.

    Order:  the longest first, then by text; each once. Errors: none.
    """
    found: set[str] = set()
    for section in sections:
        for question in section.fields:
            value = answers.get(question.name)
            if isinstance(question, Table):
                found |= _names_in_rows(question, value)
            elif is_identifying(question):
                found |= _names(question, value)
    return in_order(found)


def _names_in_rows(table: Table, value: object) -> set[str]:
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    whole = is_identifying(table)
    columns = [c for c in table.columns if whole or is_identifying(c)]
    return {name for row in rows for c in columns for name in _names(c, row.get(c.name))}


def _names(question: Field, value: object) -> set[str]:
    """What of one answer names somebody; long texts and chosen options do not."""
    tells = question.kind == "people" or any(part in question.name for part in TELLING)
    if question.kind not in ("text", "people") or not tells or not isinstance(value, str):
        return set()
    parts = SPLIT.split(value) if question.kind == "people" else [value]
    return {part.strip() for part in parts}


def in_order(names: Iterable[str]) -> list[str]:
    """Names as `hide` needs them, with what remains of a company's without its legal form.

    Order:  the longest first, then by text; each once; too short ones are left out.
    Errors: none.
    """
    found = {name.strip() for name in names} - ANYBODY
    cores = {core for name in found if len(core := LEGAL.sub("", name)) >= SHORTEST_CORE}
    every = {name for name in found if len(name) >= SHORTEST} | cores
    return sorted(every, key=lambda name: (-len(name), name))


def hide(text: str, names: Sequence[str]) -> str:
    """A text in which every name is hidden, whatever its case. Order of names: longest first.

    Errors: none.
    """
    if not names:
        return text
    any_of_them = "|".join(re.escape(name) for name in names)
    return re.sub(f"(?:{any_of_them})", HIDDEN, text, flags=re.IGNORECASE)


def blind(
    sections: Sequence[Section], answers: Mapping[str, object], names: Iterable[str] = ()
) -> tuple[tuple[Section, ...], dict[str, object]]:
    """The form and its answers for a reader who must not know whose they are.

    `names` join those that the form itself gives away.
    Shapes: (sections, {question: answer}). Errors: none.
    Source: reform of review, 中办发〔2018〕37号: double-blind review by correspondence.
    """
    asked = withhold(sections)
    hidden = in_order([*names, *names_in(sections, answers)])
    said: dict[str, object] = {}
    for section in asked:
        for question in section.fields:
            value = answers.get(question.name)
            if not is_empty(value):
                said[question.name] = _shown(question, value, hidden)
    return asked, said


def _shown(question: Question, value: object, names: Sequence[str]) -> object:
    if isinstance(value, str):
        return hide(value, names)
    if isinstance(question, Table) and isinstance(value, list):
        columns = {column.name: column for column in question.columns}
        return [
            {n: _shown(c, row[n], names) for n, c in columns.items() if n in row}
            for row in value
            if isinstance(row, dict)
        ]
    return value
