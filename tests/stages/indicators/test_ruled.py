"""Figures that the law gives: over the registry as it was known, for those who may read it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import browser, moment, queries_of, source, statuses, time, unit, who
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.entitlements import actions as entitlements
from xingmeng.stages.indicators import actions, queries
from xingmeng.stages.indicators.queries.ruled import RULED
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Organisation

pytestmark = pytest.mark.django_db
END = time("2021-12-31", 23)
PARTS = ("direct", "depreciation", "amortisation", "design", "other", "domestic", "overseas")
RATES = {"demand_bp": 1_000, "supply_bp": 500, "demand_cap_fen": 10**9, "supply_cap_fen": 10**9}


def told(key: str, day: str = "2021-06-15", **figures: int) -> None:
    with moment(day):
        given = {2020: figures}
        registry.record_facts(unit(key).pk, given, source=source(), actor=SYSTEM)


def spends(key: str, fen: int, day: str = "2021-06-15") -> None:
    """R&D that may be deducted, and an income that is taxed at 25 %."""
    nothing = {f"rd_{name}_fen": 0 for name in PARTS}
    taxed = {"taxable_fen": 10**12, "staff": 900, "assets_fen": 10**12}
    flags = {"domestic": 1, "manufacturing": 0}
    told(key, day, rd_personnel_fen=fen, **nothing, **taxed, **flags)


def figure(code: str, username: str = "officer", at=END) -> Decimal | None:
    return queries.figure(who(username), code, as_of=at)[0]


def test_the_deduction_and_both_ways_to_count_the_saving_are_what_the_law_gives():
    registry.load_reference()
    for key, fen in (("rare", 10_000_000), ("dairy", 30_000_000)):
        spends(key, fen)
    Organisation.objects.update(industry_id="39")

    assert figure("rd_deducting") == 2
    assert figure("rd_deducted") == 30_000_000
    assert figure("rd_saved") == figure("rd_saved_in_effect") == 7_500_000
    assert figure("rd_deducted", at=time("2021-06-14", 23)) == 0


def test_what_is_recorded_later_leaves_the_figure_of_a_day_as_it_was():
    registry.load_reference()
    spends("rare", 10_000_000)
    Organisation.objects.update(industry_id="39")
    spends("rare", 90_000_000, "2022-02-01")

    assert figure("rd_deducted") == 7_500_000
    Organisation.objects.update(industry_id="52")
    told("dairy", staff=1)
    assert figure("rd_deducted") == 0


def test_the_share_of_enterprises_counts_units_of_every_kind_that_are_given_something():
    registry.load_reference()
    given = {
        f"trade_subsidy.{name}": {"values": {"2020-10-12": value}, "source": "测试"}
        for name, value in RATES.items()
    }
    with moment("2021-06-01"):
        entitlements.set_parameters(given, actor=SYSTEM)
    sold = {"trade_bought_fen": 0, "transfer_agency": 0}
    told("rare", **sold, trade_sold_fen=10**8)
    told("dairy", **sold, trade_sold_fen=0)
    told("daqing", **sold, trade_sold_fen=10**8)  # a university

    value, rows = queries.figure(who("officer"), "trade_enterprises", as_of=END)

    assert [row.kind for row in rows.order_by("kind")] == ["enterprise", "university"]
    assert value == Decimal(1) / 2
    assert figure("trade_enterprises", at=time("2021-06-01")) is None


def test_the_firms_behind_a_figure_are_for_officers_and_each_for_its_own():
    registry.load_reference()
    for key in ("rare", "dairy"):
        spends(key, 10_000_000)
    Organisation.objects.update(industry_id="39")

    seen = {name: figure("rd_deducting", name) for name in ("officer", "issuer", "nobody",
            "bureau", "expert", "chair", "stranger")}  # fmt: skip

    assert seen == dict.fromkeys(seen, 0) | {"officer": 2, "issuer": 1, "stranger": 1}
    address = reverse("indicators:indicator", args=["rd_deducted"]) + "?as_of=2021-12-31"
    assert set(statuses(address, "officer", "nobody", "issuer").values()) == {200}
    page = browser("officer").get(address).content.decode()
    assert all(unit(key).get_absolute_url() in page for key in ("rare", "dairy"))
    assert (
        unit("rare").get_absolute_url() not in browser("nobody").get(address).content.decode()
    )


def test_the_page_takes_as_many_queries_for_one_firm_as_for_three():
    registry.load_reference()
    address = reverse("indicators:indicator", args=["rd_deducted"]) + "?as_of=2021-12-31"
    spends("rare", 10_000_000)
    Organisation.objects.update(industry_id="39")
    once = queries_of("officer", address)
    for key in ("dairy", "local"):
        spends(key, 10_000_000)
    Organisation.objects.update(industry_id="39")

    assert queries_of("officer", address) == once


def test_the_replay_says_who_sees_it_and_shows_the_effective_saving_beside():
    actions.load_published()
    registry.load_reference()
    spends("rare", 10_000_000)
    Organisation.objects.update(industry_id="39")

    lines = {line["id"]: line for line in queries.replay(today=END)["figures"]}

    assert lines["F37"]["computed"] == 75_000
    assert lines["F37"]["basis"] == "rules" and lines["F37"]["seen_by"] == "department"
    assert not lines["F37"]["reproduced"]
    assert lines["F38"]["beside"] == {"rd_saved_in_effect": 18_750}
    assert lines["F06"]["seen_by"] == "anybody"


@pytest.mark.parametrize("definition", RULED, ids=lambda one: one.code)
def test_every_rule_is_in_force_and_gives_nothing_of_an_empty_registry(definition):
    value, rows = queries.figure(SYSTEM, definition.code, as_of=time("2021-12-31"))

    assert value == (None if definition.unit == "ratio" else 0)
    assert not rows.exists()
