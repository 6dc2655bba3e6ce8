"""Which kinds of case are answered on a form, and how such a form is read and saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xingmeng.core import move as moves
from xingmeng.core.actor import Actor
from xingmeng.core.answers import BoundSection
from xingmeng.core.drafts import WRITERS, writable_in
from xingmeng.engines.forms import Question, Section, questions
from xingmeng.engines.values import Finding

ONLOOKERS = frozenset({"leader", "administrator"})  # see cases, not every page about them


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One kind of case whose answers are written, kept in revisions, taken out and in."""

    kind: str
    form_of: Callable[[Any], Sequence[Section]]
    answers_of: Callable[[Any], Mapping[str, Any]]
    bound: Callable[[Any], list[BoundSection]]
    save: Callable[[int, Mapping[str, Any], Actor], list[Finding]]
    open_to: Callable[[Actor, Any], bool] | None = None  # where seeing it is not reading it


_kinds: dict[str, Written] = {}


def register(written: Written) -> Written:
    """Make a kind of form known. Errors: none; the last one of a kind stands."""
    _kinds[written.kind] = written
    return written


def find(kind: str) -> Written | None:
    """How that kind of case is written; None if it is not. Errors: none."""
    return _kinds.get(kind)


def question(kind: str, row: Any, name: str) -> Question | None:
    """The question of that name on a case's form. Errors: none."""
    about = _kinds.get(kind)
    return questions(about.form_of(row)).get(name) if about else None


def may_write(actor: Actor, kind: str, row: Any) -> bool:
    """Whether the actor may write on this case's form now. Errors: none."""
    return row.state in writable_in(row) and is_author(actor, kind, row)


def is_author(actor: Actor, kind: str, row: Any) -> bool:
    """Whether the actor is one of those who write it, also after it was handed in."""
    return not WRITERS.isdisjoint(moves.subject(kind).roles_of(actor, row))


def reads(actor: Actor, kind: str, row: Any) -> bool:
    """Whether the actor may take a visible form away: its authors, and who has a part in it."""
    about = _kinds.get(kind)
    if about and about.open_to:
        return about.open_to(actor, row)
    return bool(moves.subject(kind).roles_of(actor, row) - ONLOOKERS)
