"""A book of rules over a population: the same as one by one, and open only where it must be."""

import json
import random
from datetime import date

import polars as pl
import pytest

from tests.engines.toy_rules import FACTS, RULES, book
from xingmeng.engines import rules
from xingmeng.engines.readings import One, prove
from xingmeng.engines.rulebook import (
    MET,
    NEEDS_PERSON,
    NOT_APPLICABLE,
    OUTCOMES,
    UNKNOWN,
    UNMET,
)
from xingmeng.engines.scales import Growth

BOOK = book()
NAMES = [name for name in FACTS if name != "year"]
FULL = {
    "year": 2020,
    "staff": 100,
    "engineers": 30,
    "research_fen": 6_000,
    "sales_fen": 100_000,
    "branch": 65,
    "clean": True,
    "exempt": False,
    "panel": 4,
    "agreed_fen": 5_000,
    "first_fen": 80_000,
    "second_fen": 90_000,
}
VALUES = {
    "year": [2015, 2016, 2017, 2020, 2021],
    "staff": [0, 1, 99, 100, 101, 500, 501, 1000],
    "engineers": [0, 9, 10, 11, 20, 30, 1000],
    "research_fen": [0, 1, 1_999, 2_000, 5_999, 6_000, 10**15],
    "sales_fen": [0, 1, 99_999, 100_000, 100_001, 10**15],
    "branch": [0, 15, 16, 17, 51, 52, 53, 99],
    "clean": [False, True],
    "exempt": [False, True],
    "panel": list(range(11)),
    "agreed_fen": [0, 5_000, 10**15],
    "first_fen": [0, 1, 80_000, 10**15],
    "second_fen": [0, 1, 90_000, 10**15],
}

SCHEMA = {n: pl.Boolean if f.kind == "flag" else pl.Int64 for n, f in FACTS.items()}


def frame(rows: list[dict]) -> pl.DataFrame:
    table = pl.DataFrame(rows, schema=SCHEMA)
    return table.with_columns(credit_code=pl.Series([str(n) for n in range(len(rows))]))


def alone(firm: dict) -> dict:
    at = One(BOOK, firm)
    found = {}
    for code in BOOK.order:
        found[code] = at.outcome(code)
        if BOOK[code].gives is not None:
            settled = found[code] in (MET, UNMET)
            found[rules.amount_of(code)] = at.result(code).low if settled else None
    return found


def ran(table, **how) -> list[dict]:
    return rules.run(table, BOOK, **how).collect().to_native().to_dicts()


def drawn(seed: int, count: int = 300, *, without: tuple[str, ...] = ()) -> list[dict]:
    """Firms with a fifth of their facts missing, many of them on an edge."""
    dice = random.Random(seed)
    rows = []
    for _ in range(count):
        row = {name: dice.choice(values) for name, values in VALUES.items()}
        gone = {n for n in NAMES if n in without or dice.random() < dice.choice((0, 0.3))}
        rows.append({name: None if name in gone else row[name] for name in row})
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_a_population_comes_out_as_its_firms_do_one_by_one(seed: int):
    found = drawn(seed)
    rows = {row["credit_code"]: row for row in ran(frame(found))}

    for number, firm in enumerate(found):
        got = rows[str(number)]
        assert {name: got[name] for name in alone(firm)} == alone(firm)


def test_lazy_frames_and_columns_that_are_not_there_come_out_alike():
    table = frame(drawn(9, without=("agreed_fen", "panel")))

    eager = sorted(ran(table), key=lambda row: row["credit_code"])
    lazy = sorted(ran(table.lazy().drop("agreed_fen", "panel")), key=lambda r: r["credit_code"])

    assert eager == lazy


@pytest.mark.parametrize("seed", range(100))
def test_an_outcome_is_open_only_where_the_missing_fact_could_change_it(seed: int):
    dice = random.Random(seed)
    firm = {name: dice.choice(values) for name, values in VALUES.items()}
    name = dice.choice([n for n in NAMES if FACTS[n].presumed is None and n != "agreed_fen"])
    open_now = One(BOOK, {**firm, name: None})

    for code in [code for code in BOOK.order if code != "toy.owed"]:
        could = {
            (at.outcome(code), at.result(code).low)
            for at in (One(BOOK, {**firm, name: value}) for value in critical(name, firm))
        }
        settled = {(open_now.outcome(code), open_now.result(code).low)}
        opened = open_now.outcome(code) in (UNKNOWN, NEEDS_PERSON)
        assert opened == (len(could) > 1), (code, name, firm, could)
        assert opened or settled == could


def critical(name: str, firm: dict) -> set[int]:
    """Values of a fact on both sides of every line that it can cross, and its ends."""
    low, high = FACTS[name].ends
    others = [
        firm[n] for n in ("staff", "engineers", "research_fen", "sales_fen", "agreed_fen")
    ]
    others += [firm["first_fen"], firm["second_fen"], 500, 10_000, 16, 51, 53]
    shares = (1, 2, 6, 10, 20, 30, 50, 75, 100)
    edges = {n * 100 // share for n in others for share in shares}
    edges |= {n * share // 100 for n in others for share in shares}
    near = {n + d for n in edges for d in (-1, 0, 1, 2)} | {low, low + 1, high}
    return {n for n in near if low <= n <= high} | set(range(low, min(high, 20) + 1))


def test_what_is_missing_is_named_and_only_what_counts():
    row = {**FULL, "engineers": None, "agreed_fen": None, "second_fen": None}

    found = ran(frame([row]), reasons=True)[0]

    assert OUTCOMES[found["toy.staff"]] == "unknown"
    assert json.loads(found["toy.staff?"]) == ["engineers"]
    assert json.loads(found["toy?"]) == ["engineers"]
    assert json.loads(found["toy.growing?"]) == ["second_fen"]
    assert json.loads(found["toy.owed?"]) == ["toy.owed_pct"]


def test_an_unmet_rule_names_its_unmet_parts_or_itself():
    found = ran(frame([{**FULL, "staff": 501}]), reasons=True)[0]

    assert json.loads(found["toy?"]) == ["toy"]
    assert json.loads(found["toy.money?"]) == ["toy"]
    assert found["toy.money="] == 0


def test_only_what_a_person_must_find_is_left_to_a_person():
    by_person = {**FULL, "panel": None, "engineers": 0, "research_fen": 6_000}

    assert ran(frame([by_person]))[0]["toy"] == NEEDS_PERSON
    assert ran(frame([{**by_person, "clean": None}]))[0]["toy"] == UNKNOWN
    assert ran(frame([{**by_person, "clean": False}]))[0]["toy"] == UNMET


def test_a_rule_that_is_not_about_a_subject_does_not_apply():
    found = ran(frame([{**FULL, "year": 2016, "clean": None}]))[0]

    assert (found["toy.money"], found["toy.money="]) == (NOT_APPLICABLE, None)


def test_what_the_authority_owes_leaves_open_only_what_it_could_change():
    found = ran(frame([FULL, {**FULL, "research_fen": 0}]))

    assert [row["toy.owed"] for row in found] == [UNKNOWN, UNMET]


def test_numbers_of_a_tax_year_are_those_of_the_year_as_known_on_the_day():
    rows = [{**FULL, "year": year, "sales_fen": 100_000} for year in (2019, 2020, 2021)]

    late = [row["toy.money="] for row in ran(frame(rows))]
    early = rules.run(frame(rows), book(date(2020, 12, 31))).collect()["toy.money="].to_list()

    assert late == [2600, 2600, 3850]  # 5,000 x 50 or 75 % + 10,000 x 1 %
    assert early == [2600, 2600, 2600]


def test_a_later_change_leaves_earlier_results_and_versions_as_they_were():
    rows = [{**FULL, "year": 2019}]
    before = book(date(2020, 6, 30))
    after = book(date(2021, 6, 30))

    assert before.version("toy.money") != after.version("toy.money")
    assert before.version("toy") == after.version("toy")
    assert (
        rules.run(frame(rows), before).collect()["toy.money="].to_list()
        == rules.run(frame(rows), after).collect()["toy.money="].to_list()
    )


def test_no_number_of_the_book_can_leave_its_column():
    prove(BOOK)


@pytest.mark.parametrize(
    ("years", "points"),
    [
        ((1000, 1300, 1625), 3),
        ((0, 200, 260), 3),
        ((300, 0, 500), 0),
        ((100, 100, 101), 1),
        ((100, 100, 100), 0),
        ((10**15 - 1, 10**15, 10**15), 1),
        ((100, 135, 182), 3),
        ((100, 135, 183), 9),
    ],
)
def test_growth_is_compared_exactly(years: tuple[int, int, int], points: int):
    first, second, third = years
    row = {**FULL, "first_fen": first, "second_fen": second, "sales_fen": third}

    assert ran(frame([row]))[0]["toy.growing="] == points


def test_a_selection_of_rules_brings_what_they_rest_on():
    found = ran(frame([FULL]), codes=["toy"])[0]

    assert list(found) == ["credit_code", "year", "toy"]


def test_the_toy_has_every_kind_of_formula():
    assert any(isinstance(rule.gives, Growth) for rule in RULES)
