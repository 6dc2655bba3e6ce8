"""Whether the law is in order: citations, units, dates without gaps or overlaps."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from xingmeng.engines.facts import Fact
from xingmeng.engines.readings import prove
from xingmeng.engines.rulebook import Book, Quantity, Rule, overlaps

ENDINGS = {
    "_pct": "percent",
    "_permille": "permille",
    "_bp": "basis points",
    "_fen": "fen",
    "_days": "days",
    "_months": "months",
    "_points": "points",
}
CONFIDENCE = ("S", "MH", "ML", "D", "U")
UNITS = ("", "fen", "points", "pct")


class Flaw(NamedTuple):
    """One thing that is not in order, for whoever keeps the law's files: a code, and where."""

    code: str
    values: dict[str, Any]


def of_quantities(quantities: Iterable[Quantity]) -> Iterator[Flaw]:
    """What is wrong with parameters: unit, source, confidence, dates. Errors: none."""
    for one in quantities:
        if len(one.source.strip()) < 5:
            yield Flaw("no_citation", {"of": one.key})
        if one.confidence not in CONFIDENCE or (one.confidence == "U") != one.owed:
            yield Flaw("confidence", {"of": one.key, "confidence": one.confidence})
        unit = next((u for end, u in ENDINGS.items() if one.key.endswith(end)), "")
        if not one.unit.strip() or not re.search(rf"\b{unit}\b" if unit else ".", one.unit):
            yield Flaw("unit", {"of": one.key, "unit": one.unit})
        if overlaps(one.values):
            yield Flaw("overlap", {"of": one.key})
        if one.until is not None and one.values and one.until <= one.values[-1][0]:
            yield Flaw("overlap", {"of": one.key, "until": one.until})
        if any(value < 0 for _, value in one.values):
            yield Flaw("below_nothing", {"of": one.key})


def of_rules(rules: Iterable[Rule]) -> Iterator[Flaw]:
    """What is wrong with rules: citation, unit, versions that overlap or leave a gap.

    Errors: none.
    """
    versions: dict[str, list[Rule]] = {}
    for rule in rules:
        versions.setdefault(rule.code, []).append(rule)
        if len(rule.source.strip()) < 5:
            yield Flaw("no_citation", {"of": rule.code})
        if rule.confidence not in CONFIDENCE:
            yield Flaw("confidence", {"of": rule.code, "confidence": rule.confidence})
        if rule.unit not in UNITS or (
            rule.gives is not None and not rule.unit and not rule.inner
        ):
            yield Flaw("unit", {"of": rule.code, "unit": rule.unit})
    for those in versions.values():
        yield from _of_versions(sorted(those, key=lambda rule: rule.since))


def _of_versions(ordered: list[Rule]) -> Iterator[Flaw]:
    for one, other in pairwise(ordered):
        if one.until is None or one.until >= other.since:
            yield Flaw("overlap", {"of": one.code, "from": other.since})
        elif one.until + timedelta(days=1) < other.since:
            yield Flaw("gap", {"of": one.code, "from": one.until, "to": other.since})


def of_days(
    rules: tuple[Rule, ...], facts: Mapping[str, Fact], quantities: Mapping[str, Quantity]
) -> Iterator[Flaw]:
    """On which days the rules want something that is not in force, or would overflow.

    Every day on which anything changes is tried. Errors: none.
    """
    for day in changes(rules, quantities):
        try:
            prove(Book(rules, facts=facts, quantities=quantities, on=day))
        except (LookupError, ValueError, OverflowError) as fault:
            yield Flaw("gap", {"on": day, "of": str(fault.args[0])})


def changes(rules: Iterable[Rule], quantities: Mapping[str, Quantity]) -> list[date]:
    """The days on which a rule or a parameter begins or has ended, in order. Errors: none."""
    found = {rule.since for rule in rules}
    found |= {rule.until + timedelta(days=1) for rule in rules if rule.until}
    for one in quantities.values():
        found.update(day for day, _ in one.values)
        if one.until is not None:
            found.add(one.until + timedelta(days=1))
    return sorted(day for day in found if day > date.min)
