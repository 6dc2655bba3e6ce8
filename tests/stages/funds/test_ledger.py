"""What the database itself guarantees about money, on SQLite and on PostgreSQL."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum

from tests.factories import appropriation, moment
from tests.thread import thread_until
from xingmeng.core import clock
from xingmeng.engines.values import yuan
from xingmeng.stages.funds import queries
from xingmeng.stages.funds.models import Account, Appropriation, Transfer

pytestmark = pytest.mark.django_db


def transfer(**changed) -> Transfer:
    outside = Account.objects.get(code="outside")
    held = Account.objects.exclude(pk=outside.pk).first()
    facts = {
        "debit": outside, "credit": held, "amount_fen": 100, "purpose": "grant",
        "decision": "x" * 32, "at": clock.now(),
    }  # fmt: skip
    return Transfer(**facts | changed)


def refused(act) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_a_transfer_moves_both_balances_by_the_same_sum():
    row = appropriation(amount_fen=yuan(100))

    held = dict(Account.objects.values_list("code", "balance_fen"))

    assert held == {"outside": -10_000, f"appropriation:{row.pk}": 10_000}
    assert queries.ledger_differs() == []


def test_no_account_but_the_outside_can_be_overdrawn():
    row = appropriation(amount_fen=yuan(100))
    other = Account.objects.create(code="other")

    with pytest.raises(IntegrityError), transaction.atomic():
        transfer(debit=row.account, credit=other, amount_fen=10_001).save()

    transfer(debit=row.account, credit=other, amount_fen=10_000).save()
    assert Account.objects.get(pk=row.account.pk).balance_fen == 0


@pytest.mark.parametrize("amount", [0, -1])
def test_a_transfer_is_of_a_positive_sum(amount: int):
    appropriation()

    refused(lambda: transfer(amount_fen=amount).save())


def test_a_transfer_moves_and_names_its_decision():
    row = appropriation()

    refused(lambda: transfer(debit=row.account, credit=row.account).save())
    refused(lambda: transfer(decision="").save())


def test_nothing_is_paid_without_an_authorisation():
    appropriation()

    refused(lambda: transfer(purpose="pay").save())


def test_a_ledger_row_is_neither_changed_nor_deleted():
    appropriation()
    row = Transfer.objects.get()

    refused(lambda: Transfer.objects.filter(pk=row.pk).update(amount_fen=1))
    refused(lambda: Transfer.objects.filter(pk=row.pk).delete())
    assert Transfer.objects.get() == row


def test_balances_come_from_ledger_rows_alone():
    row = appropriation()

    refused(lambda: Account.objects.filter(pk=row.account.pk).update(balance_fen=1))


def test_a_balance_that_is_not_the_sum_of_its_rows_is_named():
    row = appropriation()
    with connection.cursor() as cursor:
        drop = "DROP TRIGGER balance_is_ours"
        postgresql = connection.vendor == "postgresql"
        cursor.execute(f"{drop} ON funds_account" if postgresql else drop)
    Account.objects.filter(pk=row.account.pk).update(balance_fen=1)

    assert queries.ledger_differs() == [f"appropriation:{row.pk}"]


@pytest.mark.parametrize("step", ["in_force", "paid", "paid3"])
def test_paid_is_within_authorised_within_appropriated_and_all_sums_to_nothing(step: str):
    thread_until(step)

    for row in Appropriation.objects.all():
        money = queries.money_of(row)
        assert money["granted"] == sum(money[k] for k in ("available", "committed", "paid"))
        assert min(money.values()) >= 0
    assert Account.objects.aggregate(sum=Sum("balance_fen"))["sum"] == 0
    assert queries.ledger_differs() == []


def test_every_ledger_row_of_the_thread_names_a_step_of_the_trail():
    from xingmeng.core.models import TrailRow

    thread_until("paid3")
    steps = set(TrailRow.objects.values_list("step_id", flat=True))

    assert {row.decision for row in Transfer.objects.all()} <= steps
    with moment("2024-01-01"):
        assert queries.paid_up_to(clock.now(), _officer()).count() == 3


def _officer():
    from tests.factories import who

    return who("officer")
