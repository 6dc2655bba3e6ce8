from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law import cases
from xingmeng.law import conversion

TODAY = date(2024, 6, 30)
sums = st.integers(0, 10**15)
percents = st.integers(0, 100)


def sold(unit_rule: int, regional: int | None = None, *, on: date = TODAY) -> int:
    """The team's share where a result is transferred or licensed."""
    said = conversion.Said(unit_rule, regional_min_pct=regional)
    return conversion.share_pct("sale", said, on=on)


@pytest.mark.parametrize(("given_", "expected"), cases.of("income"))
def test_case(given_: dict, expected: dict):
    net = conversion.net_income(given_["received_fen"], given_["costs_fen"])
    share = sold(given_["unit_rule_pct"], given_.get("regional_min_pct"), on=given_["on"])
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


# --- share_pct ------------------------------------------------------------------------------


@given(percents, st.none() | percents)
def test_the_share_is_the_best_of_unit_region_and_law(unit_rule: int, regional: int | None):
    share = sold(unit_rule, regional)

    assert share == max(unit_rule, regional or 0, 50)


@given(percents, percents)
def test_a_better_rule_of_the_unit_never_lowers_the_share(one: int, other: int):
    low, high = sorted((one, other))

    lower = sold(low)

    assert lower <= sold(high)


@pytest.mark.parametrize(
    ("unit_rule", "regional"), ((-1, None), (101, None), (70, 101), (70, -1))
)
def test_a_share_outside_0_to_100_is_refused(unit_rule: int, regional: int | None):
    with pytest.raises(ValueError, match="between 0 and 100"):
        sold(unit_rule, regional)


def test_the_law_of_2015_says_nothing_about_earlier_days():
    with pytest.raises(LookupError, match="not in force on 2015-09-30"):
        sold(70, on=date(2015, 9, 30))


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


# --- ten thousand conversions ---------------------------------------------------------------

FLOOR = {"sale": 50, "shares": 50, "own": 5}
cases_of = st.builds(
    conversion.Said,
    percents,
    agreed_pct=st.none() | percents,
    ownership_pct=st.none() | percents,
    regional_min_pct=st.none() | percents,
)
teams = st.lists(
    st.builds(conversion.Line, st.text(max_size=3), st.integers(0, 100), st.booleans()),
    min_size=1,
    max_size=8,
).filter(lambda lines: any(line.weight for line in lines))


@settings(max_examples=10_000, deadline=None)
@given(st.sampled_from(conversion.WAYS), st.integers(0, 10**13), cases_of, teams, st.randoms())
def test_every_sum_is_exact_in_any_order_and_above_every_floor(way, net, said, team, dice):
    share = conversion.share_pct(way, said, on=TODAY)
    pool = conversion.team_part(net, share)
    parts = conversion.divided(pool, team)

    claims = conversion.claims(way, said, on=TODAY)
    decided = conversion.deciding(claims)
    assert share == decided.pct == max(c.pct for c in claims if c.pct is not None)
    assert pool * 100 >= net * max(FLOOR[way], said.unit_rule_pct, said.agreed_pct or 0)

    assert sum(parts) == pool
    assert min(parts) >= 0
    main = sum(p for p, line in zip(parts, team, strict=True) if line.is_main)
    weight = sum(line.weight for line in team if line.is_main)
    assert main * sum(line.weight for line in team) >= pool * weight
    if conversion.main_enough(team, on=TODAY):
        assert 2 * main >= pool

    order = list(range(len(team)))
    dice.shuffle(order)
    again = conversion.divided(pool, [team[n] for n in order])
    mine = sorted(zip(team, parts, strict=True), key=str)
    theirs = sorted(zip((team[n] for n in order), again, strict=True), key=str)
    assert mine == theirs


@pytest.mark.parametrize(
    ("way", "said", "by", "pct"),
    [
        ("sale", conversion.Said(30), "statute", 50),
        ("sale", conversion.Said(50), "statute", 50),
        ("sale", conversion.Said(60, regional_min_pct=70), "region", 70),
        ("sale", conversion.Said(90, regional_min_pct=70), "unit", 90),
        ("sale", conversion.Said(70, agreed_pct=80), "agreement", 80),
        ("sale", conversion.Said(70, ownership_pct=85), "ownership", 85),
        ("shares", conversion.Said(0), "statute", 50),
        ("own", conversion.Said(0, regional_min_pct=70), "statute", 5),
        ("own", conversion.Said(8), "unit", 8),
    ],
)
def test_the_greatest_rule_decides_and_says_so(way, said, by, pct):
    found = conversion.deciding(conversion.claims(way, said, on=TODAY))

    assert (found.by, found.pct) == (by, pct)
    assert found.source


def test_the_region_has_set_no_minimum():
    assert conversion.regional_min_pct(TODAY) is None


@pytest.mark.parametrize(("total", "lines"), [(-1, [("甲", 1, True)]), (1, [("甲", 0, True)])])
def test_nothing_is_divided_among_nobody(total, lines):
    with pytest.raises(ValueError, match="divided"):
        conversion.divided(total, [conversion.Line(*line) for line in lines])
