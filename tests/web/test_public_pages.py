"""What anybody may read of results, objections and outcomes; search and feeds leak nothing."""

import json
import re
import xml.etree.ElementTree as ElementTree
from html import unescape

import pytest

from tests.factories import SECRET, browser, moment, queries_of, who
from tests.lifecycle.walk import Walk
from tests.thread import thread_until
from xingmeng.core import move
from xingmeng.core.errors import Refused
from xingmeng.engines.values import Text
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.funds.models import Payment
from xingmeng.web import feeds, latest, searching

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
OBJECTOR, GROUNDS = "钱不平", "资格证明有不实之处的详细理由"


def text_of(username: str, address: str, **asked: str) -> str:
    page = browser(username).get(address, asked)
    assert page.status_code == 200
    return page.content.decode()


def main_of(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def objected(until: str = "publicity"):
    thread = thread_until(until)
    with moment("2021-11-26"):
        row = awards.file_objection(
            thread.award.pk, name=OBJECTOR, text=GROUNDS, actor=who("bidder2")
        )
    return thread, row


# --- results --------------------------------------------------------------------------------


def test_results_name_no_winner_before_publicity():
    thread_until("decided")

    for name in ("nobody", "officer", "chair"):
        page = main_of(text_of(name, "/results/"))
        assert "临港" not in page and "/calls/challenges/" in page


def test_results_tell_who_won_and_where_it_stands():
    thread = thread_until("completed")
    page = main_of(text_of("nobody", "/results/"))

    assert "临港" in page and "通过验收" in page
    assert "1,900.00 万元" in page and "570.00 万元" in page
    assert thread.acceptance.get_absolute_url() in page


def test_a_drafted_list_has_no_results():
    thread_until("raised")

    for name in ("nobody", "officer"):
        assert "还没有发布过榜单" in text_of(name, "/results/")


def test_results_ask_as_often_for_one_reader_as_for_another():
    thread_until("completed")

    assert queries_of("nobody", "/results/") <= 10


# --- objections -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nobody", "officer", "discipline", "issuer", "bidder"])
def test_the_register_has_neither_name_nor_words_of_the_objector(name: str):
    thread, _ = objected()
    with moment("2021-11-27"):
        page = main_of(text_of(name, "/objections/"))

    assert thread.award.number in page and "待核查" in page and "2021年11月26日" in page
    assert OBJECTOR not in page and GROUNDS not in page and "燕山" not in page
    assert "/awards/objections/" not in page


def test_the_register_says_how_and_when_it_was_decided():
    _, row = objected()
    with moment("2021-11-29"):
        move.make("objection", row.pk, "refuse", actor=who("discipline"), reason="查无实据")
        page = main_of(text_of("nobody", "/objections/"))

    assert "不成立" in page and "2021年11月29日" in page and "查无实据" not in page


def test_what_is_in_publicity_stands_above_the_register():
    thread = thread_until("publicity")
    with moment("2021-11-25"):
        page = main_of(text_of("nobody", "/objections/"))

    assert thread.award.get_absolute_url() in page and "还没有人提出过异议" in page


# --- showcase -------------------------------------------------------------------------------


def test_the_showcase_has_registered_outcomes_alone():
    thread = thread_until("outcome_filed")
    for name in ("nobody", "officer", "bidder"):
        assert thread.outcome.get_absolute_url() not in text_of(name, "/showcase/")

    with moment("2023-12-28"):
        thread.outcome_registered()
    page = main_of(text_of("nobody", "/showcase/"))
    assert thread.outcome.get_absolute_url() in page and "全部达到" in page
    assert thread.challenge.get_absolute_url() in page
    assert thread.contract.get_absolute_url() in page


def test_the_showcase_narrows_and_leaves_as_a_file():
    thread = thread_until("outcome_registered")
    url = thread.outcome.get_absolute_url()

    assert url in text_of("nobody", "/showcase/", form="process", area="1502")
    assert url not in text_of("nobody", "/showcase/", form="software")
    assert url not in text_of("nobody", "/showcase/", area="1501")
    assert "成套工艺" in text_of("nobody", "/showcase/", format="csv")


# --- search ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["磁", "稀土", "稀土 磁体", "JB", "Tianjiao", "tianjiao"])
def test_one_character_finds_a_challenge(words: str):
    thread = thread_until("listed")

    assert thread.challenge.get_absolute_url() in main_of(
        text_of("nobody", "/search/", q=words)
    )


NO_WORDS = ("", " ", "_", "'; --", "\x00", "没有这个词", "[", "a" * 999)


@pytest.mark.parametrize("words", NO_WORDS)
def test_nothing_is_found_without_a_word_that_stands_there(words: str):
    thread_until("listed")

    assert "search-group" not in text_of("nobody", "/search/", q=words)


def test_search_finds_for_each_reader_what_they_may_see():
    thread = thread_until("decided")
    seen = {
        name: [g["label"].en for g in searching.found(who(name), "稀土")]
        for name in ("nobody", "officer", "issuer", "bidder2", "stranger")
    }

    assert "Needs" in seen["officer"] and "Needs" in seen["issuer"]
    assert "Awards" in seen["officer"] and "Awards" in seen["issuer"]
    for name in ("nobody", "bidder2", "stranger"):
        assert not {"Needs", "Awards"} & set(seen[name])
    assert thread.award.get_absolute_url() not in text_of("bidder2", "/search/", q="稀土")


def test_search_looks_into_no_bid():
    thread_until("in_force")

    for name in ("nobody", "officer", "bidder", "stranger"):
        assert searching.found(who(name), SECRET) == []


def test_a_list_behind_a_group_has_as_many():
    thread_until("shared")

    for group in searching.found(who("officer"), "稀土"):
        page = browser("officer").get(group["url"])
        assert page.context["page"]["total"] == group["count"]


def test_found_words_are_marked_and_nothing_else_is_markup():
    assert searching.marked("a<b>稀土&x", ["稀土"]) == "a&lt;b&gt;<mark>稀土</mark>&amp;x"
    assert searching.marked("<mark>", ["mark"]) == "&lt;<mark>mark</mark>&gt;"
    assert searching.marked("a.b", ["."]) == "a<mark>.</mark>b"
    assert searching.marked(Text("甲", "A"), ["甲"]).zh == "<mark>甲</mark>"


def test_a_query_is_shown_as_it_was_and_never_as_markup():
    page = text_of("nobody", "/search/", q="<script>alert(1)</script>")

    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_search_asks_as_often_for_much_as_for_little():
    thread_until("shared")

    assert queries_of("nobody", "/search/?q=稀土") <= 12


# --- feeds ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nobody", "officer"])
def test_feeds_tell_what_anybody_may_know(name: str):
    thread = thread_until("decided")
    atom = ElementTree.fromstring(text_of(name, "/feeds/challenges.atom"))
    results = json.loads(text_of(name, "/feeds/results.json"))

    links = [link.get("href") for link in atom.iter(f"{ATOM}link")]
    assert f"http://testserver{thread.challenge.get_absolute_url()}" in links
    assert results["items"] == []
    with moment("2021-11-24"):
        thread.publicity()
    (item,) = json.loads(text_of(name, "/feeds/results.json"))["items"]
    assert item["url"].endswith(thread.award.get_absolute_url())
    assert item["date_published"].startswith("2021-11-24T10:00:00+08:00")


def test_a_drafted_challenge_is_in_no_feed():
    thread_until("raised")

    assert "<entry>" not in text_of("officer", "/feeds/challenges.atom")
    assert json.loads(text_of("nobody", "/feeds/challenges.json"))["items"] == []


def test_feeds_speak_english_when_asked():
    thread_until("listed")

    assert "Xingmeng: new challenges" in text_of("nobody", "/feeds/challenges.atom", lang="en")
    assert "兴蒙：新榜单" in text_of("nobody", "/feeds/challenges.atom", lang="xx")
    assert browser("nobody").get("/feeds/secrets.atom").status_code == 404


def test_the_calendar_has_what_falls_due_in_lines_that_fit():
    thread = thread_until("listed")
    with moment("2021-09-10"):
        text = text_of("nobody", "/feeds/deadlines.ics")

    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert max(len(line.encode()) for line in lines) <= 75
    assert "DTSTART:20211008T090000Z" in lines
    assert f"URL:http://testserver{thread.call.get_absolute_url()}" in text.replace("\r\n ", "")


def test_long_lines_are_folded_between_characters():
    line = "SUMMARY:" + "稀土永磁材料" * 20

    pieces = list(feeds._folded(line))

    assert len(pieces) > 3 and max(len(p.encode()) for p in pieces) <= 75
    assert pieces[0] + "".join(p.removeprefix(" ") for p in pieces[1:]) == line


# --- pages ----------------------------------------------------------------------------------


def test_pages_link_their_feeds_and_have_titles_of_their_own():
    thread = thread_until("shared")
    pages = ["/", "/calls/challenges/", "/results/", "/showcase/", "/objections/", "/board/",
             "/search/", "/awards/", "/board/wall/"]  # fmt: skip
    rows = [thread.challenge, thread.award, thread.contract, thread.outcome, thread.sold]
    pages += [row.get_absolute_url() for row in rows]

    titles, told = {}, {}
    for page in pages:
        text = text_of("nobody", page)
        titles[page] = re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]
        told[page] = re.search(r'<meta name="description" content="([^"]+)"', text)[1]
    assert len(set(titles.values())) == len(pages)
    assert all(len(words) > 10 for words in told.values())
    for page in ("/", "/results/", "/objections/", "/calls/challenges/"):
        assert 'rel="alternate" type="application/atom+xml"' in text_of("nobody", page)


def test_a_listed_challenge_says_what_it_offers_and_how_to_bid():
    thread = thread_until("listed")
    with moment("2021-09-10"):
        page = main_of(text_of("nobody", thread.challenge.get_absolute_url()))

    assert thread.need.answers["site"][:12] in page
    assert "三分钟开始揭榜" in page and "还有 28 天" in page


def test_the_front_shows_what_an_open_challenge_must_reach():
    thread = thread_until("listed")
    with moment("2021-09-10"):
        page = main_of(text_of("nobody", "/"))

    for target in thread.challenge.targets[:3]:
        assert target["name"] in page
        assert f"{target['value']} {target['unit']}".strip() in unescape(page)


def test_a_call_without_challenges_is_told_as_open_and_not_as_listed():
    walk = Walk("technology_sme")
    walk.begin()
    walk.open_call()
    with moment("2021-09-02"):
        told = latest.events(most=5)
    thread_until("listed")
    with moment("2021-09-10"):
        newest, *_ = latest.events(most=5)

    assert [line["what"] for line in told] == [latest.OPENED]
    assert newest["what"] == latest.LISTED


def test_a_payment_leads_to_what_was_paid_for():
    thread = thread_until("paid")
    payment = Payment.objects.get(state="paid")

    page = text_of("officer", payment.get_absolute_url())
    assert thread.milestone(1).get_absolute_url() in page
    assert thread.milestone(1).get_absolute_url() in text_of(
        "nobody", payment.get_absolute_url()
    )


def test_no_page_is_offered_that_refuses(client):
    for address in ("/nope/", "/awards/9999-9999/"):
        page = client.get(address)
        assert page.status_code == 404 and 'action="/search/"' in page.content.decode()


def test_an_objection_after_publicity_is_not_in_the_register():
    thread = thread_until("confirmed")
    with moment("2021-12-06"), pytest.raises(Refused):
        awards.file_objection(
            thread.award.pk, name=OBJECTOR, text=GROUNDS, actor=who("bidder2")
        )
    assert "还没有人提出过异议" in text_of("nobody", "/objections/")
