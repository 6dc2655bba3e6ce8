"""How severe each reviewer is and how widely they spread their marks; both leave the scores.

A mark is level + severity of the reviewer + scale of the reviewer x merit of the application +
noise. Severity and scale are learnt only from applications that several reviewers share, and
each is pulled towards none as far as the marks say little: who shares nothing is left as they
are, so a weak pile is not mistaken for a severe reviewer. Everything is computed; no chance.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROUNDS = 8  # of severity and scale in turn; they settle in a few
NARROWEST, WIDEST = 0.4, 2.5  # no scale lies outside
LEAST, MOST = -12.0, 12.0  # natural logarithms between which a ratio of variances is sought
STEPS = 25
DOUBT = 1.0  # marks that speak for no severity, where the others cannot say
USUAL = 0.25  # variance of scales above which they are less and less believed


class Reviewer(NamedTuple):
    """What a reviewer adds to every mark, and how widely they spread them: 1 is as the rest.

    Units: `severity` in points, below zero is harsh; `shared` counts applications that others
    marked as well.
    """

    severity: float
    scale: float
    shared: int


class Calibration(NamedTuple):
    """Scores with severity and scale taken out. Units: points, `noise` their deviation."""

    scores: dict[str, float]
    reviewers: dict[str, Reviewer]
    noise: float


class _Grid(NamedTuple):
    """Marks as arrays: y less the level, a and r the positions of application and reviewer."""

    y: Floats
    a: NDArray[np.intp]
    r: NDArray[np.intp]
    applications: int
    reviewers: int

    def by_application(self, values: Floats) -> Floats:
        return np.bincount(self.a, values, self.applications).astype(np.float64)

    def by_reviewer(self, values: Floats) -> Floats:
        return np.bincount(self.r, values, self.reviewers).astype(np.float64)


def calibrate(marks: Mapping[tuple[str, str], float]) -> Calibration:
    """Scores of applications as if one reviewer of middling severity had marked them all.

    Shapes: marks is {(application, reviewer): points}, any sparse part of the grid.
    Units:  points 0 to 100; a score may leave that range by about one severity.
    Order:  applications and reviewers by their codes: reruns agree.
    Errors: ValueError if marks is empty or one lies outside 0..100.
    Source: docs/decisions/0019-calibrated-ranking.md
    """
    if not marks or not all(0 <= mark <= 100 for mark in marks.values()):
        raise ValueError("calibrate() needs marks, each between 0 and 100")
    cells = sorted(marks)
    applications = sorted({a for a, _ in cells})
    reviewers = sorted({r for _, r in cells})
    place_a = {code: n for n, code in enumerate(applications)}
    place_r = {code: n for n, code in enumerate(reviewers)}
    points = np.array([float(marks[cell]) for cell in cells])
    level = float(points.mean())
    grid = _Grid(
        points - level,
        np.array([place_a[a] for a, _ in cells], dtype=np.intp),
        np.array([place_r[r] for _, r in cells], dtype=np.intp),
        len(applications),
        len(reviewers),
    )
    severity, scale, noise = _fit(grid)
    merit = _merit(grid, severity, scale)
    shared = grid.by_reviewer(
        np.where(grid.by_application(np.ones_like(points)) > 1, 1.0, 0.0)[grid.a]
    )
    return Calibration(
        {code: level + float(merit[n]) for code, n in place_a.items()},
        {
            code: Reviewer(float(severity[n]), float(scale[n]), int(shared[n]))
            for code, n in place_r.items()
        },
        float(np.sqrt(noise)),
    )


def _fit(grid: _Grid) -> tuple[Floats, Floats, float]:
    """Severity, scale and the variance of the noise, each in turn until they settle."""
    scale = np.ones(grid.reviewers)
    severity, noise = _severity(grid, scale)
    for _ in range(ROUNDS):
        last = scale
        scale = _scale(grid, severity, scale, noise)
        severity, noise = _severity(grid, scale)
        if np.abs(scale - last).max() < 1e-3:
            break
    return severity, scale, noise


def _merit(grid: _Grid, severity: Floats, scale: Floats) -> Floats:
    """Each application's merit by least squares, once severity and scale are known."""
    own = scale[grid.r]
    top = grid.by_application(own * (grid.y - severity[grid.r]))
    return top / grid.by_application(own**2)


def _severity(grid: _Grid, scale: Floats) -> tuple[Floats, float]:
    """Best linear prediction of severity within applications, and the noise, by REML.

    The merits are eliminated as unknown constants, so only differences between reviewers of
    one application speak. In the basis of the information matrix the likelihood falls apart
    into independent terms, and one ratio of variances is left to find.
    """
    own = scale[grid.r]
    whole = grid.by_application(own**2)
    shares = np.zeros((grid.applications, grid.reviewers))
    shares[grid.a, grid.r] = own / np.sqrt(whole[grid.a])
    information = np.diag(grid.by_reviewer(np.ones_like(own))) - shares.T @ shares
    fitted = grid.by_application(own * grid.y) / whole
    residual = grid.y - own * fitted[grid.a]
    told = grid.by_reviewer(residual)
    sizes, basis = np.linalg.eigh((information + information.T) / 2)
    speaks = sizes > 1e-9 * max(1.0, float(sizes.max(initial=0.0)))
    free = len(grid.y) - grid.applications
    if free <= 0 or not speaks.any():
        return np.zeros(grid.reviewers), 0.0
    sizes, along = sizes[speaks], (basis.T @ told)[speaks]
    squares = along**2 / sizes
    rest = max(float(residual @ residual) - float(squares.sum()), 0.0)

    def noise_at(ratios: Floats) -> Floats:
        found: Floats = (rest + (squares / (1 + np.outer(ratios, sizes))).sum(axis=1)) / free
        return found

    def unlikely(ratios: Floats) -> Floats:
        spread = np.log1p(np.outer(ratios, sizes)).sum(axis=1) + DOUBT * np.log1p(ratios)
        found: Floats = spread + free * np.log(np.maximum(noise_at(ratios), 1e-12))
        return found

    ratio = _least(unlikely)  # variance of severity over that of the noise
    shrunk = along * ratio / (1 + sizes * ratio)
    return basis[:, speaks] @ shrunk, float(noise_at(np.array([ratio]))[0])


def _scale(grid: _Grid, severity: Floats, scale: Floats, noise: float) -> Floats:
    """How each reviewer's marks rise with what the others gave, pulled towards all alike.

    What the others gave is itself uncertain and is drawn to the middle before the comparison
    (regression calibration), or every reviewer would seem to spread too little.
    """
    merit = _merit(grid, severity, scale)
    own = scale[grid.r]
    weight, top = own**2, own * (grid.y - severity[grid.r])
    others = grid.by_application(weight)[grid.a] - weight
    has = others > 1e-12
    safe = np.where(has, others, 1.0)
    consensus = (grid.by_application(top)[grid.a] - top) / safe
    middle = float(merit.mean())
    chance = float((noise / grid.by_application(weight)).mean())
    spread = float(merit.var()) - chance
    if noise <= 0 or spread <= 0:
        return np.ones(grid.reviewers)
    trust = np.where(has, spread / (spread + noise / safe), 0.0)
    expected = np.where(has, middle + trust * (consensus - middle), 0.0)
    left = noise + spread * (1 - trust)  # what a mark still varies around that
    each = np.where(has, 1 / left, 0.0)
    sums = np.maximum(grid.by_reviewer(each), 1e-12)
    x = expected - (grid.by_reviewer(each * expected) / sums)[grid.r]
    y = grid.y - (grid.by_reviewer(each * grid.y) / sums)[grid.r]
    told, along = grid.by_reviewer(each * x * x), grid.by_reviewer(each * x * y)
    return _pooled(told, along)


def _pooled(told: Floats, along: Floats) -> Floats:
    """Slopes drawn towards their mean by how much they vary beyond chance; the mean is 1."""
    speaks = told > 1e-9
    if speaks.sum() < 2:
        return np.ones_like(told)
    slope, chance = along[speaks] / told[speaks], 1 / told[speaks]

    def weights_at(ratios: Floats) -> Floats:
        return 1 / np.add.outer(ratios, chance)

    def unlikely(ratios: Floats) -> Floats:
        weight = weights_at(ratios)
        mean = (weight * slope).sum(axis=1) / weight.sum(axis=1)
        off = weight * (slope - mean[:, None]) ** 2
        likely = (off - np.log(weight)).sum(axis=1) + np.log(weight.sum(axis=1))
        found: Floats = likely + ratios / USUAL
        return found

    ratio = _least(unlikely)
    weight = weights_at(np.array([ratio]))[0]
    mean = float((weight * slope).sum() / weight.sum())
    if mean <= 0:
        return np.ones_like(told)
    drawn = np.full_like(told, mean)
    drawn[speaks] = mean + (slope - mean) * ratio / (ratio + chance)
    return np.clip(drawn / mean, NARROWEST, WIDEST)


def _least(unlikely: Callable[[Floats], Floats]) -> float:
    """The ratio of variances with the least value, sought on finer and finer logarithms.

    Zero, if nothing above it is better.
    """
    low, high = LEAST, MOST
    for _ in range(4):
        grid = np.linspace(low, high, STEPS)
        best = int(np.argmin(unlikely(np.exp(grid))))
        low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, STEPS - 1)])
    found = float(np.exp((low + high) / 2))
    nothing, something = unlikely(np.array([0.0, found]))
    return found if something < nothing - 1e-9 else 0.0
