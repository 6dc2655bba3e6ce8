"""Public money that grows: what a year owes to the year before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.law.public_money import least_of_year

SINCE = date(2021, 7, 28)


@pytest.mark.parametrize(
    ("before", "least"), [(0, 0), (1, 2), (5, 6), (10_000_000_000, 12_000_000_000)]
)
def test_a_fifth_more_rounded_up(before: int, least: int):
    assert least_of_year(before, on=SINCE) == least


def test_nothing_is_owed_before_there_was_a_rule():
    assert least_of_year(10**12, on=SINCE - timedelta(1)) == 0


@given(st.integers(0, 10**15), st.integers(0, 10**6))
def test_more_before_never_asks_for_less(before: int, more: int):
    least = least_of_year(before, on=SINCE)
    assert 100 * least >= 120 * before > 100 * (least - 1) or before == 0
    assert least <= least_of_year(before + more, on=SINCE)
