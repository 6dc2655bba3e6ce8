"""What the environment makes of the settings. Each is read in a process of its own."""

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.demo.homes import SETUP, environment
from xingmeng.config import settings

READ = "import json, sys\nfrom xingmeng.config import settings as s\nprint(json.dumps({}))"


def read(home: Path, wanted: str, **more: str) -> Any:
    """An expression over the settings `s`, as they are in that environment."""
    done = subprocess.run(
        [sys.executable, "-c", READ.format(wanted)],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# --- the database ---------------------------------------------------------------------------


def test_a_relative_sqlite_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    found = settings._database("sqlite:///data/own.sqlite3")

    assert found["ENGINE"] == "django.db.backends.sqlite3"
    assert found["NAME"] == tmp_path / "data" / "own.sqlite3"
    assert (tmp_path / "data").is_dir()


def test_an_absolute_sqlite_url_with_escaped_signs(tmp_path: Path):
    found = settings._database(f"sqlite:///{tmp_path}/a%20b%23c.sqlite3")

    assert found["NAME"] == tmp_path / "a b#c.sqlite3"


def test_sqlite_writers_wait_for_one_another():
    options = settings._database("sqlite:////tmp/x.sqlite3")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "journal_mode=WAL" in options["init_command"]


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_postgresql_url(scheme: str):
    url = f"{scheme}://na%40me:wo%2Frd%3A@db.example:6543/xing%20meng?sslmode=require&a=b"

    found = settings._database(url)

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"]) == ("na@me", "wo/rd:")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "6543", "xing meng")
    assert found["OPTIONS"] == {"sslmode": "require", "a": "b"}
    assert found["CONN_HEALTH_CHECKS"] is True


def test_a_postgresql_url_may_leave_out_most():
    found = settings._database("postgresql:///xingmeng")

    assert (found["HOST"], found["PORT"], found["USER"]) == ("", "", "")
    assert (found["NAME"], found["OPTIONS"]) == ("xingmeng", {})


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("mysql://a/b", "unknown kind of database 'mysql'"),
        ("sqlite3:///a", "unknown kind of database 'sqlite3'"),
        ("sqlite://a", "unknown kind of database 'sqlite'"),
        ("sqlite:///", "unknown kind of database 'sqlite'"),
        ("nonsense", "not a URL"),
        ("postgresql://a:se/cret@host:5432/x", "host or port cannot be read"),
        ("postgresql://host:99999/x", "host or port cannot be read"),
        ("postgresql://[::1/x", "host or port cannot be read"),
    ],
)
def test_a_url_that_names_no_database_is_said_without_its_password(url: str, fault: str):
    with pytest.raises(ImproperlyConfigured, match="XINGMENG_DATABASE_URL: ") as refusal:
        settings._database(url)

    assert fault in str(refusal.value)
    assert "cret" not in str(refusal.value)


def test_without_a_url_the_database_lies_at_home(tmp_path: Path):
    home = tmp_path / "a home #1"
    name = read(home, "str(s.DATABASES['default']['NAME'])")

    assert name == str(home / "xingmeng.sqlite3")


# --- the secret key -------------------------------------------------------------------------


def test_the_secret_key_is_made_once_and_kept_to_its_owner(tmp_path: Path):
    first, second = (read(tmp_path, "s.SECRET_KEY") for _ in range(2))

    path = tmp_path / "keys" / "secret_key"
    assert first == second == path.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [p.name for p in path.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_together_get_the_same_key(tmp_path: Path):
    with ThreadPoolExecutor(4) as crowd:
        keys = set(crowd.map(lambda _: read(tmp_path, "s.SECRET_KEY"), range(4)))

    assert keys == {(tmp_path / "keys" / "secret_key").read_text()}


def test_two_homes_have_two_keys(tmp_path: Path):
    keys = {read(tmp_path / name, "s.SECRET_KEY") for name in ("one", "two")}

    assert len(keys) == 2


def test_a_given_secret_key_is_used_and_not_written(tmp_path: Path):
    assert read(tmp_path, "s.SECRET_KEY", XINGMENG_SECRET_KEY="given") == "given"
    assert not (tmp_path / "keys").exists()


# --- the rest -------------------------------------------------------------------------------


def test_nothing_is_open_that_was_not_opened(tmp_path: Path):
    found = read(
        tmp_path, "[s.DEBUG, s.HTTPS, s.CLOCK_DAY, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS]"
    )

    assert found == [False, False, None, ["localhost", "127.0.0.1", "[::1]", "testserver"], []]


def test_what_differs_by_machine_comes_from_the_environment(tmp_path: Path):
    given = {
        "XINGMENG_ALLOWED_HOSTS": "a.example, b.example,",
        "XINGMENG_TRUSTED_ORIGINS": "https://a.example",
        "XINGMENG_TODAY": "2024-06-30",
        "XINGMENG_DEBUG": "1",
    }
    wanted = "[s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, str(s.CLOCK_DAY), s.DEBUG]"

    assert read(tmp_path, wanted, **given) == [
        ["a.example", "b.example"],
        ["https://a.example"],
        "2024-06-30",
        True,
    ]


def test_the_home_of_a_demo_stays_on_its_day_unless_told(tmp_path: Path):
    (tmp_path / "demo-day").write_text("2024-06-30")

    assert read(tmp_path, "str(s.CLOCK_DAY)") == "2024-06-30"
    assert read(tmp_path, "str(s.CLOCK_DAY)", XINGMENG_TODAY="2024-07-21") == "2024-07-21"
    assert read(tmp_path, "s.CLOCK_DAY", XINGMENG_TODAY="") is None


@pytest.mark.parametrize(("flag", "secure"), [("", False), ("0", False), ("1", True)])
def test_https_makes_every_cookie_secure(flag: str, secure: bool, tmp_path: Path):
    names = (
        "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE LANGUAGE_COOKIE_SECURE SECURE_SSL_REDIRECT"
    )
    wanted = f"[getattr(s, n) for n in {names.split()}] + [s.SECURE_HSTS_SECONDS > 0]"

    assert read(tmp_path, wanted, XINGMENG_HTTPS=flag) == [secure] * 5


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            "smtp://u%40x:w%3A@mail.example:2525",
            ["mail.example", 2525, "u@x", "w:", True, False],
        ),
        ("smtp://mail.example", ["mail.example", 587, "", "", False, False]),
        ("smtps://u:w@mail.example", ["mail.example", 465, "u", "w", False, True]),
    ],
)
def test_an_email_url(url: str, found: list, tmp_path: Path):
    parts = "HOST PORT HOST_USER HOST_PASSWORD USE_TLS USE_SSL"
    wanted = f"[getattr(s, 'EMAIL_' + n) for n in {parts.split()}]"

    assert read(tmp_path, wanted, XINGMENG_EMAIL_URL=url) == found


def test_without_an_email_url_mail_stays_at_home(tmp_path: Path):
    wanted = "[s.EMAIL_BACKEND.split('.')[-2], str(s.EMAIL_FILE_PATH)]"

    assert read(tmp_path, wanted) == ["filebased", str(tmp_path / "mail")]


@pytest.mark.slow
def test_the_deployment_check_of_django_finds_only_what_is_the_domains_owners(tmp_path: Path):
    more = {"XINGMENG_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "xingmeng.config.settings"}
    program = SETUP + (
        "import json; from django.core.checks import run_checks\n"
        "found = run_checks(include_deployment_checks=True)\n"
        "print(json.dumps([check.id for check in found]))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(tmp_path, **more),
        capture_output=True,
        text=True,
        timeout=60,
    )

    not_ours = {"security.W005", "security.W021"}  # other names under the same domain
    assert set(json.loads(done.stdout)) == not_ours


def test_the_tests_have_a_home_of_their_own():
    assert os.environ["XINGMENG_HOME"] == str(settings.HOME_DIR)
