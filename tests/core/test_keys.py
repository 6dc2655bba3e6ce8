"""The server's secrets are made once, kept to their owner, and can be rotated."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from xingmeng.core import keys


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    monkeypatch.delenv(keys.SEALING_KEYS_VARIABLE, raising=False)
    settings.HOME_DIR = tmp_path
    return tmp_path


def test_the_signing_key_stays_the_same_and_only_its_owner_reads_it(home):
    first = keys.key_id()

    assert keys.key_id() == first
    assert len(first) == 16
    assert stat.S_IMODE((home / "keys/signing.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    assert keys.public_key_pem().startswith("-----BEGIN PUBLIC KEY-----\n")


def test_many_who_start_at_once_get_one_key_and_leave_no_drafts(home):
    start = Barrier(8)

    def first_use(_):
        start.wait()
        return keys.key_id(), keys.sealing_keys()[0]

    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(first_use, range(8)))

    assert len(seen) == 1
    assert sorted(path.name for path in (home / "keys").iterdir()) == [
        "sealing.keys",
        "signing.pem",
    ]


def test_rotation_puts_a_new_key_in_front_and_keeps_the_old(home):
    before = keys.sealing_keys()

    keys.rotate_sealing_keys()

    after = keys.sealing_keys()
    assert len(after) == 2
    assert after[1:] == before
    assert stat.S_IMODE((home / "keys/sealing.keys").stat().st_mode) == 0o600


def test_the_environment_overrides_the_file_and_nothing_is_written(home, monkeypatch):
    new, old = b"n" * 32, b"o" * 32
    given = ",".join(base64.b64encode(key).decode() for key in (new, old))
    monkeypatch.setenv(keys.SEALING_KEYS_VARIABLE, given)

    assert keys.sealing_keys() == [new, old]
    assert not (home / "keys").exists()
    with pytest.raises(ValueError, match="put the new key in front there"):
        keys.rotate_sealing_keys()


@pytest.mark.parametrize("given", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_unusable_sealing_keys_are_refused(monkeypatch, given):
    monkeypatch.setenv(keys.SEALING_KEYS_VARIABLE, given)

    with pytest.raises(ValueError):
        keys.sealing_keys()
