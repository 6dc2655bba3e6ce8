"""Answers that nobody types: each from the others, None where one is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import computing
from xingmeng.engines.computing import RULES
from xingmeng.engines.values import yuan

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = (
    *("start_on", "end_on", "requested_fen", "self_raised_fen", "rights", "partners", "staff"),
    *("unit_kind", "approved_fen", "equipment_fiscal_fen", "labour_fiscal_fen", "st_staff"),
    *("indirect_fiscal_fen", "quantity", "price_fen", "rd_fen", "revenue_fen"),
)
BUDGET = {
    "requested_fen": yuan(3_000_000),
    "self_raised_fen": yuan(5_000_000),
    "equipment_fiscal_fen": yuan(1_000_000),
    "equipment_self_fen": yuan(2_000_000),
    "labour_fiscal_fen": yuan(400_000),
    "labour_self_fen": yuan(500_000),
    "indirect_fiscal_fen": yuan(300_000),
    "indirect_self_fen": 0,
}


@given(st.dictionaries(st.sampled_from(NAMES), anything))
def test_no_rule_ever_raises(answers: dict):
    for rule in RULES.values():
        rule(answers)


@pytest.mark.parametrize("name", sorted(set(RULES) - {"cooperation"}))
def test_a_rule_gives_nothing_where_nothing_is_answered(name: str):
    assert RULES[name]({}) in (None, 0)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2022-01-01", "2024-12-31", 36),
        ("2022-01-01", "2022-01-31", 1),
        ("2022-01-01", "2022-02-01", 2),
        ("2022-01-15", "2022-02-14", 1),
        ("2022-01-15", "2022-02-15", 2),
        ("2022-01-31", "2022-02-28", 2),  # begun, though February has no 31st
        ("2022-06-30", "2022-06-30", 1),
    ],
)
def test_the_months_of_a_project_count_both_days(start: str, end: str, months: int):
    assert RULES["duration_months"]({"start_on": start, "end_on": end}) == months


def test_an_end_before_the_start_gives_no_months():
    backwards = {"start_on": "2022-02-01", "end_on": "2022-01-01"}

    assert RULES["duration_months"](backwards) is None
    with pytest.raises(ValueError):
        computing.months_between(date(2022, 2, 1), date(2022, 1, 1))


def test_yearly_milestones_fall_due_at_the_end_of_each_year_and_at_the_end():
    due = computing.year_ends(date(2022, 3, 1), date(2024, 8, 31), 3)

    assert due == [date(2023, 2, 28), date(2024, 2, 29), date(2024, 8, 31)]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 4000), st.integers(1, 6))
def test_milestones_are_in_order_and_none_after_the_end(start: date, days: int, count: int):
    end = date.fromordinal(start.toordinal() + days)

    due = computing.year_ends(start, end, count)

    assert due == sorted(due)
    assert due[-1] == end
    assert len(due) == count


def test_operating_costs_are_what_the_other_lines_leave():
    assert RULES["operating_fiscal_fen"](BUDGET) == yuan(1_300_000)
    assert RULES["operating_self_fen"](BUDGET) == yuan(2_500_000)


def test_lines_that_exceed_the_money_leave_less_than_nothing():
    assert RULES["operating_fiscal_fen"]({**BUDGET, "requested_fen": yuan(1)}) < 0


def test_a_budget_with_a_missing_line_has_no_remainder_yet():
    answers = {name: value for name, value in BUDGET.items() if name != "labour_self_fen"}

    assert RULES["operating_self_fen"](answers) is None
    assert RULES["direct_fen"](answers) is None


@given(
    st.integers(1, 10**12), st.integers(0, 10**12), st.lists(st.integers(0, 10**11), max_size=3)
)
def test_what_is_approved_is_split_without_losing_a_fen(approved: int, spare: int, parts: list):
    names = ("equipment", "labour", "indirect")
    lines = {f"{n}_fiscal_fen": part for n, part in zip(names, (*parts, 0, 0, 0), strict=False)}
    answers = {**lines, "requested_fen": sum(lines.values()) + spare + 1}
    answers["approved_fen"] = min(approved, answers["requested_fen"])

    split = [RULES[f"approved_{n}_fen"](answers) for n in (*names, "operating")]

    assert sum(split) == answers["approved_fen"]
    assert min(split) >= 0


def test_the_sum_of_a_row_is_its_quantity_times_its_price():
    assert RULES["line_sum_fen"]({"quantity": 3, "price_fen": yuan(600_000)}) == yuan(1_800_000)
    assert RULES["line_sum_fen"]({"quantity": 3}) is None
    assert RULES["line_sum_fen"]({"quantity": True, "price_fen": 1}) is None


def test_rights_are_counted():
    rights = [{"kind": "invention"}, {"kind": "software"}, {"kind": "invention"}, "torn"]

    assert RULES["inventions"]({"rights": rights}) == 2
    assert RULES["rights_total"]({"rights": rights}) == 3


@pytest.mark.parametrize(
    ("own", "partners", "form"),
    [
        ("enterprise", [], "alone"),
        ("enterprise", ["university"], "industry_academia"),
        ("institute", ["enterprise", "university"], "industry_academia"),
        ("enterprise", ["enterprise"], "among_enterprises"),
        ("university", ["institute", "hospital"], "among_academia"),
        ("university", [None], "industry_academia"),
    ],
)
def test_the_form_of_cooperation_follows_from_who_takes_part(own, partners, form):
    rows = [{"kind": kind} for kind in partners]

    assert RULES["cooperation"]({"unit_kind": own, "partners": rows}) == form


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(18, 100, "18.00"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.50"), (0, 5, "0.00")],
)
def test_a_share_is_given_to_two_decimals_rounded_half_up(part, whole, percent):
    assert RULES["staff_share_pct"]({"st_staff": part, "staff": whole}) == percent


def test_there_is_no_share_of_nothing():
    assert RULES["staff_share_pct"]({"st_staff": 1, "staff": 0}) is None


def test_the_base_of_a_subsidy_is_the_smaller_sum_less_public_money():
    known = {"rd_super_fen": 900, "rd_stat_fen": 1000, "rd_gov_fen": 100}

    assert RULES["rd_base_fen"](known) == 800
    assert RULES["rd_base_fen"]({**known, "rd_gov_fen": 5000}) == 0
    assert RULES["rd_base_fen"]({"rd_super_fen": 900}) is None
