"""Agreements in talks are changed on record; what signed ones promised and is late comes up."""

from datetime import date
from typing import Any

import pytest

from tests.factories import browser, moment, refused, statuses, steps_of, unit, who
from tests.stages.registry.test_partners import (
    DAY,
    contact,
    drafted,
    make,
    partner,
    promised,
    signed,
)
from xingmeng.core import clock, codes
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Agreement
from xingmeng.web import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everybody() -> None:
    """Who and what the refused acts name is there before them."""
    for name in ("officer", "leader", "issuer", "bureau", "ordos"):
        who(name)
    for key in ("rare", "hydrogen", "beijing", "shanghai"):
        unit(key)


def changed(row: Agreement, username: str = "officer", **said: Any) -> Agreement:
    given = {
        "title_zh": "共建研究院协议",
        "title_en": "Agreement on an institute",
        "subject": "共建研究院",
        "partners": [one.pk for one in row.partners.all()],
        "units": [unit("rare").pk],
    }
    with moment(DAY):
        return actions.change_agreement(row.pk, actor=who(username), **given | said)


# --- in talks ---------------------------------------------------------------------------------


def test_an_agreement_in_talks_is_changed_with_what_was_before():
    about, other = partner(), partner("shanghai")
    met, led = contact(about), contact(other)
    row = drafted(about, contacts=[met.pk])

    said = {"partners": [other.pk], "contacts": [led.pk], "until_on": date(2023, 1, 1)}
    row = changed(row, **said)

    assert (row.title_zh, row.until_on, [*row.partners.all()]) == (
        "共建研究院协议",
        date(2023, 1, 1),
        [other],
    )
    assert list(row.contacts.all()) == [led]  # the talk with who left led to nothing yet
    assert steps_of("agreement", row) == ["begin", "change"]


def test_what_is_signed_stays_and_others_change_nothing():
    row, done = drafted(partner()), signed(partner("shanghai"))

    assert refused(lambda: changed(done)) == ["wrong_state"]
    assert refused(lambda: changed(row, "ordos")) == ["not_your_move"]
    assert refused(lambda: changed(row, "bureau", units=[unit("hydrogen").pk])) == [
        "not_your_move"
    ]
    assert changed(row, "bureau").title_zh == "共建研究院协议"


def test_a_change_is_refused_for_what_could_not_be_begun():
    row = drafted(partner())
    promised(row, deadline_on=date(2023, 5, 1))
    elsewhere = contact(partner("shanghai"))

    assert refused(lambda: changed(row, partners=[])) == ["agreement_without_partner"]
    assert refused(lambda: changed(row, contacts=[elsewhere.pk])) == ["not_an_option"]
    assert refused(lambda: changed(row, until_on=date(2023, 1, 1))) == ["outside_the_term"]
    term = {"from_on": date(2024, 1, 1), "until_on": date(2023, 12, 1)}
    assert "ends_before_it_begins" in refused(lambda: changed(row, **term))


def test_an_agreement_in_talks_is_changed_from_its_page():
    row = drafted(partner())
    address = f"/partners/agreements/{codes.of(row)}/edit/"
    expected = {"nobody": 302, "issuer": 404, "leader": 404, "bureau": 200, "officer": 200}
    given = {
        "title_zh": "改后的协议",
        "title_en": "Changed",
        "partners": row.partners.get().name_zh,
        "units": unit("rare").name_zh,
    }

    assert statuses(address, *expected) == expected
    with moment(DAY):
        response = browser("officer").post(address, given)
    assert response["Location"] == row.get_absolute_url()
    row.refresh_from_db()
    assert row.title_zh == "改后的协议"
    make("agreement", row, "sign", signed_on="2021-06-01", until_on="2023-05-31")
    assert statuses(address, "officer") == {"officer": 404}


# --- what is late -----------------------------------------------------------------------------


def late_for(username: str) -> list[str]:
    return [
        item["title"]
        for group in waiting.groups(who(username))
        for item in group["items"]
        if item["kind"].en == "Promised by an agreement" and item["overdue"]
    ]


def figures(name: str, username: str = "nobody") -> int:
    wanted = {**{one.code: one for one in (*indicators.alerts(), *indicators.deadlines())}}[
        name
    ]
    return wanted.records(who(username), clock.now()).count()


def test_what_is_overdue_stands_on_the_desk_of_who_keeps_the_record():
    row = promised(signed(partner()), title_zh="联合实验室")
    promised(drafted(partner("shanghai")), title_zh="洽谈中的约定")

    with moment("2021-12-31"):
        assert [late_for(name) for name in ("officer", "bureau")] == [[], []]
    with moment("2022-01-01"):
        held = {
            name: late_for(name) for name in ("officer", "bureau", "ordos", "issuer", "leader")
        }
    make(
        "deliverable",
        row,
        "deliver",
        day="2022-01-02",
        delivered_on="2022-01-02",
        evidence="已挂牌",
    )

    assert held == {
        "officer": ["联合实验室"],
        "bureau": ["联合实验室"],
        "ordos": [],
        "issuer": [],
        "leader": [],
    }
    with moment("2022-01-03"):
        assert late_for("officer") == []


def test_what_units_of_two_areas_agreed_on_is_the_officers_to_settle():
    promised(signed(partner(), units=[unit("rare").pk, unit("hydrogen").pk]))

    with moment("2022-01-01"):
        assert [len(late_for(name)) for name in ("officer", "bureau", "ordos")] == [1, 0, 0]
        assert queries.partners.overdue_for(who("nobody")).count() == 1


def test_the_board_counts_what_is_due_and_what_is_late():
    promised(signed(partner()))

    counted = {}
    for day in ("2021-10-31", "2021-11-01", "2021-12-31", "2022-01-01"):
        with moment(day):
            counted[day] = figures("deliverables_due"), figures("deliverables_overdue")

    assert counted == {
        "2021-10-31": (0, 0),
        "2021-11-01": (1, 0),
        "2021-12-31": (1, 0),
        "2022-01-01": (0, 1),
    }
