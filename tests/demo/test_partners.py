"""The frame of the demo: what is proven stands in it, what is invented says so."""

import pytest

from xingmeng.demo.lists import partners as said
from xingmeng.demo.stage import who
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

    assert len(agreements) == len(said.DEALS)
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
        "ended": 1,
    }
    assert sum(row.late for row in rows) == 2
    built = queries.deliverables_for(who("officer"))
    assert built.exclude(qualification=None).count() == 2
