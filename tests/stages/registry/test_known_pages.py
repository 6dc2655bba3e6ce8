"""Pages of what is on record and of mending it: who gets where, and what they say."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, source, who
from xingmeng.core import codes
from xingmeng.core.actor import SYSTEM
from xingmeng.engines.values import yuan
from xingmeng.stages.registry import actions, queries
from xingmeng.stages.registry.models import Correction

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    with moment("2024-06-30"):
        for username in ("issuer", "batel", "stranger", "officer"):
            who(username)
        unit = factories.unit("rare")
        given = {
            "postal_address": "旧址 1 号", "bank_account": "演示-1", "contact_phone": "000-1",
            "registered_capital_fen": yuan(20_000_000), "listed": "no", "in_zone": True,
        }  # fmt: skip
        on = date(2021, 3, 1)
        actions.record_details(unit.pk, given, source=source(), on=on, actor=SYSTEM)
        yield unit


def page(username: str, address: str) -> str:
    return factories.browser(username).get(address).content.decode()


@pytest.mark.parametrize(
    ("username", "shown", "withheld"),
    [
        ("nobody", ["旧址 1 号", "未上市"], ["演示-1", "000-1", "/correct/"]),
        ("officer", ["旧址 1 号", "演示-1"], ["000-1", "/correct/"]),
        ("issuer", ["旧址 1 号", "演示-1", "000-1", "/correct/organisation:bank_account/"], []),
    ],
)
def test_the_unit_page_shows_each_reader_what_is_for_them(home, username, shown, withheld):
    text = page(username, home.get_absolute_url())

    assert [part for part in shown if part not in text] == []
    assert [part for part in withheld if part in text] == []


def test_a_correction_is_offered_on_a_page_and_checked_on_another(home):
    client = factories.browser("issuer")
    address = f"/organisations/{codes.of(home)}/correct/organisation:postal_address/"

    lacking = client.post(address, {"new": "新址", "why": " "})
    good = client.post(address, {"new": "新址", "why": "5 月迁址"})
    row = Correction.objects.get()

    assert lacking.status_code in (200, 409)
    assert good["Location"] == row.get_absolute_url()
    text = page("officer", row.get_absolute_url())
    assert "旧址 1 号" in text and "新址" in text and "5 月迁址" in text
    assert "核对无误" in text and "更正" in page("officer", "/desk/")
    assert "通讯地址" in page("officer", "/organisations/corrections/")


def test_money_is_typed_in_ten_thousands_and_choices_are_chosen(home):
    client, stem = (
        factories.browser("issuer"),
        f"/organisations/{codes.of(home)}/correct/organisation:",
    )

    client.post(f"{stem}registered_capital_fen/", {"new": "3000", "why": "增资"})
    client.post(f"{stem}listed/", {"new": "listed", "why": "上市"})
    client.post(f"{stem}in_zone/", {"new": "true", "why": "在区内"})

    news = {row.name.partition(":")[2]: row.new for row in Correction.objects.all()}
    assert news == {
        "registered_capital_fen": str(yuan(30_000_000)),
        "listed": '"listed"',
        "in_zone": "true",
    }
    assert "3,000" in page("issuer", Correction.objects.order_by("pk")[0].get_absolute_url())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("{pk}/correct/organisation:bank/", {"nobody": 302, "officer": 404, "stranger": 404}),
        ("{pk}/correct/organisation:bank/", {"issuer": 200}),
        ("{pk}/correct/organisation:mood/", {"issuer": 404}),
        ("{pk}/correct/facts:staff:2023/", {"issuer": 404}),
        ("corrections/", {"nobody": 302, "officer": 200, "stranger": 200, "issuer": 200}),
        ("corrections/{row}/", {"nobody": 302, "officer": 200, "stranger": 404, "issuer": 200}),
        ("corrections/4711-4711/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(home, address, expected):
    row = actions.propose_correction(
        home.pk, "organisation:bank", old=None, new="乙银行", why="换户", actor=who("issuer")
    )
    address = address.format(pk=codes.of(home), row=codes.of(row))

    assert factories.statuses(f"/organisations/{address}", *expected) == expected


def test_the_list_takes_as_many_queries_for_many_as_for_one(home):
    row = actions.propose_correction(
        home.pk, "organisation:bank", old=None, new="乙银行", why="换户", actor=who("issuer")
    )
    address = "/organisations/corrections/"

    one = factories.queries_of("officer", address)
    factories.copies(row, 20)

    assert factories.queries_of("officer", address) == one <= 8
    assert queries.known.corrections_for(who("stranger")).count() == 0


def test_figures_stand_by_year_for_the_unit_and_officers_alone(home):
    given = {
        2023: {"staff": 1234, "rd_fen": yuan(5_000_000), "domestic": 1},
        2022: {"staff": 7},
    }
    actions.record_facts(home.pk, given, source=source(), actor=SYSTEM)

    for username, sees in [("issuer", True), ("officer", True), ("nobody", False)]:
        text = page(username, home.get_absolute_url())
        assert ("1,234" in text and "500.00 万元" in text and "职工总数" in text) is sees
        assert ("居民企业" in text) is sees
