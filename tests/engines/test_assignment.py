"""The exact assignment: by hand, and against trying everything."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.assigning import problems, tried
from xingmeng.engines import assignment, proofs, seats
from xingmeng.engines.seats import Infeasible, Problem

often = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
BOTH = ("per_application", "max_load")
objectives = st.sampled_from(["fair", "total"])


def table(*rows: list[float]) -> np.ndarray:
    return seats.whole(np.array(rows))


def plan(problem: Problem, objective: str) -> tuple[list[tuple[int, int]], float, float]:
    found = assignment.assign(problem, objective)
    return found.pairs, found.certificate["value"], found.certificate["floor"]


# --- by hand ----------------------------------------------------------------------------------


def test_the_floor_comes_first_and_the_total_second():
    problem = Problem(table([0.9, 0.5], [0.8, 0.1]), seats=1, most=1)

    assert plan(problem, "total") == ([(0, 1), (1, 0)], 1.3, 0.5)
    assert plan(problem, "fair") == ([(0, 1), (1, 0)], 1.3, 0.5)
    apart = replace(problem, scores=table([0.9, 0.2], [0.5, 0.3]))
    assert plan(apart, "total") == ([(0, 0), (1, 1)], 1.2, 0.3)
    torn = replace(problem, scores=table([1.0, 0.4], [0.45, 0.1]))
    assert plan(torn, "total") == ([(0, 0), (1, 1)], 1.1, 0.1)
    assert plan(torn, "fair") == ([(0, 1), (1, 0)], 0.85, 0.4)


def test_an_expert_has_at_least_the_least_load():
    problem = Problem(table([0.9, 0.1], [0.9, 0.1]), seats=1, most=2)

    assert plan(problem, "total") == ([(0, 0), (1, 0)], 1.8, 0.9)
    assert plan(replace(problem, least=1), "total")[1] == 1.0


def test_a_unit_sends_one_expert_and_one_comes_from_outside():
    problem = Problem(table([0.9, 0.8, 0.2, 0.1]), seats=2, most=1)
    unit = seats.one_each("one_per_unit", ["u", "u", None, "v"], 1)
    outside = seats.at_least(
        "outside", 1, np.array([False, False, False, True]), seats=2, where=np.array([True])
    )

    assert plan(problem, "total")[0] == [(0, 0), (0, 1)]
    assert plan(replace(problem, caps=(unit,)), "total")[0] == [(0, 0), (0, 2)]
    assert plan(replace(problem, caps=(unit, outside)), "total")[0] == [(0, 0), (0, 3)]


def test_scores_are_exact_to_six_decimals():
    scores = seats.whole(np.array([[0.1, 0.300001], [0.1234564, np.nan]]))

    assert scores.tolist() == [[100_000, 300_001], [123_456, seats.BLOCKED]]
    with pytest.raises(ValueError, match="within 1000 points"):
        seats.whole(np.array([1000.1]))


def test_an_unknown_objective_and_a_mix_of_more_than_all_are_refused():
    with pytest.raises(ValueError, match="luck"):
        assignment.assign(Problem(table([1.0]), 1, 1), "luck")
    with pytest.raises(ValueError, match="no more experts"):
        seats.at_least("x", 3, np.array([True]), seats=2, where=np.array([True]))


def test_groups_one_inside_the_other_are_laminar_and_crossing_ones_are_not():
    units = seats.one_each("unit", [1, 1, 2, 2], 2)
    everywhere = np.ones(2, bool)
    whole_units = np.array([True, True, False, False])
    half = np.array([True, False, True, False])

    nested = seats.at_least("m", 1, whole_units, seats=2, where=everywhere)
    crossing = seats.at_least("m", 1, half, seats=2, where=everywhere)
    apart = replace(crossing, where=np.array([False, True]))
    assert seats.is_laminar([units, nested])
    assert not seats.is_laminar([units, crossing])
    assert not seats.is_laminar([nested, replace(crossing, name="n")])
    assert seats.is_laminar([replace(units, where=~apart.where), apart])


# --- against trying everything ----------------------------------------------------------------


@often
@given(problems(), objectives)
def test_no_assignment_is_better_and_the_proof_holds(problem: Problem, objective: str):
    best = tried(problem, objective)

    if best is None:
        with pytest.raises(Infeasible):
            assignment.assign(problem, objective)
        return
    found = assignment.assign(problem, objective)
    certificate = found.certificate
    floor = round(certificate["floor"] * 1e6) if objective == "fair" else 0
    assert (floor, round(certificate["value"] * 1e6)) == best
    assert certificate["gap"] == certificate.get("floor_gap", 0) == 0
    proofs.check(problem, found.pairs, certificate)


def without(problem: Problem, rule: str) -> Problem:
    if rule == "max_load":
        return replace(problem, most=problem.shape[0])
    if rule == "own_load":
        return replace(problem, own=None)
    if rule == "min_load":
        return replace(problem, least=0)
    if rule == "conflicts":
        return seats.without_conflicts(problem)
    return replace(problem, caps=tuple(c for c in problem.caps if c.name != rule))


@often
@given(problems())
def test_what_cannot_hold_is_named_and_nothing_is_named_in_vain(problem: Problem):
    named = assignment.clash(problem)

    assert bool(named) == (tried(problem, "total") is None)
    others = {
        "max_load",
        "own_load",
        "min_load",
        "conflicts",
        *(c.name for c in problem.caps),
    } - {*named}
    alone = problem
    for rule in others if named else ():
        alone = without(alone, rule)
    if named and "per_application" in named:
        assert tried(alone, "total") is None
        for rule in set(named) - {"per_application", "scores"}:
            assert tried(without(alone, rule), "total") is not None


@pytest.mark.parametrize(
    ("problem", "named"),
    [
        (Problem(table([1.0, 1.0], [1.0, 1.0]), 2, 1), ["per_application", "max_load"]),
        (
            Problem(table([1.0], [1.0]), 1, 2, own=np.array([1])),
            ["per_application", "own_load"],
        ),
        (Problem(table([1.0], [1.0]), 2, 2), ["per_application"]),
        (Problem(table([1.0, 1.0]), 1, 1, 1), ["per_application", "min_load"]),
        (Problem(table([1.0, np.nan], [1.0, np.nan]), 1, 1), [*BOTH, "scores"]),
        (Problem(table([np.nan, 1.0], [np.nan, 1.0]), 1, 2, 1), ["min_load", "scores"]),
    ],
)
def test_the_rules_that_clash(problem: Problem, named: list[str]):
    assert assignment.clash(problem) == named


def test_a_conflict_without_which_it_would_do_is_named():
    problem = seats.barred(
        Problem(table([1.0, 0.5], [1.0, 0.5]), 2, 2), np.array([0]), np.array([1])
    )

    with pytest.raises(Infeasible) as refused:
        assignment.assign(problem)

    assert refused.value.rules == ("per_application", "conflicts")
    free = seats.without_conflicts(problem)
    assert free.scores.tolist() == table([1.0, 0.5], [1.0, 0.5]).tolist()
