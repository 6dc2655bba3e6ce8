"""Who may see one record because a later stage said so; joined by every query."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from xingmeng.core import clock, door
from xingmeng.core.actor import Actor
from xingmeng.core.models import Access

NOTHING: Mapping[str, str] = MappingProxyType({})


def _live(actor: Actor, kind: str, at: datetime) -> QuerySet[Access]:
    rows = Access.objects.filter(user_id=actor.user_id, kind=kind, from_at__lte=at)
    return rows.filter(Q(until_at=None) | Q(until_at__gt=at))


def reach(allowed: Q, *, actor: Actor, kind: str, about: Mapping[str, str] = NOTHING) -> Q:
    """A stage's own rule of sight, widened by live grants and narrowed by live bars.

    `about` names the records a row is about, {column: kind}: whoever may not see one of them
    may not see the row either. Errors: none; nobody has neither grants nor bars.
    """
    if not actor.user_id:
        return allowed
    live = _live(actor, kind, clock.now())
    granted = live.filter(barred=False).values("subject_id")
    seen = (allowed | Q(pk__in=granted)) & ~Q(pk__in=hidden(actor, kind))
    for column, of in about.items():
        seen &= ~Q(**{f"{column}__in": hidden(actor, of)})
    return seen


def hidden(actor: Actor, kind: str) -> Any:
    """The keys of the records of a kind that are hidden from an actor now, as a query.

    Errors: none.
    """
    return barred(actor, kind).values("subject_id")


def is_barred(actor: Actor, kind: str, subject_id: int) -> bool:
    """Whether one record is hidden from an actor now. Errors: none."""
    if not actor.user_id:
        return False
    return barred(actor, kind).filter(subject_id=subject_id).exists()


def related(actor: Actor, kind: str, subject_id: int) -> frozenset[str]:
    """The relations this actor holds to one record now. Errors: none."""
    if not actor.user_id:
        return frozenset()
    live = _live(actor, kind, clock.now()).filter(subject_id=subject_id, barred=False)
    return frozenset(live.values_list("relation", flat=True))


def barred(actor: Actor, kind: str) -> QuerySet[Access]:
    """The live bars that keep an actor from records of a kind. Errors: none."""
    return _live(actor, kind, clock.now()).filter(barred=True)


@door.change()
def grant(user_id: int, relation: str, *, kind: str, subject_id: int) -> None:
    """Let a user see one record in a relation, from now on. Writes: one Access row."""
    _write(user_id, relation, kind, subject_id, barred=False)


@door.change()
def grant_all(relation: str, seen: Iterable[tuple[int, str, int]]) -> None:
    """Let users see records in one relation, from now on: (user, kind, record) each.

    Writes: one Access row each, all at once.
    """
    now = clock.now()
    rows = [
        Access(user_id=user, relation=relation, kind=kind, subject_id=pk, from_at=now)
        for user, kind, pk in dict.fromkeys(seen)
    ]
    Access.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["user", "relation", "kind", "subject_id", "barred"],
        update_fields=["from_at", "until_at"],
    )


@door.change()
def bar(user_id: int, relation: str, *, kind: str, subject_id: int) -> None:
    """Hide one record from a user, whatever else allows it. Writes: one Access row."""
    _write(user_id, relation, kind, subject_id, barred=True)


def _write(user_id: int, relation: str, kind: str, subject_id: int, *, barred: bool):
    Access.objects.update_or_create(
        user=get_user_model().objects.get(pk=user_id),
        relation=relation,
        kind=kind,
        subject_id=subject_id,
        barred=barred,
        defaults={"from_at": clock.now(), "until_at": None},
    )


@door.change()
def end(user_id: int, relation: str, *, kind: str, subject_id: int) -> None:
    """End a grant or bar now. Writes: its `until_at`. Errors: none."""
    Access.objects.filter(
        user_id=user_id, relation=relation, kind=kind, subject_id=subject_id, until_at=None
    ).update(until_at=clock.now())
