"""Bringing needs and offers together. One function per verb, one transaction per call."""

from django.core.files.uploadedfile import UploadedFile

from xingmeng.core import attachments, clock, door, move, numbers, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.core.move import Step
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.exchange.actions.offers import expire_offers
from xingmeng.stages.exchange.actions.suggestions import pair
from xingmeng.stages.exchange.models import Introduction, Message
from xingmeng.stages.exchange.queries import introductions as queries
from xingmeng.stages.exchange.rules import introductions as rules
from xingmeng.stages.exchange.rules import suggestions

LONGEST = 2_000  # characters of a message


@door.change()
def introduce(need_id: int, offer_id: int, *, actor: Actor) -> Introduction:
    """Bring a need and an offer together; the side that asks has agreed by asking.

    Writes: the introduction, one step, and for a side its agreement.
    Errors: Refused for a pair they may not see, of one unit, over, or being introduced.
    """
    need, offer = pair(need_id, offer_id, actor)
    side = suggestions.side_of(actor, need, offer)
    found = [] if side else [not_yours("applicant", "officer")]
    found += rules.against_pair(need, offer)
    if not found and queries.is_under_way(need.pk, offer.pk):
        found.append(Finding("introduced_already"))
    refuse_if(found)
    year = clock.today().year
    row = Introduction(
        number=numbers.drawn(
            f"introduction:{year}",
            lambda n: f"DJ{year}{n}",
            taken=lambda said: Introduction.objects.filter(number=said).exists(),
        ),
        need=need,
        offer=offer,
        begun_by=side,
        begun_on=clock.today(),
        officer_id=actor.user_id if side == "officer" else None,
    )
    move.begin("introduction", row, actor=actor)
    if side != "officer":
        row = move.make("introduction", row.pk, f"{side}_agrees", actor=actor)
    return row


@door.change()
def say(
    pk: int, text: str, *, actor: Actor, uploads: list[UploadedFile] | None = None
) -> Message:
    """Write to the other side, and to the officer in the middle.

    Writes: the message, its files, one step; who first writes for the department is in the
            middle from then on.
    Errors: Refused for who is no part of it, before both agree, after the end, for no words or
            too many, or for files that may not be kept.
    """
    row = Introduction.objects.select_for_update(of=("self",)).select_related("need", "offer")
    row = row.get(pk=pk)
    side, text = rules.side_of(actor, row), text.replace("\x00", "").strip()
    found = [] if side else [not_yours("need_side", "offer_side", "officer")]
    if row.state != "talks":
        found.append(Finding("wrong_state", {"state": row.state, "needed": ["talks"]}))
    if not text:
        found.append(Finding("answer_needed", {"field": "text"}))
    if len(text) > LONGEST:
        found.append(Finding("too_long", {"field": "text", "chars": len(text), "max": LONGEST}))
    refuse_if(found)
    said = Message.objects.create(
        introduction=row, side=side, text=text, by_id=actor.user_id, at=clock.now()
    )
    for upload in uploads or []:
        place = {"kind": "introduction", "subject_id": row.pk, "field": said.files_field}
        attachments.add(upload, **place, actor=actor)
    if side == "officer" and row.officer_id is None:
        row.officer_id = actor.user_id
        row.save(update_fields=["officer"])
    trail.record("introduction", row.pk, "say", actor=actor)
    return said


def conclude(pk: int, *, result: tuple[str, int], actor: Actor) -> Introduction:
    """Record what an introduction led to; `result` is a case the actor may see: kind and key.

    Writes: as the move. Errors: Refused as the move, or for a result that is not there.
    """
    kind, key = result
    rows = move.subject(kind).visible_to(actor) if kind in rules.RESULTS else None
    found = rows.filter(pk=key).first() if rows is not None else None
    if found is None:
        refuse_if([Finding("result_unknown", {"field": "result_number"})])
    details = {"result": kind, "result_number": getattr(found, rules.RESULTS[kind][1])}
    return move.make("introduction", pk, "conclude", actor=actor, details=details)


def lapse_introductions() -> int:
    """Let every introduction lapse whose day is over; a worker asks again and again.

    Writes: a step each. Errors: none. Returns how many there were.
    """
    over = queries.late(clock.today())
    if over:
        move.make_all("introduction", over, "lapse", actor=SYSTEM)
    return len(over)


def end_what_is_over() -> int:
    """Offers past their last day expire, introductions past theirs lapse; a worker asks.

    Writes: a step each. Errors: none. Returns how many there were.
    """
    return expire_offers() + lapse_introductions()


def _need_agrees(step: Step) -> None:
    step.row.need_agreed_at = step.at
    _keep(step)


def _offer_agrees(step: Step) -> None:
    step.row.offer_agreed_at = step.at
    _keep(step)


def _keep(step: Step) -> None:
    row: Introduction = step.row
    if row.state == "talks":
        row.met_at = step.at
    row.save(update_fields=["need_agreed_at", "offer_agreed_at", "met_at"])


def _extend(step: Step) -> None:
    step.row.due_on = step.details["until_on"]
    step.row.save(update_fields=["due_on"])


def _result_of(step: Step):
    said = step.details
    number = str(said.get("result_number") or "")
    return queries.result_by_number(step.actor, str(said.get("result")), number)


def _result_there(step: Step) -> list[Finding]:
    """The result is a case the actor may see, and one of the two units is a party to it."""
    if not step.details.get("result_number") or not step.details.get("result"):
        return []
    found = _result_of(step)
    if found is None:
        return [Finding("result_unknown", {"field": "result_number"})]
    units = {step.row.need.organisation_id, step.row.offer.organisation_id}
    own = rules.is_party(found, units)
    return [] if own else [Finding("result_of_others", {"field": "result_number"})]


def _conclude(step: Step) -> None:
    row: Introduction = step.row
    row.result_kind, row.result_id = step.details["result"], _result_of(step).pk
    row.save(update_fields=["result_kind", "result_id"])


INTRODUCTION = move.register(
    move.Subject(
        kind="introduction",
        title=Text("供需对接", "Introduction"),
        model=Introduction,
        flow_of=lambda row: rules.INTRODUCTION,
        every_flow=lambda: [rules.INTRODUCTION],
        roles_of=rules.roles_of,
        visible_to=queries.visible_to,
        checks={
            "result_there": _result_there,
            "day_near_ahead": rules.day_near_ahead,
            "overdue": rules.overdue,
        },
        effects={
            "need_agrees": _need_agrees,
            "need_joins": _need_agrees,
            "offer_agrees": _offer_agrees,
            "offer_joins": _offer_agrees,
            "conclude": _conclude,
            "extend": _extend,
        },
        files_open=queries.is_inside,
        related=("need", "offer"),
    )
)
