"""Suggestions: fresh, with reasons, ordered by what is said of them, blind to the hidden."""

from typing import Any

import pytest

from tests import factories, thread
from tests.factories import browser, moment, refused, statuses, who
from tests.stages.exchange.test_offers import draft, go, offered
from xingmeng.core import codes
from xingmeng.stages.exchange import actions, queries
from xingmeng.stages.exchange.facts import suggestions as facts
from xingmeng.stages.exchange.models import Feedback, Need, Offer
from xingmeng.stages.exchange.rules import suggestions as rules
from xingmeng.stages.exchange.views.suggestions import SHOWN

pytestmark = pytest.mark.django_db
DAIRY = "乳酸菌发酵剂冻干"


@pytest.fixture
def need() -> Need:
    return thread.thread_until("need_submitted").fresh("need")


@pytest.fixture(autouse=True)
def now():
    with moment("2021-07-12"):
        yield


def fitting(need: Need, **changed: Any):
    said = {
        "title_zh": f"{need.title}的工艺",
        "description_zh": need.answers["bottleneck"][:200],
    }
    return offered(**said | changed)


def _found(username: str, need: Need, **told: str) -> list[facts.Suggestion]:
    rows = queries.suggestions.candidate_offers(who(username), need)
    by = {row.title_zh: row.pk for row in rows}
    said = {by[title]: verdict for title, verdict in told.items()}
    return facts.offers_for(need, rows, told=said, past={})


def shown_to(username: str, need: Need, **told: str) -> list[str]:
    by = {row.pk: row.title_zh for row in Offer.objects.all()}
    return [by[one.pk] for one in _found(username, need, **told)]


# --- how they are ranked ----------------------------------------------------------------------


def test_words_come_first_and_every_suggestion_says_why(need):
    far = offered(title_zh=DAIRY, description_zh="草原菌种", field=need.field)
    near = fitting(need)

    rows = queries.suggestions.candidate_offers(who("issuer"), need)
    found = facts.offers_for(need, rows, told={}, past={})

    assert [one.pk for one in found][:1] == [near.pk]
    assert far.pk not in [one.pk for one in found]
    assert [r.zh.split("：")[0] for r in found[0].reasons] == ["共有词", "领域相同"]


def test_what_was_said_of_a_pair_changes_the_order(need):
    for title in "甲乙丙":
        fitting(need, title_zh=title)

    plain = [one.score for one in _found("issuer", need)]
    told = _found("issuer", need, 丙="good", 甲="not_relevant")

    assert shown_to("issuer", need, 丙="good", 甲="not_relevant") == ["丙", "乙"]
    assert min(one.score for one in told) > max(plain)


def test_past_agreements_with_a_unit_speak_for_it(need):
    one = fitting(need, title_zh="工艺", username="stranger", key="dairy")
    fitting(need, title_zh="工艺")
    rows = queries.suggestions.candidate_offers(who("issuer"), need)

    found = facts.offers_for(need, rows, told={}, past={one.organisation_id: 3})

    assert found[0].pk == one.pk
    assert [r.zh for r in found[0].reasons if r not in found[1].reasons] == ["以往对接成功"]


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, ["bottleneck", "present_level", "targets"]),
        ({"bottleneck": "90%", "present_level": "3 台", "targets": [{"value": "≥95"}]}, []),
        ({"bottleneck": "1", "present_level": "低", "targets": [{"value": "高"}]},
         ["present_level", "targets"]),
        ({"bottleneck": 5, "present_level": "1", "targets": "x"}, ["targets"]),
    ],
)  # fmt: skip
def test_numbers_are_missed_where_something_should_be_measured(answers, missing):
    assert rules.numbers_missing(answers) == missing


# --- what is compared -------------------------------------------------------------------------


def test_what_is_published_is_suggested_at_once_and_gone_once_taken_back(need):
    before = shown_to("issuer", need)
    row = fitting(need)
    after = shown_to("issuer", need)
    go(row, "revise", "colleague")

    assert (before, after, shown_to("issuer", need)) == ([], [row.title_zh], [])


def test_closed_offers_drafts_and_ones_own_are_not_suggested(need):
    closed = fitting(need, openness="closed")
    draft(title_zh=need.title)
    fitting(need, username="issuer", key="rare", title_zh="自己的")

    assert shown_to("issuer", need) == []
    assert shown_to("officer", need) == [closed.title_zh]


def test_a_closed_offer_changes_no_byte_of_what_others_are_suggested(need):
    fitting(need)
    pages = [f"/needs/{codes.of(need)}/offers/", f"/needs/{codes.of(need)}/help/", "/offers/"]

    def seen() -> list[str]:
        texts = [browser("issuer").get(page).content.decode() for page in pages]
        return [text[text.index("<main") : text.index("</main>")] for text in texts]

    def plain(texts: list[str]) -> list[str]:
        return [text.split('csrfmiddlewaretoken" value="')[0] for text in texts]

    without = plain(seen())
    fitting(need, openness="closed", title_zh=need.title, readiness="9")

    assert plain(seen()) == without


def test_a_need_is_found_by_others_once_it_is_on_show_without_its_unit(need):
    offer = fitting(need, title_zh="一种工艺")
    address = f"/offers/{codes.of(offer)}/needs/"
    assert need.title not in browser("colleague").get(address).content.decode()

    actions.show(need.pk, actor=who("issuer"))
    page = browser("colleague").get(address).content.decode()
    summary = browser("nobody").get(f"/needs/shown/{codes.of(need)}/").content.decode()

    assert need.title in page
    assert need.title in summary
    unit = need.organisation.name_zh
    assert unit not in page + summary
    assert unit not in browser("nobody").get("/needs/shown/?format=csv").content.decode()
    assert need.answers["site"] not in summary
    actions.hide(need.pk, actor=who("issuer"))
    assert statuses(f"/needs/shown/{codes.of(need)}/", "nobody") == {"nobody": 404}
    assert factories.steps_of("need", need)[-2:] == ["show", "hide"]


def test_what_a_need_does_not_show_is_never_a_reason(need):
    secret = "钕铁硼废料酸浸工序"
    Need.objects.filter(pk=need.pk).update(answers=need.answers | {"present_level": secret})
    row = Need.objects.get(pk=need.pk)

    assert "present_level" not in SHOWN
    assert facts.listing_of_need(row) == facts.listing_of_need(need)


def test_showing_is_for_the_unit_while_the_need_is_handled(need):
    stranger, issuer = who("stranger"), who("issuer")

    assert refused(lambda: actions.show(need.pk, actor=stranger)) == ["not_your_move"]
    assert refused(lambda: actions.hide(need.pk, actor=issuer)) == ["not_to_be_shown"]
    with moment("2021-07-12"):
        other = factories.need()
    assert refused(lambda: actions.show(other.pk, actor=issuer)) == ["not_to_be_shown"]


# --- what is said of them ---------------------------------------------------------------------


def test_a_verdict_is_kept_by_side_on_its_own_trail_and_taken_back(need):
    offer = fitting(need)
    actions.show(need.pk, actor=who("issuer"))

    actions.judge(need.pk, offer.pk, "good", place=1, actor=who("issuer"))
    actions.judge(need.pk, offer.pk, "not_relevant", place=2, actor=who("colleague"))
    actions.judge(need.pk, offer.pk, "taken", place=1, actor=who("officer"))

    said = {f.side: (f.verdict, f.place) for f in Feedback.objects.all()}
    assert said == {"need": ("good", 1), "offer": ("not_relevant", 2), "officer": ("taken", 1)}
    assert factories.steps_of("need", need)[-2:] == ["judge", "judge"]
    assert factories.steps_of("offer", offer)[-1] == "judge"
    assert queries.suggestions.measured(who("officer")) == {
        "good": 1,
        "not_relevant": 1,
        "taken": 1,
    }
    assert shown_to("issuer", need) == [offer.title_zh]
    actions.judge(need.pk, offer.pk, "", place=1, actor=who("issuer"))
    assert not Feedback.objects.filter(side="need").exists()


def test_who_has_no_side_or_may_not_know_of_the_pair_says_nothing(need):
    offer, stranger = fitting(need), who("stranger")
    colleague, issuer, bureau = who("colleague"), who("issuer"), who("bureau")

    def trying(verdict: str = "good", pk: int = offer.pk, **by: Any) -> list[str]:
        return refused(lambda: actions.judge(need.pk, pk, verdict, place=1, **by))

    assert trying(actor=stranger) == ["pair_unknown"]
    assert trying(actor=colleague) == ["pair_unknown"]
    assert trying(actor=bureau) == ["not_your_move"]
    assert trying("x", actor=issuer) == ["not_an_option"]
    assert trying(pk=10**9, actor=issuer) == ["pair_unknown"]


def test_a_suggestion_is_judged_from_its_page(need):
    offer, client = fitting(need), browser("issuer")
    at = f"/exchange/judge/{codes.of(need)}/{codes.of(offer)}/"

    response = client.post(at, {"verdict": "not_relevant", "place": "1"})

    assert response["Location"] == f"/needs/{codes.of(need)}/offers/"
    assert "已标记为不相关（1）" in client.get(response["Location"]).content.decode()
    assert client.get(at).status_code == 405


def test_help_names_field_numbers_solutions_and_similar_needs(need):
    fitting(need, readiness="9")
    with moment("2021-07-12"):
        own = factories.need(answers=need.answers | {"field": "energy", "present_level": "低"})

    page = browser("issuer").get(f"/needs/{codes.of(own)}/help/").content.decode()

    assert all(said in page for said in ("新材料", "与您所选不同", "现有水平", need.title))
    assert f"{need.title}的工艺" in page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("needs/{need}/offers/", {"nobody": 302, "stranger": 404, "bureau": 404, "issuer": 200,
                                  "officer": 200, "leader": 404}),
        ("needs/{need}/help/", {"nobody": 302, "stranger": 404, "officer": 404, "issuer": 200}),
        ("needs/{need}/show-summary/", {"nobody": 302, "issuer": 405}),
        ("needs/shown/", {"nobody": 200}),
        ("needs/shown/{need}/", {"nobody": 404, "officer": 404}),
        ("offers/{offer}/needs/", {"nobody": 302, "stranger": 404, "colleague": 200,
                                   "officer": 200, "leader": 404}),
        ("offers/4711-4711/needs/", {"officer": 404}),
    ],
)  # fmt: skip
def test_each_page_is_for_its_readers(need, address, expected):
    offer = offered()
    at = "/" + address.format(need=codes.of(need), offer=codes.of(offer))

    assert statuses(at, *expected) == expected


def test_the_pages_take_as_many_queries_for_many_as_for_one(need):
    row, at = fitting(need), codes.of(need)
    actions.show(need.pk, actor=who("issuer"))
    factories.copies(Need.objects.get(pk=need.pk), 1, number="XQ2021c{n}")
    places = {
        "issuer": [f"/needs/{at}/offers/", f"/needs/{at}/help/"],
        "colleague": [f"/offers/{codes.of(row)}/needs/", "/needs/shown/"],
    }

    def counted() -> list[int]:
        return [factories.queries_of(n, page) for n, pages in places.items() for page in pages]

    one = counted()
    factories.copies(row, 2, number="GG2021a{n}")
    factories.copies(Need.objects.get(pk=need.pk), 2, number="XQ2021a{n}")

    assert counted() == one
    assert max(one) <= 12
