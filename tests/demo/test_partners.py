"""The frame of the demo: what is proven stands in it, what is invented says so."""

import pytest

from xingmeng.demo.lists import cooperation
from xingmeng.demo.lists import partners as said
from xingmeng.demo.stage import time, who
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry.queries import partners as queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


def test_the_frame_holds_what_is_proven_and_the_rest_waits():
    frame = {one["group"]: one for one in queries.frame_for(who("officer"))}

    counted = {group: (one["confirmed"], one["waiting"]) for group, one in frame.items()}
    assert counted == {"4": (3, 1), "8": (0, 6), "N": (2 + len(said.PARTNERS), 0)}


def test_nothing_is_told_of_real_bodies_and_what_is_invented_says_so():
    officer = who("officer")
    agreements = list(queries.agreements_for(officer))
    real = {body.zh for body in said.BODIES}

    assert len(agreements) == len(said.DEALS) + cooperation.PLATFORMS
    assert all("（演示）" in a.title_zh and "(demo)" in a.title_en for a in agreements)
    assert {p.name_zh for a in agreements for p in a.partners.all()}.isdisjoint(real)
    assert {c.partner.name_zh for c in queries.contacts_for(officer)}.isdisjoint(real)
    assert {p.organisation for p in queries.partners_for(officer) if p.name_zh in real} == {
        None
    }


def test_agreements_are_in_every_state_of_their_life_and_some_promises_are_late():
    rows = list(queries.agreements_for(who("officer")))

    states = [row.state for row in rows]
    assert {name: states.count(name) for name in set(states)} == {
        "in_talks": 2,
        "signed": 6,
        "extended": 1,
        "ended": 1 + cooperation.PLATFORMS,
    }
    assert sum(row.late for row in rows) == 2
    built = queries.deliverables_for(who("officer"))
    assert built.exclude(qualification=None).count() == 2


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("research_outside", 200, 215),
        ("platforms_built_jointly", 68, 68),
        ("workstations_built", 44, 44),
        ("workstation_members", 475, 500),
        ("teams_brought_in", 300, 305),
    ],
)
def test_cooperation_of_2021_comes_to_what_was_published(code, low, high):
    value, rows = indicators.figure(who("officer"), code, as_of=time("2021-12-31", 23))

    assert low <= value <= high
    assert rows.count() == (44 if code == "workstation_members" else value)


def test_all_who_came_in_2021_say_that_they_are_invented():
    rows = queries.outside(queries.parties(queries.agreements_for(who("officer"))))

    assert rows.count() > 168
    assert all("（演示）" in row.name_zh and "(demo)" in row.name_en for row in rows)
