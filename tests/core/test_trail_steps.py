"""How steps come onto the trail, and how they are read from it."""

import json

import pytest

from tests import factories
from tests.core.test_trail import steps
from xingmeng.core import door, move, trail
from xingmeng.core.actor import SYSTEM
from xingmeng.core.errors import Refused
from xingmeng.core.models import Note, TrailHead, TrailRow

pytestmark = pytest.mark.django_db


def test_a_step_is_known_at_once_and_chained_as_the_change_closes():
    with door.change():
        first = trail.record("test", 1, "go", actor=SYSTEM)
        second = trail.record("test", 1, "on", actor=SYSTEM.because_of(first))
        during = TrailRow.objects.count()

    rows = list(TrailRow.objects.order_by("position"))
    assert during == 0
    assert [r.step_id for r in rows] == [first, second]
    assert rows[1].cause == first
    assert (rows[0].previous_hash, rows[1].previous_hash) == (trail.GENESIS, rows[0].hash)
    assert trail.head() == (2, rows[1].hash)


def test_a_step_outside_a_change_is_an_error():
    with pytest.raises(RuntimeError):
        trail.record("test", 1, "go", actor=SYSTEM)


def test_nested_changes_join_and_keep_their_order():
    @door.change()
    def inner() -> str:
        return trail.record("test", 2, "inner", actor=SYSTEM)

    with door.change():
        first = trail.record("test", 1, "before", actor=SYSTEM)
        middle = inner()
        last = trail.record("test", 1, "after", actor=SYSTEM)

    order = TrailRow.objects.order_by("position").values_list("step_id", flat=True)
    assert list(order) == [first, middle, last]


def test_an_undone_change_leaves_nothing_behind():
    with pytest.raises(ZeroDivisionError), door.change():
        trail.record("test", 1, "lost", actor=SYSTEM, reason="never happened")
        raise ZeroDivisionError

    [kept] = steps(1)

    assert list(TrailRow.objects.values_list("step_id", flat=True)) == [kept]
    assert list(Note.objects.values_list("step_id", flat=True)) == [kept]
    assert trail.verify().ok


def test_a_fault_at_the_end_undoes_the_whole_change():
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), door.change():
        trail.record("test", 1, "lost", actor=SYSTEM)
        door.at_the_end(fail, order=99)

    assert (TrailRow.objects.count(), trail.head()) == (0, (0, trail.GENESIS))


def test_the_trail_holds_no_words_only_a_salted_digest():
    with door.change():
        trail.record("test", 1, "go", actor=SYSTEM, reason="张三有异议")
        trail.record("test", 1, "go", actor=SYSTEM, reason="张三有异议")

    rows = list(TrailRow.objects.values())
    assert "张三" not in json.dumps(rows, default=str, ensure_ascii=False)
    assert rows[0]["facts_digest"] != rows[1]["facts_digest"]


def test_deleting_a_note_by_rule_leaves_the_trail_whole():
    steps(2)

    Note.objects.all().delete()

    assert trail.verify().ok


def test_a_refused_move_writes_nothing():
    with factories.moment("2021-07-05"):
        need = factories.need()
    officer = factories.who("officer")
    before = factories.counts()

    with pytest.raises(Refused):
        move.make("need", need.pk, "endorse", actor=officer)

    assert factories.counts() == before


def test_who_made_names_the_person_behind_what_the_system_did():
    with door.change():
        actor = factories.who("officer")
    with door.change():
        cause = trail.record("test", 1, "accept", actor=actor)
        trail.record("test", 2, "begin", actor=SYSTEM.because_of(cause))

    assert actor.user_id in trail.who_made("test", 2, "begin")
    assert trail.who_made("test", 2, "other") == frozenset()


def test_steps_of_gives_a_case_with_what_was_said():
    with door.change():
        trail.record("test", 1, "go", actor=SYSTEM, reason="因为")
        trail.record("test", 1, "on", actor=SYSTEM)
        trail.record("test", 2, "go", actor=SYSTEM)

    said = [
        (step.move, note.reason if note else "") for step, note in trail.steps_of("test", 1)
    ]
    assert said == [("go", "因为"), ("on", "")]


def test_the_head_stands_in_one_row():
    assert list(TrailHead.objects.values_list("pk", flat=True)) == [1]


def test_the_trail_says_which_cases_had_made_a_move_and_when():
    steps(3)
    at = [step.at for step in TrailRow.objects.order_by("position")]

    def made(*moves: str, until) -> set[int]:
        rows = trail.cases("test", *moves, until=until)
        return {row["subject_id"] for row in rows}

    assert made("go", until=at[-1]) == {0, 1, 2} and made("go", until=at[1]) == {0, 1}
    assert made("stay", until=at[-1]) == set() == made(until=at[-1])
    assert trail.when("test", "go") == dict(enumerate(at)) and trail.when("x", "go") == {}


def test_the_latest_steps_are_of_the_kinds_asked_for():
    steps(4)

    assert [s.subject_id for s in trail.latest([("test", "go")], most=2)] == [3, 2]
    assert trail.latest([("test", "stay"), ("other", "go")], most=9) == []
    assert trail.latest([], most=9) == []
