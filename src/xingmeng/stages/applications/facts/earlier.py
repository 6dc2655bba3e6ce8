"""What the same unit has answered before: its earlier applications, the leader's own first."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from xingmeng.core import clock, seal
from xingmeng.engines import forms
from xingmeng.engines.forms import Question, Section, Table
from xingmeng.engines.values import Text
from xingmeng.stages.applications.facts.known import Known
from xingmeng.stages.applications.models import Application

# A project that goes on carries its words and people; these are given anew.
ANEW = frozenset(
    {"secrecy", "start_on", "end_on", "requested_fen", "self_raised_fen", "milestones"}
    | {"sensitive", "pledged", "abstract", "basis", "budget_basis", "equipment"}
)
MOST = 5  # applications that are looked into
DOUBTFUL = ("draft", "withdrawn")


class Earlier:
    """The answers of a unit's earlier applications, whatever the instrument; read once."""

    def __init__(
        self, organisation_id: int, *, leader_id: int | None = None, but: Any = None
    ) -> None:
        self._of, self._leader, self._but = organisation_id, leader_id, but
        self._rows: list[tuple[Application, dict[str, Any]]] | None = None

    def answer(self, name: str) -> Known | None:
        """The newest answer to the question of that name. Errors: none."""
        if self._rows is None:
            self._rows = [(row, _answers(row)) for row in self._found()]
        for row, answers in self._rows:
            if not forms.is_empty(answers.get(name)):
                return _known(row, answers[name])
        return None

    def _found(self) -> list[Application]:
        rows = Application.objects.filter(
            organisation_id=self._of, submitted_at__isnull=False
        ).exclude(state__in=DOUBTFUL)
        if self._but is not None:
            rows = rows.exclude(pk=self._but.pk)
        found = list(rows.order_by("-submitted_at", "-pk")[: 4 * MOST])
        found.sort(key=lambda row: self._leader is None or row.leader_id != self._leader)
        return found[:MOST]


def is_anew(question: Question) -> bool:
    """Whether a project that goes on is asked this again: dates, money, pledges, files.

    Errors: none.
    """
    if isinstance(question, Table):
        return question.name in ANEW
    money = question.kind == "money" and not question.filled_from
    return question.name in ANEW or question.kind in ("tick", "file") or money


def carried(form: Sequence[Section], former: Application) -> dict[str, Known]:
    """What an application that goes on carries into the next one of the same instrument.

    Order:  as the form asks. Errors: ValueError if two questions share a name.
    """
    said = _answers(former)
    return {
        name: _known(former, said[name])
        for name, question in forms.questions(form).items()
        if not is_anew(question)
        and not getattr(question, "computed", "")
        and not forms.is_empty(said.get(name))
    }


def may_continue(organisation_id: int, instrument_code: str) -> QuerySet[Application]:
    """The unit's earlier applications under an instrument, newest first."""
    rows = Application.objects.filter(
        organisation_id=organisation_id, call__instrument_code=instrument_code
    )
    rows = rows.filter(submitted_at__isnull=False).exclude(state__in=DOUBTFUL)
    return rows.order_by("-submitted_at", "-pk")


def _answers(row: Application) -> dict[str, Any]:
    """The unit's own words, also where they lie sealed until the opening."""
    if row.sealed is None:
        return row.answers
    plain = seal.open_(bytes(row.sealed), context=f"application:{row.pk}")
    return json.loads(plain)["answers"]


def _known(row: Application, value: Any) -> Known:
    source = Text(f"贵单位的申报 {row.number}", f"Your application {row.number}")
    on = clock.local_day(row.submitted_at)
    return Known(value=value, source=source, on=on, origin="carried")
