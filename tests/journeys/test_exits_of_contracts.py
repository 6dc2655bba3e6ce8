"""Side exits after the contract: mending, failing, recovery, honest failure, the late one."""

import re

from playwright.sync_api import expect

from tests.journeys import story
from tests.journeys.pages import Person, until
from tests.journeys.walk import CONTRACTS, Walk

MILESTONES, ACCEPTANCE = ("里程碑", "Milestone"), ("验收", "Acceptance")
FAIL, REPORT = ("不通过", "Fail"), ("提交里程碑报告", "Report")
BACK = ("要求整改", "Ask to mend")
RECOVERIES = ("资金追回", "Recovery")


def because(person: Person, label: tuple[str, str], reason: str, **given) -> None:
    """A step that asks for a reason."""
    person.begin_move(label)
    person.page.locator("#id_reason").fill(reason)
    for name, value in given.items():
        person._fill_move(name, value)
    person.submit_move(label)


def to_contract(walk: Walk, username: str) -> Person:
    person = walk[username]
    person.open("/awards/contracts/")
    person.page.locator("a.row-link").first.click()
    return person


def demand_back(walk: Walk, *, wan: str) -> None:
    """The officer demands money back, finance confirms the return."""
    officer = to_contract(walk, "officer")
    officer.state(("已终止", "Ended"))
    officer.follow(("追回资金", "Demand money back"))
    officer.page.locator("#id_amount_wan").fill(wan)
    officer.page.locator("#id_grounds").fill("启动经费结余，附专项审计。")
    officer.shoot("recovery-demand")
    officer.press(("发出追回通知", "Send the demand"))
    officer.state(("待退回", "Demanded back"))
    finance = walk["finance"]
    finance.take(RECOVERIES)
    finance.move(("确认到账", "Confirm the return"), slip_number="TH00000001", shot="recovery")
    finance.state(("已追回", "Returned"))


def test_a_report_is_sent_back_mended_and_passed(walked):
    walk = walked(until("reported"), day="2022-02-28")
    officer, bidder = walk["officer"], walk["bidder"]
    officer.take(MILESTONES)
    because(officer, BACK, "缺扩散炉检定证书，请补充后再报。")
    officer.state(("整改中", "To be mended"))
    bidder.take(MILESTONES)
    bidder.sees("缺扩散炉检定证书")
    paper = story.pdf(walk.folder / "certificate.pdf", "检定证书")
    bidder.page.locator("#evidence-file").set_input_files(paper)
    bidder.press(("上传", "Upload"))
    bidder.move(REPORT, summary="已补充检定证书。")
    bidder.shoot("milestone-mended")
    officer.take(MILESTONES)
    officer.move(("核查通过", "Pass"), opinion="补充材料符合要求。")
    officer.state(("已通过", "Passed"))


def test_a_failed_milestone_stops_the_project_and_money_is_recovered(walked):
    walk = walked(until("reported2"), day="2022-12-18")
    officer, discipline = walk["officer"], walk["discipline"]
    officer.take(MILESTONES)
    because(officer, FAIL, "样品来自外购，与任务书不符。")
    officer.state(("未通过", "Failed"))
    officer.shoot("milestone-failed")
    demand_back(walk, wan="100")
    contract = to_contract(walk, "discipline")
    contract.page.locator("a", has_text=re.compile("诚信")).first.click()
    discipline.page.locator("#id_decision_number").fill("内科诚字〔2022〕演示 1 号")
    discipline.page.locator("#id_from_on").fill("2022-12-18")
    discipline.page.locator("#id_until_on").fill("2025-12-17")
    discipline.page.locator("#id_grounds").fill("以外购样品充作研发成果。")
    discipline.shoot("integrity")
    discipline.page.locator("form.card button[type=submit]").click()
    discipline.sees("内科诚字〔2022〕演示 1 号")


def test_who_never_reports_is_ended_once_it_is_late(walked):
    walk = walked(until("paid"), day="2022-12-19", language="en")
    officer = to_contract(walk, "officer")
    officer.page.locator("a", has_text="中试线改造").first.click()
    late = ("", "Not before")
    officer.cannot("milestone", "fail", FAIL, why=late)
    walk.site.on("2023-01-20")
    officer.open("/board/")
    officer.sees("Milestones not reported in time")
    officer = to_contract(walk, "officer")
    officer.page.locator("a", has_text="中试线改造").first.click()
    because(officer, FAIL, "Two reminders, no report.")
    officer.state(("未通过", "Failed"))
    to_contract(walk, "officer").state(("已终止", "Ended"))


def test_an_honest_failure_is_exempted_with_its_record(walked):
    walk = walked(until("requested"), day="2023-11-24")
    issuer, chair = walk["issuer"], walk["chair"]
    issuer.take(ACCEPTANCE)
    partly = issuer.say(("部分达到", "Partly met"))
    opinion = ("填写用户意见", "Give the user's opinion")
    issuer.move(opinion, results="矫顽力 19.2，未到 20。", verdict=partly)
    chair.take(ACCEPTANCE)
    because(
        chair,
        ("尽职免责结题", "Close as honest failure"),
        "三条路线均有完整原始记录。",
        records_kept=True,
        money_rightly_used=True,
        opinion="按任务书试验三条路线，低温扩散受装备所限，数据有价值。",
    )
    chair.state(("未达标，尽职免责", "Honest failure"))
    chair.shoot("exempted")
    contract = to_contract(walk, "officer")
    contract.state(("已终止", "Ended"))
    expect(contract.page.locator("main")).to_contain_text("尽职免责")


def test_a_refused_acceptance_is_liable_and_pays_back(walked):
    walk = walked(until("requested"), day="2023-11-24", language="en")
    issuer, officer = walk["issuer"], walk["officer"]
    issuer.take(ACCEPTANCE)
    unmet = ("填写用户意见", "Give the user's opinion")
    issuer.move(unmet, results="No target reached.", verdict="Not met")
    officer.take(ACCEPTANCE)
    because(officer, ("不通过", "Refuse"), "Records are missing for two of three routes.")
    officer.state(("未通过", "Failed"))
    demand_back(walk, wan="250.5")
    bidder = to_contract(walk, "issuer")
    bidder.sees("Returned")


def test_signatures_wait_for_authority_and_a_contract_is_given_up(walked):
    """An agent without authority is told how to get it; no agreement voids the draft."""
    walk = walked(until("leader_signed"), day="2022-01-08")
    bidder2, officer = walk["bidder2"], walk["officer"]
    bidder2.open("/awards/contracts/")
    assert bidder2.page.locator("a.row-link").count() == 0
    officer.open("/awards/")
    officer.follow((walk.title, walk.title))
    because(officer, ("未达成合作", "No agreement reached"), "双方未就知识产权达成一致。")
    officer.state(("未达成合作", "No agreement"))
    bidder = walk["bidder"]
    bidder.open("/desk/")
    assert bidder.waits(CONTRACTS) == 0
    to_contract(walk, "officer").state(("未生效", "Void"))
