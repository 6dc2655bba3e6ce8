"""Five values of a result: who may say so, by which weights, on what, and how one contests."""

import pytest

from tests.factories import attach, browser, moment, refused, statuses, unit, who
from tests.thread import thread_until
from xingmeng.core import codes, move
from xingmeng.stages.outcomes import actions
from xingmeng.stages.outcomes.models import Evaluation

pytestmark = pytest.mark.django_db
FOUND = {
    "klass": "development",
    "capacity": "user",
    **{"scientific": 70, "technical": 85, "economic": 90, "social": 80, "cultural": 60},
    "text": "连续运行一年，成本下降。",
}


@pytest.fixture
def outcome():
    yield thread_until("outcome_registered").fresh("outcome")


@pytest.fixture(autouse=True)
def now(outcome):
    with moment("2024-02-01"):
        yield


def given(outcome, username: str = "issuer", key: str = "rare", **changed) -> Evaluation:
    return actions.evaluate(outcome.pk, unit(key).pk, FOUND | changed, actor=who(username))


def step(row: Evaluation, name: str, username: str, reason: str = "") -> None:
    move.make("evaluation", row.pk, name, actor=who(username), reason=reason)


def test_its_user_evaluates_and_its_maker_accepts_what_rests_on_evidence(outcome):
    row = given(outcome)

    assert refused(lambda: step(row, "accept", "bidder")) == ["evidence_missing"]
    attach("evaluation", row.pk, "evidence", who("issuer"))
    step(row, "accept", "bidder")

    page = browser("nobody").get(row.get_absolute_url()).content.decode()
    assert "84.7" in page  # (5*70 + 25*85 + 50*90 + 15*80 + 5*60) / 100
    assert "假定" in page
    assert (
        row.get_absolute_url()
        in browser("nobody").get(outcome.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"capacity": "peers"}, ["evaluated_by_market"]),
        ({"economic": 101}, ["too_big"]),
        ({"text": ""}, ["answer_needed"]),
        ({"key": "shanghai", "username": "bidder"}, ["evaluates_own"]),
        ({"key": "beijing"}, ["not_your_move"]),
    ],
)
def test_who_may_not_evaluate_and_how(outcome, changed, expected):
    who(changed.get("username", "issuer"))
    unit(changed.get("key", "rare"))

    assert refused(lambda: given(outcome, **changed)) == expected


def test_peers_evaluate_basic_research_once(outcome):
    given(outcome, klass="basic", capacity="peers")

    assert refused(lambda: given(outcome)) == ["evaluated_already"]


def test_a_contested_evaluation_is_kept_or_struck_by_an_officer(outcome):
    row = given(outcome)
    step(row, "contest", "bidder", "没有核对现场数据")

    assert refused(lambda: step(row, "strike", "issuer", "不成立")) == ["not_your_move"]
    step(row, "strike", "officer", "没有依据")
    assert given(outcome).pk != row.pk


def test_until_it_stands_it_is_for_both_sides(outcome):
    row = given(outcome)
    place = f"/outcomes/evaluations/{codes.of(row)}/"
    file = attach("evaluation", row.pk, "evidence", who("issuer"))
    kept = f"/files/{codes.of(file)}/"

    assert list(statuses(place, "nobody", "stranger", "issuer", "bidder").values()) == [
        404, 404, 200, 200,
    ]  # fmt: skip
    step(row, "accept", "bidder")
    assert list(statuses(place, "nobody", "stranger").values()) == [200, 200]
    assert list(statuses(kept, "nobody", "stranger", "bidder", "issuer").values()) == [
        404, 404, 200, 200,
    ]  # fmt: skip


def test_one_evaluates_from_the_page(outcome):
    page, rare = outcome.get_absolute_url(), codes.of(unit("rare"))
    form = f"{page}evaluate/{rare}/"
    assert form in browser("issuer").get(page).content.decode()
    assert "五元价值评价" not in browser("nobody").get(page).content.decode()

    to = browser("issuer").post(form, FOUND)["Location"]

    row = Evaluation.objects.get()
    assert to == row.get_absolute_url()
    assert form not in browser("issuer").get(page).content.decode()
    shown = browser("issuer").get(to).content.decode()
    assert f"/attach/evaluation/{codes.of(row)}/" in shown
