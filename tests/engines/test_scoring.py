from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xingmeng.engines import scoring
from xingmeng.engines.scoring import Ranked
from xingmeng.engines.stability import Line

WEIGHTS = {"answers": 40, "route": 30, "team": 30}
MARKERS = ("m1", "m2", "m3")
points = st.integers(0, 100)


@st.composite
def mark_sheets(draw, applications: int = 5) -> dict[tuple[str, str, str], int]:
    """Marks in which every application has at least one mark for every criterion."""
    marks = {}
    for n in range(draw(st.integers(1, applications))):
        for criterion in WEIGHTS:
            markers = st.lists(st.sampled_from(MARKERS), min_size=1, unique=True)
            marks |= {(f"a{n}", m, criterion): draw(points) for m in draw(markers)}
    return marks


# --- score ----------------------------------------------------------------------------------


def test_score_by_hand():
    marks = {("m1", "x"): 90, ("m2", "x"): 80, ("m1", "y"): 70}

    assert scoring.score(marks, {"x": 60, "y": 40}) == 79  # 85 * 0.6 + 70 * 0.4


def test_score_is_exact_where_decimals_are_not():
    marks = {("m1", "x"): 100, ("m2", "x"): 100, ("m3", "x"): 0}

    assert scoring.score(marks, {"x": 100}) == Fraction(200, 3)


def test_each_criterion_counts_its_own_markers():
    marks = {("e1", "x"): 60, ("e2", "x"): 80, ("issuer", "y"): 100}

    assert scoring.score(marks, {"x": 90, "y": 10}) == 73


def test_marks_without_a_weight_do_not_count():
    assert scoring.score({("m", "x"): 50, ("m", "aside"): 100}, {"x": 1}) == 50


@given(st.dictionaries(st.tuples(st.sampled_from(MARKERS), st.just("x")), points, min_size=1))
def test_a_score_lies_between_the_lowest_and_the_highest_mark(marks):
    score = scoring.score(marks, {"x": 100})

    assert min(marks.values()) <= score <= max(marks.values())


@given(mark_sheets(applications=1), st.integers(1, 50))
def test_weights_are_relative(marks, factor: int):
    own = {(marker, criterion): mark for (_, marker, criterion), mark in marks.items()}
    scaled = {criterion: weight * factor for criterion, weight in WEIGHTS.items()}

    assert scoring.score(own, scaled) == scoring.score(own, WEIGHTS)


@given(mark_sheets(applications=1), st.data())
def test_a_better_mark_never_lowers_a_score(marks, data):
    own = {(marker, criterion): mark for (_, marker, criterion), mark in marks.items()}
    raised = data.draw(st.sampled_from(sorted(own)))
    assume(own[raised] < 100)

    better = scoring.score(own | {raised: own[raised] + 1}, WEIGHTS)

    assert better > scoring.score(own, WEIGHTS)


@pytest.mark.parametrize("mark", (-1, 101))
def test_score_refuses_what_is_not_a_mark(mark: int):
    with pytest.raises(ValueError, match="between 0 and 100"):
        scoring.score({("m", "x"): mark}, {"x": 100})


def test_score_names_every_criterion_without_a_mark():
    with pytest.raises(ValueError, match="no mark for y, z"):
        scoring.score({("m", "x"): 50}, {"x": 1, "y": 1, "z": 1})


@pytest.mark.parametrize("weights", ({}, {"x": 0}))
def test_score_refuses_weights_that_weigh_nothing(weights: dict[str, int]):
    with pytest.raises(ValueError, match="more than zero"):
        scoring.score({("m", "x"): 50}, weights)


# --- rank -----------------------------------------------------------------------------------


def test_rank_by_hand():
    marks = {
        ("东", "m1", "x"): 70,
        ("东", "m1", "y"): 90,
        ("西", "m1", "x"): 80,
        ("西", "m2", "x"): 91,
        ("西", "m1", "y"): 70,
    }

    ranked = scoring.rank(marks, {"x": 50, "y": 50})

    assert ranked == [Ranked(1, "东", 8_000), Ranked(2, "西", 7_775)]


def test_scores_are_rounded_half_to_even_only_for_show():
    marks = {("a", f"m{n}", "x"): mark for n, mark in enumerate((66, 67, 67))}

    assert scoring.rank(marks, {"x": 1}) == [Ranked(1, "a", 6_667)]


def test_a_tie_is_broken_by_the_criteria_named():
    marks = {("a", "m", "x"): 60, ("a", "m", "y"): 80, ("b", "m", "x"): 80, ("b", "m", "y"): 60}
    weights = {"x": 50, "y": 50}

    by_x = scoring.rank(marks, weights, tie_break=("x",))
    by_y = scoring.rank(marks, weights, tie_break=("y",))

    assert [(r.place, r.application) for r in by_x] == [(1, "b"), (2, "a")]
    assert [(r.place, r.application) for r in by_y] == [(1, "a"), (2, "b")]


def test_equals_share_a_place_and_the_next_place_is_left_out():
    marks = {("c", "m", "x"): 70, ("b", "m", "x"): 90, ("a", "m", "x"): 90, ("d", "m", "x"): 95}

    ranked = scoring.rank(marks, {"x": 100}, tie_break=("x",))

    assert [(r.place, r.application) for r in ranked] == [
        (1, "d"),
        (2, "a"),
        (2, "b"),
        (4, "c"),
    ]


def test_scores_that_differ_by_less_than_is_shown_do_not_share_a_place():
    marks = {("a", f"m{n}", "x"): 50 for n in range(300)}
    marks |= {("b", f"m{n}", "x"): 50 for n in range(300)} | {("b", "m0", "x"): 51}

    ranked = scoring.rank(marks, {"x": 1})

    assert ranked == [Ranked(1, "b", 5_000), Ranked(2, "a", 5_000)]


@given(mark_sheets(), st.randoms(use_true_random=False))
def test_the_order_of_marks_does_not_matter(marks, chance):
    shuffled = dict(chance.sample(list(marks.items()), len(marks)))

    first = scoring.rank(marks, WEIGHTS, tie_break=("answers",))

    assert scoring.rank(shuffled, WEIGHTS, tie_break=("answers",)) == first


@given(mark_sheets())
def test_markers_may_be_renamed(marks):
    renamed = {(a, f"又{m}", c): mark for (a, m, c), mark in marks.items()}

    assert scoring.rank(renamed, WEIGHTS) == scoring.rank(marks, WEIGHTS)


@given(mark_sheets())
def test_every_application_is_ranked_once_best_first(marks):
    ranked = scoring.rank(marks, WEIGHTS)

    assert sorted(r.application for r in ranked) == sorted({a for a, _, _ in marks})
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)
    assert all(0 <= r.score <= 10_000 for r in ranked)


@given(mark_sheets())
def test_a_place_is_one_more_than_the_number_of_better_ones(marks):
    exact = {
        application: scoring.score(
            {(m, c): mark for (a, m, c), mark in marks.items() if a == application}, WEIGHTS
        )
        for application, _, _ in marks
    }

    for place, application, _ in scoring.rank(marks, WEIGHTS):
        assert place == 1 + sum(other > exact[application] for other in exact.values())


@given(mark_sheets(), st.data())
def test_a_better_mark_never_costs_a_place(marks, data):
    raised = data.draw(st.sampled_from(sorted(marks)))
    assume(marks[raised] < 100)

    before = {r.application: r.place for r in scoring.rank(marks, WEIGHTS)}
    after = {
        r.application: r.place
        for r in scoring.rank(marks | {raised: marks[raised] + 1}, WEIGHTS)
    }

    assert after[raised[0]] <= before[raised[0]]


@given(mark_sheets(), st.data())
def test_an_application_that_leaves_does_not_turn_the_others_round(marks, data):
    gone = data.draw(st.sampled_from(sorted({a for a, _, _ in marks})))
    rest = {key: mark for key, mark in marks.items() if key[0] != gone}
    assume(rest)

    order = [r.application for r in scoring.rank(marks, WEIGHTS) if r.application != gone]

    assert [r.application for r in scoring.rank(rest, WEIGHTS)] == order


def test_rank_refuses_an_empty_round():
    with pytest.raises(ValueError, match="needs marks"):
        scoring.rank({}, WEIGHTS)


def test_rank_refuses_an_application_that_lacks_a_criterion():
    with pytest.raises(ValueError, match="no mark for y"):
        scoring.rank({("a", "m", "x"): 1}, {"x": 50, "y": 50})


def test_rank_refuses_a_tie_break_nobody_marked():
    with pytest.raises(ValueError, match="no mark for y"):
        scoring.rank({("a", "m", "x"): 1}, {"x": 50}, tie_break=("y",))


# --- leaving out extremes -------------------------------------------------------------------

SEVEN = {"a": (10, 60, 62, 64, 66, 68, 100)}


def sheets_of(given: dict[str, tuple[int, ...]]) -> tuple[dict, dict[str, str]]:
    marks = {
        (a, f"{a}{n}", c): points
        for a, own in given.items()
        for n, points in enumerate(own)
        for c in ("team", "route")
    }
    return marks, {marker: f"r{marker[-1]}" for _, marker, _ in marks}


def test_of_seven_sheets_the_highest_and_the_lowest_count_nowhere():
    marks, reviewers = sheets_of(SEVEN | {"b": (10, 60, 62, 64, 66, 100)})
    weights = {"team": 60, "route": 40}

    rule = scoring.Rule(Line(60), trim_from=7)
    found = scoring.stand(marks, weights, reviewers=reviewers, rule=rule, seed=b"s")

    assert {s.application: s.raw for s in found.standings} == {"a": 6400, "b": 6033}
    left = scoring.trimmed(marks, weights, reviewers, least=7)
    assert {p for (a, *_), p in left.items() if a == "a"} == {60, 62, 64, 66, 68}
    assert len([key for key in left if key[0] == "b"]) == 12


def test_one_alone_goes_of_equal_sheets_and_other_markers_stay():
    marks, reviewers = sheets_of({"a": (50, 50, 50)})
    marks["a", "issuer", "need"] = 1

    left = scoring.trimmed(marks, {"team": 1, "route": 1, "need": 1}, reviewers, least=3)

    assert ("a", "issuer", "need") in left
    assert len(left) == 1 + 2
    assert scoring.trimmed(marks, {"team": 1}, reviewers, least=0) == marks
