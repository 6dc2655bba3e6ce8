"""What keeps a server: a database that is none, keys, and what a reset spares."""

from pathlib import Path

import pytest

from tests.demo import homes

pytestmark = pytest.mark.slow
WORD = "long-enough-word"
ENGLISH = {"LANG": "en_US.UTF-8"}


@pytest.mark.parametrize("words", [("migrate",), ("demo", "--no-serve"), ("work", "--once")])
def test_a_malformed_database_url_gives_one_line(words: tuple[str, ...], tmp_path: Path):
    done = homes.run(tmp_path, *words, XINGMENG_DATABASE_URL="postgresql://a:b/c@d:e/f")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("设置有误：XINGMENG_DATABASE_URL: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [("migrate",), ("demo", "--reset", "--no-serve")])
def test_what_is_no_database_gives_one_line(words: tuple[str, ...], tmp_path: Path):
    (tmp_path / homes.DATABASE).write_bytes(b"a letter, not a database; " * 50)

    done = homes.run(tmp_path, *words)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("连不上数据库：")
    assert len(done.stderr.splitlines()) == 1


# --- keys -------------------------------------------------------------------------------------


def test_a_new_sealing_key_is_put_in_front(tmp_path: Path):
    first, second = (homes.run(tmp_path, "keys", "rotate") for _ in range(2))

    assert (first.stdout, second.stdout) == ("sealing keys: 2\n", "sealing keys: 3\n")
    assert len((tmp_path / "keys" / "sealing.keys").read_text().split()) == 3


def test_keys_of_the_environment_are_changed_there(tmp_path: Path):
    done = homes.run(tmp_path, "keys", "rotate", XINGMENG_SEALING_KEYS="YQ==", **ENGLISH)

    assert (done.returncode, done.stdout) == (2, "")
    assert "put the new key in front there" in done.stderr


# --- removing ---------------------------------------------------------------------------------


def test_a_region_in_earnest_is_not_removed_as_a_demo(tmp_path: Path):
    homes.run(tmp_path, "migrate")
    homes.run(tmp_path, "createadmin", "root", XINGMENG_ADMIN_PASSWORD=WORD)

    done = homes.run(tmp_path, "demo", "--reset", "--no-serve", **ENGLISH)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The database holds more than a demo")
    with homes.tampered(tmp_path) as database:
        assert database.execute("SELECT username FROM auth_user").fetchall() == [("root",)]


def test_tables_of_another_program_are_not_removed(tmp_path: Path):
    homes.run(tmp_path, "migrate")
    with homes.tampered(tmp_path) as database:
        database.execute("CREATE TABLE payroll (n INTEGER)")

    done = homes.run(tmp_path, "demo", "--reset", "--no-serve")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("数据库里不只是演示数据")
