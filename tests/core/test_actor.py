"""Who is asking: roles, organisations and areas come from grants alone."""

import pytest

from xingmeng.core.actor import NOBODY, SYSTEM, Actor, Grant, prefix


def test_nobody_holds_nothing():
    assert NOBODY.roles == frozenset()
    assert NOBODY.organisations == frozenset()
    assert NOBODY.areas == ()
    assert not NOBODY.is_staff
    assert not NOBODY.recommends("150203")


def test_grants_give_roles_organisations_and_areas():
    actor = Actor(
        user_id=1,
        grants=(
            Grant("applicant", 7),
            Grant("organisation_administrator", 8),
            Grant("recommender", area="150200"),
        ),
    )

    assert actor.roles == {"applicant", "organisation_administrator", "recommender"}
    assert actor.organisations == {7, 8}
    assert actor.areas == ("1502",)
    assert not actor.is_staff


@pytest.mark.parametrize(
    ("area", "region", "inside"),
    [
        ("150200", "150203", True),
        ("150200", "150200", True),
        ("150200", "150603", False),
        ("150000", "150603", True),
        ("150000", "110000", False),
        ("150203", "150203", True),
        ("150203", "150204", False),
        ("", "150203", False),
    ],
)
def test_an_area_holds_every_code_that_begins_like_it(area, region, inside):
    actor = Actor(grants=(Grant("recommender", area=area),))

    assert actor.recommends(region) is inside


def test_an_area_without_the_role_recommends_nothing():
    assert not Actor(grants=(Grant("officer", area="150200"),)).recommends("150203")


@pytest.mark.parametrize(
    ("area", "digits"), [("150200", "1502"), ("150000", "15"), ("150203", "150203"), ("", "")]
)
def test_prefix_drops_pairs_of_zeros(area, digits):
    assert prefix(area) == digits


@pytest.mark.parametrize(
    ("role", "staff"),
    [("officer", True), ("leader", True), ("expert", False), ("recommender", False)],
)
def test_staff_are_those_of_the_department(role, staff):
    assert Actor(grants=(Grant(role),)).is_staff is staff


def test_a_cause_is_carried_by_a_copy():
    because = SYSTEM.because_of("s1")

    assert (because.cause, SYSTEM.cause) == ("s1", "")
    assert because.grants == SYSTEM.grants
