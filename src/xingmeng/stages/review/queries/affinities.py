"""Reading how well experts fit the candidates of a round; for who organises or audits it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from xingmeng.core.actor import Actor
from xingmeng.stages.review.models import Affinity, Candidate, Round
from xingmeng.stages.review.queries.rounds import ORGANISERS

FIRST = 5  # named on the page of a round


def opens_round(actor: Actor, about: Round) -> bool:
    """Who may open a round's scores of expertise on record: who organises or audits it.

    Scores are deviations over all candidates of a round, so that each leans on the others.
    """
    return bool(actor.roles & ORGANISERS) and bool(
        Affinity.objects.filter(candidate__round=about).exists()
    )


def affinities_of(candidate: Candidate) -> QuerySet[Affinity]:
    """Every expert's score on one candidate, the best first."""
    return candidate.affinities.select_related("user").order_by("-score", "user_id")


def grounds_of(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], list[Any]]:
    """What made the scores of these pairs of candidate and user. Errors: none."""
    rows = Affinity.objects.filter(candidate_id__in={candidate for candidate, _ in pairs})
    rows = rows.filter(user_id__in={user for _, user in pairs}).order_by()
    known = rows.values_list("candidate_id", "user_id", "grounds")
    return {(c, u): grounds for c, u, grounds in known if (c, u) in pairs}


def best_fits(about: Round, *, most: int = FIRST) -> dict[int, list[Affinity]]:
    """The experts who fit each candidate best, the best first. Shapes: {candidate: rows}."""
    place = Window(
        RowNumber(),
        partition_by=F("candidate_id"),
        order_by=[F("score").desc(), F("user_id").asc()],
    )
    rows = Affinity.objects.filter(candidate__round=about).annotate(place=place)
    rows = rows.filter(place__lte=most).select_related("user").order_by("candidate_id", "place")
    found = defaultdict(list)
    for row in rows:
        found[row.candidate_id].append(row)
    return dict(found)
