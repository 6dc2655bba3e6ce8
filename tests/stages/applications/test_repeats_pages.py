"""The pages about repeats: for officials who may see both sides; nothing is judged."""

import re

import pytest

from tests import factories
from tests.factories import browser, moment, queries_of, statuses, who
from tests.stages.applications.repeating import (
    DAY,
    SHARED,
    STRANGE,
    another,
    compared,
    first,
    pair,
)
from xingmeng.core import access, codes
from xingmeng.stages.applications.models import Application, Repeat

pytestmark = pytest.mark.django_db
LIST = "/applications/repeats/"
READERS = {
    "nobody": 302,
    "officer": 200,
    "discipline": 200,
    "chair": 404,
    "bureau": 404,
    "leader": 404,
    "expert": 404,
    "head_rare": 404,
    "visitor": 404,
}


def test_the_pages_are_for_officers_and_discipline():
    _, _, found = pair()

    with moment(DAY):
        assert statuses(LIST, *READERS) == READERS
        assert statuses(f"{LIST}{codes.of(found)}/", *READERS) == READERS
        assert statuses(f"{LIST}4711-4711/", "officer") == {"officer": 404}


def test_both_texts_stand_side_by_side_with_the_passage_marked_in_each():
    _, _, found = pair()

    with moment(DAY):
        page = browser("officer").get(f"{LIST}{codes.of(found)}/").content.decode()

    marks = re.findall(r'<mark class="passage"(?: id="([ab]-\d)")?>(.*?)</mark>', page)
    plain = [re.sub(r"<[^>]*>", "", text) for _, text in marks]
    assert sum(SHARED in text for text in plain) == 2
    assert {"a-1", "b-1"} <= {name for name, _ in marks}
    assert 'href="#a-1"' in page and 'href="#b-1"' in page
    assert len([name for name, _ in marks if name]) == 2 * len(found.passages)
    assert "不作结论" in page and "其他单位的申报" in page
    assert "style=" not in page


def test_ones_own_earlier_application_is_said_to_be_so():
    one, other, found = pair(key="rare")

    with moment(DAY):
        client = browser("officer")
        pages = [
            client.get(f"{LIST}{codes.of(found)}/"),
            client.get(f"/applications/{codes.of(other)}/"),
        ]

    for page in pages:
        assert "本单位以往的申报" in page.content.decode()
    assert one.organisation_id == other.organisation_id


def test_the_application_shows_what_it_repeats_and_what_repeats_it():
    one, other, found = pair()

    with moment(DAY):
        for row in (one, other):
            page = browser("officer").get(f"/applications/{codes.of(row)}/").content.decode()
            assert f'href="{found.get_absolute_url()}"' in page
            assert f'href="{LIST}?q={row.number}"' in page
            assert "查重（1）" in page and f"{found.share / 100:.1f}%" in page


@pytest.mark.parametrize("name", ["head_rare", "bureau", "chair"])
def test_nobody_else_hears_of_it_on_the_application(name: str):
    one, _, found = pair()

    with moment(DAY):
        page = browser(name).get(f"/applications/{codes.of(one)}/")

    assert page.status_code == 200
    assert "查重" not in page.content.decode()
    assert found.get_absolute_url() not in page.content.decode()


def test_the_list_of_applications_counts_what_its_reader_may_see():
    one, _, found = pair()

    with moment(DAY):
        before = browser("officer").get("/applications/").content.decode()
        access.bar(who("officer").user_id, "conflict", kind="application", subject_id=one.pk)
        after = browser("officer").get("/applications/").content.decode()
        gone = browser("officer").get(f"{LIST}{codes.of(found)}/").status_code
        listed = browser("officer").get(LIST).content.decode()

    assert ("查重（1）" in before, "查重（0）" in after) == (True, True)
    assert (gone, found.get_absolute_url() in listed) == (404, False)


def test_a_text_that_was_changed_since_shows_no_passages():
    _, other, found = pair()
    answers = other.answers | {"route": STRANGE}
    Application.objects.filter(pk=other.pk).update(answers=answers, state="returned")

    with moment(DAY):
        page = browser("officer").get(f"{LIST}{codes.of(found)}/").content.decode()

    assert "<mark" not in page and SHARED not in page
    assert "重新比对" in page


def test_an_officer_compares_at_once_from_the_page():
    one = first()
    another(one, "SB-2")
    compared()
    last = another(one, "SB-3")
    with moment(DAY):
        client = browser("officer")
        page = client.get(f"/applications/{codes.of(last)}/").content.decode()
        done = client.post(f"/applications/{codes.of(last)}/compare/")
        said = client.get(f"/applications/{codes.of(last)}/").content.decode()

    assert "尚未比对" in page
    assert (done.status_code, done["Location"]) == (302, f"/applications/{codes.of(last)}/")
    assert "查重（2）" in said and "已比对" in said


@pytest.mark.parametrize(
    ("name", "expected"),
    [("nobody", 302), ("discipline", 409), ("chair", 404), ("head_rare", 404), ("ordos", 404)],
)
def test_others_may_not_have_it_compared(name: str, expected: int):
    row = first()

    with moment(DAY):
        assert (
            browser(name).post(f"/applications/{codes.of(row)}/compare/").status_code
            == expected
        )
        assert browser(name).get(f"/applications/{codes.of(row)}/compare/").status_code in (
            302,
            405,
        )


def test_reading_writes_nothing():
    _, other, found = pair()
    with moment(DAY):
        client = browser("officer")
        pages = [LIST, f"{LIST}{codes.of(found)}/", f"/applications/{codes.of(other)}/"]

        assert not factories.wrote(lambda: [client.get(page) for page in pages])


def test_the_list_takes_as_many_queries_for_three_as_for_one():
    pair()
    with moment(DAY):
        one = queries_of("officer", LIST)
        another(Application.objects.order_by("pk").first(), "SB-3", key="dairy")
        compared()
        assert Repeat.objects.count() == 3

        assert queries_of("officer", LIST) == one
