"""Appropriations and payments: who proposes, who opens, who orders, who pays."""

import pytest

from tests.factories import appropriation, moment, steps_of, who, with_role
from tests.thread import thread_until
from xingmeng.core import move
from xingmeng.core.errors import Refused
from xingmeng.engines.values import yuan
from xingmeng.stages.funds import actions, queries
from xingmeng.stages.funds.models import Appropriation, Authorisation, Payment

pytestmark = pytest.mark.django_db
SLIP = {"slip_number": "GK1"}


def codes(refusal) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def test_an_appropriation_is_proposed_by_an_officer_and_opened_by_finance():
    row = appropriation(opened=False)

    assert (row.state, row.account) == ("proposed", None)
    assert set(queries.money_of(row).values()) == {0}
    with moment("2021-03-11"):
        move.make("appropriation", row.pk, "open", actor=who("finance"))
    row = Appropriation.objects.get()
    assert queries.money_of(row)["available"] == yuan(60_000_000)
    assert steps_of("appropriation", row) == ["begin", "open"]


@pytest.mark.parametrize("username", ["finance", "chair", "issuer", "nobody", "leader"])
def test_only_an_officer_proposes(username: str):
    with pytest.raises(Refused) as refusal:
        actions.propose_appropriation(
            actor=who(username), year=2021, line="x", title_zh="x", title_en="x",
            amount_fen=1, document_number="x",
        )  # fmt: skip

    assert codes(refusal) == ["not_your_move"]
    assert not Appropriation.objects.exists()


def test_a_sum_of_nothing_is_refused():
    with pytest.raises(Refused) as refusal:
        appropriation(amount_fen=0)

    assert codes(refusal) == ["too_small"]


def test_nobody_opens_what_they_proposed():
    with_role("officer", "finance")
    row = appropriation(opened=False)

    with pytest.raises(Refused) as refusal, moment("2021-03-11"):
        move.make("appropriation", row.pk, "open", actor=who("officer"))

    assert codes(refusal) == ["same_person"]


def test_a_passed_milestone_orders_one_payment_which_finance_pays():
    thread = thread_until("passed")
    row = Payment.objects.get()

    assert (row.state, row.amount_fen) == ("ordered", 228_000_000)
    assert row.authorisation.payee_id == thread.contract.issuer_id
    with moment("2022-03-08"):
        thread.paid()
    row.refresh_from_db()
    assert row.state == "paid" and row.paid_at is not None
    assert row.authorisation.account.balance_fen == 0


def test_a_payment_is_made_once():
    thread_until("paid")
    row = Payment.objects.get()

    with pytest.raises(Refused) as refusal, moment("2022-03-09"):
        move.make("payment", row.pk, "pay", actor=who("finance"), details=SLIP)

    assert codes(refusal) == ["wrong_state", "not_enough_authorised"]


def test_nobody_pays_what_they_ordered():
    with_role("officer", "finance")
    thread_until("passed")

    with pytest.raises(Refused) as refusal, moment("2022-03-08"):
        row = Payment.objects.get()
        move.make("payment", row.pk, "pay", actor=who("officer"), details=SLIP)

    assert codes(refusal) == ["same_person"]


def test_a_payment_needs_its_slip():
    thread_until("passed")

    with pytest.raises(Refused) as refusal, moment("2022-03-08"):
        move.make("payment", Payment.objects.get().pk, "pay", actor=who("finance"))

    assert codes(refusal) == ["answer_needed"]


def test_a_payment_sent_back_is_ordered_again_and_paid():
    thread = thread_until("passed")
    first = Payment.objects.get()
    with moment("2022-03-08"):
        thread.move("payment", first, "refuse", "finance", reason="账号有误")
        again = actions.order_again(first.authorisation_id, actor=who("officer2"))
        thread.paid()

    first.refresh_from_db()
    again.refresh_from_db()
    assert (first.state, again.state) == ("refused", "paid")
    assert queries.paid_by_step("contract", thread.contract.pk) == {"start": 228_000_000}
    assert queries.ledger_differs() == []


@pytest.mark.parametrize(
    ("username", "expected"),
    [("officer", ["nothing_to_pay"]), ("finance", ["nothing_to_pay", "not_your_move"])],
)
def test_nothing_is_ordered_twice(username, expected):
    thread_until("passed")

    with pytest.raises(Refused) as refusal, moment("2022-03-08"):
        actions.order_again(Payment.objects.get().authorisation_id, actor=who(username))

    assert codes(refusal) == expected
    assert Payment.objects.count() == 1


def test_releasing_twice_is_refused_and_what_was_not_committed_unknown():
    thread = thread_until("passed")
    given = {"kind": "contract", "subject_id": thread.contract.pk, "actor": who("officer")}

    with pytest.raises(Refused) as refusal, moment("2022-03-08"):
        actions.release(step="start", **given)
    assert codes(refusal) == ["already_released"]
    with pytest.raises(LookupError):
        actions.release(step="nowhere", **given)


def test_no_more_is_committed_than_the_appropriation_holds():
    row = appropriation(amount_fen=yuan(100))
    terms = {"title": "x", "payee_id": 1, "ceiling_fen": 10_001}

    with pytest.raises(Refused) as refusal:
        actions.commit(row.pk, kind="contract", subject_id=1, step="x", decision="d", **terms)

    assert codes(refusal) == ["not_enough_appropriated"]
    assert not Authorisation.objects.exists()


def test_a_contract_cannot_be_signed_into_force_without_its_money():
    def spend(step, thread):
        if step == "issuer_signed":
            Appropriation.objects.update(amount_fen=yuan(60_000_000))
            held = Appropriation.objects.get()
            actions.commit(
                held.pk, kind="contract", subject_id=999, step="x", decision="d",
                title="其他", payee_id=thread.challenge.issuer_id,
                ceiling_fen=yuan(60_000_000) - 1,
            )  # fmt: skip

    thread = thread_until("issuer_signed", between=spend)

    with pytest.raises(Refused) as refusal, moment("2022-01-10"):
        thread.in_force()

    assert codes(refusal) == ["not_enough_appropriated"]
    assert thread.state("contract") == "issuer_signed"


@pytest.mark.parametrize(
    ("username", "ordered", "paid"),
    [
        ("nobody", 0, 1), ("stranger", 0, 1), ("bidder", 0, 1), ("issuer", 1, 1),
        ("officer", 1, 1), ("finance", 1, 1), ("leader", 1, 1), ("discipline", 1, 1),
    ],
)  # fmt: skip
def test_payments_made_are_public_ordered_ones_are_for_staff_and_payee(username, ordered, paid):
    thread = thread_until("passed")
    assert queries.visible_to(who(username)).count() == ordered
    with moment("2022-03-08"):
        thread.paid()

    assert queries.visible_to(who(username)).count() == paid
