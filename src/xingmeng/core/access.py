"""Who may see one record because a later stage said so; joined by every query."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from xingmeng.core import clock, door
from xingmeng.core.actor import Actor
from xingmeng.core.models import Access


def _live(actor: Actor, kind: str, at: datetime) -> QuerySet[Access]:
    rows = Access.objects.filter(user_id=actor.user_id, kind=kind, from_at__lte=at)
    return rows.filter(Q(until_at=None) | Q(until_at__gt=at))


def reach(allowed: Q, *, actor: Actor, kind: str) -> Q:
    """A stage's own rule of sight, widened by live grants and narrowed by live bars.

    Errors: none; nobody has neither.
    """
    if not actor.user_id:
        return allowed
    live = _live(actor, kind, clock.now())
    granted = live.filter(barred=False).values("subject_id")
    barred = live.filter(barred=True).values("subject_id")
    return (allowed | Q(pk__in=granted)) & ~Q(pk__in=barred)


def related(actor: Actor, kind: str, subject_id: int) -> frozenset[str]:
    """The relations this actor holds to one record now. Errors: none."""
    if not actor.user_id:
        return frozenset()
    live = _live(actor, kind, clock.now()).filter(subject_id=subject_id, barred=False)
    return frozenset(live.values_list("relation", flat=True))


@door.change()
def grant(user_id: int, relation: str, *, kind: str, subject_id: int) -> None:
    """Let a user see one record in a relation, from now on. Writes: one Access row."""
    _write(user_id, relation, kind, subject_id, barred=False)


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
