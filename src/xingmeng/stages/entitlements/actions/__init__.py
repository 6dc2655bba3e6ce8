"""Entitlements, their batches and objections to them: one function per verb.

Runs are in `running`, batches in `gathering`.
"""

from xingmeng.core import door, move
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.entitlements import queries, rules
from xingmeng.stages.entitlements.actions import gathering
from xingmeng.stages.entitlements.actions.gathering import gather as gather
from xingmeng.stages.entitlements.actions.running import carry_out as carry_out
from xingmeng.stages.entitlements.actions.running import repeat as repeat
from xingmeng.stages.entitlements.actions.running import run_nightly as run_nightly
from xingmeng.stages.entitlements.actions.running import set_parameters as set_parameters
from xingmeng.stages.entitlements.actions.running import (
    take_silence_for_consent as take_silence_for_consent,
)
from xingmeng.stages.entitlements.actions.running import take_snapshot as take_snapshot
from xingmeng.stages.entitlements.models import Batch, Entitlement, Objection
from xingmeng.stages.entitlements.rules import flows


@door.change()
def file_objection(entitlement_id: int, *, name: str, text: str, actor: Actor) -> Objection:
    """Object to an entitlement in publicity, under one's own name.

    Writes: the objection, one step.
    Errors: Refused outside the period, without signing in, a name or a text; Http404.
    """
    row = queries.get_for(actor, entitlement_id)
    found = [] if actor.user_id else [Finding("sign_in_first")]
    if row.state != "publicity" or not rules.in_publicity(row.batch):
        found.append(Finding("not_in_publicity"))
    found += [
        Finding("answer_needed", {"field": field})
        for field, value in (("name", name), ("text", text))
        if not value.strip()
    ]
    refuse_if(found)
    objection = Objection(
        entitlement=row, by_id=actor.user_id, name=name.strip()[:60], text=text[:4000]
    )
    move.begin("entitlement_objection", objection, actor=actor)
    return objection


def _annul(step: Step) -> None:
    """An objection was upheld: what it was about is annulled, the rest of the batch goes on."""
    system = SYSTEM.because_of(step.step_id)
    move.make("entitlement", step.row.entitlement_id, "annul", actor=system)


def mark_paid(event: Moved) -> None:
    """Reaction: a payment for an entitlement was made; with the last one its batch is paid."""
    if event.kind == "payment" and event.move == "pay":
        gathering.paid(event)


ENTITLEMENT = move.register(
    move.Subject(
        kind="entitlement",
        title=Text("应享权益", "Entitlement"),
        model=Entitlement,
        flow_of=rules.flow_of,
        every_flow=lambda: list(flows.ENTITLEMENTS),
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "gives_something": rules.gives_something,
            "gives_nothing": rules.gives_nothing,
            "time_to_answer_over": rules.time_to_answer_over,
            "not_gathered": rules.not_gathered,
        },
        files_open=lambda actor, row: rules.reads_figures(actor, row.organisation_id),
        related=("organisation",),
    )
)
BATCH = move.register(
    move.Subject(
        kind="entitlement_batch",
        title=Text("兑付批次", "Batch of entitlements"),
        model=Batch,
        flow_of=rules.batch_flow,
        every_flow=lambda: list(flows.BATCHES),
        roles_of=rules.batch_roles,
        visible_to=queries.batches_for,
        checks={
            "another_person": rules.another_person,
            "publicity_over": rules.publicity_over,
            "no_open_objection": rules.no_open_objection,
            "money_available": rules.money_available,
            "all_ordered": rules.all_ordered,
        },
        effects={
            "decide": gathering.decide,
            "reject": gathering.release,
            "publicise": gathering.publicise,
            "grant": gathering.grant,
            "pay": gathering.pay,
            "issue": gathering.issue,
        },
        related=("appropriation__account",),
    )
)
OBJECTION = move.register(
    move.Subject(
        kind="entitlement_objection",
        title=Text("对应享权益的异议", "Objection to an entitlement"),
        model=Objection,
        flow_of=lambda row: flows.OBJECTION,
        every_flow=lambda: [flows.OBJECTION],
        roles_of=rules.objection_roles,
        visible_to=queries.objections_for,
        effects={"uphold": _annul},
        related=("entitlement__organisation",),
    )
)
