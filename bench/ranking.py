"""Panels with known truth: does the calibrated order come nearer to it than the raw mean?

    python -m bench.ranking [--panels 200] [--json]

Each panel draws merits, reviewers' severity and scale, and noise from fixed seeds, hands every
application to reviewers at random under a load, and ranks the rounded marks both ways. Then the
chance of standing above the line is compared with plain enumeration. Exits with 1 if the
calibrated order is not nearer on average, or the enumeration disagrees.
"""

import argparse
import itertools
import json
import sys
import time
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from scipy.stats import kendalltau

from xingmeng.engines import calibration, stability
from xingmeng.engines.stability import Line, Vote

Marks = dict[tuple[str, str], float]


class Panel(NamedTuple):
    """How a simulated panel is made. Units: points; `scale` the deviation of its logarithm."""

    applications: int = 60
    each: int = 3
    reviewers: int = 24
    merit: float = 8.0
    severity: float = 6.0
    scale: float = 0.25
    noise: float = 6.0
    places: int = 15


PANELS = {
    "60 applications, 24 reviewers": Panel(),
    "no difference of scale": Panel(scale=0.0),
    "little severity": Panel(severity=3.0),
    "neither severity nor scale": Panel(severity=0.0, scale=0.0),
    "three applications a reviewer": Panel(reviewers=60),
    "a panel of 7 for 15, 5 each": Panel(15, 5, 7, places=4),
    "200 applications, 100 reviewers": Panel(200, 3, 100, places=50),
}
NO_WORSE = {"neither severity nor scale"}  # there is nothing to calibrate; a little is lost


class Found(NamedTuple):
    """Kendall's tau with the truth and the share of the right ones within the places."""

    raw_tau: float
    calibrated_tau: float
    raw_right: float
    calibrated_right: float


def simulated(panel: Panel, seed: int) -> tuple[np.ndarray, Marks]:
    """Merits, and the marks that reviewers gave, rounded and within 0 to 100."""
    dice = np.random.RandomState(seed)  # its stream is frozen
    merit = dice.normal(0, panel.merit, panel.applications)
    severity = dice.normal(0, panel.severity, panel.reviewers)
    scale = np.exp(dice.normal(0, panel.scale, panel.reviewers))
    marks = {}
    for a, own in enumerate(_handed_out(panel, dice)):
        for r in own:
            given = 72 + severity[r] + scale[r] * merit[a] + dice.normal(0, panel.noise)
            marks[f"a{a:04}", f"r{r:04}"] = float(np.clip(round(given), 0, 100))
    return merit, marks


def _handed_out(panel: Panel, dice: np.random.RandomState) -> list[list[int]]:
    """Reviewers for each application: always among those with the least to do, by lot."""
    load = np.zeros(panel.reviewers)
    rows = []
    for _ in range(panel.applications):
        own = np.argsort(load + dice.uniform(size=panel.reviewers))[: panel.each]
        load[own] += 1
        rows.append([int(r) for r in own])
    return rows


def measured(panel: Panel, seed: int) -> Found:
    merit, marks = simulated(panel, seed)
    codes = [f"a{a:04}" for a in range(panel.applications)]
    given: dict[str, list[float]] = {code: [] for code in codes}
    for (a, _), points in marks.items():
        given[a].append(points)
    raw = np.array([np.mean(given[code]) for code in codes])
    scores = calibration.calibrate(marks).scores
    mended = np.array([scores[code] for code in codes])
    best = set(np.argsort(-merit)[: panel.places])
    return Found(
        float(kendalltau(merit, raw).statistic),
        float(kendalltau(merit, mended).statistic),
        _right(best, raw),
        _right(best, mended),
    )


def _right(best: set, scores: np.ndarray) -> float:
    return len(best & set(np.argsort(-scores, kind="stable")[: len(best)])) / len(best)


def counted(votes: Mapping[tuple[str, str], Vote], line: Line) -> dict[str, Fraction]:
    """The chance of standing above the line, by plain enumeration of every draw, exactly."""
    applications = sorted({a for a, _ in votes})
    reviewers = sorted({r for _, r in votes})
    above: dict[str, Fraction] = dict.fromkeys(applications, Fraction(0))
    ways = Fraction(1, len(reviewers) ** len(reviewers))
    for drawn in itertools.product(reviewers, repeat=len(reviewers)):
        scores = {a: _mean(votes, a, drawn, reviewers) for a in applications}
        passing = [a for a in applications if scores[a] >= Fraction(line.points)]
        places = len(passing) if line.places is None else min(line.places, len(passing))
        for a in passing:
            better = sum(scores[b] > scores[a] for b in passing)
            level = sum(scores[b] == scores[a] for b in passing)
            share = Fraction(min(max(places - better, 0), level), level)
            above[a] += ways * share
    return above


def _mean(
    votes: Mapping[tuple[str, str], Vote],
    a: str,
    drawn: Iterable[str],
    everybody: Iterable[str],
) -> Fraction:
    """Of the reviewers drawn; of all its own, where none of them was."""
    own = [votes[a, r] for r in drawn if (a, r) in votes]
    own = own or [votes[a, r] for r in everybody if (a, r) in votes]
    total = sum(Fraction(v.points) * Fraction(v.weight) for v in own)
    return total / sum(Fraction(v.weight) for v in own)


def compared(seed: int) -> float:
    """The largest difference between the engine and the enumeration on one small panel."""
    _, marks = simulated(Panel(6, 3, 5, places=2), seed)
    votes = {cell: Vote(points) for cell, points in marks.items()}
    line = Line(60, 2)
    engine = stability.chances(stability.resample(votes), line)
    plain = counted(votes, line)
    return max(abs(engine[a] - float(plain[a])) for a in plain)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.ranking", description=__doc__)
    parser.add_argument("--panels", type=int, default=200, help="of each kind")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    kinds, right = {}, True
    for name, panel in PANELS.items():
        began = time.perf_counter()
        found = np.array([measured(panel, seed) for seed in range(given.panels)])
        took = (time.perf_counter() - began) / given.panels
        means = dict(zip(Found._fields, found.mean(axis=0).round(4).tolist(), strict=True))
        gained = found[:, 1] - found[:, 0]
        kinds[name] = means | {
            "better": round(float((gained > 0).mean()), 3),
            "worse": round(float((gained < 0).mean()), 3),
            "ms": round(1000 * took, 1),
        }
        right &= name in NO_WORSE or float(gained.mean()) > 0
    off = max(compared(seed) for seed in range(5))
    right &= off < 1e-9
    _print(kinds, off, ok=right, as_json=given.json)
    return 0 if right else 1


def _print(kinds: dict, off: float, *, ok: bool, as_json: bool) -> None:
    if as_json:
        said = {"panels": kinds, "largest_difference": off, "ok": ok}
        sys.stdout.write(json.dumps(said) + "\n")
        return
    for name, line in kinds.items():
        said = "  ".join(f"{key} {value}" for key, value in line.items())
        sys.stdout.write(f"{name}: {said}\n")
    sys.stdout.write(f"stability against enumeration: {off:.1e}\n")


if __name__ == "__main__":
    sys.exit(main())
