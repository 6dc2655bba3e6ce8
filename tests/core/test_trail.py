"""The trail refuses every change, and names the place of each one made behind its back."""

import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from xingmeng.core import door, move, trail
from xingmeng.core.actor import SYSTEM
from xingmeng.core.errors import Refused
from xingmeng.core.models import Note, Receipt, TrailHead, TrailRow
from xingmeng.core.trail import Fault

pytestmark = pytest.mark.django_db


def steps(count: int) -> list[str]:
    """So many steps, each its own change."""
    ids = []
    for number in range(count):
        with door.change():
            said = {"number": number}
            ids.append(trail.record("test", number, "go", actor=SYSTEM, details=said))
    return ids


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def drop_triggers() -> None:
    """As somebody with all rights over the database would do."""
    suffix = "" if connection.vendor == "sqlite" else " ON core_trailrow"
    sql(f"DROP TRIGGER trail_no_update{suffix}")
    if connection.vendor == "sqlite":
        sql("DROP TRIGGER trail_no_delete")
    for name in ("trailhead_grows", "trailhead_stays"):
        suffix = "" if connection.vendor == "sqlite" else " ON core_trailhead"
        sql(f"DROP TRIGGER {name}{suffix}")


def row(position: int) -> TrailRow:
    return TrailRow.objects.get(position=position)


def mend_head() -> None:
    last = TrailRow.objects.order_by("-position").first()
    sql("UPDATE core_trailhead SET count = %s, hash = %s", last.position, last.hash)


def shift(*, after: int, by: int) -> None:
    """Give the rows after a position new positions, one by one in an order without doubles."""
    rows = TrailRow.objects.filter(position__gt=after).order_by(
        "-position" if by > 0 else "position"
    )
    for position in list(rows.values_list("position", flat=True)):
        sql(
            "UPDATE core_trailrow SET position = %s WHERE position = %s",
            position + by,
            position,
        )


def forged(position: int, previous_hash: str) -> TrailRow:
    """A row made to fit, as a careful forger would make it."""
    made = row(1)
    made.position, made.step_id, made.move = position, "f" * 32, "forged"
    made.previous_hash = previous_hash
    made.hash = trail.hash_of(made)
    return made


# --- each kind of tampering: what is done, what is found ------------------------------------


def alter(position: int) -> None:
    sql("UPDATE core_trailrow SET move = 'other' WHERE position = %s", position)


def alter_and_rehash(position: int) -> None:
    changed = row(position)
    changed.move = "other"
    new = trail.hash_of(changed)
    sql("UPDATE core_trailrow SET move = 'other', hash = %s WHERE position = %s", new, position)


def delete(position: int) -> None:
    sql("DELETE FROM core_trailrow WHERE position = %s", position)


def delete_and_close_up(position: int) -> None:
    delete(position)
    shift(after=position, by=-1)


def insert(position: int) -> None:
    before = row(position - 1).hash if position > 1 else trail.GENESIS
    made = forged(position, before)
    shift(after=position - 1, by=1)
    made.save(force_insert=True)


def insert_and_mend(position: int) -> None:
    insert(position)
    mend_head()


def insert_a_dishonest_one(position: int) -> None:
    made = forged(position, "0" * 63 + "1")
    shift(after=position - 1, by=1)
    made.save(force_insert=True)


TAMPERED: tuple[tuple[Callable[[int], None], int, Fault], ...] = (
    (alter, 1, Fault(1, "altered")),
    (alter, 3, Fault(3, "altered")),
    (alter, 5, Fault(5, "altered")),
    (alter_and_rehash, 1, Fault(1, "altered")),
    (alter_and_rehash, 3, Fault(3, "altered")),
    (alter_and_rehash, 4, Fault(4, "altered")),
    (alter_and_rehash, 5, Fault(5, "altered")),
    (delete, 1, Fault(1, "removed")),
    (delete, 3, Fault(3, "removed")),
    (delete, 5, Fault(5, "removed")),
    (delete_and_close_up, 1, Fault(1, "removed")),
    (delete_and_close_up, 3, Fault(3, "removed")),
    (insert, 6, Fault(6, "inserted")),
    (insert, 3, Fault(3, "inserted")),
    (insert, 1, Fault(1, "inserted")),
    (insert, 5, Fault(5, "inserted")),
    (insert_and_mend, 3, Fault(3, "inserted")),
    (insert_a_dishonest_one, 6, Fault(6, "inserted")),
    (insert_a_dishonest_one, 3, Fault(3, "inserted")),
)


@pytest.mark.parametrize(
    ("tamper", "position", "found"),
    TAMPERED,
    ids=[f"{tamper.__name__}-{position}" for tamper, position, _ in TAMPERED],
)
def test_tampering_is_found_with_its_place_and_kind(tamper, position, found):
    steps(5)
    assert trail.verify().ok
    drop_triggers()

    tamper(position)

    assert trail.verify().first_broken == found


def test_an_altered_order_of_time_is_found():
    steps(3)
    drop_triggers()

    sql("UPDATE core_trailrow SET at = %s WHERE position = 2", factories.time("2020-01-01"))

    assert trail.verify().first_broken == Fault(2, "altered")


def test_two_rows_that_changed_places_are_found():
    steps(4)
    drop_triggers()

    for old, new in ((2, 99), (3, 2), (99, 3)):
        sql("UPDATE core_trailrow SET position = %s WHERE position = %s", new, old)

    assert trail.verify().first_broken.position == 2


def test_removing_the_last_row_with_a_mended_head_is_found_once_a_receipt_knew_it():
    steps(4)
    count, last = trail.head()
    Receipt.objects.create(
        kind="test",
        subject_id=1,
        number="R-1",
        document={},
        at=factories.time("2021-09-14"),
        trail_count=count,
        trail_hash=last,
    )
    drop_triggers()

    delete(4)
    mend_head()

    assert trail.verify().first_broken == Fault(4, "removed")


def test_replacing_the_last_row_is_found_once_a_receipt_knew_it():
    steps(4)
    count, last = trail.head()
    Receipt.objects.create(
        kind="test",
        subject_id=1,
        number="R-1",
        document={},
        at=factories.time("2021-09-14"),
        trail_count=count,
        trail_hash=last,
    )
    drop_triggers()

    delete(4)
    mend_head()
    steps(1)

    assert trail.verify().first_broken == Fault(4, "altered")


def test_an_emptied_trail_is_found():
    steps(3)
    drop_triggers()

    sql("DELETE FROM core_trailrow")

    assert trail.verify().first_broken == Fault(1, "removed")


def test_an_empty_trail_is_whole():
    verdict = trail.verify()

    assert (verdict.ok, verdict.links) == (True, 0)


# --- the database itself --------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_trailrow SET move = 'other' WHERE position = 1",
        "UPDATE core_trailrow SET hash = 'x'",
        "DELETE FROM core_trailrow WHERE position = 2",
        "DELETE FROM core_trailrow",
        "UPDATE core_trailhead SET count = 1",
        "UPDATE core_trailhead SET hash = 'x'",
        "UPDATE core_trailhead SET id = 7",
        "DELETE FROM core_trailhead",
        "UPDATE core_receipt SET number = 'x'",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(statement):
    steps(2)
    Receipt.objects.create(
        kind="test",
        subject_id=1,
        number="R-1",
        document={},
        at=factories.time("2021-09-14"),
        trail_count=2,
        trail_hash=trail.head()[1],
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        sql(statement)

    assert trail.verify().ok


@pytest.mark.parametrize("table", ["core_trailrow", "core_trailhead"])
def test_postgresql_refuses_to_truncate(table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    steps(1)

    with pytest.raises(DatabaseError), transaction.atomic():
        sql(f"TRUNCATE {table}")


# --- how steps come onto it -----------------------------------------------------------------


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
