"""What stands over several cases at once: opened by a step on record, not by looking.

A list can be shown without a case that is hidden from its reader; a signed paper, a draw among
cases or a proof cannot. What a page shows of such a whole before it is opened leans on no case;
who made it, or opened it, has the whole. Opening is refused to whom a part of it is hidden.
"""

from typing import Any

from django.db.models import QuerySet

from xingmeng.core import door, move, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding

OPEN = "open_whole"


def is_open(actor: Actor, kind: str, row: Any) -> bool:
    """Whether a reader made this whole or opened it, and no part is hidden from them.

    Errors: LookupError for another kind.
    """
    about = move.subject(kind)
    if not actor.user_id or about.aside(actor, row):
        return False
    return actor.user_id in trail.who_made(kind, row.pk, OPEN, *about.makers)


def opened(actor: Actor, kind: str) -> QuerySet:
    """The keys of the wholes of a kind that a reader made or opened, for a subquery.

    Errors: LookupError for another kind.
    """
    return trail.cases_of(actor.user_id or -1, kind, OPEN, *move.subject(kind).makers)


def may_open(actor: Actor, kind: str, row: Any) -> bool:
    """Whether the step is offered: never by what is hidden, so that no button tells.

    Errors: LookupError for another kind.
    """
    about = move.subject(kind)
    return bool(actor.user_id) and about.opens(actor, row) and not is_open(actor, kind, row)


@door.change()
def open_whole(kind: str, row: Any, *, actor: Actor) -> None:
    """Put on record that somebody opens a whole, already found visible; then it shows.

    Writes: one step. Errors: Refused for whom it is not, or who must step aside from a part.
    """
    about = move.subject(kind)
    found = [] if about.opens(actor, row) else [not_yours()]
    refuse_if(found + ([Finding("steps_aside")] if about.aside(actor, row) else []))
    trail.record(kind, row.pk, OPEN, actor=actor)
