"""The thread of the open challenge, chapter by chapter, as people walk it in the browser."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from tests.journeys import story
from tests.journeys.pages import SLOW_MS, Person
from tests.journeys.site import Site
from xingmeng import instruments
from xingmeng.stages.exchange.rules import REFINED

CHALLENGE = instruments.get("open_challenge")
NEEDS, BIDS = ("技术需求", "Technical need"), ("申报书", "Application")
CONTRACTS, SHEETS = ("任务书", "Contract"), ("评分表", "Mark sheet")
FIRST_KEY = ("开启揭榜书（第一人）", "Open the bids: first key")
SECOND_KEY = ("开启揭榜书（第二人）", "Open the bids: second key")
EXPERTS = ("expert", "expert2", "expert3")


class Walk:
    """One site, one language, and everybody who takes part; people come in when called."""

    def __init__(
        self,
        site: Site,
        new_context: Callable[..., BrowserContext],
        *,
        language: str,
        screens: Path,
        folder: Path,
    ) -> None:
        self.site, self.language, self.folder = site, language, folder
        self.new_context, self.screens = new_context, screens
        self.people: dict[str, Person] = {}
        self.shots = 0
        self.title = story.REFINED[language]["refined_title"]

    def __getitem__(self, username: str) -> Person:
        if username not in self.people:
            self.people[username] = Person(
                self.new_context,
                self.site,
                username=username,
                language=self.language,
                shots=self._shot,
            )
        return self.people[username]

    def _shot(self, name: str) -> Path:
        self.shots += 1
        return self.screens / f"{self.language}-{self.shots:03d}-{name}.png"

    def faults(self) -> list[str]:
        return [f"{name}: {f}" for name, one in self.people.items() for f in one.faults]


# --- money, need, call ----------------------------------------------------------------------


def money(walk: Walk) -> None:
    walk.site.on("2021-03-10")
    officer, finance = walk["officer"], walk["finance"]
    officer.open("/funds/appropriations/", shot="appropriations")
    officer.follow(("提出预算", "Propose"))
    for name, value in story.APPROPRIATION.items():
        officer.page.locator(f"#id_{name}").fill(value)
    officer.shoot("propose")
    officer.press(("提交财务下达", "Send to finance"))
    officer.state(("待下达", "Proposed"))
    finance.take(("专项资金", "Appropriation"))
    finance.move(("下达预算", "Open the appropriation"), shot="open-appropriation")
    finance.state(("可用", "Open"))


def need(walk: Walk) -> None:
    walk.site.on("2021-07-05")
    issuer, bureau, officer = walk["issuer"], walk["bureau"], walk["officer"]
    issuer.open("/desk/")
    issuer.follow(("提出技术需求", "State a need"))
    issuer.shoot("need-begin")
    issuer.press(("开始填写", "Begin"))
    issuer.page.get_by_role("radio").first.check()  # open: nothing is typed before that
    issuer.press(("开始填写", "Begin"))
    said = {k: v for k, v in story.NEED[walk.language].items() if k != "secrecy"}
    issuer.answer_and_wait(CHALLENGE.forms["need"], said)
    issuer.shoot("need-form")
    issuer.page.reload()  # what was typed is there again
    expect(issuer.page.locator("#id-title")).to_have_value(story.NEED[walk.language]["title"])
    issuer.follow(("检查并提交", "Check and submit"))
    issuer.shoot("need-submit")
    issuer.submit_move(("提交需求", "Submit the need"))
    issuer.state(("待盟市推荐", "At the bureau"))
    issuer.shoot("need-submitted")
    bureau.take(NEEDS)
    bureau.shoot("need-at-bureau")
    bureau.move(("推荐", "Recommend"), opinion="需求真实，建议发榜。", shot="need-endorse")
    officer.take(NEEDS)
    officer.begin_move(("提出凝练稿", "Refine"))
    officer.answer(REFINED, story.REFINED[walk.language])
    officer.shoot("need-refine")
    officer.submit_move(("提出凝练稿", "Refine"))
    officer.state(("待企业确认", "For the enterprise"))
    issuer.take(NEEDS)
    issuer.sees(walk.title)
    issuer.shoot("need-refined")
    issuer.move(("确认凝练稿", "Confirm"))
    issuer.state(("可发榜", "Ready to list"))


def call(walk: Walk) -> None:
    walk.site.on("2021-09-03")
    officer = walk["officer"]
    officer.open("/desk/", shot="desk")
    officer.follow(("草拟申报批次", "Draft a call"))
    for name, value in story.CALL.items():
        officer.page.locator(f"#id_{name}").fill(value)
    officer.page.locator("#id_appropriation").select_option(index=1)
    officer.shoot("call-draft")
    officer.press(("保存草稿", "Save the draft"))
    officer.shoot("call-drafted")
    name = officer.say(("列入榜单", "Add"))
    officer.page.get_by_role("button", name=re.compile(name)).click()
    officer.sees(walk.title)
    officer.move(("发布", "Publish"), shot="call-publish")
    officer.state(("受理中", "Open"))
    officer.shoot("call-published")


# --- bids -----------------------------------------------------------------------------------


def bid(walk: Walk, username: str) -> str:
    """One unit's bid from the public list to the signed receipt; returns its address."""
    person = walk[username]
    person.open("/calls/challenges/", shot="challenges")
    person.follow((walk.title, walk.title))
    person.shoot("challenge")
    person.follow(("我要揭榜", "Bid"))
    person.press(("开始填写", "Begin"))
    person.page.get_by_role("radio").first.check()  # open: nothing is typed before that
    person.press(("开始填写", "Begin"))
    given = {k: v for k, v in story.BIDS[walk.language][username].items() if k != "secrecy"}
    given["proposal"] = story.pdf(walk.folder / "proposal.pdf", "方案说明书")
    person.answer_and_wait(CHALLENGE.forms["application"], given)
    person.shoot("bid-form")
    person.follow(("检查并提交", "Check and submit"))
    person.shoot("bid-submit")
    person.submit_move(("提交揭榜书", "Submit the bid"))
    person.state(("已密封", "Sealed"))
    person.shoot("bid-sealed")
    return person.page.url


def bids(walk: Walk) -> None:
    walk.site.on("2021-09-13")
    address = bid(walk, "bidder")
    bid(walk, "bidder2")
    bidder = walk["bidder"]
    bidder.open(address)
    bidder.move(("取回修改", "Take back to edit"))
    bidder.state(("填写中", "Draft"))
    bidder.move(("提交揭榜书", "Submit the bid"))
    bidder.state(("已密封", "Sealed"))
    _receipts(walk, bidder)
    _nobody_reads(walk, address)


def _receipts(walk: Walk, bidder: Person) -> None:
    """Both receipts are downloaded and hold, on the command line and on the public page."""
    links = bidder.page.locator("section[aria-labelledby=receipts] a[download]")
    expect(links).to_have_count(2)
    files = [bidder.download(links.nth(n), walk.folder / f"receipt-{n}.json") for n in range(2)]
    bidder.follow(("核验回执", "Check a receipt"))
    key = bidder.page.get_by_role("link", name=bidder.say(("下载公钥", "Public key")))
    pem = bidder.download(key, walk.folder / "key.pem")
    for file in files:
        done = walk.site.command("receipt", "verify", str(file), "--key", str(pem), "--json")
        assert json.loads(done.stdout)["valid"] is True
    bidder.page.locator("#receipt-file").set_input_files(files[0])
    bidder.press(("核验", "Check"))
    bidder.sees(bidder.say(("回执有效", "The receipt is valid")))
    bidder.shoot("receipt")


def _nobody_reads(walk: Walk, address: str) -> None:
    """Before the closing time the officer neither sees a bid nor turns a key."""
    officer = walk["officer"]
    officer.open("/applications/", shot="bids-before-closing")
    officer.sees(officer.say(("这里还没有申报书。", "No applications here yet.")))
    officer.open(address)
    officer.sees(officer.say(("找不到这一页", "No such page")))
    officer.open("/calls/challenges/")
    officer.follow((walk.title, walk.title))
    expect(officer.page.locator("h1")).to_contain_text(walk.title)
    expect(officer.page.locator("main")).not_to_contain_text(story.UNITS["bidder"])
    early = ("未到，不能开启", "Not before the closing time")
    officer.cannot("challenge", "turn_first_key", FIRST_KEY, why=early)
    officer.shoot("key-too-early")


def opening(walk: Walk) -> None:
    """Two officers turn the keys; the first alone opens nothing, nor turns the second."""
    walk.site.on("2021-10-09")
    officer, second = walk["officer"], walk["officer2"]
    officer.take(("榜单", "Challenge"))
    officer.move(FIRST_KEY, shot="first-key")
    alone = ("须由另一位工作人员", "another person must")
    officer.cannot("challenge", "turn_second_key", SECOND_KEY, why=alone)
    second.take(("榜单", "Challenge"))
    second.move(SECOND_KEY, shot="second-key")
    second.sees(story.UNITS["bidder2"])
    second.shoot("bids-opened")


# --- screening and review ---------------------------------------------------------------------


def screening(walk: Walk) -> None:
    bureau, officer = walk["bureau"], walk["officer"]
    for _ in range(bureau.waits(BIDS)):
        bureau.take(BIDS)
        bureau.move(("形式审查通过并推荐", "Pass and recommend"), opinion="材料齐全。")
    bureau.shoot("bid-recommended")
    for _ in range(officer.waits(BIDS)):
        officer.take(BIDS)
        officer.move(("受理", "Admit"))
    officer.shoot("bid-admitted")


def ask_experts(officer: Person) -> None:
    """Find the three experts by name and ask them about each candidate of the round shown."""
    links = officer.page.locator("main .card-footer a[href*='/candidates/']")
    expect(links.first).to_be_visible()
    places = [links.nth(n).get_attribute("href") for n in range(links.count())]
    for place in places:
        for name in ("黄文博", "罗晓岚", "邵一鸣"):
            officer.open(f"{place}?q={name}")
            officer.page.locator("main li", has_text=name).get_by_role("button").click()
            expect(officer.page.locator("main li", has_text=name).first).to_be_visible()
            expect(officer.page.locator(".move-buttons")).to_be_visible()


def review(walk: Walk) -> None:
    officer = walk["officer"]
    officer.open("/calls/challenges/")
    officer.follow((walk.title, walk.title))
    officer.press(("组织评审", "Open the review"))
    officer.shoot("round-opened")
    ask_experts(officer)
    officer.move(("开始评分", "Start marking"))
    officer.shoot("round-marking")
    for expert in EXPERTS:
        _mark_all(walk, expert, (("92", "90", "88", "80"), ("80", "84", "86", "76")))
    _mark_all(walk, "issuer", (("90",), ("75",)))
    officer.take(("评审", "Review"))
    officer.move(("汇总排序", "Conclude and rank"))
    officer.sees(officer.say(("第 1 名", "No. 1")))
    officer.shoot("round-concluded")


def _mark_all(walk: Walk, username: str, points: tuple[tuple[str, ...], ...]) -> None:
    person = walk[username]
    for unit, given in zip(story.UNITS.values(), points, strict=True):
        person.take(SHEETS, unit)
        accept = ("接受并声明无需回避", "Accept, no conflict")
        person.move(accept, no_conflict=True)
        person.shoot("sheet")
        fill_sheet(person, given, "逐项应答，路线可行。")
        person.state(("已交回", "Handed in"))
    person.shoot("sheet-handed-in")


def fill_sheet(person: Person, points: tuple[str, ...], why: str) -> None:
    """Fill in an accepted sheet on its form, and hand it in; one mark stands for all."""
    person.follow(("填写评分表", "Fill in the sheet"))
    boxes = person.page.locator(".field-integer input:not([type=hidden])")
    expect(boxes.first).to_be_visible()
    given = points * boxes.count() if len(points) == 1 else points
    expect(boxes).to_have_count(len(given))
    for number, value in enumerate(given):
        boxes.nth(number).fill(value)
    person.fill(("总体意见", "Overall reasons"), why)
    person.press(("保存", "Save"))
    line = person.page.locator("[data-save-line]")
    expect(line).to_contain_text(person.say(("已保存", "Saved")), timeout=SLOW_MS)
    person.follow(("检查并交回", "Check and hand in"))
    person.submit_move(("交回评分表", "Hand in the sheet"))
    done = person.page.locator(".message-success")
    expect(done).to_contain_text(person.say(("交回评分表", "Hand in the sheet")))


def choose(walk: Walk, unit: str, *, sum_wan: str) -> None:
    """The issuer opens the challenge, reads a bid and chooses it."""
    issuer = walk["issuer"]
    issuer.open("/calls/challenges/")
    issuer.follow((walk.title, walk.title))
    issuer.shoot("challenge-ranked")
    issuer.page.get_by_role("link", name=re.compile(unit)).click()
    issuer.shoot("bid-ranked")
    issuer.follow(("选定并提请立项", "Choose"))
    issuer.page.locator("#id_agreed_wan").fill(sum_wan)
    issuer.page.locator("#id_reason").fill("指标应答完整，路线可在我方中试线实施。")
    issuer.shoot("choose")
    issuer.press(("选定并提请立项", "Choose"))
    issuer.state(("待厅务会决定", "For decision"))
    issuer.page.wait_for_load_state(timeout=SLOW_MS)
