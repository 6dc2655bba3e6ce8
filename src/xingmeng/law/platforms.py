"""Platforms: how many workstations an academician may serve, and how long on site in each."""

from datetime import date

from xingmeng.law.dated import Parameter, parameter


def most_stations(*, retired: bool, on: date) -> Parameter:
    """How many stations an academician may serve at one time.

    Errors: LookupError before 2019-06-01, when none was in force. Source: platforms.toml.
    """
    name = "stations_retired" if retired else "stations_in_office"
    return parameter("platforms", name, on=on)


def least_months(*, on: date) -> Parameter:
    """How long an academician works in each station. Units: months of full time a year.

    Errors: LookupError before 2019-06-01, when none was in force. Source: platforms.toml.
    """
    return parameter("platforms", "least_months_on_site", on=on)
