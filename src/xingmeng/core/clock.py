"""The only reader of the clock. Everyone else takes `on` or `at` as an argument."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from functools import lru_cache

import chinese_calendar
from django.conf import settings
from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)
_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)


def now() -> datetime:
    """This moment, aware; in the demo the demo's day at this time of day. Errors: none."""
    if (moment := _set.get()) is not None:
        return moment
    real = timezone.now()  # noqa: TID251 -- the one clock
    day: date | None = getattr(settings, "CLOCK_DAY", None)
    if day is None:
        return real
    local = timezone.localtime(real)
    return local.replace(year=day.year, month=day.month, day=day.day)


def arrived() -> datetime:
    """When the request being answered reached the server; without one, now. Errors: none."""
    return _arrived.get() or now()


@contextmanager
def arriving() -> Iterator[None]:
    """Within this block a request is being answered that reached the server just now."""
    token = _arrived.set(now())
    try:
        yield
    finally:
        _arrived.reset(token)


def today() -> date:
    """Today, in the region's time zone. Errors: none."""
    return timezone.localtime(now()).date()


def local_day(moment: datetime) -> date:
    """The calendar day of a moment, in the region's time zone. Errors: none."""
    return timezone.localtime(moment).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block the clock shows that moment: for stories and tests.

    Errors: ValueError for a moment without a zone.
    """
    if timezone.is_naive(moment):
        raise ValueError("the clock needs a moment with a zone")
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last. Errors: none."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


def is_working_day(day: date) -> bool:
    """Whether offices work: weekends, holidays and make-up days as the State Council set them.

    Errors: none; for a year not yet published Monday to Friday are assumed.
    Source: yearly notices of the State Council, as the package chinesecalendar carries them.
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


@lru_cache(maxsize=1024)
def after_working_days(day: date, days: int) -> date:
    """The last day of a period of so many working days that begins the day after `day`.

    Units:  working days, 0 gives `day` itself. Errors: ValueError for a negative number.
    """
    if days < 0:
        raise ValueError("a period has no negative length")
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day
