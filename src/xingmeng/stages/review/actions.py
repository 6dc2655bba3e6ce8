"""Organising a review and marking. One function per verb, one transaction per call."""

from collections.abc import Mapping

from xingmeng.core import access, door, move, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines import scoring
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.review import queries, rules
from xingmeng.stages.review.models import Assignment, Candidate, Mark, Round


@door.change()
def open_round(challenge_id: int, *, actor: Actor) -> Round:
    """Take a challenge's admitted bids into review.

    Writes: the round, its candidates, the issuer's own sheets, their steps; bids and
            challenge move on.
    Errors: Refused if a bid still waits in screening, none was admitted, or without the right.
    """
    challenge = calls.challenge_for(actor, challenge_id)
    refuse_if([] if "officer" in actor.roles else [not_yours("officer")])
    waiting = applications.in_state(challenge.pk, "opened", "recommended").count()
    admitted = list(applications.in_state(challenge.pk, "admitted"))
    found = [Finding("screening_unfinished", {"count": waiting})] if waiting else []
    refuse_if(found + ([] if admitted else [Finding("nothing_admitted")]))
    row = Round(
        kind="challenge",
        subject_id=challenge.pk,
        title=challenge.title,
        instrument_code=challenge.call.instrument_code,
    )
    system = SYSTEM.because_of(move.begin("round", row, actor=actor))
    move.make("challenge", challenge.pk, "enter_review", actor=system)
    for bid in admitted:
        move.make("application", bid.pk, "enter_review", actor=system)
        _stand(row, bid, issuer_id=challenge.issuer_id, actor=system)
    return row


def _stand(about: Round, bid, *, issuer_id: int, actor: Actor) -> None:
    candidate = Candidate.objects.create(
        round=about,
        kind="application",
        subject_id=bid.pk,
        title=bid.organisation.name_zh,
        organisation_id=bid.organisation_id,
    )
    sheet = Assignment(candidate=candidate, role="issuer", organisation_id=issuer_id)
    move.begin("assignment", sheet, actor=actor)


@door.change()
def assign(candidate_id: int, user_id: int, *, actor: Actor) -> Assignment:
    """Ask an expert to mark one candidate, and let them read it.

    Writes: the sheet, its step, one grant of access.
    Errors: Refused if the round is concluded, the expert works for a party, has been asked,
            or without the right.
    """
    candidate = Candidate.objects.select_related("round").get(pk=candidate_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if candidate.round.state == "concluded":
        found.append(Finding("wrong_state", {"state": candidate.round.state}))
    issuers = candidate.assignments.filter(role="issuer")
    rivals = candidate.round.candidates.values_list("organisation_id", flat=True)
    parties = {*rivals, *issuers.values_list("organisation_id", flat=True)}
    found += rules.must_step_aside(user_id, parties) or rules.is_an_expert(user_id)
    if candidate.assignments.filter(role="expert", user_id=user_id).exists():
        found.append(Finding("already_assigned"))
    refuse_if(found)
    row = Assignment(candidate=candidate, role="expert", user_id=user_id)
    move.begin("assignment", row, actor=actor)
    access.grant(user_id, "expert", kind=candidate.kind, subject_id=candidate.subject_id)
    return row


@door.change()
def mark(pk: int, points: Mapping[str, int | None], comment: str, *, actor: Actor) -> None:
    """Keep a sheet's points and comment; may be done again until it is handed in.

    Units:  points 0 to 100. Writes: marks and comment; nothing on the trail before hand-in.
    Errors: Refused for points out of range, a line that is not on the sheet, another's sheet,
            or one handed in.
    """
    sheets = Assignment.objects.select_for_update(of=("self",))
    row = sheets.select_related("candidate__round").get(pk=pk)
    found = []
    if not rules.assignment_roles(actor, row) & {"expert", "issuer"}:
        found.append(not_yours("expert", "issuer"))
    if row.state != "accepted":
        found.append(Finding("wrong_state", {"state": row.state, "needed": ["accepted"]}))
    known = {c.name for c in rules.criteria_of(row)}
    given = {name: value for name, value in points.items() if value is not None}
    for name, value in given.items():
        if name not in known or not 0 <= value <= 100:
            found.append(Finding("mark_out_of_range", {"field": name}))
    refuse_if(found)
    for name, value in given.items():
        Mark.objects.update_or_create(
            assignment=row, criterion=name, defaults={"points": value}
        )
    row.comment = comment[:2000]
    row.save(update_fields=["comment"])


def _conclude(step: Step) -> None:
    """Fix the places, so that a later rule never re-scores them, and move the bids on."""
    about: Round = step.row
    criteria = about.instrument.criteria
    ranked = scoring.rank(
        queries.marks_of(about),
        {c.name: c.weight for c in criteria},
        tie_break=[c.name for c in criteria],
    )
    for place in ranked:
        Candidate.objects.filter(pk=int(place.application)).update(
            place=place.place, score=place.score
        )
    system = SYSTEM.because_of(step.step_id)
    for candidate in about.candidates.order_by("pk"):
        move.make(candidate.kind, candidate.subject_id, "leave_review", actor=system)
    move.make(about.kind, about.subject_id, "leave_review", actor=system)


def _end_access(step: Step) -> None:
    """Who declines sees the bid no longer."""
    candidate = step.row.candidate
    access.end(step.row.user_id, "expert", kind=candidate.kind, subject_id=candidate.subject_id)


def _digest_marks(step: Step) -> None:
    """The trail holds what was handed in, as a digest."""
    row: Assignment = step.row
    given = dict(row.marks.values_list("criterion", "points"))
    trail.record("assignment", row.pk, "marks", actor=step.actor, details={"marks": given})


ROUND = move.register(
    move.Subject(
        kind="round",
        title=Text("评审", "Review"),
        model=Round,
        flow_of=lambda row: rules.ROUND,
        every_flow=lambda: [rules.ROUND],
        roles_of=rules.round_roles,
        visible_to=queries.rounds_for,
        checks={"enough_experts": rules.enough_experts, "all_handed_in": rules.all_handed_in},
        effects={"conclude": _conclude},
    )
)
ASSIGNMENT = move.register(
    move.Subject(
        kind="assignment",
        title=Text("评分表", "Mark sheet"),
        model=Assignment,
        flow_of=lambda row: rules.ASSIGNMENT,
        every_flow=lambda: [rules.ASSIGNMENT],
        roles_of=rules.assignment_roles,
        visible_to=queries.visible_to,
        checks={"all_marked": rules.all_marked, "commented": rules.commented},
        effects={"decline": _end_access, "hand_in": _digest_marks},
        related=("candidate__round",),
    )
)
