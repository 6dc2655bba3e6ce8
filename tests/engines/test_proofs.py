"""The checker takes what is proven and nothing else."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.assigning import problems
from xingmeng.engines import assignment, proofs, seats
from xingmeng.engines.seats import Infeasible, Problem

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


@pytest.fixture(scope="module", params=["total", "fair"])
def proven(request: pytest.FixtureRequest) -> tuple[Problem, assignment.Plan]:
    """Twelve applications, nine experts, crossing rules: floor and total pull apart."""
    dice = np.random.default_rng(7)
    problem = Problem(seats.whole(dice.random((12, 9)).round(3)), 3, 5, 1)
    problem = seats.barred(problem, np.array([0, 3, 7]), np.array([2, 2, 5]))
    everywhere = np.ones(12, bool)
    caps = (
        seats.one_each("one_per_unit", [1, 1, 2, 2, 3, None, None, 4, 4], 12),
        seats.at_least("outside", 1, dice.random(9) < 0.5, seats=3, where=everywhere),
    )
    problem = replace(problem, caps=caps)
    return problem, assignment.assign(problem, request.param)


def refused(problem: Problem, pairs: Any, certificate: dict[str, Any]) -> str:
    with pytest.raises(proofs.Unproven) as said:
        proofs.check(problem, pairs, json.loads(json.dumps(certificate)))
    return said.value.code


def signed(problem: Problem, pairs: Any, certificate: dict[str, Any]) -> dict[str, Any]:
    """A liar's certificate has the digest right."""
    return {**certificate, "digest": proofs.digest(problem, pairs, certificate)}


def test_what_is_proven_is_valid_also_after_being_written(proven):
    problem, plan = proven

    proofs.check(problem, plan.pairs, json.loads(json.dumps(plan.certificate)))
    proofs.check(problem, plan.pairs[::-1], plan.certificate)


def numbers(part: Any, path: tuple = ()) -> list[tuple]:
    """Where every number of a certificate stands."""
    if isinstance(part, dict):
        return [p for k, v in part.items() for p in numbers(v, (*path, k))]
    if isinstance(part, list):
        return [p for i, v in enumerate(part) for p in numbers(v, (*path, i))]
    return [path] if isinstance(part, int | float) and not isinstance(part, bool) else []


@pytest.mark.parametrize("by", [1, -1, 0.000001, 1000])
def test_no_number_of_a_certificate_may_be_changed(proven, by: float):
    problem, plan = proven

    for path in numbers(plan.certificate):
        changed = copy.deepcopy(plan.certificate)
        at = changed
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] += by
        assert refused(problem, plan.pairs, changed), path


def test_no_pair_may_be_changed(proven):
    problem, plan = proven
    columns = problem.shape[1]

    for i, (a, e) in enumerate(plan.pairs):
        for other in range(columns):
            if other != e:
                changed = [*plan.pairs[:i], (a, other), *plan.pairs[i + 1 :]]
                assert refused(problem, changed, plan.certificate)
                assert refused(problem, changed, signed(problem, changed, plan.certificate))
    assert refused(problem, plan.pairs[1:], plan.certificate) == "per_application"
    assert refused(problem, [*plan.pairs, plan.pairs[0]], plan.certificate) == "pair_twice"
    assert refused(problem, [(-1, 0), *plan.pairs[1:]], plan.certificate) == "pairs"


def test_no_score_may_be_changed(proven):
    problem, plan = proven

    for a in range(problem.shape[0]):
        for e in range(problem.shape[1]):
            scores = problem.scores.copy()
            scores[a, e] = scores[a, e] + 1 if scores[a, e] != seats.BLOCKED else 0
            assert refused(replace(problem, scores=scores), plan.pairs, plan.certificate)


def test_no_rule_may_be_changed(proven):
    problem, plan = proven
    most, places = problem.most, problem.seats
    everywhere = np.ones(problem.shape[0], bool)
    other = seats.one_each("one_per_unit", [1, 1, 2, 2, 3, None, None, 4, 5], 12)
    barred = seats.barred(
        replace(problem, scores=problem.scores.copy()),
        *(np.array([i]) for i in plan.pairs[0]),
    )

    for changed in (
        replace(problem, most=most + 1),
        replace(problem, most=most - 1),
        replace(problem, least=0),
        replace(problem, seats=places - 1),
        replace(problem, caps=problem.caps[:1]),
        replace(problem, caps=(other, problem.caps[1])),
        replace(problem, caps=(*problem.caps, seats.one_each("x", [1] * 9, 12))),
        replace(problem, conflicts=None),
        barred,
    ):
        assert refused(changed, plan.pairs, plan.certificate)
    assert everywhere.all()


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda c: c.update(objective="luck"), "objective"),
        (lambda c: c.update(value=c["value"] + 0.01), "value"),
        (lambda c: c.update(floor=c["floor"] + 0.01), "floor"),
        (lambda c: c.update(value="1"), "value"),
        (lambda c: c.update(bound=c["bound"] * 1.001), "bound"),
        (lambda c: c.update(seed=7), "digest"),
        (lambda c: c.update(potentials={}), "potentials"),
        (lambda c: c.update(potentials={"pair": [0, 0]}), "tree"),
        (lambda c: c.update(potentials={"pair": [0]}), "tree"),
        (lambda c: c.pop("rules"), "rules"),
        (lambda c: c.pop("digest"), "digest"),
    ],
)
def test_the_first_thing_that_is_wrong_is_named(proven, change: Change, code: str):
    problem, plan = proven
    changed = copy.deepcopy(plan.certificate)

    change(changed)

    assert refused(problem, plan.pairs, changed) == code


def test_prices_that_prove_too_little_are_refused_even_if_signed():
    problem = Problem(seats.whole(np.array([[0.9, 0.5], [0.8, 0.1]])), 1, 1)
    worse = [(0, 0), (1, 1)]
    best = assignment.assign(problem, "total")

    lie = {**best.certificate, "value": 1.0, "floor": 0.1}
    assert refused(problem, worse, signed(problem, worse, lie)) == "bound"
    lie["bound"] = 1.0
    assert refused(problem, worse, signed(problem, worse, lie)) == "bound"
    cheap = {**lie, "potentials": {"u": [0, 0], "v": [0, 0], "w": []}}
    assert refused(problem, worse, signed(problem, worse, cheap)) == "bound"
    with pytest.raises(proofs.Unproven):
        proofs.bound(problem, {"u": [0, 0], "v": [0, 0], "weights": [-1, 0]}, 0)
    with pytest.raises(proofs.Unproven):
        proofs.bound(problem, {"u": [2**60, 0], "v": [0, 0]}, None)
    with pytest.raises(proofs.Unproven):
        proofs.bound(problem, {"u": [0, 0], "v": [0, 0], "scale": 2**46}, None)


def test_a_total_is_no_fair_assignment():
    problem = Problem(seats.whole(np.array([[1.0, 0.4], [0.45, 0.1]])), 1, 1)
    total, fair = (assignment.assign(problem, name) for name in ("total", "fair"))

    claimed = {**fair.certificate, "value": 1.1, "floor": 0.1, "floor_bound": 0.1}
    assert refused(problem, total.pairs, signed(problem, total.pairs, claimed)) == "floor_proof"
    claimed["floor_proof"] = None
    assert refused(problem, total.pairs, signed(problem, total.pairs, claimed)) == "floor_proof"


@some
@given(problems(), st.sampled_from(["fair", "total"]), st.data())
def test_any_prices_bound_what_can_be_reached(problem: Problem, objective: str, data):
    try:
        plan = assignment.assign(problem, objective)
    except Infeasible:
        return
    prices = st.integers(-2_000_000, 2_000_000)
    rows, columns = problem.shape
    leaf = {
        "u": data.draw(st.lists(prices, min_size=rows, max_size=rows)),
        "v": data.draw(st.lists(prices, min_size=columns, max_size=columns)),
        "scale": data.draw(st.sampled_from([1, 3])),
    }

    assert proofs.bound(problem, leaf, None) >= round(plan.certificate["value"] * 1e6)
