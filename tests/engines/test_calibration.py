"""Severity and scale: found where reviewers share, left alone where they do not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import ranking
from xingmeng.engines import calibration

points = st.integers(0, 100)
Marks = dict[tuple[str, str], float]


def raw(marks: Marks) -> dict[str, float]:
    given: dict[str, list[float]] = {}
    for (a, _), mark in marks.items():
        given.setdefault(a, []).append(mark)
    return {a: sum(own) / len(own) for a, own in given.items()}


@st.composite
def grids(draw) -> Marks:
    """Any sparse part of a grid of six applications and four reviewers."""
    cells = [(f"a{n}", f"r{m}") for n in range(6) for m in range(4)]
    chosen = draw(st.lists(st.sampled_from(cells), min_size=1, unique=True))
    return {cell: float(draw(points)) for cell in chosen}


def test_severity_by_hand():
    """Each pair meets on one application and differs by 10: 70, 80, 50 are the merits."""
    marks = {
        ("a", "harsh"): 60, ("a", "middle"): 70,
        ("b", "middle"): 80, ("b", "mild"): 90,
        ("c", "mild"): 60, ("c", "harsh"): 40,
    }  # fmt: skip

    found = calibration.calibrate(marks)

    assert raw(marks) == {"a": 65, "b": 85, "c": 50}
    assert found.scores == pytest.approx({"a": 70, "b": 80, "c": 50}, abs=0.05)
    severity = {name: known.severity for name, known in found.reviewers.items()}
    assert severity == pytest.approx({"harsh": -10, "middle": 0, "mild": 10}, abs=0.05)
    assert {known.shared for known in found.reviewers.values()} == {2}
    assert found.noise == pytest.approx(0, abs=0.1)


def test_severity_and_scale_of_marks_without_noise_are_found():
    merit = dict(zip("abcdefgh", (52, 58, 61, 66, 70, 75, 79, 85), strict=True))
    known = {"plain": (0, 1.0), "wide": (-4, 1.4), "narrow": (4, 0.6)}
    marks = {
        (a, r): 70 + severity + scale * (points - 70)
        for n, (a, points) in enumerate(merit.items())
        for m, (r, (severity, scale)) in enumerate(known.items())
        if (n + m) % 4
    }

    found = calibration.calibrate(marks)

    scales = [found.reviewers[r].scale for r in ("narrow", "plain", "wide")]
    order = sorted(merit, key=lambda a: -found.scores[a])
    assert scales == sorted(scales)
    assert scales[2] / scales[0] > 1.7
    assert order == sorted(merit, key=lambda a: -merit[a])


@given(st.lists(st.lists(points, min_size=1, max_size=5), min_size=1, max_size=6))
def test_who_shares_no_application_is_left_as_they_are(piles):
    marks = {
        (f"a{n}.{m}", f"r{n}"): float(mark)
        for n, pile in enumerate(piles)
        for m, mark in enumerate(pile)
    }

    found = calibration.calibrate(marks)

    assert found.scores == pytest.approx(raw(marks))
    assert {r.severity for r in found.reviewers.values()} == {0}
    assert {r.scale for r in found.reviewers.values()} == {1}
    assert {r.shared for r in found.reviewers.values()} == {0}


def test_a_weak_pile_that_nobody_shares_is_not_mended():
    """Two panels of three; in each the reviewers agree. The second panel's pile is weaker."""
    strong = {(f"s{n}", f"r{m}"): 80.0 + n for n in range(5) for m in range(3)}
    weak = {(f"w{n}", f"q{m}"): 50.0 + n for n in range(5) for m in range(3)}

    found = calibration.calibrate(strong | weak)

    assert found.scores == pytest.approx(raw(strong | weak))


@given(grids(), st.permutations(range(4)))
@settings(max_examples=50)
def test_names_and_order_of_the_marks_say_nothing(marks: Marks, order):
    renamed = {(a, f"q{order[int(r[1])]}"): mark for (a, r), mark in reversed(marks.items())}

    one, other = calibration.calibrate(marks), calibration.calibrate(renamed)

    assert one.scores == pytest.approx(other.scores, abs=0.02)
    assert one == calibration.calibrate(dict(reversed(marks.items())))


@given(grids())
@settings(max_examples=80)
def test_scores_are_whole_numbers_of_sense(marks: Marks):
    found = calibration.calibrate(marks)

    assert set(found.scores) == {a for a, _ in marks}
    assert all(np.isfinite(list(found.scores.values())))
    narrowest, widest = calibration.NARROWEST, calibration.WIDEST
    assert all(narrowest <= r.scale <= widest for r in found.reviewers.values())
    assert abs(sum(r.severity for r in found.reviewers.values())) < 100 * len(found.reviewers)


def test_a_harsher_reviewer_costs_an_application_less_than_in_the_raw_mean():
    _, marks = ranking.simulated(ranking.Panel(), 7)
    own = [cell for cell in marks if cell[1] == "r0003"]
    harsher = marks | {cell: max(0, marks[cell] - 10) for cell in own}

    before, after = calibration.calibrate(marks), calibration.calibrate(harsher)

    fell = [before.scores[a] - after.scores[a] for a, _ in own]
    assert np.mean(fell) < 10 / 3 * 0.5  # the raw mean of three falls by a third of ten


@pytest.mark.parametrize("marks", [{}, {("a", "r"): 101}, {("a", "r"): -1}])
def test_calibrate_refuses_what_is_no_mark(marks):
    with pytest.raises(ValueError, match="between 0 and 100"):
        calibration.calibrate(marks)


# --- with known truth -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("panel", "gain", "better"),
    [
        (ranking.Panel(40, 3, 16, places=10), 0.03, 0.7),
        (ranking.Panel(40, 3, 16, scale=0.0, places=10), 0.03, 0.7),
        (ranking.Panel(40, 3, 30, severity=8.0, places=10), 0.03, 0.7),
    ],
)
def test_the_calibrated_order_comes_nearer_to_the_truth_than_the_raw_mean(panel, gain, better):
    found = np.array([ranking.measured(panel, seed) for seed in range(20)])

    raw_tau, mended_tau, raw_right, mended_right = found.T
    assert (mended_tau - raw_tau).mean() > gain
    assert (mended_tau > raw_tau).mean() >= better
    assert mended_right.mean() > raw_right.mean()


def test_little_is_lost_where_there_is_nothing_to_calibrate():
    panel = ranking.Panel(40, 3, 16, severity=0.0, scale=0.0, places=10)

    found = np.array([ranking.measured(panel, seed) for seed in range(20)])

    assert (found[:, 0] - found[:, 1]).mean() < 0.015
