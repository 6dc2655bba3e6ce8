from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import cases
from xingmeng.law import conversion

TODAY = date(2024, 6, 30)
sums = st.integers(0, 10**15)
percents = st.integers(0, 100)


@pytest.mark.parametrize(("given_", "expected"), cases.of("income"))
def test_case(given_: dict, expected: dict):
    net = conversion.net_income(given_["received_fen"], given_["costs_fen"])
    share = conversion.team_share_pct(
        given_["unit_rule_pct"],
        on=given_["on"],
        regional_min_pct=given_.get("regional_min_pct"),
    )
    team = conversion.team_part(net, share)

    found = {"net_fen": net, "share_pct": share, "team_fen": team, "unit_fen": net - team}
    assert found == expected


# --- net_income -----------------------------------------------------------------------------


@given(sums, sums)
def test_net_income_is_what_is_left_and_never_below_nothing(received: int, costs: int):
    assert conversion.net_income(received, costs) == max(0, received - costs)


@pytest.mark.parametrize(("received", "costs"), ((-1, 0), (0, -1)))
def test_net_income_refuses_sums_below_nothing(received: int, costs: int):
    with pytest.raises(ValueError, match="not negative"):
        conversion.net_income(received, costs)


# --- team_share_pct -------------------------------------------------------------------------


@given(percents, st.none() | percents)
def test_the_share_is_the_best_of_unit_region_and_law(unit_rule: int, regional: int | None):
    share = conversion.team_share_pct(unit_rule, on=TODAY, regional_min_pct=regional)

    assert share == max(unit_rule, regional or 0, 50)


@given(percents, percents)
def test_a_better_rule_of_the_unit_never_lowers_the_share(one: int, other: int):
    low, high = sorted((one, other))

    lower = conversion.team_share_pct(low, on=TODAY)

    assert lower <= conversion.team_share_pct(high, on=TODAY)


@pytest.mark.parametrize(
    ("unit_rule", "regional"), ((-1, None), (101, None), (70, 101), (70, -1))
)
def test_a_share_outside_0_to_100_is_refused(unit_rule: int, regional: int | None):
    with pytest.raises(ValueError, match="between 0 and 100"):
        conversion.team_share_pct(unit_rule, on=TODAY, regional_min_pct=regional)


def test_the_law_of_2015_says_nothing_about_earlier_days():
    with pytest.raises(LookupError, match="not in force on 2015-09-30"):
        conversion.team_share_pct(70, on=date(2015, 9, 30))


# --- team_part ------------------------------------------------------------------------------


@given(sums, percents)
def test_the_team_never_gets_less_than_its_share_nor_a_fen_more(net: int, share: int):
    exact = Fraction(net * share, 100)

    assert 0 <= conversion.team_part(net, share) - exact < 1


@given(sums, st.integers(50, 100))
def test_the_floor_of_the_law_holds_to_the_fen(net: int, share: int):
    team = conversion.team_part(net, share)

    assert 2 * team >= net
    assert team <= net


@given(sums, percents, percents)
def test_a_larger_share_never_gives_less(net: int, one: int, other: int):
    low, high = sorted((one, other))

    assert conversion.team_part(net, low) <= conversion.team_part(net, high)


@pytest.mark.parametrize("share", (-1, 101))
def test_team_part_refuses_a_share_outside_0_to_100(share: int):
    with pytest.raises(ValueError, match="between 0 and 100"):
        conversion.team_part(100, share)
