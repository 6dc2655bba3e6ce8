"""The pool of experts: profiles kept by whom they are about, lists taken in whole or not."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from tests import factories
from tests.factories import moment, refused, source, who
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import ExpertProfile, Membership, Person, Work

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 1)
SAID = {
    "skills": " 晶界扩散 ",
    "fields": ["430", "450"],
    "languages": ["zh", "en"],
    "most_load": 6,
    "available": True,
}
PAPER = {
    "kind": "paper",
    "number": "10.5555/a",
    "title": "磁体",
    "abstract": "矫顽力",
    "year": 2019,
}


@pytest.fixture(autouse=True)
def today():
    with moment("2024-06-30"):
        yield


def person(username: str) -> Person:
    return Person.objects.get(user_id=who(username).user_id)


def row(username: str = "new1", **changed) -> dict:
    told = {
        "username": username,
        "name": "新人",
        "title": "教授",
        "email": f"{username}@example.org",
        "organisation_id": factories.unit("shanghai").pk,
        "works": [PAPER],
    }
    return {**told, **SAID, **changed}


def enrol(*rows: dict, actor=SYSTEM) -> list[Person]:
    return actions.enrol_experts(rows, source=source(), on=DAY, actor=actor)


# --- profiles -------------------------------------------------------------------------------


def test_an_expert_keeps_their_own_profile_and_the_trail_names_what_changed():
    expert = person("expert")
    kept = actions.keep_profile(expert.pk, SAID, actor=who("expert"))
    actions.keep_profile(expert.pk, {**SAID, "available": False}, actor=who("officer"))
    kept.refresh_from_db()

    assert (kept.skills, kept.fields, kept.languages) == ("晶界扩散", "430,450", "zh,en")
    assert kept.available is False
    assert factories.steps_of("expert", expert) == ["keep_profile", "keep_profile"]
    assert ExpertProfile.objects.count() == 1


@pytest.mark.parametrize("username", ["expert2", "issuer", "chair", "discipline", "nobody"])
def test_nobody_but_the_expert_and_officers_keeps_a_profile(username):
    expert, actor = person("expert"), who(username)

    found = refused(lambda: actions.keep_profile(expert.pk, SAID, actor=actor))

    assert found == ["not_your_move"]


def test_a_profile_is_refused_with_every_reason_at_once():
    wrong = {**SAID, "fields": [str(n) for n in range(6)], "languages": [], "most_load": 0}
    other, officer = person("issuer"), who("officer")

    assert refused(lambda: actions.keep_profile(other.pk, wrong, actor=officer)) == [
        "not_an_expert",
        "not_an_option",
        "too_many_fields",
        "answer_needed",
        "load_out_of_range",
    ]


# --- lists ----------------------------------------------------------------------------------


def test_a_list_is_taken_in_and_nobody_can_sign_in_with_it():
    one, two = enrol(row("new1"), row("new2", works=[]))

    users = get_user_model().objects.filter(username__startswith="new").order_by("username")
    assert [user.has_usable_password() for user in users] == [False, False]
    assert [user.pk for user in users] == [one.user_id, two.user_id]
    role = Membership.objects.get(user_id=one.user_id)
    assert (role.role, factories.steps_of("membership", role)) == ("expert", ["give_role"])
    work = Work.objects.get()
    assert (work.person_id, work.number, work.abstract) == (one.pk, "10.5555/a", "矫顽力")


def test_a_list_is_refused_whole_with_what_is_wrong_in_each_row():
    pending = factories.organisation(unit=factories.cast.UNITS[5], confirmed=False)
    _, finance = who("expert"), who("finance")
    rows = [
        row("new1"),
        row("new1"),
        row("expert", languages=["xx"]),
        row("new3", organisation_id=pending.pk, works=[{**PAPER, "kind": "mood"}]),
    ]

    assert refused(lambda: enrol(*rows, actor=finance)) == [
        "not_your_move",
        "username_taken",
        "username_taken",
        "username_taken",
        "not_an_option",
        "organisation_not_confirmed",
        "fact_unknown",
    ]
    assert not Work.objects.exists()


# --- reading --------------------------------------------------------------------------------


def test_profiles_say_where_experts_work_and_leave_out_who_is_away():
    who("expert"), who("officer")
    here = factories.unit("rare").pk
    enrol(row("new1"), row("new2", organisation_id=here), row("new3", available=False))

    found = {p.name + str(p.outside): p for p in queries.expert_profiles()}
    every = [p.user_id for p in queries.expert_profiles()]
    away = get_user_model().objects.get(username="new3").pk

    assert set(found) == {"黄文博True", "新人True", "新人False"}
    assert found["新人False"].region_code == "150203"
    assert (found["新人True"].languages, found["新人True"].most_load) == (("zh", "en"), 6)
    assert (found["黄文博True"].languages, found["黄文博True"].most_load) == (("zh",), 10)
    assert every == sorted(every) and away not in every
    assert [p.available for p in queries.expert_profiles([away])] == [False]
    assert queries.expert_profiles([who("issuer").user_id]) == []


def test_works_come_by_person_newest_first():
    old = {**PAPER, "title": "旧", "year": 2001}
    (one,) = enrol(row("new1", works=[old, PAPER]))

    found = queries.works_of_persons([one.pk, 0])

    assert [w.title for w in found[one.pk]] == ["磁体", "旧"]
    assert list(found) == [one.pk]


def test_profiles_cost_the_same_for_one_and_for_three(django_assert_num_queries):
    enrol(row("new1"))
    with django_assert_num_queries(2):
        assert len(queries.expert_profiles()) == 1
    enrol(row("new2"), row("new3"))
    with django_assert_num_queries(2):
        assert len(queries.expert_profiles()) == 3


def test_whose_role_is_over_is_in_the_pool_no_longer():
    (one,) = enrol(row("new1"))
    held = Membership.objects.get(user_id=one.user_id)

    actions.end_role(held.pk, actor=SYSTEM)

    assert not queries.experts().filter(pk=one.pk).exists()
