"""Every tie planted in the demo's registry is found, and nobody is found who has none."""

from collections import Counter
from datetime import date

import pytest

from xingmeng.demo import experts, ties
from xingmeng.demo.people import people as build_people
from xingmeng.stages.applications.queries.behind import Behind
from xingmeng.stages.registry import queries as registry
from xingmeng.stages.registry.models import Affiliation
from xingmeng.stages.review import facts

ON = date(2021, 9, 3)  # when the first call opens


@pytest.fixture
def planted(db) -> list[ties.Planted]:
    """The demo's registry as its first day leaves it."""
    build_people()
    experts.gather()
    ties.plant()
    return ties.planned()


def cases(planted: list[ties.Planted]) -> dict[int, Behind]:
    """An application of each unit, with everybody who works there now."""
    units = {one.organisation_id for one in planted}
    return {
        unit: Behind(
            number=f"第 {unit} 号",
            call_id=0,
            units={unit: "applicant"},
            people={
                pk: "member"
                for pk in Affiliation.objects.filter(
                    organisation_id=unit, until_on=None
                ).values_list("person_id", flat=True)
            },
        )
        for unit in sorted(units)
    }


def test_two_hundred_ties_of_eight_kinds_are_found_and_no_others(planted):
    experts = {one.username: registry.actor_named(one.username).user_id for one in planted}
    pool = [person.user_id for person in registry.experts()]
    asked = cases(planted)

    found = facts.ties_to(pool, asked, on=ON)

    said = {pair: [hit.kind for hit in hits] for pair, hits in found.items()}
    wanted = {(experts[one.username], one.organisation_id): [one.kind] for one in planted}
    assert Counter(one.kind for one in planted) == dict.fromkeys(ties.WAYS, 25)
    assert len(wanted) == 200
    assert len(pool) > 239
    assert len(asked) == 10
    assert {pair: said.get(pair) for pair in wanted} == wanted
    among_pool = {pair: kinds for pair, kinds in said.items() if pair[0] in experts.values()}
    assert among_pool == wanted
