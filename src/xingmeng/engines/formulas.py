"""Formulas over facts: written once, worked out for one subject or for whole columns.

A formula knows, for facts that may be missing, the least and the most it can be (`span`), and
whether what is missing could change it (`sways`). Where each fact pulls one way only, both are
exact. Nothing here knows how columns are held.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from xingmeng.engines import arithmetic as ar
from xingmeng.engines.arithmetic import Span, Value, span

if TYPE_CHECKING:
    from xingmeng.engines.readings import Reading

Sources = frozenset[str]


class Formula(ABC):
    """What all formulas share: the operators, and what they are made of."""

    def children(self) -> tuple["Formula", ...]:
        """The formulas it is made of. Errors: none."""
        return ()

    @abstractmethod
    def span(self, at: "Reading") -> Span:
        """The least and the most it can be. Errors: OverflowError."""

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """Whether what is missing of these could change it. Errors: none."""
        return ar.both(
            ar.differ(at.of(self)), some(at.sways(one, sources) for one in self.children())
        )

    def __add__(self, other: "Formula | int") -> "Formula":
        return Total(self, as_formula(other), minus=False)

    def __sub__(self, other: "Formula | int") -> "Formula":
        return Total(self, as_formula(other), minus=True)

    def __mul__(self, other: "Formula | int") -> "Formula":
        return Product(self, as_formula(other))

    def __ge__(self, other: "Formula | int") -> "Formula":
        return AtLeast(self, as_formula(other))

    def __le__(self, other: "Formula | int") -> "Formula":
        return AtLeast(as_formula(other), self)

    def __gt__(self, other: "Formula | int") -> "Formula":
        return Not(AtLeast(as_formula(other), self))

    def __lt__(self, other: "Formula | int") -> "Formula":
        return Not(AtLeast(self, as_formula(other)))

    def __and__(self, other: "Formula") -> "Formula":
        return Every((self, other))

    def __or__(self, other: "Formula") -> "Formula":
        return Some((self, other))

    def __invert__(self) -> "Formula":
        return Not(self)


def as_formula(value: "Formula | int") -> Formula:
    """A number as a formula. Errors: none."""
    return Number(value) if isinstance(value, int) else value


def some(truths: Iterable[Value]) -> Value:
    """Whether one of the truths holds. Errors: none."""
    start: Value = False
    return reduce(ar.either, truths, start)


def worked(low: Callable[[], Value], high: Callable[[], Value], *of: Span) -> Span:
    """A span worked out once where everything below is known. Errors: as the callables."""
    first = low()
    return Span(first, first) if all(one.sure for one in of) else span(first, high())


# --- what is given ----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Number(Formula):
    """A number of the rule itself."""

    value: int

    def span(self, at: "Reading") -> Span:
        """Itself. Errors: none."""
        return Span(self.value, self.value)


@dataclass(frozen=True, eq=False)
class Given(Formula):
    """A fact."""

    name: str

    def span(self, at: "Reading") -> Span:
        """What it is, or its range where it is missing. Errors: KeyError for none such."""
        return at.fact(self.name)

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """Whether it is missing, if it is asked for. Errors: none."""
        return at.missing(self.name) if self.name in sources else False


@dataclass(frozen=True, eq=False)
class Stated(Formula):
    """Whether anything is said of a fact."""

    name: str

    def span(self, at: "Reading") -> Span:
        """A truth, always known. Errors: none."""
        said = ar.negated(at.missing(self.name))
        return Span(said, said)


@dataclass(frozen=True, eq=False)
class Parameter(Formula):
    """A dated parameter, `topic.name`; of the tax year of the row if `yearly`."""

    key: str
    yearly: bool = False

    def span(self, at: "Reading") -> Span:
        """Its value in force; its range while the authority owes it. Errors: KeyError."""
        return at.parameter(self)

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """Whether the authority still owes it, if it is asked for. Errors: none."""
        return self.key in sources and not at.of(self).sure


@dataclass(frozen=True, eq=False)
class Ruling(Formula):
    """Whether another rule is met."""

    code: str

    def span(self, at: "Reading") -> Span:
        """A truth; a rule that is not in force is not met. Errors: none."""
        return at.ruling(self.code) if self.code in at.book else Span(False, False)

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """As the other rule's formula. Errors: none."""
        return at.ruling_sways(self.code, sources) if self.code in at.book else False


@dataclass(frozen=True, eq=False)
class Result(Formula):
    """The number that another rule works out."""

    code: str

    def span(self, at: "Reading") -> Span:
        """A number; a rule that is not in force gives nothing. Errors: none."""
        return at.result(self.code) if self.code in at.book else Span(0, 0)

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """As the other rule's formula. Errors: none."""
        return at.result_sways(self.code, sources) if self.code in at.book else False


# --- numbers ----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Total(Formula):
    """A sum or a difference."""

    one: Formula
    other: Formula
    minus: bool

    def children(self) -> tuple[Formula, ...]:
        """Both. Errors: none."""
        return self.one, self.other

    def span(self, at: "Reading") -> Span:
        """Least minus most, where something is taken away. Errors: OverflowError."""
        a, b = at.of(self.one), at.of(self.other)
        if self.minus:
            return worked(
                lambda: ar.subtract(a.low, b.high), lambda: ar.subtract(a.high, b.low), a, b
            )
        return worked(lambda: ar.add(a.low, b.low), lambda: ar.add(a.high, b.high), a, b)


@dataclass(frozen=True, eq=False)
class Product(Formula):
    """A product of two numbers that are never negative."""

    one: Formula
    other: Formula

    def children(self) -> tuple[Formula, ...]:
        """Both. Errors: none."""
        return self.one, self.other

    def span(self, at: "Reading") -> Span:
        """From the least to the most. Errors: OverflowError."""
        a, b = at.of(self.one), at.of(self.other)
        return worked(lambda: ar.times(a.low, b.low), lambda: ar.times(a.high, b.high), a, b)


@dataclass(frozen=True, eq=False)
class Shares(Formula):
    """The sum of value x share / whole, rounded down once; nothing is negative."""

    terms: tuple[tuple[Formula, Formula], ...]
    whole: int

    def children(self) -> tuple[Formula, ...]:
        """Values and shares. Errors: none."""
        return tuple(one for term in self.terms for one in term)

    def span(self, at: "Reading") -> Span:
        """From the least to the most. Errors: OverflowError."""
        found = [(at.of(value), at.of(share)) for value, share in self.terms]
        by = at.arithmetic.shares
        return worked(
            lambda: by([(v.low, s.low) for v, s in found], self.whole),
            lambda: by([(v.high, s.high) for v, s in found], self.whole),
            *(one for pair in found for one in pair),
        )


@dataclass(frozen=True, eq=False)
class Extreme(Formula):
    """The largest or the least of some numbers."""

    parts: tuple[Formula, ...]
    largest: bool

    def children(self) -> tuple[Formula, ...]:
        """All of them. Errors: none."""
        return self.parts

    def span(self, at: "Reading") -> Span:
        """From the least to the most. Errors: none."""
        found = [at.of(one) for one in self.parts]
        return worked(
            lambda: ar.extreme([one.low for one in found], largest=self.largest),
            lambda: ar.extreme([one.high for one in found], largest=self.largest),
            *found,
        )

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """What cannot become the extreme one does not count. Errors: none."""
        whole = at.of(self)
        counted = []
        for part in self.parts:
            mine = at.of(part)
            far = (mine.high, whole.low) if self.largest else (whole.high, mine.low)
            may = ar.negated(ar.reaches(far[1], far[0]))
            counted.append(ar.both(may, at.sways(part, sources)))
        return ar.both(ar.differ(whole), some(counted))


def most(*parts: Formula | int) -> Formula:
    """The largest of some numbers. Errors: none."""
    return Extreme(tuple(as_formula(one) for one in parts), largest=True)


def least(*parts: Formula | int) -> Formula:
    """The least of some numbers. Errors: none."""
    return Extreme(tuple(as_formula(one) for one in parts), largest=False)


# --- truths -----------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class AtLeast(Formula):
    """Whether one number is at least another."""

    one: Formula
    other: Formula

    def children(self) -> tuple[Formula, ...]:
        """Both. Errors: none."""
        return self.one, self.other

    def span(self, at: "Reading") -> Span:
        """Surely, and possibly. Errors: none."""
        a, b = at.of(self.one), at.of(self.other)
        return worked(
            lambda: ar.reaches(a.low, b.high), lambda: ar.reaches(a.high, b.low), a, b
        )


@dataclass(frozen=True, eq=False)
class Not(Formula):
    """The contrary."""

    one: Formula

    def children(self) -> tuple[Formula, ...]:
        """It. Errors: none."""
        return (self.one,)

    def span(self, at: "Reading") -> Span:
        """The contrary of what is possible is sure. Errors: none."""
        of = at.of(self.one)
        return worked(lambda: ar.negated(of.high), lambda: ar.negated(of.low), of)


@dataclass(frozen=True, eq=False)
class Every(Formula):
    """Whether all hold."""

    parts: tuple[Formula, ...]

    def children(self) -> tuple[Formula, ...]:
        """All of them. Errors: none."""
        return self.parts

    def span(self, at: "Reading") -> Span:
        """Surely, and possibly. Errors: none."""
        found = [at.of(one) for one in self.parts]
        start: Value = True
        return worked(
            lambda: reduce(ar.both, (one.low for one in found), start),
            lambda: reduce(ar.both, (one.high for one in found), start),
            *found,
        )


@dataclass(frozen=True, eq=False)
class Some(Formula):
    """Whether one of them holds."""

    parts: tuple[Formula, ...]

    def children(self) -> tuple[Formula, ...]:
        """All of them. Errors: none."""
        return self.parts

    def span(self, at: "Reading") -> Span:
        """Surely, and possibly. Errors: none."""
        found = [at.of(one) for one in self.parts]
        return worked(
            lambda: some(one.low for one in found),
            lambda: some(one.high for one in found),
            *found,
        )


@dataclass(frozen=True, eq=False)
class If(Formula):
    """One formula where a test holds, another where it does not."""

    test: Formula
    then: Formula
    other: Formula

    def children(self) -> tuple[Formula, ...]:
        """All three. Errors: none."""
        return self.test, self.then, self.other

    def span(self, at: "Reading") -> Span:
        """Of both, while the test is open. Errors: none."""
        test, a, b = at.of(self.test), at.of(self.then), at.of(self.other)
        if test.sure and isinstance(test.low, int):
            return a if test.low else b
        if test.sure:
            return worked(
                lambda: ar.choose(test.low, a.low, b.low),
                lambda: ar.choose(test.low, a.high, b.high),
                a,
                b,
            )
        low, high = (
            ar.choose(test.low, one, ar.joined(test.high, one, other, largest=largest))
            for one, other, largest in ((a.low, b.low, False), (a.high, b.high, True))
        )
        return span(low, high)

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """A branch that cannot be taken does not count. Errors: none."""
        test = at.of(self.test)
        counted = (
            at.sways(self.test, sources),
            ar.both(test.high, at.sways(self.then, sources)),
            ar.both(ar.negated(test.low), at.sways(self.other, sources)),
        )
        return ar.both(ar.differ(at.of(self)), some(counted))
