"""Assignment where no flow fits: linear and integer models, and trees of proof."""

import heapq
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines import flows, proofs
from xingmeng.engines.seats import BLOCKED, MILLION, Problem

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
SMALL, TINY = 60_000, 4_000  # pairs up to which a model, or one to be proven, takes them all
NEAR = 8
NEVER = -(2**60)
FINE = 1_000.0  # lines of the floor are written so fine that the solver's tolerance is small
ENDS_OF_EDGES = 200_000  # a proof over so many edges has one end
NODES = 200  # ends of a proof at most; then the gap is stated instead
DEAR = 1_000  # times the largest score: what an empty seat costs
TREE_NODES = 2_000  # of the integer solver


class Relaxed(NamedTuple):
    """The optimum of the linear model: what it reaches, each edge's share, and its prices.

    Units: points.
    """

    value: float
    share: Reals
    u: Reals
    v: Reals
    w: tuple[tuple[int, int, int, float], ...]
    weights: Reals


class Model(NamedTuple):
    """A linear model over edges, the pairs that may be chosen.

    Shapes: the first columns of the matrices are the edges, then a seat left empty for each
            application and a load not reached for each expert, at a price; a last one is the
            floor itself, where `lift` seeks the highest one instead of the largest total.
    """

    cost: Reals
    equal: Any
    seats: Reals
    below: Any
    room: Reals
    caps: tuple[tuple[int, int, int], ...]  # of each cap's line: cap, application, group
    lift: bool


def edges_of(
    problem: Problem, floor: int | None, *, lift: bool = False, small: int = SMALL
) -> Integers:
    """The pairs a model needs, as keys, leaving out what cannot reach the floor: all of them
    in a small problem, else as many as the prices of the linear model call for and NEAR more
    of each application's nearest to that.

    Errors: none.
    """
    rows, columns = problem.shape
    if problem.scores.size <= small:
        parts = [_usable(problem, floor, slice(0, rows))]
        return np.flatnonzero(parts[0].ravel())
    edges = flows.first_edges(problem)
    edges = edges[_usable_keys(problem, floor, edges)]
    while True:
        of = model(problem, edges, floor=None if lift else floor, lift=lift)
        prices = leaf(problem, relax(problem, of, *_open(edges)))
        more, near = _missing(problem, prices, int(not lift), floor, edges)
        if not len(more):
            return np.union1d(edges, near)
        edges = np.union1d(edges, more)


def _usable(problem: Problem, floor: int | None, rows: slice) -> NDArray[np.bool_]:
    if floor is None:
        return np.asarray(problem.scores[rows] != BLOCKED)
    return proofs.usable(problem, floor, rows)


def _usable_keys(problem: Problem, floor: int | None, keys: Integers) -> NDArray[np.bool_]:
    rows, columns = problem.shape
    table = np.concatenate(
        [
            _usable(problem, floor, slice(i, i + proofs.BLOCK))
            for i in range(0, rows, proofs.BLOCK)
        ]
    )
    return np.asarray(table.ravel()[keys])


def _missing(
    problem: Problem, prices: dict[str, Any], base: int, floor: int | None, edges: Integers
) -> tuple[Integers, Integers]:
    """The edges that these prices call profitable, and each application's nearest to that."""
    columns = problem.shape[1]
    more, near = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start, gain, open_ in proofs.gains(problem, prices, base, floor):
        here = slice(*np.searchsorted(edges, (start * columns, (start + len(gain)) * columns)))
        gain.ravel()[edges[here] - start * columns] = NEVER
        gain[~open_] = NEVER
        more.append(flows.best_of(gain - prices["scale"]) + start * columns)
        count = min(NEAR, columns)
        best = np.argpartition(gain, columns - count, axis=1)[:, columns - count :]
        worth = np.take_along_axis(gain, best, axis=1) > NEVER
        keys = (np.arange(len(gain))[:, None] + start) * columns + best
        near.append(keys[worth])
    return np.concatenate(more), np.unique(np.concatenate(near))


def model(
    problem: Problem,
    edges: Integers,
    *,
    floor: int | None = None,
    lift: bool = False,
    free_seats: bool = False,
) -> Model:
    """The rules over these edges, each application at `floor` or more.

    Units: scores in points. free_seats: any number of seats may be used. Errors: none.
    """
    rows, columns = problem.shape
    a, e = edges // columns, edges % columns
    points = problem.scores[a, e] / MILLION
    each, apps = np.arange(len(edges)), np.arange(rows)
    wide = len(edges) + rows + (columns if problem.least else 0) + lift
    parts, room = _loads(problem, e, wide)
    capped = _add_caps(problem, edges, wide, parts, room)
    cost = np.zeros(wide)
    cost[: len(edges)] = 0 if lift else -points
    cost[len(edges) :] = DEAR * (1 + np.abs(points).max(initial=0))
    if free_seats:
        cost[len(edges) : len(edges) + rows] = 0
    if lift or floor is not None:
        top = [(FINE, apps, np.full(rows, wide - 1))] if lift else []
        parts.append(_lines(rows, wide, (-FINE * points, a, each), *top))
        room.append(np.full(rows, 0.0 if lift else -FINE * (floor or 0) / MILLION))
    if lift:
        cost[-1] = -1
    seats = np.full(rows, float(columns if free_seats else problem.seats))
    equal = _lines(rows, wide, (1.0, a, each), (1.0, apps, len(edges) + apps))
    from scipy import sparse  # noqa: PLC0415 -- a second to load

    below = sparse.vstack(parts, format="csr")
    return Model(cost, equal, seats, below, np.concatenate(room), capped, lift)


def _loads(problem: Problem, e: Integers, wide: int) -> tuple[list[Any], list[Reals]]:
    """The lines of experts' loads: the most, then the least, which may be missed at a price."""
    rows, columns = problem.shape
    each, experts = np.arange(len(e)), np.arange(columns)
    parts = [_lines(columns, wide, (1.0, e, each))]
    room = [problem.room.astype(np.float64)]
    if problem.least:
        short = (-1.0, experts, len(e) + rows + experts)
        parts.append(_lines(columns, wide, (-1.0, e, each), short))
        room.append(np.full(columns, -float(problem.least)))
    return parts, room


def _lines(height: int, wide: int, *cells: tuple[Any, Integers, Integers]) -> Any:
    """A sparse matrix of cells: values, lines, columns."""
    value, line, column = (
        np.concatenate([np.broadcast_to(cell[i], len(cell[2])) for cell in cells])
        for i in range(3)
    )
    from scipy import sparse  # noqa: PLC0415 -- a second to load

    return sparse.csr_array((value, (line, column)), shape=(height, wide))


def _add_caps(
    problem: Problem, edges: Integers, wide: int, parts: list[Any], room: list[Reals]
) -> tuple[tuple[int, int, int], ...]:
    """A line for each group that edges of an application touch: its cap, application, group."""
    a, e = edges // problem.shape[1], edges % problem.shape[1]
    found: list[tuple[int, int, int]] = []
    for i, cap in enumerate(problem.caps):
        inside = np.flatnonzero((cap.group[e] >= 0) & cap.where[a])
        groups = int(cap.group.max(initial=0)) + 1
        keys, line = np.unique(a[inside] * groups + cap.group[e[inside]], return_inverse=True)
        parts.append(_lines(len(keys), wide, (1.0, line, inside)))
        room.append(np.full(len(keys), float(cap.most)))
        found += [(i, *divmod(int(key), groups)) for key in keys]
    return tuple(found)


def relax(problem: Problem, of: Model, low: Reals, high: Reals) -> Relaxed:
    """The optimum of the linear model with each edge's share between low and high.

    Errors: RuntimeError if the solver gives up.
    """
    from scipy import optimize  # noqa: PLC0415 -- a second to load

    columns = problem.shape[1]
    bounds = _bounds(of, low, high)
    found = optimize.linprog(
        of.cost, of.below, of.room, of.equal, of.seats, np.stack(bounds, axis=1), "highs"
    )
    if found.status != 0:
        raise RuntimeError(found.message)
    price = -found.ineqlin.marginals
    at = columns * (1 + bool(problem.least))
    v = price[:columns] - (price[columns:at] if problem.least else 0)
    groups, weights = price[at : at + len(of.caps)], FINE * price[at + len(of.caps) :]
    w = tuple((*cap, float(p)) for cap, p in zip(of.caps, groups, strict=True) if p > 1e-12)
    u = -found.eqlin.marginals
    return Relaxed(-found.fun, found.x[: len(low)], u, v, w, weights)


def _bounds(of: Model, low: Reals, high: Reals) -> tuple[Reals, Reals]:
    lowest, highest = np.zeros(len(of.cost)), np.full(len(of.cost), np.inf)
    lowest[: len(low)], highest[: len(high)] = low, high
    if of.lift:
        lowest[-1] = -np.inf
    return lowest, highest


def choose(of: Model, edges: Integers, *, best: bool) -> Integers | None:
    """The best choice of whole pairs, or with best=False any one; None if none was found.

    Errors: none.
    """
    from scipy import optimize  # noqa: PLC0415 -- a second to load

    low, high = _bounds(of, *_open(edges))
    low[len(edges) :] = 0
    high[len(edges) :][of.cost[len(edges) :] > 0] = 0
    rules = [
        optimize.LinearConstraint(of.equal, of.seats, of.seats),
        optimize.LinearConstraint(of.below, -np.inf, of.room),
    ]
    found = optimize.milp(
        of.cost if best else np.zeros(len(of.cost)),
        integrality=np.ones(len(of.cost)),
        bounds=optimize.Bounds(low, high),
        constraints=rules,
        options={"mip_rel_gap": 0, "node_limit": TREE_NODES},
    )
    return None if found.x is None else np.asarray(edges[found.x[: len(edges)] > 0.5])


def leaf(problem: Problem, of: Relaxed) -> dict[str, Any]:
    """Prices as whole numbers, as proofs.bound() takes them. Errors: none."""
    largest = max(
        int(np.abs(problem.scores[problem.scores != BLOCKED].astype(np.int64)).max(initial=1)),
        *(int(np.abs(x).max(initial=0) * MILLION) for x in (of.u, of.v)),
        1,
    )
    heaviest = 1 + float(of.weights.max(initial=0))
    scale = max(1, min(MILLION, int(proofs.LARGEST / 4 / largest / heaviest)))
    units = scale * MILLION

    def whole(values: Reals, by: int) -> list[int]:
        return [int(x) for x in np.rint(values * by)]

    found: dict[str, Any] = {"scale": scale, "u": whole(of.u, units), "v": whole(of.v, units)}
    found["w"] = [[i, a, g, round(p * units)] for i, a, g, p in of.w]
    if len(of.weights):
        found["weights"] = whole(np.maximum(of.weights, 0), scale)
    return found


class _Node(NamedTuple):
    """An end of a tree that does not yet show what it should; the worst comes first."""

    value: int  # negative, for the heap
    order: int
    into: dict[str, Any]
    low: Reals
    high: Reals
    fixed: proofs.Fixed
    at: int  # the edge to decide next


def prove(
    problem: Problem,
    edges: Integers,
    *,
    floor: int | None,
    lift: bool,
    goal: int,
    ends: int = NODES,
) -> tuple[dict[str, Any], int]:
    """A tree that shows that nothing above `goal` can be, as far as so many ends can show it.

    Shapes: the tree as proofs.bound() takes it, and the bound it shows; with lift as
            proofs.impossible() takes it for that floor, shown where the bound is below 0.
    Units:  millionths of a point. Errors: none.
    """
    of = model(problem, edges, floor=None if lift else floor, lift=lift)
    tree: dict[str, Any] = {}
    numbers = count(1)
    root = _look(problem, of, floor, _Node(0, 0, tree, *_open(edges), (), -1))
    closed = [-root.value] if root.at < 0 or -root.value <= goal else []
    waiting = [] if closed else [root]
    large = problem.scores.size > SMALL
    ends = 1 if large else min(ends, 1 + ENDS_OF_EDGES // max(1, len(edges)))
    while waiting and len(waiting) < ends:
        node = heapq.heappop(waiting)
        pair = tuple(int(i) for i in divmod(edges[node.at], problem.shape[1]))
        node.into.clear()
        node.into.update(pair=list(pair), chosen={}, left={})
        for name, share in (("chosen", 1.0), ("left", 0.0)):
            low, high = node.low.copy(), node.high.copy()
            low[node.at] = high[node.at] = share
            fixed = (*node.fixed, (pair[0], pair[1], name == "chosen"))
            below = _Node(0, next(numbers), node.into[name], low, high, fixed, -1)
            below = _look(problem, of, floor, below)
            if below.at < 0 or -below.value <= goal:
                closed.append(-below.value)
            else:
                heapq.heappush(waiting, below)
    return tree, max([*closed, *(-node.value for node in waiting)])


def _open(edges: Integers) -> tuple[Reals, Reals]:
    return np.zeros(len(edges)), np.ones(len(edges))


def _look(problem: Problem, of: Model, floor: int | None, node: _Node) -> _Node:
    """Solve one end of a tree, write its prices there and see what they show."""
    relaxed = relax(problem, of, node.low, node.high)
    node.into.update(leaf(problem, relaxed))
    value, scale = proofs.dual(problem, node.into, node.fixed, int(not of.lift), floor)
    away = np.abs(relaxed.share - np.rint(relaxed.share))
    at = int(np.argmax(away)) if len(away) and away.max() > 1e-7 else -1
    return node._replace(value=-(value // scale), at=at)
