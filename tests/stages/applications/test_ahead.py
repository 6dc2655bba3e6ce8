"""Before one begins: what is known, what is left, whether one may, and who signs."""

from datetime import date

import pytest

from tests import factories
from tests.factories import moment, source, unit, who
from tests.lifecycle.walk import Walk
from xingmeng import instruments
from xingmeng.core import codes
from xingmeng.core.actor import SYSTEM
from xingmeng.stages.applications.facts.ahead import ahead_of, signers
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Person

pytestmark = pytest.mark.django_db
TODAY = date(2021, 9, 10)


@pytest.fixture
def walk():
    made = Walk("key_project")
    made.begin()
    made.open_call()
    with moment("2021-09-10"):
        yield made


def seen(walk, *, key: str = "rare", leader=None):
    return ahead_of(walk.call, unit(key), leader, on=TODAY)


def told(**given):
    registry.record_details(unit("rare").pk, given, source=source(), on=TODAY, actor=SYSTEM)


def test_the_more_is_known_the_less_is_left(walk):
    before = seen(walk)

    told(contact_name="其其格", contact_phone="1", contact_email="a@example.org")
    after = seen(walk, leader=Person.objects.get(user_id=who("batel").user_id))

    assert after.known_pct > before.known_pct
    assert after.questions < before.questions
    assert after.minutes <= before.minutes and after.minutes % 5 == 0
    assert after.texts == before.texts > 0


def test_the_first_of_two_steps_leaves_less(walk):
    whole = seen(walk)
    walk.call.full_closes_at = factories.time("2021-12-01")

    assert seen(walk).minutes < whole.minutes
    assert seen(walk).questions < whole.questions


def test_each_condition_is_said_with_what_stands_against_it(walk):
    inside, outside = seen(walk), seen(walk, key="shanghai")

    assert inside.may_apply and not outside.may_apply
    against = {label.zh: [f.code for f in found] for label, found in outside.conditions}
    assert against["在本自治区登记"] == ["not_in_region"]
    assert against["已登记的法人单位"] == []
    assert len(inside.conditions) == len(walk.call.instrument.eligibility)


def test_what_is_doubtful_is_named(walk):
    registry.record_details(
        unit("rare").pk,
        {"contact_phone": "1"},
        source=source(),
        on=date(2019, 1, 1),
        actor=SYSTEM,
    )

    assert [label.zh for label in seen(walk).doubtful] == ["联系电话"]


def test_who_signs_is_named_once_each():
    named = signers(instruments.get("key_project"))

    assert len(named) >= 5
    assert all(by for _, by in named)
    assert len({label.zh for label, _ in named}) == len(named)


def test_the_page_says_it_and_writes_nothing(walk):
    client, address = factories.browser("issuer"), f"/applications/apply/{codes.of(walk.call)}/"
    told(contact_name="其其格")
    batel = Person.objects.get(user_id=who("batel").user_id)

    assert not factories.wrote(lambda: client.get(address))
    page = client.get(f"{address}?leader={batel.pk}").content.decode()

    assert f"<strong>{seen(walk, leader=batel).known_pct} %</strong>" in page
    assert "巴特尔" in page and "在本自治区登记" in page
    assert client.get(f"{address}?leader=4711").status_code == 200


def test_a_unit_that_may_not_apply_is_told_why_and_not_let_on(walk):
    page = factories.browser("bidder").get(f"/applications/apply/{codes.of(walk.call)}/")

    assert "有条件不符合" in page.content.decode()


@pytest.mark.parametrize(("username", "status"), [("nobody", 302), ("visitor", 200)])
def test_without_a_unit_one_is_sent_to_register(walk, username, status):
    response = factories.browser(username).get(f"/applications/apply/{codes.of(walk.call)}/")

    assert response.status_code == status
    if status == 200:
        assert "登记单位" in response.content.decode()
