"""Resampled reviewers: exact where few, near it where many, and what cannot be told apart."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import ranking
from xingmeng.engines import stability
from xingmeng.engines.stability import Line, Vote


def full(rows: dict[str, list[float]]) -> dict[tuple[str, str], Vote]:
    return {
        (a, f"r{m}"): Vote(points)
        for a, own in rows.items()
        for m, points in enumerate(own)
        if points is not None
    }


def test_the_chance_of_one_application_by_hand():
    """Two reviewers, 50 and 70: both drawn twice a quarter each, one of each a half."""
    drawn = stability.resample(full({"a": [50, 70]}))

    assert drawn.exact
    assert stability.chances(drawn, Line(60)) == {"a": 0.75}
    assert stability.chances(drawn, Line(61)) == {"a": 0.25}
    assert stability.chances(drawn, Line(0, 0)) == {"a": 0}


def test_reviewers_who_agree_on_the_order_leave_no_doubt_about_it():
    """Harsh or mild, each puts a above b: whoever is drawn, a is first."""
    drawn = stability.resample(full({"a": [51, 71, 91], "b": [50, 70, 90]}))

    assert stability.chances(drawn, Line(0, 1)) == {"a": pytest.approx(1), "b": 0}


def test_who_ties_for_the_last_place_shares_it():
    drawn = stability.resample(full({"a": [60, 80], "b": [60, 80], "c": [10, 10]}))

    assert stability.chances(drawn, Line(0, 1)) == pytest.approx({"a": 0.5, "b": 0.5, "c": 0})
    assert stability.chances(drawn, Line(0, 2)) == pytest.approx({"a": 1, "b": 1, "c": 0})
    assert stability.chances(drawn, Line(0, 9)) == pytest.approx(dict.fromkeys("abc", 1.0))
    assert stability.chances(drawn, Line(99, 2)) == pytest.approx(dict.fromkeys("abc", 0.0))


marks = st.none() | st.integers(0, 10).map(lambda n: 10.0 * n)


@given(
    st.dictionaries(
        st.sampled_from("abcd"),
        st.lists(marks, min_size=4, max_size=4).filter(any),
        min_size=1,
    ),
    st.sampled_from([Line(60), Line(0, 1), Line(50, 2), Line(0, 0)]),
)
@settings(max_examples=25, deadline=None)
def test_chances_agree_with_plain_enumeration(rows, line: Line):
    votes = full(rows)

    found = stability.chances(stability.resample(votes), line)

    plain = ranking.counted(votes, line)
    assert found == pytest.approx({a: float(share) for a, share in plain.items()})


def test_weights_count_and_agree_with_plain_enumeration():
    votes = {
        ("a", "r0"): Vote(40, 2.0), ("a", "r1"): Vote(70, 1.0), ("a", "r2"): Vote(65, 0.5),
        ("b", "r1"): Vote(55, 1.0), ("b", "r2"): Vote(60, 1.5),
    }  # fmt: skip

    found = stability.chances(stability.resample(votes), Line(50, 1))

    plain = ranking.counted(votes, Line(50, 1))
    assert found == pytest.approx({a: float(share) for a, share in plain.items()})


def test_what_does_not_come_from_reviewers_is_added():
    drawn = stability.resample(full({"a": [45, 63]}), aside={"a": 10.0})

    assert sorted(set(drawn.scores[:, 0].tolist())) == [55, 64, 73]


def test_sampling_many_reviewers_comes_near_the_exact_chance():
    """One reviewer of ten gives 0, the others 100: the mean is above 85 if 0 comes up once at
    most, which by the binomial has the probability 0.9**10 + 10 * 0.1 * 0.9**9.
    """
    votes = full({"a": [0.0] + 9 * [100.0]})

    drawn = stability.resample(votes, seed=b"one", samples=8000)

    exact = Fraction(9, 10) ** 10 + Fraction(9, 10) ** 9
    assert not drawn.exact
    assert stability.chances(drawn, Line(85))["a"] == pytest.approx(float(exact), abs=0.015)
    again = stability.resample(votes, seed=b"one", samples=8000)
    other = stability.resample(votes, seed=b"two", samples=8000)
    assert np.array_equal(drawn.scores, again.scores)
    assert not np.array_equal(drawn.scores, other.scores)


def test_the_stream_of_draws_is_written_down():
    """Whoever repeats a ranking in ten years gets the same samples."""
    drawn = stability.resample(full({"a": [float(n) for n in range(9)]}), seed=b"x", samples=3)

    sums = (drawn.scores[:, 0] * 9).round().astype(int).tolist()
    assert sums == [39, 25, 32]


@pytest.mark.parametrize("votes", [{}, {("a", "r"): Vote(1, 0)}, {("a", "r"): Vote(1, -1)}])
def test_resample_wants_votes_that_weigh(votes):
    with pytest.raises(ValueError, match="above zero"):
        stability.resample(votes)


def test_there_are_no_fewer_than_no_places():
    with pytest.raises(ValueError, match="no fewer"):
        stability.chances(stability.resample(full({"a": [1]})), Line(0, -1))


# --- the band -------------------------------------------------------------------------------

CLEAR = {"a": [90, 92, 91], "b": [60, 90, 70], "c": [90, 60, 70], "d": [10, 12, 11]}


def banded(rows, *, places: int | None, level: float = 0.75, points: float = 0) -> set[str]:
    drawn = stability.resample(full(rows))
    order = sorted(rows, key=lambda a: (-sum(rows[a]), a))
    passing = sum(sum(rows[a]) / len(rows[a]) >= points for a in order)
    line = Line(points, places)
    return set(stability.band(drawn, order, line, passing=passing, level=level))


def test_who_cannot_be_told_apart_around_the_line_is_in_the_band():
    assert banded(CLEAR, places=2) == {"b", "c"}


@pytest.mark.parametrize("places", [None, 0, 1, 3, 4, 9])
def test_there_is_no_band_where_the_line_is_clear(places):
    assert banded(CLEAR, places=places) == set()


def test_who_does_not_reach_the_points_is_in_no_lottery():
    assert banded(CLEAR, places=2, points=80) == set()  # one passes, and has a place
    assert banded(CLEAR, places=1, points=70) == set()  # a is clearly ahead of b and c


def test_equal_marks_cannot_be_told_apart_at_any_level():
    assert banded({"a": [60, 80], "b": [60, 80]}, places=1, level=0.51) == {"a", "b"}
    assert banded({"a": [60, 80], "b": [60, 80]}, places=1, level=0.5) == set()


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.lists(st.integers(0, 100), min_size=3, max_size=3),
        min_size=2,
    ),
    st.integers(0, 6),
)
@settings(max_examples=60, deadline=None)
def test_a_band_holds_somebody_on_both_sides_of_the_line_and_grows_with_the_level(rows, places):
    order = sorted(rows, key=lambda a: (-sum(rows[a]), a))

    narrow, wide = (banded(rows, places=places, level=level) for level in (0.6, 0.9))

    assert narrow <= wide
    for found in (narrow, wide):
        sides = {order.index(a) < places for a in found}
        assert sides in (set(), {True, False})


@pytest.mark.parametrize("level", [0.49, 1.01])
def test_the_level_is_a_probability(level: float):
    with pytest.raises(ValueError, match="probability"):
        banded(CLEAR, places=2, level=level)
