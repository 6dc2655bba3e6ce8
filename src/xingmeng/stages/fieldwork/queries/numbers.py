"""The numbers of appraisal and rotation: what the law says, and what the authority has set."""

from collections.abc import Iterable
from datetime import date

from xingmeng.law.dated import parameter
from xingmeng.stages.entitlements import queries as entitlements

TOPIC = "commissioners"


def numbers_on(on: date, names: Iterable[str]) -> dict[str, int | None]:
    """Each number in force on a day: the authority's, else the law's; None if nobody set it."""
    told = entitlements.set_by_authority(on)
    return {
        name: _latest(told.get(f"{TOPIC}.{name}", {}).get("values", {}), name, on)
        for name in names
    }


def _latest(values: dict[str, int], name: str, on: date) -> int | None:
    if values:
        return values[max(values)]
    try:
        return parameter(TOPIC, name, on=on).value
    except LookupError:
        return None
