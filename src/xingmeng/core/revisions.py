"""Revisions of what a form was answered with: kept on the way, shown, and put back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from xingmeng.core import clock, door
from xingmeng.core.models import Revision
from xingmeng.engines import forms
from xingmeng.engines.forms import Question, Section
from xingmeng.engines.values import Text

APART = timedelta(minutes=5)  # while one person writes on, at most one in this time
WORDS: dict[str, Text] = {
    "writing": Text("填写中", "While writing"),
    "handover": Text("换人填写前", "Before another person wrote on"),
    "submit": Text("提交", "Handed in"),
    "publish": Text("发布", "Published"),
    "import": Text("导入前", "Before an import"),
    "restore": Text("恢复旧版前", "Before an older revision was put back"),
}


@door.change()
def keep(kind: str, row: Any, what: str, *, by: int) -> Revision | None:
    """Keep the answers as they stand, unless the last revision says the same.

    Writes: one Revision at most; without answers there is nothing to keep.
    Errors: LookupError for what WORDS does not name.
    """
    if what not in WORDS:
        raise LookupError(what)
    last = of(kind, row.pk).first()
    if not row.answers or (last and last.answers == row.answers):
        return None
    return Revision.objects.create(
        kind=kind,
        subject_id=row.pk,
        number=last.number + 1 if last else 1,
        answers=row.answers,
        by_id=by,
        at=clock.now(),
        what=what,
    )


def before_writing(kind: str, row: Any, *, by: int, at: datetime) -> None:
    """Keep what another person left, and while one writes on, something every five minutes.

    Writes: one Revision at most. Errors: none.
    """
    last = max(row.stamps.values(), key=lambda stamp: stamp.get("r", 0), default=None)
    if last is None:
        return
    if last["by"] != by:
        keep(kind, row, "handover", by=last["by"])
        return
    latest = of(kind, row.pk).values_list("at", flat=True).first()
    if at - (latest or datetime.fromisoformat(last["at"])) >= APART:
        keep(kind, row, "writing", by=by)


def of(kind: str, subject_id: int) -> QuerySet[Revision]:
    """The revisions of one case, newest first. Errors: none."""
    return Revision.objects.filter(kind=kind, subject_id=subject_id).order_by("-number")


def one(kind: str, subject_id: int, number: int) -> Revision:
    """One revision of a case that was found visible. Errors: Http404 if there is none."""
    found = of(kind, subject_id).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def difference(
    sections: Sequence[Section], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[Question, Any, Any]]:
    """The questions that two sets of answers answer differently: (question, before, after).

    Order:  as the form asks. Errors: ValueError if two questions share a name.
    """
    return [
        (question, before.get(name), after.get(name))
        for name, question in forms.questions(sections).items()
        if _differ(before.get(name), after.get(name))
    ]


def _differ(one: Any, other: Any) -> bool:
    return one != other and not (forms.is_empty(one) and forms.is_empty(other))
