"""The copy of an application that an expert reads, and how long reading it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xingmeng.core import answers
from xingmeng.core.answers import BoundSection
from xingmeng.engines import anonymous, characters, forms
from xingmeng.engines.forms import Section
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.registry import queries as registry

SPEED = 400  # characters a reader takes in a minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What an expert gets to read of one candidate. `withheld` counts files kept back."""

    code: str
    title: str
    sections: tuple[BoundSection, ...]
    withheld: int


def copy_of(candidate: Any) -> Copy:
    """The anonymous copy of the application behind a candidate.

    Errors: LookupError if the candidate is no application.
    """
    row = _application(candidate)
    asked, given, names = _blinded(row)
    shown = answers.bind(asked, given)
    return Copy(
        code=candidate.code,
        title=anonymous.hide(row.title, names),
        sections=tuple(section for section in shown if _says_something(section)),
        withheld=applications.files_of(row).count(),
    )


def _says_something(section: BoundSection) -> bool:
    return any(one.asked and not forms.is_empty(one.value) for one in section.answers)


def _application(candidate: Any) -> Any:
    if candidate.kind != "application":
        raise LookupError(f"{candidate.kind} {candidate.subject_id} has no anonymous copy")
    return applications.under_review(candidate.subject_id)


def _blinded(row: Any) -> tuple[Sequence[Section], dict[str, object], list[str]]:
    asked, given = applications.asked_of(row), applications.answers_of(row)
    known = list(_names(row))
    sections, said = anonymous.blind(asked, given, known)
    return sections, said, anonymous.in_order([*known, *anonymous.names_in(asked, given)])


def _names(row: Any) -> Iterator[str]:
    """Whatever the registry knows the parties and their people by."""
    units = [row.organisation, *(one["unit"] for one in applications.partners_of(row))]
    for unit in units:
        yield from (unit.name_zh, unit.name_en, unit.credit_code, unit.legal_representative)
        yield from registry.people_of(unit).values_list("name", flat=True)
    if row.leader:
        yield row.leader.name
    yield row.number


def minutes_for(candidates: Sequence[Any], *, per_sheet: int) -> int:
    """How long it takes to read these candidates and fill in their sheets.

    Units:  minutes; 400 characters a minute, and so many for each sheet. Errors: none.
    """
    subjects = {one.subject_id for one in candidates if one.kind == "application"}
    chars = sum(_characters(row) for row in applications.all_under_review(subjects))
    return -(-chars // SPEED) + per_sheet * len(candidates)


def _characters(row: Any) -> int:
    return sum(_count(value) for value in applications.answers_of(row).values())


def _count(value: object) -> int:
    if isinstance(value, str):
        return characters.count(value)
    if isinstance(value, list):
        return sum(_count(one) for one in value)
    return sum(_count(one) for one in value.values()) if isinstance(value, dict) else 0
