"""The drawn assignment: rules hold for certain, chances on average, and the draw repeats."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from tests.engines.assigning import problems, tried
from xingmeng.engines import assignment, chances, proofs, seats
from xingmeng.engines.seats import Infeasible, Problem

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
ONE_LIKED = Problem(seats.whole(np.array([[1.0, 0.5, 0.1], [0.9, 0.8, 0.1]])), 1, 1)


def test_chances_are_capped_and_expect_the_most():
    plan = assignment.spread(ONE_LIKED, (1, 2), "a")

    shares = {(a, e): share for a, e, share in plan.certificate["shares"]}
    assert shares == {(0, 0): 1, (0, 2): 1, (1, 0): 1, (1, 1): 1} or shares == {
        (0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): 1
    }  # fmt: skip
    assert plan.certificate["expected"] == 3_200_000  # halves: 1.0 + 0.5 + 0.9 + 0.8
    proofs.check(ONE_LIKED, plan.pairs, plan.certificate)


def test_one_seed_draws_one_assignment_and_seeds_draw_by_the_chances():
    shares = [(0, 0, 1), (0, 1, 3), (1, 0, 3), (1, 1, 1)]

    draws = [tuple(chances.sample(ONE_LIKED, shares, 4, f"{i}")) for i in range(400)]

    assert draws[:50] == [
        tuple(chances.sample(ONE_LIKED, shares, 4, f"{i}")) for i in range(50)
    ]
    counted = Counter(draws)
    assert set(counted) == {((0, 0), (1, 1)), ((0, 1), (1, 0))}
    assert 70 <= counted[(0, 0), (1, 1)] <= 130
    with pytest.raises(ValueError, match="no whole number"):
        chances.sample(ONE_LIKED, [(0, 0, 1)], 4, "a")


@some
@given(problems(crossing=False))
def test_every_rule_holds_in_every_draw(problem: Problem):
    if tried(problem, "total") is None:
        return
    try:
        plans = [assignment.spread(problem, (3, 5), seed) for seed in ("a", "b", "c")]
    except Infeasible as clash:
        assert "chance" in clash.rules
        return
    for plan in plans:
        proofs.check(problem, plan.pairs, plan.certificate)


def test_a_cap_that_cannot_be_is_named():
    with pytest.raises(Infeasible) as refused:
        assignment.spread(
            replace(ONE_LIKED, scores=ONE_LIKED.scores[:, :1].copy()), (1, 2), "a"
        )
    assert refused.value.rules == ("per_application", "max_load")

    lone = Problem(seats.whole(np.array([[1.0, 0.5]])), 1, 1)
    with pytest.raises(Infeasible) as refused:
        assignment.spread(lone, (1, 3), "a")
    assert refused.value.rules == ("per_application", "chance")
    with pytest.raises(ValueError, match="a chance"):
        assignment.spread(lone, (2, 1), "a")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"seed": "other"}, "seed"),
        ({"expected": 1}, "expected"),
        ({"chance": [2, 3]}, "per_application"),
        ({"chance": [1, 0]}, "chance"),
        ({"shares": [[0, 0, 1]]}, "per_application"),
        ({"shares": "x"}, "chance"),
        ({"shares": [[0, 0, 2]]}, "chance"),
    ],
)
def test_a_changed_draw_is_refused(change: dict, code: str):
    plan = assignment.spread(ONE_LIKED, (1, 2), "a")
    other = next(
        seed
        for seed in "bcdefghij"
        if assignment.spread(ONE_LIKED, (1, 2), seed).pairs != plan.pairs
    )
    if "seed" in change:
        change = {"seed": other}
    said = {**plan.certificate, **change}
    said["digest"] = proofs.digest(ONE_LIKED, plan.pairs, said)

    with pytest.raises(proofs.Unproven) as refused:
        proofs.check(ONE_LIKED, plan.pairs, said)

    assert refused.value.code == code
