"""What the contract of a project takes over from its application, and what it works out."""

import pytest

from tests.lifecycle.walk import until_decided
from xingmeng.engines import forms
from xingmeng.stages.awards.models import Contract

pytestmark = pytest.mark.django_db


def signed(code: str) -> Contract:
    walk = until_decided(code)
    walk.sign()
    return Contract.objects.get(pk=walk.contract.pk)


def test_a_target_says_how_it_is_shown():
    first = signed("key_project").terms["targets"][0]

    assert first["test"] == "第三方检测报告"
    assert first["value"] == "示例终期值"


def test_the_approved_money_is_split_as_it_was_applied_for():
    said = signed("key_project").answers
    lines = ("equipment", "operating", "labour", "indirect")

    split = [said[f"approved_{line}_fen"] for line in lines]

    assert sum(split) == said["approved_fen"]
    assert (
        split[0] == said["equipment_fiscal_fen"] * said["approved_fen"] // said["requested_fen"]
    )


def test_a_lump_sum_has_no_lines():
    contract = signed("science_fund")
    asked = forms.questions(contract.instrument.forms["contract"])

    assert contract.terms["lump_sum"] is True
    assert [n for n in (*asked, *contract.answers) if n.startswith("approved_")] == [
        "approved_fen",
        "approved_fen",
    ]
