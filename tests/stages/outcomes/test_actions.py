"""Outcome, technology contract and income: who states them, and shares exact to the fen."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import moment, steps_of, unit, who
from tests.thread import INCOME, SOLD, thread_until
from xingmeng.core import move
from xingmeng.core.errors import Refused
from xingmeng.stages.outcomes import actions, queries
from xingmeng.stages.outcomes.models import Income, Outcome, Share, TechnologyContract

pytestmark = pytest.mark.django_db


def codes(refusal) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def sold(**changed) -> dict:
    return SOLD | {"buyer": unit("magnet").credit_code} | changed


def test_the_bidder_files_what_came_out_of_a_completed_contract():
    thread = thread_until("outcome_filed")

    row = Outcome.objects.get()
    assert (row.state, row.organisation, row.number) == (
        "filed",
        unit("shanghai"),
        "CG202300001",
    )
    assert steps_of("outcome", row) == ["begin", "attach"]
    assert thread.contract.pk == row.contract_id


def test_an_outcome_is_refused_with_every_reason():
    thread = thread_until("in_force")

    with pytest.raises(Refused) as refusal, moment("2022-02-01"):
        actions.file_outcome(thread.contract.pk, {"form": "poem"}, actor=who("issuer"))

    assert codes(refusal) == [
        "answer_needed", "not_an_option", "answer_needed", "not_your_move", "wrong_state",
    ]  # fmt: skip
    assert not Outcome.objects.exists()


@pytest.mark.parametrize(
    ("username", "changed", "expected"),
    [
        ("bidder", {"buyer": "91150199MA0NMKX10X"}, ["buyer_unknown"]),
        ("bidder", {"technology_fen": 360_000_001}, ["technology_more_than_amount"]),
        ("bidder", {"amount_fen": 0, "technology_fen": 0}, ["answer_needed"]),
        ("issuer", {}, ["not_your_move"]),
    ],
)
def test_a_technology_contract_is_refused(username, changed, expected):
    thread = thread_until("outcome_registered")

    with pytest.raises(Refused) as refusal, moment("2024-01-15"):
        actions.file_technology_contract(
            thread.outcome.pk, sold(**changed), actor=who(username)
        )

    assert codes(refusal)[: len(expected)] == expected or "too_small" in codes(refusal)
    assert not TechnologyContract.objects.exists()


def test_nobody_sells_to_themselves_or_before_registration():
    thread = thread_until("outcome_filed")
    own = unit("shanghai").credit_code

    with pytest.raises(Refused) as refusal, moment("2024-01-15"):
        actions.file_technology_contract(
            thread.outcome.pk, sold(buyer=own), actor=who("bidder")
        )

    assert codes(refusal) == ["wrong_state", "buyer_unknown"]


def test_a_contract_is_registered_once_under_a_number_of_its_own():
    thread = thread_until("sold_registered")

    def again(**changed):
        with moment("2024-01-26"):
            return actions.file_technology_contract(
                thread.outcome.pk, sold(**changed), actor=who("bidder")
            )

    with pytest.raises(Refused) as refusal:
        again()
    assert codes(refusal) == ["contract_filed_already"]
    other = again(title="另一许可", term_years=6)
    with pytest.raises(Refused) as refusal, moment("2024-01-29"):
        said = {"registration_number": "测试0001"}
        move.make(
            "technology_contract", other.pk, "register", actor=who("officer"), details=said
        )
    assert codes(refusal) == ["registration_number_taken"]


def test_registering_dates_and_numbers_a_contract():
    thread_until("sold_registered")

    row = TechnologyContract.objects.get()
    assert (row.state, row.registration_number) == ("registered", "测试0001")
    assert row.registered_on.isoformat() == "2024-01-25"


def test_income_is_shared_to_the_fen_with_the_statutory_floor():
    thread_until("income_filed")

    row = Income.objects.get()
    shares = list(Share.objects.order_by("number").values_list("name", "amount_fen"))
    assert (row.net_fen, row.team_pct, row.team_fen) == (166_666_700, 70, 116_666_690)
    assert shares == [
        ("沈嘉禾", 58_333_345), ("林雨桐", 35_000_007), ("许安然", 23_333_338),
    ]  # fmt: skip
    assert sum(amount for _, amount in shares) == row.team_fen


def test_a_unit_that_gives_less_than_the_law_gives_what_the_law_says():
    thread = thread_until("sold_registered")
    with moment("2024-05-06"):
        row = actions.file_income(
            thread.sold.pk, INCOME | {"unit_rule_pct": 10}, actor=who("bidder")
        )

    assert row.team_pct == 50
    assert row.team_fen * 2 >= row.net_fen


def test_shares_that_do_not_sum_to_a_hundred_are_refused():
    thread = thread_until("sold_registered")
    wrong = [share | {"weight": 30} for share in INCOME["shares"]]

    with pytest.raises(Refused) as refusal, moment("2024-05-06"):
        actions.file_income(thread.sold.pk, INCOME | {"shares": wrong}, actor=who("bidder"))

    assert codes(refusal) == ["shares_not_100"]
    assert not Income.objects.exists()


def test_costs_that_eat_the_income_leave_nothing_to_share():
    thread = thread_until("sold_registered")
    given = INCOME | {"costs_fen": INCOME["received_fen"]}

    with pytest.raises(Refused) as refusal, moment("2024-05-06"):
        actions.file_income(thread.sold.pk, given, actor=who("bidder2"))

    assert codes(refusal) == ["no_net_income", "not_your_move"]


@pytest.mark.parametrize(("day", "over"), [("2024-05-21", False), ("2024-05-22", True)])
def test_shares_are_confirmed_after_fifteen_whole_days_of_publicity(day, over):
    thread = thread_until("income_filed")
    with moment(day):
        if over:
            thread.shared()
            assert Income.objects.get().shared_on.isoformat() == day
        else:
            with pytest.raises(Refused) as refusal:
                thread.shared()
            assert codes(refusal) == ["publicity_running"]


def test_only_the_units_administrator_confirms_shares():
    thread = thread_until("income_filed")

    for username in ("colleague", "issuer", "officer", "finance"):
        with pytest.raises(Refused) as refusal, moment("2024-06-01"):
            move.make("income", thread.income.pk, "share", actor=who(username))
        assert codes(refusal) == ["not_your_move"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    received=st.integers(1, 360_000_000),
    cost_pct=st.integers(0, 99),
    rule=st.integers(0, 100),
    weights=st.lists(st.integers(1, 40), min_size=1, max_size=8),
)
def test_every_split_is_exact_and_keeps_the_floor(
    thread_sold, received, cost_pct, rule, weights
):
    scaled = [weight * 100 // sum(weights) or 1 for weight in weights]
    scaled[0] += 100 - sum(scaled)
    if scaled[0] < 1:
        return
    shares = [
        {"name": f"成员{n}", "role": "main", "post": "staff", "weight": w}
        for n, w in enumerate(scaled)
    ]
    given = {
        "received_fen": received,
        "costs_fen": received * cost_pct // 100,
        "unit_rule_pct": rule,
        "shares": shares,
    }
    with moment("2024-05-06"):
        row = actions.file_income(thread_sold.sold.pk, given, actor=who("bidder"))

    parts = list(row.shares.values_list("amount_fen", flat=True))
    Income.objects.filter(pk=row.pk).update(state="cancelled")  # room for the next example
    assert sum(parts) == row.team_fen <= row.net_fen
    assert row.team_fen * 100 >= row.net_fen * max(rule, 50)
    assert all(part >= 0 for part in parts)


@pytest.fixture
def thread_sold(db):
    return thread_until("sold_registered")


def test_names_of_those_who_share_are_for_the_unit_and_those_who_audit():
    thread = thread_until("shared")

    for username, seen in (
        ("nobody", 0), ("stranger", 0), ("issuer", 0), ("officer", 0), ("leader", 0),
        ("bidder", 3), ("colleague", 3), ("finance", 3), ("discipline", 3),
    ):  # fmt: skip
        row = queries.income_for(who(username), thread.income.pk)
        assert queries.shares_for(who(username), row).count() == seen, username


def test_no_more_income_is_stated_than_the_contract_is_worth():
    thread = thread_until("income_filed")
    given = INCOME | {"received_fen": SOLD["amount_fen"] - INCOME["received_fen"] + 1}

    with pytest.raises(Refused) as refusal, moment("2024-05-07"):
        actions.file_income(thread.sold.pk, given, actor=who("bidder"))

    assert codes(refusal) == ["income_over_contract"]
    assert Income.objects.count() == 1
