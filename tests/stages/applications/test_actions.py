"""Every verb about bids: what it writes, and every reason it is refused for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404

from tests import factories, thread
from tests.factories import refused, time
from xingmeng.core import clock, move
from xingmeng.demo import texts
from xingmeng.engines.values import yuan
from xingmeng.stages.applications import actions, queries
from xingmeng.stages.applications.models import Application
from xingmeng.stages.registry import actions as registry

pytestmark = pytest.mark.django_db
CLOSING = time("2021-10-08", 17)


@pytest.fixture
def listed():
    return thread.thread_until("listed")


def begin(story, username: str = "bidder", key: str | None = None):
    home = factories.unit(key or factories.UNIT_OF[username])
    actor = factories.who(username)
    return actions.begin(story.challenge.pk, organisation_id=home.pk, actor=actor)


def written(story, username: str = "bidder"):
    row = begin(story, username)
    actions.save_answers(row.pk, texts.BIDS[username], actor=factories.who(username))
    return row


# --- beginning and writing ------------------------------------------------------------------


def test_begin_makes_a_numbered_draft(listed):
    with thread.on("bids_drafted"):
        row = begin(listed)

    assert (row.state, row.number[:7], row.answers) == ("draft", "JBS2021", {})
    assert factories.steps_of("application", row) == ["begin"]


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (CLOSING, "closed"),
        (CLOSING + timedelta(days=1), "closed"),
        (time("2021-09-03", 8), "not_open_yet"),
    ],
)
def test_begin_is_refused_outside_the_period(listed, moment, code):
    factories.who("bidder")

    with clock.at(moment):
        assert refused(lambda: begin(listed)) == [code]


def test_a_bid_can_be_begun_in_the_last_second(listed):
    with clock.at(CLOSING - timedelta(seconds=1)):
        assert begin(listed).state == "draft"


def test_begin_is_for_ones_own_organisation(listed):
    factories.who("bidder"), factories.unit("beijing")

    with thread.on("bids_drafted"):
        assert refused(lambda: begin(listed, "bidder", "beijing")) == ["not_your_move"]


def test_the_issuer_does_not_bid_for_its_own_challenge(listed):
    with thread.on("bids_drafted"):
        assert refused(lambda: begin(listed, "issuer")) == ["own_challenge"]


def test_an_organisation_bids_once_until_it_withdraws(listed):
    with thread.on("bids_drafted"):
        first = begin(listed)
        factories.who("colleague")
        assert refused(lambda: begin(listed)) == ["already_bidding"]
        assert refused(lambda: begin(listed, "colleague", "shanghai")) == ["already_bidding"]
        listed.move("application", first, "withdraw", "bidder")
        second = begin(listed)

    assert second.state == "draft"


def test_begin_wants_a_registered_organisation_without_a_ban(listed):
    home = factories.unit("shanghai")
    factories.who("bidder")
    _ban(home, until=date(2022, 1, 1))
    home.__class__.objects.filter(pk=home.pk).update(state="pending")

    with thread.on("bids_drafted"):
        codes = refused(lambda: begin(listed))

    assert codes == ["organisation_not_confirmed", "integrity_ban"]


def _ban(home, *, until: date | None) -> None:
    registry.record_integrity(
        home.pk,
        actor=factories.who("discipline"),
        kind="fraud",
        decision_number="诚信〔2021〕1号",
        measure="ban",
        from_on=date(2021, 1, 1),
        until_on=until,
        source=factories.source(),
    )


def test_an_expired_ban_only_informs(listed):
    _ban(factories.unit("shanghai"), until=date(2021, 9, 12))

    with thread.on("bids_drafted"):
        assert begin(listed).state == "draft"


def test_a_challenge_that_may_not_be_seen_is_not_found():
    story = thread.thread_until("raised")

    with pytest.raises(Http404), thread.on("bids_drafted"):
        begin(story)


def test_save_answers_keeps_a_draft_and_says_what_is_wrong(listed):
    bidder = factories.who("bidder")
    with thread.on("bids_drafted"):
        row = begin(listed)
        wrong = actions.save_answers(
            row.pk, {"readiness": 11, "route": "", "state": "sealed"}, actor=bidder
        )

    row.refresh_from_db()
    assert [(f.code, f.values["field"]) for f in wrong] == [("too_big", "readiness")]
    assert row.answers == {"readiness": 11, "route": ""}
    assert row.state == "draft"


def test_what_no_database_holds_is_said_and_the_last_answer_stays(listed):
    with thread.on("bids_drafted"):
        row = begin(listed)
        given = {"readiness": 2**64, "route": "a\ud800", "pledged": "\x00"}
        wrong = actions.save_answers(row.pk, given, actor=factories.who("bidder"))

    row.refresh_from_db()
    assert [f.code for f in wrong] == ["too_big", "not_text", "not_text"]
    assert row.answers == {}


def test_save_answers_is_for_the_author_of_a_draft():
    story = thread.thread_until("sealed")
    bid, bidder, stranger = (
        story.bids["bidder"],
        factories.who("bidder"),
        factories.who("stranger"),
    )

    assert refused(lambda: actions.save_answers(bid.pk, {}, actor=bidder)) == ["wrong_state"]
    assert refused(lambda: actions.save_answers(bid.pk, {}, actor=stranger)) == [
        "not_your_move",
        "wrong_state",
    ]


# --- handing in, taking back, withdrawing ---------------------------------------------------


def test_submit_seals_the_content_and_gives_a_receipt():
    story = thread.thread_until("sealed")

    row = Application.objects.get(pk=story.bids["bidder"].pk)
    assert (row.state, row.answers) == ("sealed", {})
    assert row.submitted_at == thread_time("sealed")
    assert queries.receipts_of(row).count() == 1
    assert queries.answers_of(row)["route"].endswith(factories.SECRET)


def thread_time(step: str):
    return time(thread.STEPS[step])


def test_what_is_sealed_stands_nowhere_in_plain():
    story = thread.thread_until("sealed")

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(_holds(cell) for line in cursor.fetchall() for cell in line):
                found.append(table)
    assert found == []
    assert story.bid_state("bidder") == "sealed"


def _holds(cell: object) -> bool:
    content = bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode()
    escaped = factories.SECRET.encode("unicode_escape")
    return any(secret in content for secret in (factories.SECRET.encode(), escaped))


@pytest.mark.parametrize(
    ("username", "why"),
    [("stranger", ["not_your_move"]), ("officer", ["not_your_move"]), ("bidder", [])],
)
def test_submit_is_for_its_authors_until_closing(listed, username, why):
    with thread.on("bids_drafted"):
        row = written(listed)
    factories.who(username)

    with clock.at(CLOSING):
        codes = refused(lambda: listed.move("application", row, "submit", username))
    with clock.at(CLOSING - timedelta(microseconds=1)):
        listed.move("application", row, "submit", "bidder")

    assert codes == [*why, "closed"]


def test_submit_wants_every_answer_and_an_eligible_bidder(listed):
    with thread.on("bids_drafted"):
        row = begin(listed)
        said = texts.BIDS["bidder"] | {"price_fen": 0, "pledged": False, "schedule": []}
        actions.save_answers(row.pk, said, actor=factories.who("bidder"))
        _ban(factories.unit("shanghai"), until=None)

        codes = refused(lambda: listed.move("application", row, "submit", "bidder"))

    assert codes == ["too_few_rows", "too_small", "answer_needed", "integrity_ban"]


@pytest.mark.parametrize("name", ["take_back", "withdraw"])
def test_a_sealed_bid_stays_once_the_call_is_over(name):
    story = thread.thread_until("sealed")

    with clock.at(CLOSING):
        codes = refused(lambda: story.move("application", story.bids["bidder"], name, "bidder"))

    assert codes == ["closed"]


def test_a_bid_taken_back_is_written_again_and_gets_a_second_receipt():
    story = thread.thread_until("sealed")
    row = story.bids["bidder"]

    with factories.moment("2021-10-05"):
        story.move("application", row, "take_back", "bidder")
        row.refresh_from_db()
        taken = (row.state, row.sealed, row.answers["price_fen"])
        actions.save_answers(
            row.pk, {"price_fen": yuan(18_000_000)}, actor=factories.who("bidder")
        )
        story.move("application", row, "submit", "bidder")

    first, second = queries.receipts_of(row).order_by("pk")
    assert taken == ("draft", None, yuan(19_000_000))
    assert (first.number, second.number) == (f"{row.number}-1", f"{row.number}-2")
    assert first.document["body"]["digest"] != second.document["body"]["digest"]
    assert second.trail_count > first.trail_count
    row.refresh_from_db()
    assert queries.answers_of(row)["price_fen"] == yuan(18_000_000)


def test_a_withdrawn_bid_is_not_opened():
    story = thread.thread_until("sealed")
    with factories.moment("2021-10-05"):
        story.move("application", story.bids["bidder2"], "withdraw", "bidder2")

    with thread.on("opened"):
        story.first_key()
        story.opened()

    assert {name: story.bid_state(name) for name in story.bidders} == {
        "bidder": "opened",
        "bidder2": "withdrawn",
    }


def test_a_draft_that_was_never_handed_in_is_not_opened():
    story = thread.thread_until("bids_drafted")

    with thread.on("opened"):
        story.first_key()
        story.opened()

    assert story.bid_state("bidder") == "draft"
    assert story.state("challenge") == "no_bid"


# --- screening ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "name", "username", "said", "why"),
    [
        ("sealed", "unseal", "officer", {}, ["not_your_move"]),
        ("sealed", "recommend", "bureau", {"opinion": "x"}, ["wrong_state"]),
        ("opened", "recommend", "bureau", {}, ["answer_needed"]),
        ("opened", "recommend", "ordos", {"opinion": "x"}, ["not_your_move"]),
        ("opened", "recommend", "bidder", {"opinion": "x"}, ["not_your_move"]),
        ("opened", "admit", "officer", {}, ["wrong_state"]),
        ("opened", "screen_out", "officer", {}, ["reason_needed"]),
        ("opened", "screen_out", "bidder2", {"reason": "x"}, ["not_your_move"]),
        ("opened", "take_back", "bidder", {}, ["wrong_state", "closed"]),
        ("recommended", "admit", "bureau", {}, ["not_your_move"]),
        ("recommended", "admit", "issuer", {}, ["not_your_move"]),
        ("admitted", "screen_out", "officer", {"reason": "x"}, ["wrong_state"]),
        ("admitted", "enter_review", "officer", {}, ["not_your_move"]),
        ("ranked", "be_chosen", "officer", {}, ["not_your_move"]),
    ],
)
def test_a_step_of_screening_is_refused_for_every_reason(step, name, username, said, why):
    story = thread.thread_until(step)
    factories.who(username)
    bid = story.bids["bidder"]

    with thread.on(step):
        codes = refused(lambda: story.move("application", bid, name, username, **said))

    assert codes == why


def test_a_bidder_banned_meanwhile_is_not_admitted():
    story = thread.thread_until("recommended")
    _ban(factories.unit("shanghai"), until=None)

    with thread.on("admitted"):
        bid = story.bids["bidder"]
        assert refused(lambda: story.move("application", bid, "admit", "officer")) == [
            "integrity_ban"
        ]


@pytest.mark.parametrize(
    ("step", "username"),
    [("opened", "bureau"), ("opened", "officer"), ("recommended", "officer")],
)
def test_a_bid_is_screened_out_with_a_reason(step, username):
    story = thread.thread_until(step)

    story.move("application", story.bids["bidder"], "screen_out", username, reason="材料不全")

    assert story.bid_state("bidder") == "screened_out"
    assert story.bid_state("bidder2") == step


def test_admitted_bids_kept_all_their_steps():
    story = thread.thread_until("admitted")

    assert factories.steps_of("application", story.bids["bidder"]) == [
        "begin",
        "attach",
        "submit",
        "unseal",
        "recommend",
        "admit",
    ]


def test_unknown_bids_are_not_found():
    with pytest.raises(LookupError):
        move.make("application", 4711, "submit", actor=factories.who("bidder"))
