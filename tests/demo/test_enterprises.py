"""The demo's enterprises: the law, run over its registry, gives the figures of 2021."""

from random import Random

import pytest
from stdnum.cn import uscc

from tests.demo.days import TODAY
from xingmeng.demo import books, calibration, firms
from xingmeng.demo.calibration import Already
from xingmeng.demo.chapters.enterprises import calibrated
from xingmeng.law.dated import quantities
from xingmeng.stages.indicators import queries as indicators
from xingmeng.stages.registry import queries as registry

BY_RULES = ("F29", "F30", "F31", "F34", "F35", "F36", "F37", "F38")
LISTED = Already(deducting=24, deducted=214_212_900, subsidised=24, subsidies=3_767_800, smes=2)


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_the_published_figures_of_2021_follow_from_the_rules():
    lines = {line["id"]: line for line in indicators.replay(today=TODAY)["figures"]}

    assert [code for code in BY_RULES if not lines[code]["reproduced"]] == []
    assert {lines[code]["basis"] for code in BY_RULES} == {"rules"}
    assert (lines["F36"]["computed"], lines["F36"]["records"]) == (1_105, 1_105)
    assert (lines["F30"]["computed"], lines["F31"]["computed"]) == (437, 85_035_000)
    assert lines["F35"]["computed"] == 828 and lines["F34"]["computed"] > 1_200
    assert 0 < lines["F38"]["beside"]["rd_saved_in_effect"] < lines["F38"]["computed"]


@pytest.mark.django_db
@pytest.mark.usefixtures("told")
def test_every_outcome_has_its_enterprises_all_over_the_region():
    frame = registry.yearly.population(2020, as_of=TODAY.date())

    assert frame.height > 1_800
    assert frame["region"].cast(str).str.slice(0, 4).n_unique() >= 12
    invented = frame.filter(frame["credit_code"].str.contains("MAQ"))
    assert invented["name_zh"].str.contains("（演示）").all()


def test_what_the_demo_sets_is_labelled_and_is_all_that_the_law_leaves_open():
    owed = {
        key
        for key, one in quantities().items()
        if one.owed and ("subsidy" in key or key.startswith("commissioners."))
    }

    assert set(calibrated()) == owed
    assert all(
        str(one["source"]).startswith(("演示校准", "演示设定")) for one in calibrated().values()
    )
    assert not any(quantities(calibrated())[key].owed for key in owed)


def test_codes_hold_and_no_two_enterprises_share_a_name():
    made = firms.invent(len(firms.FIRST) * len(firms.SECOND), Random(7))

    assert (
        len({firm.name_zh for firm in made}) == len({f.credit_code for f in made}) == len(made)
    )
    assert all(uscc.is_valid(firm.credit_code) for firm in made)
    with pytest.raises(ValueError):
        firms.invent(1, Random(7), first=len(made))


def test_sizes_meet_the_totals_whatever_the_listed_enterprises_contribute():
    for already in (LISTED, Already(30, 300_000_000, 30, 5_000_000, 9)):
        found = calibration.sizes(already, Random(3))

        paid = found[: calibration.SUBSIDISED - already.subsidised]
        deducted = sum(one.accepted for one in found) * calibration.RATE_PCT // 100
        assert deducted + already.deducted == calibration.DEDUCTED
        assert sum(one.subsidy for one in paid) + already.subsidies == calibration.SUBSIDIES
        assert (
            max(one.subsidy for one in found[len(paid) :])
            < 20_000
            <= min(one.subsidy for one in paid)
        )


def test_totals_that_cannot_be_met_are_a_fault():
    with pytest.raises(ValueError):
        calibration.sizes(Already(24, 214_212_900, 24, 80_000_000, 2), Random(3))


def test_the_same_dice_write_the_same_books():
    first, again = books.cases(LISTED), books.cases(LISTED)

    assert list(books.figures(first)) == list(books.figures(again))
    assert list(books.panel(first)) == list(books.panel(again))
    assert sum(one.sme for one in first) + LISTED.smes == calibration.SMES
    assert sum(one.high_tech for one in first) == calibration.HIGH_TECH
