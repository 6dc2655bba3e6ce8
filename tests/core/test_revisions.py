"""Older states of a form are kept, sealed, shown to its authors and put back."""

import pytest
from django.db import connection
from django.http import Http404

from tests import factories, thread
from xingmeng.core import codes, kept, revisions
from xingmeng.core.models import KeptText, Revision
from xingmeng.engines.forms import Field, Section
from xingmeng.engines.values import Text
from xingmeng.stages.exchange.models import Need

pytestmark = pytest.mark.django_db
T = Text("题", "Question")
FORM = (Section(name="s", label=T, fields=(Field(name="a", kind="text", label=T),)),)


@pytest.fixture
def need():
    with factories.moment("2021-07-05"):
        return factories.need(answers={"title": "旧题目", "secrecy": "open"})


def keep(need, title: str, what: str = "writing"):
    need.answers = need.answers | {"title": title}
    return revisions.keep("need", need, what, by=1)


def test_revisions_count_from_one_and_the_same_answers_are_kept_once(need):
    keep(need, "一")
    keep(need, "二")

    assert keep(need, "二", "submit") is None
    assert [(r.number, r.answers["title"]) for r in revisions.of("need", need.pk)] == [
        (2, "二"),
        (1, "一"),
    ]
    assert revisions.one("need", need.pk, 1).answers["title"] == "一"
    with pytest.raises(Http404):
        revisions.one("need", need.pk, 3)


def test_the_difference_leaves_out_what_is_empty_on_both_sides():
    found = revisions.difference(FORM, {"a": None}, {"a": "", "b": 1})

    assert found == []
    assert [(q.name, x, y) for q, x, y in revisions.difference(FORM, {"a": "1"}, {})] == [
        ("a", "1", None)
    ]


def test_handing_in_keeps_a_revision():
    story = thread.thread_until("need_submitted")

    assert [r.what for r in revisions.of("need", story.need.pk)] == ["submit"]


def address(need, rest: str = "") -> str:
    return f"/forms/need/{codes.of(need)}/revisions/{rest}"


def test_an_author_sees_the_difference_and_puts_a_revision_back(need):
    keep(need, "早先的题目")
    client = factories.browser("issuer")

    listed = client.get(address(need)).content.decode()
    shown = client.get(address(need, "1/")).content.decode()
    answer = client.post(address(need, "1/restore/"))

    assert "第 1 版" in listed
    assert "早先的题目" in shown and "旧题目" in shown
    assert (answer.status_code, answer["Location"]) == (302, address(need))
    assert Need.objects.get(pk=need.pk).title == "早先的题目"
    assert [(r.what, r.answers["title"]) for r in revisions.of("need", need.pk)] == [
        ("restore", "旧题目"),
        ("writing", "早先的题目"),
    ]


def test_what_was_handed_in_is_not_put_back():
    story = thread.thread_until("need_submitted")

    answer = factories.browser("issuer").post(address(story.need, "1/restore/"))

    assert answer.status_code == 409
    assert Need.objects.get(pk=story.need.pk).state == "submitted"


@pytest.mark.parametrize(
    ("name", "status"), [("nobody", 302), ("officer", 404), ("stranger", 404), ("issuer", 200)]
)
def test_revisions_are_for_the_authors_alone(name, status):
    need = thread.thread_until("need_submitted").need

    assert factories.browser(name).get(address(need)).status_code == status
    assert factories.browser(name).get(address(need, "1/")).status_code == status


@pytest.mark.parametrize("rest", ["9/", "../../../offer/4711-4711/revisions/"])
def test_a_revision_that_is_none_is_not_there(need, rest):
    assert factories.browser("issuer").get(address(need, rest)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [("nobody", 302), ("officer", 200), ("stranger", 404), ("issuer", 200)]
)
def test_the_form_on_paper_is_for_who_has_a_part_in_it(name, status):
    need = thread.thread_until("need_submitted").need

    page = factories.browser(name).get(f"/forms/need/{codes.of(need)}/print/")

    assert page.status_code == status
    assert (need.title in page.content.decode()) == (status == 200)


def test_the_database_holds_no_word_of_them(need):
    need.answers = {"present_level": "独门配方"}
    need.stamps = {"present_level": {"kept": [{"value": "独门偏方"}]}}
    need.save()
    revisions.keep("need", need, "writing", by=1)
    kept.keep("need", need.pk, "title", "独门秘方", by=1, why="closed")

    for table in (Need, Revision, KeptText):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table._meta.db_table}")
            raw = str(cursor.fetchall())
        assert "独门" not in raw and "\\u72ec" not in raw and len(raw) > 100
    assert Revision.objects.get().answers == Need.objects.get().answers == need.answers
    assert KeptText.objects.get().value == "独门秘方"
