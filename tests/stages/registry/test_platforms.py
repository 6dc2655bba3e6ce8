"""Platforms: who sees them, and their people."""

from datetime import date
from typing import Any

import pytest

from tests import factories
from tests.factories import browser, moment, refused, steps_of, unit, who
from xingmeng.core import codes, move
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Booking, Equipment, Qualification

pytestmark = pytest.mark.django_db
DAY, LATER = "2021-06-01", "2021-06-10"
STATION = "workstation"


@pytest.fixture(autouse=True)
def everybody() -> None:
    """Who and what the refused acts name is there before them."""
    for name in ("officer", "issuer", "bidder", "bidder2", "stranger"):
        who(name)


def platform(key: str = "rare", code: str = "key_laboratory", **said: Any) -> Qualification:
    number = said.pop("number", f"{code}-{key}")
    with moment("2021-04-01"):
        return actions.record_qualification(
            actor=SYSTEM,
            instrument_code=code,
            number=number,
            organisation_id=unit(key).pk,
            from_on=date(2021, 4, 1),
            source=factories.source(),
            **said,
        )


def member(row: Qualification, username: str = "issuer", **said: Any):
    given = {"role": "researcher", "from_on": date(2021, 5, 1), "name": "其其格", **said}
    with moment(DAY):
        return actions.add_member(row.pk, actor=who(username), **given)


def academician(row: Qualification, username: str = "issuer", **said: Any):
    given = {"role": "academician", "name": "院士甲", "id_number": "A1", "months": 3, **said}
    return member(row, username, **given)


def instrument(row: Qualification, username: str = "issuer", **said: Any) -> Equipment:
    given = {
        "name_zh": "扫描电镜",
        "name_en": "Scanning electron microscope",
        "place": "一号楼",
        "value_fen": 300_000_000,
        "fee_fen": 20_000,
        "is_shared": True,
        "opens": 8,
        "closes": 18,
        **said,
    }
    with moment(DAY):
        return actions.enter_equipment(row.pk, actor=who(username), **given)


def booking(row: Equipment, username: str = "bidder", key: str = "shanghai", **said: Any):
    given = {"on": date(2021, 6, 10), "first": 9, "last": 12, "purpose": "形貌分析", **said}
    with moment(DAY):
        return actions.book(row.pk, actor=who(username), organisation_id=unit(key).pk, **given)


def make(
    row: Booking, name: str, username: str, *, day: str = DAY, hour: int = 10, **said: Any
):
    reason = said.pop("reason", "")
    with moment(day, hour):
        return move.make(
            "booking", row.pk, name, actor=who(username), reason=reason, details=said
        )


# --- the list and the page ------------------------------------------------------------------


def test_platforms_alone_are_listed_with_where_they_stand():
    live = platform()
    over = platform(code="workstation", until_on=date(2021, 5, 1))
    platform(code="high_tech_enterprise")

    with moment(DAY):
        rows = queries.platforms.platforms_for(who("nobody")).order_by("pk")
        found = [(row.pk, row.standing) for row in rows]

    assert found == [(live.pk, "valid"), (over.pk, "expired")]


def test_a_persons_title_is_listed_without_the_name():
    person = who("bidder")
    with moment(DAY):
        row = actions.record_qualification(
            actor=SYSTEM,
            instrument_code="talent",
            number="RC-1",
            person_id=queries.known.person_behind(person.user_id).pk,
            from_on=date(2021, 4, 1),
            source=factories.source(),
        )
        pages = {
            name: browser(name).get(f"/platforms/{codes.of(row)}/").content.decode()
            for name in ("nobody", "stranger", "officer", "bidder")
        }

    assert {name: person.name in page for name, page in pages.items()} == {
        "nobody": False,
        "stranger": False,
        "officer": True,
        "bidder": True,
    }


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"nobody": 200, "officer": 200}),
        ("?kind=key_laboratory&area=1502&state=valid&format=csv", {"nobody": 200}),
        ("{platform}/", {"nobody": 200, "stranger": 200, "issuer": 200}),
        ("4711-4711/", {"officer": 404}),
        ("{platform}/members/new/", {"nobody": 302, "officer": 404, "issuer": 200}),
        ("{platform}/members/{member}/end/", {"nobody": 302, "bidder": 404, "issuer": 200}),
        ("{platform}/equipment/new/", {"nobody": 302, "bidder": 404, "issuer": 200}),
        ("equipment/", {"nobody": 200}),
        ("equipment/{shared}/", {"nobody": 200, "issuer": 200}),
        ("equipment/{own}/", {"nobody": 404, "bidder": 404, "officer": 200, "issuer": 200}),
        ("equipment/{shared}/edit/", {"nobody": 302, "bidder": 404, "issuer": 200}),
        ("equipment/{shared}/book/", {"nobody": 302, "officer": 404, "bidder": 200}),
        ("bookings/", {"nobody": 302, "bidder": 200}),
        (
            "bookings/{booking}/",
            {"nobody": 302, "stranger": 404, "bidder2": 404, "bidder": 200, "issuer": 200},
        ),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    row = platform()
    shared = instrument(row)
    keys = {
        "platform": row,
        "member": member(row),
        "shared": shared,
        "own": instrument(row, is_shared=False),
        "booking": booking(shared),
    }
    address = address.format(**{name: codes.of(one) for name, one in keys.items()})

    with moment(DAY):
        assert factories.statuses(f"/platforms/{address}", *expected) == expected


# --- people ---------------------------------------------------------------------------------


def test_names_are_for_the_host_and_staff_and_the_count_for_everybody():
    row = platform()
    member(row)

    with moment(DAY):
        told = {
            name: browser(name).get(f"/platforms/{codes.of(row)}/").content.decode()
            for name in ("nobody", "bidder", "officer", "issuer")
        }

    assert {name: "其其格" in page for name, page in told.items()} == {
        "nobody": False,
        "bidder": False,
        "officer": True,
        "issuer": True,
    }
    assert all("固定研究人员 1" in page for page in told.values())


def test_somebody_who_leaves_stays_on_record_and_the_trail_names_nobody():
    row = platform()
    place = member(row)

    with moment(LATER):
        actions.end_member(place.pk, actor=who("issuer"), until_on=date(2021, 6, 9))
    with moment(LATER):
        codes_ = refused(
            lambda: actions.end_member(place.pk, actor=who("issuer"), until_on=date(2021, 6, 9))
        )

    assert list(row.members.values_list("until_on", flat=True)) == [date(2021, 6, 9)]
    assert steps_of("organisation", row.organisation)[-2:] == ["add_member", "end_member"]
    assert codes_ == ["member_left_before"]


@pytest.mark.parametrize(
    ("username", "said", "why"),
    [
        ("bidder", {}, ["not_your_move"]),
        ("officer", {}, ["not_your_move"]),
        ("issuer", {"role": "king"}, ["not_an_option"]),
        ("issuer", {"name": " "}, ["answer_needed"]),
        ("issuer", {"from_on": date(2021, 6, 2)}, ["day_to_come"]),
        ("issuer", {"role": "academician", "id_number": "A1"}, ["academician_at_station"]),
    ],
)
def test_who_is_no_member(username, said, why):
    row = platform()

    assert refused(lambda: member(row, username, **said)) == why


def test_an_academician_in_office_serves_one_station_and_a_retired_one_three():
    hosts = {"rare": "issuer", "shanghai": "bidder", "beijing": "bidder2", "dairy": "stranger"}
    rows = {key: platform(key, STATION) for key in hosts}
    academician(rows["rare"])
    in_office = refused(lambda: academician(rows["shanghai"], "bidder"))
    for key in ("shanghai", "beijing"):
        academician(rows[key], hosts[key], is_retired=True)
    retired = refused(lambda: academician(rows["dairy"], "stranger", is_retired=True))

    assert (in_office, retired) == (["too_many_stations"], ["too_many_stations"])


def test_an_academician_is_long_enough_on_site_and_told_from_others():
    row = platform(code=STATION)

    assert refused(lambda: academician(row, months=2)) == ["too_short_on_site"]
    assert refused(lambda: academician(row, id_number="")) == ["answer_needed"]
    assert academician(row, months=3).person.name == "院士甲"


def test_a_station_that_was_left_no_longer_counts():
    first, second = platform(code=STATION), platform("shanghai", STATION)
    place = academician(first)
    with moment(DAY):
        actions.end_member(place.pk, actor=who("issuer"), until_on=date(2021, 5, 20))

    again = academician(second, "bidder", from_on=date(2021, 5, 21))

    assert again.person_id == place.person_id


def test_nothing_is_entered_once_the_recognition_is_over():
    row = platform(until_on=date(2021, 5, 1))

    assert refused(lambda: member(row)) == ["platform_over"]
    assert refused(lambda: instrument(row)) == ["platform_over"]


def test_somebody_from_elsewhere_joins_on_the_page():
    row = platform(code=STATION)
    said = {
        "person": "",
        "name": "院士乙",
        "id_number": "B2",
        "role": "academician",
        "duty": "指导研发",
        "from_on": "2021-05-01",
        "months": "3",
    }

    with moment(DAY):
        page = browser("issuer").post(f"/platforms/{codes.of(row)}/members/new/", said)

    assert page.status_code == 302
    assert list(row.members.values_list("person__name", "months")) == [("院士乙", 3)]


def test_a_list_of_recognitions_is_entered_as_a_table():
    host = unit("rare")
    table = (
        "credit_code,recognition,number,from_on,until_on\n"
        f"{host.credit_code},key_laboratory,L1,2021-11-30,2024-11-30\n"
        f"{host.credit_code},workstation,W1,2021-11-30,2024-11-30\n"
    ).encode()
    with moment("2021-12-20"):
        given = {"what": "certificates", "provider": "recognitions"}
        given |= {"dated_on": date(2021, 12, 1), "source": factories.source()}
        row = actions.take_in("名单.csv", table, **given, actor=who("officer"))
        move.make("intake", row.pk, "enter", actor=who("officer"))
        counts = {
            code: queries.platforms.held_on(who("nobody"), code, date(2021, 12, 31)).count()
            for code in ("key_laboratory", "workstation", "talent")
        }

    assert counts == {"key_laboratory": 1, "workstation": 1, "talent": 0}
    before = queries.platforms.held_on(who("nobody"), "key_laboratory", date(2021, 11, 29))
    assert not before.exists()
