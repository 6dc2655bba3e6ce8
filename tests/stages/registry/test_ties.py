"""Ties on record: who puts them there, what is refused, what is told; possible duplicates."""

from datetime import date

import pytest

from tests import factories
from tests.factories import refused, statuses, steps_of, unit, who, who_sees, wrote
from xingmeng.core import codes, events, move, trail
from xingmeng.core.actor import SYSTEM
from xingmeng.core.events import PeopleChanged
from xingmeng.stages.registry import actions
from xingmeng.stages.registry.models import Person, PossibleDuplicate, Tie
from xingmeng.stages.registry.queries import ties as queries

pytestmark = pytest.mark.django_db


def person(username: str) -> Person:
    return Person.objects.get(user_id=who(username).user_id)


def kin(**more) -> Tie:
    one, other = person("expert"), person("bidder")
    return actions.record_tie(one.pk, "kin", other_id=other.pk, actor=who("officer"), **more)


@pytest.fixture
def told() -> list[PeopleChanged]:
    """Whose ties were said to have changed."""
    heard: list[PeopleChanged] = []
    kept = dict(events._reactions)
    events.wire(kept | {PeopleChanged: [heard.append]})
    yield heard
    events.wire(kept)


# --- ties -----------------------------------------------------------------------------------


def test_a_tie_is_recorded_with_its_source_and_a_step_that_says_no_more_than_its_kind(told):
    row = kin(said="夫妻", period=(date(2001, 5, 1), None))

    assert (row.kind, row.said, row.source.code) == ("kin", "夫妻", "noted:tie")
    ((step, note),) = trail.steps_of("tie", row.pk)
    assert (step.move, note.details) == ("record_tie", {"kind": "kin"})
    assert told[-1].person_ids == {row.person_id, row.other_id}


@pytest.mark.parametrize(
    ("username", "given", "codes"),
    [
        ("expert", {"kind": "kin", "other": "bidder"}, ["not_your_move"]),
        ("chair", {"kind": "kin", "other": "bidder"}, ["not_your_move"]),
        ("officer", {"kind": "friend", "other": "bidder"}, ["not_an_option"]),
        ("officer", {"kind": "kin", "other": "expert"}, ["tie_has_one_other_end"]),
        ("officer", {"kind": "kin", "unit": "rare"}, ["tie_has_one_other_end"]),
        ("officer", {"kind": "kin"}, ["tie_has_one_other_end"]),
        (
            "officer",
            {"kind": "declared", "other": "bidder", "unit": "rare"},
            ["tie_has_one_other_end"],
        ),
        ("officer", {"kind": "shareholding", "unit": "rare"}, ["share_out_of_range"]),
        (
            "discipline",
            {"kind": "shareholding", "unit": "rare", "share_bp": 10_001},
            ["share_out_of_range"],
        ),
        (
            "chair",
            {
                "kind": "shareholding",
                "other": "bidder",
                "period": (date(2021, 2, 1), date(2021, 1, 1)),
            },
            ["not_your_move", "tie_has_one_other_end", "share_out_of_range",
             "ends_before_it_begins"],
        ),
    ],
)  # fmt: skip
def test_a_tie_that_is_not_in_order_is_refused(username, given, codes):
    person_id, actor, given = person("expert").pk, who(username), dict(given)
    ends = {}
    if "other" in given:
        ends["other_id"] = person(given.pop("other")).pk
    if "unit" in given:
        ends["organisation_id"] = unit(given.pop("unit")).pk
    kind = given.pop("kind")

    assert codes == refused(
        lambda: actions.record_tie(person_id, kind, actor=actor, **ends, **given)
    )


def test_an_expert_declares_an_interest_and_takes_it_back(told):
    actor = who("expert")
    row = actions.declare_interest(organisation_id=unit("rare").pk, said="顾问", actor=actor)
    assert list(queries.ties_for(actor)) == [row]

    actions.retire_tie(row.pk, why="已不再任顾问", actor=actor)

    assert list(queries.ties_for(actor)) == []
    assert steps_of("tie", row) == ["record_tie", "retire_tie"]
    assert [event.person_ids for event in told[-2:]] == [{row.person_id}] * 2


def test_nobody_without_an_entry_in_the_register_declares_anything():
    assert refused(lambda: actions.declare_interest(other_id=1, actor=SYSTEM)) == [
        "not_your_move"
    ]


def test_a_tie_is_retired_once_with_a_reason_by_those_who_keep_it():
    row = kin()

    assert refused(lambda: actions.retire_tie(row.pk, why=" ", actor=who("officer"))) == [
        "reason_needed"
    ]
    with pytest.raises(LookupError):
        actions.retire_tie(row.pk, why="x", actor=who("expert"))
    actions.retire_tie(row.pk, why="登记有误", actor=who("discipline"))
    with pytest.raises(LookupError):
        actions.retire_tie(row.pk, why="again", actor=who("officer"))


def test_ties_are_for_those_who_keep_them():
    row = kin()

    assert who_sees(queries.ties_for, row) == ["officer", "discipline"]


def test_what_becomes_known_of_somebody_is_told(told):
    one, home = person("expert"), unit("rare")
    told.clear()

    actions.employ(one, home.pk, post="", from_on=date(2020, 1, 1))
    held = actions.give_role(one.user_id, "expert", actor=SYSTEM)
    actions.end_role(held.pk, actor=SYSTEM)
    rows = [{"kind": "paper", "number": "10.1/1", "title": "论文"}]
    actions.record_works(
        rows, source=factories.source(), on=date(2021, 3, 1), actor=SYSTEM, person_id=one.pk
    )

    assert [(set(e.person_ids), set(e.user_ids)) for e in told] == [
        ({one.pk}, set()), (set(), {one.user_id}), (set(), {one.user_id}), ({one.pk}, set()),
    ]  # fmt: skip


# --- possible duplicates ----------------------------------------------------------------------


def twin() -> Person:
    return actions.name_person(unit("shanghai").pk, name=person("bidder").name, actor=SYSTEM)


def test_namesakes_of_one_unit_are_suspected_once_and_settled_by_an_officer(told):
    one, other = person("bidder"), twin()

    assert actions.look_for_duplicates(actor=who("officer")) == 1
    assert actions.look_for_duplicates(actor=who("officer")) == 0
    row = PossibleDuplicate.objects.get()
    assert (row.person_id, row.other_id, row.why) == (one.pk, other.pk, "unit")
    assert queries.same_people([one.pk])[one.pk] == {one.pk, other.pk}

    move.make("duplicate", row.pk, "refuse", actor=who("officer"), reason="出生日期不同")

    assert queries.same_people([one.pk])[one.pk] == {one.pk}
    assert steps_of("duplicate", row) == ["begin", "refuse"]
    assert told[-1].person_ids == {one.pk, other.pk}


def test_namesakes_who_share_nothing_are_two_people():
    person("bidder")
    actions.name_person(unit("rare").pk, name=person("bidder").name, actor=SYSTEM)

    assert actions.look_for_duplicates(actor=SYSTEM) == 0


def test_the_same_in_turn_is_the_same():
    ids = [person(name).pk for name in ("expert", "expert2", "expert3")]
    actions.suspect_duplicate(ids[1], ids[0], why="同名", actor=who("officer"))
    again = actions.suspect_duplicate(ids[0], ids[1], why="同名", actor=who("officer"))
    actions.suspect_duplicate(ids[1], ids[2], why="同名", actor=who("officer"))

    assert PossibleDuplicate.objects.count() == 2
    assert again.person_id == min(ids[0], ids[1])
    assert queries.same_people(ids[:1])[ids[0]] == set(ids)
    assert queries.users_of_people(ids[:1]) == {
        who(name).user_id for name in ("expert", "expert2", "expert3")
    }


def test_others_suspect_nobody():
    one, other = person("bidder").pk, twin().pk
    chair = who("chair")

    assert refused(lambda: actions.suspect_duplicate(one, other, why="", actor=chair)) == [
        "not_your_move"
    ]
    assert refused(lambda: actions.suspect_duplicate(one, one, why="", actor=chair)) == [
        "not_your_move", "tie_has_one_other_end",
    ]  # fmt: skip
    assert refused(lambda: actions.look_for_duplicates(actor=chair)) == ["not_your_move"]


def test_the_pages_of_duplicates_are_for_those_who_keep_ties():
    one, other = person("bidder").pk, twin().pk
    row = actions.suspect_duplicate(one, other, why="unit", actor=who("officer"))
    page = f"/organisations/duplicates/{codes.of(row)}/"

    assert who_sees(queries.duplicates_for, row) == ["officer", "discipline"]
    assert statuses(page, "nobody", "expert", "chair", "officer", "discipline") == {
        "nobody": 302, "expert": 404, "chair": 404, "officer": 200, "discipline": 200,
    }  # fmt: skip
    assert statuses("/organisations/duplicates/4711-4711/", "officer") == {"officer": 404}
    client = factories.browser("officer")
    assert not wrote(lambda: [client.get(page), client.get("/organisations/duplicates/")])
    assert "姓名和单位相同" in client.get(page).content.decode()


def test_an_officer_looks_through_the_register_from_its_page():
    person("bidder")
    twin()
    address = "/organisations/duplicates/look/"

    assert factories.browser("officer").post(address).status_code == 302
    assert PossibleDuplicate.objects.count() == 1
    assert factories.browser("chair").post(address).status_code == 409
    assert factories.browser("officer").get(address).status_code == 405


def test_the_list_of_duplicates_takes_as_many_queries_for_three_as_for_one():
    one = person("bidder").pk
    others = [twin().pk for _ in range(3)]
    actions.suspect_duplicate(one, others[0], why="unit", actor=who("officer"))
    before = factories.queries_of("officer", "/organisations/duplicates/")
    for other in others[1:]:
        actions.suspect_duplicate(one, other, why="unit", actor=who("officer"))

    assert factories.queries_of("officer", "/organisations/duplicates/") == before <= 12
