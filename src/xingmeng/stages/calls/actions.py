"""Changing calls and challenges. One function per verb, one transaction per call."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from xingmeng import instruments
from xingmeng.core import clock, door, move, numbers, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import Refused, not_yours, refuse_if
from xingmeng.core.events import Moved
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.calls import papers, queries, rules
from xingmeng.stages.calls.models import Call, Challenge, Direction, Quota
from xingmeng.stages.exchange import queries as exchange

AGAIN = Text("（重新发榜）", " (relisted)")
LONGEST_TITLE = 100


def _only_officers(actor: Actor) -> None:
    refuse_if([] if actor.roles & {"officer", "system"} else [not_yours("officer")])


@door.change()
def draft_call(*, actor: Actor, **facts: Any) -> Call:
    """Begin a call. Writes: the call, one step.

    Facts: instrument_code, titles and texts in both languages, opens_at, closes_at,
           full_closes_at (of two steps), grace_seconds, appropriation; directions as
           [(code, Chinese, English)], quota: the most a league or city may recommend.
    Errors: Refused without the right, or if it would close before it opens.
    """
    _only_officers(actor)
    refuse_if(_dates_wrong(facts))
    directions, quota = facts.pop("directions", ()), facts.pop("quota", None)
    year = clock.local_day(facts["opens_at"]).year
    head = "JB" if instruments.get(facts["instrument_code"]).answers == "challenge" else "ZN"
    series = f"call:{year}" if head == "JB" else f"call:{head}:{year}"
    number = f"{head}{year}{numbers.following(series):03d}"
    row = Call(number=number, **facts)
    move.begin("call", row, actor=actor)
    _arrange(row, directions, quota)
    return row


def _dates_wrong(facts: Mapping[str, Any]) -> list[Finding]:
    found = []
    if facts["closes_at"] <= facts["opens_at"]:
        found.append(Finding("closes_before_opening", {"field": "closes_at"}))
    full = facts.get("full_closes_at")
    if full and full <= facts["closes_at"]:
        found.append(Finding("second_before_first", {"field": "full_closes_at"}))
    return found


def _arrange(row: Call, directions: Iterable[tuple[str, str, str]], quota: int | None) -> None:
    """Put a call's directions and quota as given in place of what stood there."""
    row.directions.all().delete()
    row.quotas.all().delete()
    named = {code: (zh, en) for code, zh, en in directions}
    Direction.objects.bulk_create(
        Direction(call=row, code=code, title_zh=zh, title_en=en)
        for code, (zh, en) in named.items()
    )
    if quota:
        Quota.objects.create(call=row, area=settings.REGION["code"], most=quota)


@door.change()
def change_call(pk: int, *, actor: Actor, **facts: Any) -> Call:
    """Mend a draft call. Writes: its texts, dates and money; one step.

    Errors: Refused once it is published, or without the right.
    """
    _only_officers(actor)
    row = Call.objects.select_for_update(of=("self",)).get(pk=pk)
    found = [] if row.state == "draft" else [Finding("wrong_state", {"state": row.state})]
    refuse_if(found + _dates_wrong(facts))
    directions, quota = facts.pop("directions", ()), facts.pop("quota", None)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    _arrange(row, directions, quota)
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
        **_lanes(said),
    )
    step_id = move.begin("challenge", row, actor=actor)
    move.make("need", need.pk, "raise", actor=SYSTEM.because_of(step_id))
    return row


def _lanes(said: Mapping[str, Any]) -> dict[str, Any]:
    """The terms of a horse race, where the need was refined to one."""
    if not said.get("runners"):
        return {}
    return {
        "runners": said["runners"],
        "stage_fen": said["stage_fen"],
        "checkpoint_on": date.fromisoformat(said["checkpoint_on"]),
    }


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
    notice = papers.NOTICE if call.takes_challenges else papers.CALL_NOTICE
    issue(notice.name, call, actor=step.actor, on=step.on)


def _list(step: Step) -> None:
    step.row.listed_at = step.at
    step.row.save(update_fields=["listed_at"])


def _reschedule(step: Step) -> None:
    row: Challenge = step.row
    row.deadline_on = date.fromisoformat(step.details["deadline_on"])
    if row.is_race and step.details.get("checkpoint_on"):
        row.checkpoint_on = date.fromisoformat(step.details["checkpoint_on"])
    row.save(update_fields=["deadline_on", "checkpoint_on"])


def _marked(title: str, mark: str) -> str:
    """A title with a mark at its end, once, and short enough for the form."""
    bare = title.removesuffix(mark)
    room = LONGEST_TITLE - len(mark)
    return (bare if len(bare) <= room else bare[: room - 1] + "…") + mark


def _relist(step: Step) -> None:
    """A new draft call holds a copy, for an officer to date and publish."""
    old: Challenge = step.row
    former = old.call
    again = timedelta(days=former.instrument.terms.min_open_days + 5)
    call = draft_call(
        actor=SYSTEM.because_of(step.step_id),
        instrument_code=former.instrument_code,
        title_zh=_marked(former.title_zh, AGAIN.zh),
        title_en=_marked(former.title_en, AGAIN.en),
        text_zh=former.text_zh,
        text_en=former.text_en,
        opens_at=step.at,
        closes_at=step.at + again,
        appropriation=former.appropriation,
    )
    copied = ["need", "issuer_id", "kind", "theme", "field", "title", "background", "targets"]
    copied += ["acceptance_test", "amount_fen", "deadline_on"]
    copied += ["runners", "stage_fen", "checkpoint_on"]
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
        title=Text("申报批次", "Call"),
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
            "race_affordable": rules.race_affordable,
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
        every_flow=lambda: instruments.flows("challenge"),
        roles_of=rules.challenge_roles,
        visible_to=queries.challenges_for,
        checks={
            "closing_time_passed": rules.closing_time_passed,
            "another_officer": rules.another_officer,
            "list_not_published": rules.list_not_published,
        },
        effects={"list": _list, "relist": _relist, "reschedule": _reschedule},
        related=("call", "issuer"),
    )
)
