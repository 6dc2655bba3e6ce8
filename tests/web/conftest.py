"""People and units to look at the pages with, and the whole demo, each undone afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from tests.demo.conftest import demo_database, demo_home, whole
from tests.postgresql import count_rows

__all__ = ["demo_database", "demo_home"]

DEMO_DAY = date(2024, 6, 30)


@pytest.fixture
def people(_people, db, settings) -> None:
    """The demo's organisations and accounts on the demo's day; nothing has happened yet."""
    settings.CLOCK_DAY = DEMO_DAY


@pytest.fixture(scope="module")
def _people(django_db_setup, django_db_blocker) -> Iterator[None]:
    from xingmeng.demo.people import people

    with django_db_blocker.unblock(), _for_a_module():
        people()
        count_rows()
        connection.check_constraints()  # once, not after each test
        yield


@pytest.fixture(scope="module")
def demo(request, django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The whole demo on its day, for a module's tests."""
    on_its_day = patch.object(settings, "CLOCK_DAY", DEMO_DAY)
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), on_its_day, whole(request, folder):
        yield


@contextmanager
def _for_a_module() -> Iterator[None]:
    """What is written within lasts for a module's tests, each of which undoes its own."""
    with patch.object(settings, "CLOCK_DAY", DEMO_DAY), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser without scripts in which an account is signed in; nobody without a name."""
    from xingmeng.demo import cast

    def begin(username: str = "", *, language: str = "") -> Client:
        client = Client()
        if username:
            assert client.login(username=username, password=cast.PASSWORD)
        if language:
            client.cookies["language"] = language
        return client

    return begin
