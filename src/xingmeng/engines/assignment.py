"""The best assignment of experts under hard rules, with a proof that it is the best."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines import chances, fairness, flows, integers, proofs, seats
from xingmeng.engines.seats import (
    BLOCKED,
    MILLION,
    Infeasible,
    Problem,
    is_laminar,
    without_conflicts,
)

Integers = NDArray[np.int64]
MOST_PARTS = 1_000  # of a chance
CLOSE = 5_000  # in a large problem the floor is sought to one part in so many


class Plan(NamedTuple):
    """Who sits where, and the certificate that proofs.check() verifies.

    Shapes: pairs as (row, column) of the table, by row, then column.
    """

    pairs: list[tuple[int, int]]
    certificate: dict[str, Any]


def assign(problem: Problem, objective: str = "fair") -> Plan:
    """The optimum under the rules.

    total: the largest sum of scores. fair: first the highest floor, that is the largest
    possible sum of scores of the application whose sum is smallest; then, with every
    application at that floor or above, the largest total.
    Units:  the certificate states points, exact to six decimals. `bound` is what no assignment
            exceeds and `gap` how far that lies above the value, relative to it: 0 where rules
            are laminar and total is asked for, at most 0.1 % elsewhere; likewise floor_bound.
    Order:  pairs by application, then expert; the same input gives the same answer.
    Errors: Infeasible with a minimal set of rules that cannot hold; ValueError for an unknown
            objective.
    Source: docs/decisions/0015-assignment-with-a-proof.md
    """
    if objective not in ("fair", "total"):
        raise ValueError(f"no objective is called {objective!r}")
    keys, tree = _largest(problem)
    said: dict[str, Any] = {"objective": objective, "seed": None}
    floor = None
    if objective == "fair":
        keys, tree, floor, proof, above = _fairest(problem, keys, tree)
        said |= {"floor_bound": above / MILLION, "floor_proof": proof}
        said["floor_gap"] = _gap(above, floor)
    pairs = [(int(a), int(e)) for a, e in zip(*divmod(keys, problem.shape[1]), strict=True)]
    total = int(_values(problem, keys).sum())
    bound = proofs.bound(problem, tree, floor)
    said |= {
        "value": total / MILLION,
        "floor": _floor(problem, keys) / MILLION,
        "bound": bound / MILLION,
        "gap": _gap(bound, total),
        "rules": seats.stated(problem),
        "potentials": tree,
    }
    said["digest"] = proofs.digest(problem, pairs, said)
    return Plan(pairs, said)


def spread(problem: Problem, chance: tuple[int, int], seed: str) -> Plan:
    """A drawn assignment in which no pair is likelier than k in n, so that nobody can count on
    being given a certain application; the expected total is the largest under that cap.

    Units:  chance (k, n). The certificate's shares, and its expected total in millionths of a
            point, are n-th parts. Order: by application, then expert; one seed, one draw.
    Errors: Infeasible ("chance" is a rule too); ValueError if caps cross or for a chance that
            is none.
    Source: Jecmen et al. 2020 (arXiv 2006.16437)
    """
    if not 0 < chance[0] <= chance[1] <= MOST_PARTS or not is_laminar(problem.caps):
        raise ValueError("a chance is k of at most 1000 parts, and rules must not cross")
    if unmet := clash(problem, chance):
        raise Infeasible(unmet)
    found = flows.solve(problem, chance=chance)
    shares = [
        [int(x) for x in s] for s in zip(found.rows, found.columns, found.share, strict=True)
    ]
    pairs = chances.sample(problem, [(a, e, s) for a, e, s in shares], chance[1], seed)
    keys = np.array([a * problem.shape[1] + e for a, e in pairs], np.int64)
    worth = problem.scores[found.rows, found.columns].astype(np.int64) * found.share
    said: dict[str, Any] = {
        "objective": "spread",
        "seed": seed,
        "chance": list(chance),
        "shares": shares,
        "expected": int(worth.sum()),
        "value": int(_values(problem, keys).sum()) / MILLION,
        "floor": _floor(problem, keys) / MILLION,
        "rules": seats.stated(problem),
        "potentials": _prices(found),
    }
    said["digest"] = proofs.digest(problem, pairs, said)
    return Plan(pairs, said)


def clash(problem: Problem, chance: tuple[int, int] = (1, 1)) -> list[str]:
    """A minimal set of rules that cannot hold together; empty if all can.

    Shapes: names out of per_application, max_load, min_load, own_load, conflicts, scores (pairs
            without a score), chance and the caps' own. Without any of them the others can hold.
    Errors: none. Source: deletion filter (Chinneck 2008).
    """
    kept = {"scores", "conflicts", *(cap.name for cap in problem.caps)}
    kept |= {"chance", "own_load", "min_load", "max_load", "per_application"}
    if _can_hold(problem, kept, chance):
        return []
    order = ["chance", "scores", "conflicts", *dict.fromkeys(cap.name for cap in problem.caps)]
    order += ["own_load", "min_load", "max_load", "per_application"]
    for rule in order:
        if not _can_hold(problem, kept - {rule}, chance):
            kept -= {rule}
    return [rule for rule in reversed(order) if rule in kept]


def _can_hold(problem: Problem, kept: Collection[str], chance: tuple[int, int]) -> bool:
    rows, columns = problem.shape
    if "conflicts" not in kept:
        problem = without_conflicts(problem)
    if "scores" not in kept:
        problem = _all_scored(problem)
    problem = replace(
        problem,
        most=problem.most if "max_load" in kept else max(rows, problem.least),
        least=problem.least if "min_load" in kept else 0,
        own=problem.own if "own_load" in kept else None,
        caps=tuple(cap for cap in problem.caps if cap.name in kept),
    )
    free = "per_application" not in kept
    places = columns if free else problem.seats
    if (problem.room < problem.least).any() or rows * places < columns * problem.least:
        return False
    if is_laminar(problem.caps):
        if "chance" not in kept:
            chance = (1, 1)
        return not flows.solve(problem, chance=chance, free_seats=free).short
    edges = integers.edges_of(problem, None)
    of = integers.model(problem, edges, free_seats=free)
    return integers.choose(of, edges, best=False) is not None


def _all_scored(problem: Problem) -> Problem:
    """The same with a score of 0 for every pair that has none and no conflict."""
    scores = problem.scores.copy()
    absent = scores == BLOCKED
    if problem.conflicts is not None:
        absent[problem.conflicts[0], problem.conflicts[1]] = False
    scores[absent] = 0
    return replace(problem, scores=scores)


def _largest(problem: Problem) -> tuple[Integers, dict[str, Any]]:
    """The pairs of the largest total, as keys, and the prices that prove it."""
    rows, columns = problem.shape
    if not is_laminar(problem.caps):
        return _largest_in_whole(problem, None)
    few = rows * problem.seats < columns * problem.least
    if few or (problem.room < problem.least).any():
        raise Infeasible(clash(problem))
    found = flows.solve(problem)
    if found.short:
        raise Infeasible(clash(problem))
    return found.rows * columns + found.columns, _prices(found)


def _prices(found: flows.Solved) -> dict[str, Any]:
    return {"u": found.u.tolist(), "v": found.v.tolist(), "w": [list(w) for w in found.w]}


def _largest_in_whole(problem: Problem, floor: int | None) -> tuple[Integers, dict[str, Any]]:
    for small in (integers.TINY, integers.SMALL):
        edges = integers.edges_of(problem, floor, small=small)
        keys = integers.choose(integers.model(problem, edges, floor=floor), edges, best=True)
        if keys is not None:
            goal = int(_values(problem, keys).sum())
            tree, _ = integers.prove(problem, edges, floor=floor, lift=False, goal=goal)
            return keys, tree
    raise Infeasible(clash(problem))


def _fairest(
    problem: Problem, keys: Integers, tree: dict[str, Any]
) -> tuple[Integers, dict[str, Any], int, dict[str, Any] | None, int]:
    """Raise the floor as far as it goes, then the total above it: pairs, prices, the floor,
    its proof (None: the least lucky application has its own best) and its bound."""
    reached, best = _floor(problem, keys), proofs.best_of_worst(problem)
    if reached == best:
        return keys, tree, reached, None, best
    if problem.scores.size > integers.SMALL and is_laminar(problem.caps):
        plan, above, proof = fairness.highest(problem, keys)
        if plan is None:
            return keys, tree, reached, proof, above
        return plan.keys, plan.prices, plan.floor, proof, above
    low, high = reached, min(best, _relaxed_floor(problem, reached))
    enough = 0 if problem.scores.size <= integers.SMALL else abs(high) // CLOSE
    target = high
    while high - low > enough:
        found = _any_at(problem, target)
        if found < target:
            high = target - 1
        low = max(low, found)
        target = (low + high + 1) // 2
    if low > reached:
        keys, tree = _largest_in_whole(problem, low)
        reached = _floor(problem, keys)
    proof, above = _ceiling(problem, reached, best)
    return keys, tree, reached, proof, above


def _relaxed_floor(problem: Problem, reached: int) -> int:
    edges = integers.edges_of(problem, reached, lift=True)
    of = integers.model(problem, edges, lift=True)
    value = integers.relax(problem, of, np.zeros(len(edges)), np.ones(len(edges))).value
    return max(reached, round(value * MILLION))


def _any_at(problem: Problem, target: int) -> int:
    """The floor of some assignment that aims at this one; -1 below every floor if none was."""
    edges = integers.edges_of(problem, target)
    keys = integers.choose(integers.model(problem, edges, floor=target), edges, best=False)
    return -(2**62) if keys is None else _floor(problem, keys)


def _ceiling(problem: Problem, reached: int, best: int) -> tuple[dict[str, Any] | None, int]:
    """The lowest floor that is shown to be out of reach, less one, and what shows it."""
    if reached == best:
        return None, best
    proof = _out_of_reach(problem, reached + 1, integers.NODES)
    if proof:
        return proof, reached
    low, high = reached + 1, best + 1
    while high - low > 1:
        middle = (low + high) // 2
        shown = _out_of_reach(problem, middle, 1)
        low, high, proof = (low, middle, shown) if shown else (middle, high, proof)
    return proof, high - 1


def _out_of_reach(problem: Problem, floor: int, ends: int) -> dict[str, Any] | None:
    edges = integers.edges_of(problem, floor, lift=True)
    tree, left = integers.prove(problem, edges, floor=floor, lift=True, goal=-1, ends=ends)
    return tree if left < 0 else None


def _values(problem: Problem, keys: Integers) -> Integers:
    return problem.scores.ravel()[keys].astype(np.int64)


def _floor(problem: Problem, keys: Integers) -> int:
    sums = np.zeros(problem.shape[0], np.int64)
    np.add.at(sums, keys // problem.shape[1], _values(problem, keys))
    return int(sums.min(initial=np.iinfo(np.int64).max)) if len(sums) else 0


def _gap(bound: int, reached: int) -> float:
    return 0.0 if bound == reached else (bound - reached) / max(abs(bound), 1)
