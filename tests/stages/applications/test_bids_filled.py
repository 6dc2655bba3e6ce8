"""A bid begins with its leader from the register and what the unit wrote last time."""

from datetime import date

import pytest

from tests import factories, thread
from tests.factories import refused, source, unit, who
from xingmeng.core import codes, move
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import texts
from xingmeng.stages.applications import actions
from xingmeng.stages.applications.models import Application
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person

pytestmark = pytest.mark.django_db
TEAM = [{"name": "林知远", "role": "工艺"}]


@pytest.fixture
def listed():
    return thread.thread_until("listed")


def person(username: str) -> Person:
    return Person.objects.get(user_id=who(username).user_id)


def begin(story, *, leader_id: int | None = None) -> Application:
    home = unit(factories.UNIT_OF["bidder"])
    with thread.on("bids_drafted"):
        given = {"organisation_id": home.pk, "leader_id": leader_id, "actor": who("bidder")}
        return Application.objects.get(pk=actions.begin(story.challenge.pk, **given).pk)


@pytest.fixture
def earlier(listed) -> Application:
    """A bid of the same unit, for something else, that came to nothing."""
    row = begin(listed)
    with thread.on("sealed"):
        said = texts.BIDS["bidder"] | {"members": TEAM}
        actions.save_answers(row.pk, said, actor=who("bidder"))
        move.make("application", row.pk, "submit", actor=who("bidder"))
    Application.objects.filter(pk=row.pk).update(state="refused", challenge=None)
    return Application.objects.get(pk=row.pk)


def test_the_leader_comes_from_the_register(listed):
    told = {"source": source(), "on": date(2021, 9, 1), "actor": SYSTEM}
    registry.record_person(person("bidder").pk, {"title": "研究员"}, **told)

    row = begin(listed, leader_id=person("bidder").pk)

    assert row.answers["leader_name"] == person("bidder").name
    assert row.answers["leader_title"] == "研究员"
    assert row.stamps["leader_title"]["origin"] == "known"


def test_a_leader_is_somebody_of_the_bidding_unit(listed):
    stranger, _ = person("issuer").pk, person("bidder")

    assert refused(lambda: begin(listed, leader_id=stranger)) == ["not_of_the_unit"]


def test_the_next_bid_carries_team_and_what_exists(listed, earlier):
    row = begin(listed)

    assert row.answers["members"] == TEAM
    assert row.answers["base"] == texts.BIDS["bidder"]["base"]
    assert row.stamps["members"]["origin"] == "carried"
    assert not {"route", "price_fen", "leader_name"} & set(row.answers)


def test_what_was_carried_is_written_anew_without_giving_a_reason(listed, earlier):
    row = begin(listed)
    with thread.on("sealed"):
        said = texts.BIDS["bidder"] | {"base": "另有中试线一条。", "members": []}
        actions.save_answers(row.pk, said, actor=who("bidder"))

        move.make("application", row.pk, "submit", actor=who("bidder"))

    assert Application.objects.get(pk=row.pk).state == "sealed"


def test_the_page_offers_the_people_of_the_unit_and_takes_nobody_else(listed):
    client = factories.browser("bidder")
    place = f"/applications/new/{codes.of(listed.challenge)}/"
    home, own = unit(factories.UNIT_OF["bidder"]), person("bidder")

    with thread.on("bids_drafted"):
        page = client.get(place).content.decode()
        other = {"organisation": home.pk, "leader": person("issuer").pk}
        refused_ = client.post(place, other)
        taken = client.post(place, {"organisation": home.pk, "leader": own.pk})

    assert f'value="{own.pk}"' in page and person("issuer").name not in page
    assert (refused_.status_code, taken.status_code) == (404, 302)
    assert Application.objects.get().leader == own
