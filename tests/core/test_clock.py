"""Working days as the State Council set them, and a clock that stories can set."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests import factories
from xingmeng.core import clock


def days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


# What the notices said: the days off, and the weekend days worked instead.
NOTICES = [
    ("spring 2021", days("2021-02-11", "2021-02-17"), ["2021-02-07", "2021-02-20"]),
    ("national day 2021", days("2021-10-01", "2021-10-07"), ["2021-09-26", "2021-10-09"]),
    ("mid-autumn 2021", days("2021-09-19", "2021-09-21"), ["2021-09-18"]),
    ("spring 2024", days("2024-02-10", "2024-02-17"), ["2024-02-04", "2024-02-18"]),
    ("national day 2024", days("2024-10-01", "2024-10-07"), ["2024-09-29", "2024-10-12"]),
]


@pytest.mark.parametrize(("name", "off", "worked"), NOTICES, ids=[n[0] for n in NOTICES])
def test_holidays_and_make_up_days_are_as_published(name, off, worked):
    assert [day for day in off if clock.is_working_day(day)] == []
    assert [d for d in worked if not clock.is_working_day(date.fromisoformat(d))] == []


@pytest.mark.parametrize(
    ("begun", "count", "last"),
    [
        ("2021-09-30", 1, "2021-10-08"),  # over the seven days of National Day
        ("2021-09-30", 2, "2021-10-09"),  # a Saturday that was worked
        ("2021-09-30", 3, "2021-10-11"),
        ("2021-09-17", 1, "2021-09-18"),  # a Saturday that was worked
        ("2021-02-10", 3, "2021-02-20"),  # Thursday, Friday, and the worked Saturday
        ("2024-02-09", 1, "2024-02-18"),  # a Sunday that was worked
        ("2024-09-30", 5, "2024-10-12"),
        ("2021-11-24", 5, "2021-12-01"),
        ("2021-11-24", 0, "2021-11-24"),
        ("2021-10-01", 0, "2021-10-01"),
    ],
)
def test_a_period_of_working_days_begins_the_day_after(begun, count, last):
    end = clock.after_working_days(date.fromisoformat(begun), count)

    assert end == date.fromisoformat(last)


def test_a_period_has_no_negative_length():
    with pytest.raises(ValueError, match="negative"):
        clock.after_working_days(date(2021, 11, 24), -1)


def test_years_not_yet_published_work_from_monday_to_friday():
    week = days("2090-01-02", "2090-01-08")  # a Monday and what follows

    assert [clock.is_working_day(day) for day in week] == [True] * 5 + [False] * 2


def test_a_set_clock_shows_that_moment_and_gives_way_afterwards():
    with factories.moment("2021-09-03", 9):
        with factories.moment("2021-10-08", 17):
            inner = clock.now()
        outer = clock.today()

    assert inner == factories.time("2021-10-08", 17)
    assert outer == date(2021, 9, 3)
    assert clock.now() > factories.time("2025-01-01")


def test_a_set_clock_gives_way_also_after_a_fault():
    with pytest.raises(ZeroDivisionError), factories.moment("2021-09-03"):
        raise ZeroDivisionError

    assert clock.today() > date(2025, 1, 1)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"), clock.at(datetime(2021, 9, 3, 9)):  # noqa: DTZ001 -- the point
        pass


def test_the_day_is_the_regions_not_greenwichs():
    late = datetime.fromisoformat("2021-09-02T17:00:00+00:00")

    assert clock.local_day(late) == date(2021, 9, 3)
    with clock.at(late):
        assert clock.today() == date(2021, 9, 3)


def test_the_demo_shows_its_own_day_at_this_time_of_day(settings):
    settings.CLOCK_DAY = date(2024, 6, 30)

    shown = clock.now()

    assert clock.today() == date(2024, 6, 30)
    assert timezone.is_aware(shown)


def test_a_story_sets_the_clock_also_in_the_demo(settings):
    settings.CLOCK_DAY = date(2024, 6, 30)

    with factories.moment("2021-09-03"):
        assert clock.today() == date(2021, 9, 3)
