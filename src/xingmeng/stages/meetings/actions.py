"""Planning a meeting, filling its agenda, deciding all of it at once. One function per verb."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xingmeng.core import clock, door, move, numbers, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.core.papers import file_number, issue
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.meetings import papers, queries, rules
from xingmeng.stages.meetings.models import Item, Meeting


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the meeting made of one item: approved, rejected or put off; why, where not."""

    outcome: str
    reason: str = ""


@door.change()
def plan(*, held_on: date, place: str, chair: str, attendees: str, actor: Actor) -> Meeting:
    """Plan the next meeting of its year; its agenda is filled afterwards.

    Writes: the meeting, one step. Errors: Refused without the right.
    """
    refuse_if([] if "officer" in actor.roles else [not_yours("officer")])
    serial = numbers.following(f"meeting:{held_on.year}")
    row = Meeting(
        number=f"TWH{held_on.year}-{serial:02d}",
        title=f"{held_on.year}年第{serial}次厅务会",
        held_on=held_on,
        place=place.strip()[:60],
        chair=chair.strip()[:40],
        attendees=attendees.strip()[:600],
    )
    move.begin("meeting", row, actor=actor)
    return row


@door.change()
def add_waiting(meeting_id: int, *, actor: Actor) -> int:
    """Put every award that waits for a decision on the agenda. Returns how many were added.

    Writes: the items, one step where there were any; awards of one's own unit are left out.
    Errors: Refused without the right, or once the agenda is fixed.
    """
    meeting = _to_prepare(meeting_id, actor)
    wanted = queries.waiting(actor)
    for number, award in enumerate(wanted, start=meeting.items.count() + 1):
        Item.objects.create(meeting=meeting, number=number, award=award)
    if wanted:
        _note(meeting, actor, added=[award.pk for award in wanted])
    return len(wanted)


@door.change()
def add(meeting_id: int, award_id: int, *, actor: Actor) -> Item:
    """Put one waiting award at the end of the agenda. Writes: the item, one step.

    Errors: Refused without the right, once the agenda is fixed, or if it does not wait.
    """
    meeting = _to_prepare(meeting_id, actor)
    award = next((a for a in queries.waiting(actor) if a.pk == award_id), None)
    refuse_if([] if award else [Finding("not_waiting")])
    number = meeting.items.count() + 1
    item = Item.objects.create(meeting=meeting, number=number, award=award)
    _note(meeting, actor, added=[award_id])
    return item


@door.change()
def arrange(meeting_id: int, lines: Mapping[int, Mapping[str, Any]], *, actor: Actor) -> None:
    """Order the agenda, name who presents, and take off what is not in `lines`.

    Shapes: {item's id: {"number": place asked for, "presenter": name}}; ids not on the agenda
            are left out. Order: by place, then as before; numbered anew from 1. What is hidden
            from the actor stays where it was.
    Writes: the items, one step. Errors: Refused without the right, or once it is fixed.
    """
    meeting = _to_prepare(meeting_id, actor)
    shown = queries.items_for(actor, meeting)
    kept = [item for item in shown if item.pk in lines]
    kept.sort(key=lambda item: (lines[item.pk]["number"], item.number))
    for item in kept:
        item.presenter = lines[item.pk]["presenter"].strip()[:40]
    hidden = meeting.items.exclude(pk__in=[item.pk for item in shown]).order_by("number")
    for item in hidden:
        kept.insert(item.number - 1, item)
    meeting.items.exclude(pk__in=[item.pk for item in kept]).delete()
    for number, item in enumerate(kept, start=1):
        item.number = number
        item.save(update_fields=["number", "presenter"])
    _note(meeting, actor, order=[item.award_id for item in kept])


def _to_prepare(meeting_id: int, actor: Actor) -> Meeting:
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if meeting.state != "planned":
        said = {"state": meeting.state, "needed": ["planned"]}
        found.append(Finding("wrong_state", said))
    refuse_if(found)
    return meeting


def _note(meeting: Meeting, actor: Actor, **details: Any) -> None:
    trail.record("meeting", meeting.pk, "change", actor=actor, details=details)


@door.change()
def decide(meeting_id: int, verdicts: Mapping[int, Verdict], *, actor: Actor) -> Meeting:
    """Decide every item at once, each award through its own move, all or nothing.

    `verdicts` is by the item's id. The minutes get their number, which every award decided
    carries; what is put off waits for another meeting.
    Writes: the items, the awards' states, the meeting's, and a step for each.
    Errors: Refused with every reason: without the right or a fixed agenda, before the day, an
            item without a verdict, rejected or put off without a reason, decided elsewhere, or
            approved or rejected by somebody who acts for a party to it; then by somebody who
            must step aside from an item.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    items = list(queries.items_of(meeting))
    found = [] if "chair" in actor.roles else [not_yours("chair")]
    if meeting.state != "fixed":
        found.append(Finding("wrong_state", {"state": meeting.state, "needed": ["fixed"]}))
    if clock.today() < meeting.held_on:
        found.append(Finding("meeting_ahead", {"on": meeting.held_on}))
    for item in queries.items_for(actor, meeting):
        found += _against(item, verdicts.get(item.pk, Verdict("")), actor)
    refuse_if(found)
    refuse_if([Finding("steps_aside")] if queries.hides(actor, meeting) else [])
    meeting.minutes_number = file_number("minutes", meeting.held_on)
    meeting.save(update_fields=["minutes_number"])
    for item in items:
        _settle(item, verdicts[item.pk], meeting.minutes_number, actor)
    return move.make("meeting", meeting.pk, "hold", actor=actor)


def _against(item: Item, verdict: Verdict, actor: Actor) -> list[Finding]:
    place = {"number": item.number}
    if verdict.outcome not in rules.OUTCOMES:
        return [Finding("item_open", place)]
    found = []
    if item.award.state != "chosen":
        found.append(Finding("item_settled", place))
    if verdict.outcome != "approved" and not verdict.reason.strip():
        found.append(Finding("item_reason_needed", place))
    if verdict.outcome != "put_off" and rules.is_party(actor, item.award):
        found.append(Finding("item_of_own_unit", place))
    return found


def _settle(item: Item, verdict: Verdict, number: str, actor: Actor) -> None:
    item.outcome, item.reason = verdict.outcome, verdict.reason.strip()[:1000]
    item.save(update_fields=["outcome", "reason"])
    if item.outcome == "approved":
        said = {"document_number": number}
        move.make("award", item.award_id, "decide", actor=actor, details=said)
    elif item.outcome == "rejected":
        move.make("award", item.award_id, "reject", actor=actor, reason=item.reason)


def _fix(step: Step) -> None:
    issue(papers.AGENDA.name, step.row, actor=step.actor, on=step.on)


def _draft_minutes(step: Step) -> None:
    meeting: Meeting = step.row
    meeting.attendees = step.details["attendees"]
    meeting.remarks = step.details.get("remarks") or ""
    meeting.save(update_fields=["attendees", "remarks"])
    issue(papers.MINUTES.name, meeting, actor=step.actor, on=step.on)


def _as_planned(meeting: Meeting) -> dict[str, Any]:
    return {"attendees": meeting.attendees, "remarks": meeting.remarks}


MEETING = move.register(
    move.Subject(
        kind="meeting",
        title=Text("厅务会", "Deciding meeting"),
        model=Meeting,
        flow_of=lambda row: rules.MEETING,
        every_flow=lambda: [rules.MEETING],
        roles_of=rules.meeting_roles,
        visible_to=queries.visible_to,
        authority_of=rules.authority_of,
        aside=queries.hides,
        opens=rules.opens,
        makers=("fix_agenda", "hold", "draft_minutes"),
        hushes=lambda actor, row: ("added", queries.hidden_in(actor, row)),
        checks={
            "has_items": rules.has_items,
            "items_wait": rules.items_wait,
            "items_settled": rules.items_settled,
        },
        effects={"fix_agenda": _fix, "draft_minutes": _draft_minutes},
        prefills={"draft_minutes": _as_planned},
    )
)
