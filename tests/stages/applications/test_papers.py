"""Papers of a bid: each issued by the move that makes it true, and for whom it is."""

import io
import re

import pypdf
import pytest

from tests import factories, thread
from xingmeng.core import papers, paperwork
from xingmeng.core.models import Paper

pytestmark = pytest.mark.django_db


def words(paper) -> str:
    pages = pypdf.PdfReader(io.BytesIO(papers.render(paper))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_receipt_is_a_paper_that_proves_the_bid_without_telling_it():
    story = thread.thread_until("sealed", bidders=("bidder",))
    bid = type(story.bids["bidder"]).objects.get()

    paper = papers.latest("receipt", bid)
    said = words(paper)

    assert paper.number == f"{bid.number}-1"
    assert bid.content_digest in said
    assert factories.SECRET not in str(paper.data)
    assert papers.latest("bid", bid) is None
    assert not Paper.objects.filter(data__icontains=factories.SECRET).exists()


def test_handed_in_again_a_bid_gets_a_second_receipt():
    story = thread.thread_until("sealed", bidders=("bidder",))
    with factories.moment("2021-09-20"):
        story.move("application", story.bids["bidder"], "take_back", "bidder")
        story.move("application", story.bids["bidder"], "submit", "bidder")

    found = Paper.objects.filter(paper="receipt").order_by("pk")

    assert [one.number[-2:] for one in found] == ["-1", "-2"]


def test_the_opened_bid_is_a_paper_with_all_its_answers():
    story = thread.thread_until("opened", bidders=("bidder",))

    paper = papers.latest("bid", story.bids["bidder"])
    said = words(paper)

    assert factories.SECRET in said
    for text in ("技术路线", "承诺指标", "沈嘉禾", "万元", "bidder.pdf"):
        assert text in said
    assert paper.data["content_digest"] in said


def test_a_receipt_is_for_its_bidder_and_an_opened_bid_for_who_sees_it():
    story = thread.thread_until("opened", bidders=("bidder",))
    receipt = papers.latest("receipt", story.bids["bidder"])
    bid = papers.latest("bid", story.bids["bidder"])

    def may(paper) -> list[str]:
        found = factories.statuses(paperwork.address(paper), *factories.READERS)
        return [name for name, status in found.items() if status == 200]

    assert may(receipt) == ["bidder", "colleague"]
    assert may(bid) == ["bidder", "colleague", "bureau", "officer", "chair", "discipline"]


def test_a_refused_bid_gets_a_letter_with_the_reason():
    story = thread.thread_until("opened")
    story.move("application", story.bids["bidder2"], "screen_out", "officer", reason="缺少方案")

    paper = papers.latest("refusal", story.bids["bidder2"])

    assert paper.number.startswith("内科函〔")
    assert "缺少方案" in words(paper)
    assert "不予受理" in words(paper)
    assert papers.latest("refusal", story.bids["bidder"]) is None


def test_who_is_not_chosen_gets_a_letter_when_the_contract_is_in_force():
    story = thread.thread_until("in_force")

    letter = papers.latest("not_chosen", story.bids["bidder2"])

    assert re.fullmatch(r"内科函〔2022〕\d{6}号", letter.number)
    assert "北京燕山理工大学" in words(letter)
    assert papers.latest("not_chosen", story.bids["bidder"]) is None


def test_notice_publicity_and_decision_are_issued_by_their_moves():
    story = thread.thread_until("confirmed", bidders=("bidder",))

    notice = papers.latest("notice", story.call)
    publicity = papers.latest("publicity", story.award)
    decision = papers.latest("decision", story.award)

    numbers = [one.number for one in (notice, publicity, decision)]
    assert numbers == ["内科榜字〔2021〕1号", "内科公示〔2021〕1号", "内科立字〔2021〕1号"]
    assert story.challenge.title in words(notice)
    assert "2021年12月1日" in words(publicity)
    assert "厅务会〔2021〕21号" in words(decision)
    public = {n: factories.statuses(paperwork.address(p), "nobody")["nobody"] for n, p in (
        ("notice", notice), ("publicity", publicity), ("decision", decision)
    )}  # fmt: skip
    assert public == {"notice": 200, "publicity": 200, "decision": 404}


def test_a_returned_need_gets_a_letter_with_the_reason():
    story = thread.thread_until("need_submitted")
    story.move("need", story.need, "return", "bureau", reason="请补充测试条件")

    letter = papers.latest("need_return", story.need)

    assert "请补充测试条件" in words(letter)
    found = factories.statuses(paperwork.address(letter), "issuer", "stranger", "leader")
    assert found == {"issuer": 200, "stranger": 404, "leader": 404}
