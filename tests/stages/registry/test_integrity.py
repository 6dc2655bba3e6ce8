"""Decisions on misconduct: who records and reads them, and what a live ban shows to all."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, refused, who, with_role
from xingmeng.core import codes
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Integrity

pytestmark = pytest.mark.django_db
GROUNDS = "检测报告系伪造"


@pytest.fixture
def home():
    with moment("2024-06-30"):
        yield factories.unit("shanghai")


def record(home, *, username: str = "discipline", **changed):
    facts = {
        "kind": "fraud",
        "decision_number": "科监〔2024〕测试1号",
        "measure": "ban",
        "from_on": date(2024, 1, 1),
        "until_on": date(2025, 12, 31),
        "grounds": GROUNDS,
    }
    return actions.record_integrity(home.pk, actor=who(username), **facts | changed)


def page(home, username: str) -> str:
    return factories.browser(username).get(home.get_absolute_url()).content.decode()


def test_a_decision_names_its_source_and_stands_on_the_trail(home):
    row = record(home)

    assert row.source.title_zh == "科研诚信处理决定"
    assert row.grounds == GROUNDS
    assert factories.steps_of("organisation", home)[-1] == "record_integrity"
    assert queries.is_banned(home.pk, on=date(2024, 6, 30))


@pytest.mark.parametrize("username", ["officer", "chair", "bidder", "admin", "nobody"])
def test_only_a_discipline_officer_records(home, username):
    who(username)

    assert refused(lambda: record(home, username=username)) == ["not_your_move"]


def test_nobody_records_about_their_own_unit_or_an_end_before_the_beginning(home):
    with_role("discipline", "applicant", organisation_id=home.pk)

    assert refused(lambda: record(home, until_on=date(2023, 1, 1))) == [
        "not_your_move",
        "ends_before_it_begins",
    ]


def test_a_warning_bars_nobody(home):
    record(home, measure="warning")

    assert not queries.is_banned(home.pk, on=date(2024, 6, 30))
    assert queries.live_bans(home, on=date(2024, 6, 30)) == []


@pytest.mark.parametrize(
    ("username", "reads"),
    [
        ("nobody", False), ("stranger", False), ("bureau", False), ("expert", False),
        ("bidder", True), ("officer", True), ("discipline", True), ("leader", True),
    ],
)  # fmt: skip
def test_staff_and_the_unit_read_the_decision_and_everybody_the_live_ban(home, username, reads):
    record(home)

    shown = page(home, username)

    assert (GROUNDS in shown) is reads
    assert ("登记诚信决定" in shown) is reads
    assert "至 2025-12-31 限制申报" in shown
    assert queries.integrity_for(who(username), home).exists() is reads


@pytest.mark.parametrize(
    "changed",
    [{"measure": "warning"}, {"until_on": date(2024, 6, 29)}, {"from_on": date(2024, 7, 1)}],
)
def test_what_bars_nobody_today_is_not_shown_to_everybody(home, changed):
    record(home, **changed)

    for username in ("nobody", "stranger"):
        shown = page(home, username)
        assert "限制申报" not in shown
        assert "测试1号" not in shown
        assert "诚信决定" not in shown
    assert "测试1号" in page(home, "bidder")


def test_a_ban_without_end_says_so_in_both_languages(home):
    record(home, until_on=None)
    client = factories.browser("nobody")
    client.cookies["language"] = "en"

    assert "长期限制申报" in page(home, "nobody")
    assert "Barred from applying (" in client.get(home.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("username", "status"),
    [("nobody", 302), ("officer", 404), ("bidder", 404), ("admin", 404), ("discipline", 200)],
)
def test_the_form_is_for_discipline_officers(home, username, status):
    address = f"/organisations/{codes.of(home)}/integrity/new/"

    assert factories.browser(username).get(address).status_code == status


def test_the_form_records_and_says_what_is_wrong(home):
    client = factories.browser("discipline")
    address = f"/organisations/{codes.of(home)}/integrity/new/"
    said = {
        "kind": "breach", "measure": "ban", "decision_number": "1号",
        "from_on": "2024-06-30", "until_on": "2024-06-01", "grounds": GROUNDS,
    }  # fmt: skip

    wrong = client.post(address, said)
    assert (wrong.status_code, Integrity.objects.count()) == (409, 0)
    assert client.post(address, said | {"until_on": ""}).status_code == 302
    assert Integrity.objects.get().until_on is None
    begun = client.get(address + "?about=NMKJ-1").content.decode()
    assert "NMKJ-1" in begun and 'value="2024-06-30"' in begun
