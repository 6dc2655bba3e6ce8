"""What makes a need and an offer fit beside their words, and how a suggestion is told.

The weights are the authority's parameters, set for the demo; words weigh most, and structure
alone suggests nothing.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from xingmeng.core.actor import Actor
from xingmeng.engines.values import Text
from xingmeng.engines.writing import Writing
from xingmeng.instruments.sections.words import FIELDS

VERDICTS = {
    "good": Text("合适", "Good"),
    "taken": Text("已采用", "Taken up"),
    "not_relevant": Text("不相关", "Not relevant"),
}
LEAST = 0.05  # likeness of words below which nothing is suggested; 1 is the same text
SAME_FIELD, SAME_INDUSTRY, SAME_AREA, RIPE, LIKED = 0.06, 0.03, 0.03, 0.03, 0.1
PAST, MOST_PAST = 0.01, 3  # for each introduction that came to something
RIPE_FROM = 6  # readiness that the conversion of a result usually begins from
SOLVED_FROM, SOLVED_LIKE = 8, 0.15  # readiness, and likeness, that look like a solution at hand
NUMBERS = re.compile(r"\d")
MEASURED = ("bottleneck", "present_level")  # answers in which a number is expected


class Profile(NamedTuple):
    """A need or an offer as it is compared. Units: `past` in introductions agreed."""

    pk: int
    text: Writing
    field: str = ""
    industry: str = ""  # a section of GB/T 4754
    area: str = ""
    readiness: int | None = None
    conversion: bool = False  # a need for a ripe result
    past: int = 0


class Suggestion(NamedTuple):
    """One other that fits, with its reasons, the strongest first."""

    pk: int
    score: float
    likeness: float
    reasons: tuple[Text, ...]


def fit(
    one: Profile, other: Profile, likeness: float, terms: tuple[str, ...], verdict: str
) -> Suggestion:
    """A pair's score and its reasons. Units: likeness 0 to 1. Errors: none."""
    score, reasons = likeness, [_shared(terms)] if terms else []
    for weight, reason in _structure(one, other):
        score += weight
        reasons.append(reason)
    if verdict in ("good", "taken"):
        score += LIKED
        reasons.append(
            Text(f"您标记过：{VERDICTS[verdict].zh}", f"You said: {VERDICTS[verdict].en}")
        )
    return Suggestion(other.pk, round(score, 4), round(likeness, 4), tuple(reasons))


def _shared(terms: tuple[str, ...]) -> Text:
    return Text(f"共同内容：{'、'.join(terms)}", f"In common: {', '.join(terms)}")


def _structure(one: Profile, other: Profile) -> Iterable[tuple[float, Text]]:
    if one.field and one.field == other.field:
        word = dict(FIELDS).get(one.field, Text(one.field, one.field))
        yield SAME_FIELD, Text(f"同一技术领域：{word.zh}", f"Same field: {word.en}")
    if one.industry and one.industry == other.industry:
        yield SAME_INDUSTRY, Text("应用行业相同", "Same industry")
    if one.area and one.area == other.area:
        yield SAME_AREA, Text("同一盟市", "Same league or city")
    level = one.readiness or other.readiness
    if (one.conversion or other.conversion) and level is not None and level >= RIPE_FROM:
        yield RIPE, Text(f"成熟度 {level} 级，可以转化", f"Readiness {level}: ripe enough")
    if other.past:
        said = Text(f"该单位已对接成功 {other.past} 次", f"Agreed {other.past} times before")
        yield PAST * min(other.past, MOST_PAST), said


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


def side_of(actor: Actor, need, offer) -> str:
    """For whom an actor speaks about a pair: the need's unit, the offer's, the department."""
    if need.organisation_id in actor.organisations:
        return "need"
    if offer.organisation_id in actor.organisations:
        return "offer"
    return "officer" if "officer" in actor.roles else ""
