"""The highest floor of a large problem: flows that weigh, and a small model that mends."""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines import flows, integers, proofs
from xingmeng.engines.seats import BLOCKED, Problem

Integers = NDArray[np.int64]
SCALE = 1_023  # odd, and weights are even: a weighted score is never the mark of a barred pair
FIRST = 128  # a badly served application's first weight
STEPS, HALVINGS, WIDENINGS = 10, 6, 3
AROUND = 6  # experts whose other applications a badly served one may disturb
NEAR = 5_000  # a floor or total is near enough to its bound at one part in so many


class Lifted(NamedTuple):
    """Pairs as keys, their floor, and the prices that bound the total above the floor."""

    keys: Integers
    floor: int
    prices: dict[str, Any]


class _State(NamedTuple):
    """Where the weights have led: pairs, the prices of the best bound, the weights."""

    keys: Integers
    prices: dict[str, Any]
    weight: Integers


def highest(problem: Problem, keys: Integers) -> tuple[Lifted | None, int, Any]:
    """The highest floor that is reached, a large total above it, and what bounds both.

    An application below the floor gets a weight on its scores, doubled while that does not
    lift it and halved back while it does; the weights are the floor's prices in the proof.
    What is still below is mended by the integer model over the applications around it.
    Shapes: the plan (None: `keys` were the best found), the floor that is not exceeded, and
            its proof (None: the least lucky application has its own best).
    Units:  millionths of a point. Errors: none. Caps must be laminar.
    """
    low, best = _floor(problem, keys), proofs.best_of_worst(problem)
    found: Lifted | None = None
    high, above, proof = best, best, None
    target = best
    for _ in range(HALVINGS):
        plan, weight = _lift(problem, target)
        if plan:
            found, low = plan, plan.floor
        else:
            shown = _out_of_reach(problem, target, weight)
            above, proof = (target - 1, shown) if shown else (above, proof)
            high = target - 1
        if (high - low) * NEAR <= abs(high):
            break
        target = (low + high + 1) // 2
    return found, above, proof


def _lift(problem: Problem, floor: int) -> tuple[Lifted | None, Integers]:
    """A large total with every application at the floor, if one is found; the weights."""
    state = _weighed(problem, floor)
    keys = _mended(problem, state.keys, floor)
    if keys is None:
        return None, state.weight
    return Lifted(keys, _floor(problem, keys), state.prices), state.weight


def _weighed(problem: Problem, floor: int) -> _State:
    """Weigh until every application stands at the floor or the steps are used up."""
    table = _weighable(problem, floor)
    weight, low, high = np.zeros((3, problem.shape[0]), np.int64)
    high -= 1
    bound, best = 2**62, _State(np.zeros(0, np.int64), {}, weight)
    for _ in range(STEPS):
        solved = flows.solve(replace(problem, scores=table))
        keys = solved.rows * problem.shape[1] + solved.columns
        sums = _sums(problem, keys)
        value = int(sums.sum()) + int((weight * (sums - floor)).sum()) // SCALE
        prices = _prices(solved) | {"scale": SCALE, "weights": weight.tolist()}
        bound, held = min((value, 0, prices), (bound, 1, best.prices))[::2]
        best = _State(keys, held, weight)
        below = sums < floor
        if solved.short or not below.any() and (bound - sums.sum()) * NEAR <= abs(bound):
            break
        new = _next(weight, low, high, below)
        changed = np.flatnonzero(new != weight)
        for row in changed:
            scores = problem.scores[row].astype(np.int64) * (SCALE + int(new[row]))
            table[row] = np.where(table[row] == BLOCKED, BLOCKED, scores)
        weight = new
    return best


def _prices(solved: flows.Solved) -> dict[str, Any]:
    return {"u": solved.u.tolist(), "v": solved.v.tolist(), "w": [list(w) for w in solved.w]}


def _next(weight: Integers, low: Integers, high: Integers, below: Any) -> Integers:
    """The next weights to try: doubled, or between the last too light and too heavy one."""
    low[below] = weight[below]
    heavy = ~below & (weight > 0)
    high[heavy] = weight[heavy]
    between = (low + high) // 4 * 2
    stuck = below & (high >= 0) & (between <= low)
    high[stuck] = -1
    doubled = np.maximum(2 * weight, FIRST)
    new = np.where(below, np.where(high >= 0, between, doubled), weight)
    return np.where(heavy, np.where(between > low, between, weight), new)


def _weighable(problem: Problem, floor: int) -> Integers:
    """A table of its own to weigh, without the pairs that cannot reach the floor."""
    table = np.empty(problem.shape, np.int64)
    for start in range(0, len(table), proofs.BLOCK):
        part = slice(start, start + proofs.BLOCK)
        open_ = proofs.usable(problem, floor, part)
        table[part] = np.where(open_, problem.scores[part].astype(np.int64) * SCALE, BLOCKED)
    return table


def _mended(problem: Problem, keys: Integers, floor: int) -> Integers | None:
    """Reassign the applications below the floor and those around them; the others stay."""
    sums = _sums(problem, keys)
    inside = sums < floor
    if len(keys) != problem.shape[0] * problem.seats:
        return None
    if not inside.any():
        return keys
    for _ in range(WIDENINGS):
        inside = _around(problem, keys, inside, floor)
        found = _reassigned(problem, keys, inside, floor)
        if found is not None:
            return found
    return None


def _around(problem: Problem, keys: Integers, inside: Any, floor: int) -> Any:
    """These applications, and those that hold the experts they would like best."""
    rows, columns = problem.shape
    wanted = np.zeros(columns, bool)
    for row in np.flatnonzero(inside):
        own = np.where(
            proofs.usable(problem, floor, slice(row, row + 1))[0], problem.scores[row], BLOCKED
        )
        best = np.argpartition(own, -min(AROUND, columns))[-min(AROUND, columns) :]
        wanted[best[own[best] != BLOCKED]] = True
    wider = inside.copy()
    wider[(keys // columns)[wanted[keys % columns]]] = True
    return wider


def _reassigned(problem: Problem, keys: Integers, inside: Any, floor: int) -> Integers | None:
    rows, columns = problem.shape
    kept = keys[~inside[keys // columns]]
    load = np.bincount(kept % columns, minlength=columns)
    part = replace(
        problem,
        scores=problem.scores[inside],
        least=0,
        own=problem.room - load,
        caps=tuple(replace(cap, where=cap.where[inside]) for cap in problem.caps),
        conflicts=None,
    )
    edges = integers.edges_of(part, floor, small=integers.TINY)
    found = integers.choose(integers.model(part, edges, floor=floor), edges, best=True)
    if found is None:
        return None
    own = np.flatnonzero(inside)[found // columns] * columns + found % columns
    both = np.sort(np.concatenate([kept, own]))
    loads = np.bincount(both % columns, minlength=columns)
    return both if (loads >= problem.least).all() and _floor(problem, both) >= floor else None


def _out_of_reach(problem: Problem, floor: int, weight: Integers) -> dict[str, Any] | None:
    """Prices that show that these weighted applications cannot all stand at the floor."""
    weight = weight + 1
    table = np.where(
        _weighable(problem, floor) == BLOCKED, BLOCKED, problem.scores * weight[:, None]
    )
    solved = flows.solve(replace(problem, scores=table))
    prices = _prices(solved) | {"weights": weight.tolist()}
    try:
        return prices if proofs.impossible(problem, prices, floor) else None
    except proofs.Unproven:
        return None  # prices too large to be summed


def _sums(problem: Problem, keys: Integers) -> Integers:
    sums = np.zeros(problem.shape[0], np.int64)
    np.add.at(sums, keys // problem.shape[1], problem.scores.ravel()[keys].astype(np.int64))
    return sums


def _floor(problem: Problem, keys: Integers) -> int:
    return int(_sums(problem, keys).min()) if problem.shape[0] else 0
