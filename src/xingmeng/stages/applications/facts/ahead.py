"""What lies ahead of who begins an application: what is known, what is left, who signs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingmeng.engines import forms
from xingmeng.engines.forms import Question, Section, Table
from xingmeng.engines.instrument import Instrument, Move
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import rules
from xingmeng.stages.applications.facts import Knowledge
from xingmeng.stages.applications.facts.burden import Held
from xingmeng.stages.applications.models import FULL, SHORT, Application
from xingmeng.stages.applications.rules import effort
from xingmeng.stages.applications.rules.effort import Cost
from xingmeng.stages.applications.rules.eligibility import ELIGIBILITY, WORDS

LOOKED_AT = ("application", "contract")  # the lives in which somebody signs
REPEATED = ("resubmit", "submit_full")  # the same hand under the same paper again


class Begun(Held):
    """A form as it is begun: a table nobody knows is asked with the fewest rows it takes."""

    def _typed(self, asked: Table) -> Cost:
        whole = Cost()
        for column in asked.columns:
            times = asked.min_rows if column.required else 0
            whole += effort.typed(column, times) if not column.computed else Cost()
        return whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What one unit faces. Units: `known_pct` of the facts asked, `minutes` by the model."""

    organisation: Any
    known_pct: int
    questions: int
    texts: int
    files: tuple[Text, ...]
    minutes: int
    conditions: tuple[tuple[Text, tuple[Finding, ...]], ...]
    doubtful: tuple[Text, ...] = ()

    @property
    def may_apply(self) -> bool:
        return not any(found for _, found in self.conditions)


def ahead_of(call: Any, organisation: Any, leader: Any, *, on: date) -> Ahead:
    """What a unit would find if it began an application to a call now; nothing is written.

    Errors: none.
    """
    step = SHORT if call.is_two_step else FULL
    row = Application(call=call, organisation=organisation, leader=leader, step=step)
    knowledge = Knowledge(organisation=organisation, person=leader, call=call, on=on)
    return _ahead(row, rules.form_of(row), knowledge)


def _ahead(application: Application, form: Sequence[Section], knowledge: Knowledge) -> Ahead:
    begun = Begun(knowledge)
    asked = list(forms.questions(form).values())
    costs = [(question, _cost(begun, question)) for question in asked]
    whole = sum((cost for _, cost in costs), Cost())
    left = [q for q, cost in costs if cost.typed and q.required and not _depends(q)]
    texts = [q for q in left if q.kind == "longtext"]
    files = [q for q in asked if q.kind == "file" and not _depends(q)]
    ready = whole.filled + whole.computed
    return Ahead(
        organisation=application.organisation,
        known_pct=100 * ready // whole.asked if whole.asked else 0,
        questions=sum(q.kind not in ("longtext", "file") for q in left),
        texts=len(texts),
        files=tuple(q.label for q in files),
        minutes=_rounded(sum(cost.minutes for q, cost in costs if q in left or not cost.typed)),
        conditions=tuple(eligibility(application)),
        doubtful=tuple(q.label for q in asked if begun.doubts(q)),
    )


def _cost(begun: Begun, question: Question) -> Cost:
    return begun.table(question) if isinstance(question, Table) else begun.field(question)


def _depends(question: Question) -> bool:
    """Whether it is asked only where another answer calls for it."""
    return question.only_if is not None


def _rounded(minutes: float) -> int:
    """To five minutes, and never none: the model is no better than that."""
    return max(5, 5 * round(minutes / 5))


def eligibility(application: Any) -> list[tuple[Text, tuple[Finding, ...]]]:
    """Each rule the instrument names, in words, with what stands against it. Errors: none."""
    names = application.instrument.eligibility
    return [(WORDS[name], tuple(ELIGIBILITY[name](application))) for name in names]


def signers(instrument: Instrument) -> list[tuple[Text, tuple[str, ...]]]:
    """Who signs what on the way to a decision and a contract: each move, and by which roles.

    Order:  as the lives declare. Errors: none.
    """
    found: list[Move] = []
    for flow in instrument.flows:
        if flow.kind in LOOKED_AT:
            found += [m for m in flow.moves if m.signs and m.name not in REPEATED]
    return [(move.label, move.by) for move in found]
