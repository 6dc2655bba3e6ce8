"""Which cap of an equity plan binds, by size, and how many people it takes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.law import equity

TODAY = date(2024, 6, 30)


@pytest.mark.parametrize(
    ("staff", "revenue_yuan", "size", "caps"),
    [
        (1000, 400_000_000, "large", (500, 300)),
        (1000, 399_999_999, "medium", (1000, 300)),
        (300, 20_000_000, "medium", (1000, 300)),
        (299, 900_000_000, "small", (3000, 300)),
        (5, 100_000, "small", (3000, 300)),
    ],
)
def test_the_size_of_a_firm_sets_its_cap(staff, revenue_yuan, size, caps):
    found = equity.size_of(staff, revenue_yuan * 100, on=TODAY)

    assert (found, equity.caps(found, on=TODAY)) == (size, caps)


def test_the_measure_says_nothing_of_earlier_days():
    with pytest.raises(LookupError):
        equity.size_of(10, 0, on=date(2016, 2, 28))


@pytest.mark.parametrize(("total", "people"), [(1750, 6), (1800, 6), (1801, 7), (300, 1)])
def test_a_plan_takes_so_many_people(total, people):
    assert equity.least_people(total, on=TODAY) == people


@given(st.integers(1, 3000))
def test_with_one_person_less_somebody_is_above_the_cap(total):
    people = equity.least_people(total, on=TODAY)

    assert total <= people * 300
    assert total > (people - 1) * 300
