"""What opened applications are about, in their own words, to be compared with other texts."""

from collections.abc import Collection
from typing import NamedTuple

from xingmeng.engines import forms
from xingmeng.stages.applications import rules
from xingmeng.stages.applications.models import Application
from xingmeng.stages.applications.queries import answers_of

BESIDE = frozenset({"introduction", "budget_basis", "basis", "risk"})  # of unit and money


class Subject(NamedTuple):
    """The title of the work, and what is written of it."""

    title: str
    text: str


def subjects(application_ids: Collection[int]) -> dict[int, Subject]:
    """What each of these applications is about. Errors: none; sealed ones are left out.

    For engines that compare texts, which ask who may read the outcome themselves.
    """
    rows = Application.objects.filter(pk__in=application_ids)
    rows = rows.exclude(state__in=rules.CLOSED_TO_OTHERS).order_by("pk")
    return {row.pk: _subject(row) for row in rows.select_related("call", "challenge")}


def _subject(row: Application) -> Subject:
    given = answers_of(row)
    asked = forms.questions(rules.form_of(row))
    told = [given.get("keywords")]
    told += [given.get(q.name) for q in asked.values() if _tells(q)]
    title = row.challenge.title if row.challenge_id else given.get("title")
    return Subject(str(title or ""), "\n".join(str(text) for text in told if text))


def _tells(question: forms.Field) -> bool:
    return question.kind == "longtext" and question.name not in BESIDE
