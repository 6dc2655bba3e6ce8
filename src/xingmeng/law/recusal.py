"""Recusal 回避: how long a tie between an expert and an applicant counts."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from xingmeng.law.dated import Parameter, parameter

WORKS = {  # which parameter says how long a work made together counts
    "paper": "coauthor_months",
    "patent": "coinventor_months",
    "project": "coproject_months",
}


@dataclass(frozen=True, slots=True)
class Window:
    """The days in which a tie counts: from `since` on. The parameter says why."""

    since: date
    months: Parameter


def window(name: str, *, on: date) -> Window:
    """From which day on a tie still counts on a day.

    Units:  whole calendar months back; a day the earlier month lacks is its last.
    Errors: LookupError for another name, or before 2018-07-03 when none was in force.
    Source: recusal.toml.
    """
    months = parameter("recusal", name, on=on)
    return Window(since=_months_before(on, months.value), months=months)


def least_share_bp(*, on: date) -> Parameter:
    """The share of a unit's capital from which on its holder steps aside.

    Units:  basis points. Errors: LookupError before 2018-07-03.
    Source: recusal.toml.
    """
    return parameter("recusal", "least_share_bp", on=on)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
