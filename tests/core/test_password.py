"""The password asked again: right, wrong, and wrong too often."""

import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from tests.factories import PASSWORD, who
from xingmeng.core import codes, password
from xingmeng.core.errors import Refused

pytestmark = pytest.mark.django_db


def tried(word: str, *, username: str = "finance") -> list[str]:
    request = RequestFactory().post("/", {"password": word})
    request.user = get_user_model().objects.get(pk=who(username).user_id)
    try:
        password.prove(request)
    except Refused as refused:
        return [finding.code for finding in refused.findings]
    return []


def test_the_own_password_proves_and_another_does_not():
    assert tried(PASSWORD) == []
    assert tried("guess") == ["password_wrong"]
    assert tried("") == ["password_wrong"]


def test_after_five_wrong_ones_the_right_one_has_to_wait_and_only_for_that_person():
    assert [tried(f"guess{n}") for n in range(5)] == [["password_wrong"]] * 5

    assert tried(PASSWORD) == ["too_many_tries"]
    assert tried(PASSWORD, username="officer") == []


def test_a_right_one_forgets_the_wrong_ones_before():
    for _ in range(3):
        assert [tried("guess") for _ in range(4)] == [["password_wrong"]] * 4
        assert tried(PASSWORD) == []


def test_a_move_that_asks_for_it_says_so_on_its_own_page():
    from tests.factories import browser
    from tests.thread import thread_until
    from xingmeng.stages.funds.models import Payment

    thread_until("passed")
    payment, finance = Payment.objects.get(), browser("finance")
    said = {"slip_number": "GK1", "password": "guess"}
    for _ in range(5):
        finance.post(f"/move/payment/{codes.of(payment)}/pay/", said)

    response = finance.post(
        f"/move/payment/{codes.of(payment)}/pay/", said | {"password": PASSWORD}
    )

    assert response.status_code == 409
    assert "5 分钟" in response.content.decode()
    payment.refresh_from_db()
    assert payment.state == "ordered"
