"""What happens behind our back is seen: figures follow the records, the trail tells."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.demo import homes

pytestmark = pytest.mark.slow
LOOK = """
import json
from django.test import Client
from xingmeng.stages.delivery.models import Milestone
from xingmeng.stages.funds import queries as funds
from xingmeng.core import clock
from xingmeng.stages.indicators import queries as indicators
from xingmeng.core.actor import NOBODY

from django.test.utils import setup_test_environment
setup_test_environment()

def paid(number):
    magnet = Milestone.objects.filter(contract__award__challenge__number="JB2021001-01")
    page = Client().get(magnet.get(number=number).get_absolute_url())
    assert page.status_code == 200
    return next(f["value"] for f in page.context["facts"] if f["label"] == "已支付")

figure, _ = indicators.figure(NOBODY, "support_paid", as_of=clock.now())
differs = funds.ledger_differs()
print(json.dumps({"paid": [paid(n) for n in (1, 2, 3)],
                  "figure": int(figure), "differs": sorted(differs)}))
"""


def _paid_to_date(home: Path) -> dict:
    replayed = homes.answer(homes.run(home, "replay", "2021", "--json"))
    return next(line for line in replayed["beside"] if line["name"] == "paid_to_date")


def test_a_payment_deleted_in_a_copy_is_missing_everywhere(demo_home: Path, tmp_path: Path):
    home = homes.copied(demo_home, tmp_path / "home")
    before, paid_before = homes.python(home, LOOK), _paid_to_date(home)

    with homes.tampered(home) as database:
        query = "SELECT id FROM funds_payment WHERE state = 'paid' AND amount_fen = 171000000"
        payment, _ = (pk for (pk,) in database.execute(f"{query} ORDER BY id").fetchall())
        database.execute("DELETE FROM funds_transfer WHERE payment_id = ?", [payment])
        database.execute("DELETE FROM funds_payment WHERE id = ?", [payment])

    after, paid_after = homes.python(home, LOOK), _paid_to_date(home)
    assert before["paid"] == [228_000_000, 171_000_000, 171_000_000]
    assert after["paid"] == [228_000_000, 0, 171_000_000]
    assert before["figure"] - after["figure"] == 171_000_000
    assert before["differs"] == []
    assert [code.split(":")[0] for code in after["differs"]] == ["authorisation", "payee"]
    assert paid_before["computed"] - paid_after["computed"] == 1_710_000
    assert paid_before["records"] - paid_after["records"] == 1


def test_a_ledger_row_that_is_gone_is_found_also_when_the_payment_stays(
    demo_home: Path, tmp_path: Path
):
    home = homes.copied(demo_home, tmp_path / "home")

    with homes.tampered(home) as database:
        database.execute("DELETE FROM funds_transfer WHERE purpose = 'grant' AND id = 1")

    assert homes.python(home, LOOK)["differs"] == ["appropriation:1", "outside"]


def test_the_guards_hold_against_a_plain_connection(demo_home: Path, tmp_path: Path):
    home = homes.copied(demo_home, tmp_path / "home")
    database = sqlite3.connect(home / homes.DATABASE)

    for statement in (
        "DELETE FROM funds_transfer",
        "UPDATE funds_transfer SET amount_fen = 1",
        "UPDATE funds_account SET balance_fen = balance_fen + 1 WHERE outside = 0",
        "DELETE FROM core_trailrow",
        "UPDATE core_trailrow SET actor_id = 0",
        "UPDATE core_trailhead SET count = count - 1",
        "DELETE FROM core_trailhead",
        "UPDATE core_receipt SET trail_count = 0",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(statement)
    database.close()


# --- the trail ------------------------------------------------------------------------------


def _altered(database: sqlite3.Connection, last: int) -> None:
    database.execute("UPDATE core_trailrow SET actor_id = 9999 WHERE position = 40")


def _hash_mended(database: sqlite3.Connection, last: int) -> None:
    database.execute(f"UPDATE core_trailrow SET hash = '{'1' * 64}' WHERE position = 40")


def _removed_first(database: sqlite3.Connection, last: int) -> None:
    database.execute("DELETE FROM core_trailrow WHERE position = 1")


def _removed_middle(database: sqlite3.Connection, last: int) -> None:
    database.execute("DELETE FROM core_trailrow WHERE position = 40")


def _closed_up(database: sqlite3.Connection, last: int) -> None:
    """Removed, and all that follow moved up by one."""
    database.execute("DELETE FROM core_trailrow WHERE position = 40")
    for position in range(41, last + 1):
        _renumber(database, position, position - 1)


def _removed_last(database: sqlite3.Connection, last: int) -> None:
    database.execute(f"DELETE FROM core_trailrow WHERE position = {last}")


def _back_to_before_the_receipts(database: sqlite3.Connection, last: int) -> None:
    """All after row 40 removed and the head mended: only the receipts know better."""
    database.execute("DELETE FROM core_trailrow WHERE position > 40")
    hashed = "(SELECT hash FROM core_trailrow WHERE position = 40)"
    database.execute(f"UPDATE core_trailhead SET count = 40, hash = {hashed}")


def _inserted(database: sqlite3.Connection, last: int) -> None:
    for position in range(last, 39, -1):
        _renumber(database, position, position + 1)
    _copy_of_39(database, 40)


def _appended(database: sqlite3.Connection, last: int) -> None:
    _copy_of_39(database, last + 1)


def _renumber(database: sqlite3.Connection, old: int, new: int) -> None:
    database.execute(f"UPDATE core_trailrow SET position = {new} WHERE position = {old}")


def _copy_of_39(database: sqlite3.Connection, position: int) -> None:
    read = "SELECT * FROM core_trailrow WHERE position = 39"
    found = database.execute(read)
    names = [column[0] for column in found.description]
    row = dict(zip(names, found.fetchone(), strict=True))
    row |= {"position": position, "step_id": "f" * 32}
    marks = ", ".join("?" for _ in row)
    columns = ", ".join(row)
    database.execute(
        f"INSERT INTO core_trailrow ({columns}) VALUES ({marks})", list(row.values())
    )


@pytest.mark.parametrize(
    ("tamper", "place", "kind"),
    [
        (_altered, 40, "altered"),
        (_hash_mended, 40, "altered"),
        (_removed_first, 1, "removed"),
        (_removed_middle, 40, "removed"),
        (_closed_up, 40, "removed"),
        (_removed_last, 0, "removed"),
        (_back_to_before_the_receipts, 41, "removed"),
        (_inserted, 40, "inserted"),
        (_appended, 1, "inserted"),
    ],
    ids=lambda given: getattr(given, "__name__", None),
)
def test_a_tampered_trail_is_found(
    tamper: Callable, place: int, kind: str, demo_home: Path, tmp_path: Path
):
    home = homes.copied(demo_home, tmp_path / "home")
    with homes.tampered(home) as database:
        last = database.execute("SELECT count FROM core_trailhead").fetchone()[0]
        tamper(database, last)
        left = database.execute("SELECT count(*) FROM core_trailrow").fetchone()[0]

    done = homes.run(home, "trail", "verify", "--json")

    at = place if place > 1 or tamper is _removed_first else last + place
    assert done.returncode == 1
    assert homes.answer(done) == {
        "ok": False,
        "links": left,
        "first_broken": {"position": at, "kind": kind},
    }
