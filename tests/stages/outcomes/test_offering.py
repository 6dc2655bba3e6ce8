"""An outcome becomes an offer: begun by its unit with what is known, once."""

import pytest

from tests.factories import browser, moment, refused, statuses, steps_of, unit, who
from tests.stages.exchange.test_offers import ANSWERS
from tests.thread import thread_until
from xingmeng.core import codes, move
from xingmeng.stages.exchange import actions as exchange
from xingmeng.stages.exchange.models import Offer
from xingmeng.stages.outcomes import actions
from xingmeng.stages.outcomes.models import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome() -> Outcome:
    return thread_until("outcome_registered").fresh("outcome")


@pytest.fixture(autouse=True)
def now():
    with moment("2024-01-15"):
        yield


def test_its_unit_begins_an_offer_with_what_is_known(outcome):
    place = f"{outcome.get_absolute_url()}offer/"
    assert "发布为供给" in browser("bidder").get(outcome.get_absolute_url()).content.decode()

    to = browser("bidder").post(place)["Location"]

    row = Offer.objects.get()
    assert to == row.write_url
    assert (row.state, row.organisation, row.kind) == ("draft", unit("shanghai"), "outcome")
    assert (row.title_zh, row.description_zh) == (outcome.title, outcome.description)
    assert (row.source_kind, row.source_id) == ("outcome", outcome.pk)
    assert steps_of("offer", row) == ["begin"]


def test_once_published_the_two_pages_lead_to_each_other(outcome):
    row = actions.offer_outcome(outcome.pk, actor=who("bidder"))
    missing = ANSWERS | {"valid_until": "2025-06-30"}
    known = {"kind", "title_zh", "description_zh"}
    said = {name: value for name, value in missing.items() if name not in known}
    exchange.save_offer(row.pk, said, actor=who("bidder"))
    before = browser("nobody").get(outcome.get_absolute_url()).content.decode()
    move.make("offer", row.pk, "publish", actor=who("bidder"))

    theirs = browser("nobody").get(outcome.get_absolute_url()).content.decode()
    assert (row.get_absolute_url() in theirs, row.get_absolute_url() in before) == (True, False)
    page = browser("nobody").get(row.get_absolute_url()).content.decode()
    assert outcome.get_absolute_url() in page
    own = browser("bidder").get(outcome.get_absolute_url()).content.decode()
    assert "发布为供给" not in own


def test_it_is_offered_by_its_unit_alone_and_once(outcome):
    bidder, issuer = who("bidder"), who("issuer")

    assert refused(lambda: actions.offer_outcome(outcome.pk, actor=issuer)) == ["not_your_move"]
    row = actions.offer_outcome(outcome.pk, actor=bidder)
    assert refused(lambda: actions.offer_outcome(outcome.pk, actor=bidder)) == [
        "offered_already"
    ]
    move.make("offer", row.pk, "withdraw", actor=bidder)
    assert actions.offer_outcome(outcome.pk, actor=bidder).pk != row.pk


def test_before_registration_nothing_is_offered():
    row = thread_until("outcome_filed").fresh("outcome")

    assert refused(lambda: actions.offer_outcome(row.pk, actor=who("bidder"))) == [
        "wrong_state"
    ]


def test_the_address_is_for_who_signs_in_and_posts(outcome):
    place = f"/outcomes/{codes.of(outcome)}/offer/"

    assert statuses(place, "nobody", "bidder") == {"nobody": 302, "bidder": 405}
    assert browser("stranger").post(place).status_code == 409
    assert browser("bidder").post("/outcomes/0000-0000/offer/").status_code == 404
