"""From marks to an order of merit. Pure; knows nothing of instruments or people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from xingmeng.engines import calibration, stability
from xingmeng.engines.calibration import Reviewer
from xingmeng.engines.stability import Line, Vote

Mark = tuple[str, str, str]  # (application, marker, criterion)


class Ranked(NamedTuple):
    """One application's place. Units: `score` in hundredths of a point, 0 to 10,000."""

    place: int
    application: str
    score: int


class Standing(NamedTuple):
    """Everything there is to say about one application's place, side by side.

    Units: scores in hundredths of a point; chance in hundredths of a percent.
    """

    place: int
    application: str
    raw: int
    calibrated: int
    chance: int
    in_band: bool


class Outcome(NamedTuple):
    """Standings, best first by the deciding score, and what was learnt of each reviewer."""

    standings: list[Standing]
    reviewers: dict[str, Reviewer]
    exact: bool


class Rule(NamedTuple):
    """What decides: raw or calibrated scores, the line, from when on two can be told apart."""

    line: Line
    by: str = "raw"
    level: float = 0.75
    tie_break: tuple[str, ...] = ()
    trim_from: int = 0  # experts on an application from which on its extremes are left out


def narrow(scores: Mapping[str, int], *, line: int, gap: int) -> dict[str, str]:
    """Who leaves a race at its checkpoint, and whether one runner alone is left.

    Shapes: {runner: score} gives {runner: "dropped" | "ahead" | "level"}. Dropped is who
            scores below the line, or `gap` or more below the best; the one runner left is
            ahead; where several are left they are level, and people decide.
    Units:  one unit for scores, line and gap.
    Order:  as given. Errors: ValueError if there is no runner or the gap is not above zero.
    Source: domain of open challenges: drop rule of a horse race.
    """
    if not scores or gap <= 0:
        raise ValueError("a race has runners and a gap above zero")
    best = max(scores.values())
    left = {r for r, points in scores.items() if points >= line and best - points < gap}
    staying = "ahead" if len(left) == 1 else "level"
    return {runner: staying if runner in left else "dropped" for runner in scores}


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


def stand(
    marks: Mapping[Mark, int],
    weights: Mapping[str, int],
    *,
    reviewers: Mapping[str, str],
    rule: Rule,
    seed: bytes,
) -> Outcome:
    """Raw and calibrated scores, the chance of standing above the line, the band around it.

    Shapes: marks as `rank` takes them; reviewers is {marker: reviewer} for the markers whose
            severity is at stake, one reviewer under one code on all their sheets; other
            markers, such as an issuer, count as they are.
    Units:  as Standing says.
    Order:  by the deciding score in hundredths; ties by the raw place, then by application.
    Errors: ValueError as `rank`, if an application has no reviewer, or the rule names another
            score.
    Source: docs/decisions/0019-calibrated-ranking.md
    """
    if rule.by not in ("raw", "calibrated"):
        raise ValueError(f"no score {rule.by!r}")
    marks = trimmed(marks, weights, reviewers, least=rule.trim_from)
    ranked = {r.application: r for r in rank(marks, weights, tie_break=rule.tie_break)}
    sheets, aside, share = _apart(marks, weights, reviewers)
    if {a for a, _ in sheets} != set(ranked):
        raise ValueError("an application has no reviewer")
    learnt = calibration.calibrate(sheets)
    calibrated = {
        a: round(100 * (aside[a] + share * points)) for a, points in learnt.scores.items()
    }
    deciding = (
        calibrated if rule.by == "calibrated" else {a: r.score for a, r in ranked.items()}
    )
    order = sorted(ranked, key=lambda a: (-deciding[a], ranked[a].place, a))
    votes = _votes(sheets, learnt.reviewers if rule.by == "calibrated" else {}, share)
    drawn = stability.resample(votes, aside=aside, seed=seed)
    chance = stability.chances(drawn, rule.line)
    passing = sum(deciding[a] >= 100 * rule.line.points for a in order)
    level = stability.band(drawn, order, rule.line, passing=passing, level=rule.level)
    standings: list[Standing] = []
    for n, a in enumerate(order):
        same = n > 0 and _level_with(a, order[n - 1], deciding, ranked)
        standings.append(
            Standing(
                standings[-1].place if same else n + 1,
                a,
                ranked[a].score,
                calibrated[a],
                round(10_000 * chance[a]),
                a in level,
            )
        )
    return Outcome(standings, learnt.reviewers, drawn.exact)


def trimmed(
    marks: Mapping[Mark, int],
    weights: Mapping[str, int],
    reviewers: Mapping[str, str],
    *,
    least: int,
) -> Mapping[Mark, int]:
    """The marks without the highest and the lowest sheet of who has `least` reviewers or more.

    Shapes: as `stand`; other markers' marks stay. Units: 0 for least leaves all as it is.
    Order:  of sheets equal in all, the first or last reviewer by code goes.
    Errors: none. Source: domain of expert review: with 7 experts or more drop one highest and
            one lowest.
    """
    if not least:
        return marks
    by_application: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (a, reviewer), points in _apart(marks, weights, reviewers)[0].items():
        by_application[a].append((points, reviewer))
    left = set()
    for a, own in by_application.items():
        if len(own) >= least:
            left |= {(a, min(own)[1]), (a, max(own)[1])}
    return {key: p for key, p in marks.items() if (key[0], reviewers.get(key[1])) not in left}


def _level_with(
    one: str, other: str, deciding: Mapping[str, int], ranked: Mapping[str, Ranked]
) -> bool:
    return deciding[one] == deciding[other] and ranked[one].place == ranked[other].place


def _apart(
    marks: Mapping[Mark, int], weights: Mapping[str, int], reviewers: Mapping[str, str]
) -> tuple[dict[tuple[str, str], float], dict[str, float], float]:
    """Each reviewer's whole mark, what others add to each application, the reviewers' share."""
    own: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    rest: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (a, marker, criterion), points in marks.items():
        given = rest[a]
        if marker not in reviewers:
            given[marker, criterion] = points
        elif weights.get(criterion):
            own[a, reviewers[marker]][criterion] = points
    theirs = {c for given in own.values() for c in given}
    share = sum(weights[c] for c in theirs) / sum(weights.values())
    sheets = {
        cell: sum(weights[c] * p for c, p in given.items()) / sum(weights[c] for c in given)
        for cell, given in own.items()
    }
    others = {c: w for c, w in weights.items() if c not in theirs}
    aside = {
        a: float(score(given, others)) * (1 - share) if sum(others.values()) > 0 else 0.0
        for a, given in rest.items()
    }
    return sheets, aside, share


def _votes(
    sheets: Mapping[tuple[str, str], float], learnt: Mapping[str, Reviewer], share: float
) -> dict[tuple[str, str], Vote]:
    """Marks as they count in a resample: with severity and scale taken out, if they are."""
    middle = sum(sheets.values()) / len(sheets)
    plain = Reviewer(0.0, 1.0, 0)
    found = {}
    for (a, r), points in sheets.items():
        severity, scale, _ = learnt.get(r, plain)
        mended = middle + (points - middle - severity) / scale
        found[a, r] = Vote(share * mended, scale * scale)
    return found
