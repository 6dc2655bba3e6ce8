"""An instrument added as a file in another package: calls, forms and lists know it at once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

import xingmeng
from tests.factories import browser, moment
from tests.lifecycle.walk import Walk, until_decided
from xingmeng import instruments
from xingmeng.core import codes

pytestmark = pytest.mark.django_db

PACKAGE = "instruments_beside"


@pytest.fixture
def station(tmp_path: Path, monkeypatch) -> Iterator[str]:
    """A package with one instrument more, taken in for this test alone."""
    package = tmp_path / PACKAGE
    package.mkdir()
    (package / "__init__.py").write_text('"""Ours."""\n', encoding="utf-8")
    folder = Path(xingmeng.__file__).parent / "instruments"
    ours = (folder / "key_laboratory.py").read_text(encoding="utf-8")
    ours = ours.replace('"key_laboratory"', '"herders_station"')
    (package / "herders_station.py").write_text(
        ours.replace("自治区重点实验室", "牧民科技服务站"), encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(instruments, "_BY_CODE", dict(instruments._BY_CODE))
    instruments.include(PACKAGE)
    yield "herders_station"
    for name in [PACKAGE, f"{PACKAGE}.herders_station"]:
        del sys.modules[name]  # the next test has a package of its own


def test_a_call_can_be_drafted_for_it_and_its_form_is_written(station: str):
    walk = Walk(station)
    walk.begin()
    officer = browser("officer")
    assert f'value="{station}"' in officer.get("/calls/new/").content.decode()

    walk.open_call()
    walk.apply()

    page = browser(walk.head).get(f"/applications/{codes.of(walk.application)}/write/")
    assert "data-field=" in page.content.decode()


def test_it_goes_to_its_end_and_lists_filter_by_it(station: str):
    walk = until_decided(station)

    with moment("2022-01-05"):
        listed = browser("officer").get(f"/applications/?instrument={station}").content.decode()
        others = browser("officer").get("/applications/?instrument=zone").content.decode()

    assert walk.award_now().state == "recognised"
    assert walk.application.number in listed
    assert walk.application.number not in others


def test_it_needs_no_migration(station: str):
    ours = [a for a in apps.get_app_configs() if a.name.startswith("xingmeng.stages.")]

    call_command(
        "makemigrations", *(a.label for a in ours), check=True, dry_run=True, verbosity=0
    )
