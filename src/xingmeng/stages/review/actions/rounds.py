"""Opening a round and concluding it. One function per verb, one transaction per call."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from xingmeng.core import codes, door, move, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.core.papers import issue
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.review import papers, queries, rules
from xingmeng.stages.review.models import ANEW, RACE, Appeal, Assignment, Candidate, Round
from xingmeng.stages.review.queries import standing

MOST_PLACES = 10_000
AGAIN = "（复评）"
MOST_TITLE = 120
CODE = 6  # characters of a candidate's code


class Entry(NamedTuple):
    """One thing to be compared, and the unit behind it."""

    kind: str
    subject_id: int
    unit: Any
    title: str = ""


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
    entries = [Entry("application", bid.pk, bid.organisation) for bid in admitted]
    row, system = _open("challenge", challenge, entries, challenge.issuer_id, actor=actor)
    move.make("challenge", challenge.pk, "enter_review", actor=system)
    for bid in admitted:
        move.make("application", bid.pk, "enter_review", actor=system)
    return row


@door.change()
def open_checkpoint(challenge, entries: Sequence[Entry], *, actor: Actor) -> Round:
    """Compare the runners of a race. The stage that opens it hears the places by event.

    Writes: the round, its candidates, the issuer's own sheets, their steps.
    Errors: Refused without the right, without runners, or while a comparison is under way.
    """
    own = {challenge.issuer_id, *(entry.unit.pk for entry in entries)} & actor.organisations
    refuse_if([] if "officer" in actor.roles and not own else [not_yours("officer")])
    last = queries.round_of(RACE, challenge.pk)
    found = [] if entries else [Finding("nobody_runs")]
    if last and last.state != "concluded":
        found.append(Finding("comparison_under_way"))
    refuse_if(found)
    return _open(RACE, challenge, entries, challenge.issuer_id, actor=actor)[0]


@door.change()
def open_call_round(call_id: int, *, direction: str = "", actor: Actor) -> Round:
    """Take a closed call's admitted applications into review; with `direction` only its own.

    Writes: the round, its candidates, their steps; the applications move on.
    Errors: Refused while the call is open, one waits in screening or for its full text, none
            was admitted, or without the right; Http404 if the call may not be seen.
    """
    call = calls.get_for(actor, call_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if call.state != "closed":
        found.append(Finding("wrong_state", {"state": call.state, "needed": ["closed"]}))
    waiting = applications.being_screened(call, direction=direction).count()
    found += [Finding("screening_unfinished", {"count": waiting})] if waiting else []
    admitted = list(applications.ready_for_review(call, direction=direction))
    refuse_if(found + ([] if admitted else [Finding("nothing_admitted")]))
    entries = [Entry("application", a.pk, a.organisation, str(a)) for a in admitted]
    row, system = _open("call", call, entries, None, actor=actor)
    for one in admitted:
        move.make("application", one.pk, "enter_review", actor=system)
    return row


@door.change()
def open_anew(appeal: Appeal, *, actor: Actor) -> Round:
    """Judge one candidate anew, by experts who had no part in its first review.

    Its application stays where it is: what follows from the new result is for people to decide.
    Writes: the round, its candidate, the issuer's own sheet where the first had one, steps.
    """
    of = appeal.candidate
    first = of.round
    row = Round(
        kind=ANEW,
        subject_id=appeal.pk,
        title=f"{first.title[: MOST_TITLE - len(AGAIN)]}{AGAIN}",
        instrument_code=first.instrument_code,
        blind=first.blind,
        places=first.places,
    )
    system = SYSTEM.because_of(move.begin("round", row, actor=actor))
    unit = applications.under_review(of.subject_id).organisation
    entry = Entry(of.kind, of.subject_id, unit, of.title)
    issuer = of.assignments.filter(role="issuer").first()
    code = _codes(row, [entry])[of.subject_id]
    issuer_id = issuer.organisation_id if issuer else None
    _stand(row, entry, code, issuer_id=issuer_id, actor=system)
    return row


def _open(
    kind: str, about, entries: Sequence[Entry], issuer_id: int | None, *, actor: Actor
) -> tuple[Round, Actor]:
    call = about if kind == "call" else about.call
    row = Round(
        kind=kind,
        subject_id=about.pk,
        title=about.title if isinstance(about.title, str) else about.title.zh,
        instrument_code=call.instrument_code,
    )
    row.blind = kind == "call" and row.instrument.review.double_blind
    system = SYSTEM.because_of(move.begin("round", row, actor=actor))
    codes = _codes(row, entries)
    for entry in entries:
        _stand(row, entry, codes[entry.subject_id], issuer_id=issuer_id, actor=system)
    return row, system


def _codes(about: Round, entries: Sequence[Entry]) -> dict[int, str]:
    """A code for each candidate that tells neither of the order they came in nor of others.

    Keyed, so that who knows an application's number cannot work out its code.
    """
    given: dict[int, str] = {}
    for subject_id in sorted(e.subject_id for e in entries):
        said = f"{about.pk}:{subject_id}"
        mixed = codes.keyed("review.candidate.code", said).hex().upper()
        free = (mixed[n : n + CODE] for n in range(len(mixed) - CODE))
        given[subject_id] = next(code for code in free if code not in given.values())
    return given


def _stand(
    about: Round, entry: Entry, code: str, *, issuer_id: int | None, actor: Actor
) -> None:
    candidate = Candidate.objects.create(
        round=about,
        kind=entry.kind,
        subject_id=entry.subject_id,
        title=(entry.title or entry.unit.name_zh)[:200],
        code=code,
        organisation_id=entry.unit.pk,
    )
    if issuer_id is not None:
        sheet = Assignment(candidate=candidate, role="issuer", organisation_id=issuer_id)
        move.begin("assignment", sheet, actor=actor)


@door.change()
def declare_places(round_id: int, places: int | None, *, actor: Actor) -> None:
    """Say how many candidates stand above the line, before anybody knows a mark.

    Units:  places, at least 1; None where points alone decide. Writes: the round, a step.
    Errors: Refused without the right, once a sheet is in, for no sensible number, or for who
            must step aside from a candidate.
    """
    about = Round.objects.select_for_update().get(pk=round_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    if queries.marks_known(actor, about):
        found.append(Finding("marks_are_known"))
    if places is not None and not 1 <= places <= MOST_PLACES:
        found.append(Finding("counts_out_of_range", {"field": "places", "most": MOST_PLACES}))
    refuse_if(found)
    refuse_if(queries.aside_from(actor, about))
    about.places = places
    about.save(update_fields=["places"])
    trail.record("round", about.pk, "places", actor=actor, details={"places": places})


def _ties_drawn(step: Step) -> list[Finding]:
    """Where the instrument has ties drawn, the lots are the ones of just these candidates."""
    if not step.row.instrument.ranking.lottery or rules.missing(step.row):
        return []
    if queries.steps_aside_in(step.actor, step.row):
        return []  # the move is for others, and so is what stands against it
    band = standing.band_of(step.row, standing.outcome_of(step.row))
    lots = queries.lottery_order(step.row)
    if not band or (lots is not None and sorted(lots) == band):
        return []
    return [Finding("lottery_needed", {"count": len(band)})]


def _extremes_explained(step: Step) -> list[Finding]:
    """Where the instrument asks for reasons, sheets that lie too far apart have theirs."""
    seen = {c.pk for c in rules.seen_by(step.row, step.actor)}
    return [
        Finding("reasons_missing", {"title": line.about.title, "spread": line.spread})
        for line in queries.unexplained(step.row)
        if line.about.pk in seen
    ]


def _conclude(step: Step) -> None:
    """Fix the places, so that a later rule never re-scores them, and move bids on."""
    about: Round = step.row
    outcome = standing.outcome_of(about)
    band = standing.band_of(about, outcome)
    lots = queries.lottery_order(about) or [] if band else []
    by = standing.rule_of(about).by
    for place, one in standing.placed(about, outcome, lots):
        Candidate.objects.filter(pk=int(one.application)).update(
            place=place,
            score=one.calibrated if by == "calibrated" else one.raw,
            raw=one.raw,
            calibrated=one.calibrated,
            chance=one.chance,
            in_band=one.in_band,
        )
    about.severity = standing.severity_in(outcome)
    about.save(update_fields=["severity"])
    for talk in queries.open_in(about):
        move.make("discussion", talk.pk, "close", actor=SYSTEM.because_of(step.step_id))
    if about.is_anew:
        _told_anew(about, step)
    if about.is_race or about.is_anew:
        return  # its places reach the runners by event; what is judged anew stays where it is
    system = SYSTEM.because_of(step.step_id)
    for candidate in about.candidates.order_by("pk"):
        move.make(candidate.kind, candidate.subject_id, "leave_review", actor=system)
    if about.kind == "challenge":
        move.make(about.kind, about.subject_id, "leave_review", actor=system)


def _told_anew(about: Round, step: Step) -> None:
    """Its place is where it would have stood in the first round; its applicant is told."""
    candidate = about.candidates.get()
    others = queries.appeal_behind(about).candidate.round.candidates.exclude(
        kind=candidate.kind, subject_id=candidate.subject_id
    )
    candidate.place = 1 + others.filter(raw__gt=candidate.raw).count()
    candidate.save(update_fields=["place"])
    row = applications.under_review(candidate.subject_id)
    issue(papers.REPORT.name, row, actor=SYSTEM.because_of(step.step_id), on=step.on)


ROUND = move.register(
    move.Subject(
        kind="round",
        title=Text("评审", "Review"),
        model=Round,
        flow_of=lambda row: rules.ROUND,
        every_flow=lambda: [rules.ROUND],
        roles_of=rules.round_roles,
        visible_to=queries.rounds_for,
        checks={
            "enough_experts": rules.enough_experts,
            "all_handed_in": rules.all_handed_in,
            "extremes_explained": _extremes_explained,
            "ties_drawn": _ties_drawn,
        },
        aside=queries.steps_aside_in,
        opens=queries.opens_round,
        makers=("compute_expertise",),
        hushes=lambda actor, row: ("candidate", frozenset(queries.hidden_from(actor))),
        effects={"conclude": _conclude},
    )
)
