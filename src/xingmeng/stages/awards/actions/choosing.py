"""Choosing among what was ranked: the issuer its bidder, an officer what a call supports."""

from collections.abc import Iterable, Mapping
from typing import Any

from xingmeng.core import clock, door, move, numbers
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import Refused, not_yours, refuse_if
from xingmeng.engines import flow
from xingmeng.engines.values import Finding
from xingmeng.law.open_challenge import Support
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.applications.rules import roles_of as application_roles
from xingmeng.stages.awards import facts, queries, rules
from xingmeng.stages.awards.models import Award
from xingmeng.stages.calls import queries as calls
from xingmeng.stages.review import queries as review

HUNDREDTHS = 100
BUDGETED = "按评审结果和年度预算核定"


@door.change()
def choose(application_id: int, *, agreed_fen: int, reason: str, actor: Actor) -> Award:
    """The issuer chooses a ranked bid and states what was agreed; the support follows from law.

    Units:  fen. Writes: the award, its step; challenge and bid move to `chosen`.
    Errors: Refused if it is not the issuer's turn, the bid was not ranked, the sum is not
            positive or above the challenge's, or a lower place is chosen without a reason.
    """
    bid = applications.get_for(actor, application_id)
    calls.locked(bid.challenge_id)
    challenge = calls.challenge_for(actor, bid.challenge_id)
    place = review.place_of("application", bid.pk)
    found = [] if challenge.issuer_id in actor.organisations else [not_yours("issuer")]
    found += _against_choice(challenge, bid, agreed_fen)
    if not reason.strip() and (place is None or place.place != 1):
        found.append(Finding("reason_needed", {"field": "reason"}))
    refuse_if(found)
    given = rules.support_for(challenge, agreed_fen)
    row = Award(
        number=_number(),
        challenge=challenge,
        application=bid,
        title=challenge.title,
        agreed_fen=agreed_fen,
        support_fen=challenge.stage_fen or given.amount_fen,
        support_rule=_in_words(given, challenge),
    )
    said = {"agreed_fen": agreed_fen, "reason": reason, "place": place and place.place}
    step_id = move.begin("award", row, actor=actor, details=said)
    system = SYSTEM.because_of(step_id)
    if challenge.state == "ranked":
        move.make("challenge", challenge.pk, "choose", actor=system)
    move.make("application", bid.pk, "be_chosen", actor=system)
    return row


def _against_choice(challenge, bid, agreed_fen: int) -> list[Finding]:
    taken = list(queries.standing(challenge.pk))
    beside = sum(award.agreed_fen for award in taken) if challenge.is_race else 0
    most = challenge.amount_fen - beside
    found = []
    if not rules.lane_free(challenge, taken) or bid.state not in ("ranked", "not_chosen"):
        found.append(Finding("wrong_state", {"state": challenge.state, "needed": ["ranked"]}))
    if bid.awards.filter(state__in=queries.LOST).exists():
        found.append(Finding("award_lost_before"))
    if not 0 < agreed_fen <= most:
        found.append(Finding("agreed_out_of_range", {"field": "agreed_fen", "max": most}))
    elif challenge.stage_fen > rules.support_for(challenge, agreed_fen).amount_fen:
        found.append(Finding("agreed_below_stage_money", {"field": "agreed_fen"}))
    return found


def _in_words(given: Support, challenge) -> str:
    """The rule as official papers state it, with where it stands."""
    cap = facts.yuan(given.cap.value)
    basis = "；".join(challenge.instrument.variety(challenge.kind).cites)
    return f"按认定研发投入的 {given.share.value}% 支持，最高 {cap}。依据：{basis}"


@door.change()
def propose(application_id: int, *, support_fen: int, reason: str = "", actor: Actor) -> Award:
    """Put an application forward for the decision, with the public money it is to get.

    Units:  fen; 0 where the instrument pays nothing. Writes: the award, its step; the
            application moves to `chosen`.
    Errors: Refused without the right or in one's own case, out of turn, above what was asked
            for or the instrument's ceiling, lost before, or below the line without a reason.
    """
    row = applications.get_for(actor, application_id)
    roles = application_roles(actor, row)
    found = [] if "officer" in roles else [not_yours("officer")]
    found += _against_proposal(row, support_fen)
    place = review.place_of("application", row.pk)
    line = row.instrument.terms.line * HUNDREDTHS
    if place and (place.score or 0) < line and not reason.strip():
        found.append(Finding("below_the_line", {"field": "reason", "line": line // HUNDREDTHS}))
    if review.panel_said(place) == "rejected" and not reason.strip():
        found.append(Finding("panel_rejected", {"field": "reason"}))
    refuse_if(found)
    asked = applications.answers_of(row).get("total_fen")
    whole = asked if isinstance(asked, int) else 0
    award = Award(
        number=_number(),
        application=row,
        title=row.title or str(row),
        agreed_fen=max(whole, support_fen),
        support_fen=support_fen,
        support_rule=BUDGETED if support_fen else "",
    )
    said = {"support_fen": support_fen, "reason": reason, "place": place and place.place}
    step_id = move.begin("award", award, actor=actor, details=said)
    move.make("application", row.pk, "be_chosen", actor=SYSTEM.because_of(step_id))
    return award


@door.change()
def propose_many(proposals: Iterable[Mapping[str, Any]], *, actor: Actor) -> list[Award]:
    """Put several applications forward at once, all or none.

    Shapes: each as `propose` takes it, with "application_id". Writes: as `propose`.
    Errors: Refused with every reason at once, each naming its application; nothing chosen.
    """
    wanted = list(proposals)
    found = [] if wanted else [Finding("nothing_chosen")]
    done = []
    for one in wanted:
        try:
            done.append(propose(**one, actor=actor))
        except Refused as refused:
            row = applications.get_for(actor, one["application_id"])
            found += [Finding("of_application", {"title": str(row)}), *refused.findings]
    refuse_if(found)
    return done


def _number() -> str:
    year = clock.today().year
    return numbers.drawn(
        f"award:{year}",
        lambda n: f"LX{year}{n}",
        taken=lambda number: Award.objects.filter(number=number).exists(),
    )


def _against_proposal(row, support_fen: int) -> list[Finding]:
    found = []
    if row.challenge_id:
        return [not_yours("issuer")]  # a bid is its issuer's to choose
    chosen = flow.find(row.instrument.flow("application"), "be_chosen")
    if row.state not in chosen.before:
        said = {"state": row.state, "needed": list(chosen.before)}
        found.append(Finding("wrong_state", said))
    if row.awards.filter(state__in=queries.LOST).exists():
        found.append(Finding("award_lost_before"))
    limits = [row.requested_fen, row.instrument.terms.ceiling_fen]
    most = min((limit for limit in limits if limit is not None), default=None)
    pays = bool(row.instrument.instalments) or row.instrument.ends_in == "payment"
    least = 1 if pays else 0
    if support_fen < least or (most is not None and support_fen > most):
        values = {"field": "support_fen", "max": most if pays else 0}
        found.append(Finding("agreed_out_of_range", values))
    return found


@door.change()
def pass_over_rest(call_id: int, *, actor: Actor) -> int:
    """Tell every application of a call that was not put forward. Returns how many.

    Writes: their states and letters. Errors: Refused without the right, or while one is still
            on its way to review; Http404 if the call may not be seen.
    """
    call = calls.get_for(actor, call_id)
    found = [] if "officer" in actor.roles else [not_yours("officer")]
    waiting = applications.being_screened(call).count()
    refuse_if(
        found + ([Finding("screening_unfinished", {"count": waiting})] if waiting else [])
    )
    over = flow.find(call.instrument.flow("application"), "be_passed_over")
    rest = [a.pk for a in applications.of_call(call.pk, *over.before)]
    for pk in rest:
        move.make("application", pk, "be_passed_over", actor=SYSTEM)
    return len(rest)
