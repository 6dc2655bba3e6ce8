"""The site as a process of its own, on its own database, on the day a chapter needs.

The tables refuse to forget (no DELETE on trail and ledger), so a test database that is
emptied after each test does not fit them.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from xingmeng.core import codes

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
SECONDS_TO_PREPARE = 180
EMPTY = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""
PEOPLE = "from xingmeng.demo.people import people; people()"
EVERYBODY = "from tests.factories import PLAYERS, who; [who(name) for name in PLAYERS]"
NOBODY = "pass"
BY_THE_DAY = """
import sys
from xingmeng.config import serve
serve.TARGET = "tests.journeys.served:application"
serve.run(port=int(sys.argv[1]), workers=1)
"""


class Site:
    """The site in a temporary home; `url` stays the same from day to day.

    It is served by the day (tests/journeys/served.py), or `in_earnest` by `xingmeng serve`.
    `sessions` holds the session of everybody who has an account.
    """

    def __init__(
        self, home: Path, *, database: str = "", in_earnest: bool = False, workers: int = 1
    ) -> None:
        self.home, self.in_earnest, self.workers = home, in_earnest, workers
        self.sessions: dict[str, str] = {}
        self.url = f"http://127.0.0.1:{_free_port()}"
        self.day = "2021-03-01"
        self.process: subprocess.Popen | None = None
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("XINGMENG_", "DJANGO_"))
        }
        self.environment = {
            **kept,
            "XINGMENG_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "xingmeng.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
        }
        if database:
            self.environment["XINGMENG_DATABASE_URL"] = database

    def empty(self) -> None:
        """Tables, reference lists and collected files, and nobody in it."""
        self._begin(EMPTY)

    def copy(self, home: Path) -> None:
        """Begin with what stands in another home; files that never change stay there."""
        shutil.copytree(home, self.home, ignore=_static, dirs_exist_ok=True)
        (self.home / "static").symlink_to(home / "static")
        if "XINGMENG_DATABASE_URL" in self.environment:
            self.command("migrate")  # what was copied is SQLite's

    def prepare(self) -> None:
        """Organisations and accounts: what stands before the story."""
        self._begin(PEOPLE)

    def told(self, story: str) -> None:
        """Tell a story of tests/thread.py or tests/race.py up to where people take over."""
        self._begin(f"{story}; {EVERYBODY}")

    def signed_in(self) -> None:
        """Everybody who has an account is signed in."""
        self._begin(NOBODY)

    def _begin(self, story: str) -> None:
        done = self._python("-m", "tests.journeys.beginning", story)
        self.sessions = json.loads(done.stdout.splitlines()[-1])

    def addressed(self, path: str) -> str:
        """An address with the codes that this site's key gives to rows: <award:1>."""
        secret = (self.home / "keys" / "secret_key").read_text()
        return re.sub(
            r"<(\w+):(\d+)>", lambda m: codes.shown(m[1], int(m[2]), secret=secret), path
        )

    def command(self, *words: str) -> subprocess.CompletedProcess:
        """One `xingmeng` command on this site's home, which must succeed."""
        return self._python("-m", "xingmeng.cli", *words)

    def on(self, day: str) -> None:
        """Serve the site with its calendar on this day. Errors: RuntimeError if it fails."""
        self.day = day
        (self.home / "day").write_text(day)
        if self.process and not self.in_earnest:
            return
        self.stop()
        port = str(urlsplit(self.url).port)
        earnest = ["-m", "xingmeng.cli", "serve", "--port", port]
        earnest += ["--workers", str(self.workers)]
        with open(self.home / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *(earnest if self.in_earnest else ["-c", BY_THE_DAY, port])],
                env={**self.environment, "XINGMENG_TODAY": day},
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests; they stop it
            )
        self._wait()

    def stop(self) -> None:
        """End the server and its worker. Errors: none, also when it does not run."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # its own session: none but ours
            self.process.wait()
        self.process = None

    def log(self) -> str:
        """What the server wrote to its log so far."""
        path = self.home / "server.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _python(self, *words: str) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [sys.executable, *words],
            env={**self.environment, "XINGMENG_TODAY": self.day},
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_PREPARE,
        )
        if done.returncode:
            raise RuntimeError(f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/health/", timeout=5).close()
                return
            except OSError as error:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"the site does not start:\n{self.log()}") from error
                time.sleep(0.05)


def _static(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "static"]


def own_database(name: str) -> str:
    """A new database on the tests' PostgreSQL server; empty for SQLite in the site's home."""
    server = os.environ.get("XINGMENG_DATABASE_URL", "")
    if not server.startswith("postgres"):
        return ""
    parts = urlsplit(server)
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as link:
        link.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        link.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(parts._replace(path=f"/{name}"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
