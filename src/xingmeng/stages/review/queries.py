"""Reading rounds, sheets and places. Marks are for organisers and their author."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import reach
from xingmeng.core.actor import Actor
from xingmeng.engines import scoring
from xingmeng.stages.review.models import Assignment, Candidate, Mark, Round

ORGANISERS = frozenset({"officer", "discipline", "chair"})


def rounds_for(actor: Actor) -> QuerySet[Round]:
    """All rounds for those who organise or audit review; none for others."""
    seen = Q(pk__gt=0) if actor.roles & ORGANISERS else Q(pk__in=[])
    return Round.objects.filter(reach(seen, actor=actor, kind="round"))


def visible_to(actor: Actor) -> QuerySet[Assignment]:
    """One's own sheets, the issuer's for its people; all for those who organise or audit."""
    seen = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    seen |= Q(role="issuer", organisation_id__in=actor.organisations)
    if actor.roles & ORGANISERS:
        seen = Q(pk__gt=0)
    found = Assignment.objects.filter(reach(seen, actor=actor, kind="assignment"))
    return found.select_related("candidate__round", "user").order_by("pk")


def get_for(actor: Actor, pk: int) -> Assignment:
    """One visible sheet. Errors: Http404."""
    return get_object_or_404(visible_to(actor), pk=pk)


def round_for(actor: Actor, pk: int) -> Round:
    """One visible round. Errors: Http404."""
    return get_object_or_404(rounds_for(actor), pk=pk)


def round_of(kind: str, subject_id: int) -> Round | None:
    """The latest round about a subject, if any."""
    return Round.objects.filter(kind=kind, subject_id=subject_id).order_by("-pk").first()


def candidates_of(about: Round) -> QuerySet[Candidate]:
    """A round's candidates with their sheets: by place once ranked, before that as entered."""
    found = about.candidates.prefetch_related("assignments__user", "assignments__marks")
    return found.order_by("place", "pk")


def marks_of(about: Round) -> dict[scoring.Mark, int]:
    """All marks of a round, as the scoring engine takes them."""
    rows = Mark.objects.filter(
        assignment__candidate__round=about, assignment__state="handed_in"
    ).values_list("assignment__candidate_id", "assignment_id", "criterion", "points")
    return {(str(c), str(a), criterion): points for c, a, criterion, points in rows}


def place_of(kind: str, subject_id: int) -> Candidate | None:
    """How a thing came out of its latest concluded round, if it did."""
    found = Candidate.objects.filter(kind=kind, subject_id=subject_id, place__isnull=False)
    return found.select_related("round").order_by("-pk").first()


def best_of(kind: str, subject_id: int) -> QuerySet[Candidate]:
    """The ranked candidates of a subject's latest round, best first."""
    about = round_of(kind, subject_id)
    found = Candidate.objects.filter(round=about, place__isnull=False)
    return found.order_by("place", "pk") if about else found.none()
