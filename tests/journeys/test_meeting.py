"""The deciding meeting: planned by an officer, decided by the chair, its minutes signed."""

from tests.journeys.pages import until
from xingmeng.demo import cast

MEETING = ("厅务会", "Deciding meeting")
PLAN = ("筹备会议", "Plan a meeting")


def test_a_meeting_decides_what_waits_and_signs_its_minutes(walked):
    walk = walked(until("chosen"), day="2021-11-15")
    officer, chair = walk["officer"], walk["chair"]
    officer.take(("列入厅务会议程", "Put on the agenda of a meeting"))
    officer.sees("还没有列入厅务会议程")
    officer.follow(PLAN)
    for name, value in (("held_on", "2021-11-22"), ("place", "301 会议室"), ("chair", "白音")):
        officer.page.locator(f"#id_{name}").fill(value)
    officer.press(("筹备，列入议题", "Plan it, then its agenda"))
    officer.follow(("编排议程", "Arrange the agenda"))
    officer.press(("全部列入议程", "Put all of them on it"))
    officer.page.locator("input[name^=presenter-]").fill("高新处")
    officer.shoot("meeting-agenda")
    officer.press(("保存议程", "Save the agenda"))
    officer.move(("确定议程", "Fix the agenda"))
    officer.state(("议程已定", "Agenda fixed"))

    walk.site.on("2021-11-22")
    chair.take(("逐项议定", "Decide item by item"))
    chair.follow(("开始议定", "Decide"))
    chair.page.get_by_label("同意立项", exact=True).check()
    chair.page.locator("#id_password").fill(cast.PASSWORD)
    chair.shoot("meeting-decide")
    chair.press(("全部议决", "Decide all"))
    chair.state(("已议决，待拟纪要", "Held"))
    chair.sees("内科纪要〔2021〕1号")

    officer.take(MEETING)
    officer.move(("拟定纪要", "Draft the minutes"), attendees="厅党组成员", shot="minutes")
    chair.take(MEETING)
    chair.move(("签发纪要", "Sign the minutes"), shot="minutes-sign")
    chair.state(("纪要已签发", "Minutes signed"))
    chair.shoot("meeting-approved")
    officer.open(walk.site.addressed("/awards/<award:1>/"))
    officer.state(("待公示", "Decided"))
    officer.sees("第 1 项议题")
