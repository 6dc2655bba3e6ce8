"""The platforms, talents and teams of the demo come to the published numbers of 2021."""

from datetime import date

import pytest

from xingmeng.core.actor import NOBODY
from xingmeng.stages.registry import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]
COUNTED = {
    "key_laboratory": 151,
    "rd_centre": 475,
    "workstation": 44,
    "talent": 430,
    "talent_team": 126,
}


def test_as_many_are_recognised_as_was_published():
    day = date(2021, 12, 31)

    counts = {code: queries.platforms.held_on(NOBODY, code, day).count() for code in COUNTED}

    assert counts == COUNTED
