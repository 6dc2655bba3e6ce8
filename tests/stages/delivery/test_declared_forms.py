"""What the pages of delivery ask is what the instruments say they ask."""

import pytest

from xingmeng import instruments
from xingmeng.engines import forms
from xingmeng.engines.instrument import Instrument
from xingmeng.stages.delivery import rules
from xingmeng.stages.delivery.forms import ChangeForm, RequestForm

PROJECTS = [one for one in instruments.every() if "acceptance" in one.forms]
each_project = pytest.mark.parametrize("one", PROJECTS, ids=lambda i: i.code)


def as_page(name: str) -> str:
    """The name of a question as the page posts it: money in 万元, dates by their plain name."""
    return name.replace("_fen", "_wan").removesuffix("_on") if name != "until_on" else name


@each_project
def test_the_request_for_acceptance_asks_what_is_declared(one: Instrument):
    shown = one.budget == "lump_sum"
    declared = [as_page(name) for name in forms.questions(one.forms["acceptance"])]

    assert list(RequestForm(account=True, shown=shown).fields) == declared


@each_project
def test_a_change_asks_what_is_declared(one: Instrument):
    asked = forms.questions(one.forms["amendment"])

    assert list(ChangeForm(kinds=rules.KINDS).fields) == list(asked)
    assert dict(asked["kind"].options) == rules.KINDS


@each_project
def test_a_report_at_a_milestone_asks_what_is_declared(one: Instrument):
    report = next(move for move in one.flow("milestone").moves if move.name == "report")

    assert one.forms["midterm"] == report.asks


def test_there_are_projects_to_compare():
    assert {"key_project", "science_fund", "joint_fund"} <= {one.code for one in PROJECTS}
