"""Recusal binds: what is found is on record, hides the case, and ends when it is public."""

import pytest

from tests.factories import moment, refused, steps_of, who
from tests.lifecycle.walk import Walk
from tests.stages.review.test_recusal import (
    candidate,
    expert,
    leader,
    walk_to_round,
    who_is,
)
from xingmeng.core import access, move
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.applications import queries as applications
from xingmeng.stages.awards import queries as awards
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person
from xingmeng.stages.review import actions, queries
from xingmeng.stages.review.models import Assignment, Conflict

pytestmark = pytest.mark.django_db


def person(username: str) -> Person:
    return Person.objects.get(user_id=who(username).user_id)


def kin(walk, username: str):
    """A tie of somebody to the leader of the application, put on record just now."""
    with moment("2021-11-02"):
        return registry.record_tie(
            person(username).pk, "kin", other_id=leader(walk).pk, actor=SYSTEM
        )


def test_a_tie_that_becomes_known_hides_the_application_at_once_and_its_end_shows_it():
    walk = walk_to_round()
    chair, row = who("chair"), walk.application
    assert applications.visible_to(chair).filter(pk=row.pk).exists()

    found = kin(walk, "chair")

    assert not applications.visible_to(chair).filter(pk=row.pk).exists()
    one = Conflict.objects.get(user_id=chair.user_id)
    assert (one.tie, one.subject_id, one.lifted_at) == ("kin", row.pk, None)
    assert "近亲属" in one.told.zh
    assert steps_of("conflict", one) == ["find"]

    registry.retire_tie(found.pk, why="登记有误", actor=who("officer"))

    assert applications.visible_to(chair).filter(pk=row.pk).exists()
    one.refresh_from_db()
    assert one.lifted_why == "mended"
    assert steps_of("conflict", one) == ["find", "mended"]


def test_an_application_is_checked_as_it_comes_into_others_hands():
    walk = Walk("key_project")
    walk.begin()
    walk.open_call()
    walk.apply()
    with moment("2021-09-11"):
        registry.record_tie(person("officer").pk, "kin", other_id=leader(walk).pk, actor=SYSTEM)
    assert not Conflict.objects.exists()

    walk.submit()

    assert not applications.visible_to(who("officer")).filter(pk=walk.application.pk).exists()


def test_a_new_official_is_checked_against_what_is_under_review():
    walk, one = walk_to_round(), expert("甲")
    registry.employ(one, walk.unit.pk, post="", from_on=walk.application.saved_at.date())

    registry.give_role(one.user_id, "officer", actor=SYSTEM)

    assert not applications.visible_to(who_is(one)).filter(pk=walk.application.pk).exists()


def test_who_must_step_aside_neither_asks_experts_nor_concludes_nor_proposes():
    walk, one = walk_to_round(), expert("甲")
    kin(walk, "officer")
    officer = who("officer")
    about = candidate(walk)

    with moment("2021-11-25"):
        assert refused(lambda: actions.assign(about.pk, one.user_id, actor=officer)) == [
            "not_your_move"
        ]
        codes = refused(
            lambda: move.make("round", walk.round.pk, "start_marking", actor=officer)
        )
        assert codes == ["steps_aside"]
    assert queries.candidates_for(officer, walk.round) == []
    assert queries.candidates_for(who("discipline"), walk.round) == [about]


def test_a_sheet_given_out_before_the_tie_was_known_is_taken_back():
    walk, one = walk_to_round(), expert("甲")
    with moment("2021-11-03"):
        sheet = actions.assign(candidate(walk).pk, one.user_id, actor=who("officer"))
        registry.record_tie(one.pk, "kin", other_id=leader(walk).pk, actor=SYSTEM)

    sheet.refresh_from_db()
    assert sheet.state == "declined"
    assert steps_of("assignment", sheet) == ["begin", "step_aside"]
    own = who_is(one)
    assert not queries.visible_to(own).exists()
    assert access.related(own, "application", walk.application.pk) == frozenset()
    assert Assignment.objects.count() == 1


def test_publicity_ends_what_recusal_hid_but_not_that_one_steps_aside():
    walk = walk_to_round()
    kin(walk, "chair")
    chair, pk = who("chair"), walk.application.pk
    with moment("2021-11-03"):
        actions.publish(pk, actor=SYSTEM)

    assert applications.visible_to(chair).filter(pk=pk).exists()
    assert queries.must_step_aside(chair, pk)
    assert not awards.visible_to(chair).exists()
    assert Conflict.objects.get(user_id=chair.user_id).lifted_why == "published"


def test_the_record_of_ties_is_for_those_who_organise_save_of_their_own():
    walk = walk_to_round()
    kin(walk, "chair")
    kin(walk, "officer")

    seen = {
        name: queries.conflicts_of(who(name), walk.round).count()
        for name in ("officer", "chair", "discipline", "finance", "expert", "bidder")
    }

    assert seen == {
        "officer": 0, "chair": 0, "discipline": 2, "finance": 0, "expert": 0, "bidder": 0,
    }  # fmt: skip


def test_a_check_that_finds_nothing_new_writes_nothing():
    walk = walk_to_round()
    kin(walk, "chair")
    before = Conflict.objects.count()

    with moment("2021-11-03"):
        found = actions.check([walk.application.pk], actor=SYSTEM)

    assert (found, Conflict.objects.count()) == (0, before)
