"""The site as a process of its own, on its own database, on the day a chapter needs.

The tables refuse to forget (no DELETE on trail and ledger), so a test database that is
emptied after each test does not fit them. A new day is a new start of the same server.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
PEOPLE = "import django; django.setup(); from xingmeng.demo.people import people; people()"


class Site:
    """`xingmeng serve` in a temporary home; `url` stays the same from day to day."""

    def __init__(self, home: Path, *, database: str = "") -> None:
        self.home = home
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
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LANG": "C.UTF-8",
        }
        if database:
            self.environment["XINGMENG_DATABASE_URL"] = database

    def prepare(self) -> None:
        """Tables, reference lists, organisations and accounts: what stands before the story."""
        self.command("migrate")
        self._python("-c", PEOPLE)

    def command(self, *words: str) -> subprocess.CompletedProcess:
        """One `xingmeng` command on this site's home, which must succeed."""
        return self._python("-m", "xingmeng.cli", *words)

    def on(self, day: str) -> None:
        """Serve the site with its calendar on this day. Errors: RuntimeError if it fails."""
        self.stop()
        self.day = day
        port = str(urlsplit(self.url).port)
        with open(self.home / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "xingmeng.cli",
                    "serve",
                    "--port",
                    port,
                    "--workers",
                    "1",
                ],
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
