"""Setting milestones, reporting, inspecting, accepting. One function per verb."""

from datetime import date

from xingmeng import instruments
from xingmeng.core import door, move
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.delivery import queries, rules
from xingmeng.stages.delivery.models import Acceptance, Milestone
from xingmeng.stages.funds import actions as funds


def set_milestones(event: Moved) -> None:
    """Reaction: a contract in force gets the milestones that were signed."""
    if (event.kind, event.move) != ("contract", "sign_as_department"):
        return
    contract = awards.contract_for(event.system, event.pk)
    for line in contract.terms["milestones"]:
        row = Milestone(
            contract=contract,
            number=line["number"],
            key=line["key"],
            title=line["title"],
            target=line["target"],
            planned_on=date.fromisoformat(line["due_on"]),
            share_pct=line["share_pct"],
            amount_fen=line["amount_fen"],
        )
        move.begin("milestone", row, actor=event.system)
        row.due_on = row.planned_on
        row.save(update_fields=["due_on"])


def _report(step: Step) -> None:
    step.row.summary = step.details["summary"]
    step.row.save(update_fields=["summary"])


def _pass(step: Step) -> None:
    """What was shown releases the milestone's share of the support."""
    row: Milestone = step.row
    row.opinion = step.details.get("opinion", "")
    row.save(update_fields=["opinion"])
    if row.amount_fen:
        funds.release(
            kind="contract", subject_id=row.contract_id, step=row.key, actor=step.actor
        )


@door.change()
def request_acceptance(contract_id: int, *, summary: str, actor: Actor) -> Acceptance:
    """The bidder asks for acceptance; the user then measures. Writes: the acceptance, one step.

    Errors: Refused if the contract is not in force, an earlier milestone is open, one was
            requested already, nothing is said, or it is not the bidder.
    """
    contract = awards.contract_for(actor, contract_id)
    found = [] if contract.bidder_id in actor.organisations else [not_yours("bidder")]
    if contract.state != "in_force":
        found.append(Finding("wrong_state", {"state": contract.state, "needed": ["in_force"]}))
    rows = queries.milestones_of(contract.pk).select_for_update()  # one request at a time
    due = [m for m in rows if m.key != "acceptance" and m.state != "passed"]
    found += [Finding("earlier_first", {"title": m.title}) for m in due]
    if contract.acceptances.filter(state__in=["requested", "opined"]).exists():
        found.append(Finding("acceptance_under_way"))
    if not summary.strip():
        found.append(Finding("answer_needed", {"field": "summary"}))
    refuse_if(found)
    row = Acceptance(contract=contract, summary=summary.strip()[:4000])
    move.begin("acceptance", row, actor=actor)
    return row


def _give_opinion(step: Step) -> None:
    step.row.results = step.details["results"]
    step.row.verdict = step.details["verdict"]
    step.row.save(update_fields=["results", "verdict"])


def _accept(step: Step) -> None:
    """The last milestone passes, its share is released, contract and challenge are done."""
    contract = step.row.contract
    step.row.opinion = step.details["opinion"]
    step.row.save(update_fields=["opinion"])
    system = SYSTEM.because_of(step.step_id)
    last = queries.milestones_of(contract.pk).get(key="acceptance")
    move.make("milestone", last.pk, "pass_by_acceptance", actor=system)
    move.make("contract", contract.pk, "complete", actor=system)
    move.make("challenge", contract.award.challenge_id, "close", actor=system)


def _end(step: Step) -> None:
    """No further payment: what is left returns to the appropriation."""
    contract = step.row.contract
    system = SYSTEM.because_of(step.step_id)
    last = queries.milestones_of(contract.pk).get(key="acceptance")
    move.make("milestone", last.pk, "fail_by_acceptance", actor=system)
    move.make("contract", contract.pk, "end", actor=system)
    move.make("challenge", contract.award.challenge_id, "fail", actor=system)
    funds.give_back(kind="contract", subject_id=contract.pk, decision=step.step_id)


def _fail(step: Step) -> None:
    """A failed milestone ends the contract and returns what has not been paid."""
    contract = step.row.contract
    system = SYSTEM.because_of(step.step_id)
    move.make("contract", contract.pk, "end", actor=system)
    move.make("challenge", contract.award.challenge_id, "fail", actor=system)
    funds.give_back(kind="contract", subject_id=contract.pk, decision=step.step_id)


_RELATED = (
    "contract__award__challenge__issuer",
    "contract__award__challenge__call",
    "contract__award__application",
)
MILESTONE = move.register(
    move.Subject(
        kind="milestone",
        title=Text("里程碑", "Milestone"),
        model=Milestone,
        flow_of=lambda row: row.instrument.flow("milestone"),
        every_flow=lambda: [i.flow("milestone") for i in instruments.every()],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "evidence_attached": rules.evidence_attached,
            "not_the_last": rules.not_the_last,
        },
        effects={
            "report": _report,
            "pass": _pass,
            "pass_by_acceptance": _pass,
            "fail": _fail,
        },
        files_open=lambda actor, row: awards.may_read_whole(actor, row.contract),
        related=_RELATED,
    )
)
ACCEPTANCE = move.register(
    move.Subject(
        kind="acceptance",
        title=Text("验收", "Acceptance"),
        model=Acceptance,
        flow_of=lambda row: row.instrument.flow("acceptance"),
        every_flow=lambda: [i.flow("acceptance") for i in instruments.every()],
        roles_of=rules.roles_of,
        visible_to=queries.acceptances_for,
        checks={"opinion_met": rules.opinion_met},
        effects={
            "give_opinion": _give_opinion,
            "accept": _accept,
            "exempt": _end,
            "refuse": _end,
        },
        related=_RELATED,
    )
)
