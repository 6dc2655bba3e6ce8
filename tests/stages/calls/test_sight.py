"""Who sees which call and challenge, and what each page gives to whom."""

import pytest

from tests import factories, thread
from xingmeng.core import codes
from xingmeng.stages.calls import queries
from xingmeng.stages.calls.models import Call

pytestmark = pytest.mark.django_db

EVERYONE = list(factories.READERS)
DEPARTMENT = ["officer", "chair", "admin"]


@pytest.mark.parametrize(
    ("step", "calls", "challenges"),
    [
        ("raised", DEPARTMENT, ["issuer", *DEPARTMENT]),
        ("listed", EVERYONE, EVERYONE),
        ("opened", EVERYONE, EVERYONE),
        ("in_force", EVERYONE, EVERYONE),
    ],
)
def test_a_draft_is_for_its_makers_and_a_list_for_everyone(step, calls, challenges):
    story = thread.thread_until(step)

    assert factories.who_sees(queries.visible_to, story.call) == calls
    assert factories.who_sees(queries.challenges_for, story.challenge) == challenges


def test_a_relisted_copy_stays_hidden_until_it_is_published():
    story = thread.thread_until("opened", bidders=())
    story.move("challenge", story.challenge, "relist", "officer")

    copy = Call.objects.exclude(pk=story.call.pk).get()
    assert factories.who_sees(queries.visible_to, copy) == DEPARTMENT


def test_open_now_are_those_that_take_bids():
    thread.thread_until("listed")
    nobody = factories.who("nobody")

    def count(day: str, hour: int = 10) -> int:
        return queries.open_at(factories.time(day, hour), nobody).count()

    assert (count("2021-09-03"), count("2021-10-08", 16), count("2021-10-08", 17)) == (1, 1, 0)


def test_what_was_listed_counts_once_also_when_relisted():
    story = thread.thread_until("opened", bidders=())
    story.move("challenge", story.challenge, "relist", "officer")
    nobody = factories.who("nobody")

    assert queries.listed(nobody, until=factories.time("2021-12-31")).count() == 1
    assert queries.listed(nobody, until=factories.time("2021-09-02")).count() == 0


@pytest.mark.parametrize(
    ("step", "address", "expected"),
    [
        ("listed", "", {"nobody": 200, "stranger": 200, "officer": 200}),
        ("listed", "challenges/", {"nobody": 200, "stranger": 200}),
        ("listed", "{call}/", {"nobody": 200, "officer": 200}),
        ("listed", "challenges/{challenge}/", {"nobody": 200, "issuer": 200}),
        ("raised", "{call}/", {"nobody": 404, "issuer": 404, "finance": 404, "officer": 200}),
        ("raised", "challenges/{challenge}/", {"nobody": 404, "stranger": 404, "issuer": 200}),
        ("raised", "new/", {"nobody": 302, "issuer": 404, "chair": 404, "officer": 200}),
        ("raised", "{call}/change/", {"nobody": 302, "issuer": 404, "officer": 200}),
        ("raised", "4711-4711/", {"nobody": 404, "officer": 404}),
        ("raised", f"{10**30}/", {"officer": 404}),
        ("raised", "challenges/4711-4711/", {"officer": 404}),
        ("raised", "4711-4711/change/", {"officer": 404}),
        ("raised", "{call}/raise/", {"officer": 405}),
        ("listed", "?state=listed&area=1502", {"nobody": 200}),
    ],
)
def test_each_page_is_for_its_readers(step, address, expected):
    story = thread.thread_until(step)
    address = address.format(call=codes.of(story.call), challenge=codes.of(story.challenge))

    assert factories.statuses(f"/calls/{address}", *expected) == expected


@pytest.mark.parametrize("step", ["raised", "listed", "ranked"])
def test_reading_writes_nothing(step):
    story = thread.thread_until(step)
    client = factories.browser("officer")
    pages = [
        "",
        "challenges/",
        "new/",
        f"{codes.of(story.call)}/",
        f"{codes.of(story.call)}/change/",
    ]
    pages += [f"challenges/{codes.of(story.challenge)}/"]

    assert not factories.wrote(lambda: [client.get(f"/calls/{page}") for page in pages])


FORM = {
    "instrument_code": "open_challenge",
    "grace_seconds": "60",
    "title_zh": "新批次",
    "title_en": "New list",
    "opens_at": "2021-09-03T09:00",
    "closes_at": "2021-10-08T17:00",
}


def test_a_call_is_drafted_and_mended_from_the_page_in_the_regions_time():
    money, client = factories.appropriation(), factories.browser("officer")

    with factories.moment("2021-08-20"):
        client.post("/calls/new/", FORM | {"appropriation": money.pk})
        call = Call.objects.get()
        later = FORM | {"appropriation": money.pk, "closes_at": "2021-10-20T17:00"}
        client.post(f"/calls/{codes.of(call)}/change/", later)

    call.refresh_from_db()
    assert call.opens_at == factories.time("2021-09-03", 9)
    assert call.closes_at == factories.time("2021-10-20", 17)


def test_what_is_wrong_with_a_call_is_said_on_the_page():
    money, client = factories.appropriation(), factories.browser("officer")
    wrong = FORM | {"appropriation": money.pk, "closes_at": "2021-09-01T17:00"}

    with factories.moment("2021-08-20"):
        response = client.post("/calls/new/", wrong)

    assert [f.code for f in response.context["errors"]] == ["closes_before_opening"]
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("username", "chosen", "status"),
    [
        ("officer", "x", 404),
        ("officer", "4711-4711", 404),
        ("officer", "{need}", 302),
        ("chair", "{need}", 409),
        ("issuer", "{need}", 404),
    ],
)
def test_a_need_is_raised_from_the_page(username, chosen, status):
    story = thread.thread_until("need_confirmed")
    call = factories.call(money=factories.appropriation())
    said = {"need": chosen.format(need=codes.of(story.need))}

    response = factories.browser(username).post(f"/calls/{codes.of(call)}/raise/", said)

    assert response.status_code == status
    assert story.state("need") == ("raised" if status == 302 else "confirmed")


def test_the_list_takes_as_many_queries_for_many_as_for_one():
    story = thread.thread_until("listed")
    address = "/calls/challenges/?state=listed&sort=issuer"

    one = factories.queries_of("officer", address)
    factories.copies(story.fresh("challenge"), 2, number="JBa{n}")
    three = factories.queries_of("officer", address)
    factories.copies(story.fresh("challenge"), 297, number="JBb{n}")
    many = factories.queries_of("officer", address)

    assert one == three == many
    assert one <= 8


def test_the_list_of_calls_takes_as_many_queries_for_many_as_for_one():
    story = thread.thread_until("listed")

    one = factories.queries_of("officer", "/calls/")
    factories.copies(story.fresh("call"), 299, number="JBa{n}")

    assert one == factories.queries_of("officer", "/calls/")
