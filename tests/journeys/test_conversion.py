"""From a result to those who made it: contract, income, objection, shares; an equity plan."""

import pytest
from playwright.sync_api import expect

from tests.journeys import award, story
from tests.journeys.pages import until
from tests.journeys.walk import Walk
from xingmeng.engines.values import yuan
from xingmeng.stages.outcomes.rules import equity as equity_rules
from xingmeng.stages.outcomes.rules import income as income_rules

SHARE = ("确认分配", "Confirm the shares")
TEAM = ("苏日格", "韩立新", "乌日娜", "葛长河", "孟根", "齐文静")
PLAN = {
    "title": "骨干股权激励方案",
    "staff": 46,
    "rd_staff": 12,
    "years": [
        {"year": 2023 - n, "revenue_fen": yuan(12_000_000), "rd_fen": yuan(600_000)}
        for n in range(3)
    ],
    "people": [
        {
            "name": name,
            "post": "technical",
            "way": "sale",
            "bp": 250 if n == 5 else 300,
            "years": 6,
        }
        for n, name in enumerate(TEAM)
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_result_brings_income_that_is_shared_once_an_objection_is_answered(walked, language):
    walk = walked(until("completed"), day="2023-12-20", language=language)

    award.outcome(walk)
    award.sale(walk, "rare")
    objected(walk)
    answered(walk)


def objected(walk: Walk) -> None:
    """Income is stated; a colleague objects while it is shown inside the unit."""
    walk.site.on("2024-05-06")
    bidder, colleague = walk["bidder"], walk["colleague"]
    bidder.open("/outcomes/")
    bidder.page.locator("a.row-link").first.click()
    bidder.follow((story.SALE["title"][walk.language],) * 2)
    bidder.follow(("登记转化收入并分配", "State income and shares"))
    bidder.answer(income_rules.INCOME_FORM, story.INCOME | {"agreed_pct": "80"})
    bidder.shoot("conversion-income-form")
    bidder.press(("提交", "Submit"))
    bidder.state(("单位内公示", "In publicity"))
    row = bidder.page.locator("tr", has_text=bidder.say(("以此为准", "Decides")))
    expect(row).to_contain_text("80%")
    bidder.shoot("conversion-income")
    colleague.open(bidder.page.url)
    colleague.follow(("提出异议", "Object"))
    colleague.answer(income_rules.OBJECTION_FORM, {"text": "占比应再核对。"})
    colleague.press(("提交", "Submit"))
    colleague.state(("待答复", "To be answered"))
    colleague.shoot("conversion-objection")


def answered(walk: Walk) -> None:
    """No share is confirmed before the answer; after it the money goes to three people."""
    walk.site.on("2024-05-22")
    bidder = walk["bidder"]
    bidder.take(("转化收益", "Income"))
    income = bidder.page.url
    bidder.begin_move(SHARE)
    bidder.sees(bidder.say(("还有异议", "An objection is still")))
    bidder.take(("收益分配异议", "Objection to shares"))
    reject = ("异议不成立", "Do not uphold")
    bidder.begin_move(reject)
    bidder.page.locator("form.step-card textarea").first.fill("已核对实验记录，维持分配。")
    bidder.submit_move(reject)
    bidder.state(("已答复，不成立", "Not upheld"))
    bidder.open(income)
    bidder.move(SHARE)
    bidder.state(("已分配", "Shared"))
    bidder.sees("沈嘉禾")
    bidder.shoot("conversion-shared")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_equity_plan_of_a_small_firm_is_cleared_beside_its_caps(walked, language):
    walk = walked(until("need_draft"), day="2024-05-13", language=language)
    issuer, officer = walk["issuer"], walk["officer"]

    issuer.open("/outcomes/equity/")
    issuer.page.locator(".page-actions a.btn-primary").click()
    issuer.answer(equity_rules.FORM, PLAN)
    issuer.shoot("equity-form")
    issuer.press(("提交", "Submit"))
    issuer.state(("待审核", "Filed"))
    issuer.sees("17.5%")
    issuer.sees("≤ 30%")
    issuer.sees("≥ 6")
    issuer.shoot("equity-plan")
    officer.take(("股权激励方案", "Equity plan"))
    officer.move(("审核通过", "Clear"))
    officer.state(("审核通过", "Cleared"))
    officer.shoot("equity-cleared")
