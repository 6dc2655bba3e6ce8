"""Offers: written, published, revised, taken, expired; what is confidential stays inside."""

from typing import Any

import pytest

from tests import factories
from tests.factories import browser, moment, refused, statuses, who, who_sees
from xingmeng.core import codes, move
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.exchange import actions
from xingmeng.stages.exchange.models import Offer
from xingmeng.stages.exchange.queries import offers as queries

pytestmark = pytest.mark.django_db
SECRET, PHONE = "烧结温度曲线与添加剂配方", "0471-0000000"
ANSWERS = {
    "kind": "technology",
    "title_zh": "钕铁硼磁泥回收再生工艺（演示）",
    "title_en": "Recovery of NdFeB grinding sludge (demo)",
    "description_zh": "磁泥中稀土回收率不低于 95%，已在中试线连续运行。",
    "field": "materials",
    "industry": "C",
    "readiness": "7",
    "terms": ["licence", "joint"],
    "valid_until": "2022-06-30",
    "openness": "open",
    "secret": SECRET,
    "contact_name": "沈嘉禾",
    "contact_phone": PHONE,
    "secrecy": "open",
}
INSIDE = ["officer", "chair", "finance", "discipline", "leader", "admin"]


@pytest.fixture(autouse=True)
def now():
    with moment("2021-07-05"):
        yield


def offered(username: str = "colleague", key: str = "shanghai", **changed: Any) -> Offer:
    given = ANSWERS | changed
    unit = factories.unit(key)
    return actions.offer(given, organisation_id=unit.pk, actor=who(username))


def draft(**changed: Any) -> Offer:
    row = actions.begin_offer(
        organisation_id=factories.unit("shanghai").pk, actor=who("colleague")
    )
    actions.save_offer(row.pk, ANSWERS | changed, actor=who("colleague"))
    row.refresh_from_db()
    return row


def go(row: Offer, name: str, username: str, **said: Any) -> Offer:
    return move.make("offer", row.pk, name, actor=who(username), **said)


# --- what is written --------------------------------------------------------------------------


def test_an_offer_made_in_one_go_is_numbered_published_and_on_the_trail():
    row = offered()

    assert (row.number[:6], len(row.number), row.state) == ("GG2021", 12, "published")
    assert (row.title_en, row.readiness, str(row.valid_until)) == (
        ANSWERS["title_en"],
        7,
        "2022-06-30",
    )
    assert factories.steps_of("offer", row) == ["begin", "publish"]


def test_an_offer_remembers_the_case_it_comes_from():
    unit = factories.unit("shanghai")
    row = actions.offer(
        ANSWERS, organisation_id=unit.pk, actor=who("colleague"), source=("outcome", 7)
    )

    assert (row.source_kind, row.source_id) == ("outcome", 7)


def test_an_offer_is_made_for_ones_own_organisation():
    unit, stranger = factories.unit("rare"), who("stranger")

    codes_ = refused(lambda: actions.begin_offer(organisation_id=unit.pk, actor=stranger))

    assert codes_ == ["not_your_move"]


@pytest.mark.parametrize(
    ("name", "value", "wrong", "column"),
    [
        ("readiness", "10", ["not_an_option"], None),
        ("readiness", ["7"], ["not_an_option"], None),
        ("valid_until", "morgen", ["not_a_date"], None),
        ("title_zh", "长" * 200, ["too_long"], "长" * 80),
    ],
)
def test_faulty_answers_are_kept_and_columns_hold_what_fits(name, value, wrong, column):
    row = draft()

    found = actions.save_offer(row.pk, {name: value}, actor=who("colleague"))

    row.refresh_from_db()
    assert [f.code for f in found] == wrong
    assert (row.answers[name], getattr(row, name)) == (value, column)


def test_only_the_author_writes_and_only_a_draft():
    row, stranger = offered(), who("stranger")

    assert refused(lambda: actions.save_offer(row.pk, {}, actor=stranger)) == [
        "not_your_move",
        "wrong_state",
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"title_zh": "", "contact_phone": ""}, ["answer_needed"] * 2),
        ({"kind": "patent"}, ["answer_needed"]),
        ({"kind": "team", "readiness": None}, []),
        ({"valid_until": "2021-07-05"}, ["day_passed"]),
    ],
)
def test_publishing_wants_every_answer_and_a_day_to_come(changed, why):
    row = draft(**changed)

    if why:
        assert refused(lambda: go(row, "publish", "colleague")) == why
    else:
        assert go(row, "publish", "colleague").state == "published"


@pytest.mark.parametrize(
    ("name", "username", "said", "after"),
    [
        ("revise", "colleague", {}, "draft"),
        ("take", "colleague", {}, "taken"),
        ("withdraw", "colleague", {}, "withdrawn"),
        ("take_down", "officer", {"reason": "与事实不符"}, "withdrawn"),
    ],
)
def test_what_becomes_of_a_published_offer(name, username, said, after):
    row = go(offered(), name, username, **said)

    assert row.state == after
    assert factories.steps_of("offer", row)[-1] == name


@pytest.mark.parametrize(
    ("name", "username", "said", "why"),
    [
        ("publish", "colleague", {}, ["wrong_state"]),
        ("revise", "stranger", {}, ["not_your_move"]),
        ("take", "officer", {}, ["not_your_move"]),
        ("take_down", "officer", {}, ["reason_needed"]),
        ("take_down", "colleague", {"reason": "x"}, ["not_your_move"]),
        ("withdraw", "officer", {}, ["not_your_move"]),
        ("expire", "colleague", {}, ["not_your_move", "offer_still_valid"]),
        ("renew", "colleague", {}, ["wrong_state"]),
    ],
)
def test_a_move_is_refused_for_every_reason(name, username, said, why):
    row = offered()
    who(username)

    assert refused(lambda: go(row, name, username, **said)) == why


def test_an_offer_expires_after_its_last_day_and_is_renewed():
    row, longer = offered(), offered(valid_until="2022-07-01")

    with moment("2022-06-30"):
        assert actions.expire_offers() == 0
    with moment("2022-07-01"):
        assert (actions.expire_offers(), actions.expire_offers()) == (1, 0)
        row.refresh_from_db()
        assert row.state == "expired"
        go(row, "renew", "colleague")
        actions.save_offer(row.pk, {"valid_until": "2023-06-30"}, actor=who("colleague"))
        assert go(row, "publish", "colleague").state == "published"

    longer.refresh_from_db()
    assert longer.state == "published"
    assert refused(lambda: move.make("offer", longer.pk, "expire", actor=SYSTEM)) == [
        "offer_still_valid"
    ]


# --- who sees what ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("openness", "name", "readers"),
    [
        ("open", "", list(factories.READERS)),
        ("closed", "", ["bidder", "colleague", *INSIDE]),
        ("open", "revise", ["bidder", "colleague"]),
        ("open", "take", ["bidder", "colleague", *INSIDE]),
    ],
)
def test_an_offer_is_seen_by_everybody_while_it_is_open_and_published(openness, name, readers):
    row = offered(openness=openness)
    if name:
        row = go(row, name, "colleague")

    assert who_sees(queries.visible_to, row) == readers


def test_offers_that_stand_are_published_and_not_over():
    row = offered()
    draft()

    assert [o.pk for o in queries.standing(who("nobody"))] == [row.pk]
    with moment("2022-07-01"):
        assert not queries.standing(who("nobody")).exists()


@pytest.mark.parametrize("username", ["nobody", "stranger", "officer", "leader", "bureau"])
def test_what_is_confidential_leaves_no_trace_for_others(username):
    row, paper = offered(), "秘密工艺.pdf"
    file = factories.attach("offer", row.pk, "attachments", who("colleague"), name=paper)
    client, at = browser(username), codes.of(row)
    pages = ["/offers/", "/offers/?format=csv", f"/offers/{at}/", f"/forms/offer/{at}/print/"]
    pages += [f"/forms/offer/{at}/file.json", f"/files/{codes.of(file)}/", "/search/?q=磁泥"]

    read = b"".join(b"".join(client.get(page)) for page in pages).decode(errors="ignore")

    assert ANSWERS["title_zh"] in read
    assert not any(said in read for said in (SECRET, PHONE, paper))
    own = browser("colleague").get(f"/offers/{at}/").content.decode()
    assert all(said in own for said in (SECRET, PHONE, paper))


@pytest.mark.parametrize("asked", [SECRET[:4], PHONE, "沈嘉禾"])
def test_no_search_finds_an_offer_by_what_is_confidential(asked):
    offered()

    page = browser("officer").get("/offers/", {"q": asked}).content.decode()

    assert ANSWERS["title_zh"] not in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"nobody": 200, "stranger": 200}),
        ("{pk}/", {"nobody": 404, "stranger": 404, "colleague": 200, "officer": 200}),
        ("{pk}/write/", {"nobody": 302, "stranger": 404, "colleague": 302, "officer": 302}),
        ("new/", {"nobody": 302, "visitor": 200}),
        ("4711-4711/", {"nobody": 404, "officer": 404}),
        ("-1/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    row = offered(openness="closed")

    found = statuses(f"/offers/{address.format(pk=codes.of(row))}", *expected)

    assert found == expected


def test_an_offer_is_begun_and_written_from_its_pages():
    client, unit = browser("colleague"), factories.unit("shanghai")

    place = client.post("/offers/new/", {"organisation": unit.pk})["Location"]
    client.post(place, {"secrecy": "open"})
    page = client.get(place).content.decode()

    row = Offer.objects.get()
    assert place == f"/offers/{codes.of(row)}/write/"
    assert row.answers["secrecy"] == "open"
    assert "保密内容" in page
    assert client.post("/offers/new/", {"organisation": "x"}).status_code == 404


@pytest.mark.parametrize("query", ["", "?q=磁泥", "?kind=technology&sort=-until"])
def test_the_list_takes_as_many_queries_for_many_as_for_one(query):
    row = offered()

    one = factories.queries_of("officer", f"/offers/{query}")
    factories.copies(row, 2, number="GG2021a{n}")
    three = factories.queries_of("officer", f"/offers/{query}")

    assert one == three <= 8
