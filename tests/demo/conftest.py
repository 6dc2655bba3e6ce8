"""The demo, built once by the command, and once more for a look from inside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

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


@pytest.fixture(scope="package")
def told(django_db_setup, django_db_blocker) -> Iterator[list[str]]:
    """The story, told once for all these tests and then forgotten; its chapters."""
    from tests.demo.days import TODAY
    from xingmeng.core import clock
    from xingmeng.demo import build

    chapters: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        build.build(chapters.append)
        count_rows()
        with clock.at(TODAY):
            yield chapters
        transaction.set_rollback(True)
