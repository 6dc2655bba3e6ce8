from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import cases
from xingmeng.law import open_challenge

TODAY = date(2024, 6, 30)
CAPS_FEN = {"tackle": 1_000_000_000, "conversion": 500_000_000}
sums = st.integers(0, 10**15)
rules = st.sampled_from(sorted(CAPS_FEN))


@pytest.mark.parametrize(("given_", "expected"), cases.of("support"))
def test_case(given_: dict, expected: dict):
    found = open_challenge.support(**given_)

    assert {"support_fen": found.amount_fen, "capped": found.capped} == expected


@given(rules, sums, sums)
def test_more_input_never_gives_less(rule: str, one_fen: int, other_fen: int):
    low, high = sorted((one_fen, other_fen))

    less = open_challenge.support(low, rule=rule, on=TODAY).amount_fen

    assert less <= open_challenge.support(high, rule=rule, on=TODAY).amount_fen


@given(rules, sums)
def test_support_is_the_share_or_the_cap_whichever_is_less(rule: str, input_fen: int):
    found = open_challenge.support(input_fen, rule=rule, on=TODAY)

    assert type(found.amount_fen) is int
    assert found.amount_fen == min(input_fen * 30 // 100, CAPS_FEN[rule])
    assert found.capped == (input_fen * 30 // 100 > CAPS_FEN[rule])


@pytest.mark.parametrize("rule", sorted(CAPS_FEN))
def test_support_says_which_numbers_it_was_worked_out_with(rule: str):
    found = open_challenge.support(1, rule=rule, on=TODAY)

    assert (found.share.name, found.share.value) == (f"{rule}_support_share_pct", 30)
    assert (found.cap.name, found.cap.value) == (f"{rule}_support_cap_fen", CAPS_FEN[rule])
    assert found.share.since == found.cap.since == date(2021, 9, 3)


def test_a_full_cap_is_reached_without_being_cut():
    found = open_challenge.support(3_333_333_334, rule="tackle", on=TODAY)

    assert (found.amount_fen, found.capped) == (1_000_000_000, False)


def test_there_was_no_support_before_the_first_list():
    with pytest.raises(LookupError, match="not in force on 2021-09-02"):
        open_challenge.support(1, rule="tackle", on=date(2021, 9, 2))


def test_another_rule_is_unknown():
    with pytest.raises(LookupError, match="no parameter open_challenge.gift_support_share_pct"):
        open_challenge.support(1, rule="gift", on=TODAY)


def test_an_input_below_nothing_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        open_challenge.support(-1, rule="tackle", on=TODAY)
