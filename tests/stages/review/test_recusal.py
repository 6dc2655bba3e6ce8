"""Ties between experts and applications, as the registry knows them, with their paths."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import moment, refused, unit, who
from tests.lifecycle.walk import Walk
from xingmeng.core import move
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.applications import actions as applications
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry import queries as registry_queries
from xingmeng.stages.registry.models import Person
from xingmeng.stages.review import actions, facts
from xingmeng.stages.review.models import Candidate
from xingmeng.stages.review.rules.recusal import KINDS

pytestmark = pytest.mark.django_db

ON = date(2021, 11, 25)
AWAY = {"name": "严 回", "unit": "外地大学"}


def walk_to_round() -> Walk:
    """One application of U1 (rare) with the partner U2 (shanghai), its round just opened."""
    walk = Walk("key_project")
    walk.begin()
    walk.open_call()
    walk.apply()
    with moment("2021-09-11"):
        given = {"excluded_experts": [AWAY]}
        applications.save_answers(walk.application.pk, given, actor=who(walk.head))
    walk.submit()
    walk.screen()
    walk.close()
    with moment("2021-11-01"):
        walk.round = actions.open_call_round(walk.call.pk, actor=who("officer"))
    return walk


def expert(name: str, *, unit_key: str = "experts") -> Person:
    """A new expert of the pool, employed since 2015 unless without a unit."""
    with moment("2021-03-01"):
        person = registry.open_account(username=f"e-{name}", name=name, password=None)
        registry.give_role(person.user_id, "expert", actor=SYSTEM)
        if unit_key:
            home = unit(unit_key).pk
            registry.employ(person, home, post="", from_on=date(2015, 1, 1))
    return person


def leader(walk: Walk) -> Person:
    return Person.objects.get(user_id=who(walk.head).user_id)


def candidate(walk: Walk) -> Candidate:
    return Candidate.objects.get(round=walk.round)


def work(person: Person, kind: str, number: str, **when) -> None:
    row = {"kind": kind, "number": number, "title": f"共同成果 {number}", **when}
    registry.record_works(
        [row], source=factories.source(), on=ON, actor=SYSTEM, person_id=person.pk
    )


def kinds(walk: Walk, *people: Person, on: date = ON) -> list[list[str]]:
    """The kinds of hits of each of these people with the walk's application."""
    one = candidate(walk)
    found = facts.conflicts([p.user_id for p in people], [one], on=on)
    return [[hit.kind for hit in found.get((p.user_id, one.pk), [])] for p in people]


# --- the test set of the domain, section 11 ---------------------------------------------------


def test_the_conflict_test_set():
    walk = walk_to_round()
    head, partner = leader(walk), unit("shanghai")
    e1 = expert("一", unit_key="rare")
    e2, e3, e4, e6 = expert("二"), expert("三"), expert("四"), expert("六")
    e5, e7, e8 = expert("严回", unit_key=""), expert("七"), expert("八", unit_key="local")
    registry.employ(
        e2, partner.pk, post="", from_on=date(2010, 1, 1), until_on=date(2020, 9, 25)
    )
    for person, number, year in ((e3, "10.1/3", 2019), (e4, "10.1/4", 2016)):
        for author in (person, head):
            work(author, "paper", number, year=year)
    registry.record_tie(e6.pk, "adviser", other_id=head.pk, actor=SYSTEM)
    registry.record_tie(
        e7.pk, "shareholding", organisation_id=partner.pk, share_bp=200, actor=SYSTEM
    )

    assert kinds(walk, e1, e2, e3, e4, e5, e6, e7, e8) == [
        ["same_unit"], ["same_unit"], ["coauthor"], [], ["excluded"], ["adviser"],
        ["shareholding"], [],
    ]  # fmt: skip
    with moment("2021-11-25"):
        for person in (e1, e2, e3, e5, e6, e7):
            assert refused(
                lambda p=person: actions.assign(
                    candidate(walk).pk, p.user_id, actor=who("officer")
                )
            ) == ["conflict"]
        for person in (e4, e8):
            actions.assign(candidate(walk).pk, person.user_id, actor=who("officer"))


# --- each kind, its window and its path -------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "found"),
    [(date(2019, 11, 25), ["same_unit"]), (date(2019, 11, 24), [])],
)
def test_a_former_post_counts_for_two_years(until, found):
    walk, one = walk_to_round(), expert("甲")
    home = unit("shanghai").pk
    registry.employ(one, home, post="", from_on=date(2010, 1, 1), until_on=until)

    assert kinds(walk, one) == [found]


@pytest.mark.parametrize(
    ("kind", "when", "found"),
    [
        ("paper", {"from_on": date(2018, 11, 25)}, ["coauthor"]),
        ("paper", {"from_on": date(2018, 11, 24)}, []),
        ("patent", {"from_on": date(2018, 11, 25)}, ["coinventor"]),
        ("patent", {"from_on": date(2018, 11, 24)}, []),
        (
            "project",
            {"from_on": date(2010, 1, 1), "until_on": date(2018, 12, 1)},
            ["coproject"],
        ),
        ("project", {"from_on": date(2010, 1, 1), "until_on": date(2018, 11, 1)}, []),
        ("project", {"from_on": date(2010, 1, 1), "state": "running"}, ["coproject"]),
        ("paper", {}, ["coauthor"]),
        ("prize", {"year": 2021}, []),
    ],
)
def test_what_was_made_together_counts_within_its_window(kind, when, found):
    walk, one = walk_to_round(), expert("甲")
    for person in (one, leader(walk)):
        work(person, kind, " CN 2021-7X ", **when)

    assert kinds(walk, one) == [found]


def test_the_path_of_a_hit_is_told_step_by_step():
    walk, one = walk_to_round(), expert("甲")
    registry.record_tie(one.pk, "kin", other_id=leader(walk).pk, actor=SYSTEM, said="兄妹")

    pair = (one.user_id, candidate(walk).pk)
    (hit,) = facts.conflicts([one.user_id], [candidate(walk)], on=ON)[pair]

    number = walk.fresh().number
    assert [step.zh for step in hit.path] == [
        "甲与巴特尔是近亲属",
        f"巴特尔是 {number} 的负责人",
    ]
    assert hit.told.en == f"甲 and 巴特尔 are near kin; 巴特尔 is its leader of {number}"


@pytest.mark.parametrize("kind", ["kin", "adviser", "declared"])
def test_a_tie_between_people_counts_from_either_end_until_it_is_retired(kind):
    walk, one, other = walk_to_round(), expert("甲"), expert("乙")
    head = leader(walk)
    rows = [
        registry.record_tie(one.pk, kind, other_id=head.pk, actor=SYSTEM),
        registry.record_tie(head.pk, kind, other_id=other.pk, actor=SYSTEM),
    ]

    assert kinds(walk, one, other) == [[kind], [kind]]
    for row in rows:
        registry.retire_tie(row.pk, why="登记有误", actor=who("officer"))
    assert kinds(walk, one, other) == [[], []]


def test_a_declared_interest_in_a_unit_counts_from_now_on():
    walk, one = walk_to_round(), expert("甲")
    actor = who_is(one)

    registry.declare_interest(organisation_id=walk.unit.pk, said="咨询费", actor=actor)

    assert kinds(walk, one) == [["declared"]]


def who_is(person: Person):
    return registry_queries.actor_for(person.user)


def test_who_may_be_one_person_answer_for_each_other_until_that_is_refused():
    walk, one = walk_to_round(), expert("甲")
    twin = registry.name_person(unit("local").pk, name="甲", actor=SYSTEM)
    registry.record_tie(twin.pk, "kin", other_id=leader(walk).pk, actor=SYSTEM)
    assert kinds(walk, one) == [[]]

    row = registry.suspect_duplicate(twin.pk, one.pk, why="同名", actor=SYSTEM)

    assert kinds(walk, one) == [["kin"]]
    found = facts.conflicts([one.user_id], [candidate(walk)], on=ON)
    assert "疑为同一人" in found[one.user_id, candidate(walk).pk][0].told.zh
    move.make("duplicate", row.pk, "refuse", actor=who("officer"), reason="出生日期不同")
    assert kinds(walk, one) == [[]]


def test_who_may_be_the_leader_steps_aside():
    walk, one = walk_to_round(), expert("甲")
    registry.suspect_duplicate(leader(walk).pk, one.pk, why="同名", actor=SYSTEM)

    assert kinds(walk, one) == [["same_unit", "duplicate"]]


def test_an_expert_kept_away_by_a_registered_unit_is_not_their_namesake_elsewhere():
    walk = walk_to_round()
    home = unit("local")
    given = [{"name": "严回", "unit": home.name_zh}]
    row = walk.fresh()
    row.answers = row.answers | {"excluded_experts": given}
    row.save(update_fields=["answers"])
    here, namesake = expert("严 回", unit_key="local"), expert("严回")

    assert kinds(walk, here, namesake) == [["excluded"], []]


def test_every_hit_is_of_a_declared_kind_and_many_pairs_take_as_many_queries_as_one():
    walk = walk_to_round()
    people = [expert(f"专{n}") for n in range(3)]
    for person in people:
        registry.record_tie(person.pk, "kin", other_id=leader(walk).pk, actor=SYSTEM)
        work(person, "paper", "10.9/9", year=2021)
    work(leader(walk), "paper", "10.9/9", year=2021)
    users = [p.user_id for p in people]

    with CaptureQueriesContext(connection) as one:
        facts.conflicts(users[:1], [candidate(walk)], on=ON)
    with CaptureQueriesContext(connection) as three:
        found = facts.conflicts(users, [candidate(walk)], on=ON)

    assert len(one) == len(three) <= 16
    assert {hit.kind for hits in found.values() for hit in hits} <= set(KINDS)
    assert [len(hits) for hits in found.values()] == [2, 2, 2]
