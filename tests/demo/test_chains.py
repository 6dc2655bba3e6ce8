"""The chains of the demo: what is thin, what is covered, for whom."""

import pytest

from xingmeng.core.actor import NOBODY
from xingmeng.demo.stage import who
from xingmeng.stages.exchange.queries import chains as queries
from xingmeng.stages.exchange.rules import chains as rules
from xingmeng.web import chains

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


def standing(actor) -> dict[str, str]:
    links = list(queries.links())
    counts = chains.counted(actor, links)
    return {link.code: rules.standing(counts[link.pk]).name for link in links}


def test_some_links_are_thin_and_some_covered_and_the_department_knows_of_more():
    nobody, officer = standing(NOBODY), standing(who("officer"))

    assert {code for code, name in nobody.items() if name == "thin"} >= {
        *("dairy-breeding", "ccus-capture", "hydrogen-production", "hydrogen-storage"),
    }
    assert nobody["rare-earths-recycling"] == officer["rare-earths-recycling"] == "covered"
    assert (nobody["storage-cells"], officer["storage-cells"]) == ("calm", "thin")


def test_seven_bottlenecks_are_told_one_of_them_overcome():
    rows = queries.visible_to(who("officer"))

    assert sorted(row.state for row in rows) == [
        *("open",) * 5, "overcome", "tackled",
    ]  # fmt: skip
    assert queries.visible_to(NOBODY).count() == 6
