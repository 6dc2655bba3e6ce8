"""The marks of an enterprise in the evaluation of technology SMEs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import cases
from xingmeng.law import sme_score

ON = date(2022, 3, 1)


@pytest.mark.parametrize(("given_", "expected"), cases.of("sme_score"))
def test_the_marks_are_those_of_the_measure(given_, expected):
    by_rd = sme_score.rd_scores(
        given_["rd_fen"], revenue_fen=given_["revenue_fen"], cost_fen=given_["cost_fen"], on=ON
    )
    found = {
        "staff": sme_score.staff_score(given_["st_staff"], given_["staff"], on=ON),
        "rd": max(by_rd),
        "rights": sme_score.rights_score(given_["class_one"], given_["class_two"], on=ON),
    }

    assert found == expected


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_marks_for_staff_are_of_a_band(some: int, all_of_them: int):
    assert sme_score.staff_score(some, all_of_them, on=ON) in (0, 4, 8, 12, 16, 20)


def test_before_the_measure_there_are_no_marks():
    with pytest.raises(LookupError):
        sme_score.staff_score(1, 1, on=date(2017, 5, 2))


def test_nothing_counted_is_negative():
    with pytest.raises(ValueError):
        sme_score.rights_score(-1, 0, on=ON)
    with pytest.raises(ValueError):
        sme_score.staff_score(-1, 10, on=ON)
