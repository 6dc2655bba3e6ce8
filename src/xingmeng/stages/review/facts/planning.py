"""From a round to the assignment engine: who may sit where, under which rules, and back."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from xingmeng.core import clock
from xingmeng.engines import seats
from xingmeng.engines.seats import Cap, Problem
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.queries import Profile
from xingmeng.stages.review.facts.recusal import conflicts
from xingmeng.stages.review.models import Affinity, Assignment, Candidate, Round
from xingmeng.stages.review.rules import PlanRules


class Posed(NamedTuple):
    """A problem with what its rows and columns stand for."""

    problem: Problem
    candidates: list[Candidate]
    profiles: list[Profile]
    points: np.ndarray  # candidates x experts, as `Affinity.score`


def waiting(about: Round) -> list[Candidate]:
    """Candidates that no expert has been asked to mark yet. Order: as entered."""
    asked = Assignment.objects.filter(role="expert").exclude(state="declined")
    return list(about.candidates.exclude(assignments__in=asked).order_by("pk"))


def pose(about: Round, rules: PlanRules, drawn: Sequence[int] | None = None) -> Posed:
    """The assignment of all candidates that wait, with recusal, loads and groups.

    Where the round's experts were drawn, it is among them.
    Errors: LookupError where one of them has no score yet, see `unscored`; without
            candidates or experts its table is empty.
    """
    candidates, profiles = waiting(about), registry.expert_profiles(drawn)
    points = _points(candidates, profiles)
    problem = Problem(
        seats.whole(points),
        rules.per_application,
        rules.most,
        rules.least,
        _caps(rules, len(candidates), profiles),
        own=_own(about, profiles),
    )
    rows = {c.pk: i for i, c in enumerate(candidates)}
    columns = {p.user_id: i for i, p in enumerate(profiles)}
    hits = conflicts(list(columns), candidates, on=clock.today())
    barred = [(rows[candidate], columns[user]) for user, candidate in hits]
    barred += [(rows[c], columns[u]) for u, c in _declined(rows) if u in columns]
    table = np.array(barred, np.int64).reshape(-1, 2)
    problem = seats.barred(problem, table[:, 0], table[:, 1])
    return Posed(problem, candidates, profiles, points)


def unscored(about: Round, drawn: Sequence[int] | None = None) -> bool:
    """Whether somebody who could be asked has no score yet on a candidate that waits."""
    users = {p.user_id for p in registry.expert_profiles(drawn)}
    asked = [(c.pk, user) for c in waiting(about) for user in users]
    return not scores(about).keys() >= set(asked)


def scores(about: Round) -> dict[tuple[int, int], float]:
    """All kept scores of a round. Shapes: {(candidate, user): score}. Errors: none."""
    rows = Affinity.objects.filter(candidate__round=about).order_by()
    return {(c, u): s for c, u, s in rows.values_list("candidate_id", "user_id", "score")}


def _points(candidates: Sequence[Candidate], profiles: Sequence[Profile]) -> np.ndarray:
    known = scores(candidates[0].round) if candidates else {}
    lines = [[known[c.pk, p.user_id] for p in profiles] for c in candidates]
    return np.array(lines, np.float64).reshape(len(candidates), len(profiles))


def _own(about: Round, profiles: Sequence[Profile]) -> np.ndarray:
    """What each expert still takes in this round."""
    sheets = Assignment.objects.filter(candidate__round=about, role="expert")
    held = Counter(sheets.exclude(state="declined").values_list("user_id", flat=True))
    return np.array([max(0, p.most_load - held[p.user_id]) for p in profiles], np.int64)


def _declined(candidates: dict[int, int]) -> list[tuple[Any, int]]:
    """Who has declined a candidate is not asked again."""
    rows = Assignment.objects.filter(candidate_id__in=list(candidates), role="expert")
    return list(rows.order_by("pk").values_list("user_id", "candidate_id"))


def _caps(rules: PlanRules, rows: int, profiles: Sequence[Profile]) -> tuple[Cap, ...]:
    everywhere = np.ones(rows, bool)
    found = []
    if rules.one_per_unit:
        found.append(seats.one_each("one_per_unit", [p.unit_id for p in profiles], rows))
    wanted = (
        ("outside", rules.outside, [p.outside for p in profiles]),
        ("language", rules.language_least, [rules.language in p.languages for p in profiles]),
        ("field", rules.field_least, [rules.field in p.fields for p in profiles]),
    )
    for name, least, members in wanted:
        if least:
            flags = np.array(members, bool)
            places = rules.per_application
            found.append(seats.at_least(name, least, flags, seats=places, where=everywhere))
    return tuple(found)


def table_of(posed: Posed) -> dict[str, Any]:
    """What a certificate is checked against, as it is kept. Units: millionths of a point."""
    problem = posed.problem
    conflicts_ = problem.conflicts or ([], [], [])
    return {
        "candidates": [c.pk for c in posed.candidates],
        "experts": [p.user_id for p in posed.profiles],
        "scores": np.rint(posed.points * seats.MILLION).astype(int).tolist(),
        "barred": [[int(a), int(e)] for a, e in zip(*conflicts_[:2], strict=True)],
        "own": None if problem.own is None else problem.own.tolist(),
        "caps": [[cap.name, cap.most, cap.group.tolist()] for cap in problem.caps],
    }
