"""Review in the browser: a sheet on a phone without a network, a panel, a report, an appeal."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import SLOW_MS, Person
from tests.journeys.walk import Walk

MARKING = "from tests.reviewing import two_sheets_in; two_sheets_in()"
PUBLIC = "from tests.reviewing import made_public; made_public()"
DAY, LATER = "2021-11-25", "2021-12-06"
PHONE = {"width": 360, "height": 740}
LINES = {"need": 90, "innovation": 86, "route": 84, "team": 82, "use": 88, "budget": 80}
VOTES = {
    "expert": "同意",
    "member_beijing": "同意",
    "member_dairy": "不同意",
    "member_hydrogen": "同意",
}


@pytest.fixture
def walk(told_site, new_context, screens: Path) -> Iterator[Walk]:
    """People on a site where two of three sheets are in. No script may break."""
    site = told_site(MARKING)
    site.on(DAY)
    walk = Walk(site, new_context, language="zh", screens=screens, folder=site.home)
    walk.shots = 800
    yield walk
    assert [f for f in walk.faults() if ": script" in f] == []  # the network was cut


def test_from_a_sheet_written_off_line_to_an_appeal(walk):
    mark_on_a_phone(walk["expert"])
    conclude(walk["officer"])
    hold_a_panel(walk)
    walk.site.told(PUBLIC)
    walk.site.on(LATER)
    appeal(walk)


def mark_on_a_phone(expert: Person) -> None:
    page = expert.page
    page.set_viewport_size(PHONE)
    expert.take(("评分表", "Mark sheet"))
    expert.follow(("看匿名申报书", "Read the anonymous copy"))
    expert.sees("双盲评审")
    assert "天骄" not in page.content()
    expert.shoot("anonymous-copy")
    page.go_back()
    expert.follow(("填写评分表", "Fill in the sheet"))
    line = page.locator("[data-save-line]")
    expect(line).to_contain_text("填写时自动保存", timeout=SLOW_MS)  # it has loaded
    expert.context.set_offline(True)
    for name, points in LINES.items():
        page.locator(f"#id-{name}").fill(str(points))
    page.locator("#id-comment").fill("断网时写下的总体意见，论证充分。")
    expect(line).to_contain_text("离线", timeout=SLOW_MS)
    expert.shoot("sheet-offline")
    expert.context.set_offline(False)
    expect(line).to_contain_text("已保存", timeout=SLOW_MS)
    expect(page.locator("[data-computed=total]")).to_have_text("85.80", timeout=SLOW_MS)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    expert.follow(("检查并交回", "Check and hand in"))
    expert.submit_move(("交回评分表", "Hand in the sheet"))
    expert.state(("已交回", "Handed in"))
    expert.follow(("打开本项目的讨论", "Open the discussion"))
    expert.sees("专家 2")
    expert.shoot("discussion")


def conclude(officer: Person) -> None:
    officer.take(("评审", "Review"))
    officer.follow(("评审进度", "Progress"))
    officer.sees("已交回 3 / 3 份")
    officer.shoot("progress")
    officer.page.go_back()
    officer.move(("汇总排序", "Conclude and rank"))


def hold_a_panel(walk: Walk) -> None:
    officer = walk["officer"]
    officer.follow(("组织会议评审", "Convene a panel"))
    form = officer.page.locator("main form.card")
    form.locator("#id_held_on").fill(DAY)
    form.locator("#id_place").fill("科技厅三楼会议室")
    for name in ("黄文博", "林牧之", "苏日娜", "周行远", "陆听澜"):
        form.get_by_label(name).check()
    form.locator("#id_chair").select_option(label="黄文博 · 研究员")
    officer.press(("组织会议评审", "Convene a panel"))
    officer.move(("开始投票", "Open the voting"))
    for username, choice in VOTES.items():
        member = walk[username]
        member.take(("投票", "Vote"))
        member.page.get_by_role("button", name=choice).first.click()
        member.sees("您的投票")
    chair = walk["expert"]
    chair.page.reload()
    chair.move(("结束投票并计票", "Close and count"), remarks="路线可行，同意推荐。")
    chair.sees("同意 3，不同意 1，弃权 0，回避 1")
    chair.move(("签署评审会纪要", "Sign the minutes"))
    chair.shoot("panel-minuted")


def appeal(walk: Walk) -> None:
    applicant = walk["head_rare"]
    applicant.open("/applications/")
    applicant.page.locator("tbody a").first.click()
    applicant.sees("评审意见反馈")
    applicant.shoot("report")
    applicant.follow(("提出申诉", "Appeal"))
    applicant.page.locator("#id_text").fill("申报书附件第三页疑未被阅看，请核查。")
    applicant.press(("提交申诉", "File the appeal"))
    applicant.sees("待受理")
    applicant.shoot("appeal")
    discipline = walk["discipline"]
    discipline.take(("评审申诉", "Appeal"))
    discipline.move(("受理", "Take it up"))
    discipline.state(("审查中", "Being examined"))
