"""Whether an assignment keeps its rules and no better one exists: a checker with no solver.

It looks only at scores, rules, pairs and certificate. A bound comes by weak duality: any
prices u, v and w give one, and if it equals what was reached, nothing better can be.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xingmeng.engines import chances
from xingmeng.engines.seats import BLOCKED, MILLION, Problem, Whole, stated

BLOCK = 256
LARGEST = 2**47  # no price and no weighted score is larger, so that no sum overflows
WIDEST_GAP = 1_000  # a bound may lie one part in so many above what was reached, no more
Tree = Mapping[str, Any]
Fixed = tuple[tuple[int, int, bool], ...]  # application, expert, whether the pair is chosen


class Unproven(Exception):
    """The first thing that is not as it should be; `code` says which."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def check(problem: Problem, pairs: Sequence[tuple[int, int]], certificate: Tree) -> None:
    """Verify pairs and certificate together.

    Shapes: pairs as (row, column) of the problem's table; the certificate as
            assignment.assign() writes it. Units: millionths of a point.
    Errors: Unproven, naming the first thing that is not valid.
    Source: docs/decisions/0015-assignment-with-a-proof.md
    """
    if certificate.get("rules") != stated(problem):
        raise Unproven("rules", stated=certificate.get("rules"))
    _keeps_rules(problem, pairs)
    sums = _sums(problem, pairs)
    total, floor = sum(sums), min(sums, default=0)
    for name, reached in (("value", total), ("floor", floor)):
        if _units(certificate, name) != reached:
            raise Unproven(name, stated=certificate.get(name), reached=reached / MILLION)
    if certificate.get("objective") == "spread":
        _spreads(problem, pairs, certificate)
    else:
        _nothing_better(problem, certificate, total, floor)
    if certificate.get("digest") != digest(problem, pairs, certificate):
        raise Unproven("digest")


def _nothing_better(problem: Problem, certificate: Tree, total: int, floor: int) -> None:
    target = _floor_holds(problem, certificate, floor)
    claimed = _units(certificate, "bound")
    found = bound(problem, certificate.get("potentials", {}), target)
    if found != claimed:
        raise Unproven("bound", stated=claimed / MILLION, found=found / MILLION)
    _near(claimed, total, "bound")


def _spreads(problem: Problem, pairs: Sequence[tuple[int, int]], certificate: Tree) -> None:
    """The chances keep cap and rules, no others expect more, and the seed draws these pairs."""
    try:
        most, whole = (_whole(x) for x in certificate["chance"])
        shares = [(_whole(a), _whole(e), _whole(x)) for a, e, x in certificate["shares"]]
        table = np.array(shares, np.int64).reshape(-1, 3)
    except (KeyError, TypeError, ValueError, OverflowError) as fault:
        raise Unproven("chance") from fault
    if not 0 < most <= whole < 2**20 or not ((table[:, 2] > 0) & (table[:, 2] <= most)).all():
        raise Unproven("chance")
    _keeps_rules(problem, table[:, :2], table[:, 2], whole)
    worth = problem.scores[table[:, 0], table[:, 1]].astype(np.int64) * table[:, 2]
    expected = sum(int(x) for x in worth)
    found = bound(problem, certificate.get("potentials", {}), None, (most, whole))
    if not expected == found == certificate.get("expected"):
        raise Unproven("expected", stated=certificate.get("expected"), found=found)
    ordered = sorted((int(a), int(e)) for a, e in pairs)
    if ordered != chances.sample(problem, shares, whole, str(certificate.get("seed"))):
        raise Unproven("seed")


def _floor_holds(problem: Problem, certificate: Tree, floor: int) -> int | None:
    """The floor under which the total is the largest; None where the total alone counts."""
    if certificate.get("objective") == "total":
        return None
    if certificate.get("objective") != "fair":
        raise Unproven("objective")
    above = _units(certificate, "floor_bound")
    _near(above, floor, "floor_bound")
    proof = certificate.get("floor_proof")
    known = best_of_worst(problem) if proof is None else above
    if known != above or (proof is not None and not impossible(problem, proof, above + 1)):
        raise Unproven("floor_proof", bound=above / MILLION)
    return floor


def digest(problem: Problem, pairs: Sequence[tuple[int, int]], certificate: Tree) -> str:
    """SHA-256 over scores, rules, pairs and everything else the certificate says.

    Errors: none.
    """
    said = {name: value for name, value in certificate.items() if name != "digest"}
    rules = stated(problem)
    ordered = sorted((int(a), int(e)) for a, e in pairs)
    text = json.dumps([said, rules, ordered], sort_keys=True, ensure_ascii=False)
    found = hashlib.sha256(text.encode())
    for cap in problem.caps:
        found.update(json.dumps([cap.name, cap.most, cap.group.tolist()]).encode())
        found.update(np.packbits(cap.where).tobytes())
    for start in range(0, len(problem.scores), BLOCK):
        found.update(problem.scores[start : start + BLOCK].astype("<i4").tobytes())
    return found.hexdigest()


def bound(
    problem: Problem, tree: Tree, floor: int | None, chance: tuple[int, int] = (1, 1)
) -> int:
    """No assignment under the rules (each application at `floor` or more) has a larger total.

    Shapes: tree: prices, or a pair with the trees of "it is chosen" and "it is not".
    Units:  millionths of a point; with chance (k, n), no pair likelier than k in n, n-th parts
            of the expected total. Errors: Unproven for a tree that is none.
    """
    parts = [dual(problem, leaf, fixed, 1, floor, chance) for leaf, fixed in leaves(tree)]
    return max(value // scale for value, scale in parts)


def impossible(problem: Problem, tree: Tree, floor: int) -> bool:
    """Whether the tree shows that no assignment leaves every application at `floor` or more.

    Errors: Unproven for a tree that is none.
    """
    return all(dual(problem, leaf, fixed, 0, floor)[0] < 0 for leaf, fixed in leaves(tree))


def best_of_worst(problem: Problem) -> int:
    """What the least lucky application could have if it chose first: no floor is higher.

    Errors: none.
    """
    best = _top(problem, problem.seats)
    return int(best.min()) if len(best) else 0


def usable(problem: Problem, floor: int, rows: slice) -> NDArray[np.bool_]:
    """Pairs that can be part of an assignment leaving their application at `floor` or more:
    with the application's best others they reach it.

    Shapes: those rows of the table. Errors: none.
    """
    scores = problem.scores[rows]
    least = floor - _top(problem, problem.seats - 1, rows)
    return np.asarray((scores != BLOCKED) & (scores >= least[:, None]))


def leaves(tree: Tree, fixed: Fixed = ()) -> list[tuple[Tree, Fixed]]:
    """The ends of a tree, each with the pairs fixed on the way to it.

    Errors: Unproven for a tree that is none.
    """
    if "pair" not in tree:
        return [(tree, fixed)]
    try:
        a, e = (_whole(i) for i in tree["pair"])
        if len(fixed) > 400:
            raise ValueError
        chosen, left = tree["chosen"], tree["left"]
    except (KeyError, TypeError, ValueError) as fault:
        raise Unproven("tree") from fault
    return leaves(chosen, (*fixed, (a, e, True))) + leaves(left, (*fixed, (a, e, False)))


def _top(problem: Problem, count: int, rows: slice = slice(None)) -> NDArray[np.int64]:
    """The sum of each application's `count` best scores."""
    scores = problem.scores[rows]
    found = np.zeros(len(scores), np.int64)
    count = min(count, scores.shape[1])
    for start in range(0, len(scores) if count else 0, BLOCK):
        block = scores[start : start + BLOCK]
        best = np.partition(block, scores.shape[1] - count, axis=1)[
            :, scores.shape[1] - count :
        ]
        found[start : start + BLOCK] = best.sum(axis=1, dtype=np.int64)
    return found


def dual(
    problem: Problem,
    leaf: Tree,
    fixed: Fixed,
    base: int,
    floor: int | None,
    chance: tuple[int, int] = (1, 1),
) -> tuple[int, int]:
    """The dual objective at these prices, and the scale they are written in.

    Each score counts base * scale + its application's weight; weights times `floor` go off.
    Units:  millionths of a point times the scale. Errors: Unproven for prices that are none.
    """
    rows, columns = problem.shape
    u, v = _numbers(leaf, "u", rows), _numbers(leaf, "v", columns)
    value = problem.seats * int(u.sum())
    value += int(np.maximum(problem.room * v, problem.least * v).sum())
    value += sum(problem.caps[i].most * amount for i, _, _, amount in _groups(problem, leaf))
    if "weights" in leaf:
        value -= int(_numbers(leaf, "weights", rows).sum()) * (floor or 0)
    extra = 0
    for start, gain, open_ in gains(problem, leaf, base, floor):
        here = [(a - start, e, yes) for a, e, yes in fixed if start <= a < start + BLOCK]
        extra += _sum(gain, open_, here)
    return value * chance[1] + extra * chance[0], _scale(leaf)


def gains(
    problem: Problem, leaf: Tree, base: int, floor: int | None
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.bool_]]]:
    """What each pair is worth beyond these prices, and whether it may be chosen.

    Shapes: for each BLOCK of applications, the first one's number and two tables of them.
    Errors: Unproven for prices that are none.
    """
    rows, columns = problem.shape
    u, v = _numbers(leaf, "u", rows), _numbers(leaf, "v", columns)
    weight = _numbers(leaf, "weights", rows) if "weights" in leaf else np.zeros(rows, np.int64)
    if (weight < 0).any() or (floor is None and weight.any()):
        raise Unproven("weights")
    groups: dict[int, list[tuple[int, int, int, int]]] = {}
    for line in _groups(problem, leaf):
        groups.setdefault(line[1] // BLOCK, []).append(line)
    for start in range(0, rows, BLOCK):
        part = slice(start, start + BLOCK)
        scores = problem.scores[part]
        open_ = scores != BLOCKED if floor is None else usable(problem, floor, part)
        factor = weight[part, None] + base * _scale(leaf)
        largest = max(scores.max(initial=0, where=open_), -scores.min(initial=0, where=open_))
        if int(largest) * int(factor.max(initial=0)) > LARGEST:
            raise Unproven("weights")
        gain = scores * factor
        gain -= u[part, None]
        gain -= v
        for i, a, g, amount in groups.get(start // BLOCK, ()):
            gain[a - start, problem.caps[i].group == g] -= amount
        yield start, gain, open_


def _sum(gain: NDArray[np.int64], open_: NDArray[np.bool_], fixed: Fixed | list[Any]) -> int:
    """What pairs could add at these prices: those fixed as said, the others at best."""
    extra = 0
    for a, e, chosen in fixed:
        if not 0 <= e < gain.shape[1]:
            raise Unproven("tree")
        if chosen and not open_[a, e]:
            return -(2**80)  # nothing on this branch keeps the rules
        extra += int(gain[a, e]) if chosen else 0
        gain[a, e] = 0
    gain[~open_ | (gain < 0)] = 0
    return extra + sum(int(row) for row in gain.sum(axis=1))


def _groups(problem: Problem, leaf: Tree) -> list[tuple[int, int, int, int]]:
    """The prices of groups: cap, application, group, amount."""
    found = []
    for line in leaf.get("w", ()):
        try:
            i, a, g, amount = (_whole(x) for x in line)
            cap = problem.caps[i]
            fits = i >= 0 and 0 <= a < len(cap.where) and cap.where[a] and g >= 0
        except (IndexError, TypeError, ValueError) as fault:
            raise Unproven("potentials") from fault
        if not fits or not 0 <= amount <= LARGEST:
            raise Unproven("potentials")
        found.append((i, a, g, amount))
    return found


def _scale(leaf: Tree) -> int:
    scale = _whole(leaf.get("scale", 1))
    if not 0 < scale <= LARGEST:
        raise Unproven("scale")
    return scale


def _numbers(leaf: Tree, name: str, count: int) -> NDArray[np.int64]:
    given = leaf.get(name)
    if not isinstance(given, list) or len(given) != count:
        raise Unproven("potentials")
    numbers = [_whole(x) for x in given]
    if any(abs(x) > LARGEST for x in numbers):
        raise Unproven("potentials")
    return np.array(numbers, np.int64)


def _whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Unproven("not_whole")


def _units(certificate: Tree, name: str) -> int:
    """A figure of the certificate, stated in points, in millionths."""
    said = certificate.get(name)
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise Unproven(name)
    if not abs(said) < 2**50 or (units := round(said * MILLION)) / MILLION != said:
        raise Unproven(name, stated=said)
    return units


def _near(above: int, reached: int, name: str) -> None:
    if not 0 <= (above - reached) * WIDEST_GAP <= abs(above) and above != reached:
        raise Unproven(name, bound=above, reached=reached)


def _keeps_rules(problem: Problem, pairs: Any, parts: Any = None, whole: int = 1) -> None:
    """Every rule, for pairs or for chances of pairs in parts of a whole."""
    rows, columns = problem.shape
    table: Whole = np.array(pairs, np.int64).reshape(-1, 2)
    a, e = table[:, 0], table[:, 1]
    amount = np.ones(len(a)) if parts is None else parts.astype(np.float64)
    if ((table < 0) | (table >= (rows, columns))).any():
        raise Unproven("pairs")
    if len(np.unique(a * columns + e)) < len(a):
        raise Unproven("pair_twice")
    if (problem.scores[a, e] == BLOCKED).any():
        raise Unproven("conflicts")
    if (np.bincount(a, amount, minlength=rows) != problem.seats * whole).any():
        raise Unproven("per_application")
    _keeps_loads(problem, np.bincount(e, amount, minlength=columns), whole)
    for cap in problem.caps:
        inside = cap.where[a] & (cap.group[e] >= 0)
        keys = a[inside] * (int(cap.group.max(initial=0)) + 1) + cap.group[e[inside]]
        held = np.bincount(np.unique(keys, return_inverse=True)[1], amount[inside])
        if (held > cap.most * whole).any():
            raise Unproven(cap.name)


def _keeps_loads(problem: Problem, load: NDArray[Any], whole: int) -> None:
    if (load > problem.room * whole).any():
        raise Unproven("max_load")
    if (load < problem.least * whole).any():
        raise Unproven("min_load")


def _sums(problem: Problem, pairs: Sequence[tuple[int, int]]) -> list[int]:
    sums = [0] * problem.shape[0]
    for a, e in pairs:
        sums[a] += int(problem.scores[a, e])
    return sums
