"""Side exits in the browser: nobody bids, so it is relisted; no agreement, the next bidder."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import award, walk
from tests.journeys.walk import FIRST_KEY, SECOND_KEY, Walk

CHALLENGES = ("榜单", "Challenge")


def test_no_bid_is_listed_again_and_no_agreement_goes_to_the_next(
    new_site, new_context, screens: Path
):
    site = new_site()
    story = Walk(site, new_context, language="zh", screens=screens, folder=site.home)
    story.shots = 500  # beside the main thread's pictures
    walk.money(story)
    walk.need(story)
    walk.call(story)

    _nobody_bids(story)
    _listed_again(story)
    walk.bid(story, "bidder")
    walk.bid(story, "bidder2")
    site.on("2021-12-20")
    _open(story)
    walk.screening(story)
    walk.review(story)
    walk.choose(story, "上海临港", sum_wan="1900")
    award.decide(story)
    award.confirm(story, "2021-12-28")
    _no_agreement(story)
    walk.choose(story, "北京燕山", sum_wan="1850")
    award.decide(story)
    award.confirm(story, "2022-01-06")
    story["bidder2"].open("/awards/contracts/")
    story["bidder2"].page.locator("a.row-link").first.click()
    story["bidder2"].state(("待签军令状", "For the leader's pledge"))

    assert story.faults() == []


def _open(story: Walk) -> None:
    for username, key in (("officer", FIRST_KEY), ("officer2", SECOND_KEY)):
        story[username].take(CHALLENGES)
        story[username].move(key)


def _nobody_bids(story: Walk) -> None:
    story.site.on("2021-10-09")
    _open(story)
    story["officer2"].state(("流榜", "No bid"))
    story["officer2"].shoot("no-bid")


def _listed_again(story: Walk) -> None:
    """The officer relists; the copy stands in a new draft call, is dated and published."""
    officer = story["officer"]
    officer.open("/calls/challenges/")
    officer.follow((story.title, story.title))
    officer.move(("重新发榜", "List again"))
    officer.state(("已重新发榜", "Relisted"))
    officer.shoot("relisted")
    officer.open("/calls/")
    officer.page.get_by_role("link", name=re.compile("重新发榜")).click()
    officer.follow(("修改批次", "Change the call"))
    officer.page.locator("#id_closes_at").fill("2021-12-15T17:00")
    officer.press(("保存草稿", "Save the draft"))
    officer.move(("发布", "Publish"))
    officer.state(("受理中", "Open"))
    expect(officer.page.locator("main")).to_contain_text("揭榜中")
    officer.shoot("relisted-call")


def _no_agreement(story: Walk) -> None:
    """The chosen bidder does not sign; the challenge goes on to the next in rank."""
    officer = story["officer"]
    officer.open("/awards/")
    officer.follow((story.title, story.title))
    officer.begin_move(("未达成合作", "No agreement reached"))
    officer.page.locator("#id_reason").fill("双方未就知识产权达成一致。")
    officer.submit_move(("未达成合作", "No agreement reached"))
    officer.state(("未达成合作", "No agreement"))
    officer.shoot("no-agreement")
    officer.open("/calls/challenges/")
    officer.page.locator("a.row-link").first.click()
    officer.move(("转下一名揭榜方", "Turn to the next bidder"))
    officer.state(("待发榜方选定", "For the issuer to choose"))
    officer.shoot("next-bidder")
