"""A drawn assignment: pairs come by their chances, rules hold for certain."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from xingmeng.engines.seats import Problem

Share = tuple[int, int, int]  # application, expert, chance in n-th parts
Node = tuple[int, ...]


class _Arc:
    """One arc of the network with a broken amount on it."""

    __slots__ = ("amount", "head", "pair", "tail")

    def __init__(self, tail: Node, head: Node, amount: int, pair: tuple[int, int] | None):
        self.tail, self.head, self.amount, self.pair = tail, head, amount, pair


def sample(
    problem: Problem, shares: Sequence[Share], whole: int, seed: str
) -> list[tuple[int, int]]:
    """Draw pairs so that each is chosen with its chance and every rule holds for certain.

    The chances flow from applications through groups and experts to a sink. While some arc
    carries a broken amount there is a cycle of such arcs; the flow is turned along it until
    one becomes whole, one way round or the other with chances that keep every expectation.
    Shapes: shares as (application, expert, parts of `whole`); caps must be laminar and the
            shares keep all rules. Order: by application, then expert; one seed, one draw.
    Errors: ValueError if the shares of an application are no whole number of seats.
    Source: Jecmen et al. 2020 (arXiv 2006.16437); Gandhi et al. 2006, dependent rounding
    """
    arcs = _arcs(problem, shares)
    at: dict[Node, dict[int, None]] = defaultdict(dict)
    for i, arc in enumerate(arcs):
        if arc.amount % whole:
            at[arc.tail][i] = None
            at[arc.head][i] = None
    throw = 0
    path: list[int] = []
    seen: dict[Node, int] = {}
    here: Node | None = None
    while at:
        if here is None:
            here = next(iter(at))
            path, seen = [], {here: 0}
        ahead = next((i for i in at[here] if not path or i != path[-1]), None)
        if ahead is None:
            raise ValueError("the shares of a node are no whole number")
        here = arcs[ahead].head if arcs[ahead].tail == here else arcs[ahead].tail
        path.append(ahead)
        if here in seen:
            throw += 1
            _turn(arcs, at, path[seen[here] :], here, (whole, f"{seed}:{throw}"))
            here = None
        else:
            seen[here] = len(path)
    return sorted(arc.pair for arc in arcs if arc.pair is not None and arc.amount == whole)


def _arcs(problem: Problem, shares: Sequence[Share]) -> list[_Arc]:
    """Application to groups, larger first, to expert to sink; amounts add up on the way."""
    rows, columns = problem.shape
    sizes = [
        [(cap.group == g).sum() for g in range(int(cap.group.max(initial=-1)) + 1)]
        for cap in problem.caps
    ]
    inner: dict[tuple[Node, Node], int] = defaultdict(int)
    found = []
    for a, e, share in shares:
        chain = [
            (-int(sizes[i][cap.group[e]]), i, int(cap.group[e]))
            for i, cap in enumerate(problem.caps)
            if cap.where[a] and cap.group[e] >= 0
        ]
        node: Node = (0, a)
        for _, i, g in sorted(chain):
            inner[node, (1, a, i, g)] += share
            node = (1, a, i, g)
        found.append(_Arc(node, (2, e), share, (a, e)))
        inner[(2, e), (3,)] += share
    return found + [_Arc(*ends, amount, None) for ends, amount in inner.items()]


def _turn(
    arcs: list[_Arc],
    at: dict[Node, dict[int, None]],
    cycle: list[int],
    start: Node,
    dice: tuple[int, str],
) -> None:
    """Move the flow around a cycle until an arc of it is whole."""
    whole, word = dice
    signs, node = [], start
    for i in cycle:
        onward = arcs[i].tail == node
        signs.append(1 if onward else -1)
        node = arcs[i].head if onward else arcs[i].tail
    rests = [arcs[i].amount % whole for i in cycle]
    room = [
        (whole - r, r) if s > 0 else (r, whole - r) for r, s in zip(rests, signs, strict=True)
    ]
    up, down = min(r[0] for r in room), min(r[1] for r in room)
    by = (
        up if int(hashlib.sha256(word.encode()).hexdigest(), 16) % (up + down) < down else -down
    )
    for i, sign in zip(cycle, signs, strict=True):
        arcs[i].amount += sign * by
        if arcs[i].amount % whole == 0:
            for end in (arcs[i].tail, arcs[i].head):
                at[end].pop(i, None)
                if not at[end]:
                    del at[end]
