"""Rules and the numbers they rest on: a book of law, and what of it holds on a day."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from xingmeng.engines.facts import MOST_FEN, Fact
from xingmeng.engines.formulas import (
    Every,
    Formula,
    Given,
    If,
    Number,
    Parameter,
    Result,
    Ruling,
    Stated,
)
from xingmeng.engines.values import Text

MET, UNMET, UNKNOWN, NEEDS_PERSON, NOT_APPLICABLE = range(5)
OUTCOMES = ("met", "unmet", "unknown", "needs_person", "not_applicable")
SURE = frozenset({"S", "D"})  # read in a public source, or worked out from one


@dataclass(frozen=True, slots=True)
class Quantity:
    """A dated number of the law. One without values is the authority's to set.

    Units: as `unit` says; money is whole fen. Order: values by their first day.
    """

    key: str
    unit: str
    source: str
    confidence: str
    values: tuple[tuple[date, int], ...]
    until: date | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """What it can be while the authority has not set it."""
        head = self.key.rsplit("_", 1)[-1]
        return 0, {"pct": 100, "permille": 1000, "bp": 10_000}.get(head, MOST_FEN)

    @property
    def owed(self) -> bool:
        """Whether the authority has still to set it."""
        return not self.values

    def on(self, day: date) -> tuple[date, int] | None:
        """Since when, and how much on a day; None when none is in force. Errors: none."""
        if self.until is not None and day > self.until:
            return None
        begun = [step for step in self.values if step[0] <= day]
        return max(begun) if begun else None

    def of_year(self, year: int, on: date) -> int:
        """How much in a tax year, as the law stood on a day; 0 when none is in force.

        Errors: none.
        """
        found = self.on(min(on, date(year, 12, 31)))
        return found[1] if found else 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a condition, a number, or a number under a condition.

    `holds` alone is met or not; `gives` alone is met from 1 on; with both, the number is
    given where the condition holds. `applies` bounds whom it is about. An `inner` one is a
    step of others and no result of its own.
    """

    code: str
    title: Text
    source: str
    confidence: str
    since: date
    holds: Formula | None = None
    gives: Formula | None = None
    unit: str = ""
    rounding: str = ""
    applies: Formula | None = None
    until: date | None = None
    note: Text | None = None
    inner: bool = False

    @property
    def needs_check(self) -> bool:
        """Whether somebody should still hold it against the official text."""
        return self.confidence not in SURE

    @property
    def whether(self) -> Formula:
        """Whether it is met."""
        held = self.holds
        if held is None:
            assert self.gives is not None
            held = self.gives >= 1
        return held if self.applies is None else Every((self.applies, held))

    def number(self, whether: Formula) -> Formula:
        """What it gives; nothing where it is not met. Errors: none."""
        if self.gives is None:
            return Number(0)
        if self.holds is None and self.applies is None:
            return self.gives
        return If(whether, self.gives, Number(0))


def within(formula: Formula) -> Iterator[Formula]:
    """A formula and all it is made of. Order: from the top, left to right. Errors: none."""
    yield formula
    for child in formula.children():
        yield from within(child)


class Book:
    """The rules in force on one day, each worked out after those it rests on.

    Order:  as rules must be worked out.
    Errors: LookupError for a rule, fact or parameter that is named and not there;
            ValueError for two rules of one code in force, or rules that rest on each other.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        facts: Mapping[str, Fact],
        quantities: Mapping[str, Quantity],
        on: date,
    ) -> None:
        self.on, self.facts, self.quantities = on, facts, quantities
        every = tuple(rules)
        self._known = frozenset(rule.code for rule in every)
        held = [r for r in every if r.since <= on and (r.until is None or on <= r.until)]
        self._by_code = {rule.code: rule for rule in held}
        if len(self._by_code) < len(held):
            raise ValueError("two rules of one code are in force")
        whether = {rule.code: rule.whether for rule in held}
        self._formulas = {r.code: (whether[r.code], r.number(whether[r.code])) for r in held}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._facts: dict[tuple[str, bool], tuple[str, ...]] = {}
        self.order: tuple[str, ...] = tuple(self._sorted())
        self._check()

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Rule:
        return self._by_code[code]

    def whether(self, code: str) -> Formula:
        """Whether a rule is met, always the same formula. Errors: KeyError."""
        return self._formulas[code][0]

    def number(self, code: str) -> Formula:
        """What a rule gives, always the same formula. Errors: KeyError."""
        return self._formulas[code][1]

    @property
    def shown(self) -> tuple[str, ...]:
        """The rules that are results of their own, as they must be worked out."""
        return tuple(code for code in self.order if not self[code].inner)

    def parts(self, code: str) -> tuple[str, ...]:
        """The rules in force that one rests on, as it names them. Errors: KeyError."""
        if code not in self._parts:
            named = (f.code for f in self._all(code) if isinstance(f, Ruling | Result))
            self._parts[code] = tuple(part for part in dict.fromkeys(named) if part in self)
        return self._parts[code]

    def facts_of(self, code: str, *, deep: bool = True) -> tuple[str, ...]:
        """The facts a rule is made of, those of its parts too. Errors: KeyError."""
        if (code, deep) not in self._facts:
            self._facts[code, deep] = self._named(
                code, lambda f: f.name if isinstance(f, Given | Stated) else None, deep
            )
        return self._facts[code, deep]

    def parameters_of(self, code: str, *, deep: bool = True) -> tuple[str, ...]:
        """The parameters a rule rests on, those of its parts too. Errors: KeyError."""
        return self._named(code, lambda f: f.key if isinstance(f, Parameter) else None, deep)

    @cached_property
    def unjudged(self) -> frozenset[str]:
        """All that can be missing and is not for people to find. Errors: none."""
        facts = (name for name, fact in self.facts.items() if not fact.judged)
        return frozenset((*facts, *self.quantities))

    @cached_property
    def judging(self) -> frozenset[str]:
        """Rules that rest on what people must find, and what those rest on. Errors: none."""
        found: set[str] = set()
        for code in reversed(self.order):
            if code in found or self.has_judged(code):
                found.update((code, *self.parts(code)))
        return frozenset(found)

    def has_judged(self, code: str) -> bool:
        """Whether a rule rests on what people must find. Errors: KeyError."""
        return any(self.facts[name].judged for name in self.facts_of(code))

    def version(self, code: str) -> str:
        """When a rule or a number of it last changed, and a digest of all that it says.

        The same law gives the same version, whatever is written for later days.
        Errors: KeyError.
        """
        return self._versions[code]

    def says(self, code: str) -> str:
        """The digest of all that a rule says; nothing if it is not in force. Errors: none."""
        return self._versions[code].partition("+")[2] if code in self else ""

    @cached_property
    def _versions(self) -> dict[str, str]:
        found: dict[str, tuple[date, str]] = {}
        for code in self.order:
            rule, since, said = self[code], self[code].since, [code, self[code].unit]
            for key in self.parameters_of(code, deep=False):
                steps = [step for step in self.quantities[key].values if step[0] <= self.on]
                since = max([since, *(day for day, _ in steps)])
                said.append(f"{key}={steps}|{self.quantities[key].until}")
            said += [canonical(f) for f in (rule.holds, rule.gives, rule.applies)]
            for part in self.parts(code):
                since = max(since, found[part][0])
                said.append(found[part][1])
            digest = hashlib.sha256("\n".join(said).encode()).hexdigest()
            found[code] = since, digest
        return {code: f"{since}+{digest[:8]}" for code, (since, digest) in found.items()}

    def _all(self, code: str) -> Iterator[Formula]:
        rule = self[code]
        for formula in (rule.applies, rule.holds, rule.gives):
            if formula is not None:
                yield from within(formula)

    def _named(
        self, code: str, name: Callable[[Formula], str | None], deep: bool
    ) -> tuple[str, ...]:
        found = dict.fromkeys(n for f in self._all(code) if (n := name(f)))
        for part in self.parts(code) if deep else ():
            found.update(dict.fromkeys(self._named(part, name, deep)))
        return tuple(found)

    def _sorted(self) -> Iterator[str]:
        done: set[str] = set()
        left = list(self._by_code)
        while left:
            ready = [c for c in left if all(p in done for p in self.parts(c))]
            if not ready:
                raise ValueError(f"rules that rest on each other: {', '.join(left)}")
            yield from ready
            done.update(ready)
            left = [code for code in left if code not in done]

    def _check(self) -> None:
        for code in self.order:
            for name in self.facts_of(code, deep=False):
                if name not in self.facts:
                    raise LookupError(f"{code}: no fact {name}")
            for node in self._all(code):
                if isinstance(node, Parameter):
                    self._check_parameter(code, node)
                if isinstance(node, Ruling | Result) and node.code not in self._known:
                    raise LookupError(f"{code} rests on {node.code}, and there is no such rule")

    def _check_parameter(self, code: str, node: Parameter) -> None:
        if node.key not in self.quantities:
            raise LookupError(f"{code}: no parameter {node.key}")
        of = self.quantities[node.key]
        if not node.yearly and not of.owed and of.on(self.on) is None:
            raise LookupError(f"{code}: {node.key} is not in force on {self.on}")


def canonical(formula: object) -> str:
    """What a formula says, spelled so that equal formulas are spelled alike. Errors: none."""
    if isinstance(formula, tuple):
        return "(" + ",".join(canonical(one) for one in formula) + ")"
    if is_dataclass(formula):
        said = (canonical(getattr(formula, f.name)) for f in fields(formula))
        return f"{type(formula).__name__}({','.join(said)})"
    return repr(formula)


def overlaps(values: Iterable[tuple[date, int]]) -> bool:
    """Whether a value begins no later than the one before it. Errors: none."""
    return any(one[0] >= other[0] for one, other in pairwise(values))
