"""Opening, holding and closing the discussion of a candidate. One function per verb."""

from xingmeng.core import clock, door, move, outbox, receipts, trail
from xingmeng.core.actor import SYSTEM, Actor
from xingmeng.core.errors import not_yours, refuse_if
from xingmeng.engines.values import Finding, Text
from xingmeng.stages.review import queries, rules
from xingmeng.stages.review.models import Candidate, Discussion, Post
from xingmeng.stages.review.rules.discussions import MOST_CHARS


def open_when_all_in(candidate: Candidate, *, step_id: str) -> None:
    """The last sheet of a candidate opens its discussion. Writes: it and its step, once."""
    sheets = list(candidate.assignments.exclude(state="declined"))
    experts = [a for a in sheets if a.role == "expert"]
    ready = experts and all(a.state == "handed_in" for a in sheets)
    if ready and candidate.round.state == "marking" and not queries.talk_about(candidate):
        _begin(candidate, actor=SYSTEM.because_of(step_id))


def _begin(candidate: Candidate, *, actor: Actor) -> Discussion:
    row = Discussion(candidate=candidate)
    move.begin("discussion", row, actor=actor)
    return row


@door.change()
def open_discussion(candidate_id: int, *, actor: Actor) -> Discussion:
    """An officer opens the discussion of a candidate before every sheet is in.

    Writes: the discussion, its step. Errors: Refused without the right, outside marking, or
            if it was opened before.
    """
    candidate = Candidate.objects.select_related("round").get(pk=candidate_id)
    found = _by_officer(candidate, actor)
    if queries.talk_about(candidate):
        found.append(Finding("discussed_already"))
    refuse_if(found)
    return _begin(candidate, actor=actor)


def _by_officer(candidate: Candidate, actor: Actor) -> list[Finding]:
    hidden = queries.hidden_from(actor).filter(pk=candidate.pk).exists()
    found = [] if "officer" in actor.roles and not hidden else [not_yours("officer")]
    if candidate.round.state != "marking":
        said = {"state": candidate.round.state, "needed": ["marking"]}
        found.append(Finding("wrong_state", said))
    return found


@door.change()
def say(discussion_id: int, text: str, *, actor: Actor) -> Post:
    """Say something in a discussion one takes part in.

    Writes: one post; a digest of it on the trail.
    Errors: Refused once it is closed, for who takes no part, or for an empty or too long text.
    """
    talk = Discussion.objects.select_related("candidate__round").get(pk=discussion_id)
    view = queries.view_of(actor, talk)
    found = []
    if talk.state != "open":
        found.append(Finding("discussion_closed"))
    if not (view.handed_in or "officer" in actor.roles and view.organises):
        found.append(not_yours("expert", "officer"))
    found += _text_fits(text)
    refuse_if(found)
    role = "officer" if view.organises else "expert"
    return _post(talk, text, role=role, asks=False, actor=actor)


def _text_fits(text: str) -> list[Finding]:
    if not text.strip():
        return [Finding("answer_needed", {"field": "text"})]
    if len(text) > MOST_CHARS:
        said = {"field": "text", "chars": len(text), "max": MOST_CHARS}
        return [Finding("too_long", said)]
    return []


def _post(talk: Discussion, text: str, *, role: str, asks: bool, actor: Actor) -> Post:
    row = Post.objects.create(
        discussion=talk,
        by_id=actor.user_id,
        role=role,
        text=text.replace("\x00", "").strip(),
        asks=asks,
        at=clock.now(),
    )
    said = {"post": row.pk, "digest": receipts.digest({"text": row.text})}
    trail.record("discussion", talk.pk, "say", actor=actor, details=said)
    return row


@door.change()
def ask_reasons(candidate_id: int, text: str, *, actor: Actor) -> Post:
    """Ask the experts whose sheets lie furthest apart for their reasons, and tell them.

    Opens the discussion if need be. Writes: one post, a message to each of the two.
    Errors: Refused without the right, outside marking, while sheets are not far apart, or
            without a text.
    """
    candidate = Candidate.objects.select_related("round").get(pk=candidate_id)
    found = _by_officer(candidate, actor) + _text_fits(text)
    sheets = [a for a in queries.experts_of(candidate) if a.state == "handed_in"]
    spread = queries.spread_of(sheets)
    if spread is None or spread <= candidate.round.instrument.review.gap:
        found.append(Finding("not_far_apart"))
    refuse_if(found)
    talk = queries.talk_about(candidate) or _begin(candidate, actor=actor)
    ordered = sorted(sheets, key=lambda a: float(queries.total_of(a) or 0))
    for sheet in (ordered[0], ordered[-1]):
        outbox.enqueue("asked_for_reasons", discussion=talk.pk, user=sheet.user_id)
    return _post(talk, text, role="officer", asks=True, actor=actor)


DISCUSSION = move.register(
    move.Subject(
        kind="discussion",
        title=Text("讨论", "Discussion"),
        model=Discussion,
        flow_of=lambda row: rules.DISCUSSION,
        every_flow=lambda: [rules.DISCUSSION],
        roles_of=rules.discussion_roles,
        visible_to=queries.discussions_for,
        related=("candidate__round",),
    )
)
