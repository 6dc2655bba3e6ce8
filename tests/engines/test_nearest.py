"""The smallest change that turns a no into a yes; the tree that says why."""

import random

import pytest

from tests.engines.test_rules import BOOK, FULL, NAMES, VALUES
from xingmeng.engines.explanation import explain
from xingmeng.engines.nearest import Change, flips, nearest
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import OUTCOMES, UNMET


def test_one_fact_alone_is_moved_where_one_can_do_it_and_no_further_than_needed():
    assert nearest(BOOK, "toy", {**FULL, "staff": 501, "engineers": 400}) == (
        Change("staff", 501, 500),
    )
    assert nearest(BOOK, "toy.staff", {**FULL, "engineers": 8}) == (Change("engineers", 8, 10),)


def test_what_the_subject_cannot_move_is_moved_last():
    short = {**FULL, "engineers": 0, "panel": 0}

    assert nearest(BOOK, "toy", short) == (Change("engineers", 0, 20),)


def test_several_facts_are_moved_where_one_is_not_enough():
    found = nearest(BOOK, "toy", {**FULL, "staff": 501, "clean": False, "engineers": 400})

    assert {(change.fact, change.then) for change in found} == {("staff", 500), ("clean", True)}


def test_what_is_met_or_open_needs_no_change():
    assert nearest(BOOK, "toy", FULL) == ()
    assert nearest(BOOK, "toy", {**FULL, "clean": None}) == ()


@pytest.mark.parametrize("seed", range(60))
def test_the_change_flips_and_one_step_less_does_not(seed: int):
    dice = random.Random(seed)
    firm = {name: dice.choice(values) for name, values in VALUES.items()}

    for code in [code for code in BOOK.order if code != "toy.owed"]:
        changes = nearest(BOOK, code, firm)
        if One(BOOK, firm).outcome(code) == UNMET:
            assert flips(BOOK, code, firm, changes)
            for one in changes:
                step = 1 if one.then > one.now else -1
                less = [
                    c if c is not one else Change(c.fact, c.now, c.then - step) for c in changes
                ]
                assert not flips(BOOK, code, firm, less)
        else:
            assert changes == ()


def test_a_tree_names_what_the_rule_rests_on():
    told = explain(BOOK, "toy.money", {**FULL, "engineers": 9, "panel": 0, "agreed_fen": None})
    money, good = told, told.children[0]
    staff = good.children[0].children[0]

    assert money.outcome == "unmet"
    assert (money.rule.code, good.rule.code, staff.rule.code) == (
        "toy.money",
        "toy",
        "toy.staff",
    )
    assert [p["name"] for p in money.parameters] == ["toy.rate_pct", "toy.cap_fen"]
    assert [(p["value"], p["since"], p["needs_check"]) for p in money.parameters] == [
        (50, "2016-01-01", False),  # of the year 2020, not of the day
        (10_000, "2016-01-01", True),
    ]
    assert good.presumed == ()
    assert dict(staff.facts) == {"engineers": 9, "staff": 100}
    assert staff.bands == (
        {"part": 9, "whole": 100, "scale": 100, "line": None, "points": 0, "next_line": 10},
    )
    assert money.nearest and money.nearest[0].fact == "engineers"


def test_a_tree_names_what_is_missing_wherever_it_counts():
    blank = {"year": 2020, **dict.fromkeys(n for n in NAMES)}

    told = explain(BOOK, "toy", {**blank, "staff": 501})
    assert (told.outcome, told.missing) == ("unmet", ())

    told = explain(BOOK, "toy", {**blank, "staff": 100})
    assert told.outcome in OUTCOMES and "clean" in told.missing and "staff" not in told.missing
    assert told.facts["exempt"] is None and told.presumed == ("exempt",)
