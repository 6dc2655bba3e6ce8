"""What the law gave the demo's enterprises for 2020, and what became of it: not typed."""

import pytest
from django.db.models import Sum

from xingmeng.core.actor import NOBODY
from xingmeng.demo.stage import organisation, who
from xingmeng.engines.values import yuan
from xingmeng.stages.entitlements import actions, queries
from xingmeng.stages.funds import queries as funds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


def test_437_enterprises_were_paid_what_the_law_gave_them():
    rows = queries.visible_to(NOBODY).filter(verdict="rd_subsidy", year=2020, state="paid")

    assert rows.count() == 437
    assert rows.aggregate(sum=Sum("amount_fen"))["sum"] == yuan(85_035_000)
    assert funds.ledger_differs() == []


def test_the_night_comes_out_again_bit_for_bit():
    run = queries.latest_run(2020)

    assert actions.repeat(run) == run.digest


def test_a_newcomer_finds_one_contested_one_nearly_met_and_one_unknown():
    rows = queries.of_firm(who("dairy"), organisation("dairy"), 2020)

    found = {row.verdict: (row.outcome, row.state) for row in rows}
    assert found["technology_sme"] == ("unmet", "contested")
    assert found["high_tech_enterprise"] == ("unknown", "computed")
    assert found["rd_subsidy"] == ("met", "paid")
