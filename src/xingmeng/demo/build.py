"""Tells the story, chapter by chapter, each step at its own moment and by its own person."""

from xingmeng.core import chance
from xingmeng.demo import commissioners, experts, ties
from xingmeng.demo.chapters import (
    chains,
    conversion,
    cooperation,
    delivery,
    enterprises,
    entitled,
    exchange,
    fieldwork,
    first_list,
    lists_2024,
    partners,
    plans,
    platforms,
    programmes,
    second_list,
    today,
)
from xingmeng.demo.people import people, tell_grants
from xingmeng.demo.registers import tell_years
from xingmeng.demo.script import Count, Say, Script
from xingmeng.demo.stage import roles_stay

CHAPTERS = (  # a title, and the first day after the chapter
    ("专项资金 / appropriations", "2021-07-01"),
    ("需求征集与发榜 / needs and the first list", "2021-09-04"),
    ("揭榜与密封 / bids, sealed", "2021-10-09"),
    ("开启、形式审查与评审 / opening, screening, review", "2021-11-01"),
    ("立项、公示、异议与签约 / award, publicity, objections, contracts", "2022-02-01"),
    ("启动、第二批与赛马 / start, the second list, a horse race", "2023-01-01"),
    ("中期考核与验收 / midway, acceptance", "2023-11-04"),
    ("比选、成果与收益 / checkpoint, outcomes, income", "2024-01-16"),
    ("正在进行 / under way", "2024-06-30"),
)

PEOPLE_PERCENT = 10  # of the whole time, about


def build(progress: Say, count: Count = lambda percent: None) -> None:
    """Build the whole demo. `progress` hears each chapter's title, `count` the percent done.

    Errors: Refused where the story breaks a rule: then the story is wrong.
    """
    progress("单位与人员 / organisations and people")
    rest = 100 - PEOPLE_PERCENT
    with chance.fixed("demo"):
        people()
        experts.gather()
        ties.plant()
        commissioners.gather()
        count(PEOPLE_PERCENT)
        with roles_stay():
            written().play(
                CHAPTERS, progress, lambda done: count(PEOPLE_PERCENT + rest * done // 100)
            )


def written() -> Script:
    """The whole script, not yet played."""
    script = Script()
    tell_grants(script)
    tell_years(script)
    enterprises.tell(script)
    entitled.tell(script)
    cases = first_list.tell(script)
    delivery.tell(script, cases)
    conversion.tell(script, cases)
    second_list.tell(script, cases["potato"])
    lists_2024.tell(script, cases["storage"])
    programmes.tell(script)
    plans.tell(script)
    partners.tell(script)
    cooperation.tell(script)
    fieldwork.tell(script)
    platforms.tell(script)
    today.tell(script)
    exchange.tell(script)
    chains.tell(script)
    return script
