"""After a failure: money is demanded back, unless it was an honest one."""

import pytest

from tests import factories
from tests.factories import moment, refused, who
from tests.thread import thread_until
from xingmeng.core import codes
from xingmeng.engines.values import yuan
from xingmeng.stages.delivery import actions, queries
from xingmeng.stages.funds.models import Recovery
from xingmeng.web import turns

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed():
    """The first milestone was paid, the second failed."""
    story = thread_until("reported2")
    with moment("2022-12-20"):
        story.move("milestone", story.milestone(2), "fail", "officer", reason="样机未达到")
    return story


def demand(story, *, username: str = "officer", amount_fen: int = yuan(10_000)):
    with moment("2023-01-10"):
        return actions.demand_back(
            story.contract.pk, amount_fen=amount_fen, grounds="结余", actor=who(username)
        )


def begun(story, username: str) -> list[int]:
    whats = {"研究是否追回资金"}
    return [
        row.pk
        for _, rows, what in turns.every(who(username))
        for row in rows
        if what.zh in whats
    ]


def test_an_officer_demands_back_money_of_a_failed_contract(failed):
    assert begun(failed, "officer") == [failed.contract.pk]

    row = demand(failed)

    assert (row.kind, row.subject_id) == ("contract", failed.contract.pk)
    assert (row.title, row.payee_id) == (failed.contract.title, failed.contract.issuer_id)
    assert begun(failed, "officer") == []


def test_nothing_is_demanded_of_a_contract_in_force_or_by_another():
    story = thread_until("paid")

    assert refused(lambda: demand(story)) == ["wrong_state"]
    assert refused(lambda: demand(story, username="finance")) == [
        "not_your_move",
        "wrong_state",
    ]


def test_an_honest_failure_pays_nothing_back():
    story = thread_until("opined")
    story.contract.acceptances.update(state="exempted")
    type(story.contract).objects.update(state="ended")
    story.contract.refresh_from_db()

    assert refused(lambda: demand(story)) == ["honest_failure"]
    assert not queries.may_demand_back(who("officer"), story.contract)
    assert begun(story, "officer") == []


@pytest.mark.parametrize(
    ("username", "recover", "integrity"),
    [
        ("nobody", False, False), ("issuer", False, False), ("bidder", False, False),
        ("officer", True, False), ("discipline", False, True), ("finance", False, False),
    ],
)  # fmt: skip
def test_the_contracts_page_offers_what_follows(failed, username, recover, integrity):
    client = factories.browser(username)
    address = f"/delivery/contracts/{codes.of(failed.contract)}/recover/"

    shown = client.get(failed.contract.get_absolute_url()).content.decode()

    assert (address in shown) is recover
    bidder = failed.contract.award.application.organisation
    assert (f"/organisations/{codes.of(bidder)}/integrity/new/" in shown) is integrity
    if username != "nobody":
        assert client.get(address).status_code == (200 if recover else 404)


def test_the_page_demands_to_the_fen_and_says_what_is_too_much(failed):
    client = factories.browser("officer")
    address = f"/delivery/contracts/{codes.of(failed.contract)}/recover/"

    wrong = client.post(address, {"amount_wan": "9999999", "grounds": "结余"})
    assert (wrong.status_code, Recovery.objects.count()) == (409, 0)
    done = client.post(address, {"amount_wan": "0.000001", "grounds": "结余"})
    row = Recovery.objects.get()
    assert (done.status_code, done.url, row.amount_fen) == (302, row.get_absolute_url(), 1)
    shown = client.get(failed.contract.get_absolute_url()).content.decode()
    assert row.get_absolute_url() in shown
