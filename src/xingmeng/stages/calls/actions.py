"""Changing calls and challenges. One function per verb, one transaction per call."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from xingmeng import instruments
from xingmeng.core import clock, door, move, numbers, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import Refused, not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.calls import queries, rules
from xingmeng.stages.calls.models import Call, Challenge
from xingmeng.stages.exchange import queries as exchange


def _only_officers(actor: Actor) -> None:
    refuse_if([] if actor.roles & {"officer", "system"} else [not_yours("officer")])


@door.change()
def draft_call(*, actor: Actor, **facts: Any) -> Call:
    """Begin a call. Writes: the call, one step.

    Facts: instrument_code, titles and texts in both languages, opens_at, closes_at,
           appropriation.
    Errors: Refused without the right, or if it would close before it opens.
    """
    _only_officers(actor)
    if facts["closes_at"] <= facts["opens_at"]:
        refuse_if([Finding("closes_before_opening", {"field": "closes_at"})])
    year = clock.local_day(facts["opens_at"]).year
    number = f"JB{year}{numbers.following(f'call:{year}'):03d}"
    row = Call(number=number, **facts)
    move.begin("call", row, actor=actor)
    return row


@door.change()
def change_call(pk: int, *, actor: Actor, **facts: Any) -> Call:
    """Mend a draft call. Writes: its texts, dates and money; one step.

    Errors: Refused once it is published, or without the right.
    """
    _only_officers(actor)
    row = Call.objects.select_for_update(of=("self",)).get(pk=pk)
    found = [] if row.state == "draft" else [Finding("wrong_state", {"state": row.state})]
    if facts["closes_at"] <= facts["opens_at"]:
        found.append(Finding("closes_before_opening", {"field": "closes_at"}))
    refuse_if(found)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    trail.record("call", pk, "change", actor=actor)
    return row


@door.change()
def raise_challenge(call_id: int, need_id: int, *, actor: Actor) -> Challenge:
    """Put a confirmed need on a draft list, with its refined targets and test.

    Writes: the challenge, its step; the need moves to `raised`.
    Errors: Refused if the call is no draft, the need is not confirmed, or without the right.
    """
    _only_officers(actor)
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    need = exchange.get_for(actor, need_id)
    found = [] if call.state == "draft" else [Finding("wrong_state", {"state": call.state})]
    if need.state != "confirmed":
        found.append(Finding("wrong_state", {"state": need.state, "needed": ["confirmed"]}))
    refuse_if(found)
    said = need.answers
    row = _add(
        call,
        need=need,
        issuer_id=need.organisation_id,
        kind=said["kind"],
        theme=said["theme"],
        field=said["field"],
        title=said["refined_title"],
        background=said["bottleneck"],
        targets=said["refined_targets"],
        acceptance_test=said["acceptance_test"],
        amount_fen=said["refined_total_fen"],
        deadline_on=date.fromisoformat(said["refined_deadline_on"]),
    )
    step_id = move.begin("challenge", row, actor=actor)
    move.make("need", need.pk, "raise", actor=SYSTEM.because_of(step_id))
    return row


def _add(call: Call, **facts: Any) -> Challenge:
    number = f"{call.number}-{call.challenges.count() + 1:02d}"
    return Challenge(number=number, call=call, **facts)


def _publish(step: Step) -> None:
    call: Call = step.row
    if call.opens_at < step.at:
        call.opens_at = step.at
        call.save(update_fields=["opens_at"])
    system = SYSTEM.because_of(step.step_id)
    for challenge in call.challenges.filter(state="drafted").order_by("pk"):
        move.make("challenge", challenge.pk, "list", actor=system)


def _relist(step: Step) -> None:
    """A new draft call holds a copy, for an officer to date and publish."""
    old: Challenge = step.row
    former = old.call
    again = timedelta(days=former.instrument.terms.min_open_days + 5)
    call = draft_call(
        actor=SYSTEM.because_of(step.step_id),
        instrument_code=former.instrument_code,
        title_zh=f"{former.title_zh}（重新发榜）",
        title_en=f"{former.title_en} (relisted)",
        text_zh=former.text_zh,
        text_en=former.text_en,
        opens_at=step.at,
        closes_at=step.at + again,
        appropriation=former.appropriation,
    )
    copied = ["need", "issuer_id", "kind", "theme", "field", "title", "background", "targets"]
    copied += ["acceptance_test", "amount_fen", "deadline_on"]
    facts = {name: getattr(old, name) for name in copied}
    move.begin("challenge", _add(call, follows=old, **facts), actor=step.actor)


def close_on_first_key(event: Moved) -> None:
    """Reaction: the first key closes the call, if the clock has not done so yet."""
    if (event.kind, event.move) != ("challenge", "turn_first_key"):
        return
    call = Call.objects.get(challenges__pk=event.pk)
    if call.state == "open":
        move.make("call", call.pk, "close", actor=event.system)


def close_what_is_over() -> int:
    """Close every call whose time has come; for workers. Returns how many. Errors: none."""
    due = list(queries.to_close(clock.now()).values_list("pk", flat=True))
    closed = 0
    for pk in due:
        with suppress(Refused):  # another worker, or an officer, was quicker
            move.make("call", pk, "close", actor=SYSTEM)
            closed += 1
    return closed


CALL = move.register(
    move.Subject(
        kind="call",
        title=Text("榜单批次", "Call"),
        model=Call,
        flow_of=lambda row: rules.CALL,
        every_flow=lambda: [rules.CALL],
        roles_of=rules.call_roles,
        visible_to=queries.visible_to,
        checks={
            "has_challenges": rules.has_challenges,
            "closes_late_enough": rules.closes_late_enough,
            "appropriation_open": rules.appropriation_open,
            "support_rule_in_force": rules.support_rule_in_force,
            "closing_time_over": rules.closing_time_over,
        },
        effects={"publish": _publish},
        related=("appropriation",),
    )
)
CHALLENGE = move.register(
    move.Subject(
        kind="challenge",
        title=Text("榜单", "Challenge"),
        model=Challenge,
        flow_of=lambda row: row.instrument.flow("challenge"),
        every_flow=lambda: [i.flow("challenge") for i in instruments.every()],
        roles_of=rules.challenge_roles,
        visible_to=queries.challenges_for,
        checks={
            "closing_time_passed": rules.closing_time_passed,
            "another_officer": rules.another_officer,
        },
        effects={"relist": _relist},
        related=("call", "issuer"),
    )
)
