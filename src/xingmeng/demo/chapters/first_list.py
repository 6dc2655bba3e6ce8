"""The list of 2021: fifteen challenges, from the needs to twelve contracts signed on one day."""

from datetime import date

from xingmeng.core import clock
from xingmeng.demo.accounts import acting_for, head_of
from xingmeng.demo.case import Case
from xingmeng.demo.chapters.calls import (
    List,
    tell_contract,
    tell_needs,
    tell_opening,
    tell_review,
)
from xingmeng.demo.lists import FIRST_LIST
from xingmeng.demo.script import Script
from xingmeng.demo.sitting import tell_meeting
from xingmeng.demo.stage import go, organisation, who
from xingmeng.stages.awards import actions as awards
from xingmeng.stages.registry import actions as registry

Cases = dict[str, Case]
TITLE = ("2021 年首批揭榜挂帅榜单", "First open-challenge list 2021")
NOT_SIGNED = ("potato", "saline", "storage")


def tell(script: Script) -> Cases:
    """Note all scenes of the list until its contracts. Returns the cases by their keys."""
    cases = {told.key: Case(told) for told in FIRST_LIST}
    of_list = List(TITLE, "2021-09-03T09:00", "2021-10-08T17:00", list(cases.values()))
    tell_needs(script, of_list.cases, ("2021-07-05", "2021-07-12", "2021-08-02", "2021-08-06"))
    script.at("2021-08-20", of_list.draft, hour=9)
    script.at("2021-08-20", of_list.raise_all)
    script.at("2021-09-03", of_list.publish, hour=9)
    _bids(script, cases)
    tell_opening(script, of_list.cases, "2021-10-09")
    _reviews(script, cases)
    _awards(script, cases)
    _objections(script, cases)
    _contracts(script, cases)
    return cases


def _bids(script: Script, cases: Cases) -> None:
    """Each begins on one day and hands in on another; one withdraws, one mends its bid."""
    number = 0
    for case in cases.values():
        for bid in case.told.bids:
            number += 1
            script.at(f"2021-09-{6 + number % 9:02d}", case.begin_bid, bid.unit, hour=11)
            day = 15 + number % 14
            script.at(f"2021-09-{day:02d}", case.answer, bid.unit, hour=14)
            if bid.withdrawn:
                script.at("2021-10-02", case.of_bid, bid.unit, "withdraw")
    magnet = cases["magnet"]
    script.at("2021-10-05", magnet.of_bid, "shanghai", "take_back")
    script.at("2021-10-05", magnet.of_bid, "shanghai", "submit", hour=16)


def _reviews(script: Script, cases: Cases) -> None:
    answered = [case for case in cases.values() if case.told.bids]
    days = ("2021-10-11", "2021-10-15", "2021-10-18", "2021-10-21", "2021-10-25")
    tell_review(script, answered, days)


def _awards(script: Script, cases: Cases) -> None:
    tell_meeting(script, "2021-11-17", "2021-11-22", "2021-11-23")
    for case in cases.values():
        if case.told.bids:
            script.at("2021-11-08", case.choose)
            script.at("2021-11-24", case.of_award, "publicise", "officer")
            if case.told.key != "saline":
                script.at("2021-12-03", case.of_award, "confirm", "officer")


def _objections(script: Script, cases: Cases) -> None:
    """One is refused and the award goes on; one is upheld, and the next does not agree."""
    truck, saline = cases["truck"], cases["saline"]
    refused = Objection(
        truck, "ha_heavy", "公示的揭榜方曾与发榜方合作过整车项目，我们认为应当回避。"
    )
    script.at("2021-11-25", refused.file)
    reason = (
        "调阅合同和股权登记：双方此前只有公开招标的采购关系，不构成持股或同一控制，异议不成立。"
    )
    script.at("2021-11-30", refused.end, "refuse", reason)
    upheld = Objection(
        saline,
        "nx_soil",
        "拟中榜方案所附 3 万亩改良数据与其 2020 年验收材料相差一倍以上，请核查。",
    )
    script.at("2021-11-26", upheld.file)
    reason = "现场核对原始记录：应用面积实为 1.4 万亩，揭榜书数据与事实不符，异议成立。"
    script.at("2021-11-30", upheld.end, "uphold", reason)
    script.at("2021-12-01", saline.of_award, "annul", "chair", "核查确认揭榜书主要数据失实。")
    script.at("2021-12-03", saline.turn_key, "next_bidder", "officer", hour=11)
    script.at("2021-12-06", saline.choose, "nx_soil", 15_000_000, "首选被撤销，转第二名。")
    tell_meeting(script, "2021-12-08", "2021-12-10", "2021-12-13")
    script.at("2021-12-13", saline.of_award, "publicise", "officer", "", "nx_soil")
    script.at("2021-12-22", saline.of_award, "confirm", "officer", "", "nx_soil")
    reason = "双方对第三年返盐责任和尾款比例未能一致，书面告知不再签约。"
    script.at("2022-01-06", saline.of_award, "give_up", "officer", reason, "nx_soil")
    reason = "灌区水权指标调整，企业改用自有渠道实施，申请撤榜。"
    script.at("2022-01-28", saline.leave, "withdraw", reason)


class Objection:
    """An objection of one unit to the award of a case."""

    def __init__(self, case: Case, by: str, text: str) -> None:
        self.case, self.by, self.text = case, by, text
        self.pk = 0

    def file(self) -> None:
        award = self.case.awards[self.case.told.chosen]
        actor = who(acting_for(self.by))
        row = awards.file_objection(award, name=actor.name, text=self.text, actor=actor)
        self.pk = row.pk

    def end(self, name: str, reason: str) -> None:
        go("objection", self.pk, name, "discipline", reason=reason)


def _contracts(script: Script, cases: Cases) -> None:
    script.at("2021-12-20", _mandate)
    for case in cases.values():
        if case.told.key not in NOT_SIGNED:
            tell_contract(script, case, "2022-01-10")
    reason = "储能电解液知识产权归属未谈成，双方书面确认不签约。"
    script.at("2022-01-07", cases["storage"].of_award, "give_up", "officer", reason)


def _mandate() -> None:
    """The institute's head leads the project himself, so another signs for the institute."""
    head, agent = who(head_of("shanghai")), who(acting_for("shanghai"))
    registry.give_mandate(
        organisation("shanghai"),
        agent.user_id,
        scope="签署揭榜挂帅任务书及其补充文件",
        document_number="沪临材授〔2021〕演示 7 号",
        from_on=clock.today(),
        until_on=date(2024, 12, 31),
        actor=head,
    )
