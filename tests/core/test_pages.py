"""The record of a case and the page that makes a move: nothing beyond one's role."""

import pytest

from tests import factories, thread
from xingmeng.core import codes, pages
from xingmeng.core.models import TrailRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return thread.thread_until("need_submitted")


def url(story, name: str = "return") -> str:
    return f"/move/need/{codes.of(story.need)}/{name}/"


def test_a_move_is_confirmed_and_then_made(story):
    client = factories.browser("bureau")

    shown = client.get(url(story))
    done = client.post(url(story), {"reason": "请补充指标"})

    assert shown.status_code == 200
    assert (done.status_code, story.state("need")) == (302, "draft")
    assert done["Location"] == "/desk/"  # the bureau sees no draft


def test_a_reader_who_still_sees_the_case_goes_back_to_it(story):
    said = {"opinion": "建议"}

    done = factories.browser("bureau").post(url(story, "endorse"), said)

    assert done["Location"] == story.need.get_absolute_url()


def test_showing_a_move_writes_nothing(story):
    client = factories.browser("bureau")
    before = factories.counts()

    client.get(url(story))
    client.get(url(story, "endorse"))
    client.get(story.need.get_absolute_url())

    assert factories.counts() == before


def test_what_is_wrong_is_said_beside_what_was_given(story):
    response = factories.browser("bureau").post(url(story), {"reason": "  "})

    assert response.status_code == 409
    assert "请写明理由" in response.content.decode()
    assert story.state("need") == "submitted"


@pytest.mark.parametrize(
    ("username", "address", "status"),
    [
        ("nobody", "need/{pk}/return/", 302),
        ("stranger", "need/{pk}/return/", 404),
        ("ordos", "need/{pk}/return/", 404),
        ("bureau", "need/{pk}/fly/", 404),
        ("bureau", "nothing/{pk}/return/", 404),
        ("bureau", "need/4711-4711/return/", 404),
        ("chair", "need/{pk}/return/", 404),
        ("officer", "need/{pk}/raise/", 404),
        ("issuer", "need/{pk}/endorse/", 404),
    ],
)
def test_only_who_may_moves_and_only_what_there_is(story, username, address, status):
    client, address = factories.browser(username), address.format(pk=codes.of(story.need))
    steps = TrailRow.objects.count()

    response = client.post(f"/move/{address}", {"reason": "x"})

    assert response.status_code == status
    assert TrailRow.objects.count() == steps
    assert story.state("need") == "submitted"


def test_a_move_that_cannot_be_made_is_shown_as_blocked(story):
    response = factories.browser("officer").get(url(story, "refine"))

    assert response.status_code == 200
    assert response.context["blocked"] is True


def test_a_weighty_move_asks_for_the_password():
    story = thread.thread_until("raised")
    client = factories.browser("officer")
    address = f"/move/call/{codes.of(story.call)}/publish/"

    with thread.on("listed"):
        wrong = client.post(address, {"password": "guess"})
        none = client.post(address)
        before = story.state("call")
        right = client.post(address, {"password": factories.PASSWORD})

    assert (wrong.status_code, none.status_code, right.status_code) == (409, 409, 302)
    assert (before, story.state("call")) == ("draft", "open")


def test_a_prefilled_move_offers_what_is_known():
    story = thread.thread_until("need_endorsed")

    response = factories.browser("officer").get(url(story, "refine"))

    offered = {bound.field.name: bound.value for bound in response.context["fields"]}
    assert offered["refined_title"] == story.need.title


def test_names_on_the_timeline_are_for_staff(story):
    def who(username: str) -> list[str]:
        row, actor = story.fresh("need"), factories.who(username)
        return [step["who"] for step in pages.timeline("need", row, actor=actor)]

    assert who("officer") == ["其其格", "其其格"]
    assert who("issuer") == ["申报单位", ""]


def test_reasons_on_the_timeline_are_for_those_with_a_part_in_the_case():
    story = thread.thread_until("reported")
    story.move("milestone", story.milestone(1), "send_back", "officer", reason="检测报告缺页")

    def notes(username: str) -> str:
        row, actor = story.milestone(1), factories.who(username)
        return "".join(s["note"] for s in pages.timeline("milestone", row, actor=actor))

    assert "检测报告缺页" in notes("bidder")
    assert "检测报告缺页" in notes("officer")
    assert notes("nobody") == notes("stranger") == ""


def test_steps_beside_the_flow_have_their_own_words():
    story = thread.thread_until("in_force")
    factories.attach("milestone", story.milestone(1).pk, "evidence", factories.who("bidder"))

    row, actor = story.milestone(1), factories.who("bidder")
    labels = [step["label"] for step in pages.timeline("milestone", row, actor=actor)]
    assert labels == ["上传附件", "创建"]


def test_the_head_says_who_has_the_case_and_until_when(story):
    with factories.moment("2021-07-12"):
        head = pages.head("need", story.fresh("need"))
    with factories.moment("2021-07-13"):
        late = pages.head("need", story.fresh("need"))

    assert head["holder"] == "盟市科技局"
    assert head["due_on"].isoformat() == "2021-07-12"
    assert (head["overdue"], late["overdue"]) == (False, True)
