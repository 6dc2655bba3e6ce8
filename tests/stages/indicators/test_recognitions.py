"""What calls of the programme bring, in figures: counted, dated, split by instrument."""

import pytest

from tests.factories import browser, moment, time, who
from tests.lifecycle.walk import until_decided
from xingmeng.stages.indicators import queries

pytestmark = pytest.mark.django_db
OFFICER = "officer"


def value(code: str, day: str, username: str = OFFICER):
    return queries.figure(who(username), code, as_of=time(day, 23))[0]


def test_a_recognition_counts_from_its_day_until_it_ends():
    until_decided("technology_sme")  # recognised on 20 December 2021, until 31 March 2022

    assert [value("recognitions", day) for day in ("2021-12-19", "2021-12-20")] == [0, 1]
    days = ("2021-12-20", "2022-03-31", "2022-04-01")
    assert [value("recognitions_in_force", day) for day in days] == [1, 1, 0]
    assert value("recognitions", "2022-04-01") == 1


def test_a_grant_counts_with_its_sum():
    walk = until_decided("rd_subsidy")
    support = walk.award_now().support_fen

    assert value("grants", "2021-12-31") == 1
    assert value("grants_amount", "2021-12-31", "nobody") == support > 0


def test_returns_and_evaluations_are_counted_apart():
    walk = until_decided("key_laboratory")
    walk.file_return(evaluates=False)
    walk.file_return(evaluates=True)

    assert value("returns_accepted", "2025-01-01") == 1
    assert value("evaluations", "2025-01-01") == 1
    assert value("evaluations", "2025-01-01", "nobody") == 0


def test_a_figure_is_split_by_instrument():
    until_decided("technology_sme")
    client = browser(OFFICER)

    with moment("2022-01-05"):
        shown = {
            (figure, code): client.get(f"/indicators/{figure}/?instrument={code}").context[
                "value"
            ]
            for figure in ("recognitions", "applications_received")
            for code in ("technology_sme", "zone")
        }

    assert {about: value for about, value in shown.items() if value} == {
        ("recognitions", "technology_sme"): 1,
        ("applications_received", "technology_sme"): 1,
    }
