"""The list of 2022: a challenge that had found no bidder, and a horse race of two."""

from xingmeng.demo.accounts import PANELS
from xingmeng.demo.case import Case
from xingmeng.demo.chapters.calls import (
    List,
    tell_contract,
    tell_needs,
    tell_opening,
    tell_review,
)
from xingmeng.demo.chapters.delivery import tell_report
from xingmeng.demo.lists import SECOND_LIST, deliveries
from xingmeng.demo.project import Project
from xingmeng.demo.race import Race
from xingmeng.demo.script import Script
from xingmeng.demo.sitting import tell_meeting

TITLE = (
    "2022 年第二批揭榜挂帅榜单（含赛马）",
    "Second open-challenge list 2022, with a horse race",
)
RUNNERS = ("gs_grass", "hl_cold")


def tell(script: Script, former: Case) -> None:
    """Note all scenes of the list; `former` is the challenge of 2021 that ran dry."""
    potato, *racing = (Case(told) for told in SECOND_LIST)
    of_list = List(TITLE, "2022-07-11T09:00", "2022-08-15T17:00", [potato, *racing])
    tell_needs(script, racing, ("2022-05-16", "2022-05-23", "2022-06-13", "2022-06-16"))
    script.at("2022-06-27", of_list.relist, former, potato, hour=9)
    script.at("2022-06-27", of_list.raise_all)
    script.at("2022-07-11", of_list.publish, hour=9)
    for number, case in enumerate(of_list.cases):
        for bid in case.told.bids:
            script.at(f"2022-07-{20 + number}", case.begin_bid, bid.unit)
            script.at(f"2022-08-{8 + number:02d}", case.answer, bid.unit)
    tell_opening(script, of_list.cases, "2022-08-16")
    days = ("2022-08-18", "2022-08-22", "2022-08-24", "2022-08-29", "2022-08-31")
    tell_review(script, of_list.cases, days)
    tell_meeting(script, "2022-09-14", "2022-09-19", "2022-09-20")
    _award(script, potato, potato.told.chosen)
    for meadow in racing:
        for unit in RUNNERS:
            _award(script, meadow, unit)
        _race(script, meadow)
    for report in deliveries.LATE_STARTERS:
        tell_report(script, Project(potato), report)


def _award(script: Script, case: Case, unit: str) -> None:
    script.at("2022-09-05", case.choose, unit)
    script.at("2022-09-20", case.of_award, "publicise", "officer", "", unit)
    script.at("2022-09-29", case.of_award, "confirm", "officer", "", unit)
    tell_contract(script, case, "2022-10-20", unit)


def _race(script: Script, meadow: Case) -> None:
    """Both report the start and the checkpoint; one is dropped, the other goes on alone."""
    race = Race(meadow)
    for unit in RUNNERS:
        first = Project(meadow, unit)
        for milestone, on, passed, paid in (
            ("start", "2022-12-08", "2022-12-14", "2022-12-23"),
            ("checkpoint", "2023-10-18", "2023-10-26", "2023-11-03"),
        ):
            script.at(on, first.report, milestone, deliveries.RACE[unit, milestone])
            script.at(passed, first.let_pass, milestone)
            script.at(paid, first.pay)
    script.at("2023-11-06", race.open)
    for number, username in enumerate((*PANELS[meadow.told.theme], meadow.issuer)):
        script.at("2023-11-09", race.mark, username, number, hour=10 + number)
    script.at("2023-11-13", race.conclude)
    script.at("2023-11-27", race.agree)
    tell_contract(script, meadow, "2023-12-11", meadow.told.chosen)
