"""A horse race in the browser: compared at the checkpoint, one second stage, or called off."""

from tests.journeys.pages import Person
from tests.journeys.walk import CONTRACTS, EXPERTS, SHEETS, Walk, ask_experts, fill_sheet

AT_CHECKPOINT = "from tests.race import race_until; race_until('checkpoint')"
LEVEL = "from tests.race import compared; compared({'bidder': 80, 'bidder2': 78})"
UNITS = {"上海临港": "92", "北京燕山": "70"}
SIGN = (
    ("colleague", ("签署军令状", "Sign the pledge")),
    ("bidder", ("签署任务书和军令状", "Sign contract and pledge")),
    ("issuer", ("签署任务书", "Sign the contract")),
    ("officer", ("签署生效", "Sign, in force")),
)


def to_challenge(walk: Walk, username: str) -> Person:
    person = walk[username]
    person.open("/calls/challenges/")
    person.follow((walk.title, walk.title))
    return person


def compare(walk: Walk) -> None:
    """The officer asks the experts, they and the issuer mark, the officer concludes."""
    officer = to_challenge(walk, "officer")
    officer.sees(officer.say(("2 家同时攻关", "2 runners at once")))
    officer.shoot("race")
    officer.press(("组织比选", "Compare the runners"))
    ask_experts(officer)
    officer.move(("开始评分", "Start marking"))
    for username in (*EXPERTS, "issuer"):
        for unit, points in UNITS.items():
            mark(walk[username], unit, points)
    officer.take(("评审", "Review"))
    officer.move(("汇总排序", "Conclude and rank"))
    officer.shoot("race-compared")


def mark(person: Person, unit: str, points: str) -> None:
    person.take(SHEETS, unit)
    person.move(("接受并声明无需回避", "Accept, no conflict"), no_conflict=True)
    fill_sheet(person, (points,), "按阶段指标实测。")


def test_two_run_one_is_dropped_and_the_other_signs_its_second_stage(walked):
    walk = walked(AT_CHECKPOINT, day="2023-01-10")
    compare(walk)
    issuer = to_challenge(walk, "issuer")
    issuer.sees("比选退出")
    issuer.sees("92.00")
    issuer.shoot("race-decided")
    issuer.take(("约定第二阶段", "Agree the second stage"))
    issuer.follow(("约定第二阶段", "Agree the second stage"))
    issuer.page.locator("#id_agreed_wan").fill("1200")
    issuer.press(("生成第二阶段任务书", "Draft the contract"))
    issuer.sees("400.00")
    issuer.shoot("race-second-stage")
    for username, words in SIGN:
        walk[username].take(CONTRACTS)
        walk[username].move(words)
    walk["officer"].state(("执行中", "In force"))
    walk["officer"].shoot("race-second-in-force")


def test_level_runners_are_the_chairs_choice_and_a_second_stage_may_be_called_off(walked):
    walk = walked(LEVEL, day="2023-01-12", language="en")
    chair = to_challenge(walk, "chair")
    chair.page.locator("td a", has_text="Yanshan").click()
    prefer = ("", "Level: choose for the second stage")
    chair.begin_move(prefer)
    chair.page.locator("#id_reason").fill("Its costs are lower.")
    chair.submit_move(prefer)
    chair.state(("", "Ahead: second stage to be agreed"))
    chair.shoot("race-preferred")
    officer = to_challenge(walk, "officer")
    officer.page.locator("td a", has_text="Yanshan").click()
    off = ("", "No second stage: end")
    officer.begin_move(off)
    officer.page.locator("#id_reason").fill("The issuer has sold the plant.")
    officer.submit_move(off)
    officer.state(("", "Ended"))
    to_challenge(walk, "officer").state(("", "Not solved"))
