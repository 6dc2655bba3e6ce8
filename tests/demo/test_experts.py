"""The pool of the demo: invented for certain, big enough, the same every time."""

from collections import Counter

import pytest
from django.contrib.auth import get_user_model

from tests.demo.days import TODAY
from xingmeng.core import clock
from xingmeng.demo import cast, experts
from xingmeng.demo.lists.topics import TOPICS
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.rules import pool

pytestmark = pytest.mark.django_db


@pytest.fixture
def profiles(told) -> list[registry.Profile]:
    with clock.at(TODAY):
        users = get_user_model().objects.filter(username__startswith="pool")
        return registry.expert_profiles(list(users.values_list("pk", flat=True)))


def test_units_are_said_to_be_invented_and_have_codes_of_their_own():
    units = experts.units()
    codes = {unit.credit_code for unit in (*units, *cast.UNITS)}

    assert len(units) == 60
    assert all("（演示）" in u.name_zh and "(demo)" in u.name_en for u in units)
    assert len(codes) == len(units) + len(cast.UNITS)


def test_every_topic_is_whole_and_of_known_fields():
    assert all(len(t.things) == len(t.methods) == len(t.aims) == 4 for t in TOPICS)
    assert {code for t in TOPICS for code in t.fields.split(",")} <= set(pool.FIELDS)


def test_two_in_five_experts_work_outside_the_region(profiles):
    assert len(profiles) == 240
    assert sum(p.outside for p in profiles) == 96
    assert len({p.unit_id for p in profiles}) == 60
    assert len({p.name for p in profiles}) == 240


def test_experts_have_up_to_eight_works_some_none_and_some_wrote_together(profiles):
    said = registry.works_of_persons(p.person_id for p in profiles)
    works = {p: [w for w in all_ if "演示成果" not in w.title] for p, all_ in said.items()}
    works = {p: all_ for p, all_ in works.items() if all_}  # without what planted ties share
    numbers = Counter((w.kind, w.number) for all_ in works.values() for w in all_ if w.number)

    assert len(works) == 220
    assert {len(all_) for all_ in works.values()} <= set(range(3, 9))
    assert sum(count == 2 for count in numbers.values()) >= 80
    assert all(p.skills for p in profiles)
