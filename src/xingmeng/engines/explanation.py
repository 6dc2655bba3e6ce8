"""Why a rule comes out as it does for one subject: a tree that names everything it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xingmeng.engines.facts import EPOCH, Fact
from xingmeng.engines.formulas import Formula
from xingmeng.engines.nearest import Change, nearest
from xingmeng.engines.readings import One
from xingmeng.engines.rulebook import NEEDS_PERSON, OUTCOMES, UNKNOWN, Book, Rule, within
from xingmeng.engines.scales import Band

Said = Mapping[str, int | None]
OPEN = (UNKNOWN, NEEDS_PERSON)


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule for one subject. `least` and `most` are what it gives, the same once settled."""

    rule: Rule
    version: str
    outcome: str
    least: int
    most: int
    parameters: tuple[dict[str, object], ...]
    facts: Mapping[str, int | None]
    presumed: tuple[str, ...]
    missing: tuple[str, ...]
    bands: tuple[dict[str, int | None], ...]
    nearest: tuple[Change, ...]
    children: tuple["Explained", ...]


def explain(
    book: Book, code: str, said: Said, *, near: bool = True, parts: bool = True
) -> Explained:
    """The tree of one rule, its parts below it; `near` looks for the smallest change as well,
    `parts` for what each part by itself is missing.

    Errors: KeyError for no such rule.
    """
    return _told(One(book, said), code, near=near, lacks=True, parts=parts)


def _told(at: One, code: str, *, near: bool, lacks: bool, parts: bool) -> Explained:
    book, rule = at.book, at.book[code]
    number, outcome = at.result(code), at.outcome(code)
    assert isinstance(number.low, int) and isinstance(number.high, int)
    assert isinstance(outcome, int)
    own = book.facts_of(code, deep=False)
    return Explained(
        rule=rule,
        version=book.version(code),
        outcome=OUTCOMES[outcome],
        least=number.low,
        most=number.high,
        parameters=tuple(_parameter(at, key) for key in book.parameters_of(code, deep=False)),
        facts={name: at.said.get(name) for name in own},
        presumed=tuple(
            n for n in own if at.said.get(n) is None and book.facts[n].presumed is not None
        ),
        missing=lacking(at, code) if lacks and outcome in OPEN else (),
        bands=tuple(_bands(at, rule)),
        nearest=nearest(book, code, at.said) if near else (),
        children=tuple(
            _told(at, part, near=False, lacks=parts, parts=parts) for part in book.parts(code)
        ),
    )


def lacking(at: One, code: str) -> tuple[str, ...]:
    """The missing facts and parameters that could change what a rule comes to.

    Order:  as the rules name them. Errors: KeyError.
    """
    names = (*at.book.facts_of(code), *at.book.parameters_of(code))
    return tuple(name for name in names if at.lacks(code, frozenset({name})))


def _parameter(at: One, key: str) -> dict[str, object]:
    quantity, book = at.book.quantities[key], at.book
    node = next(f for f in _formulas(book, key) if getattr(f, "key", "") == key)
    yearly = bool(getattr(node, "yearly", False))
    year = at.said.get("year")
    day = min(book.on, date(year, 12, 31)) if yearly and year is not None else book.on
    held = quantity.on(day)
    return {
        "name": key,
        "value": held[1] if held else None,
        "since": held[0].isoformat() if held else None,
        "unit": quantity.unit,
        "source": quantity.source,
        "confidence": quantity.confidence,
        "needs_check": quantity.confidence not in ("S", "D"),
    }


def _formulas(book: Book, key: str) -> Any:
    for code in book.order:
        if key in book.parameters_of(code, deep=False):
            rule = book[code]
            for formula in (rule.holds, rule.gives, rule.applies):
                yield from within(formula) if formula is not None else ()


def _bands(at: One, rule: Rule) -> Any:
    for formula in (rule.holds, rule.gives):
        for node in within(formula) if isinstance(formula, Formula) else ():
            if isinstance(node, Band):
                yield _band(at, node)


def _band(at: One, node: Band) -> dict[str, int | None]:
    """The line that was reached, what it gives, and the line above it."""
    found, part, whole = at.of(node), at.of(node.part), at.of(node.whole)
    lines = [(int(str(at.of(line).low)), points) for line, points in node.rungs]
    reached = next((n for n, (_, points) in enumerate(lines) if points == found.low), None)
    settled = found.sure or found.low == found.high
    above = len(lines) - 1 if reached is None else reached - 1
    return {
        "part": int(str(part.low)) if part.sure else None,
        "whole": int(str(whole.low)) if whole.sure else None,
        "scale": node.scale,
        "line": lines[reached][0] if settled and reached is not None else None,
        "points": int(str(found.low)) if settled else None,
        "next_line": lines[above][0] if settled and above >= 0 else None,
    }


def shown(fact: Fact, value: int | None) -> object:
    """A fact's number as people write it: a date, true or false. Errors: none."""
    if value is None:
        return None
    if fact.kind == "date":
        return (EPOCH + timedelta(days=value)).isoformat()
    return bool(value) if fact.kind == "flag" else value
