"""Sites to walk through: one before its first need, one with the whole demo in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.demo import homes
from tests.demo.conftest import demo_home
from tests.journeys.site import Site, own_database
from tests.once import made_once

__all__ = ["demo_home"]

DEMO_DAY = "2024-06-30"


@pytest.fixture(scope="session")
def base_url() -> str:
    """Each journey serves its own site; the live server of the other tests is not started."""
    return ""


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read only: tables and reference lists, and nobody in it."""
    return made_once(tmp_path_factory, "empty-home", lambda home: Site(home).empty())


@pytest.fixture
def new_site(tmp_path: Path, empty_home: Path) -> Iterator[Callable[[], Site]]:
    """Makes a site with organisations and accounts, and nothing that has happened yet."""
    made: list[Site] = []

    def make() -> Site:
        made.append(Site(tmp_path, database=own_database(f"journey_{os.getpid()}")))
        made[-1].copy(empty_home)
        made[-1].prepare()
        return made[-1]

    yield make
    for site in made:
        site.stop()


@pytest.fixture
def told_site(tmp_path: Path, empty_home: Path) -> Iterator[Callable[[str], Site]]:
    """Makes a site on which a story has been told through the actions, up to a fork."""
    made: list[Site] = []

    def make(story: str) -> Site:
        made.append(Site(tmp_path, database=own_database(f"told_{os.getpid()}")))
        made[-1].copy(empty_home)
        made[-1].told(story)
        return made[-1]

    yield make
    for site in made:
        site.stop()


@pytest.fixture
def walked(
    told_site: Callable[[str], Site], new_context, screens: Path
) -> Iterator[Callable[..., Any]]:
    """A walk that takes over where a story was told to; nothing may break on the way."""
    from tests.journeys.walk import Walk  # once Django has its settings
    from xingmeng.demo.texts import REFINED

    walks: list[Walk] = []

    def take_over(story: str, *, day: str, language: str = "zh") -> Walk:
        site = told_site(story)
        site.on(day)
        walk = Walk(site, new_context, language=language, screens=screens, folder=site.home)
        walk.shots = 700  # beside the main thread's pictures
        walk.title = REFINED["refined_title"]  # stories are told in Chinese
        walks.append(walk)
        return walk

    yield take_over
    assert [fault for walk in walks for fault in walk.faults()] == []


@pytest.fixture(scope="module")
def demo_site(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo region, built and served by the commands a newcomer runs."""
    database = own_database(f"demo_{os.getpid()}")
    home = homes.copied(demo_home, tmp_path_factory.mktemp("demo") / "home")
    site = Site(home, database=database, in_earnest=True)
    site.day = DEMO_DAY
    if database:
        site.command("demo", "--no-serve")  # what was copied is SQLite's
    site.signed_in()
    site.on(DEMO_DAY)
    yield site
    site.stop()
