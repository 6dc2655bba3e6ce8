"""The page on which a form is written: one field at a time by script, or whole without."""

import pytest

from tests import factories
from xingmeng.core import attachments
from xingmeng.stages.exchange.models import Need

pytestmark = pytest.mark.django_db


@pytest.fixture
def need():
    with factories.moment("2021-07-05"):
        return factories.need(answers={"title": "旧题目"})


def post(need, said: dict, *, username: str = "issuer"):
    return factories.browser(username).post(f"/needs/{need.pk}/write/", said)


def answers_of(need) -> dict:
    return Need.objects.get(pk=need.pk).answers


def test_a_script_keeps_one_field(need):
    response = post(need, {"_field": "title", "title": " 新题目 "})

    assert response.status_code == 200
    assert response.json()["errors"] == []
    assert "saved_at" in response.json()
    assert answers_of(need) == {"title": "新题目"}


def test_a_faulty_answer_is_kept_and_what_is_wrong_is_said(need):
    response = post(need, {"_field": "total_fen", "total_fen": "很多"})

    assert response.status_code == 200
    assert len(response.json()["errors"]) == 1
    assert answers_of(need)["total_fen"] == "很多"


def test_a_gap_is_no_fault_while_writing(need):
    assert post(need, {"_field": "title", "title": ""}).json()["errors"] == []
    assert answers_of(need) == {"title": None}


@pytest.mark.parametrize("name", ["state", "organisation", "refined_title", ""])
def test_a_field_that_is_not_asked_is_refused(need, name):
    response = post(need, {"_field": name, name or "x": "y"})

    assert response.status_code == 409
    assert answers_of(need) == {"title": "旧题目"}


def test_a_browser_without_scripts_posts_the_whole(need):
    response = post(need, {"title": "新题目", "kind": "tackle", "state": "raised"})

    kept = Need.objects.get(pk=need.pk)
    assert response.status_code == 302
    assert (kept.title, kept.state) == ("新题目", "draft")
    assert kept.answers["kind"] == "tackle"
    assert "state" not in kept.answers


def test_rows_of_a_table_are_kept_together(need):
    said = {
        "_field": "targets",
        "targets-rows": "2",
        "targets-0-name": "矫顽力",
        "targets-0-value": "≥ 20",
        "targets-1-name": "",
    }
    post(need, said)

    assert answers_of(need)["targets"] == [{"name": "矫顽力", "value": "≥ 20", "unit": None}]


@pytest.mark.parametrize(
    ("username", "status"),
    [("stranger", 404), ("officer", 404), ("bureau", 404), ("nobody", 302)],
)
def test_nobody_else_writes_or_reads_a_draft(need, username, status):
    response = post(need, {"_field": "title", "title": "别人的"}, username=username)

    assert response.status_code == status
    assert answers_of(need) == {"title": "旧题目"}


def test_the_page_shows_progress_and_what_is_written(need):
    response = factories.browser("issuer").get(f"/needs/{need.pk}/write/")

    assert response.status_code == 200
    assert "旧题目" in response.content.decode()
    assert response.context["progress"]["done"] == 1


def test_a_file_is_attached_by_field():
    from tests import thread

    story = thread.thread_until("bids_drafted", bidders=("bidder",))
    bid = story.bids["bidder"]
    said = {"_field": "proposal", "proposal": factories.upload("补充.pdf")}

    with thread.on("bids_drafted"):
        client = factories.browser("bidder")
        good = client.post(f"/applications/{bid.pk}/write/", said)
        bad = client.post(
            f"/applications/{bid.pk}/write/",
            {"_field": "proposal", "proposal": factories.upload("坏.exe", b"MZ")},
        )

    assert (good.status_code, bad.status_code) == (200, 409)
    assert attachments.of("application", bid.pk).count() == 2


def test_what_was_handed_in_is_not_written_any_more(need):
    from tests import thread

    story = thread.thread_until("need_submitted")

    response = post(story.need, {"_field": "title", "title": "改"})

    assert response.status_code == 302
    assert answers_of(story.need)["title"] != "改"
