"""Setting milestones, reporting, inspecting, accepting. One function per verb."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng import instruments
from xingmeng.core import door, move
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.engines import scoring
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.awards.rules import contract_roles
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.delivery import facts, papers, queries, rules
from xingmeng.stages.delivery.models import Acceptance, Milestone
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.review import actions as review
from xingmeng.stages.review import queries as review_queries


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
    if contract.award.challenge_id is None:
        _pay_on_signing(contract, event.system)


def _pay_on_signing(contract, system: Actor) -> None:
    """A project's first share is due when its contract is signed."""
    first = queries.milestones_of(contract.pk).filter(key="start").first()
    if first:
        move.make("milestone", first.pk, "pass_on_signing", actor=system)


def _report(step: Step) -> None:
    step.row.summary = step.details["summary"]
    step.row.spent_fen = step.details.get("spent_fen")
    step.row.save(update_fields=["summary", "spent_fen"])


def _pass(step: Step) -> None:
    """What was shown releases the milestone's share of the support."""
    row: Milestone = step.row
    row.opinion = step.details.get("opinion", "")
    row.save(update_fields=["opinion"])
    if step.move.name == "pass":
        issue(papers.MILESTONE.name, row, actor=step.actor, on=step.on)
    if row.amount_fen:
        funds.release(
            kind="contract", subject_id=row.contract_id, step=row.key, actor=step.actor
        )


@door.change()
def request_acceptance(
    contract_id: int,
    *,
    summary: str,
    actor: Actor,
    account: Mapping[str, Any] | None = None,
) -> Acceptance:
    """Whoever leads asks for acceptance. Writes: the acceptance, one step.

    `account` of a project: {"spent_fen", and of a lump sum "shown_from", "shown_until": when
    its final account was shown inside the unit}.
    Errors: Refused if the contract is not in force, an earlier milestone is open, one was
            requested already, something is missing, or it is not the bidder.
    """
    contract = awards.contract_for(actor, contract_id)
    found = [] if contract.bidder_id in actor.organisations else [not_yours("bidder")]
    if contract.state != "in_force":
        found.append(Finding("wrong_state", {"state": contract.state, "needed": ["in_force"]}))
    if contract.stage == 1:
        found.append(Finding("race_first"))
    rows = queries.milestones_of(contract.pk).select_for_update()  # one request at a time
    due = [m for m in rows if m.key != "acceptance" and m.state != "passed"]
    found += [Finding("earlier_first", {"title": m.title}) for m in due]
    if contract.acceptances.filter(state__in=["requested", "opined", "fixing"]).exists():
        found.append(Finding("acceptance_under_way"))
    if not summary.strip():
        found.append(Finding("answer_needed", {"field": "summary"}))
    said = dict(account or {})
    refuse_if(found + rules.account_missing(contract, said))
    row = Acceptance(contract=contract, summary=summary.strip()[:4000], **said)
    move.begin("acceptance", row, actor=actor)
    return row


@door.change()
def demand_back(contract_id: int, *, amount_fen: int, grounds: str, actor: Actor) -> Any:
    """Demand back what a failed contract was paid and did not spend, or misused.

    Units:  fen. Writes: the recovery, one step. Returns the recovery.
    Errors: Refused without the right, unless the contract failed, for an honest failure, or
            as funds.demand_back; Http404 if the contract may not be seen.
    """
    contract = awards.contract_for(actor, contract_id)
    found = [] if "officer" in contract_roles(actor, contract) else [not_yours("officer")]
    refuse_if(found + rules.may_be_recovered(contract))
    return funds.demand_back(
        kind="contract",
        subject_id=contract.pk,
        title=contract.title,
        amount_fen=amount_fen,
        grounds=grounds,
        actor=actor,
    )


def _give_opinion(step: Step) -> None:
    step.row.results = step.details["results"]
    step.row.verdict = step.details["verdict"]
    step.row.save(update_fields=["results", "verdict"])
    issue(papers.OPINION.name, step.row, actor=step.actor, on=step.on)


def _certify(step: Step) -> None:
    """The acceptance certificate says how it ended and why."""
    why = {"reason": step.reason}
    bid = step.row.contract.award.challenge_id
    paper = papers.ACCEPTANCE if bid else papers.PROJECT_ACCEPTANCE
    issue(paper.name, step.row, actor=step.actor, on=step.on, extra=why)


def _accept(step: Step) -> None:
    """The last milestone passes, its share is released, contract and challenge are done."""
    contract = step.row.contract
    _conclude(step)
    system = SYSTEM.because_of(step.step_id)
    last = queries.milestones_of(contract.pk).get(key="acceptance")
    move.make("milestone", last.pk, "pass_by_acceptance", actor=system)
    move.make("contract", contract.pk, "complete", actor=system)
    if contract.award.challenge_id:
        move.make("challenge", contract.award.challenge_id, "close", actor=system)
    _certify(step)


def _conclude(step: Step) -> None:
    """Keep what was found: the opinion, and of a project how far its targets were met."""
    row, said = step.row, step.details
    row.opinion = said.get("opinion", row.opinion)
    row.verdict = said.get("verdict", row.verdict)
    row.save(update_fields=["opinion", "verdict"])


def _close(step: Step) -> None:
    """A project closed short of its targets: what was not released goes home."""
    contract = step.row.contract
    _conclude(step)
    system = SYSTEM.because_of(step.step_id)
    last = queries.milestones_of(contract.pk).get(key="acceptance")
    move.make("milestone", last.pk, "fail_by_acceptance", actor=system)
    move.make("contract", contract.pk, "complete", actor=system)
    funds.give_back(kind="contract", subject_id=contract.pk, decision=step.step_id)
    _certify(step)


def _ask_again(step: Step) -> None:
    row: Acceptance = step.row
    row.summary = f"{row.summary}\n{step.details['summary']}"[:4000]
    row.save(update_fields=["summary"])


def _exempt(step: Step) -> None:
    """An honest failure: the finding of due diligence stands with it."""
    step.row.opinion = step.details["opinion"]
    step.row.save(update_fields=["opinion"])
    _end(step)


def _end(step: Step) -> None:
    """No further payment: what is left returns to the appropriation."""
    _conclude(step)
    last = queries.milestones_of(step.row.contract_id).get(key="acceptance")
    system = SYSTEM.because_of(step.step_id)
    move.make("milestone", last.pk, "fail_by_acceptance", actor=system)
    _stop(step.row.contract, step)
    _certify(step)


def _fail(step: Step) -> None:
    """A failed milestone ends the contract and the milestones after it."""
    _fail_rest(step.row.contract_id, step.step_id)
    _stop(step.row.contract, step)


def _stop(contract, step: Step) -> None:
    """The contract ends, what was not released goes home; with no other runner the challenge
    has failed."""
    system = SYSTEM.because_of(step.step_id)
    move.make("contract", contract.pk, "end", actor=system)
    funds.give_back(kind="contract", subject_id=contract.pk, decision=step.step_id)
    challenge_id = contract.award.challenge_id
    if challenge_id and not awards.goes_on(challenge_id):
        _give_up(challenge_id, step.step_id)


def stop(contract, step: Step) -> None:
    """End a contract by a step that is no milestone's; open milestones lapse."""
    _fail_rest(contract.pk, step.step_id)
    _stop(contract, step)


def _fail_rest(contract_id: int, step_id: str) -> None:
    system = SYSTEM.because_of(step_id)
    for later in queries.milestones_of(contract_id).filter(state__in=["planned", "fixing"]):
        move.make("milestone", later.pk, "lapse", actor=system)


def _give_up(challenge_id: int, step_id: str) -> None:
    move.make("challenge", challenge_id, "fail", actor=SYSTEM.because_of(step_id))
    funds.give_back(kind="challenge", subject_id=challenge_id, decision=step_id)


@door.change()
def open_checkpoint(challenge_id: int, *, actor: Actor) -> Any:
    """Compare the runners of a race once each has shown what its first stage promised.

    Writes: the round with its candidates. Returns the round.
    Errors: Refused without the right, if a runner has not passed a milestone, or as
            review.open_checkpoint.
    """
    challenge = calls.challenge_for(actor, challenge_id)
    runners = list(awards.stages_of(challenge_id, stage=1).filter(state="in_force"))
    waiting = queries.milestones_of_all(runners).exclude(state="passed")
    unsigned = awards.pending(challenge_id).select_related("application__organisation")
    refuse_if(
        [Finding("earlier_first", {"title": str(row)}) for row in waiting]
        + [
            Finding("runner_unsigned", {"unit": a.application.organisation.name})
            for a in unsigned
        ]
    )
    entries = [
        review.Entry("contract", c.pk, c.award.application.organisation) for c in runners
    ]
    return review.open_checkpoint(challenge, entries, actor=actor)


def narrow_the_field(event: Moved) -> None:
    """Reaction: a concluded comparison of runners drops who fell behind, by the rule."""
    if (event.kind, event.move) != ("round", "conclude"):
        return
    about = review_queries.round_for(event.system, event.pk)
    if not about.is_race:
        return
    race = about.instrument.race
    scores = {str(c.subject_id): c.score for c in review_queries.candidates_of(about)}
    hundredths = 100
    found = scoring.narrow(scores, line=race.line * hundredths, gap=race.gap * hundredths)
    running = set(awards.stages_of(about.subject_id, stage=1).filter(state="in_force"))
    still = {str(contract.pk) for contract in running}
    for runner in (runner for runner in found if runner in still):
        if name := {"dropped": "drop", "ahead": "advance"}.get(found[runner]):
            move.make("contract", int(runner), name, actor=event.system)
    if not awards.goes_on(about.subject_id):
        _give_up(about.subject_id, event.step_id)


def put_in_archive(event: Moved) -> None:
    """Reaction: an archived project gets the list of its papers and files."""
    if (event.kind, event.move) == ("contract", "archive"):
        contract = awards.contract_for(event.system, event.pk)
        issue(papers.ARCHIVE.name, contract, actor=event.system)


_RELATED = (
    "contract__award__challenge__issuer",
    "contract__award__application__call",
    "contract__award__application__organisation",
    "contract__award__application__leader",
)
MILESTONE = move.register(
    move.Subject(
        kind="milestone",
        title=Text("里程碑", "Milestone"),
        model=Milestone,
        flow_of=lambda row: row.instrument.flow("milestone"),
        every_flow=lambda: instruments.flows("milestone"),
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "evidence_attached": rules.evidence_attached,
            "not_the_last": rules.not_the_last,
            "reported_or_late": rules.reported_or_late,
        },
        effects={
            "report": _report,
            "pass": _pass,
            "pass_by_acceptance": _pass,
            "pass_on_signing": _pass,
            "fail": _fail,
        },
        files_open=queries.may_read_report,
        prefills={"report": facts.report_of},
        related=_RELATED,
    )
)
ACCEPTANCE = move.register(
    move.Subject(
        kind="acceptance",
        title=Text("验收", "Acceptance"),
        model=Acceptance,
        flow_of=lambda row: row.instrument.flow("acceptance"),
        every_flow=lambda: instruments.flows("acceptance"),
        roles_of=rules.roles_of,
        visible_to=queries.acceptances_for,
        authority_of=rules.authority_of,
        unit_of=rules.unit_of,
        checks={
            "opinion_met": rules.opinion_met,
            "target_missed": rules.target_missed,
            "all_met": rules.all_met,
            "account_in_order": rules.account_in_order,
        },
        effects={
            "give_opinion": _give_opinion,
            "accept": _accept,
            "exempt": _exempt,
            "refuse": _end,
            "close": _close,
            "complete_request": _ask_again,
        },
        related=_RELATED,
    )
)
