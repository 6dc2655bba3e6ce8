"""Until two officers opened them, bids are known to their authors alone: by every way in."""

import pytest
from django.http import Http404

from tests import factories, thread
from xingmeng.core import access, attachments, codes, move, panels, seal
from xingmeng.stages.applications import queries

pytestmark = pytest.mark.django_db

AUTHORS = ["bidder", "colleague"]
OPENED = ["bidder", "colleague", "bureau", "officer", "chair", "discipline"]
IN_REVIEW = ["issuer", "bidder", "colleague", "bureau", "officer", "chair", "discipline"]
GRANTED = [
    "issuer", "bidder", "colleague", "bureau", "officer", "expert", "chair", "discipline",
]  # fmt: skip
OTHERS = [name for name in factories.READERS if name not in AUTHORS]
each_other = pytest.mark.parametrize("username", OTHERS)


@pytest.mark.parametrize(
    ("step", "readers"),
    [
        ("bids_drafted", AUTHORS),
        ("sealed", AUTHORS),
        ("first_key", AUTHORS),
        ("opened", OPENED),
        ("recommended", OPENED),
        ("admitted", OPENED),
        ("round_open", IN_REVIEW),
        ("assigned", GRANTED),
        ("ranked", GRANTED),
        ("chosen", GRANTED),
        ("in_force", GRANTED),
    ],
)
def test_a_bid_is_seen_by_more_people_step_by_step(step, readers):
    story = thread.thread_until(step)

    assert factories.who_sees(queries.visible_to, story.bids["bidder"]) == readers


def test_a_bid_that_was_screened_out_or_passed_over_is_seen_as_before():
    story = thread.thread_until("in_force")
    assert story.bid_state("bidder2") == "not_chosen"
    rivals = factories.who_sees(queries.visible_to, story.bids["bidder2"])

    assert rivals == [
        "issuer", "bidder2", "bureau", "officer", "expert", "chair", "discipline",
    ]  # fmt: skip


def test_a_withdrawn_bid_is_never_opened_to_others():
    story = thread.thread_until("sealed")
    with factories.moment("2021-10-05"):
        story.move("application", story.bids["bidder"], "withdraw", "bidder")
    with thread.on("opened"):
        story.first_key()
        story.opened()

    assert factories.who_sees(queries.visible_to, story.bids["bidder"]) == AUTHORS


def test_a_grant_does_not_open_what_is_sealed():
    story = thread.thread_until("sealed")
    bid = story.bids["bidder"]

    access.grant(
        factories.who("expert").user_id, "expert", kind="application", subject_id=bid.pk
    )

    assert factories.who_sees(queries.visible_to, bid) == AUTHORS


def test_a_bar_hides_an_opened_bid_but_not_from_its_authors():
    story = thread.thread_until("opened")
    bid = story.bids["bidder"]

    for name in ("officer", "bidder"):
        user = factories.who(name).user_id
        access.bar(user, "conflict", kind="application", subject_id=bid.pk)

    readers = factories.who_sees(queries.visible_to, bid)
    assert "officer" not in readers
    assert "bidder" in readers


@pytest.fixture
def sealed():
    return thread.thread_until("first_key", bidders=("bidder",))


@each_other
def test_a_sealed_bid_is_found_by_no_query(sealed, username):
    bid, actor = sealed.bids["bidder"], factories.who(username)

    with pytest.raises(Http404):
        queries.get_for(actor, bid.pk)
    with pytest.raises(Http404):
        attachments.get_for(actor, attachments.of("application", bid.pk).get().pk)
    assert queries.visible_to(actor).count() == 0
    assert move.subject("application").visible_to(actor).count() == 0
    assert panels.of("challenge", actor=actor, record=sealed.fresh("challenge")) == []


@each_other
def test_a_sealed_bid_is_found_on_no_page(sealed, username):
    bid, client = sealed.bids["bidder"], factories.browser(username)
    file, home = attachments.of("application", bid.pk).get(), bid.organisation
    receipt = queries.receipts_of(bid).get()
    refused_pages = [
        f"/applications/{codes.of(bid)}/",
        f"/applications/{codes.of(bid)}/write/",
        f"/applications/{codes.of(bid)}/receipts/{codes.of(receipt)}/",
        f"/files/{codes.of(file)}/",
        f"/awards/choose/{codes.of(bid)}/",
        f"/move/application/{codes.of(bid)}/unseal/",
        f"/move/application/{codes.of(bid)}/take_back/",
    ]
    open_pages = [
        "/applications/",
        "/applications/?format=csv",
        f"/calls/challenges/{codes.of(sealed.challenge)}/",
        "/calls/challenges/",
        "/desk/",
        "/",
    ]
    searches = [f"?q={bid.number}", "?state=sealed", "?q=高矫顽力", ""]

    found = {client.get(page).status_code for page in refused_pages}
    texts = [client.get(page).content.decode() for page in open_pages]
    lists = [client.get(f"/applications/{search}").context for search in searches]

    assert found <= {404, 302} if username == "nobody" else found == {404}
    secrets = (bid.number, home.name_zh, factories.SECRET)
    assert not any(secret in text for text in texts for secret in secrets)
    assert username == "nobody" or [c["page"]["total"] for c in lists] == [0] * len(searches)


def test_the_author_reads_what_is_sealed(sealed):
    bid = sealed.bids["bidder"]

    for name in AUTHORS:
        page = factories.browser(name).get(f"/applications/{codes.of(bid)}/")
        assert factories.SECRET in page.content.decode()


def test_an_altered_seal_is_noticed_and_not_read(sealed):
    bid = sealed.bids["bidder"]
    bid.refresh_from_db()
    content = bytearray(bid.sealed)
    content[-1] ^= 1
    bid.sealed = bytes(content)

    with pytest.raises(seal.Broken):
        queries.answers_of(bid)


def test_a_seal_does_not_open_as_another_bids():
    story = thread.thread_until("sealed")
    first, second = (story.bids[name] for name in story.bidders)
    first.refresh_from_db()
    second.sealed = first.sealed

    with pytest.raises(seal.Broken):
        queries.answers_of(second)
