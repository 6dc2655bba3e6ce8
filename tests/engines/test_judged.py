"""What the measurement of expertise counts, on hand-made judgements."""

import numpy as np
import pytest

from bench import judged
from bench.judged import Sample, Wrong
from xingmeng.engines.writing import Writing

GIVEN = Sample({"甲": [], "乙": []}, {name: Writing(name) for name in "abc"})
SAID = {"甲": {"a": 5.0, "b": 4.0, "c": 1.0}, "乙": {"a": 2.0, "b": 2.0}}


def wrong(*scores: float) -> Wrong:
    return judged.judge(np.array([scores, (0, 0, 0)]), GIVEN, SAID)["甲"]


def test_the_right_order_loses_nothing():
    assert wrong(3, 2, 1) == Wrong(0.0, 8.0, (2.0, 2), (1.0, 1))


def test_a_wrong_pair_counts_its_difference_and_a_tie_half():
    assert wrong(2, 3, 1) == Wrong(1.0, 8.0, (2.0, 2), (0.0, 1))
    assert wrong(1, 2, 3) == Wrong(8.0, 8.0, (0.0, 2), (0.0, 1))
    assert wrong(2, 2, 2) == Wrong(4.0, 8.0, (1.0, 2), (0.5, 1))


def test_experts_count_by_the_weight_of_their_pairs():
    found = judged.judge(np.array([[2, 3, 1], [0, 1, 0]]), GIVEN, SAID)

    assert found["乙"] == Wrong(0.0, 0.0, (0.0, 0), (0.0, 0))
    assert judged.loss(found) == pytest.approx(1 / 8)
    assert judged.accuracy(found, "easy") == 1.0
    assert judged.accuracy(found, "hard") == 0.0


def test_places_of_what_is_found_again():
    values = np.array([[3.0, 1.0, 0.0], [2.0, 1.0, 0.0], [1.0, 1.0, 1.0]])

    found = judged.found_again(values)

    assert (found.first, found.ten) == (pytest.approx(1 / 3), 1.0)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 1 / 2) / 3)
