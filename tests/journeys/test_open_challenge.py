"""The whole thread of the open challenge, need to income, by thirteen people in Chinese."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.journeys import award, walk
from tests.journeys.site import Site
from tests.journeys.walk import Walk


def through(new_site: Callable[[], Site], new_context, screens: Path, language: str) -> None:
    """Walk the thread once in one language and check what it left behind."""
    site = new_site()
    story = Walk(site, new_context, language=language, screens=screens, folder=site.home)

    walk.money(story)
    walk.need(story)
    walk.call(story)
    walk.bids(story)
    walk.opening(story)
    walk.screening(story)
    walk.review(story)
    site.on("2021-11-08")
    walk.choose(story, "上海临港", sum_wan="1900")
    award.decide(story)
    award.object_and_refuse(story)
    award.confirm(story, "2021-11-16")
    award.sign(story, "bidder")
    award.milestone(story, "", day="2022-02-25")
    award.milestone(story, "", day="2022-12-15")
    award.acceptance(story)
    award.outcome(story)
    award.sale(story)
    award.income(story)
    award.figure(story)

    assert len(story.people) >= 9
    assert story.faults() == []
    verdict = json.loads(site.command("trail", "verify", "--json").stdout.splitlines()[-1])
    assert verdict["ok"] is True
    assert verdict["links"] > 100
    assert "Traceback" not in site.log()


def test_the_thread_is_walked_in_chinese(new_site, new_context, screens: Path):
    through(new_site, new_context, screens, "zh")
