"""Texts that came too late, or lost a clash: kept for who wrote them, and for nobody else."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from xingmeng.core import clock, door
from xingmeng.core.actor import Actor
from xingmeng.core.models import KeptText
from xingmeng.engines import forms
from xingmeng.engines.values import Text

MOST = 200  # of one person in one case; the oldest make room
WORDS: dict[str, Text] = {
    "closed": Text("到达时表格已不能填写", "Arrived when the form could no longer be written"),
    "settled": Text(
        "两人同时填写，另一份被采用", "Two wrote at once; the other text was taken"
    ),
}


@door.change()
def keep(kind: str, subject_id: int, field: str, value: Any, *, by: int, why: str) -> None:
    """Keep one text for who wrote it; the same text of the same field once.

    Writes: one KeptText at most, and deletes the oldest beyond the limit. Nothing on the
    trail: a draft is its author's own. Errors: none; nobody's text and no text are not kept.
    """
    if not by or forms.is_empty(value) or not forms.can_be_kept(value):
        return
    own = KeptText.objects.filter(kind=kind, subject_id=subject_id, by_id=by).order_by("-pk")
    if any(text.value == value for text in own.filter(field=field)[:MOST]):
        return
    named = {"kind": kind, "subject_id": subject_id, "field": field, "by_id": by}
    KeptText.objects.create(**named, value=value, at=clock.now(), why=why)
    for old in own[MOST:]:
        old.delete()


def of(actor: Actor, kind: str, subject_id: int) -> QuerySet[KeptText]:
    """The kept texts of this reader in one case, newest first. Errors: none."""
    rows = KeptText.objects.filter(kind=kind, subject_id=subject_id)
    return rows.filter(by_id=actor.user_id or -1).order_by("-pk")


@door.change()
def forget(actor: Actor, pk: int) -> KeptText:
    """Delete one's own kept text. Writes: its deletion. Errors: Http404 for another's."""
    found = KeptText.objects.filter(pk=pk, by_id=actor.user_id or -1).first()
    if found is None:
        raise Http404
    found.delete()
    return found
