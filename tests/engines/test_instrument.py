from dataclasses import replace

import pytest

from xingmeng.engines.instrument import (
    Criterion,
    Flow,
    Instalment,
    Instrument,
    Kind,
    State,
    Terms,
)
from xingmeng.engines.values import Text

SOME = Text("词", "word")
DRAFT = State(name="draft", label=SOME)
LIFE = Flow(kind="letter", states=(DRAFT, State(name="sent", label=SOME)), moves=())
GRANT = Kind(name="grant", label=SOME, paid_to="bidder", support_rule="tackle", cites=("a",))
PLAIN = Instrument(
    code="plain",
    title=SOME,
    summary=SOME,
    cites=("a text",),
    kinds=(GRANT,),
    terms=Terms(
        min_open_days=1,
        publicity_working_days=1,
        contract_days=1,
        experts_per_application=1,
        officers_to_open=1,
    ),
    flows=(LIFE,),
    forms={},
    eligibility=(),
    criteria=(
        Criterion(name="x", label=SOME, weight=60),
        Criterion(name="y", label=SOME, weight=40),
    ),
    instalments=(Instalment(number=1, label=SOME, share_pct=100, milestone="start"),),
    pledge=(),
    documents=(),
    indicators=(),
)


def test_a_flow_knows_its_states():
    assert LIFE.state("draft") == DRAFT


def test_a_flow_names_the_state_it_lacks():
    with pytest.raises(LookupError, match="letter has no state 'burnt'"):
        LIFE.state("burnt")


def test_an_instrument_knows_its_flows_and_kinds():
    assert PLAIN.flow("letter") == LIFE
    assert PLAIN.variety("grant") == GRANT
    assert PLAIN.uncertain == {}


def test_an_instrument_names_the_flow_it_lacks():
    with pytest.raises(LookupError, match="plain has no flow for 'award'"):
        PLAIN.flow("award")


def test_an_instrument_names_the_kind_it_lacks():
    with pytest.raises(LookupError, match="plain has no kind 'loan'"):
        PLAIN.variety("loan")


def test_criteria_must_weigh_100():
    with pytest.raises(ValueError, match="criteria weights must sum to 100"):
        replace(PLAIN, criteria=PLAIN.criteria[:1])


def test_instalments_must_pay_100_percent():
    with pytest.raises(ValueError, match="instalments must sum to 100"):
        replace(PLAIN, instalments=PLAIN.instalments * 2)
