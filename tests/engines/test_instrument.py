from dataclasses import replace
from datetime import date

import pytest

from xingmeng.engines.instrument import (
    Certificate,
    Criterion,
    Flow,
    Instalment,
    Instrument,
    Kind,
    Ranking,
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


@pytest.mark.parametrize("said", [{"by": "fame"}, {"level_pct": 49}, {"level_pct": 101}])
def test_a_ranking_names_a_score_and_a_level(said):
    assert (Ranking().by, Ranking().lottery, Ranking().level_pct) == ("raw", False, 75)
    with pytest.raises(ValueError, match="a ranking by"):
        Ranking(**said)


@pytest.mark.parametrize(
    ("years", "until_day", "given", "until"),
    [
        (0, "", "2021-12-20", None),
        (3, "", "2021-12-20", "2024-12-19"),
        (1, "", "2024-02-29", "2025-02-28"),
        (1, "03-31", "2021-12-20", "2022-03-31"),
        (1, "03-31", "2022-01-05", "2023-03-31"),
    ],
)
def test_a_certificate_holds_for_its_years(years, until_day, given, until):
    one = Certificate(title=SOME, number="{serial}", valid_years=years, until_day=until_day)

    found = one.holds_until(date.fromisoformat(given))

    assert found == (until and date.fromisoformat(until))


@pytest.mark.parametrize("said", [{"by": "luck"}, {"level_pct": 49}, {"trim_from": 2},
                                  {"trim_from": 7, "by": "calibrated"}])  # fmt: skip
def test_a_ranking_that_makes_no_sense_is_refused(said: dict):
    with pytest.raises(ValueError, match="ranking|left out"):
        Ranking(**said)
