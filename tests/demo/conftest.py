"""The demo, built once by the command, and looked at from outside and from inside."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import transaction

from tests.demo import homes
from tests.once import made_once

DEMO = "test_xingmeng_demo"


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read only: take a copy to change anything. `digest.txt` is what the command printed."""
    return made_once(tmp_path_factory, "demo-home", _build)


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the demo in the database DEMO of the tests' server. Copy both."""
    return made_once(tmp_path_factory, "demo-database", _build_on_the_server)


def _build_on_the_server(home: Path) -> None:
    with homes.server() as server:
        homes.create(server, DEMO)
    build_over_another(home, **homes.database_url(DEMO))
    with homes.server(DEMO) as server:
        server.execute("ANALYZE")


def build_over_another(home: Path, **more: str) -> None:
    """Build the demo in the place of a site that has an administrator called `late`."""
    word = {"XINGMENG_ADMIN_PASSWORD": "long-enough-word"}
    assert homes.run(home, "migrate", **more).returncode == 0
    done = homes.run(home, "createadmin", "late", **word, **more)
    assert done.returncode == 0, done.stderr
    _build(home, **more)


def _build(home: Path, **more: str) -> None:
    done = homes.run(home, "demo", "--reset", "--yes", "--digest", **more)
    assert done.returncode == 0, done.stderr
    (home / "digest.txt").write_text(done.stdout.splitlines()[-1])
    (home / "said.txt").write_text(done.stderr)


@pytest.fixture(scope="package")
def told(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The story as it stands at its end, for all these tests; then forgotten."""
    from tests.demo.days import TODAY
    from xingmeng.core import clock

    folder = tmp_path_factory.mktemp("told")
    with django_db_blocker.unblock(), whole(request, folder), clock.at(TODAY):
        yield


@contextmanager
def whole(request: pytest.FixtureRequest, folder: Path) -> Iterator[None]:
    """The whole demo is in the database: a copy of the one that the command built."""
    with ExitStack() as stack:
        if homes.is_sqlite():
            built = request.getfixturevalue("demo_home")
            stack.enter_context(homes.inside(homes.copied(built, folder / "home")))
        else:
            built = request.getfixturevalue("demo_database")
            own = f"{DEMO}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
            stack.enter_context(homes.copied_database(DEMO, own))
            stack.enter_context(homes.inside(homes.copied(built, folder / "home"), own))
        stack.enter_context(transaction.atomic())
        yield
        transaction.set_rollback(True)
