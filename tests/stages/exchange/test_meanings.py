"""Meaning fills in behind the words: how far it is, whose text it is of, who it speaks to."""

from typing import Any

import pytest

from tests import thread
from tests.factories import browser, moment, who
from tests.stages.exchange.test_offers import go, offered
from xingmeng.core import codes
from xingmeng.engines import encoder
from xingmeng.stages.exchange import actions, queries
from xingmeng.stages.exchange.facts import held
from xingmeng.stages.exchange.facts import suggestions as facts
from xingmeng.stages.exchange.facts.listings import text_of
from xingmeng.stages.exchange.models import Meaning, Need, Offer
from xingmeng.stages.exchange.rules import meanings as rules

pytestmark = pytest.mark.django_db
ENGLISH = {
    "title_zh": "Grain boundary diffusion of NdFeB magnets",
    "title_en": "Grain boundary diffusion of NdFeB magnets",
    "description_zh": "Sintered magnets of high coercivity with less dysprosium and terbium",
    "description_en": "",
    "field": "biology",
    "industry": "",
}


@pytest.fixture
def need() -> Need:
    return thread.thread_until("need_submitted").fresh("need")


@pytest.fixture(autouse=True)
def now():
    with moment("2021-07-12"):
        yield


def found(need: Need, username: str = "issuer") -> list[tuple[int, str]]:
    """What is suggested, and the first reason why."""
    rows = queries.suggestions.candidate_offers(who(username), need)
    told = facts.offers_for(need, rows, told={}, past={})
    return [(one.pk, one.reasons[0].zh) for one in told]


def fresh(need: Need, username: str = "issuer") -> tuple[int, int, bool]:
    rows = queries.suggestions.candidate_offers(who(username), need)
    texts, meant, as_of = queries.meanings.freshness(rows)
    return texts, meant, as_of is not None


def page(need: Need, username: str = "issuer") -> str:
    return browser(username).get(f"/needs/{codes.of(need)}/offers/").content.decode()


def test_words_serve_at_once_and_meaning_fills_in_behind_them(need):
    other = offered(**ENGLISH)
    assert (found(need), fresh(need)) == ([], (1, 0, False))
    assert "目前只按字词比对" in page(need)

    assert actions.fill_in_meanings() == 2  # the offer, and the need for its readers

    assert (found(need), fresh(need)) == ([(other.pk, "跨语言含义相近")], (1, 1, True))
    assert "均已按字词和跨语言的含义比对，截至" in page(need)
    offered(title_zh="乳酸菌发酵剂冻干")
    assert fresh(need) == (2, 1, True)
    assert "跨语言按含义的已有 1 条（共 2 条）" in page(need)
    assert [actions.fill_in_meanings() for _ in range(2)] == [1, 0]


def test_needs_are_found_for_an_offer_in_another_language(need):
    row = offered(**ENGLISH)
    actions.show(need.pk, actor=who("issuer"))
    actions.fill_in_meanings()

    needs = queries.suggestions.candidate_needs(who("colleague"), row.organisation_id)
    told = facts.needs_for(facts.listing_of_offer(row, {}), needs, told={})

    assert [(one.pk, one.reasons[0].en) for one in told] == [
        (need.pk, "Near in meaning across languages")
    ]


def test_a_changed_text_has_no_meaning_until_it_is_encoded_anew(need):
    row = offered(**ENGLISH)
    actions.fill_in_meanings()
    assert [pk for pk, _ in found(need)] == [row.pk]

    with moment("2021-07-13"):
        go(row, "revise", "colleague")
        told = {"title_zh": "Vaccines for cattle", "description_zh": "Foot and mouth disease"}
        actions.save_offer(row.pk, told | {"title_en": ""}, actor=who("colleague"))
        go(row, "publish", "colleague")
        assert (found(need), fresh(need)) == ([], (1, 0, False))
        actions.fill_in_meanings()
        assert (found(need), fresh(need)) == ([], (1, 1, True))


def test_a_vector_of_another_text_is_never_put_beside_the_words(need):
    """As if two savings had come in one instant of the clock."""
    row = offered(**ENGLISH)
    actions.fill_in_meanings()
    Offer.objects.filter(pk=row.pk).update(title_en="NdFeB magnets, better ones")

    assert found(need) == []


def test_what_is_withdrawn_loses_its_vector_and_what_comes_back_gets_one(need):
    row = offered(**ENGLISH)
    actions.fill_in_meanings()
    go(row, "withdraw", "colleague")

    assert (found(need), actions.fill_in_meanings()) == ([], 0)
    assert not Meaning.objects.filter(offer=row).exists()


def test_a_process_that_starts_reads_what_was_encoded_before(need, monkeypatch):
    offered(**ENGLISH)
    actions.fill_in_meanings()
    before = found(need)
    monkeypatch.setattr(held, "_held", {name: held._Held() for name in ("offers", "needs")})
    monkeypatch.setattr(encoder, "encode", forbidden(encoder.encode, text_of(need)))

    assert found(need) == before != []


def forbidden(encode: Any, but: str) -> Any:
    """An encoder that knows one text alone: that of whoever asks."""

    def only(texts: list[str]) -> Any:
        assert texts == [but]
        return encode(texts)

    return only


def test_vectors_of_an_earlier_encoder_are_made_anew(need):
    offered(**ENGLISH)
    actions.fill_in_meanings()
    before = found(need)
    Meaning.objects.update(encoder="an earlier one")

    assert (found(need), fresh(need)) == ([], (1, 0, False))
    assert actions.fill_in_meanings() == 2
    assert found(need) == before


def test_drafts_are_not_encoded_and_a_round_takes_so_many(need):
    for n in range(3):
        offered(**ENGLISH | {"title_zh": f"Magnets {n}"})
    go(offered(**ENGLISH), "revise", "colleague")

    assert [actions.fill_in_meanings(most=2) for _ in range(3)] == [2, 2, 0]
    assert fresh(need) == (3, 3, True)


def test_what_is_confidential_is_in_no_vector_and_no_vector_lies_open(need):
    plain = offered(**ENGLISH, secret="无")
    secret = offered(**ENGLISH, secret="烧结曲线：1080 度，保温四小时")
    Need.objects.filter(pk=need.pk).update(answers=need.answers | {"present_level": "酸浸"})
    actions.fill_in_meanings()

    assert text_of(plain) == text_of(secret)
    assert text_of(Need.objects.get(pk=need.pk)) == text_of(need)
    one, other = (bytes(Meaning.objects.get(offer=row).sealed) for row in (plain, secret))
    vector = encoder.encode([text_of(plain)])[0].astype("float16").tobytes()
    assert one != other
    assert vector not in one + other


def test_a_closed_offers_vector_speaks_to_its_readers_alone(need):
    shown = offered(**ENGLISH)
    actions.fill_in_meanings()
    before = found(need), fresh(need)
    closed = offered(**ENGLISH | {"openness": "closed"})
    actions.fill_in_meanings()

    assert {pk for pk, _ in found(need, "officer")} == {shown.pk, closed.pk}
    assert fresh(need, "officer") == (2, 2, True)
    assert (found(need), fresh(need)) == before


def test_the_encoder_is_the_one_whose_vectors_lie_beside_one_another():
    assert encoder.NAME == rules.ENCODER
