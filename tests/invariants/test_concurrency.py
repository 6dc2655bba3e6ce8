"""Many at once: nothing is lost, nothing happens twice, no money is spent that is not there.

Each scene runs in a database of its own, for only what is committed is seen by others.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.demo.homes import SRC, empty_database, environment, python
from tests.invariants.crowd import CROWD
from tests.once import made_once

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read only: the region before its first need, on SQLite."""
    program = """
from django.core.management import call_command
from tests.invariants import world
call_command("migrate", verbosity=0)
world.found()
print("{}")
"""
    more = {"PYTHONPATH": f"{SRC}{os.pathsep}{ROOT}"}
    return made_once(
        tmp_path_factory, "founded-home", lambda home: python(home, program, **more)
    )


@pytest.fixture
def scene(founded: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Any:
    """What came of a scene when everybody acted at once."""
    with empty_database() as address:
        if not address:
            shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
        more = {"DJANGO_SETTINGS_MODULE": "xingmeng.config.settings", **address}
        env = environment(tmp_path, **more)
        env["PYTHONPATH"] += os.pathsep + str(ROOT)
        done = subprocess.run(
            [sys.executable, "-m", "tests.invariants.crowd", request.param],
            env=env,
            capture_output=True,
            text=True,
            timeout=240,
        )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert not [way for way in found["outcomes"] if way.startswith("fault")], done.stderr
    assert found["trail"] is True
    assert found["differs"] == []
    assert found["negative"] == 0
    return found


def of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("scene", [name], indirect=True)


@of("submits")
def test_submits_at_once_are_all_kept_each_with_its_receipt(scene: dict[str, Any]):
    assert scene["outcomes"] == {"done": CROWD}
    assert scene["states"] == {"sealed": CROWD}
    assert scene["submits"] == scene["steps"] == CROWD
    assert scene["receipts"] == scene["receipted"] == CROWD


@of("begins")
def test_a_unit_that_begins_twice_at_once_has_one_bid(scene: dict[str, Any]):
    half = CROWD // 2

    assert scene["outcomes"] == {"done": half, "refused: already_bidding": half}
    assert scene["states"] == {"draft": half}
    assert (scene["numbers"], scene["doubles"]) == (half, 0)


@of("payments")
def test_a_payment_is_paid_once_whoever_pays_it(scene: dict[str, Any]):
    assert scene["outcomes"]["done"] == 1
    assert all(way == "done" or "wrong_state" in way for way in scene["outcomes"])
    assert (scene["payments"], scene["paid"]) == ({"paid": 1}, 1)


@of("orders")
def test_a_payment_is_ordered_anew_once(scene: dict[str, Any]):
    assert scene["outcomes"] == {"done": 1, "refused: nothing_to_pay": 7}
    assert scene["payments"] == {"refused": 1, "ordered": 1}


@of("overdraw")
def test_payments_at_once_cannot_overdraw_an_authorisation(scene: dict[str, Any]):
    assert scene["outcomes"]["done"] == 1
    refused = {way for way in scene["outcomes"] if way != "done"}
    assert all("wrong_state" in way or "not_enough_authorised" in way for way in refused)
    assert (scene["payments"], scene["paid"]) == ({"paid": 1, "ordered": 1}, 1)


@of("commits")
def test_commitments_at_once_cannot_overdraw_an_appropriation(scene: dict[str, Any]):
    assert scene["outcomes"] == {"done": 3, "refused: not_enough_appropriated": 5}
    assert scene["committed"] == 3


@of("choices")
def test_an_issuer_chooses_one_bid(scene: dict[str, Any]):
    assert scene["outcomes"]["done"] == 1
    assert all(way == "done" or "wrong_state" in way for way in scene["outcomes"])
    assert scene["awards"] == 1


@of("acceptances")
def test_acceptance_is_asked_for_once(scene: dict[str, Any]):
    assert scene["outcomes"] == {"done": 1, "refused: acceptance_under_way": 7}
    assert scene["acceptances"] == 1


@of("slots")
def test_overlapping_hours_of_an_instrument_are_confirmed_once(scene: dict[str, Any]):
    assert scene["outcomes"] == {"done": 1, "refused: slot_taken": 7}
