"""Who sees meetings, and what each of their pages gives to whom."""

import pytest

from tests import factories
from tests.factories import PASSWORD, browser, moment, who
from tests.stages.meetings.test_actions import (  # noqa: F401 -- a fixture is its name
    YES,
    decide,
    drafted,
    fixed,
    make,
    plan,
    planned,
    stories,
)
from tests.thread import thread_until
from xingmeng.core import access, codes, papers, paperwork
from xingmeng.core.words import say
from xingmeng.stages.awards.models import Award
from xingmeng.stages.meetings import actions, queries
from xingmeng.stages.meetings.models import Item, Meeting
from xingmeng.web import waiting

pytestmark = pytest.mark.django_db
STAFF = ["officer", "chair", "finance", "discipline", "leader"]


def test_a_meeting_is_for_those_who_prepare_decide_and_audit():
    assert factories.who_sees(queries.visible_to, plan()) == STAFF


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"nobody": 302, "officer": 200, "issuer": 200, "chair": 200}),
        ("new/", {"nobody": 302, "officer": 200, "chair": 404, "issuer": 404}),
        ("{pk}/", {"nobody": 302, "issuer": 404, "bureau": 404, "admin": 404, "leader": 200}),
        ("{pk}/agenda/", {"officer": 200, "chair": 404, "issuer": 404}),
        ("{pk}/agenda/all/", {"officer": 405, "nobody": 302}),
        ("{pk}/agenda/{award}/", {"officer": 405, "nobody": 302}),
        ("{pk}/decide/", {"officer": 404, "chair": 404, "issuer": 404}),
        ("4711-4711/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    story = thread_until("chosen")
    meeting = planned()
    address = address.format(pk=codes.of(meeting), award=codes.of(story.award))

    assert factories.statuses(f"/meetings/{address}", *expected) == expected


def test_an_officer_plans_and_fills_the_agenda_from_the_pages():
    story, officer = thread_until("chosen"), browser("officer")
    said = {"held_on": "2021-11-22", "place": "301", "chair": "主席", "attendees": ""}

    with moment("2021-11-15"):
        assert officer.post("/meetings/new/", said | {"place": ""}).status_code == 200
        done = officer.post("/meetings/new/", said)
        meeting = Meeting.objects.get()
        assert done.url == meeting.get_absolute_url()
        officer.post(f"{done.url}agenda/all/")
        item = Item.objects.get()
        named = {f"number-{codes.of(item)}": "1", f"presenter-{codes.of(item)}": "业务处"}
        assert officer.post(f"{done.url}agenda/", named).status_code == 302
        assert Item.objects.get().presenter == "业务处"
        assert (
            officer.post(f"{done.url}agenda/", named | {f"off-{codes.of(item)}": "on"}).url
            == done.url
        )
        assert not Item.objects.exists()
        officer.post(f"{done.url}agenda/{codes.of(story.award)}/")

    assert Item.objects.get().award == story.award
    assert browser("chair").post(f"{done.url}agenda/all/").status_code == 404


def test_the_chair_decides_on_one_page_with_one_password():
    thread_until("chosen")
    meeting, chair = fixed(), browser("chair")
    page, item = f"/meetings/{codes.of(meeting)}/decide/", Item.objects.get()
    said = {
        f"outcome-{codes.of(item)}": "rejected",
        f"reason-{codes.of(item)}": "",
        "password": "guess",
    }

    wrong = chair.post(page, said)
    assert (wrong.status_code, [f.code for f in wrong.context["errors"]]) == (
        409,
        ["password_wrong"],
    )
    lacking = chair.post(page, said | {"password": PASSWORD})
    assert [f.code for f in lacking.context["errors"]] == ["item_reason_needed"]
    assert 'value="rejected" checked' in lacking.content.decode()
    assert Award.objects.get().state == "chosen"
    done = chair.post(
        page, said | {"password": PASSWORD, f"reason-{codes.of(item)}": "依据不足"}
    )
    assert (done.status_code, Award.objects.get().state) == (302, "rejected")
    assert "依据不足" in chair.get(done.url).content.decode()


def test_a_chair_of_a_partys_unit_is_shown_nothing_to_decide_on():
    story = thread_until("chosen")
    meeting = fixed()
    factories.with_role("chair", "applicant", organisation_id=story.challenge.issuer_id)

    shown = browser("chair").get(f"/meetings/{codes.of(meeting)}/decide/").content.decode()

    assert str(story.challenge.title) not in shown
    assert 'value="put_off"' not in shown
    assert 'value="approved"' not in shown


def test_the_awards_page_names_its_item_and_meeting_to_staff_alone():
    story = thread_until("chosen")
    page = story.award.get_absolute_url()
    assert "还没有列入厅务会议程" in browser("officer").get(page).content.decode()
    meeting = planned()

    words = f"第 1 项议题，{meeting.title}"

    shown = {
        name: words in browser(name).get(page).content.decode()
        for name in ("officer", "chair", "issuer")
    }
    assert shown == {"officer": True, "chair": True, "issuer": False}


def desk(username: str) -> set[str]:
    """What is named on somebody's desk, each choice by itself."""
    items = [item for group in waiting.groups(who(username)) for item in group["items"]]
    return {choice for item in items for choice in say(item["what"]).split(" / ")}


def test_each_step_is_on_the_desk_of_who_takes_it():
    thread_until("chosen")
    assert "列入厅务会议程" in desk("officer")
    meeting = planned()
    assert {"确定议程"} <= desk("officer") and "列入厅务会议程" not in desk("officer")
    make(meeting, "fix_agenda", "officer")
    assert "逐项议定" in desk("chair") and "逐项议定" not in desk("officer")
    decide(meeting, YES)
    assert "拟定纪要" in desk("officer")
    make(meeting, "draft_minutes", "officer", attendees="厅领导")
    assert "签发纪要" in desk("chair")


def test_the_papers_are_for_who_made_them_and_who_opens_them_on_record(stories):  # noqa: F811 -- the fixture
    meeting = drafted(stories)
    address = paperwork.address(papers.latest("minutes", meeting))

    expected = {"nobody": 404, "issuer": 404, "officer": 200, "chair": 200, "leader": 404}
    assert factories.statuses(address, *expected) == expected
    opened = {name: factories.opens(name, "meeting", meeting) for name in ("issuer", "leader")}
    assert opened == {"issuer": 404, "leader": 302}
    assert factories.statuses(address, "leader", "finance") == {"leader": 200, "finance": 404}
    assert factories.steps_of("meeting", meeting)[-1] == "open_whole"


def test_who_must_step_aside_from_an_item_opens_no_papers_and_sees_no_gap(stories):  # noqa: F811 -- the fixture
    meeting = drafted(stories)
    address = paperwork.address(papers.latest("minutes", meeting))
    first, second = Item.objects.order_by("number")
    for name in ("officer", "leader"):
        hidden = first.award.application_id
        access.bar(who(name).user_id, "conflict", kind="application", subject_id=hidden)

    assert factories.opens("leader", "meeting", meeting) == 409
    assert factories.statuses(address, "officer", "leader", "chair") == {
        "officer": 404, "leader": 404, "chair": 200,
    }  # fmt: skip
    assert [i.number for i in queries.items_for(who("leader"), meeting)] == [1]
    page = browser("leader").get(second.award.get_absolute_url()).content.decode()
    assert f"第 1 项议题，{meeting.title}" in page
    assert papers.latest("minutes", meeting).number not in page


def test_an_agenda_is_arranged_around_what_is_hidden(stories):  # noqa: F811 -- the fixture
    meeting = planned()
    first, second = Item.objects.order_by("number")
    hidden = first.award.application_id
    access.bar(who("officer").user_id, "conflict", kind="application", subject_id=hidden)
    line = {"number": 1, "presenter": "业务处"}

    actions.arrange(meeting.pk, {second.pk: line}, actor=who("officer"))
    kept = list(Item.objects.order_by("number").values_list("pk", "presenter"))
    actions.arrange(meeting.pk, {}, actor=who("officer"))

    assert kept == [(first.pk, ""), (second.pk, "业务处")]
    assert [i.pk for i in Item.objects.all()] == [first.pk]


def test_reading_writes_nothing(stories):  # noqa: F811 -- the fixture
    meeting, chair, officer = fixed(), browser("chair"), browser("officer")
    other = plan()

    def read() -> None:
        for client, page in (
            (chair, ""), (chair, f"{codes.of(meeting)}/"),
            (chair, f"{codes.of(meeting)}/decide/"),
            (officer, f"{codes.of(other)}/agenda/"), (officer, "new/"),
        ):  # fmt: skip
            assert client.get(f"/meetings/{page}").status_code == 200

    assert not factories.wrote(read)


def test_the_list_takes_as_many_queries_for_many_as_for_one():
    row, page = plan(), "/meetings/?sort=held"

    one = factories.queries_of("officer", page)
    factories.copies(row, 2, number="a{n}")

    assert factories.queries_of("officer", page) == one <= 8
