"""Batches of payments: gathered, released by another, answered by the treasury, reconciled."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import browser, moment, refused, steps_of, who, with_role
from tests.thread import thread_until
from xingmeng.core import access, move
from xingmeng.stages.funds import queries as ledger
from xingmeng.stages.funds.actions import batches as actions
from xingmeng.stages.funds.models import (
    AnswerLine,
    BankAnswer,
    Payment,
    PaymentBatch,
    Transfer,
)
from xingmeng.stages.funds.queries import batches as queries

pytestmark = pytest.mark.django_db
HEADS = ["支付编号", "金额（元）", "处理结果", "支付凭证号", "支付日期", "退回原因"]
SUM = "2280000.00"


@pytest.fixture
def payment() -> Payment:
    """One ordered payment, and a second person of finance: the chair, who may pay here too."""
    thread_until("passed")
    with_role("chair", "finance")
    return Payment.objects.get()


@pytest.fixture(autouse=True)
def now():
    with moment("2022-03-08"):
        yield


def gathered(payment: Payment) -> PaymentBatch:
    return actions.gather([payment.number], actor=who("finance"))


def released(payment: Payment) -> PaymentBatch:
    row = gathered(payment)
    return move.make("payment_batch", row.pk, "release", actor=who("chair"))


def table(*lines: list[str], heads: list[str] = HEADS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *lines])
    return out.getvalue().encode()


def answered(batch: PaymentBatch, *lines: list[str], **more: Any) -> BankAnswer:
    return actions.take_in(batch.pk, "回单.csv", table(*lines, **more), actor=who("finance"))


def enter(row: BankAnswer) -> BankAnswer:
    return move.make("bank_answer", row.pk, "enter", actor=who("finance"))


def paid_line(payment: Payment, **cells: str) -> list[str]:
    usual = [payment.number, SUM, "支付成功", "GK0001", "2022-03-07", ""]
    return [cells.get(head, said) for head, said in zip(HEADS, usual, strict=True)]


def faults(row: BankAnswer) -> list[str]:
    return [found.code for found in queries.plan(row).differing]


def test_a_batch_is_released_by_another_person_and_paid_only_then(payment: Payment):
    batch = gathered(payment)
    release = ("payment_batch", batch.pk, "release")
    pay = {"actor": who("finance"), "details": {"slip_number": "GK1"}}

    assert refused(lambda: move.make(*release, actor=who("finance"))) == ["same_person"]
    payment.refresh_from_db()
    assert refused(lambda: move.make("payment", payment.pk, "pay", **pay)) == ["batch_not_sent"]
    move.make(*release, actor=who("chair"))
    assert steps_of("payment_batch", batch) == ["begin", "release"]


@pytest.mark.parametrize("username", ["officer", "chair", "leader", "issuer"])
def test_only_finance_gathers(username: str):
    thread_until("passed")
    number = Payment.objects.get().number

    actor = who(username)

    assert refused(lambda: actions.gather([number], actor=actor)) == ["not_your_move"]


def test_a_payment_is_gathered_once_until_its_batch_is_taken_apart(payment: Payment):
    batch = gathered(payment)

    assert refused(lambda: gathered(payment)) == ["not_to_be_gathered"]
    assert refused(lambda: actions.gather([], actor=who("finance"))) == ["nothing_chosen"]
    move.make("payment_batch", batch.pk, "dissolve", actor=who("finance"), reason="重组")
    assert gathered(payment).number == "PC20220002"


def test_the_answer_pays_by_the_payments_own_move_once_it_is_entered(payment: Payment):
    batch = released(payment)
    row = answered(batch, paid_line(payment))

    assert queries.plan(row).counts == {"paid": 1}
    assert Payment.objects.get().state == "ordered"
    enter(row)
    payment.refresh_from_db()
    posted = Transfer.objects.get(purpose="pay")
    assert (payment.state, payment.slip_number) == ("paid", "GK0001")
    assert posted.amount_fen == payment.amount_fen
    assert steps_of("payment", payment) == ["begin", "pay"]
    assert ledger.ledger_differs() == []
    move.make("payment_batch", batch.pk, "reconcile", actor=who("finance"))
    assert steps_of("payment_batch", batch) == ["begin", "release", "reconcile"]


def test_the_same_answer_again_writes_nothing(payment: Payment):
    batch = released(payment)
    enter(answered(batch, paid_line(payment)))

    again = answered(batch, paid_line(payment))

    assert queries.plan(again).counts == {"known": 1}
    assert refused(lambda: enter(again)) == ["answer_known"]
    assert Transfer.objects.filter(purpose="pay").count() == 1


def test_a_payment_sent_back_keeps_its_reason_and_can_be_ordered_again(payment: Payment):
    batch = released(payment)
    line = paid_line(payment, 处理结果="退票", 退回原因="账号与户名不符", 支付凭证号="")

    enter(answered(batch, line))

    payment.refresh_from_db()
    assert payment.state == "refused"
    assert AnswerLine.objects.get().reason == "账号与户名不符"
    assert ledger.payable().filter(pk=payment.authorisation_id).exists()
    assert queries.reckon(batch).counts == {"refused": 1}


WRONG = (
    ("answer_differs", {"金额（元）": "2280000.01"}),
    ("payment_unknown", {"支付编号": "ZF209900001"}),
    ("status_unknown", {"处理结果": "在途"}),
    ("answer_lacks", {"支付凭证号": ""}),
    ("answer_lacks", {"处理结果": "退回"}),
)


@pytest.mark.parametrize(("code", "cells"), WRONG)
def test_a_line_that_differs_moves_no_payment_and_stands_until_settled(
    payment: Payment, code: str, cells: dict[str, str]
):
    batch = released(payment)
    row = answered(batch, paid_line(payment, **cells))

    assert faults(row) == [code]
    enter(row)
    assert Payment.objects.get().state == "ordered"
    assert [line.outcome for line in queries.reckon(batch).differing] == ["differing"]
    assert refused(
        lambda: move.make("payment_batch", batch.pk, "reconcile", actor=who("finance"))
    ) == ["payments_unanswered"]


def test_a_number_that_stands_twice_counts_once(payment: Payment):
    row = answered(released(payment), paid_line(payment), paid_line(payment))

    assert faults(row) == ["answered_twice"]
    enter(row)
    assert Transfer.objects.filter(purpose="pay").count() == 1


def test_another_slip_for_what_was_paid_is_a_difference(payment: Payment):
    batch = released(payment)
    enter(answered(batch, paid_line(payment)))

    other = answered(batch, paid_line(payment, 支付凭证号="GK0002"))

    assert faults(other) == ["answered_before"]


def test_a_file_that_cannot_be_read_is_entered_not_at_all(payment: Payment):
    row = answered(released(payment), [payment.number], heads=["支付编号"])

    assert {found.code for found in queries.plan(row).unreadable} == {"column_missing"}
    assert set(refused(lambda: enter(row))) == {"column_missing"}


@pytest.mark.parametrize("wanted", ["csv", "xlsx"])
def test_the_treasurys_table_comes_back_as_an_answer(payment: Payment, wanted: str):
    title = "=HYPERLINK(1)"
    type(payment.authorisation).objects.update(title=title)
    batch = released(payment)
    url = reverse("funds:table", args=[batch.pk, wanted])
    content = browser("finance").get(url, headers={"accept-language": "en"}).content
    if wanted == "csv":
        heads, line = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    else:
        heads, line = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    said = dict(zip(heads, line, strict=True))

    assert (said["支付编号"], said["金额（元）"], said["用途"]) == (
        payment.number,
        SUM,
        f"'{title}",
    )
    filled = said | {"处理结果": "已支付", "支付凭证号": "GK9"}
    row = answered(batch, [filled[head] or "" for head in heads], heads=list(heads))
    assert queries.plan(row).counts == {"paid": 1}


def test_the_pages_of_a_batch_from_gathering_to_reconciled(payment: Payment):
    finance = browser("finance")
    made = finance.post(reverse("funds:gather"), {"number": [payment.number]})
    batch = PaymentBatch.objects.get()
    assert made.url == batch.get_absolute_url()
    assert finance.get(reverse("funds:table", args=[batch.pk, "csv"])).status_code == 404
    move.make("payment_batch", batch.pk, "release", actor=who("chair"))
    upload = io.BytesIO(table(paid_line(payment)))
    upload.name = "回单.csv"
    sent = finance.post(reverse("funds:take_in", args=[batch.pk]), {"file": upload})

    answer = BankAnswer.objects.get()
    assert sent.url == answer.get_absolute_url()
    assert "GK0001" in finance.get(sent.url).content.decode()
    enter(answer)
    for url in (sent.url, made.url, reverse("funds:batches"), reverse("funds:gather")):
        assert finance.get(url).status_code == 200
    assert payment.number in finance.get(made.url).content.decode()


@pytest.mark.parametrize("username", ["issuer", "bidder", "nobody"])
def test_batches_are_for_staff_alone(payment: Payment, username: str):
    batch = released(payment)
    answer = answered(batch, paid_line(payment))

    assert not queries.batches_for(who(username)).exists()
    assert not queries.answers_for(who(username)).exists()
    client = browser(username)
    for url in (batch.get_absolute_url(), answer.get_absolute_url()):
        assert client.get(url).status_code in (302, 404)


def test_a_batch_with_a_payment_hidden_from_one_is_hidden_too(payment: Payment):
    batch = released(payment)
    answered(batch, paid_line(payment))

    access.bar(who("leader").user_id, "conflict", kind="payment", subject_id=payment.pk)

    assert not queries.batches_for(who("leader")).exists()
    assert not queries.answers_for(who("leader")).exists()
    assert queries.batches_for(who("officer")).get() == batch
