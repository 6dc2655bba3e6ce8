"""Asking for a grant of rights in a result, agreeing to it, and putting it on record."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, sources
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import forms
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.outcomes import queries as outcomes
from xingmeng.stages.outcomes.actions.results import REGISTER, right_of
from xingmeng.stages.outcomes.models import RightGrant, RightHolder
from xingmeng.stages.outcomes.queries import granting as queries
from xingmeng.stages.outcomes.rules import granting as rules
from xingmeng.stages.registry import actions as registry

WAYS = {"ownership": "co_owned", "use": "use_granted"}  # how a unit now holds its right


@door.change()
def ask_for_grant(outcome_id: int, given: Mapping[str, Any], *, actor: Actor) -> RightGrant:
    """The team asks its unit for a share of the ownership, or for long use, of a result.

    Writes: the grant, its holders, one step.
    Errors: Refused for faulty answers, too few years, a result that cannot be granted or is,
            one not registered, or another's.
    """
    outcome = outcomes.get_for(actor, outcome_id)
    found = forms.check_all(rules.FORM, given)
    found += [] if found else rules.long_enough(given, on=clock.today())
    if outcome.organisation_id not in actor.organisations:
        found.append(not_yours("applicant"))
    if outcome.state != "registered":
        found.append(Finding("wrong_state", {"state": outcome.state, "needed": ["registered"]}))
    if outcome.form not in rules.GRANTABLE:
        found.append(Finding("not_grantable"))
    if not found and queries.has_grant(outcome):
        found.append(Finding("granted_already"))
    refuse_if(found)
    row = RightGrant(
        outcome=outcome,
        form=given["form"],
        share_pct=given.get("share_pct") if given["form"] == "ownership" else None,
        years=given.get("years") if given["form"] == "use" else None,
        terms={"decides": given["decides"], "costs": given["costs"]},
    )
    move.begin("right_grant", row, actor=actor)
    RightHolder.objects.bulk_create(
        RightHolder(grant=row, number=number, name=one["name"], part_pct=one["part_pct"])
        for number, one in enumerate(given["holders"], start=1)
    )
    return row


def _agree(step: Step) -> None:
    row: RightGrant = step.row
    row.agreement_number = step.details["agreement_number"]
    row.agreed_on = date.fromisoformat(step.details["agreed_on"])
    row.save(update_fields=["agreement_number", "agreed_on"])


def _record(step: Step) -> None:
    """The registry knows from now on how the unit holds the right."""
    row: RightGrant = step.row
    row.recorded_on = step.on
    row.save(update_fields=["recorded_on"])
    kind = right_of(row.outcome)
    if not kind:
        return  # a secret is no right that a register holds
    source = sources.name("outcomes", REGISTER)
    right = {"kind": kind, "number": row.outcome.identifier, "title": row.outcome.title}
    right |= {"way": WAYS[row.form], "state": "valid"}
    registry.record_rights(
        row.outcome.organisation_id, [right], source=source, on=step.on, actor=step.actor
    )


RIGHT_GRANT = move.register(
    move.Subject(
        kind="right_grant",
        title=Text("成果赋权", "Grant of rights"),
        model=RightGrant,
        flow_of=lambda row: rules.FLOW,
        every_flow=lambda: [rules.FLOW],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={"publicity_over": rules.publicity_over},
        effects={"agree": _agree, "record": _record},
        related=("outcome",),
    )
)
