"""Milestones and acceptance: what is shown releases money, what fails gives it back."""

import pytest

from tests.factories import attach, moment, steps_of, who
from tests.thread import thread_until
from xingmeng.core import move
from xingmeng.core.errors import Refused
from xingmeng.stages.awards.models import Contract
from xingmeng.stages.calls.models import Challenge
from xingmeng.stages.delivery import actions, queries
from xingmeng.stages.delivery.models import Acceptance, Milestone
from xingmeng.stages.funds import queries as funds
from xingmeng.stages.funds.models import Appropriation, Authorisation, Payment

pytestmark = pytest.mark.django_db
DILIGENCE = {"records_kept": True, "money_rightly_used": True, "opinion": "三条路线都试过"}


def codes(refusal) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def available(thread) -> int:
    return funds.money_of(Appropriation.objects.get(pk=thread.call.appropriation_id))[
        "available"
    ]


def test_a_contract_in_force_gets_the_milestones_that_were_signed():
    thread = thread_until("in_force")

    rows = queries.milestones_of(thread.contract.pk)

    assert [(m.key, m.share_pct, m.amount_fen) for m in rows] == [
        ("start", 40, 228_000_000),
        ("midway", 30, 171_000_000),
        ("acceptance", 30, 171_000_000),
    ]
    assert sum(m.amount_fen for m in rows) == thread.contract.support_fen
    assert all(m.due_on == m.planned_on for m in rows)


def test_a_report_needs_evidence_and_its_turn_all_reasons_at_once():
    thread = thread_until("in_force")
    second = thread.milestone(2)

    with pytest.raises(Refused) as refusal, moment("2022-02-25"):
        move.make("milestone", second.pk, "report", actor=who("bidder2"))

    assert codes(refusal) == [
        "not_your_move", "answer_needed", "evidence_missing", "earlier_first",
    ]  # fmt: skip


def test_the_last_milestone_is_not_reported_but_accepted():
    thread = thread_until("paid2")
    last = thread.milestone(3)
    with moment("2023-01-05"):
        attach("milestone", last.pk, "evidence", who("bidder"))

        with pytest.raises(Refused) as refusal:
            move.make(
                "milestone", last.pk, "report", actor=who("bidder"), details={"summary": "完成"}
            )

    assert codes(refusal) == ["by_acceptance"]


def test_what_was_sent_back_is_reported_again_and_then_paid_once():
    thread = thread_until("reported")
    row = thread.milestone(1)
    with moment("2022-03-01"):
        thread.move("milestone", row, "send_back", "officer", reason="缺检定证书")
        assert Milestone.objects.get(pk=row.pk).state == "fixing"
        thread.move("milestone", row, "report", "bidder", summary="已补充")
        thread.move("milestone", row, "pass", "officer", opinion="同意")

    assert steps_of("milestone", row)[-4:] == ["report", "send_back", "report", "pass"]
    assert Payment.objects.count() == 1
    assert Authorisation.objects.get(step="start").released


def test_sending_back_needs_a_reason_and_the_department():
    thread = thread_until("reported")

    with pytest.raises(Refused) as refusal, moment("2022-03-01"):
        thread.move("milestone", thread.milestone(1), "send_back", "bidder")

    assert codes(refusal) == ["not_your_move", "reason_needed"]


def test_a_failed_milestone_ends_the_contract_and_returns_what_was_not_released():
    thread = thread_until("paid")
    before = available(thread)
    with moment("2022-12-15"):
        thread.reported(2)
        thread.move("milestone", thread.milestone(2), "fail", "officer", reason="样品不合格")

    assert thread.state("contract") == "ended"
    assert thread.state("challenge") == "failed"
    assert available(thread) - before == 342_000_000
    assert funds.paid_by_step("contract", thread.contract.pk) == {"start": 228_000_000}
    assert funds.ledger_differs() == []


def test_a_payment_ordered_before_the_failure_can_still_be_paid():
    thread = thread_until("passed")
    with moment("2022-12-15"):
        thread.reported(2)
        thread.move("milestone", thread.milestone(2), "fail", "officer", reason="不合格")
        thread.paid()

    assert funds.paid_by_step("contract", thread.contract.pk) == {"start": 228_000_000}
    assert funds.ledger_differs() == []


@pytest.mark.parametrize(
    ("step", "username", "summary", "expected"),
    [
        ("paid", "bidder", "完成", ["earlier_first"]),
        ("paid2", "bidder", " ", ["answer_needed"]),
        ("paid2", "issuer", "完成", ["not_your_move"]),
        ("requested", "bidder", "完成", ["acceptance_under_way"]),
        ("completed", "bidder", "完成", ["wrong_state"]),
    ],
)
def test_acceptance_is_requested_once_by_the_bidder_when_the_rest_is_done(
    step, username, summary, expected
):
    thread = thread_until(step)
    held = Acceptance.objects.count()

    with pytest.raises(Refused) as refusal, moment("2023-12-05"):
        actions.request_acceptance(thread.contract.pk, summary=summary, actor=who(username))

    assert codes(refusal) == expected
    assert Acceptance.objects.count() == held


def test_acceptance_passes_the_last_milestone_and_closes_contract_and_challenge():
    thread = thread_until("completed")

    assert thread.milestone(3).state == "passed"
    assert Contract.objects.get().state == "completed"
    assert Challenge.objects.get().state == "closed"
    assert Payment.objects.get(state="ordered").amount_fen == 171_000_000


def test_nothing_is_accepted_that_the_user_did_not_find_met():
    thread = thread_until("requested")
    with moment("2023-11-24"):
        thread.opined("partly")

        with pytest.raises(Refused) as refusal:
            thread.completed()

    assert codes(refusal) == ["user_not_satisfied"]
    assert thread.state("contract") == "in_force"


@pytest.mark.parametrize(
    ("name", "username", "state", "said"),
    [("exempt", "chair", "exempted", DILIGENCE), ("refuse", "officer", "failed", {})],
)
def test_without_acceptance_the_last_share_returns(name, username, state, said):
    thread = thread_until("requested")
    before = available(thread)
    with moment("2023-11-24"):
        thread.opined("unmet")
        row, why = thread.acceptance, "记录完整，未达标"
        thread.move("acceptance", row, name, username, reason=why, **said)

    assert thread.state("acceptance") == state
    assert thread.state("contract") == "ended"
    assert thread.milestone(3).state == "failed"
    assert available(thread) - before == 171_000_000
    assert funds.ledger_differs() == []


def test_only_the_chair_exempts():
    thread = thread_until("opined")

    with pytest.raises(Refused) as refusal, moment("2023-11-25"):
        row = thread.acceptance
        thread.move("acceptance", row, "exempt", "officer", reason="尽职", **DILIGENCE)

    assert codes(refusal) == ["not_your_move", "target_reached"]


def test_what_the_user_measured_as_met_is_not_exempted():
    thread = thread_until("opined")

    with pytest.raises(Refused) as refusal, moment("2023-11-25"):
        row = thread.acceptance
        thread.move("acceptance", row, "exempt", "chair", reason="尽职", **DILIGENCE)

    assert codes(refusal) == ["target_reached"]
