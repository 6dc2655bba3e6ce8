"""Changing a running contract, and filing what a recognition must report."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from xingmeng import instruments
from xingmeng.core import clock, door, drafts, move, written
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.core.written import Written
from xingmeng.engines.values import Finding
from xingmeng.stages.awards import actions as awarding
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.awards.rules import contract_roles
from xingmeng.stages.delivery import queries, rules
from xingmeng.stages.delivery.actions.delivering import stop
from xingmeng.stages.delivery.models import Amendment, Return
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.queries.known import qualification

RELATED = (
    "contract__award__challenge",
    "contract__award__application__call",
    "contract__award__application__organisation",
    "contract__award__application__leader",
)
OF_AWARD = (
    "award__challenge",
    "award__application__call",
    "award__application__organisation",
    "award__application__leader",
)


@door.change()
def ask_for_change(contract_id: int, *, kind: str, actor: Actor, **said: Any) -> Amendment:
    """The lead organisation asks to change a running contract, or tells what it changed.

    Said:   before, after and reason in words; until_on for an extension.
    Writes: the amendment, its step; what the unit decides itself is put on file at once.
    Errors: Refused if it is not the lead organisation, the contract does not run, nothing is
            said, or an extension is too long, too late or the second; Http404.
    """
    contract = awards.contract_for(actor, contract_id)
    found = [] if "holder" in contract_roles(actor, contract) else [not_yours("holder")]
    until = said.get("until_on") if kind == "extension" else None
    found += rules.may_change(contract, kind, until)
    found += [
        Finding("answer_needed", {"field": name})
        for name in ("after", "reason")
        if not str(said.get(name) or "").strip()
    ]
    refuse_if(found)
    row = Amendment(
        contract=contract,
        kind=kind,
        title=f"{contract.title} · {rules.KINDS[kind].zh}",
        before=str(said.get("before") or "")[:2000],
        after=str(said["after"])[:2000],
        reason=str(said["reason"])[:2000],
        until_on=until,
    )
    step_id = move.begin("amendment", row, actor=actor, details={"kind": kind})
    if kind in rules.FILED:
        move.make("amendment", row.pk, "note", actor=SYSTEM.because_of(step_id))
    return row


def _approve(step: Step) -> None:
    row: Amendment = step.row
    row.opinion = step.details["opinion"]
    row.save(update_fields=["opinion"])
    if row.kind == "extension":
        awarding.extend(row.contract_id, row.until_on, actor=SYSTEM.because_of(step.step_id))
        last = queries.milestones_of(row.contract_id).get(key="acceptance")
        last.planned_on = last.due_on = row.until_on
        last.save(update_fields=["planned_on", "due_on"])
    elif row.kind == "stop":
        stop(row.contract, step)


def _extension_allowed(step: Step) -> list[Finding]:
    """What was asked for in time may be approved while the contract runs."""
    state = step.row.contract.state
    return [] if state == "in_force" else [Finding("wrong_state", {"state": state})]


# --- what a recognition must report ---------------------------------------------------------


def call_for_returns(event: Moved) -> None:
    """Reaction: a recognition is given, or a return accepted: the next one falls due."""
    if (event.kind, event.move) == ("award", "recognise"):
        award = awards.get_for(event.system, event.pk)
        _fall_due(award, since=clock.today(), evaluates=False, actor=event.system)
        _fall_due(award, since=clock.today(), evaluates=True, actor=event.system)
    elif event.kind == "return" and event.after == "accepted":
        row = Return.objects.select_related(*OF_AWARD).get(pk=event.pk)
        if row.grade != "failed":
            since = row.period_until + timedelta(days=1)
            _fall_due(row.award, since=since, evaluates=row.evaluates, actor=event.system)


def _fall_due(award, *, since: date, evaluates: bool, actor: Actor) -> None:
    given = award.instrument.certificate
    months = given.evaluate_every_years * 12 if evaluates else given.return_every_months
    until = clock.months_after(since, months) - timedelta(days=1)
    if not months:
        return
    held = qualification(award.instrument.code, award.certificate)
    if held.state != "valid" or (held.until_on and until > held.until_on):
        return
    mark, what = ("PG", "评估") if evaluates else ("NB", "年报")
    row = Return(
        award=award,
        number=f"{award.number}-{mark}{since:%Y%m}",
        title=f"{award.title} · {since.year} {what}",
        evaluates=evaluates,
        period_from=since,
        period_until=until,
    )
    move.begin("return", row, actor=actor)
    row.due_on = until
    row.save(update_fields=["due_on"])


@door.change()
def save_return(pk: int, given: Mapping[str, Any], *, actor: Actor) -> list[Finding]:
    """Keep answers of a return, also faulty ones, and say what is wrong with them.

    Writes: the answers. Errors: Refused once filed, or for another's return.
    """
    rows = Return.objects.select_for_update(of=("self",))
    row = rows.select_related(*OF_AWARD).get(pk=pk)
    roles = rules.return_roles(actor, row)
    wrong = drafts.write(row, rules.form_of_return(row), given, roles=roles, actor=actor)
    row.save(update_fields=drafts.COLUMNS)
    return wrong


def _grade(step: Step) -> None:
    """Who fails the evaluation loses the recognition, and owes no more returns."""
    row: Return = step.row
    row.grade = step.details["grade"]
    row.save(update_fields=["grade"])
    if row.grade == "failed":
        system = SYSTEM.because_of(step.step_id)
        held = qualification(row.instrument.code, row.award.certificate)
        registry.end_qualification(held.pk, actor=system)
        owed = Return.objects.filter(award_id=row.award_id, state__in=["draft", "fixing"])
        for pk in owed.order_by("pk").values_list("pk", flat=True):
            move.make("return", pk, "lapse", actor=system)


AMENDMENT = move.register(
    move.Subject(
        kind="amendment",
        title=rules.CHANGE,
        model=Amendment,
        flow_of=lambda row: row.instrument.flow("amendment"),
        every_flow=lambda: instruments.flows("amendment"),
        roles_of=rules.roles_of,
        visible_to=queries.amendments_for,
        checks={
            "needs_approval": rules.needs_approval,
            "extension_allowed": _extension_allowed,
        },
        effects={"approve": _approve},
        related=RELATED,
    )
)
RETURN = move.register(
    move.Subject(
        kind="return",
        title=rules.REPORTING,
        model=Return,
        flow_of=lambda row: row.instrument.flow("return"),
        every_flow=lambda: instruments.flows("return"),
        roles_of=rules.return_roles,
        visible_to=queries.returns_for,
        checks={
            "complete": rules.return_complete,
            "is_evaluation": rules.is_evaluation,
            "no_evaluation": rules.no_evaluation,
        },
        effects={"grade": _grade},
        related=OF_AWARD,
    )
)
written.register(
    Written(
        kind="return",
        form_of=rules.form_of_return,
        answers_of=lambda row: row.answers,
        bound=queries.return_form,
        save=lambda pk, given, actor: save_return(pk, given, actor=actor),
    )
)
