"""Homes of their own for the command line: built, copied, looked into from outside."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
from django.conf import settings
from psycopg import sql

SRC = Path(__file__).resolve().parents[2] / "src"
DATABASE = "xingmeng.sqlite3"
SETUP = """
import django
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": plain}  # nothing was collected here
settings.STATIC_ROOT.mkdir(exist_ok=True)
django.setup()
"""


def environment(home: Path | None, **more: str) -> dict[str, str]:
    """What a newcomer's shell holds: nothing of ours but the home."""
    ours = ("XINGMENG_", "DJANGO_", "LANG", "LC_")
    own = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    at_home = {"XINGMENG_HOME": str(home)} if home else {}
    return {**own, "PYTHONPATH": str(SRC), "PYTHONUTF8": "1", **at_home, **more}


def run(home: Path | None, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`xingmeng WORDS` in a home, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "xingmeng.cli", *words],
        env=environment(home, **more),
        cwd=home or "/",
        capture_output=True,
        text=True,
        timeout=600,
        stdin=subprocess.DEVNULL,
    )


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The last line of standard output, one JSON object."""
    said = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(said, dict)
    return said


def copied(home: Path, to: Path) -> Path:
    """The same home elsewhere, keys and files with it."""
    return Path(shutil.copytree(home, to))


@contextmanager
def inside(home: Path, database: str = "") -> Iterator[None]:
    """This process works on the keys, the files and the SQLite database of that home, or on
    the one named of the tests' server."""
    from django.db import connection

    connection.close()
    own = patch.dict(connection.settings_dict, NAME=database or str(home / DATABASE))
    with own, patch.object(settings, "HOME_DIR", home):
        try:
            yield
        finally:
            connection.close()


@contextmanager
def tampered(home: Path) -> Iterator[sqlite3.Connection]:
    """The database past every guard: no trigger of ours stands in the way."""
    with closing(sqlite3.connect(home / DATABASE)) as database:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in database.execute(names).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        yield database
        database.commit()


def python(home: Path, program: str, **more: str) -> Mapping[str, Any]:
    """What a small program prints as JSON, with Django set up in that home."""
    done = subprocess.run(
        [sys.executable, "-c", SETUP + program],
        env=environment(home, DJANGO_SETTINGS_MODULE="xingmeng.config.settings", **more),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def empty_database() -> Iterator[dict[str, str]]:
    """What to tell a program so that it works on a database of its own, of the tests' kind."""
    if is_sqlite():
        yield {}  # the one in its home
        return
    called = f"beside_{uuid.uuid4().hex}"
    with server() as beside:
        create(beside, called)
        try:
            yield database_url(called)
        finally:
            drop(beside, called)


def is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def database_url(called: str) -> dict[str, str]:
    """What to tell a program so that it works on that database of the tests' server."""
    default = settings.DATABASES["default"]
    word = f":{default['PASSWORD']}" if default["PASSWORD"] else ""
    place = f"{default['USER']}{word}@{default['HOST']}:{default['PORT']}/{called}"
    return {"XINGMENG_DATABASE_URL": f"postgresql://{place}"}


@contextmanager
def copied_database(called: str, to: str) -> Iterator[None]:
    """A copy of a database of the tests' server, to which nobody is connected; then gone."""
    with server() as beside:
        create(beside, to, template=called)
        try:
            yield
        finally:
            drop(beside, to)


def create(server: psycopg.Connection, called: str, *, template: str = "template1") -> None:
    """A database of that name, in the place of one that may be left from a broken run."""
    drop(server, called)
    names = map(sql.Identifier, (called, template))
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def drop(server: psycopg.Connection, called: str) -> None:
    name = sql.Identifier(called)
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def server(called: str = "postgres") -> psycopg.Connection:
    """A session at the tests' server, in that database; each statement counts at once."""
    default = settings.DATABASES["default"]
    login = {"user": default["USER"], "password": default["PASSWORD"] or None}
    place = {"host": default["HOST"], "port": default["PORT"], "dbname": called}
    return psycopg.connect(autocommit=True, **place, **login)
