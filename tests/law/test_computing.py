"""Answers that follow by an article of law: the cap on indirect costs, the marks of an SME."""

import pytest

from xingmeng.engines import computing as plain
from xingmeng.engines.values import yuan
from xingmeng.law.computing import RULES

BUDGET = {
    "filled_on": "2022-03-01",
    "direct_fen": yuan(8_000_000),
    "equipment_purchase_fen": yuan(2_000_000),
    "indirect_fiscal_fen": yuan(1_000_000),
    "indirect_self_fen": yuan(500_000),
    "indirect_cap_fen": yuan(1_750_000),
}
FIGURES = {
    "filled_on": "2022-03-01",
    "st_staff": 12,
    "staff": 100,
    "rd_fen": yuan(450_000),
    "revenue_fen": yuan(10_000_000),
    "cost_fen": yuan(1_730_000),
    "rights": [{"kind": "software"}, {"kind": "design"}],
}


def test_all_plain_rules_are_there_too():
    assert {name: RULES[name] for name in plain.RULES} == dict(plain.RULES)


def test_the_cap_is_of_direct_costs_less_bought_equipment_on_the_day_of_filling_in():
    assert RULES["indirect_cap_fen"](BUDGET) == yuan(1_750_000)
    assert RULES["indirect_cap_fen"]({**BUDGET, "filled_on": "2019-03-01"}) == yuan(1_150_000)


def test_what_the_cap_leaves_is_less_than_nothing_when_it_is_exceeded():
    over = {**BUDGET, "indirect_self_fen": yuan(800_000)}

    assert RULES["indirect_room_fen"](BUDGET) == yuan(250_000)
    assert RULES["indirect_room_fen"](over) == -yuan(50_000)


@pytest.mark.parametrize("missing", ["filled_on", "direct_fen", "equipment_purchase_fen"])
def test_there_is_no_cap_while_something_is_missing(missing: str):
    left = {name: value for name, value in BUDGET.items() if name != missing}

    assert RULES["indirect_cap_fen"](left) is None


def test_there_is_no_cap_of_a_base_below_nothing_or_before_the_rules():
    assert RULES["indirect_cap_fen"]({**BUDGET, "direct_fen": 0}) is None
    assert RULES["indirect_cap_fen"]({**BUDGET, "filled_on": "2001-01-01"}) is None


def test_the_better_of_both_ways_of_marking_rd_is_chosen():
    assert RULES["score_rd"](FIGURES) == 40
    assert RULES["rd_choice"](FIGURES) == "cost"
    assert RULES["rd_choice"]({**FIGURES, "cost_fen": yuan(9_000_000)}) == "revenue"


def test_the_marks_add_up():
    marks = {name: RULES[name](FIGURES) for name in ("score_staff", "score_rd", "score_rights")}

    assert marks == {"score_staff": 4, "score_rd": 40, "score_rights": 12}
    assert RULES["score_total"](marks) == 56  # domain 1.5, S4


@pytest.mark.parametrize("name", ["score_staff", "score_rd", "score_rights", "rd_choice"])
def test_there_are_no_marks_without_a_day_or_before_the_measure(name: str):
    assert RULES[name]({**FIGURES, "filled_on": None}) is None
    assert RULES[name]({**FIGURES, "filled_on": "2017-05-02"}) is None


def test_there_are_no_marks_of_figures_below_nothing():
    assert RULES["score_staff"]({**FIGURES, "staff": -1}) is None
    assert RULES["score_rd"]({**FIGURES, "rd_fen": -1}) is None
