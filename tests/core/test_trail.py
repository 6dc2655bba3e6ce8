"""The trail refuses every change, and names the place of each one made behind its back."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories
from xingmeng.core import door, trail
from xingmeng.core.actor import SYSTEM
from xingmeng.core.models import Receipt, TrailRow
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
