"""Assignment under laminar rules: min-cost flow on a growing part of the graph."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines.seats import BLOCKED, Problem, Whole

FIRST, MORE = 16, 12  # edges of each application at the beginning, and added in a round at most
BLOCK = 256  # applications priced at a time
Integers = NDArray[np.int64]


class Weight(NamedTuple):
    """The dual price of one group on one application."""

    cap: int
    application: int
    group: int
    amount: int


class Solved(NamedTuple):
    """The optimum and its prices.

    Shapes: rows, columns and share per chosen pair; u per application, v per expert, w where
            a cap binds. Units: u, v, w as the scores; share of the denominator asked for.
            short counts seats that could not be filled under the rules: 0 if they can hold.
    """

    rows: Integers
    columns: Integers
    share: Integers
    u: Integers
    v: Integers
    w: tuple[Weight, ...]
    short: int


class _Groups(NamedTuple):
    """Nodes of the groups that have more edges than their cap: cap, key, parent, room each."""

    cap: Integers
    key: Integers
    node: Integers
    parent: Integers
    room: Integers
    tail: Integers  # of each edge: its innermost group, or its application


class _Graph(NamedTuple):
    """Arcs of the part of the network looked at; the first ones are the pairs."""

    tail: Integers
    head: Integers
    room: Integers
    cost: Integers
    supply: Integers
    groups: _Groups


def solve(
    problem: Problem, *, chance: tuple[int, int] = (1, 1), free_seats: bool = False
) -> Solved:
    """The largest sum of scores under the rules, with the prices that prove it.

    Column generation: solve on each application's best edges, take the node potentials of the
    optimum, add every edge that they call profitable, until there is none.
    Shapes: as Problem and Solved. Units: with chance (k, n) everything counts in n-th parts
            and no pair gets more than k of them. free_seats: any number of seats may be used.
    Order:  by application, then expert.
    Errors: ValueError if the counts alone cannot be (more seats than experts can fill, or
            fewer than they must). Caps must be laminar (seats.is_laminar).
    Source: docs/decisions/0015-assignment-with-a-proof.md
    """
    rows, columns = problem.shape
    penalty = _penalty(problem.scores, columns)
    edges = first_edges(problem)
    u, v = np.zeros(rows, np.int64), np.zeros(columns, np.int64)
    while True:
        graph = _graph(problem, edges, penalty, chance, free_seats=free_seats)
        flow = _flow(graph)
        label = _labels(graph, flow, _start(graph, u, v))
        u, v, w = _prices(problem, graph, label)
        more = _profitable(problem, u, v, w, edges)
        if not len(more):
            break
        edges = np.union1d(edges, more)
    chosen = np.flatnonzero(flow[: len(edges)])
    short = int(flow[graph.head == len(graph.supply) - 2].sum())
    return Solved(
        edges[chosen] // columns, edges[chosen] % columns, flow[chosen], u, v, w, short
    )


def _penalty(scores: Whole, columns: int) -> int:
    """More than any chain of exchanges can win: a seat stays empty only where it must."""
    lowest = 0
    for start in range(0, len(scores), BLOCK):
        block = scores[start : start + BLOCK]
        lowest = min(lowest, int(block.min(initial=0, where=block != BLOCKED)))
    return (max(int(scores.max(initial=0)), 0) - lowest + 1) * (columns + 2)


def first_edges(problem: Problem) -> Integers:
    """Each application's best experts and each expert's best applications, as keys.

    Errors: none.
    """
    scores, (rows, columns) = problem.scores, problem.shape
    found = [_best(scores, min(FIRST, columns))]
    wanted = min(max(4, problem.most), rows)
    for start in range(0, columns, BLOCK):
        part = np.ascontiguousarray(scores[:, start : start + BLOCK].T)
        keys = _best(part, wanted)
        found.append(keys % rows * columns + keys // rows + start)
    keys = np.unique(np.concatenate(found))
    return np.asarray(keys[scores.ravel()[keys] != BLOCKED])


def _best(scores: Whole, count: int) -> Integers:
    columns = scores.shape[1]
    found = []
    for start in range(0, len(scores), BLOCK):
        block = scores[start : start + BLOCK]
        best = np.argpartition(block, columns - count, axis=1)[:, columns - count :]
        found.append((best + (np.arange(len(block))[:, None] + start) * columns).ravel())
    return np.concatenate(found)


def _groups(problem: Problem, a: Integers, e: Integers) -> _Groups:
    """The groups that these edges could overfill, each below the next larger one."""
    rows, columns = problem.shape
    node = np.full((len(problem.caps), len(a)), -1, np.int64)
    size = np.zeros_like(node)
    made = [np.zeros((4, 0), np.int64)]
    count = rows + columns
    for i, cap in enumerate(problem.caps):
        inside = cap.group >= 0
        sizes = np.bincount(cap.group[inside], minlength=1)
        touched = np.flatnonzero(inside[e] & cap.where[a])
        keys = a[touched] * len(sizes) + cap.group[e[touched]]
        unique, place, held = np.unique(keys, return_inverse=True, return_counts=True)
        full = held > cap.most
        number = np.where(full, np.cumsum(full) - 1 + count, -1)
        node[i, touched] = number[place]
        size[i, touched] = sizes[cap.group[e[touched]]]
        new = int(full.sum())
        made.append(
            np.stack([np.full(new, i), unique[full], number[full], np.full(new, cap.most)])
        )
        count += new
    cap_, key, number, room = np.concatenate(made, axis=1).astype(np.int64)
    parent, tail = _nested(node, size, a, rows + columns)
    return _Groups(cap_, key, number, parent, room, tail)


def _nested(
    node: Integers, size: Integers, a: Integers, first: int
) -> tuple[Integers, Integers]:
    """The parent of each group's node and the innermost node of each edge: small in large."""
    parent = np.zeros(max(0, int(node.max(initial=-1)) + 1 - first), np.int64)
    tail = a
    order = np.argsort(-size, axis=0, kind="stable")
    for level in range(len(node)):
        own = np.take_along_axis(node, order[level : level + 1], axis=0)[0]
        there = own >= 0
        parent[own[there] - first] = tail[there]
        tail = np.where(there, own, tail)
    return parent, tail


def _graph(
    problem: Problem,
    edges: Integers,
    penalty: int,
    chance: tuple[int, int],
    *,
    free_seats: bool,
) -> _Graph:
    rows, columns = problem.shape
    share, whole = chance
    a, e = edges // columns, edges % columns
    groups = _groups(problem, a, e)
    count = rows + columns + len(groups.node)
    free, dummy, sink = count, count + 1, count + 2
    apps, experts = np.arange(rows), np.arange(columns) + rows
    seats = (columns if free_seats else problem.seats) * whole
    low, room = problem.least * whole, (problem.room - problem.least) * whole
    arcs: list[tuple[Any, Any, int | Integers, int | Integers]] = [
        (groups.tail, e + rows, share, -problem.scores[a, e].astype(np.int64)),
        (groups.parent, groups.node, groups.room * whole, 0),
        (experts, np.full(columns, sink), room, 0),
        (apps, np.full(rows, dummy), seats, penalty),
        (np.full(columns, dummy), experts, low, 0),
        (np.array([dummy]), np.array([sink]), rows * seats, 0),
    ]
    if free_seats:
        arcs.append((apps, np.full(rows, free), seats, 0))
        arcs.append((np.array([free]), np.array([sink]), rows * seats, 0))
    supply = np.zeros(count + 3, np.int64)
    supply[:rows], supply[experts] = seats, -low
    supply[sink] = columns * low - rows * seats
    if supply[sink] > 0:
        raise ValueError("fewer seats than experts must fill")
    columns_ = [
        np.concatenate([np.broadcast_to(arc[i], len(arc[0])) for arc in arcs]).astype(np.int64)
        for i in range(4)
    ]
    return _Graph(columns_[0], columns_[1], columns_[2], columns_[3], supply, groups)


def _flow(graph: _Graph) -> Integers:
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 -- slow to load

    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        graph.tail, graph.head, graph.room, graph.cost
    )
    solver.set_nodes_supplies(np.arange(len(graph.supply)), graph.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise ValueError(f"the flow has no optimum: {status.name}")
    flow: Integers = np.asarray(solver.flows(arcs), np.int64)
    return flow


def _start(graph: _Graph, u: Integers, v: Integers) -> Integers:
    """Labels to begin from: the prices of the round before."""
    label = np.zeros(len(graph.supply), np.int64)
    label[: len(u)] = u
    label[len(u) : len(u) + len(v)] = -v
    for node, parent in zip(graph.groups.node, graph.groups.parent, strict=True):
        label[node] = label[parent]
    return label


def _labels(graph: _Graph, flow: Integers, label: Integers) -> Integers:
    """Shortest distances in the residual graph, from where the labels begin (Bellman-Ford)."""
    ahead, back = flow < graph.room, flow > 0
    tail = np.concatenate([graph.tail[ahead], graph.head[back]])
    head = np.concatenate([graph.head[ahead], graph.tail[back]])
    cost = np.concatenate([graph.cost[ahead], -graph.cost[back]])
    order = np.argsort(head, kind="stable")
    tail, head, cost = tail[order], head[order], cost[order]
    starts = np.flatnonzero(np.diff(head, prepend=-1))
    into = head[starts]
    while True:
        reached = np.minimum(label[into], np.minimum.reduceat(label[tail] + cost, starts))
        if np.array_equal(reached, label[into]):
            return label
        label[into] = reached


def _prices(
    problem: Problem, graph: _Graph, label: Integers
) -> tuple[Integers, Integers, tuple[Weight, ...]]:
    """Node labels as prices of seats, experts and groups; slack ones cost nothing."""
    rows, columns = problem.shape
    label = label - label[-1]
    v = -label[rows : rows + columns]
    if not problem.least:
        v = np.maximum(v, 0)
    own = graph.groups
    amount = label[own.node] - label[own.parent]
    sizes = [int(cap.group.max(initial=-1)) + 1 for cap in problem.caps]
    w = tuple(
        Weight(cap, key // sizes[cap], key % sizes[cap], held)
        for cap, key, held in zip(
            own.cap.tolist(), own.key.tolist(), amount.tolist(), strict=True
        )
        if held > 0
    )
    return label[:rows], v, w


def _profitable(
    problem: Problem, u: Integers, v: Integers, w: tuple[Weight, ...], edges: Integers
) -> Integers:
    """Each application's most profitable edges among those not yet looked at, as keys."""
    rows, columns = problem.shape
    a, e = edges // columns, edges % columns
    first = np.searchsorted(a, np.arange(0, rows + BLOCK, BLOCK))
    by_block = _weights_by_block(problem, w)
    found = [np.zeros(0, np.int64)]
    for block, start in enumerate(range(0, rows, BLOCK)):
        scores = problem.scores[start : start + BLOCK]
        gain = scores - v
        gain -= u[start : start + BLOCK, None]
        for weight in by_block.get(block, ()):
            members = problem.caps[weight.cap].group == weight.group
            gain[weight.application - start, members] -= weight.amount
        gain[scores == BLOCKED] = 0
        known = slice(first[block], first[block + 1])
        gain[a[known] - start, e[known]] = 0
        found.append(best_of(gain) + start * columns)
    return np.concatenate(found)


def _weights_by_block(problem: Problem, w: tuple[Weight, ...]) -> dict[int, list[Weight]]:
    found: dict[int, list[Weight]] = {}
    for weight in w:
        found.setdefault(weight.application // BLOCK, []).append(weight)
    return found


def best_of(gain: Integers) -> Integers:
    """The keys of the positive gains, at most MORE of them in a row. Errors: none."""
    columns = gain.shape[1]
    rich = np.flatnonzero((gain > 0).any(axis=1))
    if not len(rich):
        return np.zeros(0, np.int64)
    count = min(MORE, columns)
    part = gain[rich]
    best = np.argpartition(part, columns - count, axis=1)[:, columns - count :]
    keys = rich[:, None] * columns + best
    return np.asarray(keys[np.take_along_axis(part, best, axis=1) > 0], np.int64)
