"""Who sees outcomes, technology contracts and incomes, and what each page gives to whom."""

from datetime import UTC

import pytest

from tests import factories, thread
from tests.factories import refused
from xingmeng.core import codes
from xingmeng.stages.outcomes import queries
from xingmeng.stages.outcomes.models import Income, Outcome, TechnologyContract

pytestmark = pytest.mark.django_db

EVERYONE = list(factories.READERS)
INSIDE = [
    "bidder", "colleague", "officer", "chair", "finance", "discipline", "leader", "admin",
]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "name", "readers"),
    [
        ("outcome_filed", "outcome", INSIDE),
        ("outcome_registered", "outcome", EVERYONE),
        ("sold_filed", "sold", INSIDE),
        ("sold_registered", "sold", EVERYONE),
        ("income_filed", "income", INSIDE),
        ("shared", "income", EVERYONE),
    ],
)
def test_a_result_is_public_once_it_is_registered_or_shared(step, name, readers):
    story = thread.thread_until(step)
    visible = {
        "outcome": queries.visible_to,
        "sold": queries.technology_contracts_for,
        "income": queries.incomes_for,
    }

    assert factories.who_sees(visible[name], getattr(story, name)) == readers


def test_a_buyer_sees_the_contract_it_is_named_in():
    story = thread.thread_until("sold_filed")
    buyer = factories.with_role(
        "visitor", "applicant", organisation_id=factories.unit("magnet").pk
    )

    assert queries.technology_contracts_for(buyer).get() == story.sold


@pytest.mark.parametrize(
    ("step", "name"), [("outcome_filed", "outcome"), ("sold_filed", "sold")]
)
def test_what_was_refused_stays_inside(step, name):
    story = thread.thread_until(step)
    kind = {"outcome": "outcome", "sold": "technology_contract"}[name]

    assert refused(lambda: story.move(kind, getattr(story, name), "refuse", "officer")) == [
        "reason_needed"
    ]
    story.move(kind, getattr(story, name), "refuse", "officer", reason="材料不全")

    visible = {"outcome": queries.visible_to, "sold": queries.technology_contracts_for}
    assert factories.who_sees(visible[name], getattr(story, name)) == INSIDE


def test_a_cancelled_income_stays_inside_and_is_never_shared():
    story = thread.thread_until("income_filed")
    story.move("income", story.income, "cancel", "bidder", reason="金额有误")

    assert factories.who_sees(queries.incomes_for, story.income) == INSIDE
    codes = refused(lambda: story.move("income", story.income, "share", "bidder"))
    assert codes[0] == "wrong_state"


def test_what_is_registered_or_shared_in_the_early_morning_counts_that_day():
    thread.thread_until("shared")
    nobody = factories.who("nobody")
    TechnologyContract.objects.update(registered_on="2024-01-25")
    Income.objects.update(shared_on="2024-05-23")
    as_utc = factories.time("2024-01-25", 1).astimezone(UTC)

    assert queries.registered_until(as_utc, nobody).count() == 1
    assert queries.shared_until(factories.time("2024-05-22", 23), nobody).count() == 0
    early = factories.time("2024-05-23", 1).astimezone(UTC)
    assert queries.shared_until(early, nobody).count() == 1


@pytest.mark.parametrize(
    ("step", "address", "expected"),
    [
        ("outcome_filed", "", {"nobody": 200, "bidder": 200}),
        ("outcome_filed", "{outcome}/", {"nobody": 404, "issuer": 404, "bidder": 200}),
        ("outcome_registered", "{outcome}/", {"nobody": 200, "stranger": 200}),
        ("completed", "new/{contract}/", {"nobody": 302, "bidder": 200}),
        ("completed", "new/4711-4711/", {"bidder": 404}),
        ("outcome_registered", "{outcome}/sell/", {"nobody": 302, "bidder": 200}),
        ("outcome_filed", "{outcome}/sell/", {"stranger": 404}),
        ("sold_filed", "contracts/{sold}/", {"nobody": 404, "issuer": 404, "colleague": 200}),
        ("sold_registered", "contracts/{sold}/", {"nobody": 200}),
        ("sold_registered", "contracts/{sold}/income/", {"nobody": 302, "bidder": 200}),
        ("income_filed", "income/{income}/", {"nobody": 404, "issuer": 404, "bidder": 200}),
        ("shared", "income/{income}/", {"nobody": 200, "stranger": 200}),
        ("shared", "4711-4711/", {"nobody": 404, "officer": 404}),
        ("shared", "contracts/4711-4711/", {"officer": 404}),
        ("shared", "income/4711-4711/", {"officer": 404}),
        ("shared", f"{10**30}/", {"officer": 404}),
    ],
)
def test_each_page_is_for_its_readers(step, address, expected):
    story = thread.thread_until(step)
    named = {
        name: getattr(story, name) and codes.of(getattr(story, name))
        for name in ("outcome", "contract", "sold", "income")
    }

    found = factories.statuses(f"/outcomes/{address.format(**named)}", *expected)

    assert found == expected


def test_reading_writes_nothing():
    story = thread.thread_until("income_filed")
    client = factories.browser("bidder")
    pages = ["", f"{codes.of(story.outcome)}/", f"contracts/{codes.of(story.sold)}/"]
    pages += [f"income/{codes.of(story.income)}/", f"new/{codes.of(story.contract)}/"]
    pages += [f"{codes.of(story.outcome)}/sell/", f"contracts/{codes.of(story.sold)}/income/"]

    def read() -> None:
        for page in pages:
            assert client.get(f"/outcomes/{page}").status_code == 200

    assert not factories.wrote(read)


def test_an_outcome_is_filed_from_the_page():
    story = thread.thread_until("completed")
    client, address = factories.browser("bidder"), f"/outcomes/new/{codes.of(story.contract)}/"

    wrong = client.post(address, thread.OUTCOME | {"title": ""})
    good = client.post(address, thread.OUTCOME)

    assert (wrong.status_code, good.status_code) == (409, 302)
    assert good["Location"] == Outcome.objects.get().get_absolute_url()


@pytest.mark.parametrize("username", ["issuer", "stranger", "officer"])
def test_an_outcome_is_filed_by_the_bidder_alone(username):
    story = thread.thread_until("completed")

    response = factories.browser(username).post(
        f"/outcomes/new/{codes.of(story.contract)}/", thread.OUTCOME
    )

    assert response.status_code == 409
    assert not Outcome.objects.exists()


def test_the_whole_sale_is_filed_from_the_pages_to_the_fen():
    story = thread.thread_until("outcome_registered")
    client, buyer = factories.browser("bidder"), factories.unit("magnet")
    sale = {
        "title": "许可",
        "kind": "licence",
        "buyer": buyer.credit_code,
        "amount_fen": "360",
        "technology_fen": "320",
        "signed_on": "2024-01-12",
    }
    income = {
        "received_fen": "180",
        "costs_fen": "13.3333",
        "unit_rule_pct": "70",
        "shares-rows": "2",
        "shares-0-name": "甲",
        "shares-0-role": "main",
        "shares-0-post": "staff",
        "shares-0-weight": "67",
        "shares-1-name": "乙",
        "shares-1-role": "member",
        "shares-1-post": "staff",
        "shares-1-weight": "33",
    }

    client.post(f"/outcomes/{codes.of(story.outcome)}/sell/", sale)
    story.sold = TechnologyContract.objects.get()
    story.sold_registered()
    done = client.post(f"/outcomes/contracts/{codes.of(story.sold)}/income/", income)

    row = Income.objects.get()
    assert done["Location"] == row.get_absolute_url()
    assert row.net_fen == 166_666_700
    assert row.team_fen == 116_666_690
    assert sum(row.shares.values_list("amount_fen", flat=True)) == row.team_fen


def test_the_list_takes_as_many_queries_for_many_as_for_one():
    story = thread.thread_until("outcome_filed", bidders=("bidder",))
    address, row = "/outcomes/?sort=organisation", story.fresh("outcome")

    one = factories.queries_of("officer", address)
    factories.copies(row, 2, number="a{n}")
    three = factories.queries_of("officer", address)
    factories.copies(row, 297, number="b{n}")
    many = factories.queries_of("officer", address)

    assert one == three == many
    assert one <= 8
