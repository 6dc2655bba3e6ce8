"""Convening a panel, voting in secret, counting, minutes. One function per verb."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xingmeng.core import access, clock, door, move, trail
from xingmeng.core.actor import Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.engines import scoring
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.review import facts, papers, queries, rules
from xingmeng.stages.review.models import Ballot, Candidate, Panel, PanelItem, Round, Seat
from xingmeng.stages.review.rules import panels as panel_rules

RELATION, STEPPED_OUT = "panel", "stepped_out"


class Convening(NamedTuple):
    """Who sits on a panel, who leads it, on how many of the best it votes, when and where."""

    members: Sequence[int]
    chair_id: int
    best: int
    held_on: date
    place: str


@door.change()
def convene(round_id: int, asked: Convening, *, actor: Actor) -> Panel:
    """Call a panel on the best candidates of a round that is marked or concluded.

    Who shares the last place comes too. Members may read those applications from now on; who
    has a tie to one has stepped out of it from the beginning, with the path on record.
    Writes: the panel, its seats and items, its step, grants of access and bars.
    Errors: Refused with every reason: without the right, sheets missing, a panel under way,
            a number out of range, an even or too small panel, two members of one unit; then
            for who must step aside from a candidate; then for a chair with a tie to one.
    """
    about = Round.objects.select_for_update().get(pk=round_id)
    members = list(dict.fromkeys(asked.members))
    most = rules.rounds.seen_by(about, actor).count()
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    found += _marked(about, actor)
    found += panel_rules.fits(members, asked.chair_id, about.instrument.review)
    if queries.panels_of(about).exists():
        found.append(Finding("panel_under_way"))
    if not 1 <= asked.best <= most:
        found.append(Finding("too_many_for_panel", {"most": most}))
    refuse_if(found)
    refuse_if(queries.aside_from(actor, about))
    return _convene(about, asked._replace(members=members), actor)


def _marked(about: Round, actor: Actor) -> list[Finding]:
    if about.state == "concluded":
        return []
    if about.state != "marking":
        needed = ["marking", "concluded"]
        return [Finding("wrong_state", {"state": about.state, "needed": needed})]
    return rules.rounds.missing(about, actor)


def _convene(about: Round, asked: Convening, actor: Actor) -> Panel:
    members = asked.members
    row = Panel(
        round=about,
        title=f"{about.title}会议评审"[:140],
        held_on=asked.held_on,
        place=asked.place.strip()[:60],
        chair_id=asked.chair_id,
        quorum=panel_rules.quorum_of(len(members), about.instrument.review),
    )
    move.begin("panel", row, actor=actor, details={"members": list(members)})
    seats = [Seat.objects.create(panel=row, user_id=user_id) for user_id in members]
    chosen = _best(about, asked.best)
    ties = facts.conflicts(members, chosen, on=clock.today())
    tied = any((asked.chair_id, candidate.pk) in ties for candidate in chosen)
    refuse_if([Finding("chair_tied")] if tied else [])
    entered = sorted(enumerate(chosen, start=1), key=lambda placed: placed[1].pk)
    for number, candidate in entered:  # keys by entry, so that they do not tell the places
        item = PanelItem.objects.create(panel=row, candidate=candidate, number=number)
        where = {"kind": candidate.kind, "subject_id": candidate.subject_id}
        for seat in seats:
            if hits := ties.get((seat.user_id, candidate.pk)):
                _leave(item, seat, "；".join(hit.told.zh for hit in hits))
            else:
                access.grant(seat.user_id, RELATION, **where)
    return row


def _best(about: Round, best: int) -> list[Candidate]:
    """The first `best` by place, with who shares the last of these places."""
    places = {c.pk: c.place for c in about.candidates.all()}
    if about.state != "concluded":
        weights = {c.name: c.weight for c in about.criteria}
        ranked = scoring.rank(queries.marks_of(about), weights, tie_break=list(weights))
        places = {int(one.application): one.place for one in ranked}
    ordered = sorted(about.candidates.all(), key=lambda c: (places[c.pk] or len(places), c.pk))
    last = places[ordered[best - 1].pk]
    return [c for n, c in enumerate(ordered) if n < best or places[c.pk] == last]


@door.change()
def vote(item_id: int, choice: str, *, actor: Actor) -> Ballot:
    """Vote on one candidate, in secret; may be changed until the voting closes.

    Writes: the ballot; on the trail that this member voted, not how.
    Errors: Refused outside the voting, without a seat, for another choice, or after stepping
            out.
    """
    item, seat, found = _item(item_id, actor)
    if choice not in panel_rules.CHOICES:
        found.append(Finding("not_an_option", {"field": "choice"}))
    if seat and Ballot.objects.filter(item=item, seat=seat, stepped_out=True).exists():
        found.append(Finding("stepped_out_already"))
    refuse_if(found)
    said = {"choice": choice, "at": clock.now()}
    row, _ = Ballot.objects.update_or_create(item=item, seat=seat, defaults=said)
    trail.record("panel", item.panel_id, "vote", actor=actor, details={"item": item.pk})
    return row


@door.change()
def step_out(item_id: int, reason: str, *, actor: Actor) -> Ballot:
    """Step out of one candidate: recorded with its reason, and no way back.

    The member reads that application no longer; a vote already given is void.
    Writes: the ballot, a bar, one step. Errors: Refused outside a meeting that is convened or
            voting, without a seat, or without a reason.
    """
    item, seat, found = _item(item_id, actor, states=("convened", "voting"))
    if not reason.strip():
        found.append(Finding("reason_needed", {"field": "reason"}))
    refuse_if(found)
    row = _leave(item, seat, reason.strip())
    trail.record("panel", item.panel_id, "step_out", actor=actor, details={"item": item.pk})
    return row


def _leave(item: PanelItem, seat: Seat, reason: str) -> Ballot:
    """A member is out of one candidate for good, and reads it no longer."""
    said = {"choice": "", "stepped_out": True, "reason": reason[:400], "at": clock.now()}
    row, _ = Ballot.objects.update_or_create(item=item, seat=seat, defaults=said)
    where = {"kind": item.candidate.kind, "subject_id": item.candidate.subject_id}
    access.end(seat.user_id, RELATION, **where)
    access.bar(seat.user_id, STEPPED_OUT, **where)
    return row


def _item(
    item_id: int, actor: Actor, *, states: Sequence[str] = ("voting",)
) -> tuple[PanelItem, Seat | None, list[Finding]]:
    item = PanelItem.objects.select_related("panel", "candidate").get(pk=item_id)
    Panel.objects.select_for_update().get(pk=item.panel_id)
    seat = queries.seat_of(actor, item.panel)
    found = [] if seat else [not_yours("expert")]
    if item.panel.state not in states:
        said = {"state": item.panel.state, "needed": list(states)}
        found.append(Finding("wrong_state", said))
    return item, seat, found


def _count(step: Step) -> None:
    """Votes are counted, the minutes issued, and members read the applications no longer."""
    panel: Panel = step.row
    panel.remarks = step.details.get("remarks") or ""
    panel.save(update_fields=["remarks"])
    for item in panel.items.select_related("candidate").prefetch_related("ballots"):
        _count_one(item, panel)
        _end_access(panel, item.candidate)
    issue(papers.MINUTES.name, panel, actor=step.actor, on=step.on)


def _count_one(item: PanelItem, panel: Panel) -> None:
    cast = [b.choice for b in item.ballots.all() if not b.stepped_out]
    item.yes, item.no, item.abstained = (cast.count(c) for c in panel_rules.CHOICES)
    item.stepped_out = sum(b.stepped_out for b in item.ballots.all())
    review = panel.round.instrument.review
    item.outcome = panel_rules.outcome_of(item.yes, item.no, item.abstained, review)
    item.save(update_fields=["yes", "no", "abstained", "stepped_out", "outcome"])


def _end_access(panel: Panel, candidate: Candidate) -> None:
    for user_id in panel.seats.values_list("user_id", flat=True):
        access.end(user_id, RELATION, kind=candidate.kind, subject_id=candidate.subject_id)


def _cancel(step: Step) -> None:
    for item in step.row.items.select_related("candidate"):
        _end_access(step.row, item.candidate)


def _steps_aside(actor: Actor, panel: Panel) -> bool:
    """Something before the panel is hidden; its chair, who stepped out of one item, signs."""
    return actor.user_id != panel.chair_id and queries.hides(actor, panel)


PANEL = move.register(
    move.Subject(
        kind="panel",
        title=Text("会议评审", "Panel meeting"),
        model=Panel,
        flow_of=lambda row: panel_rules.PANEL,
        every_flow=lambda: [panel_rules.PANEL],
        roles_of=panel_rules.panel_roles,
        visible_to=queries.panels_for,
        authority_of=panel_rules.authority_of,
        aside=_steps_aside,
        opens=queries.opens_panel,
        makers=("close_voting",),
        hushes=lambda actor, row: ("item", queries.hidden_in(actor, row)),
        checks={
            "held_today": panel_rules.held_today,
            "quorum_met": panel_rules.quorum_met,
        },
        effects={"close_voting": _count, "cancel": _cancel},
        related=("round",),
    )
)
