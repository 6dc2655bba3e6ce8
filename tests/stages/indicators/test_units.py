"""Who takes part, and the first list's published figures beside our own."""

from decimal import Decimal

import pytest

from tests.factories import moment, time, unit, who
from tests.race import race_until
from tests.thread import thread_until
from xingmeng.core import move
from xingmeng.stages.indicators import queries
from xingmeng.stages.indicators.queries import first_list, units
from xingmeng.stages.registry import actions as registry
from xingmeng.stages.registry.models import Organisation

pytestmark = pytest.mark.django_db
LATER = time("2024-06-30")


def figure(username: str, code: str) -> Decimal | None:
    return queries.figure(who(username), code, as_of=LATER)[0]


def joined(monkeypatch) -> None:
    """The first bid is joined by a unit of the region."""
    from xingmeng.demo import texts

    line = {"credit_code": unit("local").credit_code, "task": "试用"}
    monkeypatch.setitem(texts.BIDS["bidder"], "partners", [line])


def test_units_that_lead_and_join_count_once_and_only_for_the_department(monkeypatch):
    joined(monkeypatch)
    thread_until("opened")

    assert figure("officer", "units_bidding") == 3
    assert figure("officer", "units_outside") == Decimal(2) / 3
    assert figure("nobody", "units_bidding") == 0
    assert figure("nobody", "units_outside") is None


def test_sealed_bids_count_for_nobody(monkeypatch):
    joined(monkeypatch)
    thread_until("sealed")

    assert figure("officer", "units_bidding") == 0


def test_units_under_contract_are_those_of_the_winner(monkeypatch):
    joined(monkeypatch)
    thread_until("in_force")

    at = LATER
    found = units.contracted(who("officer"), at)
    assert set(found) == {unit("shanghai"), unit("local")}
    assert units.contracted(who("officer"), at, "1506").count() == 0
    assert isinstance(found[0], Organisation)


def test_research_units_from_outside_take_part_by_agreement_bid_or_contract(monkeypatch):
    joined(monkeypatch)
    thread_until("opened")  # by bids: one of Shanghai, one of Beijing
    with moment("2021-06-01"):
        named = {"group": "N", "source": "测试", "organisation_id": unit("bj_cata").pk}
        row = registry.enter_partner(actor=who("officer"), **named)
        move.make("frame_partner", row.pk, "confirm", actor=who("officer"))
        said = {"title_zh": "协议", "title_en": "Agreement", "partners": [row.pk]}
        about = registry.draft_agreement(actor=who("officer"), **said)
    assert figure("officer", "research_outside") == 2

    with moment("2021-06-01"):
        signed = {"signed_on": "2021-06-01"}
        move.make("agreement", about.pk, "sign", actor=who("officer"), details=signed)

    assert figure("officer", "research_outside") == 3
    assert figure("nobody", "research_outside") == 1
    early = queries.figure(who("nobody"), "research_outside", as_of=time("2021-05-31"))
    assert early[0] == 0


def test_the_second_stage_of_a_race_is_no_further_agreement():
    story = race_until("in_force")
    story.contracts["bidder"].__class__.objects.filter(pk=story.contracts["bidder"].pk).update(
        stage=2
    )

    assert figure("nobody", "agreements") == 1
    assert figure("nobody", "agreed_amount") == 800_000_000


@pytest.mark.parametrize(
    ("published", "step"),
    [("15", "1"), ("274400000", "100000"), ("0.374", "0.001"), ("0.80", "0.01")],
)
def test_the_precision_is_that_of_what_was_published(published, step):
    assert Decimal(first_list.step_of(published)) == Decimal(step)


def test_every_line_names_a_definition_and_says_whether_it_agrees():
    thread_until("in_force")

    beside = queries.replay(today=LATER)["beside"]

    assert {line["name"] for line in beside} == {line.name for line in first_list.LINES}
    by_name = {line["name"]: line for line in beside}
    assert by_name["budget"]["reproduced"] is False
    assert by_name["tasks_high_tech"]["computed"] == 1
    assert by_name["baotou_support_share"]["computed"] == 1
    assert by_name["units"]["seen_by"] == "department"
    assert by_name["paid_to_date"]["reproduced"] is None


def test_a_share_of_nothing_has_no_value():
    empty = Organisation.objects.none()

    assert first_list.share(empty, empty, "pk") is None
