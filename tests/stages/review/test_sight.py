"""Who sees rounds, sheets and marks, and what each page of review gives to whom."""

import pytest

from tests import factories, thread
from xingmeng.core import access, codes
from xingmeng.stages.review import queries
from xingmeng.stages.review.models import Assignment, Mark

pytestmark = pytest.mark.django_db

ORGANISERS = ["officer", "chair", "discipline"]


def sheet(username: str) -> Assignment:
    rows = Assignment.objects.order_by("pk")
    if username == "issuer":
        return rows.filter(role="issuer").first()
    return rows.filter(user_id=factories.who(username).user_id).first()


@pytest.mark.parametrize("step", ["round_open", "marking", "ranked", "in_force"])
def test_rounds_and_sheets_are_for_organisers_and_their_own_markers(step):
    story = thread.thread_until(step)

    assert factories.who_sees(queries.rounds_for, story.round) == ORGANISERS
    assert factories.who_sees(queries.visible_to, sheet("issuer")) == ["issuer", *ORGANISERS]
    if step != "round_open":
        own = sheet("expert")
        assert factories.who_sees(queries.visible_to, own) == [
            "officer", "expert", "chair", "discipline",
        ]  # fmt: skip


def test_a_bar_hides_a_round_from_an_officer_with_a_conflict():
    story = thread.thread_until("round_open")
    officer = factories.who("officer")

    access.bar(officer.user_id, "conflict", kind="round", subject_id=story.round.pk)

    assert factories.who_sees(queries.rounds_for, story.round) == ["chair", "discipline"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("rounds/", {"nobody": 302, "expert": 200, "officer": 200}),
        (
            "rounds/{round}/",
            {"nobody": 302, "officer": 200, "expert": 404, "issuer": 404, "bidder": 404},
        ),
        ("sheets/", {"nobody": 302, "expert": 200, "issuer": 200}),
        (
            "sheets/{sheet}/",
            {
                "nobody": 302,
                "expert": 200,
                "expert2": 404,
                "issuer": 404,
                "bidder": 404,
                "officer": 200,
                "chair": 200,
                "finance": 404,
                "admin": 404,
            },
        ),
        ("rounds/4711-4711/", {"officer": 404}),
        ("sheets/4711-4711/", {"expert": 404, "officer": 404}),
        (f"sheets/{10**30}/", {"officer": 404}),
        ("rounds/{round}/assign/", {"officer": 405}),
        ("rounds/open/{challenge}/", {"officer": 405}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    story = thread.thread_until("accepted")
    address = address.format(
        round=codes.of(story.round),
        sheet=codes.of(sheet("expert")),
        challenge=codes.of(story.challenge),
    )

    assert factories.statuses(f"/review/{address}", *expected) == expected


@pytest.mark.parametrize("username", ["officer", "expert"])
def test_reading_writes_nothing(username):
    story = thread.thread_until("marked")
    client = factories.browser(username)
    pages = [
        "rounds/",
        "sheets/",
        f"rounds/{codes.of(story.round)}/",
        f"sheets/{codes.of(sheet('expert'))}/",
    ]

    assert not factories.wrote(lambda: [client.get(f"/review/{page}") for page in pages])


def test_a_sheet_is_marked_from_its_page():
    thread.thread_until("accepted")
    own, client = sheet("expert"), factories.browser("expert")

    good = client.post(own.write_url, {"answers": "90", "route": "88", "comment": "好"})
    stood = list(Mark.objects.order_by("pk").values_list("criterion", "points"))
    bad = client.post(own.write_url, {"answers": "101", "route": "88", "comment": "好"})

    assert (good.status_code, bad.status_code) == (302, 302)
    assert stood == [("answers", 90), ("route", 88)]
    assert list(Mark.objects.values_list("criterion", "points")) == [("route", 88)]
    own.refresh_from_db()
    assert (own.comment, own.answers["answers"]) == ("好", 101)  # kept for its author to mend


@pytest.mark.parametrize(
    ("username", "status"),
    [("officer", 302), ("expert2", 404), ("bidder", 404), ("nobody", 302)],
)
def test_a_sheet_is_marked_by_nobody_else(username, status):
    thread.thread_until("accepted")
    own, client = sheet("expert"), factories.browser(username)

    response = client.post(own.write_url, {"answers": "90", "comment": "x"})

    assert response.status_code == status
    assert not Mark.objects.exists()


def test_an_expert_who_declines_comes_back_to_a_page_without_the_bid():
    story = thread.thread_until("marking")
    own, client = sheet("expert"), factories.browser("expert")
    number = story.bids["bidder"].number

    before = client.get(own.get_absolute_url())
    done = client.post(
        f"/move/assignment/{codes.of(own)}/decline/", {"reason": "有合作"}, follow=True
    )

    assert number in before.content.decode()
    assert (done.status_code, number in done.content.decode()) == (200, False)


@pytest.mark.parametrize(
    ("username", "chosen", "status"),
    [
        ("officer", {}, 302),
        ("officer", {"candidate": "4711-4711"}, 404),
        ("officer", {"candidate": "x"}, 404),
        ("officer", {"expert": "4711"}, 404),
        ("officer", {"expert": "{bidder}"}, 404),  # an account, but no expert
        ("discipline", {}, 409),
        ("expert", {}, 404),
        ("nobody", {}, 302),
    ],
)
def test_an_expert_is_assigned_from_the_page(username, chosen, status):
    story = thread.thread_until("round_open")
    usual = {
        "candidate": codes.of(story.round.candidates.first()),
        "expert": str(factories.who("expert4").user_id),
    }
    bidder = str(factories.who("bidder").user_id)
    said = usual | {key: value.format(bidder=bidder) for key, value in chosen.items()}
    client, before = factories.browser(username), Assignment.objects.count()

    response = client.post(f"/review/rounds/{codes.of(story.round)}/assign/", said)

    assert response.status_code == status
    made = Assignment.objects.count() - before
    assert made == (username == "officer" and status == 302)


def test_a_round_is_opened_from_the_challenge():
    story = thread.thread_until("admitted")

    response = factories.browser("officer").post(
        f"/review/rounds/open/{codes.of(story.challenge)}/"
    )

    assert response.status_code == 302
    assert story.state("challenge") == "reviewing"


@pytest.mark.parametrize(("username", "status"), [("issuer", 409), ("nobody", 302)])
def test_a_round_is_opened_by_officers_alone(username, status):
    story = thread.thread_until("admitted")

    response = factories.browser(username).post(
        f"/review/rounds/open/{codes.of(story.challenge)}/"
    )

    assert response.status_code == status
    assert story.state("challenge") == "opened"


def test_the_list_of_rounds_takes_as_many_queries_for_many_as_for_one():
    story = thread.thread_until("round_open", bidders=("bidder",))
    address = "/review/rounds/?sort=-due"

    one = factories.queries_of("officer", address)
    factories.copies(story.fresh("round"), 2)
    three = factories.queries_of("officer", address)
    factories.copies(story.fresh("round"), 297)

    assert one == three == factories.queries_of("officer", address)
    assert one <= 8


def test_the_list_of_sheets_takes_as_many_queries_for_many_as_for_one():
    thread.thread_until("assigned", bidders=("bidder",))
    address, row = "/review/sheets/?q=榜", sheet("issuer")

    one = factories.queries_of("officer", address)
    factories.copies(row, 2)
    three = factories.queries_of("officer", address)
    factories.copies(row, 297)

    assert one == three == factories.queries_of("officer", address)
    assert one <= 8
