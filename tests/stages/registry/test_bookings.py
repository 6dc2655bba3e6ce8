"""Equipment of platforms, and hours of it that units ask for and hosts confirm."""

from datetime import date

import pytest

from tests.factories import browser, moment, refused, unit, who
from tests.stages.registry.test_platforms import (
    DAY,
    LATER,
    booking,
    instrument,
    make,
    platform,
)
from xingmeng.core import codes
from xingmeng.core.errors import Refused
from xingmeng.stages.registry import queries
from xingmeng.stages.registry.models import Booking, Equipment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everybody() -> None:
    """Who and what the refused acts name is there before them."""
    for name in ("officer", "issuer", "bidder", "bidder2"):
        who(name)


def test_a_booking_from_asking_to_use():
    row = instrument(platform())
    one = booking(row)

    make(one, "confirm", "issuer")
    make(one, "mark_used", "issuer", day=LATER, hour=13, hours=2)

    one.refresh_from_db()
    assert (one.state, one.used_hours) == ("used", 2)
    with moment(LATER):
        assert queries.platforms.one_equipment_for(who("nobody"), row.pk).hours_used == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"first": 12, "last": 9}, ["ends_before_it_begins"]),
        ({"first": 7, "last": 9}, ["outside_opening_hours"]),
        ({"first": 17, "last": 19}, ["outside_opening_hours"]),
        ({"on": date(2021, 5, 31)}, ["slot_over"]),
        ({"on": date(2021, 6, 1), "first": 10}, ["slot_over"]),
        ({"on": date(2022, 6, 1)}, ["slot_too_far"]),
        ({"username": "officer"}, ["not_your_move"]),
        ({"username": "bidder2"}, ["not_your_move"]),
    ],
)
def test_hours_that_cannot_be_asked_for(said, why):
    row = instrument(platform())

    assert refused(lambda: booking(row, **said)) == why


def test_what_is_not_shared_cannot_be_booked():
    row = instrument(platform(), is_shared=False)

    assert refused(lambda: booking(row)) == ["equipment_not_shared"]


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [(8, 9, []), (12, 14, []), (8, 10, ["slot_taken"]), (10, 11, ["slot_taken"])],
)
def test_confirmed_bookings_do_not_overlap(first, last, why):
    row = instrument(platform())
    waiting = booking(row, "bidder2", "beijing", first=first, last=last)
    make(booking(row), "confirm", "issuer")

    found = []
    try:
        make(waiting, "confirm", "issuer")
    except Refused as no:
        found = [one.code for one in no.findings]

    assert found == why


def test_a_cancelled_booking_frees_its_hours():
    row = instrument(platform())
    first, second = booking(row), booking(row, "bidder2", "beijing")
    make(first, "confirm", "issuer")
    make(first, "cancel", "bidder", reason="计划有变")

    assert make(second, "confirm", "issuer").state == "confirmed"


@pytest.mark.parametrize(
    ("name", "username", "day", "said", "why"),
    [
        ("confirm", "bidder", DAY, {}, ["not_your_move"]),
        ("confirm", "issuer", LATER, {}, ["slot_over"]),
        ("refuse", "issuer", DAY, {}, ["reason_needed"]),
        ("cancel", "bidder2", DAY, {"reason": "x"}, ["not_your_move"]),
    ],
)
def test_moves_that_are_refused(name, username, day, said, why):
    one = booking(instrument(platform()))

    assert refused(lambda: make(one, name, username, day=day, **said)) == why


def test_use_is_recorded_afterwards_and_no_more_than_was_booked():
    one = booking(instrument(platform()))
    make(one, "confirm", "issuer")

    early = refused(lambda: make(one, "mark_used", "issuer", hours=2))
    more = refused(lambda: make(one, "mark_used", "issuer", day=LATER, hour=13, hours=4))

    assert (early, more) == (["slot_not_begun"], ["more_than_booked"])


def test_work_waits_on_the_hosts_desk_and_not_on_the_bookers():
    one = booking(instrument(platform()))

    with moment(DAY):
        desks = {
            name: codes.of(one) in browser(name).get("/desk/").content.decode()
            for name in ("issuer", "bidder")
        }

    assert desks == {"issuer": True, "bidder": False}


def test_a_unit_asks_and_the_host_confirms_on_the_pages():
    row = instrument(platform())
    where = f"/platforms/equipment/{codes.of(row)}/"
    asked = {
        "unit": codes.of(unit("shanghai")),
        "on": "2021-06-10",
        "first": "9",
        "last": "12",
        "purpose": "形貌分析",
    }

    with moment(DAY):
        sent = browser("bidder").post(f"{where}book/", asked)
        one = Booking.objects.get()
        shown = browser("issuer").get(sent["Location"]).content.decode()
        calendar = browser("nobody").get(where).content.decode()

    assert sent["Location"] == one.get_absolute_url()
    assert "确认预约" in shown
    assert "09:00–12:00" in calendar
    assert unit("shanghai").name_zh not in calendar


def test_equipment_is_entered_and_changed_on_the_pages():
    row = platform()
    said = {
        "name_zh": "拉力机",
        "name_en": "Tensile tester",
        "make": "",
        "place": "二号楼",
        "value": "1200.50",
        "fee": "10",
        "is_shared": "on",
        "opens": "8",
        "closes": "18",
    }

    with moment(DAY):
        browser("issuer").post(f"/platforms/{codes.of(row)}/equipment/new/", said)
        one = Equipment.objects.get()
        where = f"/platforms/equipment/{codes.of(one)}/edit/"
        browser("issuer").post(where, said | {"fee": "12.30", "is_retired": "on"})

    one.refresh_from_db()
    assert (one.value_fen, one.fee_fen, one.retired_on) == (120_050, 1_230, date(2021, 6, 1))
