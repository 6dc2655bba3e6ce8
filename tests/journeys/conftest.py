"""Sites to walk through: one before its first need, one with the whole demo in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.site import Site, own_database

DEMO_DAY = "2024-06-30"


@pytest.fixture(scope="session")
def base_url() -> str:
    """Each journey serves its own site; the live server of the other tests is not started."""
    return ""


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Callable[[], Site]]:
    """Makes a site with organisations and accounts, and nothing that has happened yet."""
    made: list[Site] = []

    def make() -> Site:
        made.append(Site(tmp_path, database=own_database(f"journey_{os.getpid()}")))
        made[-1].prepare()
        return made[-1]

    yield make
    for site in made:
        site.stop()


@pytest.fixture(scope="module")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo region, built by the command a newcomer runs, and served."""
    home = tmp_path_factory.mktemp("demo")
    site = Site(home, database=own_database(f"demo_{os.getpid()}"))
    site.day = DEMO_DAY
    site.command("demo", "--no-serve")
    site.on(DEMO_DAY)
    yield site
    site.stop()
