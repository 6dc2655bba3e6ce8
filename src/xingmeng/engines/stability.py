"""How much an order owes to who happened to review: reviewers are resampled, places recounted.

As many reviewers as there were are drawn again with replacement. A reviewer drawn twice counts
twice; an application none of whose reviewers came up keeps all of its own. Few reviewers are
enumerated exactly; more are sampled from a seed that is handed in.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EXACT_UP_TO = 8  # reviewers: 6,435 ways to draw them again
SAMPLES = 4000
SAME = 1e-9  # points; scores nearer than this are equal


class Vote(NamedTuple):
    """What one reviewer says of one application, and how much it counts beside the others."""

    points: float
    weight: float = 1.0


class Line(NamedTuple):
    """What an application must reach: so many points, and one of so many places, if limited."""

    points: float
    places: int | None = None


class Resampled(NamedTuple):
    """Scores of every application in every sample, and how likely the sample is."""

    applications: tuple[str, ...]
    scores: Floats
    likely: Floats
    exact: bool


def resample(
    votes: Mapping[tuple[str, str], Vote],
    *,
    aside: Mapping[str, float] | None = None,
    seed: bytes = b"",
    samples: int = SAMPLES,
) -> Resampled:
    """Every application's score over the ways in which its reviewers could have been drawn.

    Shapes: votes is {(application, reviewer): vote}; aside is {application: points that do not
            come from reviewers} and is added. Scores are samples x applications.
    Units:  points; a probability for each sample, 1 in sum.
    Order:  applications by their codes.
    Errors: ValueError if there are no votes or a weight is not above zero.
    Source: docs/decisions/0019-calibrated-ranking.md
    """
    if not votes or any(vote.weight <= 0 for vote in votes.values()):
        raise ValueError("resample() needs votes, each of a weight above zero")
    applications = tuple(sorted({a for a, _ in votes}))
    reviewers = sorted({r for _, r in votes})
    place_a = {code: n for n, code in enumerate(applications)}
    place_r = {code: n for n, code in enumerate(reviewers)}
    weights = np.zeros((len(reviewers), len(applications)))
    points = np.zeros_like(weights)
    for (a, r), vote in votes.items():
        weights[place_r[r], place_a[a]] = vote.weight
        points[place_r[r], place_a[a]] = vote.points
    exact = len(reviewers) <= EXACT_UP_TO
    counts, likely = _every(len(reviewers)) if exact else _some(len(reviewers), seed, samples)
    heard, said = counts @ weights, counts @ (weights * points)
    own = (weights * points).sum(axis=0) / weights.sum(axis=0)
    scores = np.where(heard > SAME, said / np.where(heard > SAME, heard, 1.0), own)
    more = np.array([(aside or {}).get(code, 0.0) for code in applications])
    return Resampled(applications, scores + more, likely, exact)


def _every(reviewers: int) -> tuple[Floats, Floats]:
    """Each way to draw them again, once, with its probability."""
    counts, likely = [], []
    for chosen in combinations_with_replacement(range(reviewers), reviewers):
        count = np.bincount(chosen, minlength=reviewers)
        ways = math.factorial(reviewers)
        for times in count:
            ways //= math.factorial(int(times))
        counts.append(count)
        likely.append(ways / reviewers**reviewers)
    return np.array(counts, dtype=np.float64), np.array(likely)


def _some(reviewers: int, seed: bytes, samples: int) -> tuple[Floats, Floats]:
    """Draws from the raw stream of PCG64, which is the same in every version of the library."""
    raw = np.random.PCG64(int.from_bytes(seed, "big")).random_raw(samples * reviewers)
    chosen = ((raw >> np.uint64(32)) * np.uint64(reviewers)) >> np.uint64(32)
    row = np.repeat(np.arange(samples), reviewers)
    flat = row * reviewers + chosen.astype(np.intp)
    counts = np.bincount(flat, minlength=samples * reviewers).reshape(samples, reviewers)
    return counts.astype(np.float64), np.full(samples, 1 / samples)


def chances(of: Resampled, line: Line) -> dict[str, float]:
    """How likely each application is to stand above the line.

    Who ties for the last places shares them.

    Shapes: {application: probability}. Units: 0 to 1.
    Order:  applications by their codes.
    Errors: ValueError if there are fewer than no places.
    Source: docs/decisions/0019-calibrated-ranking.md
    """
    if line.places is not None and line.places < 0:
        raise ValueError("there are no fewer than no places")
    passes = of.scores >= line.points - SAME
    above = passes.astype(np.float64)
    if line.places is not None and line.places < len(of.applications):
        above = _among_the_first(np.where(passes, of.scores, -np.inf), line.places)
    found = of.likely @ above
    return {code: float(found[n]) for n, code in enumerate(of.applications)}


def _among_the_first(scores: Floats, places: int) -> Floats:
    """For each sample, which share of the places each application gets."""
    if places == 0:
        return np.zeros_like(scores)
    last = np.sort(scores, axis=1)[:, -places][:, None]
    better = scores > last + SAME
    level = (np.abs(np.where(np.isfinite(scores), scores, 0) - last) <= SAME) & np.isfinite(
        scores
    )
    left = places - better.sum(axis=1, keepdims=True)
    share = left / np.maximum(level.sum(axis=1, keepdims=True), 1)
    return np.where(better, 1.0, np.where(level, share, 0.0))


def band(
    of: Resampled, order: Sequence[str], line: Line, *, passing: int, level: float
) -> frozenset[str]:
    """The applications that cannot be told apart around the line: a lottery may order them.

    Within the places, who does not beat the first one left out with probability `level`;
    beyond them, whom the last one within does not beat so often. Empty where everybody who
    passes has a place, or where the two sides of the line can be told apart.

    Shapes: order is the applications, best first; the first `passing` of them reach the points.
    Units:  level is a probability, 0.5 to 1; a tie is half a win.
    Errors: ValueError if the level lies outside.
    Source: docs/decisions/0019-calibrated-ranking.md
    """
    if not 0.5 <= level <= 1:
        raise ValueError("the level is a probability between 0.5 and 1")
    places = line.places
    if places is None or not 0 < places < passing:
        return frozenset()
    column = {code: n for n, code in enumerate(of.applications)}

    def beats(one: str, other: str) -> float:
        gap = of.scores[:, column[one]] - of.scores[:, column[other]]
        return float(of.likely @ ((gap > SAME) + 0.5 * (np.abs(gap) <= SAME)))

    last, first_out = order[places - 1], order[places]
    inside = {code for code in order[:places] if beats(code, first_out) < level}
    outside = {code for code in order[places:passing] if beats(last, code) < level}
    return frozenset(inside | outside) if inside and outside else frozenset()
