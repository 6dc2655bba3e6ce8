"""Who reports, inspects and accepts, and what must hold before it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from xingmeng.core import attachments, clock, drafts, papers, signing
from xingmeng.core.actor import Actor
from xingmeng.core.move import Step
from xingmeng.core.signing import Authority
from xingmeng.engines import forms
from xingmeng.engines.forms import Section
from xingmeng.engines.instrument import Move
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.awards.rules import contract_roles
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import staff_roles

CERTIFICATES = ("acceptance", "project_acceptance")
SHOWN_WORKING_DAYS = 5
KINDS = {  # of changes; source: domain 6.1
    "leader": Text("变更项目负责人", "Another leader"),
    "unit": Text("变更承担单位", "Another lead organisation"),
    "partner": Text("变更合作单位", "Other partners"),
    "target": Text("调整考核指标", "Other targets"),
    "extension": Text("延期", "Extension"),
    "stop": Text("终止项目", "End the project"),
    "member": Text("调整团队成员", "Other members"),
    "budget": Text("调整预算科目", "Budget lines"),
    "equipment": Text("调整设备购置", "Equipment"),
}
CHANGE = Text("变更", "Amendment")
REPORTING = Text("年报与评估", "Return")
FILED = ("member", "budget", "equipment")  # the unit decides; it is put on file


def roles_of(actor: Actor, row) -> frozenset[str]:
    return contract_roles(actor, row.contract)


def evidence_attached(step: Step) -> list[Finding]:
    """A report rests on at least one uploaded file."""
    if attachments.of("milestone", step.row.pk).exists():
        return []
    return [Finding("evidence_missing")]


def not_the_last(step: Step) -> list[Finding]:
    """The last milestone is passed by acceptance, and earlier ones in their order."""
    row = step.row
    if row.key == "acceptance":
        return [Finding("by_acceptance")]
    earlier = row.contract.milestones.filter(number__lt=row.number).exclude(state="passed")
    return [Finding("earlier_first", {"title": m.title}) for m in earlier]


def reported_or_late(step: Step) -> list[Finding]:
    """What was not reported can be failed only once its day has passed."""
    row = step.row
    if row.state == "reported" or step.on > (row.due_on or row.planned_on):
        return []
    return [Finding("not_late_yet", {"until": row.due_on or row.planned_on})]


def may_be_recovered(contract) -> list[Finding]:
    """Money is demanded back of a contract that failed, not of an honest failure."""
    if contract.state != "ended":
        return [Finding("wrong_state", {"state": contract.state, "needed": ["ended"]})]
    liable = (
        contract.milestones.filter(key__in=["start", "midway", "checkpoint"], state="failed"),
        contract.acceptances.filter(state="failed"),
    )
    return [] if any(rows.exists() for rows in liable) else [Finding("honest_failure")]


def target_missed(step: Step) -> list[Finding]:
    """What the user measured as met in full is no failure."""
    return [Finding("target_reached")] if step.row.verdict == "met" else []


def opinion_met(step: Step) -> list[Finding]:
    """Accepted is only what the user measured as met in full."""
    return [] if step.row.verdict == "met" else [Finding("user_not_satisfied")]


def authority_of(actor: Actor, acceptance, step: Move) -> Authority | None:
    """What a signature on an acceptance would rest on: the user's, or the department's."""
    if step.signs in CERTIFICATES:
        chairs = "chair" in step.by
        words = "主持厅务会" if chairs else "科技厅业务处岗位职责"
        return signing.for_department("chair" if chairs else "officer", words)
    unit = acceptance.contract.award.challenge.issuer
    return registry.authority_to_sign(actor, unit, party="issuer", on=clock.today())


def unit_of(acceptance, step: Move) -> str:
    """For whom an acceptance is signed."""
    if step.signs in CERTIFICATES:
        return papers.office()
    return acceptance.contract.award.challenge.issuer.name_zh


def account_missing(contract, said: Mapping[str, Any]) -> list[Finding]:
    """What a project's account must say: what was spent; of a lump sum, when it was shown."""
    if contract.award.challenge_id:
        return []
    needed = ["spent_fen"]
    if contract.instrument.budget == "lump_sum":
        needed += ["shown_from", "shown_until"]
    return [Finding("answer_needed", {"field": n}) for n in needed if said.get(n) is None]


def account_in_order(step: Step) -> list[Finding]:
    """No more was spent than awarded; a lump sum's account was shown long enough.

    Source: domain 7.2: five working days, a parameter.
    """
    row, found = step.row, []
    if (row.spent_fen or 0) > row.contract.support_fen:
        found.append(Finding("spent_too_much", {"most_fen": row.contract.support_fen}))
    if row.contract.instrument.budget == "lump_sum":
        until = clock.after_working_days(row.shown_from, SHOWN_WORKING_DAYS)
        if row.shown_until < until:
            found.append(Finding("shown_too_short", {"days": SHOWN_WORKING_DAYS}))
    return found


def all_met(step: Step) -> list[Finding]:
    """A project is accepted when all its targets are met; else it is closed or fails."""
    said = step.details.get("verdict", "met")
    return [] if said == "met" else [Finding("targets_not_met", {"field": "verdict"})]


def may_change(contract, kind: str, until_on: date | None) -> list[Finding]:
    """What stands against asking for a change of a running contract. Source: domain 6.1."""
    found = []
    if kind not in KINDS:
        found.append(Finding("not_an_option", {"field": "kind"}))
    if contract.state != "in_force":
        found.append(Finding("wrong_state", {"state": contract.state, "needed": ["in_force"]}))
    if kind == "extension":
        found += _against_extension(contract, until_on)
    return found


def _against_extension(contract, until_on: date | None) -> list[Finding]:
    if until_on is None or until_on <= contract.deadline_on:
        return [Finding("answer_needed", {"field": "until_on"})]
    months = contract.instrument.terms.extension_months
    longest = clock.months_after(contract.deadline_on, months)
    found = []
    if until_on > longest:
        found.append(Finding("extended_too_long", {"field": "until_on", "until": longest}))
    if clock.today() > contract.deadline_on:
        found.append(Finding("extension_too_late", {"field": "kind"}))
    if contract.amendments.filter(kind="extension", state__in=["filed", "approved"]).exists():
        found.append(Finding("extended_before", {"field": "kind"}))
    return found


def needs_approval(step: Step) -> list[Finding]:
    """What the unit decides itself is only put on file."""
    return [Finding("only_filed")] if step.row.kind in FILED else []


def return_roles(actor: Actor, row) -> frozenset[str]:
    """Of a recognition's holder; its bureau and the department, not in their own case."""
    application = row.award.application
    if application.organisation_id in actor.organisations:
        return frozenset({"applicant"})
    return staff_roles(actor, region_code=application.area)


def form_of_return(row) -> tuple[Section, ...]:
    """What a return asks: that of an evaluation more than the yearly one."""
    return row.instrument.forms["evaluation" if row.evaluates else "return"]


def return_complete(step: Step) -> list[Finding]:
    """Every question of the return is answered within its bounds."""
    asked = form_of_return(step.row)
    found = forms.check_all(asked, step.row.answers) + drafts.loose_ends(step.row, asked)
    return forms.labelled(asked, found)


def is_evaluation(step: Step) -> list[Finding]:
    return [] if step.row.evaluates else [Finding("only_accepted")]


def no_evaluation(step: Step) -> list[Finding]:
    return [Finding("to_be_graded")] if step.row.evaluates else []
