"""Reading rounds, their candidates and places."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from xingmeng.core.access import hidden, reach
from xingmeng.core.actor import Actor
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.review.models import ANEW, Assignment, Candidate, Round

ORGANISERS = frozenset({"officer", "discipline", "chair"})


def rounds_for(actor: Actor) -> QuerySet[Round]:
    """All rounds for those who organise or audit review, and the system; none for others."""
    seen = Q(pk__gt=0) if actor.roles & (ORGANISERS | {"system"}) else Q(pk__in=[])
    rows = Round.objects.filter(reach(seen, actor=actor, kind="round"))
    return rows.exclude(pk__in=_anew_of_hidden(actor)) if actor.user_id else rows


def _anew_of_hidden(actor: Actor) -> QuerySet:
    """Rounds that judge one candidate anew go with it where it is hidden."""
    rows = Candidate.objects.filter(round__kind=ANEW, kind="application")
    return rows.filter(subject_id__in=hidden(actor, "application")).values("round_id")


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


def shown_to(actor: Actor, path: str = "") -> Q:
    """The candidates that are not hidden from a reader; `path` leads to them."""
    keys = hidden(actor, "application") if actor.user_id else []
    return ~Q(**{f"{path}kind": "application", f"{path}subject_id__in": keys})


def parties_of(about: Round) -> set[int]:
    """Every unit behind a round: issuer, bidders and all who join them."""
    rows = list(about.candidates.values_list("kind", "subject_id", "organisation_id"))
    sheets = Assignment.objects.filter(candidate__round=about, role="issuer")
    found = {pk for _, _, pk in rows} | set(sheets.values_list("organisation_id", flat=True))
    bids = [pk for kind, pk, _ in rows if kind == "application"]
    contracts = [pk for kind, pk, _ in rows if kind == "contract"]
    return found | applications.parties_of(bids) | registry.engaged_in("contract", contracts)


def place_of(kind: str, subject_id: int) -> Candidate | None:
    """How a thing came out of its latest concluded round, if it did."""
    found = Candidate.objects.filter(kind=kind, subject_id=subject_id, place__isnull=False)
    return found.select_related("round").order_by("-pk").first()


def best_of(kind: str, subject_id: int) -> QuerySet[Candidate]:
    """The ranked candidates of a subject's latest round, best first."""
    about = round_of(kind, subject_id)
    found = Candidate.objects.filter(round=about, place__isnull=False)
    return found.order_by("place", "pk") if about else found.none()
