"""Small assignments: drawn at random, and solved by trying everything."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from xingmeng.engines import seats
from xingmeng.engines.seats import BLOCKED, Problem


@st.composite
def problems(draw, *, crossing: bool = True, caps: bool = True) -> Problem:
    """Two to four applications, three to six experts, every rule sometimes there."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(3, 6))
    places = draw(st.integers(1, min(3, columns)))
    most = max(draw(st.integers(1, 3)), -(-rows * places // columns))
    least = draw(st.sampled_from([0, 0, 1]))
    tenths = st.lists(st.integers(-5, 40), min_size=columns, max_size=columns)
    points = np.array(draw(st.lists(tenths, min_size=rows, max_size=rows))) / 20
    problem = Problem(seats.whole(points), places, most, least)
    cells = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    if barred := draw(st.lists(cells, max_size=3)):
        a, e = np.array(barred).T
        problem = seats.barred(problem, a, e)
    found = []
    flags = st.lists(st.booleans(), min_size=columns, max_size=columns).map(np.array)
    if caps and draw(st.booleans()):
        units = st.lists(
            st.sampled_from([None, 1, 2, 3, 4]), min_size=columns, max_size=columns
        )
        found.append(seats.one_each("one_per_unit", draw(units), rows))
    if caps and (crossing or not found) and draw(st.booleans()):
        everywhere = np.ones(rows, bool)
        found.append(seats.at_least("outside", 1, draw(flags), seats=places, where=everywhere))
    if caps and crossing and draw(st.booleans()):
        where = np.arange(rows) % 2 == 0
        found.append(seats.at_least("language", 1, draw(flags), seats=places, where=where))
    own = st.lists(st.integers(1, 3), min_size=columns, max_size=columns).map(np.array)
    return replace(problem, caps=tuple(found), own=draw(st.none() | own))


def allowed(problem: Problem, row: int) -> list[tuple[int, ...]]:
    """Every set of experts one application may have."""
    found = []
    for experts in combinations(range(problem.shape[1]), problem.seats):
        open_ = all(problem.scores[row, e] != BLOCKED for e in experts)
        groups = [
            ([int(cap.group[e]) for e in experts if cap.group[e] >= 0], cap.most)
            for cap in problem.caps
            if cap.where[row]
        ]
        if open_ and all(own.count(g) <= most for own, most in groups for g in own):
            found.append(experts)
    return found


def tried(problem: Problem, objective: str) -> tuple[int, int] | None:
    """The best (floor, total), or with the total alone (0, total); None if there is none."""
    rows, columns = problem.shape
    choices = [
        [(set_, int(problem.scores[a, list(set_)].sum())) for set_ in allowed(problem, a)]
        for a in range(rows)
    ]
    best: tuple[int, int] | None = None

    def go(a: int, load: list[int], total: int, floor: int) -> None:
        nonlocal best
        if a == rows:
            if min(load) >= problem.least:
                here = (floor if objective == "fair" else 0, total)
                best = here if best is None else max(best, here)
            return
        for set_, worth in choices[a]:
            if all(load[e] < problem.room[e] for e in set_):
                more = [held + (e in set_) for e, held in enumerate(load)]
                go(a + 1, more, total + worth, min(floor, worth))

    go(0, [0] * columns, 0, 10**12)
    return best
