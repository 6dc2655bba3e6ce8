"""What differs between two books over one population: exact, and the same from both sides."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.test_rules import FULL, NAMES, VALUES, drawn, frame
from tests.engines.toy_rules import FACTS, QUANTITIES, RULES
from xingmeng.engines import difference, rules
from xingmeng.engines.difference import KINDS, MIRRORED, compared, results, summed, touched
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import MET, NEEDS_PERSON, UNKNOWN, Book

ON = date(2021, 6, 30)
CODES = ("toy", "toy.money", "toy.owed", "toy.score")
MONEY = ("toy.money", "toy.owed")


def book(*, without: tuple[str, ...] = (), **values: int) -> Book:
    numbers = dict(QUANTITIES)
    for name, value in values.items():
        one = numbers[f"toy.{name}"]
        numbers[one.key] = replace(one, values=(*one.values, (date(2021, 6, 1), value)))
    held = [rule for rule in RULES if rule.code not in without]
    ended = [replace(r, until=date(2021, 1, 1)) for r in RULES if r.code in without]
    return Book((*held, *ended), facts=FACTS, quantities=numbers, on=ON)


BOOKS = {
    "law": book(),
    "cap": book(cap_fen=20_000),
    "low": book(cap_fen=700, rate_pct=75),
    "set": book(owed_pct=10),
    "ended": book(without=("toy",)),
    "gone": book(without=("toy.money",)),
}
FIRMS = frame(drawn(7, 120) + drawn(8, 20, without=tuple(NAMES)))
GROUPS = FIRMS.select(branch="branch", year="year", staff=pl.col("staff") // 100)
each_pair = pytest.mark.parametrize(("one", "other"), list(combinations(BOOKS, 2)))


def told(one: Book, other: Book, firms: pl.DataFrame = FIRMS, groups: pl.DataFrame = GROUPS):
    codes = touched(one, other, CODES)
    sides = results(firms, one, other, codes)
    return {code: summed(code, compared(sides[code]), groups) for code in codes}


@each_pair
def test_the_other_way_round_gains_are_losses(one: str, other: str):
    forth, back = told(BOOKS[one], BOOKS[other]), told(BOOKS[other], BOOKS[one])

    assert forth.keys() == back.keys()
    for code, found in forth.items():
        there, here = found.whole, back[code].whole
        assert {MIRRORED[kind]: n for kind, n in there.firms.items()} == here.firms
        assert (there.money.more_fen, there.better) == (-here.money.more_fen, here.worse)
        assert (there.money.gained_fen, there.money.opened_fen) == (
            here.money.lost_fen,
            here.money.settled_fen,
        )


@each_pair
def test_every_breakdown_adds_up_to_the_whole_and_the_money_is_accounted_for(one, other):
    for found in told(BOOKS[one], BOOKS[other]).values():
        for parts in found.by.values():
            for kind in KINDS:
                assert sum(p.firms[kind] for p in parts.values()) == found.whole.firms[kind]
            for name in ("before_fen", "after_fen", "gained_fen", "lost_fen"):
                assert sum(getattr(p.money, name) for p in parts.values()) == getattr(
                    found.whole.money, name
                )
        assert sum(found.whole.firms.values()) == FIRMS.height
        of = found.whole.money
        sure = of.gained_fen - of.lost_fen
        assert of.more_fen == sure - of.opened_fen + of.settled_fen


@each_pair
def test_it_is_as_firm_by_firm(one: str, other: str):
    books = BOOKS[one], BOOKS[other]

    for code in touched(*books, CODES):
        found = compared(results(FIRMS, *books, (code,))[code])
        for firm, row in zip(FIRMS.to_dicts(), found.to_dicts(), strict=True):
            for side, name in zip(books, ("before", "after"), strict=True):
                at = One(side, firm)
                assert row[name] == (at.outcome(code) if code in side else 4)
                due = code in side and row[name] == MET and code in MONEY
                assert row[f"{name}_fen"] == (at.result(code).low if due else 0)
            assert row["kind"] == kind(row)


def kind(row: dict) -> str:
    was, now = (row[name] in (UNKNOWN, NEEDS_PERSON) for name in ("before", "after"))
    if was != now:
        return "opened" if now else "settled"
    had, has = row["before"] == MET, row["after"] == MET
    if had != has:
        return "newly_in" if has else "newly_out"
    if row["before_fen"] != row["after_fen"]:
        return "gains" if row["after_fen"] > row["before_fen"] else "loses"
    return "unchanged" if row["before"] == row["after"] else "otherwise"


def test_no_change_touches_nothing():
    assert touched(BOOKS["law"], book(), CODES) == ()
    assert told(BOOKS["law"], book()) == {}


def test_a_book_beside_itself_differs_for_nobody():
    sides = results(FIRMS, BOOKS["law"], book(), CODES)

    for code in CODES:
        found = summed(code, compared(sides[code]), GROUPS)
        assert (found.whole.differing, found.whole.money.more_fen) == (0, 0)


def test_rules_that_say_the_same_are_never_run(monkeypatch):
    asked = []
    ran = rules.run_both
    monkeypatch.setattr(
        difference.rules,
        "run_both",
        lambda *a, codes, **k: asked.extend(codes) or ran(*a, codes=codes, **k),
    )

    told(BOOKS["law"], BOOKS["set"])

    assert set(asked) == {"toy.owed"}


def test_a_rule_that_rests_on_a_changed_one_is_touched():
    assert touched(BOOKS["law"], BOOKS["ended"], CODES) == ("toy", "toy.money")
    assert touched(BOOKS["law"], BOOKS["cap"], CODES) == ("toy.money",)


def test_a_rule_that_begins_earlier_and_says_the_same_is_not_touched():
    early = [replace(rule, since=date(2010, 1, 1)) for rule in RULES]
    other = Book(early, facts=FACTS, quantities=QUANTITIES, on=ON)

    assert touched(BOOKS["law"], other, CODES) == ()


def test_sums_beyond_64_bits_are_exact():
    most = 10**15
    firms = frame([{**FULL, "research_fen": most}] * 20_000)
    money = told(book(owed_pct=50), book(owed_pct=100), firms, firms.select("branch"))[
        "toy.owed"
    ].whole.money

    assert (money.before_fen, money.after_fen) == (most * 10_000, most * 20_000)
    assert money.after_fen > 2**63


@given(
    st.lists(
        st.fixed_dictionaries(
            {n: st.sampled_from([*v, None]) for n, v in VALUES.items() if n != "year"}
        ),
        max_size=6,
    ),
    st.integers(0, 100),
    st.integers(0, 100),
)
@settings(max_examples=40, deadline=None)
def test_more_percent_gives_nobody_less(firms, low, high):
    low, high = sorted((low, high))
    table = frame([{"year": 2020, **firm} for firm in firms])
    sides = results(table, book(owed_pct=low), book(owed_pct=high), ("toy.owed",))

    found = summed("toy.owed", compared(sides["toy.owed"]), table.select("branch"))

    assert (found.whole.worse, found.whole.money.lost_fen) == (0, 0)


def test_a_population_of_nobody_is_summed_to_nothing():
    firms = frame([])
    found = told(BOOKS["law"], BOOKS["cap"], firms, firms.select("branch"))["toy.money"]

    assert (found.whole.differing, found.whole.money.after_fen, found.by) == (
        0,
        0,
        {"branch": {}},
    )
