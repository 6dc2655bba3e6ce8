"""What each page of bids gives to whom; receipts that anyone can check."""

import json

import pytest

from tests import factories, thread
from xingmeng.core import codes, keys, receipts, trail
from xingmeng.stages.applications import queries
from xingmeng.stages.applications.models import Application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("step", "address", "expected"),
    [
        ("sealed", "", {"nobody": 302, "visitor": 200, "bidder": 200, "officer": 200}),
        ("sealed", "{bid}/", {"nobody": 302, "bidder": 200, "bidder2": 404, "issuer": 404}),
        ("opened", "{bid}/", {"officer": 200, "bureau": 200, "ordos": 404, "issuer": 404}),
        ("sealed", "{bid}/write/", {"nobody": 302, "bidder": 302, "bidder2": 404}),
        ("bids_drafted", "{bid}/write/", {"bidder": 200, "colleague": 200, "officer": 404}),
        ("listed", "new/{challenge}/", {"nobody": 302, "bidder": 200, "visitor": 200}),
        ("raised", "new/{challenge}/", {"bidder": 404}),
        ("listed", "new/4711-4711/", {"bidder": 404}),
        ("sealed", "4711-4711/", {"bidder": 404, "officer": 404}),
        ("sealed", f"{10**30}/", {"bidder": 404}),
        ("sealed", "{bid}/receipts/{receipt}/", {"nobody": 302, "bidder": 200, "bidder2": 404}),
        ("opened", "{bid}/receipts/{receipt}/", {"officer": 404, "bidder": 200}),
        ("sealed", "{bid}/receipts/4711-4711/", {"bidder": 404}),
    ],
)
def test_each_page_is_for_its_readers(step, address, expected):
    story = thread.thread_until(step)
    bid = story.bids.get("bidder")
    given = queries.receipts_of(bid).first() if bid else None
    address = address.format(
        bid=bid and codes.of(bid),
        challenge=codes.of(story.challenge),
        receipt=given and codes.of(given),
    )

    with thread.on(step):
        assert factories.statuses(f"/applications/{address}", *expected) == expected


def test_a_receipt_of_another_bid_is_not_found():
    story = thread.thread_until("sealed")
    mine, other = story.bids["bidder"], queries.receipts_of(story.bids["bidder2"]).get()

    address = f"/applications/{codes.of(mine)}/receipts/{codes.of(other)}/"
    assert factories.statuses(address, "bidder") == {"bidder": 404}


@pytest.mark.parametrize("step", ["bids_drafted", "sealed", "ranked"])
def test_reading_writes_nothing(step):
    story = thread.thread_until(step)
    client, code = factories.browser("bidder"), codes.of(story.bids["bidder"])
    pages = ["", f"{code}/", f"{code}/write/", f"new/{codes.of(story.challenge)}/"]

    assert not factories.wrote(lambda: [client.get(f"/applications/{p}") for p in pages])


def test_a_bid_is_begun_from_the_page():
    story = thread.thread_until("listed")
    client, home = factories.browser("bidder"), factories.unit("shanghai")

    with thread.on("bids_drafted"):
        good = client.post(
            f"/applications/new/{codes.of(story.challenge)}/", {"organisation": home.pk}
        )
        bad = client.post(
            f"/applications/new/{codes.of(story.challenge)}/", {"organisation": "x"}
        )
        twice = client.post(
            f"/applications/new/{codes.of(story.challenge)}/", {"organisation": home.pk}
        )

    assert good["Location"] == f"/applications/{codes.of(Application.objects.get())}/write/"
    assert (bad.status_code, twice.status_code) == (404, 409)


def test_a_receipt_is_checked_with_the_public_key_alone():
    story = thread.thread_until("sealed", bidders=("bidder",))
    bid = story.bids["bidder"]
    code = codes.of(queries.receipts_of(bid).get())

    response = factories.browser("bidder").get(
        f"/applications/{codes.of(bid)}/receipts/{code}/"
    )

    document = receipts.read(response.content)
    bid.refresh_from_db()
    body = document["body"]
    assert receipts.verify(document, trusted_pem=keys.public_key_pem()) == (True, "valid")
    assert (body["digest"], body["number"]) == (bid.content_digest, f"{bid.number}-1")
    assert body["trail"] == dict(zip(("count", "hash"), trail.head(), strict=True))
    assert body["credit_code"] == factories.unit("shanghai").credit_code
    assert factories.SECRET not in response.content.decode()


def test_a_receipt_with_one_changed_character_is_not_valid():
    story = thread.thread_until("sealed", bidders=("bidder",))
    document = queries.receipts_of(story.bids["bidder"]).get().document
    pem = keys.public_key_pem()
    changed = {
        "number": "JBS2021000002-1",
        "submitted_at": "2021-09-14T10:00:01+08:00",
        "digest": "0" * 64,
        "challenge": "JB2021001-02",
        "credit_code": "91150299MA0DEM0XX0",
        "trail": {"count": 1, "hash": "0" * 64},
    }

    for name, value in changed.items():
        forged = json.loads(json.dumps(document))
        forged["body"][name] = value
        assert receipts.verify(forged, trusted_pem=pem) == (False, "signature_broken")


def test_the_receipts_page_checks_what_is_pasted():
    story = thread.thread_until("sealed", bidders=("bidder",))
    document = queries.receipts_of(story.bids["bidder"]).get().document
    client = factories.browser("nobody")
    forged = json.loads(json.dumps(document))
    forged["body"]["number"] = "X"

    verdicts = [
        client.post("/receipts/", {"receipt": text}).context["verdict"]
        for text in (json.dumps(document), json.dumps(forged), "nothing", "[]")
    ]

    assert verdicts == ["valid", "signature_broken", "unreadable", "unreadable"]


@pytest.mark.parametrize(("username", "step"), [("officer", "opened"), ("bidder", "sealed")])
def test_the_list_takes_as_many_queries_for_many_as_for_one(username, step):
    story = thread.thread_until(step, bidders=("bidder",))
    row = Application.objects.get(pk=story.bids["bidder"].pk)
    address = f"/applications/?state={row.state}&sort=-due"

    one = factories.queries_of(username, address)
    factories.copies(row, 2, number="a{n}")
    three = factories.queries_of(username, address)
    factories.copies(row, 297, number="b{n}")
    many = factories.queries_of(username, address)

    assert one == three == many
    assert one <= 10  # three of them for what the list can be filtered by, one for repeats
