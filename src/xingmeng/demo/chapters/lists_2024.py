"""The lists of 2024: one in the midst of review and publicity, one open for bids."""

from xingmeng.demo.case import Case
from xingmeng.demo.chapters.calls import List, tell_needs, tell_opening, tell_review
from xingmeng.demo.chapters.first_list import Objection
from xingmeng.demo.lists import FOURTH_LIST, THIRD_LIST
from xingmeng.demo.script import Script
from xingmeng.demo.sitting import Sitting, tell_meeting

THIRD = ("2024 年第一批揭榜挂帅榜单", "First open-challenge list 2024")
FOURTH = ("2024 年第二批揭榜挂帅榜单", "Second open-challenge list 2024")
ROUTE = ("route", "innovation", "base", "readiness", "promised")
OBJECTION = "公示的监测算法与我单位在先软件著作权功能高度相似，申请核查其来源。"


def tell(script: Script, former: Case) -> None:
    """Note the scenes of both; `former` is the challenge of 2021 that ended unsigned."""
    _in_the_midst(script)
    _open_now(script, former)


def _in_the_midst(script: Script) -> None:
    cases = [Case(told) for told in THIRD_LIST]
    sludge, compressor, whey, wire, tyre = cases
    of_list = List(THIRD, "2024-03-18T09:00", "2024-04-22T17:00", cases)
    tell_needs(script, cases, ("2024-01-16", "2024-01-23", "2024-02-19", "2024-02-22"))
    script.at("2024-03-11", of_list.draft, hour=9)
    script.at("2024-03-11", of_list.raise_all)
    script.at("2024-03-18", of_list.publish, hour=9)
    for number, case in enumerate(cases):
        for bid in case.told.bids:
            script.at(f"2024-04-{1 + number:02d}", case.begin_bid, bid.unit)
            script.at(f"2024-04-{15 + number}", case.answer, bid.unit)
    tell_opening(script, cases, "2024-04-23")
    days = ("2024-04-26", "2024-04-30", "2024-05-08", "2024-05-15", "2024-05-20")
    tell_review(script, [whey, wire, tyre], days)
    days = ("2024-05-14", "2024-05-24", "2024-06-11", "2024-06-19", "2024-06-24")
    tell_review(script, [compressor], days)
    script.at("2024-05-30", tyre.choose)
    tell_meeting(script, "2024-06-06", "2024-06-11", "2024-06-12")
    _to_be_signed(script, wire)
    script.at("2024-06-25", tyre.of_award, "publicise", "officer")
    script.at("2024-06-27", Objection(tyre, "js_ai", OBJECTION).file)
    script.at("2024-06-21", whey.choose)
    script.at("2024-06-27", Sitting("2024-06-28").prepare, hour=16)
    _sludge(script, sludge)


def _to_be_signed(script: Script, case: Case) -> None:
    """Chosen, decided, shown; the contract waits for the leader's pledge."""
    script.at("2024-05-27", case.choose)
    script.at("2024-06-12", case.of_award, "publicise", "officer")
    script.at("2024-06-24", case.of_award, "confirm", "officer")


def _sludge(script: Script, case: Case) -> None:
    """Two experts are done; the third and the issuer have their sheets before them."""
    script.at("2024-06-12", case.recommend)
    script.at("2024-06-21", case.admit)
    script.at("2024-06-27", case.open_round)
    for number, expert in ((1, "expert2"), (2, "expert3")):
        script.at("2024-06-28", case.mark, expert, number)


def _open_now(script: Script, former: Case) -> None:
    cases = [Case(told) for told in FOURTH_LIST]
    storage, hydrogen, *new = cases
    of_list = List(FOURTH, "2024-06-12T09:00", "2024-07-20T17:00", cases)
    days = ("2024-04-22", "2024-04-25", "2024-05-13", "2024-05-15")
    tell_needs(script, [hydrogen, *new], days)
    script.at("2024-06-06", of_list.relist, former, storage, hour=9)
    script.at("2024-06-06", of_list.raise_all)
    script.at("2024-06-12", of_list.publish, hour=9)
    script.at("2024-06-20", hydrogen.begin_bid, "sn_power")
    script.at("2024-06-27", hydrogen.answer, "sn_power")
    for case, unit, names in (
        (hydrogen, "beijing", (*ROUTE, "leader_name", "leader_title")),
        (hydrogen, "local", ("route", "leader_name")),
        (storage, "ah_store", ("route", "innovation", "base", "readiness")),
    ):
        script.at("2024-06-24", case.begin_bid, unit)
        script.at("2024-06-26", case.write_some, unit, *names)
