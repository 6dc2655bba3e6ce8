"""The second half of the thread: decision, publicity, contract, payments, outcome, income."""

import re
from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys import story
from tests.journeys.pages import Person, Words
from tests.journeys.walk import CONTRACTS, Walk
from xingmeng.demo import cast
from xingmeng.stages.outcomes import rules as outcomes
from xingmeng.stages.outcomes.rules import income as income_rules

CONFIRM = ("公示无异议，确认立项", "Confirm after publicity")
PAYMENTS, MILESTONES = ("拨付", "Payment"), ("里程碑", "Milestone")


def decide(walk: Walk) -> None:
    chair, officer = walk["chair"], walk["officer"]
    chair.take(("立项", "Award"))
    chair.shoot("award-for-decision")
    number = "厅务会纪要〔2021〕演示 21 号"
    chair.move(("同意立项", "Approve"), document_number=number, shot="award-decide")
    officer.take(("立项", "Award"))
    officer.move(("开始公示", "Publish for objection"))
    officer.state(("公示中", "In publicity"))
    officer.shoot("award-publicity")


def object_and_refuse(walk: Walk) -> None:
    """The other bidder objects; nothing is confirmed while that is open; it is refused."""
    objector, discipline, officer = walk["bidder2"], walk["discipline"], walk["officer"]
    objector.open("/awards/", shot="awards")
    objector.follow((walk.title, walk.title))
    objector.follow(("提出异议", "Object"))
    objector.page.locator("#id_text").fill("对方样品数据来自其他项目。")
    objector.shoot("object")
    objector.press(("提交异议", "File the objection"))
    objector.state(("待核查", "To be examined"))
    officer.open("/awards/")
    officer.follow((walk.title, walk.title))
    officer.cannot("award", "confirm", CONFIRM, why=("公示期到", "Publicity runs until"))
    officer.sees(officer.say(("还有异议未核查完毕", "still being examined")))
    officer.shoot("confirm-too-early")
    discipline.take(("异议", "Objection"))
    discipline.begin_move(("异议不成立", "Refuse"))
    discipline.page.locator("#id_reason").fill("原始记录经核对属实。")
    discipline.shoot("objection-refuse")
    discipline.submit_move(("异议不成立", "Refuse"))
    discipline.state(("不成立", "Refused"))


def confirm(walk: Walk, day: str) -> None:
    walk.site.on(day)
    officer = walk["officer"]
    officer.take(("立项", "Award"))
    officer.move(CONFIRM)
    officer.state(("已立项", "Confirmed"))
    officer.shoot("award-confirmed")


PLEDGE = ("签署军令状", "Sign the pledge")
BOTH = ("签署任务书和军令状", "Sign contract and pledge")
SIGN, LAST = ("签署任务书", "Sign the contract"), ("签署生效", "Sign, in force")


def sign(walk: Walk, bidder: str) -> None:
    """The leader pledges; agents sign once their heads have let them; then the paper opens."""
    _signs(walk["shen"], PLEDGE, ("待揭榜方签署", "For the bidder to sign"))
    _without_authority(walk[bidder])
    _lets_sign(walk["shen"], bidder, "上海临港", "沪临材授〔2021〕1号")
    _signs(walk[bidder], BOTH, ("待发榜方签署", "For the issuer to sign"))
    _lets_sign(walk["batel"], "issuer", "包头市天骄", "天骄授〔2021〕1号")
    _signs(walk["issuer"], SIGN, ("待科技厅签署", "For the department"))
    _signs(walk["officer"], LAST, ("执行中", "In force"))
    walk["officer"].shoot("contract-in-force")
    _check(walk[bidder], _contract_pdf(walk[bidder]))


def _signs(person: Person, words: Words, state: Words) -> None:
    person.take(CONTRACTS)
    person.shoot("contract")
    person.move(words, shot="contract-sign")
    person.state(state)


def _without_authority(person: Person) -> None:
    """The page of the signing says what is missing and who can give it."""
    person.take(CONTRACTS)
    person.begin_move(BOTH)
    person.sees(person.say(("您没有代表", "You have no authority to sign")))
    person.shoot("no-authority")


def _lets_sign(head: Person, agent: str, unit: str, number: str) -> None:
    head.open("/organisations/?q=" + unit)
    head.page.locator("a.row-link").first.click()
    head.follow(("出具授权委托书", "Authorise somebody to sign"))
    until = {"from_on": head.site.day, "until_on": "2024-12-31"}
    for name, value in {"username": agent, "document_number": number, **until}.items():
        head.page.locator(f"#id_{name}").fill(value)
    head.shoot("mandate")
    head.press(("授权", "Authorise"))
    head.sees(number)
    head.shoot("mandate-given")


def _contract_pdf(person: Person) -> str:
    """The paper opens with every signature; returns its code as printed."""
    person.open("/awards/contracts/", shot="contracts")
    person.page.locator("a.row-link").first.click()
    link = person.page.locator("section.panel a[href$='.pdf']").first
    answer = person.context.request.get(f"{person.site.url}{link.get_attribute('href')}")
    assert answer.headers["content-type"] == "application/pdf"
    pages = PdfReader(BytesIO(answer.body())).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    wanted = ("军令状", "揭榜挂帅", "甲方", story.UNITS["bidder"], "沈嘉禾", "授权代理人")
    for words in wanted:
        assert words in text
    return re.findall(r"验证码([A-Z2-7]{4}(?:-[A-Z2-7]{4}){5})", text)[0]


def _check(person: Person, code: str) -> None:
    """Anybody checks the code on the public page."""
    person.open("/verify/")
    person.page.locator("#code").fill(code)
    person.press(("核验", "Check"))
    person.sees(person.say(("核验通过", "Genuine")))
    person.sees("沈嘉禾")
    person.shoot("verified")


def milestone(walk: Walk, name: str, *, day: str) -> None:
    """The bidder reports with evidence, the officer inspects, finance pays."""
    walk.site.on(day)
    bidder, officer = walk["bidder"], walk["officer"]
    bidder.take(MILESTONES, name)
    evidence = story.pdf(walk.folder / "evidence.pdf", "检测报告")
    bidder.page.locator("#evidence-file").set_input_files(evidence)
    bidder.press(("上传", "Upload"))
    bidder.sees("evidence.pdf")
    report = ("提交里程碑报告", "Report")
    bidder.move(report, summary="首批样品达到考核内容。", shot="milestone-report")
    bidder.state(("待核查", "To be inspected"))
    bidder.shoot("milestone-reported")
    officer.take(MILESTONES)
    officer.move(("核查通过", "Pass"), opinion="佐证与现场核查一致。", shot="milestone-pass")
    officer.state(("已通过", "Passed"))
    pay(walk)


def pay(walk: Walk) -> None:
    finance = walk["finance"]
    finance.take(PAYMENTS)
    finance.shoot("payment")
    finance.move(("支付", "Pay"), slip_number="GK00000001", shot="payment-pay")
    finance.state(("已支付", "Paid"))


def acceptance(walk: Walk) -> None:
    walk.site.on("2023-11-10")
    bidder, issuer, officer = walk["bidder"], walk["issuer"], walk["officer"]
    bidder.open("/awards/contracts/")
    bidder.page.locator("a.row-link").first.click()
    bidder.shoot("contract-with-milestones")
    bidder.follow(("申请验收", "Request acceptance"))
    bidder.page.locator("#id_summary").fill("连续 30 批完成，指标全部达到。")
    bidder.shoot("acceptance-request")
    bidder.press(("提交申请", "Send the request"))
    bidder.state(("待用户意见", "For the user's opinion"))
    issuer.take(("验收", "Acceptance"))
    issuer.shoot("acceptance")
    met = issuer.say(("全部达到", "All met"))
    opinion = ("填写用户意见", "Give the user's opinion")
    issuer.move(opinion, results="30 批 300 件全部达标。", verdict=met, shot="opinion")
    officer.take(("验收", "Acceptance"))
    officer.move(("通过验收", "Accept"), opinion="同意通过验收。", shot="accept")
    officer.state(("通过验收", "Accepted"))
    officer.shoot("accepted")
    pay(walk)


def outcome(walk: Walk) -> None:
    walk.site.on("2023-12-20")
    bidder, officer = walk["bidder"], walk["officer"]
    bidder.open("/awards/contracts/")
    bidder.page.locator("a.row-link").first.click()
    bidder.follow(("登记成果", "File an outcome"))
    bidder.answer(outcomes.OUTCOME_FORM, story.said(story.OUTCOME, walk.language))
    bidder.shoot("outcome-form")
    bidder.press(("提交", "Submit"))
    bidder.state(("待登记", "Filed"))
    evidence = story.pdf(walk.folder / "proof.pdf", "实测报告")
    bidder.page.locator("#evidence-file").set_input_files(evidence)
    bidder.page.locator("#evidence-file ~ button").click()
    bidder.sees("proof.pdf")
    officer.take(("科技成果", "Outcome"))
    officer.move(("登记成果", "Register"))
    officer.state(("已登记", "Registered"))
    officer.shoot("outcome")


def sale(walk: Walk, key: str = "magnet") -> None:
    walk.site.on("2024-01-15")
    bidder, officer = walk["bidder"], walk["officer"]
    buyer = next(unit for unit in cast.UNITS if unit.key == key)
    bidder.open("/outcomes/", shot="outcomes")
    bidder.page.locator("a.row-link").first.click()
    bidder.follow(("申请技术合同登记", "File a technology contract"))
    given = {**story.said(story.SALE, walk.language), "buyer": buyer.credit_code}
    bidder.answer(outcomes.TECHNOLOGY_CONTRACT_FORM, given)
    bidder.shoot("sale-form")
    bidder.press(("提交", "Submit"))
    bidder.state(("待认定登记", "Filed"))
    officer.take(("技术合同", "Technology contract"))
    number = "演示2024150000001"
    officer.move(("认定登记", "Register"), registration_number=number, shot="sale-register")
    officer.state(("已登记", "Registered"))


def income(walk: Walk) -> None:
    """Income is stated, shown inside the unit for fifteen days, then shared."""
    walk.site.on("2024-05-06")
    bidder = walk["bidder"]
    bidder.open("/outcomes/")
    bidder.page.locator("a.row-link").first.click()
    bidder.follow((story.SALE["title"][walk.language],) * 2)
    bidder.follow(("登记转化收入并分配", "State income and shares"))
    bidder.answer(income_rules.INCOME_FORM, story.INCOME)
    bidder.shoot("income-form")
    bidder.press(("提交", "Submit"))
    bidder.state(("单位内公示", "In publicity"))
    bidder.shoot("income-publicity")
    share = ("确认分配", "Confirm the shares")
    bidder.cannot("income", "share", share, why=("公示期到", "Publicity runs until"))
    walk.site.on("2024-05-22")
    bidder.take(("转化收益", "Income"))
    bidder.move(share, shot="income-share")
    bidder.state(("已分配", "Shared"))
    bidder.sees("沈嘉禾")
    bidder.shoot("income-shared")


def figure(walk: Walk) -> None:
    """The leader's board: what was paid opens down to the payment and its contract."""
    walk.site.on("2024-06-30")
    leader = walk["leader"]
    leader.open("/board/", shot="board")
    card = leader.page.locator(".figure-card", has_text=leader.say(("已拨付", "Support paid")))
    shown = card.locator(".figure-value").inner_text()
    assert any(digit in "123456789" for digit in shown)
    card.locator("a.figure-value").click()
    expect(leader.page.locator("h1")).to_have_text(leader.say(("已拨付", "Support paid")))
    expect(leader.page.locator("a.row-link")).to_have_count(3)
    leader.shoot("figure")
    leader.page.locator("a.row-link").first.click()
    leader.state(("已支付", "Paid"))
    leader.sees(leader.say(("授权上限", "Authorised")))
    leader.shoot("figure-record")
