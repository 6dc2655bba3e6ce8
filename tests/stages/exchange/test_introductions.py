"""Introductions: both agree, then both see; messages, files, a result, a yearly report."""

import re
from typing import Any

import pytest

from tests import factories, thread
from tests.factories import browser, moment, refused, statuses, who, who_sees
from tests.stages.exchange.test_offers import PHONE, SECRET, go, offered
from xingmeng.core import attachments, codes, move
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.exchange import actions, queries
from xingmeng.stages.exchange.models import Introduction, Message, Need, Offer
from xingmeng.stages.exchange.queries import introductions as reading

pytestmark = pytest.mark.django_db
INSIDE = ["officer", "chair", "finance", "discipline", "leader", "admin"]
HIDDEN_TITLE = "不公开的工艺（演示）"


@pytest.fixture
def need() -> Need:
    return thread.thread_until("need_submitted").fresh("need")


@pytest.fixture(autouse=True)
def now():
    with moment("2021-07-12"):
        yield


def suggested(need: Need, **changed: Any) -> Introduction:
    """An officer brings a closed offer and a need together."""
    given = {"openness": "closed", "title_zh": HIDDEN_TITLE, "title_en": ""} | changed
    return actions.introduce(need.pk, offered(**given).pk, actor=who("officer"))


def step(row: Introduction, name: str, username: str, **said: Any) -> Introduction:
    reason = said.pop("reason", "")
    made = {"actor": who(username), "reason": reason, "details": said}
    return move.make("introduction", row.pk, name, **made)


def talking(need: Need) -> Introduction:
    return step(step(suggested(need), "need_agrees", "issuer"), "offer_joins", "colleague")


def page(username: str, row: Any) -> str:
    return browser(username).get(row.get_absolute_url()).content.decode()


# --- both agree -------------------------------------------------------------------------------


def test_an_officer_brings_two_together_and_stays_in_the_middle(need):
    row = suggested(need)

    assert (row.number[:6], row.state, row.begun_by) == ("DJ2021", "suggested", "officer")
    assert (row.officer_id, row.need_agreed_at) == (who("officer").user_id, None)
    assert factories.steps_of("introduction", row) == ["begin"]


def test_a_side_that_asks_has_agreed_by_asking(need):
    row = actions.introduce(need.pk, offered().pk, actor=who("issuer"))

    assert (row.state, row.begun_by, row.officer) == ("for_offer", "need", None)
    assert row.need_agreed_at is not None
    assert factories.steps_of("introduction", row) == ["begin", "need_agrees"]


@pytest.mark.parametrize(
    "path",
    [
        (("need_agrees", "issuer"), ("offer_joins", "colleague")),
        (("offer_agrees", "colleague"), ("need_joins", "issuer")),
    ],
)
def test_when_both_agree_in_either_order_the_talks_begin(need, path):
    row = suggested(need)
    for name, username in path:
        row = step(row, name, username)

    assert row.state == "talks"
    assert None not in (row.need_agreed_at, row.offer_agreed_at, row.met_at)


def test_who_may_not_know_of_a_pair_cannot_bring_it_together(need):
    offer, stranger, colleague = offered(), who("stranger"), who("colleague")
    closed, issuer, bureau = offered(openness="closed"), who("issuer"), who("bureau")
    home = actions.offer(offer.answers, organisation_id=factories.unit("rare").pk, actor=issuer)

    def trying(row: Offer, **by: Any) -> list[str]:
        return refused(lambda: actions.introduce(need.pk, row.pk, **by))

    assert trying(offer, actor=stranger) == ["pair_unknown"]
    assert trying(offer, actor=colleague) == ["pair_unknown"]  # the need is not on show
    assert trying(closed, actor=issuer) == ["pair_unknown"]
    assert trying(offer, actor=bureau) == ["not_your_move"]
    assert trying(home, actor=issuer) == ["same_unit"]
    actions.introduce(need.pk, offer.pk, actor=issuer)
    assert trying(offer, actor=issuer) == ["introduced_already"]
    go(closed, "take", "colleague")
    assert trying(closed, actor=who("officer")) == ["not_to_be_introduced"]


@pytest.mark.parametrize(
    ("name", "username", "said", "why"),
    [
        ("need_agrees", "colleague", {}, ["not_your_move"]),
        ("offer_agrees", "officer", {}, ["not_your_move"]),
        ("need_joins", "issuer", {}, ["wrong_state"]),
        ("decline", "officer", {}, ["not_your_move"]),
        ("end", "issuer", {"reason": "x"}, ["wrong_state"]),
        ("conclude", "issuer", {"result": "contract", "result_number": "x"},
         ["result_unknown", "wrong_state"]),
        ("lapse", "issuer", {}, ["introduction_in_time", "not_your_move"]),
    ],
)  # fmt: skip
def test_a_move_is_refused_for_every_reason(need, name, username, said, why):
    row = suggested(need)
    who(username)

    assert sorted(refused(lambda: step(row, name, username, **said))) == why


# --- what opens, and when ---------------------------------------------------------------------


def test_an_introduction_is_seen_by_both_sides_and_staff(need):
    row = suggested(need)

    readers = ["issuer", "bidder", "colleague", *INSIDE]
    assert who_sees(reading.visible_to, row) == readers


def test_until_both_agree_neither_reads_more_than_the_other_shows(need):
    row = suggested(need)
    title, unit = need.title, need.organisation.name_zh
    before = [page("issuer", row), browser("issuer").get("/introductions/").content.decode()]
    theirs = [
        page("colleague", row),
        browser("colleague").get("/introductions/").content.decode(),
    ]

    assert not any(said in text for text in before for said in (HIDDEN_TITLE, SECRET, PHONE))
    assert not any(said in text for text in theirs for said in (title, unit))
    assert statuses(row.offer.get_absolute_url(), "issuer") == {"issuer": 404}
    assert statuses(need.get_absolute_url(), "colleague") == {"colleague": 404}
    row = step(row, "need_agrees", "issuer")
    assert title in page("colleague", row)  # who agrees is known by name, not yet in full
    assert statuses(need.get_absolute_url(), "colleague") == {"colleague": 404}


def test_once_both_agree_each_reads_what_the_other_keeps_confidential(need):
    row = talking(need)
    file = factories.attach("offer", row.offer_id, "attachments", who("colleague"))

    offer = page("issuer", row.offer)
    assert all(said in offer for said in (HIDDEN_TITLE, SECRET, PHONE))
    assert need.answers["site"] in page("colleague", need)
    assert statuses(f"/files/{codes.of(file)}/", "issuer", "stranger", "officer") == {
        "issuer": 200,
        "stranger": 404,
        "officer": 404,
    }
    assert SECRET not in page("officer", row.offer)
    assert statuses(row.offer.get_absolute_url(), "stranger") == {"stranger": 404}


@pytest.mark.parametrize(("name", "after"), [("end", "ended"), ("lapse", "lapsed")])
def test_what_was_opened_closes_when_the_talks_end_without_a_result(need, name, after):
    row = talking(need)
    if name == "end":
        row = step(row, "end", "colleague", reason="条件谈不拢")
    else:
        with moment("2021-11-01"):
            assert (actions.end_what_is_over(), actions.end_what_is_over()) == (1, 0)
        row.refresh_from_db()

    assert row.state == after
    assert not queries.offers.is_opened(who("issuer"), row.offer)
    assert statuses(row.offer.get_absolute_url(), "issuer") == {"issuer": 404}
    assert statuses(need.get_absolute_url(), "colleague") == {"colleague": 404}


def test_talks_are_extended_and_a_declined_pair_may_be_tried_again(need):
    row = talking(need)
    with moment("2021-09-01"):
        step(row, "extend", "issuer", until_on="2021-12-01")
        past = refused(lambda: step(row, "extend", "issuer", until_on="2021-09-01"))
        far = refused(lambda: step(row, "extend", "issuer", until_on="2022-03-01"))
    later = Introduction.objects.get(pk=row.pk)
    assert str(later.due_on) == "2021-12-01"
    assert (past, far) == (["day_must_be_ahead"], ["extended_too_long"])
    other = actions.introduce(need.pk, offered().pk, actor=who("issuer"))
    step(other, "decline", "colleague")

    again = actions.introduce(need.pk, other.offer_id, actor=who("issuer"))

    assert again.pk != other.pk


# --- what is written --------------------------------------------------------------------------


def test_both_sides_and_the_officer_write_with_files_that_nobody_else_gets(need):
    row = talking(need)
    files = [factories.upload("样品检测.pdf")]

    said = actions.say(row.pk, "请看样品检测", actor=who("colleague"), uploads=files)
    actions.say(row.pk, "厅里来协调", actor=who("officer"))

    file = attachments.of("introduction", row.pk).get()
    assert file.field == said.files_field
    assert factories.steps_of("introduction", row)[-3:] == ["attach", "say", "say"]
    text = page("issuer", row)
    assert all(one in text for one in ("请看样品检测", "样品检测.pdf", "厅里来协调"))
    assert "请看样品检测" not in page("leader", row)
    wanted = {"issuer": 200, "officer": 200, "leader": 404, "stranger": 404, "nobody": 404}
    assert statuses(f"/files/{codes.of(file)}/", *wanted) == wanted


def test_what_cannot_be_said_is_refused_and_not_lost(need):
    row, leader = suggested(need), who("leader")
    issuer = who("issuer")

    assert refused(lambda: actions.say(row.pk, "早", actor=issuer)) == ["wrong_state"]
    step(step(row, "need_agrees", "issuer"), "offer_joins", "colleague")
    assert refused(lambda: actions.say(row.pk, " ", actor=issuer)) == ["answer_needed"]
    assert refused(lambda: actions.say(row.pk, "长" * 2001, actor=issuer)) == ["too_long"]
    assert refused(lambda: actions.say(row.pk, "x", actor=leader)) == ["not_your_move"]
    at = f"{row.get_absolute_url()}say/"
    response = browser("issuer").post(at, {"text": "字" * 2001})
    assert (response.status_code, "字" * 2001 in response.content.decode()) == (409, True)
    assert browser("issuer").post(at, {"text": "您好"})["Location"] == row.get_absolute_url()
    assert Message.objects.get().text == "您好"


# --- what comes of it -------------------------------------------------------------------------


def test_a_result_is_a_case_of_one_of_the_sides_and_counts_in_its_year():
    story = thread.thread_until("raised")
    challenge, need = story.fresh("challenge"), story.fresh("need")
    Need.objects.filter(pk=need.pk).update(state="confirmed")  # as while they talked
    row = talking(need)

    done = actions.conclude(row.pk, result=("challenge", challenge.pk), actor=who("officer"))

    assert move.make("need", need.pk, "settle", actor=who("issuer")).state == "met"
    assert (done.state, done.result_kind, done.result_id) == (
        "agreed",
        "challenge",
        challenge.pk,
    )
    assert factories.steps_of("introduction", row)[-1] == "conclude"
    assert str(challenge) in page("officer", row)
    assert reading.yearly(who("leader")) == [
        {
            "begun_on__year": 2021, "year": 2021, "begun": 1, "met": 1, "agreed": 1, "open": 0,
            "over": 0, "technology_contract": 0, "contract": 0, "challenge": 1,
        }
    ]  # fmt: skip
    assert reading.past(who("officer")) == {row.offer.organisation_id: 1}
    assert reading.past(who("stranger")) == {}


def test_a_result_of_others_or_none_is_refused():
    story = thread.thread_until("raised")
    challenge, need = story.fresh("challenge"), story.fresh("need")
    other = offered("stranger", "dairy")
    Need.objects.filter(pk=need.pk).update(
        state="confirmed", organisation=factories.unit("local")
    )
    row = actions.introduce(need.pk, other.pk, actor=who("officer"))
    Introduction.objects.filter(pk=row.pk).update(state="talks")
    officer, key = who("officer"), challenge.pk

    def trying(*result: Any) -> list[str]:
        return refused(lambda: actions.conclude(row.pk, result=result, actor=officer))

    assert trying("challenge", key) == ["result_of_others"]
    assert trying("challenge", 10**9) == ["result_unknown"]
    assert trying("outcome", key) == ["result_unknown"]
    codes_ = refused(lambda: step(row, "conclude", "officer", result="challenge"))
    assert codes_ == ["answer_needed"]


def test_a_need_is_met_only_by_an_introduction_that_came_to_something(need):
    talking(need)

    settle = refused(lambda: move.make("need", need.pk, "settle", actor=who("issuer")))

    assert settle == ["no_introduction_agreed"]


def test_it_lapses_only_when_its_day_is_over(need):
    row = suggested(need)

    lapse = refused(lambda: move.make("introduction", row.pk, "lapse", actor=SYSTEM))

    assert lapse == ["introduction_in_time"]
    assert actions.end_what_is_over() == 0


# --- pages ------------------------------------------------------------------------------------


def test_each_page_is_for_its_readers(need):
    row = suggested(need)
    at = row.get_absolute_url()
    everybody = {
        "nobody": 302,
        "stranger": 404,
        "issuer": 200,
        "colleague": 200,
        "officer": 200,
    }

    assert statuses(at, *everybody) == everybody
    assert statuses("/introductions/4711-4711/", "officer") == {"officer": 404}
    report = {"nobody": 302, "issuer": 404, "bureau": 404, "officer": 200, "leader": 200}
    assert statuses("/introductions/report/", *report) == report
    assert statuses("/introductions/report/?format=xlsx", "leader") == {"leader": 200}
    assert statuses("/introductions/", "nobody", "stranger") == {"nobody": 302, "stranger": 200}
    assert browser("stranger").post(f"{at}say/", {"text": "x"}).status_code == 404


def test_a_pair_is_brought_together_from_the_list_and_waits_on_the_other_desk(need):
    offer = offered()
    at = f"/exchange/introduce/{codes.of(need)}/{codes.of(offer)}/"

    place = browser("issuer").post(at)["Location"]

    row = Introduction.objects.get()
    assert place == row.get_absolute_url()
    assert row.number in browser("colleague").get("/desk/").content.decode()
    assert row.number not in browser("issuer").get("/desk/").content.decode()


def test_the_pages_take_as_many_queries_for_many_as_for_one(need):
    row = talking(need)
    actions.say(row.pk, "您好", actor=who("issuer"))
    pages = ["/introductions/", row.get_absolute_url(), "/introductions/report/"]

    def counted() -> list[int]:
        return [factories.queries_of("officer", place) for place in pages]

    one = counted()
    factories.copies(row, 2, number="DJ2021a{n}")
    factories.copies(Message.objects.get(), 2)

    assert counted() == one
    assert max(one) <= 16


@pytest.mark.parametrize("username", ["nobody", "stranger"])
def test_nobody_else_can_tell_that_two_are_talking(need, username):
    offer = offered(title_zh="一种工艺")
    actions.show(need.pk, actor=who("issuer"))
    pages = ["/offers/", offer.get_absolute_url(), f"/needs/shown/{codes.of(need)}/"]
    pages += ["/needs/shown/", "/introductions/", "/needs/", "/desk/", "/offers/?format=csv"]
    who(username)

    def seen() -> list[str]:
        answers = [browser(username).get(page) for page in pages]
        texts = [b"".join(a).decode(errors="ignore") for a in answers]
        return [re.sub(r'(csrf[^"]*" (value|content)=|nonce=)"[^"]*"', "", t) for t in texts]

    before = seen()
    row = actions.introduce(need.pk, offer.pk, actor=who("officer"))
    step(step(row, "need_agrees", "issuer"), "offer_joins", "colleague")
    actions.say(row.pk, "您好", actor=who("issuer"))
    actions.judge(need.pk, offer.pk, "good", place=1, actor=who("issuer"))

    assert seen() == before
