"""The yearly close: what stands in its way, what a year leaves, what may no longer be done."""

import csv
import io

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.factories import appropriation, browser, moment, refused, steps_of, who, with_role
from tests.stages.funds.test_ledger import transfer
from tests.thread import thread_until
from xingmeng.core import clock, codes, move
from xingmeng.engines.values import yuan
from xingmeng.stages.funds import actions as money
from xingmeng.stages.funds import queries as ledger
from xingmeng.stages.funds.actions import closing as actions
from xingmeng.stages.funds.models import Appropriation, Payment, Transfer, YearClose
from xingmeng.stages.funds.queries import closing as queries

pytestmark = pytest.mark.django_db


def drawn_up(*, carried: tuple[int, ...] = (), day: str = "2022-01-10") -> YearClose:
    with moment(day):
        return actions.draw_up(2021, carried=carried, actor=who("finance"))


def closed(row: YearClose, day: str = "2022-01-12") -> YearClose:
    with moment(day):
        return move.make("year_close", row.pk, "close", actor=who("chair"))


@pytest.fixture(autouse=True)
def second_of_finance():
    with_role("chair", "finance")


def test_what_a_year_leaves_is_returned_by_a_row_of_the_decision():
    source = appropriation(amount_fen=yuan(100))
    row = closed(drawn_up())

    (posted,) = Transfer.objects.filter(purpose="hand_in")
    (line,) = row.lines.all()
    assert (posted.amount_fen, line.left_fen, line.transfer) == (10_000, 10_000, posted)
    held = ledger.money_of(Appropriation.objects.get())
    assert (held["granted"], held["returned"], held["available"], held["paid"]) == (
        10_000,
        10_000,
        0,
        0,
    )
    assert steps_of("year_close", row) == ["begin", "close"]
    assert ledger.ledger_differs() == []
    assert ledger.closed_in(source) == 2021


def test_what_is_carried_over_can_be_committed_in_the_next_year():
    source = appropriation(amount_fen=yuan(100))
    closed(drawn_up(carried=(source.pk,)))

    source = Appropriation.objects.get()
    assert (source.carried_to, source.account.balance_fen) == (2022, 10_000)
    assert Transfer.objects.get(purpose="carry").amount_fen == 10_000
    assert ledger.closed_in(source) is None
    with moment("2022-02-01"):
        commit(source)
    assert ledger.money_of(source)["granted"] == 10_000
    assert ledger.ledger_differs() == []


def commit(source: Appropriation):
    payee = who("issuer").grants[0].organisation_id
    terms = {"title": "x", "payee_id": payee, "ceiling_fen": 1}
    about = {"kind": "contract", "subject_id": 1, "step": "start", "decision": "x" * 32}
    return money.commit(source.pk, **about, **terms)


def test_nothing_more_is_committed_from_a_closed_year():
    source = appropriation(amount_fen=yuan(100))
    who("issuer")
    closed(drawn_up())

    with moment("2022-02-01"):
        assert refused(lambda: commit(source)) == ["year_closed"]
        line = money.Line(subject_id=1, title="x", payee_id=1, ceiling_fen=1)
        about = {"kind": "entitlement", "step": "grant", "decision": "x" * 32}
        assert refused(lambda: money.commit_all(source.pk, [line], **about)) == ["year_closed"]
        assert not ledger.open_appropriations(clock.today()).exists()


@pytest.mark.parametrize(
    ("day", "fits"), [("2021-12-31", False), ("2022-01-01", True), ("2022-01-13", True)]
)
def test_the_database_takes_no_row_dated_into_a_closed_year(day: str, *, fits: bool):
    source = appropriation(amount_fen=yuan(100))
    closed(drawn_up(carried=(source.pk,)))

    with moment(day, hour=0):
        if fits:
            transfer().save()
            return
        with pytest.raises(DatabaseError), transaction.atomic():
            transfer().save()


def test_a_year_is_closed_by_another_person_once_it_is_over():
    appropriation(amount_fen=yuan(100))
    row = drawn_up(day="2021-12-20")

    with moment("2021-12-31"):
        close = ("year_close", row.pk, "close")
        assert refused(lambda: move.make(*close, actor=who("finance"))) == [
            "same_person",
            "year_not_over",
        ]
        assert refused(lambda: move.make(*close, actor=who("chair"))) == ["year_not_over"]
    assert refused(drawn_up) == ["year_closed"]
    with moment("2022-01-11"):
        move.make("year_close", row.pk, "withdraw", actor=who("chair"), reason="重做")
    assert closed(drawn_up()).state == "closed"


def test_ordered_payments_and_open_batches_stand_in_the_way():
    from xingmeng.stages.funds.actions import batches

    thread_until("passed")
    row = drawn_up(day="2022-03-08")
    payment = Payment.objects.get()

    assert refused(lambda: closed(row, "2022-03-08")) == ["payments_unpaid"]
    with moment("2022-03-08"):
        batch = batches.gather([payment.number], actor=who("finance"))
        assert [f.code for f in queries.in_the_way(row)] == [
            "payments_unpaid",
            "batches_unreconciled",
        ]
        move.make("payment_batch", batch.pk, "release", actor=who("chair"))
        said = {"slip_number": "GK1"}
        move.make("payment", payment.pk, "pay", actor=who("chair"), details=said)
        assert [f.code for f in queries.in_the_way(row)] == ["batches_unreconciled"]
        move.make("payment_batch", batch.pk, "reconcile", actor=who("finance"))
    (line,) = closed(row, "2022-03-09").lines.all()
    parts = (line.committed_fen, line.paid_fen, line.left_fen)
    assert line.granted_fen == sum(parts)
    assert line.paid_fen == payment.amount_fen
    assert min(parts) > 0


def test_an_appropriation_that_came_later_makes_the_close_outdated():
    appropriation(amount_fen=yuan(100))
    with moment("2022-01-09"):
        row = drawn_up()
    appropriation(amount_fen=yuan(200))

    assert refused(lambda: closed(row)) == ["close_outdated"]


def test_what_comes_back_later_is_settled_by_the_next_close():
    source = appropriation(amount_fen=yuan(100))
    closed(drawn_up())
    with moment("2022-02-01"):
        transfer(credit=source.account, amount_fen=700, purpose="return").save()

    assert [row.pk for row in queries.of_year(2022)] == [source.pk]
    with moment("2023-01-10"):
        row = actions.draw_up(2022, carried=(), actor=who("finance"))
    (line,) = closed(row, "2023-01-11").lines.all()
    assert line.left_fen == 700
    assert ledger.money_of(Appropriation.objects.get())["returned"] == 10_700


@pytest.mark.parametrize("username", ["officer", "leader", "issuer"])
def test_only_finance_draws_up(username: str):
    appropriation(amount_fen=yuan(100))
    actor = who(username)

    assert refused(lambda: actions.draw_up(2021, carried=(), actor=actor)) == ["not_your_move"]


def test_the_pages_of_a_close_and_its_statement():
    source = appropriation(amount_fen=yuan(100))
    finance = browser("finance")
    with moment("2022-01-10"):
        shown = finance.get(reverse("funds:draw_up") + "?year=2021")
        assert codes.of(source) in shown.content.decode()
        said = {"year": "2021", "carried": [codes.of(source)]}
        made = finance.post(reverse("funds:draw_up"), said)
        row = YearClose.objects.get()
        assert made.url == row.get_absolute_url()
        assert finance.get(made.url).status_code == 200
        assert finance.get(reverse("funds:closes")).status_code == 200
        file = finance.get(reverse("funds:statement", args=[row.pk, "csv"]))
        book = finance.get(reverse("funds:statement", args=[row.pk, "xlsx"]))
    heads, line = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    assert dict(zip(heads, line, strict=True))["年末余额"] == "100.00"
    assert line[-1] == "结转下年"
    assert book.status_code == 200
    assert browser("issuer").get(made.url).status_code == 404
