"""The numbers of appraisal and rotation: what the law says, and what the authority has set."""

from collections.abc import Iterable
from datetime import date

from xingmeng.law.dated import quantities
from xingmeng.stages.entitlements import queries as entitlements

TOPIC = "commissioners"


def numbers_on(on: date, names: Iterable[str]) -> dict[str, int | None]:
    """Each number in force on a day; None for what nobody has set yet."""
    known = quantities(entitlements.set_by_authority(on))
    held = {name: known[f"{TOPIC}.{name}"].on(on) for name in names}
    return {name: one[1] if one else None for name, one in held.items()}
