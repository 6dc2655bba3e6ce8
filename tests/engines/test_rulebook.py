"""What a book of rules refuses to be made of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.engines.toy_rules import DAY, FACTS, GOOD, QUANTITIES, RULES, book, rule
from xingmeng.engines.facts import Fact, days
from xingmeng.engines.formulas import Given, Number, Parameter, Ruling
from xingmeng.engines.readings import One, prove
from xingmeng.engines.rulebook import MET, Book, Quantity
from xingmeng.engines.values import Text


def made(*rules, on: date = DAY, quantities=QUANTITIES) -> Book:
    return Book(rules, facts=FACTS, quantities=quantities, on=on)


def test_each_rule_comes_after_those_it_rests_on():
    order = book().order

    assert order.index("toy") < order.index("toy.money")
    assert order.index("toy.staff") < order.index("toy.score") < order.index("toy")
    assert book().parts("toy.money") == ("toy",)


def test_rules_hold_from_their_day_until_their_last():
    assert "toy" not in made(GOOD, on=DAY - timedelta(days=1))
    with pytest.raises(ValueError, match="two rules of one code"):
        made(rule("x", holds=Given("clean")), rule("x", holds=Given("clean")))


@pytest.mark.parametrize(
    ("holds", "match"),
    [
        (Given("luck"), "x: no fact luck"),
        (Parameter("toy.luck") >= 1, "x: no parameter toy.luck"),
        (Ruling("y"), "x rests on y, and there is no such rule"),
    ],
)
def test_what_is_named_and_not_there_is_said(holds, match: str):
    with pytest.raises(LookupError, match=match):
        made(rule("x", holds=holds))


def test_a_parameter_that_is_not_yet_in_force_is_said():
    late = {
        "toy.late_pct": Quantity("toy.late_pct", "percent", "s", "S", ((date(2030, 1, 1), 1),))
    }

    with pytest.raises(LookupError, match="toy.late_pct is not in force on 2016-01-01"):
        made(rule("x", holds=Parameter("toy.late_pct") >= 1), quantities=late)


def test_rules_that_rest_on_each_other_are_refused():
    with pytest.raises(ValueError, match="rest on each other"):
        made(rule("x", holds=Ruling("y")), rule("y", holds=Ruling("x")))


def test_a_number_that_could_leave_its_column_is_found_before_any_row():
    large = rule("x", gives=Given("research_fen") * Given("sales_fen"), unit="fen")

    with pytest.raises(OverflowError):
        prove(made(large))


def test_a_quantity_ends_with_its_last_day():
    ending = Quantity("a.b_pct", "percent", "s", "S", ((DAY, 5),), until=date(2020, 12, 31))

    assert ending.on(date(2020, 12, 31)) == (DAY, 5)
    assert ending.on(date(2021, 1, 1)) is None
    assert [ending.of_year(y, date(2030, 1, 1)) for y in (2015, 2016, 2020, 2021)] == [
        0,
        5,
        5,
        0,
    ]


def test_the_version_changes_with_the_formula():
    one, other = (made(rule("x", gives=Given("staff") * Number(n))) for n in (1, 2))

    assert one.version("x") != other.version("x")
    assert one.version("x").startswith("2016-01-01+")


def test_the_rules_of_the_toy_are_all_in_force():
    assert set(book().order) == {one.code for one in RULES}


def test_a_fact_says_in_what_it_is_counted():
    word = Text("试", "toy")

    assert days(date(1970, 1, 2)) == 1
    assert [Fact("x", kind, word).unit for kind in ("fen", "flag", "text")] == [
        "fen",
        "true/false",
        "code",
    ]


def test_a_rule_that_is_no_longer_in_force_is_not_met():
    old = replace(rule("y", holds=Given("clean")), until=DAY)
    later = made(rule("x", holds=~Ruling("y")), old, on=DAY + timedelta(days=1))

    assert later.order == ("x",)
    assert One(later, {"clean": True}).outcome("x") == MET
