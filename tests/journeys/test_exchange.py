"""A need finds its offer: stated in minutes, suggested with reasons, agreed, under contract.

What the enterprise does until both talk is counted in clicks and keystrokes, and not timed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import expect

from tests.journeys import story
from tests.journeys.pages import SLOW_MS, Person, as_typed, until
from tests.journeys.walk import CHALLENGE, Walk
from xingmeng.demo import cast
from xingmeng.engines.forms import Section, Table
from xingmeng.engines.values import yuan
from xingmeng.stages.exchange.rules import offers as offer_rules
from xingmeng.stages.exchange.rules.introductions import RESULT
from xingmeng.stages.outcomes import rules as outcome_rules

NEED = {
    "title": "循环泵电机用高矫顽力磁体",
    "kind": "tackle",
    "theme": "high_tech",
    "field": "materials",
    "bottleneck": "电机磁体厚8毫米，晶界扩散深度不足，重稀土用量大，150℃下退磁超过5%。",
    "present_level": "外购磁体，矫顽力17.5 kOe，合格率91%。",
    "targets": [{"name": "矫顽力", "value": "≥ 20", "unit": "kOe"}],
    "total_fen": yuan(2_000_000),
    "own_fen": yuan(1_500_000),
    "deadline_on": "2025-06-30",
    "site": "两台循环泵试验台。",
    "result_forms": ["device"],
    "ownership": "shared",
    "pledged": True,
}
OFFER = {
    "title_zh": "厚磁体双面晶界扩散成套工艺",
    "description_zh": "8 毫米厚磁体矫顽力达 20 kOe，重稀土用量降到 0.8%，中试线已连续运行。",
    "field": "materials",
    "readiness": "8",
    "terms": ["licence", "joint"],
    "valid_until": "2025-12-31",
    "openness": "open",
    "secret": "扩散剂配方：第三代铜基合金",
    "contact_name": "林雨桐",
    "contact_phone": "021-00000000",
}
MOST_CLICKS, MOST_KEYS = 32, 150  # two seconds each, and 80 characters a minute: 3 minutes
NUMBER = "2024150000001"
INTRODUCTION, CONTRACT = ("供需对接", "Introduction"), ("技术合同", "Technology contract")
AGREE, TALKS = ("同意对接", "Agree to talk"), ("洽谈中", "In talks")


def cost(sections: tuple[Section, ...], given: Mapping[str, Any]) -> tuple[int, int]:
    """What answering takes at least: clicks and keystrokes."""
    asked = {q.name: q for section in sections for q in section.fields}
    boxes = [box for name, value in given.items() for box in _boxes(asked[name], value)]
    typed = [text for text in boxes if text]
    return len(boxes), sum(len(text) for text in typed)


def _boxes(question: Any, value: Any) -> Iterator[str]:
    """One entry a box that is touched: the text that is typed there, or nothing for a click."""
    if isinstance(question, Table):
        for row in value:
            yield from (str(said) for said in row.values())
    elif question.kind in ("choice", "choices", "tick"):
        yield from ("" for _ in (value if isinstance(value, list) else [value]))
    else:
        yield as_typed(question, value)


def test_a_need_finds_its_offer_and_the_board_counts_the_contract(walked):
    walk = walked(until("outcome_registered"), day="2024-01-15")
    seller, buyer = walk["bidder"], walk["bidder3"]
    offered_from_the_outcome(walk, seller)
    clicks, keys = stated(buyer)
    clicks += asks_for_an_introduction(buyer)
    assert (clicks <= MOST_CLICKS, keys <= MOST_KEYS) == (True, True), (clicks, keys)

    both_talk(seller, buyer)
    number = buyer.page.locator("h1").inner_text().split()[1]
    under_contract(walk, seller)
    concluded(buyer)
    counted(walk, number)


def offered_from_the_outcome(walk: Walk, seller: Person) -> None:
    """The institute offers what it has registered; what is known is there to be mended."""
    seller.open(walk.site.addressed("/outcomes/<outcome:1>/"), shot="exchange-outcome")
    seller.press(("发布为供给", "Offer it"))
    declares_it_open(seller)
    seller.answer_and_wait(offer_rules.FORM, OFFER)
    seller.shoot("exchange-offer-form")
    seller.follow(("检查并发布", "Check and publish"))
    seller.submit_move(("发布", "Publish"))
    seller.state(("已发布", "Published"))
    seller.sees("来自成果")
    seller.shoot("exchange-offer")


def declares_it_open(person: Person) -> None:
    """Nothing is typed before that."""
    person.page.get_by_role("radio").first.check()
    person.press(("开始填写", "Begin"))


def stated(buyer: Person) -> tuple[int, int]:
    """The enterprise says what is stuck: clicks and keystrokes it takes."""
    buyer.open("/desk/")
    buyer.follow(("提出技术需求", "State a need"))
    buyer.shoot("exchange-begin")
    buyer.press(("开始填写", "Begin"))
    declares_it_open(buyer)
    form = CHALLENGE.forms["need"]
    buyer.answer_and_wait(form, NEED)
    buyer.shoot("exchange-need-form")
    buyer.follow(("检查并提交", "Check and submit"))
    buyer.submit_move(("提交需求", "Submit the need"))
    buyer.state(("待盟市推荐", "At the bureau"))
    buyer.shoot("exchange-need")
    clicks, keys = cost(form, NEED)
    return clicks + 6, keys  # begin, begin, open, begin, check, submit


def asks_for_an_introduction(buyer: Person) -> int:
    """Offers are there at once, each with its reasons; one is asked for. Clicks it takes."""
    buyer.follow(("推荐的供给", "Suggested offers"))
    first = buyer.page.locator("section.card").first
    expect(first).to_contain_text("共有词：")
    expect(first).to_contain_text("晶界扩散")
    expect(first).to_contain_text("领域相同")
    buyer.shoot("exchange-suggestions")
    first.get_by_role("button", name="申请对接").click()
    buyer.state(("待供给方同意", "For the offer side"))
    buyer.shoot("exchange-asked")
    return 2


def both_talk(seller: Person, buyer: Person) -> None:
    seller.take(INTRODUCTION)
    seller.sees("循环泵电机用高矫顽力磁体")  # who asks has agreed, and is known by name
    seller.move(AGREE, shot="exchange-agree")
    seller.state(TALKS)
    seller.fill(("消息", "Message"), "可先寄样品测退磁，许可费按产量计。")
    seller.press(("发送", "Send"))
    seller.sees("可先寄样品测退磁")

    buyer.open("/introductions/", shot="exchange-introductions")
    buyer.page.locator("tbody a").first.click()
    buyer.sees("可先寄样品测退磁")
    buyer.fill(("消息", "Message"), "同意，请寄十件样品。")
    buyer.press(("发送", "Send"))
    expect(buyer.page.locator("#thread")).to_contain_text("2", timeout=SLOW_MS)
    buyer.shoot("exchange-talks")


def under_contract(walk: Walk, seller: Person) -> None:
    """What they agreed is a technology contract about the outcome; an officer registers it."""
    home = next(unit for unit in cast.UNITS if unit.key == "local")
    sale = story.said(story.SALE, "zh") | {"buyer": home.credit_code}
    seller.open(walk.site.addressed("/outcomes/<outcome:1>/"))
    seller.follow(("申请技术合同登记", "File a technology contract"))
    seller.answer(outcome_rules.TECHNOLOGY_CONTRACT_FORM, sale)
    seller.press(("提交", "Submit"))
    seller.state(("待认定登记", "Filed"))
    officer = walk["officer"]
    officer.take(CONTRACT)
    officer.move(("认定登记", "Register"), registration_number=NUMBER)


def concluded(buyer: Person) -> None:
    """The introduction has led to it, and the need is met."""
    buyer.open("/introductions/")
    buyer.page.locator("tbody a").first.click()
    buyer.begin_move(("登记对接结果", "Record the result"))
    buyer.answer((RESULT,), {"result": "technology_contract", "result_number": NUMBER})
    buyer.shoot("exchange-conclude")
    buyer.submit_move(("登记对接结果", "Record the result"))
    buyer.state(("已达成", "Agreed"))
    buyer.sees("厚磁体晶界扩散工艺许可")
    buyer.shoot("exchange-agreed")
    buyer.page.get_by_role("link", name=NEED["title"]).click()
    buyer.move(("标记为已对接解决", "Mark as met by an offer"))
    buyer.state(("已对接解决", "Met by an offer"))


def counted(walk: Walk, number: str) -> None:
    """The board counts what came of it, and opens down to the introduction."""
    leader = walk["leader"]
    leader.open("/board/", shot="exchange-board")
    begun, agreed = leader.page.locator("a[href*='/indicators/introductions_']").all()
    assert [one.inner_text().split("项")[0] for one in (begun, agreed)] == ["1", "1"]
    agreed.click()
    leader.sees(number)
    leader.shoot("exchange-figure")
    leader.open("/introductions/report/", shot="exchange-report")
    leader.sees("2024")
