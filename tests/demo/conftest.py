"""The demo, built once by the command, and looked at from outside and from inside."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.demo import homes
from tests.once import made_once
from tests.postgresql import count_rows


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read only: take a copy to change anything. `digest.txt` is what the command printed."""
    return made_once(tmp_path_factory, "demo-home", _build)


def _build(home: Path) -> None:
    done = homes.run(home, "demo", "--reset", "--digest")
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
    """The whole demo is in the database: on SQLite a copy of the one that the command built,
    on PostgreSQL built here; undone at the end."""
    from xingmeng.demo import build

    with ExitStack() as stack:
        if connection.vendor == "sqlite":
            built = request.getfixturevalue("demo_home")
            stack.enter_context(homes.inside(homes.copied(built, folder / "home")))
        stack.enter_context(transaction.atomic())
        if connection.vendor != "sqlite":
            build.build(lambda title: None)
            count_rows()
        yield
        transaction.set_rollback(True)
