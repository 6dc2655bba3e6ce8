"""Who sees appropriations and payments, and what each page of the money gives to whom."""

import pytest

from tests import factories, thread
from tests.factories import refused
from xingmeng.core import codes
from xingmeng.stages.funds import queries
from xingmeng.stages.funds.models import Appropriation, Payment

pytestmark = pytest.mark.django_db

EVERYONE = list(factories.READERS)
STAFF = ["officer", "chair", "finance", "discipline", "leader", "admin"]


@pytest.mark.parametrize(
    ("step", "readers"),
    [("passed", ["issuer", *STAFF]), ("paid", EVERYONE), ("shared", EVERYONE)],
)
def test_a_payment_is_public_once_it_is_made(step, readers):
    thread.thread_until(step)

    payment = Payment.objects.order_by("pk").first()
    assert factories.who_sees(queries.visible_to, payment) == readers


def test_a_payment_sent_back_stays_inside():
    story = thread.thread_until("passed")
    payment = Payment.objects.get()
    story.move("payment", payment, "refuse", "finance", reason="账号有误")

    assert factories.who_sees(queries.visible_to, payment) == ["issuer", *STAFF]


@pytest.mark.parametrize(("opened", "readers"), [(False, STAFF), (True, EVERYONE)])
def test_an_appropriation_is_public_once_it_is_open(opened, readers):
    row = factories.appropriation(opened=opened)

    assert factories.who_sees(queries.appropriations_for, row) == readers


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("payments/", {"nobody": 200, "stranger": 200, "finance": 200}),
        (
            "payments/{payment}/",
            {"nobody": 404, "bidder": 404, "bureau": 404, "issuer": 200, "finance": 200},
        ),
        ("payments/4711-4711/", {"nobody": 404, "finance": 404}),
        (f"payments/{10**30}/", {"finance": 404}),
        ("payments/{payment}/again/", {"nobody": 302, "officer": 405}),
        ("appropriations/", {"nobody": 200, "finance": 200}),
        ("appropriations/{open}/", {"nobody": 200}),
        ("appropriations/{proposed}/", {"nobody": 404, "issuer": 404, "leader": 200}),
        ("appropriations/new/", {"nobody": 302, "finance": 404, "officer": 200}),
        ("appropriations/4711-4711/", {"finance": 404}),
    ],
)
def test_each_page_is_for_its_readers(address, expected):
    thread.thread_until("passed")
    proposed = factories.appropriation(opened=False, year=2022)
    address = address.format(
        payment=codes.of(Payment.objects.get()),
        open=codes.of(Appropriation.objects.get(state="open")),
        proposed=codes.of(proposed),
    )

    assert factories.statuses(f"/funds/{address}", *expected) == expected


def test_reading_writes_nothing():
    thread.thread_until("passed")
    client, payment = factories.browser("finance"), Payment.objects.get()
    pages = ["payments/", "appropriations/", f"payments/{codes.of(payment)}/"]
    pages += [f"appropriations/{codes.of(payment.authorisation.appropriation)}/"]
    moves = [f"/move/payment/{codes.of(payment)}/pay/"]

    def read() -> None:
        for page in [*(f"/funds/{name}" for name in pages), *moves]:
            assert client.get(page).status_code == 200

    assert not factories.wrote(read)


FORM = {
    "year": "2021",
    "line": "2060402",
    "title_zh": "专项",
    "title_en": "Fund",
    "document_number": "1号",
}


@pytest.mark.parametrize(
    ("typed", "fen"), [("0.000001", 1), ("6000", 6_000_000_000), ("0.1", 100_000)]
)
def test_an_appropriation_is_proposed_from_the_page_to_the_fen(typed, fen):
    response = factories.browser("officer").post(
        "/funds/appropriations/new/", FORM | {"amount_wan": typed}
    )

    assert response.status_code == 302
    assert Appropriation.objects.get().amount_fen == fen


def test_nothing_is_no_appropriation():
    response = factories.browser("officer").post(
        "/funds/appropriations/new/", FORM | {"amount_wan": "0"}
    )

    assert [f.code for f in response.context["errors"]] == ["too_small"]


@pytest.mark.parametrize(
    ("username", "status"),
    [("officer", 302), ("finance", 409), ("issuer", 409), ("stranger", 404), ("nobody", 302)],
)
def test_a_payment_is_ordered_again_by_an_officer(username, status):
    story = thread.thread_until("passed")
    payment, client = Payment.objects.get(), factories.browser(username)
    story.move("payment", payment, "refuse", "finance", reason="x")

    response = client.post(f"/funds/payments/{codes.of(payment)}/again/")

    assert response.status_code == status
    assert Payment.objects.count() == 1 + (username == "officer")


@pytest.mark.parametrize(("username", "status"), [("officer", 404), ("finance", 409)])
def test_the_password_of_the_payer_is_asked(username, status):
    thread.thread_until("passed")
    payment, client = Payment.objects.get(), factories.browser(username)
    said = {"slip_number": "GK1", "password": "guess"}

    response = client.post(f"/move/payment/{codes.of(payment)}/pay/", said)

    payment.refresh_from_db()
    assert (response.status_code, payment.state) == (status, "ordered")


@pytest.mark.parametrize("step", ["passed", "completed"])
def test_nobody_pays_what_followed_from_their_own_approval(step):
    story = thread.thread_until(step)
    factories.with_role("officer", "finance")
    payment = Payment.objects.get(state="ordered")

    codes = refused(lambda: story.move("payment", payment, "pay", "officer", slip_number="GK1"))

    assert codes == ["same_person"]


def test_the_list_of_payments_takes_as_many_queries_for_many_as_for_one():
    thread.thread_until("paid")
    row, address = Payment.objects.get(), "/funds/payments/?state=paid&sort=payee"

    one = factories.queries_of("officer", address)
    factories.copies(row, 2, number="a{n}")
    three = factories.queries_of("officer", address)
    factories.copies(row, 297, number="b{n}")
    many = factories.queries_of("officer", address)

    assert one == three == many
    assert one <= 8


def test_the_list_of_appropriations_takes_as_many_queries_for_many_as_for_one():
    row = factories.appropriation(opened=False)

    one = factories.queries_of("officer", "/funds/appropriations/")
    factories.copies(row, 299)

    assert one == factories.queries_of("officer", "/funds/appropriations/")
