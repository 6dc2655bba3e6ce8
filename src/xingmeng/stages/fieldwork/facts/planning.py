"""From a round to the assignment engine: who may serve where, how well they fit, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Q

from xingmeng.engines import proofs, seats
from xingmeng.engines.seats import Problem
from xingmeng.stages.fieldwork.models import (
    Choice,
    Commissioner,
    CountyDemand,
    PostingPlan,
    PostingRound,
    ServiceAgreement,
)
from xingmeng.stages.fieldwork.rules import postings
from xingmeng.stages.fieldwork.rules.postings import Asked, Fit, Offered


class Posed(NamedTuple):
    """A problem with what its rows and columns stand for; the last column is no posting."""

    problem: Problem
    commissioners: list[Commissioner]
    demands: list[CountyDemand]
    fits: dict[tuple[int, int], Fit]


def enlisted(about: PostingRound) -> list[Commissioner]:
    """The registered commissioners of a kind and a field that a round asks for.

    Order: by number. Errors: none.
    """
    asked = Q(pk__in=())
    for kind, field in about.demands.filter(state="opened").values_list("kind", "field"):
        asked |= Q(kind=kind, fields__contains=field)
    rows = Commissioner.objects.filter(asked, state="registered")
    return list(rows.select_related("organisation").order_by("number"))


def pose(
    about: PostingRound,
    commissioners: list[Commissioner],
    *,
    past: Mapping[int, str],
    longest: int | None,
) -> Posed:
    """The posting of commissioners to a round's demands.

    `past` are their last grades, `longest` the years that rotation allows in one county.

    Each takes one place at most; who serves elsewhere in a demand's term, or has been in its
    county as long as rotation allows, is barred from it. Order: by county; by number.
    Errors: none.
    """
    demands = list(about.demands.filter(state="opened").order_by("region_id", "pk"))
    fits = _fits(commissioners, demands, past)
    points = np.full((len(commissioners), len(demands) + 1), np.nan)
    points[:, -1] = 0
    for place, of in fits.items():
        points[place] = of.points
    problem = _problem(points, [d.people for d in demands])
    table = np.array(sorted(_barred(commissioners, demands, longest)), np.int64).reshape(-1, 2)
    problem = seats.barred(problem, table[:, 0], table[:, 1])
    return Posed(problem, commissioners, demands, fits)


def _problem(points: np.ndarray, places: Sequence[int]) -> Problem:
    """One place each; as many in a demand as it asks for, and nowhere as many as there are."""
    most = max([*places, len(points), 1])
    own = np.array([*places, len(points)], np.int64)
    return Problem(seats.whole(points), 1, most, own=own)


def _fits(
    commissioners: Sequence[Commissioner],
    demands: Sequence[CountyDemand],
    past: Mapping[int, str],
) -> dict[tuple[int, int], Fit]:
    sides = _sides(demands)
    found = {}
    for a, one in enumerate(commissioners):
        offered = Offered(
            one.organisation.region_id,
            one.fields.split(","),
            one.languages.split(","),
            past.get(one.pk, ""),
        )
        for e, wanted in enumerate(demands):
            if wanted.kind != one.kind:
                continue
            asked = Asked(wanted.region_id, wanted.field, wanted.language)
            of = postings.fit(asked, offered, sides=sides[wanted.pk, one.pk])
            if of is not None:
                found[a, e] = of
    return found


def _sides(demands: Iterable[CountyDemand]) -> Mapping[tuple[int, int], int]:
    """How many of the two sides have chosen the other, by demand and commissioner."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    rows = Choice.objects.filter(demand__in=[d.pk for d in demands])
    for pair in rows.values_list("demand_id", "commissioner_id"):
        found[pair] += 1
    return found


def _barred(
    commissioners: Sequence[Commissioner], demands: Sequence[CountyDemand], longest: int | None
) -> set[tuple[int, int]]:
    """Pairs whose dates overlap another posting, or that rotation forbids."""
    served = ServiceAgreement.objects.filter(commissioner__in=[c.pk for c in commissioners])
    terms: dict[int, list[tuple[str, str, date, date]]] = defaultdict(list)
    for pk, *term in served.exclude(state="declined").values_list(
        "commissioner_id", "state", "region_id", "from_on", "until_on"
    ):
        terms[pk].append(tuple(term))
    return {
        (a, e)
        for a, one in enumerate(commissioners)
        for e, wanted in enumerate(demands)
        if terms[one.pk]
        and (_overlaps(terms[one.pk], wanted) or _too_long(terms[one.pk], wanted, longest))
    }


def _overlaps(terms: Iterable[tuple[str, str, date, date]], wanted: CountyDemand) -> bool:
    return any(
        state in postings.LIVE and first <= wanted.until_on and wanted.from_on <= last
        for state, _, first, last in terms
    )


def _too_long(
    terms: Iterable[tuple[str, str, date, date]], wanted: CountyDemand, longest: int | None
) -> bool:
    """Whether years in the county, with those to come, are more than rotation allows."""
    if longest is None:
        return False
    there = [(first, last) for _, region, first, last in terms if region == wanted.region_id]
    days = sum((last - first).days + 1 for first, last in there)
    return days + (wanted.until_on - wanted.from_on).days + 1 > longest * 366


def table_of(posed: Posed) -> dict[str, Any]:
    """What a certificate is checked against, as it is kept. Units: millionths of a point."""
    rows, columns, hidden = posed.problem.conflicts or ([], [], [])
    return {
        "commissioners": [c.pk for c in posed.commissioners],
        "demands": [d.pk for d in posed.demands],
        "places": [d.people for d in posed.demands],
        "scores": [
            [int(a), int(e), of.points * seats.MILLION]
            for (a, e), of in sorted(posed.fits.items())
        ],
        "barred": [[int(a), int(e)] for a, e in zip(rows, columns, strict=True)],
    }


def problem_of(table: Mapping[str, Any]) -> Problem:
    """The problem that a kept table states. Errors: none for a table as it was kept."""
    points = np.full((len(table["commissioners"]), len(table["demands"]) + 1), np.nan)
    points[:, -1] = 0
    for a, e, units in table["scores"]:
        points[a, e] = units / seats.MILLION
    barred = np.array(table["barred"], np.int64).reshape(-1, 2)
    problem = _problem(points, table["places"])
    return seats.barred(problem, barred[:, 0], barred[:, 1])


def proven(plan: PostingPlan) -> str:
    """Empty where a plan's certificate proves its pairs the best; else what is not so.

    Errors: none.
    """
    if not plan.certificate:
        return "no certificate"
    table = plan.table
    rows = {pk: a for a, pk in enumerate(table["commissioners"])}
    columns = {pk: e for e, pk in enumerate(table["demands"])}
    chosen = {rows[c]: columns[d] for c, d, *_ in plan.pairs}
    pairs = [(a, chosen.get(a, len(columns))) for a in range(len(rows))]
    try:
        proofs.check(problem_of(table), pairs, plan.certificate)
    except proofs.Unproven as fault:
        return str(fault)
    return ""
