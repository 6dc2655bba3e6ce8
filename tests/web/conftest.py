"""People and units to look at the pages with, and the whole demo, each undone afterwards."""

from collections.abc import Callable, Iterator
from datetime import date
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client

from tests.postgresql import count_rows

DEMO_DAY = date(2024, 6, 30)


@pytest.fixture
def people(db, settings) -> None:
    """The demo's organisations and accounts on the demo's day; nothing has happened yet."""
    from xingmeng.demo.people import people

    settings.CLOCK_DAY = DEMO_DAY
    people()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The whole demo, built once for a module in a transaction that is undone at its end."""
    from django.conf import settings

    from xingmeng.demo import build

    with (
        django_db_blocker.unblock(),
        patch.object(settings, "CLOCK_DAY", DEMO_DAY),
        transaction.atomic(),
    ):
        build.build(lambda title: None)
        count_rows()
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
