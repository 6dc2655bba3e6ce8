"""Evaluating another's result in five values."""

from collections.abc import Mapping
from typing import Any

from xingmeng.core import clock, door, move
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.outcomes.models import Evaluation
from xingmeng.stages.outcomes.queries import evaluation as queries
from xingmeng.stages.outcomes.rules import evaluation as rules
from xingmeng.stages.registry import queries as registry


@door.change()
def evaluate(
    outcome_id: int, evaluator_id: int, given: Mapping[str, Any], *, actor: Actor
) -> Evaluation:
    """A unit that did not make a result says what it is worth. Writes: it, one step.

    Errors: Refused for faulty answers, applied work judged by peers, one's own result, one not
            registered or evaluated before, or a unit that is not one's own.
    """
    outcome = outcomes.get_for(actor, outcome_id)
    found = forms.check_all(rules.FORM, given) + rules.fits(given)
    if not registry.own_organisations(actor).filter(pk=evaluator_id).exists():
        found.append(not_yours("applicant"))
    if outcome.organisation_id in (evaluator_id, *actor.organisations):
        found.append(Finding("evaluates_own"))
    if outcome.state != "registered":
        found.append(Finding("wrong_state", {"state": outcome.state, "needed": ["registered"]}))
    if queries.has_evaluated(outcome, evaluator_id):
        found.append(Finding("evaluated_already"))
    refuse_if(found)
    row = Evaluation(
        outcome=outcome,
        evaluator_id=evaluator_id,
        capacity=given["capacity"],
        klass=given["klass"],
        marks={name: given[name] for name, _ in rules.VALUES},
        text=given["text"],
        stated_on=clock.today(),
    )
    move.begin("evaluation", row, actor=actor)
    return row


EVALUATION = move.register(
    move.Subject(
        kind="evaluation",
        title=Text("成果评价", "Evaluation"),
        model=Evaluation,
        flow_of=lambda row: rules.FLOW,
        every_flow=lambda: [rules.FLOW],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={"evidence_shown": rules.evidence_shown},
        files_open=queries.may_read_files,
        related=("outcome",),
    )
)
