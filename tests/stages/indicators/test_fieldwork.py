"""Figures of field service: what they count on a day, and for whom."""

import pytest

from tests.factories import moment, time, who
from tests.fielding import enlisted, fielding_until
from xingmeng.stages.fieldwork import actions
from xingmeng.stages.indicators import queries

pytestmark = pytest.mark.django_db


def figure(code: str, username: str, day: str) -> int:
    return int(queries.figure(who(username), code, as_of=time(day, 20))[0])


def test_techniques_count_from_the_day_their_county_confirmed_them():
    fielding_until("spread")

    assert figure("techniques_spread", "nobody", "2021-09-01") == 0
    assert figure("techniques_spread", "nobody", "2021-09-02") == 1


def test_people_count_from_the_day_they_were_registered_until_they_left():
    story = fielding_until("registered")
    with moment("2021-06-30"):
        story.move("commissioner", story.two, "end", "bidder3", reason="退休")

    assert figure("commissioners", "officer", "2021-03-01") == 0
    assert figure("commissioners", "officer", "2021-03-02") == 2
    assert figure("commissioners", "officer", "2021-06-30") == 1
    assert figure("commissioners", "nobody", "2021-06-30") == 0


def test_teams_and_their_counties_are_public_and_a_county_counts_once():
    story = fielding_until("in_force")
    home = story.one.organisation_id
    who("teacher3")
    with moment("2021-03-16"):
        given = enlisted("teacher3", kind="team", name="服务队", members=[str(story.one.pk)])
        team = actions.enlist(home, given, actor=who("bidder3"))
        story.move("commissioner", team, "register", "officer")

    assert figure("service_teams", "nobody", "2021-03-16") == 1
    assert figure("counties_served", "nobody", "2021-03-16") == 0  # a person serves, no team
    story.agreement.refresh_from_db()
    row = story.agreement
    for _ in range(2):
        row.pk, row.commissioner, row.number, row.demand = None, team, f"X{_}", None
        row.save()

    assert figure("counties_served", "nobody", "2021-03-16") == 1
    assert figure("counties_served", "nobody", "2021-03-14") == 0
    assert figure("counties_served", "nobody", "2022-03-15") == 0
