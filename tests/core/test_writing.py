"""The page on which a form is written: one field at a time by script, or whole without."""

import re

import pytest

from tests import factories
from xingmeng.core import attachments, codes, kept
from xingmeng.stages.exchange.models import Need

pytestmark = pytest.mark.django_db


@pytest.fixture
def need():
    with factories.moment("2021-07-05"):
        return factories.need(answers={"title": "旧题目", "secrecy": "open"})


def post(need, said: dict, *, username: str = "issuer"):
    return factories.browser(username).post(f"/needs/{codes.of(need)}/write/", said)


def answers_of(need) -> dict:
    """What was answered, apart from the classification."""
    return {k: v for k, v in Need.objects.get(pk=need.pk).answers.items() if k != "secrecy"}


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
    response = factories.browser("issuer").get(f"/needs/{codes.of(need)}/write/")

    assert response.status_code == 200
    assert "旧题目" in response.content.decode()
    assert response.context["progress"]["done"] == 2


def test_a_file_is_attached_by_field():
    from tests import thread

    story = thread.thread_until("bids_drafted", bidders=("bidder",))
    bid = story.bids["bidder"]
    said = {"_field": "proposal", "proposal": factories.upload("补充.pdf")}

    with thread.on("bids_drafted"):
        client = factories.browser("bidder")
        good = client.post(f"/applications/{codes.of(bid)}/write/", said)
        bad = client.post(
            f"/applications/{codes.of(bid)}/write/",
            {"_field": "proposal", "proposal": factories.upload("坏.exe", b"MZ")},
        )

    assert (good.status_code, bad.status_code) == (200, 409)
    assert attachments.of("application", bid.pk).count() == 2


def test_what_was_handed_in_is_not_written_any_more_but_kept_for_who_wrote_it():
    from tests import thread

    story = thread.thread_until("need_submitted")
    client = factories.browser("issuer")

    response = post(story.need, {"_field": "title", "title": "迟到的题目"})
    whole = client.post(f"/needs/{codes.of(story.need)}/write/", {"title": "整表晚到"})
    page = client.get(f"/needs/{codes.of(story.need)}/").content.decode()

    assert (response.status_code, response.json()["kept"]) == (409, True)
    assert (whole.status_code, whole["Location"]) == (302, f"/needs/{codes.of(story.need)}/")
    assert answers_of(story.need)["title"] not in ("迟到的题目", "整表晚到")
    assert [t.value for t in kept_texts(story.need)] == ["整表晚到", "迟到的题目"]
    assert "迟到的题目" in page and "整表晚到" in page
    assert (
        "整表晚到"
        not in factories.browser("officer")
        .get(f"/needs/{codes.of(story.need)}/")
        .content.decode()
    )


def kept_texts(need):
    return list(kept.of(factories.who("issuer"), "need", need.pk))


def test_a_kept_text_is_deleted_by_its_author_alone():
    from tests import thread

    story = thread.thread_until("need_submitted")
    post(story.need, {"_field": "title", "title": "迟到的题目"})
    address = f"/kept/{codes.of(kept_texts(story.need)[0])}/delete/"

    assert factories.browser("officer").post(address).status_code == 404
    assert factories.browser("issuer").get(address).status_code == 405
    assert factories.browser("issuer").post(address).status_code == 302
    assert kept_texts(story.need) == []


# --- several windows, several people ----------------------------------------------------------


def save(
    need, field: str, value: str, *, base: int, tab: str = "", who: str = "issuer", **more
):
    said = {"_field": field, field: value, "_base": base, "_tab": tab, **more}
    return post(need, said, username=who).json()


def look(need, since: int, who: str = "issuer", tab: str = "") -> dict:
    address = f"/needs/{codes.of(need)}/write/?since={since}&format=json&_tab={tab}"
    return factories.browser(who).get(address).json()


@pytest.fixture
def second(need):
    """A second person of the enterprise."""
    return factories.with_role("visitor", "applicant", organisation_id=need.organisation_id)


def test_windows_that_write_in_other_fields_merge_and_hear_of_each_other(need, second):
    began = look(need, 0)["version"]

    save(need, "title", "甲", base=1, tab="a")
    save(need, "present_level", "乙", base=0, tab="b", who="visitor")
    heard = look(need, began, tab="a")

    assert answers_of(need) == {"title": "甲", "present_level": "乙"}
    assert {f["name"]: f["value"] for f in heard["fields"]} == {
        "title": "甲",
        "present_level": "乙",
    }
    assert heard["here"] == ["访客"]
    assert look(need, heard["version"])["fields"] == []


def test_a_true_clash_keeps_both_and_says_who_and_when(need, second):
    save(need, "title", "甲", base=1, tab="a")

    answer = save(need, "title", "乙", base=1, tab="b", who="visitor")

    clash = answer["clash"]
    assert (clash["field"], clash["by"], clash["theirs"]) == ("title", "其其格", "甲")
    assert clash["version"] == answer["version"] == 2
    assert clash["at"]
    assert answers_of(need)["title"] == "甲"
    assert look(need, 99)["fields"][0]["clash"]["theirs"] == "乙"


@pytest.mark.parametrize(
    ("choice", "typed", "stands", "lost"),
    [
        ("mine", "乙", "乙", ("issuer", "甲")),
        ("theirs", "乙", "甲", ("visitor", "乙")),
        ("mine", "甲乙", "甲乙", ("issuer", "甲")),
    ],
)
def test_a_clash_is_settled_and_the_other_text_kept_for_its_author(
    need, second, choice, typed, stands, lost
):
    save(need, "title", "甲", base=1, tab="a")
    version = save(need, "title", "乙", base=1, tab="b", who="visitor")["clash"]["version"]

    said = {"_settle": choice}
    answer = save(need, "title", typed, base=version, tab="b", who="visitor", **said)

    assert "clash" not in answer
    assert (answer["value"], answers_of(need)["title"]) == (stands, stands)
    author, text = lost
    assert [t.value for t in kept.of(factories.who(author), "need", need.pk)] == [text]


def test_ones_own_earlier_saving_is_no_clash_when_its_answer_never_arrived(need):
    save(need, "title", "甲", base=1, tab="a")

    assert "clash" not in save(need, "title", "甲乙", base=1, tab="a")
    assert answers_of(need)["title"] == "甲乙"


def test_without_scripts_an_untouched_field_never_overwrites_and_a_clash_keeps_both(
    need, second
):
    page = factories.browser("visitor").get(f"/needs/{codes.of(need)}/write/").content.decode()
    base = dict(re.findall(r'name="(\w+)-base" value="([^"]+)"', page))
    shown = {
        "title": "旧题目",
        "present_level": "我写的",
        "secrecy": "open",
        "targets-rows": "0",
    }
    whole = shown | {f"{name}-base": value for name, value in base.items()}
    save(need, "title", "新题目", base=1, tab="a")

    post(need, whole, username="visitor")
    post(need, whole | {"title": "别的题目"}, username="visitor")

    assert answers_of(need)["title"] == "新题目"
    assert answers_of(need)["present_level"] == "我写的"
    kept_beside = Need.objects.get(pk=need.pk).stamps["title"]["kept"]
    assert [one["value"] for one in kept_beside] == ["别的题目"]

    page = factories.browser("visitor").get(f"/needs/{codes.of(need)}/write/").content.decode()
    assert "别的题目" in page and "访客" in page
    base = dict(re.findall(r'name="(\w+)-base" value="([^"]+)"', page))
    whole = (
        shown | {"title": "新题目"} | {f"{name}-base": value for name, value in base.items()}
    )
    post(need, whole | {"title-settle": "mine"}, username="visitor")
    assert answers_of(need)["title"] == "别的题目"
    assert [t.value for t in kept_texts(need)] == ["新题目"]


def test_nothing_is_typed_before_its_writer_says_that_it_is_open():
    with factories.moment("2021-07-05"):
        need = factories.need(answers={"title": "旧题目"})
    client, address = factories.browser("issuer"), f"/needs/{codes.of(need)}/write/"

    assert 'name="title"' not in client.get(address).content.decode()
    assert client.post(address, {"_field": "title", "title": "密"}).status_code == 409
    assert client.post(address, {"secrecy": "classified", "title": "密"}).status_code == 409
    assert answers_of(need) == {"title": "旧题目"}
    assert kept_texts(need) == []

    assert client.post(address, {"secrecy": "open"}).status_code == 302
    assert 'name="title"' in client.get(address).content.decode()
    assert answers_of(need) == {"title": "旧题目"}
