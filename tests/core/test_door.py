"""One change at a time, all of it or nothing, and its last words in order."""

import threading

import pytest
from django.db import connection, connections, transaction

from xingmeng.core import door, numbers, trail
from xingmeng.core.actor import SYSTEM
from xingmeng.core.models import Series, Source, TrailRow

TOUCHED = ("core_trailrow", "core_note", "core_series", "core_source", "core_trailhead")


@pytest.fixture
def earnest(django_db_setup, django_db_blocker):
    """A database without a transaction around the test; what was written is taken away.

    Django's own flush would be refused by the triggers, and would take the trail's head along.
    """
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            _take_away()
            connections.close_all()


def _take_away() -> None:
    on_sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        guards = []
        if on_sqlite:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table in TOUCHED:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute(
            "INSERT INTO core_trailhead (id, count, hash) VALUES (1, 0, %s)", [trail.GENESIS]
        )
        for _, statement in guards:
            cursor.execute(statement)


def note(code: str) -> None:
    Source.objects.create(code=code, title_zh=code, title_en=code)


def codes() -> list[str]:
    return list(Source.objects.order_by("pk").values_list("code", flat=True))


@pytest.mark.django_db
def test_at_the_end_runs_in_order_and_inside_the_change():
    with door.change():
        door.at_the_end(lambda: note("second"), order=20)
        door.at_the_end(lambda: note("first"), order=10)
        door.at_the_end(lambda: note("also second"), order=20)
        note("during")

    assert codes() == ["during", "first", "second", "also second"]


@pytest.mark.parametrize("call", [lambda: door.at_the_end(print), door.token])
def test_outside_a_change_nothing_can_be_put_off(call):
    with pytest.raises(RuntimeError):
        call()


@pytest.mark.django_db
def test_a_nested_change_joins_the_outer_one():
    ends = []

    with door.change():
        outer = door.token()
        with door.change():
            inner = door.token()
            door.at_the_end(lambda: ends.append("end"))
        before_close = list(ends)

    assert inner is outer
    assert (before_close, ends) == ([], ["end"])


@pytest.mark.django_db
def test_each_change_has_its_own_token():
    with door.change():
        first = door.token()
    with door.change():
        assert door.token() is not first


@pytest.mark.usefixtures("earnest")
def test_a_fault_undoes_the_whole_and_the_next_change_is_unaffected():
    ends = []

    with pytest.raises(ZeroDivisionError), door.change():
        note("lost")
        door.at_the_end(lambda: ends.append("lost"))
        with door.change():
            note("lost too")
            raise ZeroDivisionError
    with door.change():
        note("kept")
        door.at_the_end(lambda: ends.append("kept"))

    assert (codes(), ends) == (["kept"], ["kept"])


@pytest.mark.usefixtures("earnest")
def test_the_lock_is_free_again_after_a_fault_at_the_end():
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), door.change():
        note("lost")
        door.at_the_end(fail)
    with door.change():
        note("kept")

    assert codes() == ["kept"]


def in_threads(work, count: int) -> list[BaseException]:
    """Run the same work at once in so many threads, each with its own connection."""
    start, faults = threading.Barrier(count), []

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[n]) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.mark.usefixtures("earnest")
def test_many_writers_at_once_leave_one_whole_trail():
    def work(number: int) -> None:
        for turn in range(5):
            with door.change():
                trail.record("test", number * 10 + turn, "go", actor=SYSTEM)

    faults = in_threads(work, 6)

    verdict = trail.verify()
    assert faults == []
    assert (verdict.ok, verdict.links) == (True, 30)


@pytest.mark.usefixtures("earnest")
def test_numbers_have_no_gaps_and_no_doubles_when_many_ask_at_once():
    given = []

    def work(number: int) -> None:
        for _ in range(5):
            with door.change():
                given.append(numbers.following("test"))

    faults = in_threads(work, 6)

    assert faults == []
    assert sorted(given) == list(range(1, 31))
    assert Series.objects.get(name="test").last == 30


@pytest.mark.usefixtures("earnest")
def test_writers_to_sqlite_wait_before_they_begin_their_transaction():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows")
    seen, inside, go_on = [], threading.Event(), threading.Event()

    def first() -> None:
        with door.change():
            inside.set()
            go_on.wait(5)
            note("first")
        connections.close_all()

    def second() -> None:
        inside.wait(5)
        with door.change():
            seen.extend(codes())  # begun after the first committed, so it sees its work
            note("second")
        connections.close_all()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    inside.wait(5)
    go_on.set()
    for thread in threads:
        thread.join()

    assert seen == ["first"]
    assert codes() == ["first", "second"]


@pytest.mark.django_db
def test_a_decorated_function_is_a_change_each_time():
    @door.change()
    def act(code: str) -> object:
        note(code)
        trail.record("test", 1, code, actor=SYSTEM)
        return door.token()

    first, second = act("one"), act("two")

    assert first is not second
    moves = TrailRow.objects.order_by("position").values_list("move", flat=True)
    assert list(moves) == ["one", "two"]
