"""From marks to an order of merit. Pure; knows nothing of instruments or people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

Mark = tuple[str, str, str]  # (application, marker, criterion)


class Ranked(NamedTuple):
    """One application's place. Units: `score` in hundredths of a point, 0 to 10,000."""

    place: int
    application: str
    score: int


def score(marks: Mapping[tuple[str, str], int], weights: Mapping[str, int]) -> Fraction:
    """The weighted mean of one application's marks, exactly.

    Shapes: marks is {(marker, criterion): points}; weights is {criterion: points of 100}.
    Units:  points, 0 to 100.
    Errors: ValueError if a criterion has no mark, a mark lies outside 0..100, or weights are
            not above zero in sum.
    """
    if sum(weights.values()) <= 0:
        raise ValueError("the weights must sum to more than zero")
    given: dict[str, list[int]] = defaultdict(list)
    for (_, criterion), points in marks.items():
        if not 0 <= points <= 100:
            raise ValueError("a mark lies between 0 and 100")
        given[criterion].append(points)
    if missing := [c for c in weights if not given.get(c)]:
        raise ValueError(f"no mark for {', '.join(missing)}")
    total = sum(
        Fraction(sum(given[c]), len(given[c])) * weight for c, weight in weights.items()
    )
    return Fraction(total) / sum(weights.values())


def rank(
    marks: Mapping[Mark, int], weights: Mapping[str, int], *, tie_break: Sequence[str] = ()
) -> list[Ranked]:
    """Order applications by their weighted mean mark; each criterion counts its own markers.

    Shapes: marks is {(application, marker, criterion): points}, any sparse part of the grid.
    Units:  points 0 to 100 in; score in hundredths of a point out, rounded half to even.
    Order:  best first; equal scores by the criteria of `tie_break`, then by application code;
            equal in all of them they share a place.
    Errors: ValueError if marks is empty, a mark lies outside 0..100, or a criterion has none.
    Source: domain of expert review: mean of valid scores, tie by the second criterion.
    """
    if not marks:
        raise ValueError("rank() needs marks")
    grouped: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (application, marker, criterion), points in marks.items():
        grouped[application][marker, criterion] = points
    keyed = sorted(
        (
            -score(own, weights),
            tuple(-score(own, {c: 100}) for c in tie_break),
            application,
        )
        for application, own in grouped.items()
    )
    ranked: list[Ranked] = []
    for i, (negative, ties, application) in enumerate(keyed):
        same = i > 0 and keyed[i - 1][:2] == (negative, ties)
        place = ranked[-1].place if same else i + 1
        ranked.append(Ranked(place, application, round(-negative * 100)))
    return ranked
