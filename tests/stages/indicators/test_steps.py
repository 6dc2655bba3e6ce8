"""Steps, alerts and deadlines are definitions like the others: they open, split and narrow."""

import pytest
from django.urls import reverse

from tests.factories import browser, moment, time, who
from tests.thread import thread_until
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.funds import actions as funds
from xingmeng.stages.indicators import actions, queries
from xingmeng.stages.indicators.queries import BY_CODE

pytestmark = pytest.mark.django_db
DAYS = ("2022-01-31", "2022-03-31", "2022-04-30")
LATER = time("2024-06-30")


def value(username: str, code: str, day: str = "2024-06-30"):
    return queries.figure(who(username), code, as_of=time(day, 23))[0]


def test_codes_stand_once():
    everything = [*queries.every(), *queries.from_need(), *queries.of_money()]
    everything += [*queries.alerts(), *queries.deadlines()]

    assert {d.code for d in everything} <= set(BY_CODE)
    assert all(BY_CODE[d.code] is d for d in everything)


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_figure_opens_for_everybody_in_every_part(code: str):
    address = reverse("indicators:indicator", args=[code])
    for name in ("nobody", "officer"):
        client = browser(name)
        for asked in ({}, {"area": "1502"}, {"fund": "1"}, {"area": "x", "fund": "y"}):
            assert client.get(address, asked).status_code == 200


@pytest.mark.parametrize("reader", ["nobody", "officer", "bidder"])
def test_the_parts_of_a_figure_are_the_whole(reader: str):
    thread_until("shared")
    actor = who(reader)

    for definition in BY_CODE.values():
        rows = definition.records(actor, LATER)
        for column in filter(None, (definition.area, definition.fund)):
            if not definition.over:
                parts = definition.split(rows, column)
                assert sum(parts.values()) == definition.value(rows), definition.code


def test_a_need_counts_from_the_day_it_was_handed_in():
    thread_until("need_confirmed")

    days = ("2021-07-04", "2021-07-05", "2021-07-28")
    assert [value("officer", "needs_stated", day) for day in days] == [0, 1, 1]
    assert [value("officer", "needs_refined", day) for day in days] == [0, 0, 1]


def test_bids_count_for_whom_they_are_open():
    thread_until("sealed")
    assert [value(name, "bids") for name in ("nobody", "officer", "bidder")] == [0, 0, 1]


def test_opened_bids_count_for_the_department():
    thread_until("opened")

    assert [value(name, "bids") for name in ("nobody", "officer", "stranger")] == [0, 2, 0]


def test_money_released_is_what_passed_milestones_allow():
    thread_until("passed")
    assert value("nobody", "support_released") == 228_000_000
    assert value("nobody", "support_released", "2022-03-01") == 0
    assert value("nobody", "appropriated") == 6_000_000_000


def test_money_given_back_is_committed_no_more_and_every_step_holds_the_next():
    thread = thread_until("paid")
    with moment("2022-04-01"):
        funds.give_back(kind="contract", subject_id=thread.contract.pk, decision="d" * 32)

    sums = {day: [value("nobody", d.code, day) for d in queries.of_money()] for day in DAYS}

    assert sums == {
        "2022-01-31": [6_000_000_000, 570_000_000, 0, 0],
        "2022-03-31": [6_000_000_000, 570_000_000, 228_000_000, 228_000_000],
        "2022-04-30": [6_000_000_000, 228_000_000, 228_000_000, 228_000_000],
    }


def test_an_open_objection_is_an_alert_for_those_who_examine():
    thread = thread_until("publicity")
    with moment("2021-11-26"):
        awards.file_objection(thread.award.pk, name="钱不平", text="理由", actor=who("bidder2"))
    seen = {n: value(n, "objections_open") for n in ("nobody", "discipline", "issuer")}
    assert seen == {"nobody": 0, "discipline": 1, "issuer": 0}


def test_a_case_past_its_day_is_an_alert_of_its_stage():
    thread = thread_until("need_submitted")
    due = thread.fresh("need").due_on

    assert value("officer", "overdue_need", due.isoformat()) == 0
    assert value("officer", "overdue_need") == 1
    assert value("nobody", "overdue_need") == 0


def test_a_part_of_a_figure_is_not_held_against_the_published_whole():
    actions.load_published()
    thread_until("listed")
    address = reverse("indicators:indicator", args=["challenges"])

    assert browser("nobody").get(address).context["published_row"] is not None
    assert browser("nobody").get(address, {"area": "1502"}).context["published_row"] is None
