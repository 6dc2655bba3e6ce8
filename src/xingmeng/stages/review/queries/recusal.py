"""Reading who must step aside from what: for those who organise or audit and are free of it."""

from django.db.models import Q, QuerySet

from xingmeng.core.access import hidden, reach
from xingmeng.core.actor import Actor
from xingmeng.engines.values import Finding
from xingmeng.stages.review.models import Candidate, Conflict, Round
from xingmeng.stages.review.queries.rounds import ORGANISERS


def conflicts_for(actor: Actor) -> QuerySet[Conflict]:
    """Ties on record, newest first: for those who organise or audit, save from their own cases.

    Lifted ones stay, so that an audit finds what was known when.
    """
    seen = Q(pk__gt=0) if actor.roles & ORGANISERS else Q(pk__in=[])
    seen &= ~Q(user_id=actor.user_id)
    about = {"subject_id": "application"}
    rows = Conflict.objects.filter(reach(seen, actor=actor, kind="conflict", about=about))
    return rows.select_related("user").order_by("-pk")


def conflicts_of(actor: Actor, about: Round) -> QuerySet[Conflict]:
    """The ties on record with the candidates of a round, as this reader may see them."""
    cases = Candidate.objects.filter(round=about, kind="application").values("subject_id")
    return conflicts_for(actor).filter(kind="application", subject_id__in=cases)


def must_step_aside(actor: Actor, application_id: int) -> bool:
    """Whether a tie keeps somebody from acting on an application, also once it is public."""
    rows = Conflict.objects.filter(user_id=actor.user_id or -1, kind="application")
    return rows.filter(subject_id=application_id).exclude(lifted_why="mended").exists()


def steps_aside_in(actor: Actor, about: Round) -> bool:
    """Whether a candidate of the round is hidden from somebody, so that others decide on it."""
    rows = Candidate.objects.filter(round=about, kind="application")
    return rows.filter(subject_id__in=hidden(actor, "application")).exists()


def aside_from(actor: Actor, about: Round) -> list[Finding]:
    """The refusal of who must step aside from a candidate of the round.

    It tells that there is one, so it comes last: only what could be done is refused by it.
    """
    return [Finding("steps_aside")] if steps_aside_in(actor, about) else []
