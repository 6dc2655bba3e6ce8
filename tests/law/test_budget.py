"""How much of a project's budget may be indirect costs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import cases
from xingmeng.engines.values import yuan
from xingmeng.law import budget

ON = date(2022, 3, 1)
sums = st.integers(min_value=0, max_value=10**13)


@pytest.mark.parametrize(("given_", "expected"), cases.of("indirect_cap"))
def test_the_cap_is_the_one_of_the_day(given_, expected):
    found = budget.indirect_cap(given_["base_fen"], on=given_["on"])

    assert found == expected["cap_fen"]


@given(sums, sums)
def test_a_larger_base_never_lowers_the_cap(one: int, other: int):
    low, high = sorted((one, other))

    assert budget.indirect_cap(low, on=ON) <= budget.indirect_cap(high, on=ON)


@given(sums)
def test_the_cap_is_never_above_the_first_share_nor_below_the_last(base: int):
    found = budget.indirect_cap(base, on=ON)

    assert base * 20 // 100 <= found <= base * 30 // 100


def test_pure_theory_has_one_flat_share():
    assert budget.indirect_cap_of_theory(yuan(12_000_000), on=ON) == yuan(7_200_000)


def test_before_the_rules_there_is_no_cap():
    with pytest.raises(LookupError):
        budget.indirect_cap(1, on=date(2010, 1, 1))
    with pytest.raises(LookupError):
        budget.indirect_cap_of_theory(1, on=date(2021, 8, 4))


def test_a_base_is_not_negative():
    with pytest.raises(ValueError):
        budget.indirect_cap(-1, on=ON)
    with pytest.raises(ValueError):
        budget.indirect_cap_of_theory(-1, on=ON)
