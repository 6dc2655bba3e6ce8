"""An equity plan: the caps by size, who takes no part, awards, who sees whose name."""

import pytest

from tests.factories import browser, moment, refused, statuses, steps_of, unit, who
from tests.thread import thread_until
from xingmeng.core import codes, move
from xingmeng.engines.values import yuan
from xingmeng.stages.outcomes import actions
from xingmeng.stages.outcomes.models import EquityPlan

pytestmark = pytest.mark.django_db


def person(n: int, bp: int = 250, **changed) -> dict:
    said = {"name": f"骨干{n}", "post": "technical", "way": "sale", "bp": bp, "years": 5}
    return said | changed


YEARS = [
    {"year": 2023 - n, "revenue_fen": yuan(12_000_000), "rd_fen": yuan(600_000)}
    for n in range(3)
]
PLAN = {
    "title": "骨干股权激励方案",
    "staff": 46,
    "rd_staff": 12,
    "years": YEARS,
    "people": [person(n) for n in range(7)],
}


@pytest.fixture(autouse=True)
def now():
    thread_until("need_draft")
    with moment("2024-03-01"):
        yield


def filed(**changed) -> EquityPlan:
    return actions.file_equity_plan(unit("rare").pk, PLAN | changed, actor=who("issuer"))


def clear(row: EquityPlan) -> None:
    move.make("equity_plan", row.pk, "clear", actor=who("officer"))


def test_seventeen_and_a_half_percent_in_a_small_firm_is_cleared():
    row = filed()

    clear(row)

    assert (row.total_bp, row.people, row.number) == (1750, 7, "GQ20240001")
    assert steps_of("equity_plan", row) == ["begin", "clear"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"staff": 300, "rd_staff": 40,
          "years": [y | {"revenue_fen": yuan(20_000_000)} for y in YEARS]},
         ["equity_rule_unmet"]),
        ({"people": [person(n, 350) for n in range(5)]}, ["equity_rule_unmet"]),
        ({"people": [person(n, 301) for n in range(10)]}, ["equity_rule_unmet"] * 2),
        ({"rd_staff": 4}, ["equity_rule_unmet"]),
        ({"years": [YEARS[0], YEARS[1] | {"rd_fen": yuan(359_999)}, YEARS[2]]},
         ["equity_rule_unmet"]),
        ({"people": [person(1, way="award", award_fen=yuan(2_000_000),
                            bought_fen=yuan(1_900_000))],
          "increase_fen": yuan(20_000_000)}, ["equity_award_unlawful"]),
        ({"people": [person(1, way="award", award_fen=yuan(2_000_000),
                            bought_fen=yuan(2_000_000), years=2)],
          "increase_fen": yuan(20_000_000)}, ["equity_award_unlawful"]),
        ({"people": [person(1, way="award", post="manager", award_fen=yuan(2_000_000),
                            bought_fen=yuan(2_000_000))],
          "increase_fen": yuan(20_000_000)}, ["equity_award_unlawful"]),
    ],
)  # fmt: skip
def test_a_plan_beyond_a_cap_is_not_cleared_and_every_cap_is_named(changed, expected):
    row, officer = filed(**changed), who("officer")

    def clear() -> None:
        move.make("equity_plan", row.pk, "clear", actor=officer)

    assert refused(clear) == expected
    assert "不符合" in browser("officer").get(row.get_absolute_url()).content.decode() or (
        expected[0] == "equity_award_unlawful"
    )


def test_a_lawful_award_is_cleared():
    award = person(1, way="award", award_fen=yuan(2_000_000), bought_fen=yuan(2_000_000))

    clear(filed(people=[award], increase_fen=yuan(20_000_000)))


@pytest.mark.parametrize("post", ["supervisor", "independent", "outside"])
def test_some_people_take_no_part(post):
    issuer, rare = who("issuer"), unit("rare").pk
    given = PLAN | {"people": [person(1), person(2, post=post)]}

    found = refused(lambda: actions.file_equity_plan(rare, given, actor=issuer))

    assert found == ["takes_no_equity"]


def test_only_ones_own_firm():
    bidder, rare = who("bidder"), unit("rare").pk

    found = refused(lambda: actions.file_equity_plan(rare, PLAN, actor=bidder))

    assert found == ["not_your_move"]


def test_before_it_is_cleared_a_plan_stays_inside_and_names_always_do():
    row = filed()
    place = row.get_absolute_url()
    assert statuses(place, "nobody", "stranger", "issuer", "officer") == {
        "nobody": 404,
        "stranger": 404,
        "issuer": 200,
        "officer": 200,
    }

    clear(row)

    shown = {n: browser(n).get(place).content.decode() for n in ("nobody", "issuer", "officer")}
    assert ["骨干1" in page for page in shown.values()] == [False, True, True]
    assert all("17.5%" in page and "≤ 30%" in page and "≥ 6" in page for page in shown.values())
    assert place in browser("nobody").get("/outcomes/equity/").content.decode()


def test_the_form_comes_with_what_the_registry_has():
    page = f"/outcomes/equity/{codes.of(unit('rare'))}/new/"

    assert page in browser("issuer").get("/outcomes/equity/").content.decode()
    assert statuses(page, "nobody", "bidder", "issuer") == {
        "nobody": 302,
        "bidder": 404,
        "issuer": 200,
    }
