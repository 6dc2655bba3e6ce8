"""The floor of large problems: never above what can be, near its bound, and proven."""

import numpy as np
from hypothesis import HealthCheck, given, settings

from tests.engines.assigning import problems, tried
from tests.engines.test_flows import drawn
from xingmeng.engines import assignment, fairness, flows, integers, proofs, seats
from xingmeng.engines.seats import Problem

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


def start(problem: Problem) -> np.ndarray:
    solved = flows.solve(problem)
    return solved.rows * problem.shape[1] + solved.columns


@some
@given(problems(crossing=False))
def test_it_claims_no_floor_that_cannot_be_and_no_bound_that_can_be_passed(problem: Problem):
    best = tried(problem, "fair")
    if best is None:
        return

    found, above, proof = fairness.highest(problem, start(problem))

    assert above >= best[0]
    assert proof is None or proofs.impossible(problem, proof, above + 1)
    if found is not None:
        assert found.floor <= best[0]
        assert proofs.bound(problem, found.prices, found.floor) >= (
            best[1] if found.floor == best[0] else 0
        )
        pairs = list(zip(*divmod(found.keys, problem.shape[1]), strict=True))
        assert len(pairs) == problem.shape[0] * problem.seats
        assert all(problem.scores[a, e] != seats.BLOCKED for a, e in pairs)


def test_a_large_problem_is_lifted_to_its_bound_and_proven():
    problem = drawn("topics", 320, 200)
    assert problem.scores.size > integers.SMALL
    total = assignment.assign(problem, "total").certificate

    plan = assignment.assign(problem, "fair")

    said = plan.certificate
    proofs.check(problem, plan.pairs, said)
    assert said["floor"] > total["floor"]
    assert said["value"] <= total["value"]
    assert 0 <= said["gap"] <= 0.001
    assert 0 <= said["floor_gap"] <= 0.001
