"""Units that join a bid: named by their credit code alone, known when the bid is opened."""

from datetime import date

import pytest

from tests import factories, thread
from tests.factories import refused, unit, who
from xingmeng.core import move
from xingmeng.core.actor import SYSTEM
from xingmeng.demo import cast, texts
from xingmeng.stages.applications import actions, queries, rules
from xingmeng.stages.applications.models import Application, Partner
from xingmeng.stages.registry import actions as registry

pytestmark = pytest.mark.django_db


def code_of(key: str) -> str:
    return next(u for u in cast.UNITS if u.key == key).credit_code


def joined(*codes: str) -> dict:
    return texts.BIDS["bidder"] | {
        "partners": [{"credit_code": code, "task": "中试"} for code in codes]
    }


@pytest.fixture
def drafted():
    story = thread.thread_until("listed")
    with thread.on("bids_drafted"):
        home = unit("shanghai")
        row = actions.begin(story.challenge.pk, organisation_id=home.pk, actor=who("bidder"))
    return row


def save(row, answers):
    with thread.on("bids_drafted"):
        return actions.save_answers(row.pk, answers, actor=who("bidder"))


def submit(row):
    with thread.on("sealed"):
        return move.make("application", row.pk, "submit", actor=who("bidder"))


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        ((code_of("beijing"),), []),
        ((code_of("beijing").lower(),), []),
        (("91150299MA0DEM01XX",), ["partner_unknown"]),
        ((code_of("shanghai"),), ["partner_twice"]),
        ((code_of("rare"),), ["partner_twice"]),
        ((code_of("beijing"), code_of("beijing")), ["partner_twice"]),
    ],
)
def test_a_partner_is_a_registered_unit_named_once(drafted, codes, found):
    unit("beijing")

    wrong = save(drafted, joined(*codes))

    assert [f.code for f in wrong] == found
    if found:
        assert refused(lambda: submit(drafted)) == found
    else:
        assert submit(drafted).state == "sealed"


def test_a_barred_partner_is_named_with_its_row(drafted):
    barred = unit("beijing")
    with thread.on("listed"):
        registry.record_integrity(
            barred.pk, kind="misconduct", decision_number="测试1号", measure="ban",
            from_on=date(2021, 9, 3), until_on=None,
            source=factories.source(), actor=SYSTEM,
        )  # fmt: skip

    (wrong,) = save(drafted, joined(barred.credit_code))

    assert (wrong.code, wrong.values["row"]) == ("partner_banned", 1)


def test_partners_stand_in_the_open_once_the_bid_is_opened(drafted):
    home = unit("beijing")
    save(drafted, joined(home.credit_code))
    submit(drafted)
    assert not Partner.objects.exists()
    with thread.on("opened"):
        pk = drafted.challenge_id
        move.make("challenge", pk, "turn_first_key", actor=who("officer"))
        move.make("challenge", pk, "turn_second_key", actor=who("officer2"))

    (partner,) = Partner.objects.all()
    opened = Application.objects.get(pk=drafted.pk)
    assert (partner.organisation_id, partner.task) == (home.pk, "中试")
    assert queries.partners_of(opened) == [{"unit": home, "task": "中试"}]


def test_taking_back_opens_nothing(drafted):
    save(drafted, joined(unit("beijing").credit_code))
    submit(drafted)

    with thread.on("sealed"):
        move.make("application", drafted.pk, "take_back", actor=who("bidder"))

    assert not Partner.objects.exists()


@pytest.mark.parametrize("odd", [None, "text", [1], [{}], [{"credit_code": 7}]])
def test_codes_are_read_from_any_answer(odd):
    assert all(isinstance(code, str) for code in rules.partner_codes({"partners": odd}))
