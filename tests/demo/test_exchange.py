"""The exchange of the demo: what was offered, what came together, what it led to."""

import pytest

from xingmeng.demo import texts
from xingmeng.demo.stage import who
from xingmeng.stages.exchange import queries
from xingmeng.stages.exchange.facts import suggestions as facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


def test_every_offer_says_that_it_is_invented_in_both_languages():
    found = list(queries.offers.visible_to(who("officer")))

    assert len(found) == 8
    assert all("（演示）" in o.title_zh and "(demo)" in o.title_en for o in found)
    assert queries.offers.standing(who("dairy")).count() == 7  # one is closed


def test_one_introduction_led_to_its_contract_one_is_in_talks_one_waits():
    officer = who("officer")
    rows = queries.introductions.visible_to(officer).order_by("pk")

    assert [row.state for row in rows] == ["agreed", "talks", "suggested"]
    result = queries.introductions.result_for(officer, rows[0])
    assert {result.buyer_id, result.seller_id} == {
        rows[0].need.organisation_id,
        rows[0].offer.organisation_id,
    }
    assert [line["year"] for line in queries.introductions.yearly(officer)] == [2024, 2023]


def test_the_first_suggestion_for_a_need_is_the_offer_it_talks_with():
    actor = who("bidder3")
    need = queries.visible_to(actor).get(title=texts.INSULATION["title"])
    offers = queries.suggestions.candidate_offers(actor, need)

    found = facts.offers_for(need, offers, told={}, past={})

    talks = queries.introductions.visible_to(actor).get(need=need)
    assert found[0].pk == talks.offer_id
    assert found[0].score > 2 * found[1].score
