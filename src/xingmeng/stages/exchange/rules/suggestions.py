"""What may be said of suggestions, for whom somebody speaks, what helps to state a need."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text

VERDICTS = {
    "good": Text("合适", "Good"),
    "taken": Text("已采用", "Taken up"),
    "not_relevant": Text("不相关", "Not relevant"),
}
LEAST = 1.0  # score below which nothing is suggested; what fits well has more than twice that
RIPE_FROM = 6  # readiness that the conversion of a result usually begins from
SOLVED_FROM, SOLVED_LIKE = 8, 0.15  # readiness, and likeness, that look like a solution at hand
NUMBERS = re.compile(r"\d")
MEASURED = ("bottleneck", "present_level")  # answers in which a number is expected


def likely_field(found: Iterable[tuple[str, float]]) -> str:
    """The field that what is alike mostly has; none where nothing is alike. Errors: none."""
    votes: dict[str, float] = {}
    for field, likeness in found:
        if field:
            votes[field] = votes.get(field, 0.0) + likeness
    return max(votes, key=lambda field: (votes[field], field), default="")


def numbers_missing(answers: Mapping[str, Any]) -> list[str]:
    """The questions whose answers should carry a number and do not. Order: as asked."""
    lacking = [name for name in MEASURED if not NUMBERS.search(str(answers.get(name) or ""))]
    rows = answers.get("targets")
    said = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    measured = [row for row in said if NUMBERS.search(str(row.get("value") or ""))]
    return lacking + ([] if said and len(measured) == len(said) else ["targets"])


def looks_solved(offer, likeness: float) -> bool:
    """Whether an offer looks like a solution that is at hand already."""
    ripe = offer.readiness is not None and offer.readiness >= SOLVED_FROM
    return ripe and likeness >= SOLVED_LIKE


def side_of(actor: Actor, need, offer) -> str:
    """For whom an actor speaks about a pair: the need's unit, the offer's, the department."""
    if need.organisation_id in actor.organisations:
        return "need"
    if offer.organisation_id in actor.organisations:
        return "offer"
    return "officer" if "officer" in actor.roles else ""
