"""Who may sit where: scores as whole numbers, and the hard rules as caps on groups."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.integer[Any]]
MILLION = 1_000_000  # one point of score in units
MOST_POINTS = 1_000  # a score's largest size in points: its units fit 31 bits
BLOCKED = int(np.iinfo(np.int32).min)  # a pair that may not be chosen


@dataclass(frozen=True, slots=True)
class Cap:
    """On an application at most `most` experts of one group.

    Shapes: group: for each expert the number of its group, -1 for none; where: for each
            application whether the cap holds there.
    """

    name: str
    group: Whole
    where: NDArray[np.bool_]
    most: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Scores and hard rules.

    Shapes: scores: applications x experts, BLOCKED where a pair may not be chosen; conflicts:
            row and column of each pair barred by conflict, and what they would score; own:
            for each expert the most they take, where experts differ.
    Units:  scores in millionths of a point; seats, most and least count experts.
    """

    scores: Whole
    seats: int
    most: int
    least: int = 0
    caps: tuple[Cap, ...] = ()
    conflicts: tuple[Whole, Whole, Whole] | None = None
    own: Whole | None = None

    @property
    def room(self) -> NDArray[np.int64]:
        """The most each expert may have: everybody's, or their own where that is less.

        Errors: none.
        """
        everybodys = np.full(self.shape[1], self.most, np.int64)
        return everybodys if self.own is None else np.minimum(everybodys, self.own)

    @property
    def shape(self) -> tuple[int, int]:
        """How many applications, how many experts. Errors: none."""
        return self.scores.shape[0], self.scores.shape[1]


class Infeasible(Exception):
    """The rules cannot hold together; `rules` names a minimal set of them."""

    def __init__(self, rules: Sequence[str]) -> None:
        super().__init__(", ".join(rules))
        self.rules = tuple(rules)


def stated(problem: Problem) -> dict[str, Any]:
    """The rules as a certificate states them. Errors: none."""
    count = 0 if problem.conflicts is None else len(problem.conflicts[0])
    return {
        "per_application": problem.seats,
        "max_load": problem.most,
        "min_load": problem.least,
        "own_loads": None if problem.own is None else problem.own.tolist(),
        "conflicts": count,
        "caps": [[cap.name, cap.most] for cap in problem.caps],
    }


def whole(points: NDArray[np.floating[Any]], out: Whole | None = None) -> Whole:
    """Scores in points as whole millionths; exact for up to six decimals.

    Shapes: any; NaN stands for a pair that may not be chosen. Units: points in, millionths of
            a point out, rounded half to even beyond the sixth decimal.
    Errors: ValueError for a score beyond 1,000 points either way.
    """
    out = np.empty(points.shape, np.int32) if out is None else out
    for start in range(0, len(points), 256):
        block = points[start : start + 256].astype(np.float64)
        absent = np.isnan(block)
        if (np.abs(block, where=~absent, out=np.zeros_like(block)) > MOST_POINTS).any():
            raise ValueError(f"a score lies within {MOST_POINTS} points of zero")
        units = np.rint(block * MILLION)
        out[start : start + 256] = np.where(absent, BLOCKED, units)
    return out


def barred(problem: Problem, rows: Whole, columns: Whole) -> Problem:
    """The problem with these pairs barred by conflict; its score table is written to.

    Shapes: a row and a column for each pair, which may be named again.

    Errors: none.
    """
    rows, columns = np.divmod(
        np.unique(rows.astype(np.int64) * problem.shape[1] + columns), problem.shape[1]
    )
    hidden = problem.scores[rows, columns].copy()
    problem.scores[rows, columns] = BLOCKED
    return replace(problem, conflicts=(rows, columns, hidden))


def without_conflicts(problem: Problem) -> Problem:
    """The same problem as if nobody had a conflict, on a table of its own. Errors: none."""
    if problem.conflicts is None:
        return problem
    rows, columns, hidden = problem.conflicts
    scores = problem.scores.copy()
    scores[rows, columns] = hidden
    return replace(problem, scores=scores, conflicts=None)


def one_each(name: str, units: Sequence[object], applications: int) -> Cap:
    """At most one expert of a unit on an application; None belongs to no unit. Errors: none."""
    known = {unit: i for i, unit in enumerate(dict.fromkeys(u for u in units if u is not None))}
    group = np.array([-1 if u is None else known[u] for u in units], np.int32)
    return Cap(name, group, np.ones(applications, bool), 1)


def at_least(
    name: str,
    needed: int,
    members: NDArray[np.bool_],
    *,
    seats: int,
    where: NDArray[np.bool_],
) -> Cap:
    """At least `needed` of an application's experts are members, that is: at most the other
    seats go to those who are not.

    Shapes: members over experts, where over applications.
    Errors: ValueError if more are needed than there are seats.
    """
    if not 0 <= needed <= seats:
        raise ValueError("a mix asks for no more experts than an application has")
    return Cap(name, np.where(members, -1, 0).astype(np.int32), where, seats - needed)


def is_laminar(caps: Sequence[Cap]) -> bool:
    """Whether groups that meet on an application always lie one inside the other.

    Errors: none.
    """
    for i, one in enumerate(caps):
        for other in caps[i + 1 :]:
            if (one.where & other.where).any() and _cross(one.group, other.group):
                return False
    return True


def _cross(one: Whole, other: Whole) -> bool:
    both = (one >= 0) & (other >= 0)
    if not both.any():
        return False
    pairs, counts = np.unique(np.stack([one[both], other[both]]), axis=1, return_counts=True)
    size_one = np.bincount(one[one >= 0])[pairs[0]]
    size_other = np.bincount(other[other >= 0])[pairs[1]]
    return bool(((counts < size_one) & (counts < size_other)).any())
