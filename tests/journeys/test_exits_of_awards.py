"""Side exits before a contract: bids withdrawn or refused, awards lost, lists run dry."""

from tests.journeys.pages import Person, until

AWARDS, OBJECTIONS, BIDS = ("立项", "Award"), ("异议", "Objection"), ("申报书", "Application")
CHALLENGES = ("榜单", "Challenge")


def to_challenge(person: Person, title: str) -> None:
    person.open("/calls/challenges/")
    person.follow((title, title))


def test_a_bid_is_withdrawn_before_closing_and_nobody_learns_of_it(walked):
    story = walked(until("sealed"), day="2021-09-20")
    bidder = story["bidder2"]
    bidder.open("/applications/")
    bidder.page.locator("a.row-link").first.click()
    bidder.move(("撤回揭榜", "Withdraw"))
    bidder.state(("已撤回", "Withdrawn"))
    bidder.shoot("bid-withdrawn")

    officer = story["officer"]
    story.site.on("2021-10-09")
    for username, key in (("officer", "第一人"), ("officer2", "第二人")):
        person = story[username]
        to_challenge(person, story.title)
        person.move((f"开启揭榜书（{key}）", ""))
    officer.open("/applications/")
    assert officer.page.locator("a.row-link").count() == 1
    assert "北京燕山" not in officer.page.locator("main").inner_text()


def test_when_every_bid_is_refused_the_challenge_runs_dry_and_is_withdrawn(walked):
    story = walked(until("opened"), day="2021-10-11")
    officer = story["officer"]
    for _ in range(2):
        officer.open("/applications/")
        officer.page.locator("a.row-link", has_text="高矫顽力").first.click()
        if officer.page.locator(".state-tag", has_text="形审不通过").count():
            officer.open("/applications/")
            officer.page.locator("a.row-link", has_text="高矫顽力").last.click()
        officer.begin_move(("不予受理", "Refuse"))
        officer.page.locator("#id_reason").fill("未附承诺的检测记录。")
        officer.submit_move(("不予受理", "Refuse"))
        officer.state(("形审不通过", "Refused"))
    to_challenge(officer, story.title)
    officer.state(("流榜", "No bid"))
    officer.begin_move(("撤榜", "Withdraw"))
    officer.page.locator("#id_reason").fill("企业改为自行研发。")
    officer.submit_move(("撤榜", "Withdraw"))
    officer.state(("已撤榜", "Withdrawn"))
    officer.shoot("challenge-withdrawn")


def test_an_objection_upheld_annuls_the_award_and_the_next_bidder_is_chosen(walked):
    story = walked(until("publicity"), day="2021-11-25")
    objector, discipline, chair = story["bidder2"], story["discipline"], story["chair"]
    objector.open("/awards/")
    objector.follow((story.title, story.title))
    objector.follow(("提出异议", "Object"))
    objector.page.locator("#id_text").fill("样品检测报告的编号属于另一项目，附查询结果。")
    objector.press(("提交异议", "File the objection"))
    discipline.take(OBJECTIONS)
    discipline.begin_move(("异议成立", "Uphold"))
    discipline.page.locator("#id_reason").fill("检测机构书面确认编号不符。")
    discipline.submit_move(("异议成立", "Uphold"))
    discipline.state(("成立", "Upheld"))
    discipline.shoot("objection-upheld")
    chair.open("/awards/")
    chair.follow((story.title, story.title))
    chair.begin_move(("异议成立，撤销", "Annul: objection upheld"))
    chair.page.locator("#id_reason").fill("异议核查属实。")
    chair.submit_move(("异议成立，撤销", "Annul: objection upheld"))
    chair.state(("异议成立，撤销", "Annulled"))
    chair.shoot("award-annulled")
    officer = story["officer"]
    to_challenge(officer, story.title)
    officer.state(("未达成合作", "No agreement"))
    officer.move(("转下一名揭榜方", "Turn to the next bidder"))
    officer.state(("待发榜方选定", "For the issuer to choose"))

    public = story["bidder"]
    public.open("/objections/")
    public.sees("成立")
    assert "编号属于另一项目" not in public.page.locator("main").inner_text()
    public.shoot("objections-public")


def test_the_chair_rejects_and_the_challenge_is_free_again(walked):
    story = walked(until("chosen"), day="2021-11-10", language="en")
    chair, officer = story["chair"], story["officer"]
    chair.take(AWARDS)
    chair.begin_move(("不同意", "Reject"))
    chair.page.locator("#id_reason").fill("Price and targets do not fit.")
    chair.submit_move(("不同意", "Reject"))
    chair.state(("未通过", "Rejected"))
    chair.shoot("award-rejected")
    officer.open("/calls/challenges/")
    officer.page.locator("a.row-link").first.click()
    officer.state(("未达成合作", "No agreement"))
    officer.begin_move(("撤榜", "Withdraw"))
    officer.page.locator("#id_reason").fill("The issuer solves it alone.")
    officer.submit_move(("撤榜", "Withdraw"))
    officer.state(("已撤榜", "Withdrawn"))
