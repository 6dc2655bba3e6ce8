"""The frame 4+8+N: partners entered, met, agreed with; what is promised and delivered."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, refused, steps_of, unit, who, who_sees
from xingmeng.core import move
from xingmeng.engines.values import Text
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Agreement, Contact, Deliverable, FramePartner

pytestmark = pytest.mark.django_db
DAY = "2021-06-01"
NAMED = {"name_zh": "测试部", "name_en": "Ministry", "kind": "agency", "region_id": "110000"}
MET = {
    "kind": "talk",
    "held_on": date(2021, 5, 20),
    "place": "北京",
    "people": "双方负责人",
    "subject": "共建实验室",
    "next_steps": "拟定协议",
}


@pytest.fixture(autouse=True)
def everybody() -> None:
    """Who and what the refused acts name is there before them."""
    for name in ("officer", "leader", "issuer", "bureau", "ordos", "bidder2"):
        who(name)
    for key in ("rare", "hydrogen", "beijing", "shanghai"):
        unit(key)


def partner(key: str = "beijing", *, confirmed: bool = True, **said) -> FramePartner:
    given = {"group": "8", "source": "测试文件", "organisation_id": unit(key).pk, **said}
    with moment(DAY):
        row = actions.enter_partner(actor=who("officer"), **given)
        if confirmed:
            row = move.make("frame_partner", row.pk, "confirm", actor=who("officer"))
    return row


def contact(row: FramePartner, username: str = "officer", **said) -> Contact:
    with moment(DAY):
        return actions.record_contact(row.pk, actor=who(username), **{**MET, **said})


def drafted(*partners: FramePartner, username: str = "officer", **said) -> Agreement:
    given = {
        "title_zh": "共建协议",
        "title_en": "Agreement",
        "partners": [row.pk for row in partners],
        "units": [unit("rare").pk],
        **said,
    }
    with moment(DAY):
        return actions.draft_agreement(actor=who(username), **given)


def promised(row: Agreement, **said) -> Deliverable:
    given = {
        "kind": "platform",
        "title_zh": "联合实验室",
        "title_en": "Joint laboratory",
        "deadline_on": date(2021, 12, 31),
        **said,
    }
    with moment(DAY):
        return actions.add_deliverable(row.pk, actor=who("officer"), **given)


def make(kind: str, row, name: str, username: str = "officer", *, day: str = DAY, **said):
    reason = said.pop("reason", "")
    with moment(day):
        return move.make(kind, row.pk, name, actor=who(username), reason=reason, details=said)


def signed(*partners: FramePartner, **said) -> Agreement:
    row = drafted(*partners, **said)
    return make("agreement", row, "sign", signed_on="2021-06-01", until_on="2023-05-31")


# --- partners -------------------------------------------------------------------------------


def test_a_unit_of_the_register_stands_in_the_frame_once_it_is_confirmed():
    row = partner(confirmed=False)
    assert (row.state, row.name_zh, row.kind) == (
        "proposed",
        unit("beijing").name_zh,
        "university",
    )

    make("frame_partner", row, "confirm")

    assert steps_of("frame_partner", row) == ["begin", "confirm"]
    with moment(DAY):
        frame = {one["group"]: one for one in queries.partners.frame_for(who("nobody"))}
    assert (frame["8"]["confirmed"], frame["8"]["places"], frame["N"]["places"]) == (1, 8, None)


def test_a_body_that_the_register_does_not_have_is_entered_by_its_names():
    factories.regions()

    row = partner(organisation_id=None, group="4", **NAMED)

    assert (row.organisation, row.name.en, row.state) == (None, "Ministry", "in_frame")


@pytest.mark.parametrize(
    ("username", "said", "codes"),
    [
        ("bureau", {}, ["not_your_move"]),
        ("officer", {"group": "5"}, ["not_an_option"]),
        ("officer", {"source": " "}, ["answer_needed"]),
        ("officer", {"organisation_id": 4711}, ["unit_not_found"]),
        ("officer", {"organisation_id": None, **NAMED, "kind": "x"}, ["not_an_option"]),
    ],
)
def test_a_partner_is_entered_by_an_officer_with_group_and_source(username, said, codes):
    given = {"group": "N", "source": "文件", "organisation_id": unit("beijing").pk, **said}

    assert refused(lambda: actions.enter_partner(actor=who(username), **given)) == codes


def test_nobody_is_entered_twice_unless_they_left():
    row = partner()
    assert refused(lambda: partner(confirmed=False)) == ["partner_entered"]

    make("frame_partner", row, "leave", reason="合作到期")

    assert partner().pk != row.pk


def test_a_group_of_four_has_four_places():
    factories.regions()
    for n in range(4):
        partner(organisation_id=None, group="4", **{**NAMED, "name_zh": f"部{n}"})
    fifth = partner(confirmed=False, group="4")
    eighth = partner("shanghai")

    assert refused(lambda: make("frame_partner", fifth, "confirm")) == ["group_full"]
    said = {"group": "4", "since_on": None, "source": "文件"}
    change = actions.change_partner
    assert refused(lambda: change(eighth.pk, actor=who("officer"), **said)) == ["group_full"]
    assert refused(lambda: change(eighth.pk, actor=who("leader"), **said)) == [
        "not_your_move",
        "group_full",
    ]


def test_what_is_said_of_a_partner_is_mended_with_what_was_before():
    row = partner()
    with moment(DAY):
        actions.change_partner(
            row.pk,
            actor=who("officer"),
            group="N",
            since_on=date(2020, 12, 11),
            source="新文件",
        )

    row.refresh_from_db()
    assert (row.group, row.since_on, row.source) == ("N", date(2020, 12, 11), "新文件")
    assert steps_of("frame_partner", row)[-1] == "change"


def test_a_partner_with_signed_agreements_stays_in_sight():
    row = partner()
    signed(row)

    act = lambda: make("frame_partner", row, "reopen", reason="再核")  # noqa: E731 -- short
    assert refused(act) == ["agreements_on_record"]


def test_proposed_partners_are_seen_by_staff_and_bureaus_alone():
    row = partner("hydrogen", confirmed=False)
    inside = {"bureau", "ordos", "officer", "chair", "finance", "discipline", "leader", "admin"}

    assert set(who_sees(queries.partners.partners_for, row)) == inside
    make("frame_partner", row, "confirm")
    assert who_sees(queries.partners.partners_for, row) == list(factories.READERS)


# --- contacts -------------------------------------------------------------------------------


def test_a_contact_is_on_record_and_read_by_those_it_concerns():
    row = contact(partner(), host_id=unit("rare").pk)

    assert steps_of("frame_partner", row.partner)[-1] == "record_contact"
    assert set(who_sees(queries.partners.contacts_for, row)) == {
        *("issuer", "bidder2", "bureau"),
        *("officer", "chair", "finance", "discipline", "leader", "admin"),
    }


def test_a_bureau_records_what_units_of_its_area_do():
    row = partner()
    home = unit("rare").pk

    assert contact(row, "bureau", host_id=home).host_id == home
    assert refused(lambda: contact(row, "bureau")) == ["not_your_move"]
    assert refused(lambda: contact(row, "ordos", host_id=home)) == ["not_your_move"]
    assert refused(lambda: contact(row, "issuer", host_id=home)) == ["not_your_move"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"kind": "letter"}, ["not_an_option"]),
        ({"held_on": date(2021, 6, 2)}, ["day_to_come"]),
        ({"next_on": date(2021, 5, 1)}, ["ends_before_it_begins"]),
        ({"agreement_id": 4711}, ["not_an_option"]),
    ],
)
def test_a_contact_is_of_a_kind_past_and_of_its_partner(said, codes):
    row = partner()

    assert refused(lambda: contact(row, **said)) == codes


def test_a_contact_is_mended_and_names_what_it_led_to():
    row = contact(partner(), host_id=unit("rare").pk)
    about = drafted(row.partner)

    with moment(DAY):
        actions.change_contact(
            row.pk, actor=who("officer"), agreement_id=about.pk, **{**MET, "place": "上海"}
        )

    row.refresh_from_db()
    assert (row.place, row.host, row.agreement) == ("上海", None, about)
    assert steps_of("frame_partner", row.partner)[-1] == "change_contact"
    with moment(DAY):
        act = lambda: actions.change_contact(row.pk, actor=who("bureau"), **MET)  # noqa: E731 -- short
        assert refused(act) == ["not_your_move"]
        with pytest.raises(LookupError):
            actions.change_contact(4711, actor=who("officer"), **MET)


# --- agreements -----------------------------------------------------------------------------


def test_contacts_lead_to_an_agreement_that_is_signed_extended_and_ended():
    met = contact(partner())
    row = drafted(met.partner, contacts=[met.pk])
    assert (row.number, row.state) == ("HZ2021001", "in_talks")
    met.refresh_from_db()
    assert met.agreement == row

    make("agreement", row, "sign", signed_on="2021-06-01", until_on="2023-05-31")
    make("agreement", row, "extend", until_on="2025-05-31")
    make("agreement", row, "end", reason="双方商定")

    row.refresh_from_db()
    assert (row.signed_on, row.from_on) == (date(2021, 6, 1), date(2021, 6, 1))
    assert (row.until_on, row.state) == (date(2025, 5, 31), "ended")
    assert steps_of("agreement", row) == ["begin", "sign", "extend", "end"]


def test_an_agreement_needs_a_partner_and_a_term_in_order():
    days = {"from_on": date(2021, 7, 1), "until_on": date(2021, 6, 30)}
    assert refused(lambda: drafted(**days)) == [
        "ends_before_it_begins",
        "agreement_without_partner",
    ]


def test_contacts_with_others_lead_to_no_agreement():
    row, other = partner(), contact(partner("shanghai"))

    assert refused(lambda: drafted(row, contacts=[other.pk])) == ["not_an_option"]


def test_an_agreement_of_units_of_one_area_is_its_bureaus_too():
    row = drafted(partner(), username="bureau")

    make("agreement", row, "sign", "bureau", signed_on="2021-06-01")

    assert refused(lambda: make("agreement", row, "end", "ordos", reason="x")) == [
        "not_your_move"
    ]
    both = [unit("rare").pk, unit("hydrogen").pk]
    act = lambda: drafted(row.partners.get(), username="bureau", units=both)  # noqa: E731 -- short
    assert refused(act) == ["not_your_move"]


def test_an_agreement_is_signed_by_now_with_confirmed_partners_for_a_term():
    row = drafted(partner(confirmed=False))
    said = {"signed_on": "2021-06-02", "from_on": "2021-07-01", "until_on": "2021-06-30"}

    assert refused(lambda: make("agreement", row, "sign", **said)) == [
        "partner_not_in_frame",
        "day_to_come",
        "ends_before_it_begins",
    ]


def test_an_extension_ends_later_and_a_signed_agreement_is_not_dropped():
    row = signed(partner())

    act = lambda: make("agreement", row, "extend", until_on="2023-05-31")  # noqa: E731 -- short
    assert refused(act) == ["no_longer_than_before"]
    assert refused(lambda: make("agreement", row, "drop", reason="x")) == ["wrong_state"]


def test_talks_are_seen_by_staff_and_those_they_concern_until_they_are_signed():
    row = drafted(partner())
    concerned = {"issuer", "bidder2", "bureau"}
    staff = {"officer", "chair", "finance", "discipline", "leader", "admin"}
    assert set(who_sees(queries.partners.agreements_for, row)) == concerned | staff

    make("agreement", row, "sign", signed_on="2021-06-01")

    assert who_sees(queries.partners.agreements_for, row) == list(factories.READERS)


# --- deliverables ---------------------------------------------------------------------------


def recognised(number: str = "GJPT-1", code: str = "joint_platform") -> None:
    with moment(DAY):
        actions.record_qualification(
            instrument_code=code,
            number=number,
            title=Text("联合实验室", "Joint laboratory"),
            organisation_id=unit("rare").pk,
            from_on=date(2021, 6, 1),
            source=factories.source(),
            actor=who("officer"),
        )


def test_what_was_promised_is_delivered_with_evidence_and_its_recognition():
    row = promised(signed(partner()))
    recognised()

    done = {"delivered_on": "2021-06-01", "evidence": "已挂牌", "recognition": "GJPT-1"}
    make("deliverable", row, "deliver", **done, people=12)

    row.refresh_from_db()
    assert (row.state, row.delivered_on, row.people) == ("delivered", date(2021, 6, 1), 12)
    assert row.qualification.number == "GJPT-1"
    assert steps_of("deliverable", row) == ["begin", "deliver"]


def test_a_delivery_needs_a_signed_agreement_a_past_day_and_a_known_recognition():
    row = promised(drafted(partner()))
    recognised(code="workstation")
    done = {"delivered_on": "2021-06-02", "evidence": "已挂牌", "recognition": "GJPT-1"}

    assert refused(lambda: make("deliverable", row, "deliver", **done)) == [
        "agreement_not_signed",
        "day_to_come",
        "recognition_not_found",
    ]
    with moment(DAY):
        offered = move.open_moves("deliverable", row, actor=who("officer"))
    assert [step.name for step in offered] == ["drop"]


def test_a_deliverable_lies_within_the_term_of_an_open_agreement():
    row = signed(partner())

    assert refused(lambda: promised(row, deadline_on=date(2023, 6, 1))) == ["outside_the_term"]
    assert refused(lambda: promised(row, kind="x")) == ["not_an_option"]
    act = actions.add_deliverable
    said = {"kind": "team", "deadline_on": date(2022, 1, 1), "title_zh": "团", "title_en": "T"}
    assert refused(lambda: act(row.pk, actor=who("ordos"), **said)) == ["not_your_move"]
    make("agreement", row, "end", reason="到期")
    row.refresh_from_db()
    assert refused(lambda: promised(row)) == ["wrong_state"]


def test_what_is_late_is_counted_for_its_agreement_and_its_partner():
    about = partner()
    row = promised(signed(about))
    promised(row.agreement, kind="team")
    make("deliverable", row, "deliver", delivered_on="2021-06-01", evidence="已挂牌")

    with moment("2022-01-01"):
        shown = queries.partners.agreement_for(who("nobody"), row.agreement_id)
        again = queries.partners.partner_for(who("nobody"), about.pk)
        lines = queries.partners.deliverables_for(who("nobody")).order_by("number")
        late = [queries.partners.is_late(line) for line in lines]

    assert (shown.promised, shown.done, shown.late) == (2, 1, 1)
    assert (again.running, again.late, late) == (1, 1, [False, True])


def test_outside_organisations_are_parties_by_either_side():
    signed(partner(), units=[unit("rare").pk, unit("shanghai").pk])
    with moment(DAY):
        rows = queries.partners.signed_until(who("nobody"), date(2021, 6, 1))
        found = queries.partners.outside(queries.partners.parties(rows))

    assert {one.pk for one in found} == {unit("beijing").pk, unit("shanghai").pk}
