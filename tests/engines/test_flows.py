"""The flow on a growing part of the graph: as good as on the whole of it."""

from dataclasses import replace

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from xingmeng.engines import flows, proofs, seats
from xingmeng.engines.seats import Problem, Whole


def on_the_whole_graph(scores: Whole, places: int, most: int) -> int:
    """The largest total, over every pair at once."""
    rows, columns = scores.shape
    a, e = np.nonzero(scores != seats.BLOCKED)
    solver = min_cost_flow.SimpleMinCostFlow()
    cost = -scores[a, e].astype(np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(a, e + rows, np.ones(len(a), int), cost)
    for j in range(columns):
        solver.add_arc_with_capacity_and_unit_cost(rows + j, rows + columns, most, 0)
    supply = [places] * rows + [0] * columns + [-places * rows]
    solver.set_nodes_supplies(np.arange(len(supply)), np.array(supply))
    assert solver.solve() == solver.OPTIMAL
    return -solver.optimal_cost()


def drawn(kind: str, rows: int, columns: int) -> Problem:
    """Scores of which everybody likes the same, of topics, or of mere chance; tight supply."""
    dice = np.random.default_rng(11)
    chance = dice.random((rows, columns))
    liked = dice.random(columns) * 3 + chance * 0.1
    topics = dice.random((rows, 4)) @ dice.random((4, columns))
    points = {"liked": liked, "topics": topics, "chance": chance}[kind]
    problem = Problem(seats.whole(points.round(3)), 3, -(-3 * rows // columns))
    barred = dice.integers(0, (rows, columns), (rows * columns // 20, 2))
    return seats.barred(problem, barred[:, 0], barred[:, 1])


@pytest.mark.parametrize("kind", ["liked", "topics", "chance"])
def test_it_is_as_good_as_on_the_whole_graph_and_proves_it(kind: str):
    problem = drawn(kind, 300, 150)

    found = flows.solve(problem)

    total = int(problem.scores[found.rows, found.columns].sum())
    assert found.short == 0
    assert total == on_the_whole_graph(problem.scores, problem.seats, problem.most)
    prices = {"u": found.u.tolist(), "v": found.v.tolist(), "w": []}
    assert proofs.bound(problem, prices, None) == total


@pytest.mark.parametrize("kind", ["liked", "topics"])
def test_nested_groups_and_least_loads_are_proven_too(kind: str):
    problem = drawn(kind, 200, 100)
    rows, columns = problem.shape
    units = [i // 4 for i in range(columns)]
    inside = seats.at_least(
        "outside",
        2,
        np.array([unit % 5 > 1 for unit in units]),
        seats=3,
        where=np.arange(rows) % 3 > 0,
    )
    caps = (seats.one_each("unit", units, rows), inside)
    problem = replace(problem, caps=caps, most=9, least=3)

    found = flows.solve(problem)

    total = int(problem.scores[found.rows, found.columns].sum())
    prices = {"u": found.u.tolist(), "v": found.v.tolist(), "w": [list(w) for w in found.w]}
    assert seats.is_laminar(caps)
    assert (found.short, bool(found.w)) == (0, True)
    assert proofs.bound(problem, prices, None) == total
    loads = np.bincount(found.columns, minlength=columns)
    assert (loads.min() >= 3, loads.max() <= 9) == (True, True)
    for row in range(rows):
        own = found.columns[found.rows == row]
        assert len({units[e] for e in own}) == 3
        assert not inside.where[row] or sum(inside.group[e] < 0 for e in own) >= 2


def test_seats_that_cannot_be_filled_are_counted():
    problem = Problem(seats.whole(np.ones((3, 2))), 1, 1)

    assert flows.solve(problem).short == 1
    assert flows.solve(problem, free_seats=True).short == 0
    with pytest.raises(ValueError, match="fewer seats"):
        flows.solve(replace(problem, most=9, least=2))
