"""The book of law as a draft would have it: numbers from a day, clauses ended, waived, begun.

Nothing is adopted here: a draft is laid over the law for as long as somebody looks at it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from xingmeng.engines.facts import MOST_FEN
from xingmeng.engines.formulas import Number, Parameter
from xingmeng.engines.readings import prove
from xingmeng.engines.rulebook import Book, Quantity, Rule, within
from xingmeng.engines.values import Finding
from xingmeng.law.book import RULES
from xingmeng.law.dated import Overlay, quantities
from xingmeng.law.facts import ENTERPRISE

ENDS, WAIVED, BEGINS = "ends", "waived", "begins"
WAYS = (ENDS, WAIVED, BEGINS)
EARLIEST = date(2000, 1, 1)
BEYOND = "beyond a hundred"  # a share whose unit says so may be more than the whole


@dataclass(frozen=True, slots=True)
class Clause:
    """What becomes of one rule, and from which day."""

    how: str
    day: date


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a draft changes: values of parameters by their first day, and clauses by code.

    Units: as each parameter's `unit` says; money is whole fen.
    """

    values: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)


def amended(on: date, draft: Amendment, *, overlay: Overlay | None = None) -> Book:
    """The law of a day under a draft, over what the authority has already set.

    Errors: LookupError, ValueError or OverflowError for a draft that `faults` refuses.
    """
    numbers = quantities(_laid(draft, overlay))
    book = Book(tuple(_rules(draft)), facts=ENTERPRISE, quantities=numbers, on=on)
    prove(book)
    return book


def _laid(draft: Amendment, overlay: Overlay | None) -> Overlay:
    laid: dict[str, dict[str, object]] = {k: dict(v) for k, v in (overlay or {}).items()}
    for key, values in draft.values.items():
        held = laid.setdefault(key, {})
        before = held.get("values", {})
        assert isinstance(before, Mapping)
        held["values"] = {**before, **{day.isoformat(): v for day, v in values.items()}}
    return laid


def faults(on: date, draft: Amendment, *, overlay: Overlay | None = None) -> list[Finding]:
    """Why a draft cannot be worked out, all reasons at once; none if it can. Errors: none."""
    numbers = quantities(overlay)
    found = [*_of_values(draft, numbers), *_of_clauses(draft)]
    if found:
        return found
    try:
        amended(on, draft, overlay=overlay)
    except (LookupError, ValueError, OverflowError) as fault:
        return [Finding("draft_not_computable", {"of": str(fault.args[0])})]
    return []


def idle(on: date, draft: Amendment, *, overlay: Overlay | None = None) -> list[str]:
    """Which of a draft's changes say nothing else on the day than the law does.

    A value that begins later, or that another one follows before the day; a clause that was
    not in force, or ends only later. Order: parameters, then clauses. Errors: as `amended`.
    """
    law, changed = quantities(overlay), quantities(_laid(draft, overlay))
    by_year = yearly()
    found = [
        key
        for key in draft.values
        if _effective(law[key], on, yearly=key in by_year)
        == _effective(changed[key], on, yearly=key in by_year)
    ]
    for code, change in draft.clauses.items():
        versions = [rule for rule in RULES if rule.code == code]
        held = any(_in_force(rule, on) for rule in versions)
        if change.how == BEGINS:
            alone = Amendment(clauses={code: change})
            same = held == any(_in_force(r, on) for r in _rules(alone) if r.code == code)
        else:
            same = not held or change.day > on
        if same:
            found.append(code)
    return found


def _in_force(rule: Rule, on: date) -> bool:
    return rule.since <= on and (rule.until is None or on <= rule.until)


def _effective(of: Quantity, on: date, *, yearly: bool) -> list[int | None]:
    """What it is on a day; of one that goes by tax years, in each year until then."""
    held = of.on(on)
    found = [held[1] if held else None]
    years = range(EARLIEST.year, on.year + 1) if yearly else ()
    return [*found, *(of.of_year(year, on) for year in years)]


def first_days(year: int, on: date, overlay: Overlay | None = None) -> dict[str, date]:
    """From when a draft's value of each parameter takes the place of the one in force.

    New Year of the population's year, or the later day since when the value holds that the
    rules take: on the day, or in the year where they go by tax years. Errors: as `quantities`.
    """
    numbers, by_year, new_year = quantities(overlay), yearly(), date(year, 1, 1)
    found = {}
    for key in parameters():
        held = numbers[key].on(min(on, date(year, 12, 31)) if key in by_year else on)
        found[key] = max(new_year, held[0]) if held else new_year
    return found


def yearly() -> frozenset[str]:
    """The parameters of which rules take the value of the row's tax year. Errors: none."""
    return frozenset(node.key for _, node in _named() if node.yearly)


def _named() -> Iterator[tuple[str, Parameter]]:
    """Each naming of a parameter, with the rule that does."""
    for rule in RULES:
        parts = (part for part in (rule.applies, rule.holds, rule.gives) if part is not None)
        for node in (node for part in parts for node in within(part)):
            if isinstance(node, Parameter):
                yield rule.code, node


def parameters() -> dict[str, tuple[str, ...]]:
    """The parameters that rules about enterprises rest on, and the rules that name each.

    Order: as the rules. Errors: none.
    """
    found: dict[str, dict[str, None]] = {}
    for code, node in _named():
        found.setdefault(node.key, {})[code] = None
    return {key: tuple(codes) for key, codes in found.items()}


def conditions() -> dict[str, Rule]:
    """The rules that can be changed as a clause, by code, the last version of each.

    Order: as the rules. Errors: none.
    """
    return {rule.code: rule for rule in RULES if not rule.inner}


def may_be_waived(rule: Rule) -> bool:
    """Whether one can stop asking for it: it is a condition and gives nothing. Errors: none."""
    return rule.gives is None and "." in rule.code


# --- kept -------------------------------------------------------------------------------------


def said(draft: Amendment) -> dict[str, Any]:
    """A draft as plain values, to be kept; `read` is the way back. Errors: none."""
    return {
        "values": {
            key: {day.isoformat(): value for day, value in values.items()}
            for key, values in draft.values.items()
        },
        "clauses": {
            code: {"how": one.how, "day": one.day.isoformat()}
            for code, one in draft.clauses.items()
        },
    }


def read(kept: Mapping[str, Any]) -> Amendment:
    """A draft that was kept. Errors: KeyError or ValueError for what `said` did not write."""
    return Amendment(
        {
            key: {date.fromisoformat(day): value for day, value in values.items()}
            for key, values in kept["values"].items()
        },
        {
            code: Clause(one["how"], date.fromisoformat(one["day"]))
            for code, one in kept["clauses"].items()
        },
    )


# --- rules ------------------------------------------------------------------------------------


def _rules(draft: Amendment) -> Iterator[Rule]:
    begun: set[str] = set()
    for rule in RULES:
        change = draft.clauses.get(rule.code)
        if change is None:
            yield rule
        elif change.how == BEGINS:
            first = rule.code not in begun
            yield replace(rule, since=change.day) if first else rule
        else:
            yield from _cut(rule, change)
        begun.add(rule.code)


def _cut(rule: Rule, change: Clause) -> Iterator[Rule]:
    """A rule until a day; and from it on as a condition that always holds, if it is waived."""
    if rule.since < change.day:
        last = change.day - timedelta(days=1)
        yield replace(rule, until=last if rule.until is None else min(last, rule.until))
    if change.how == WAIVED and (rule.until is None or rule.until >= change.day):
        yield replace(rule, holds=Number(True), since=max(rule.since, change.day))


# --- what is refused --------------------------------------------------------------------------


def _of_values(draft: Amendment, numbers: Mapping[str, Quantity]) -> Iterator[Finding]:
    known = parameters()
    for key, values in draft.values.items():
        if key not in known:
            yield Finding("draft_no_parameter", {"of": key})
            continue
        for day, value in values.items():
            least, most = _ends(numbers[key])
            if type(value) is not int:
                yield Finding("draft_no_whole_number", {"of": key})
            elif not least <= value <= most:
                yield Finding("draft_out_of_range", {"of": key, "least": least, "most": most})
            if day < EARLIEST:
                yield Finding("draft_day_too_early", {"of": key, "day": day, "least": EARLIEST})


def _ends(of: Quantity) -> tuple[int, int]:
    """What a value can be; shares that may pass the whole are said to in their unit."""
    least, most = of.ends
    return (least, 10 * most) if BEYOND in of.unit and most < MOST_FEN else (least, most)


def _of_clauses(draft: Amendment) -> Iterator[Finding]:
    known = conditions()
    for code, change in draft.clauses.items():
        rule = known.get(code)
        if rule is None:
            yield Finding("draft_no_clause", {"of": code})
        elif change.how not in WAYS:
            yield Finding("draft_no_such_change", {"of": code})
        elif change.how == WAIVED and not may_be_waived(rule):
            yield Finding("draft_not_a_condition", {"of": code})
        elif change.how == BEGINS and rule.until is not None and change.day > rule.until:
            yield Finding("draft_begins_after_its_end", {"of": code, "until": rule.until})
        if change.day < EARLIEST:
            yield Finding(
                "draft_day_too_early", {"of": code, "day": change.day, "least": EARLIEST}
            )
