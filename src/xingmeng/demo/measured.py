"""What `xingmeng burden` measures: the instruments asked for, and for which unit."""

from typing import Any

from xingmeng import instruments
from xingmeng.core import clock
from xingmeng.demo import cast
from xingmeng.stages.applications.facts import burden


def measured(code: str | None, credit_code: str | None, *, held: bool) -> list[dict[str, Any]]:
    """The measure of one instrument or of all, for that unit or the first of the demo.

    `held` says whether there is a registry to look into; without one the reference case alone
    is measured. Order: by code. Errors: LookupError naming the code that nobody has.
    """
    known = {one.code: one for one in instruments.every()}
    if code and code not in known:
        raise LookupError(f"{code}: {', '.join(known)}")
    wanted = credit_code or cast.UNITS[0].credit_code
    knowledge = burden.of_unit(wanted, on=clock.today()) if held else None
    if credit_code and knowledge is None:
        raise LookupError(credit_code)
    chosen = [known[code]] if code else list(known.values())
    return [burden.measure(one, knowledge) for one in chosen]
