"""Formulas of the law's scales: bands of a share, bands of growth, what a panel gives.

A share is compared by multiplying crosswise, `scale` x part against line x whole, and nothing
of nothing reaches no line. Lower edges belong to their band.
"""

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from xingmeng.engines import arithmetic as ar
from xingmeng.engines.arithmetic import Span, Value, span
from xingmeng.engines.facts import days
from xingmeng.engines.formulas import Formula, Given, Sources, some, worked

if TYPE_CHECKING:
    from xingmeng.engines.readings import Reading

YEAR = Given("year")
NEW_YEAR_1970 = date(1970, 1, 1).toordinal() - 1
Rungs = tuple[tuple[Formula, int], ...]  # (line, points), the best first


@dataclass(frozen=True, eq=False)
class Band(Formula):
    """The points of the first line that part/whole reaches, the best line first."""

    part: Formula
    whole: Formula
    rungs: Rungs
    scale: int = 100

    def children(self) -> tuple[Formula, ...]:
        """Part, whole and the lines. Errors: none."""
        return self.part, self.whole, *(line for line, _ in self.rungs)

    def span(self, at: "Reading") -> Span:
        """From the least part of the most whole to the most part of the least.

        Errors: OverflowError.
        """
        part, whole = at.of(self.part), at.of(self.whole)
        lines = [(at.of(line), points) for line, points in self.rungs]
        if part.sure and whole.sure and all(line.sure for line, _ in lines):
            points = self._points(part.low, whole.low, [(x.low, n) for x, n in lines])
            return Span(points, points)
        low = self._points(part.low, whole.high, [(x.high, n) for x, n in lines])
        whole_low = ar.extreme([whole.low, 1], largest=True)
        high = self._points(part.high, whole_low, [(x.low, n) for x, n in lines])
        nothing = ar.reaches(0, whole.low)
        return span(ar.choose(nothing, 0, low), ar.choose(ar.reaches(whole.high, 1), high, 0))

    def _points(self, part: Value, whole: Value, lines: list[tuple[Value, int]]) -> Value:
        found: Value = 0
        scaled = ar.times(part, self.scale)
        for line, points in reversed(lines):
            found = ar.choose(ar.reaches(scaled, ar.times(whole, line)), points, found)
        return ar.choose(ar.reaches(whole, 1), found, 0)


@dataclass(frozen=True, eq=False)
class Reaches(Formula):
    """Whether part/whole reaches a line."""

    part: Formula
    whole: Formula
    line: Formula
    scale: int = 100

    def children(self) -> tuple[Formula, ...]:
        """Part, whole and line. Errors: none."""
        return self.part, self.whole, self.line

    def span(self, at: "Reading") -> Span:
        """Surely, and possibly. Errors: OverflowError."""
        part, whole, line = at.of(self.part), at.of(self.whole), at.of(self.line)
        whole_low = ar.extreme([whole.low, 1], largest=True)
        return worked(
            lambda: ar.both(
                ar.reaches(whole.low, 1),
                ar.reaches(ar.times(part.low, self.scale), ar.times(whole.high, line.high)),
            ),
            lambda: ar.both(
                ar.reaches(whole.high, 1),
                ar.reaches(ar.times(part.high, self.scale), ar.times(whole_low, line.low)),
            ),
            part,
            whole,
            line,
        )


@dataclass(frozen=True, eq=False)
class Within(Formula):
    """Whether a code lies in one of the ranges, ends included."""

    fact: Given
    ranges: tuple[tuple[int, int], ...]

    def children(self) -> tuple[Formula, ...]:
        """The fact. Errors: none."""
        return (self.fact,)

    def span(self, at: "Reading") -> Span:
        """Possible, and not sure, while the code is missing. Errors: none."""
        code = at.of(self.fact)
        if code.sure:
            inside = self._inside(code.low)
            return Span(inside, inside)
        missing, inside = at.missing(self.fact.name), self._inside(code.low)
        return span(ar.choose(missing, False, inside), ar.choose(missing, True, inside))

    def _inside(self, code: Value) -> Value:
        return some(
            ar.both(ar.reaches(code, low), ar.reaches(high, code)) for low, high in self.ranges
        )


@dataclass(frozen=True, eq=False)
class Judged(Formula):
    """What people found; while they have not, anything between two bounds."""

    fact: Given
    low: Formula
    high: Formula

    def children(self) -> tuple[Formula, ...]:
        """The fact and the bounds. Errors: none."""
        return self.fact, self.low, self.high

    def span(self, at: "Reading") -> Span:
        """The finding, or what it can be. Errors: none."""
        found, low, high = at.of(self.fact), at.of(self.low), at.of(self.high)
        if found.sure:
            return found
        missing = at.missing(self.fact.name)
        return span(
            ar.choose(missing, low.low, found.low), ar.choose(missing, high.high, found.low)
        )

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """The finding while it is missing; then the bounds too. Errors: none."""
        asked = (
            at.sways(self.fact, sources),
            ar.both(
                at.missing(self.fact.name),
                ar.either(at.sways(self.low, sources), at.sways(self.high, sources)),
            ),
        )
        return ar.both(ar.differ(at.of(self)), some(asked))


@dataclass(frozen=True, eq=False)
class Or(Formula):
    """A fact where it is stated, a formula where it is not."""

    fact: Given
    other: Formula

    def children(self) -> tuple[Formula, ...]:
        """Both. Errors: none."""
        return self.fact, self.other

    def span(self, at: "Reading") -> Span:
        """Of whichever holds. Errors: none."""
        missing, other, found = at.missing(self.fact.name), at.of(self.other), at.of(self.fact)
        if isinstance(missing, int):
            return other if missing else found
        return worked(
            lambda: ar.choose(missing, other.low, found.low),
            lambda: ar.choose(missing, other.high, found.low),
            other,
        )

    def sways(self, at: "Reading", sources: Sources) -> Value:
        """What the formula lacks, where the fact is not stated. Errors: none."""
        return ar.both(at.missing(self.fact.name), at.sways(self.other, sources))


@dataclass(frozen=True, eq=False)
class OnDay(Formula):
    """The day of the book, as dates are counted."""

    def span(self, at: "Reading") -> Span:
        """Days since 1970-01-01. Errors: none."""
        day = days(at.book.on)
        return Span(day, day)


@dataclass(frozen=True, eq=False)
class NewYear(Formula):
    """The first day of the year of the row, or of one `later` years after it."""

    later: int = 0

    def children(self) -> tuple[Formula, ...]:
        """The year. Errors: none."""
        return (YEAR,)

    def span(self, at: "Reading") -> Span:
        """Days since 1970-01-01, by the Gregorian rule. Errors: none."""
        year = at.of(YEAR)
        return worked(lambda: self._day(at, year.low), lambda: self._day(at, year.high), year)

    def _day(self, at: "Reading", year: Value) -> Value:
        full, by = ar.add(year, self.later - 1), at.arithmetic.divide
        leaps = by(full, 4) - by(full, 100) + by(full, 400)
        return 365 * full + leaps - NEW_YEAR_1970


@dataclass(frozen=True, eq=False)
class Growth(Formula):
    """Points for the mean of two years' growth, (second/first + third/second) / 2 - 1.

    A first year of nothing leaves the second rate alone, a second year of nothing gives no
    points, and what is below nothing counts as nothing. `strict` lines must be exceeded.
    Products of two sums of money need 128 bits.
    """

    years: tuple[Formula, Formula, Formula]
    rungs: tuple[tuple[int, int], ...]  # (percent, points), the best first
    positive: int = 0  # points for any growth at all

    def children(self) -> tuple[Formula, ...]:
        """The three years. Errors: none."""
        return self.years

    def span(self, at: "Reading") -> Span:
        """Between the corners of what is missing. Errors: OverflowError.

        The points rise with the third year, fall with the first from 1 on, and are extreme at
        an end of the second; a second year that is missing may be nothing.
        """
        first, second, third = (at.of(year) for year in self.years)
        if first.sure and second.sure and third.sure:
            points = self._points(at, first.low, second.low, third.low)
            return Span(points, points)
        one, two = (
            ar.extreme([ar.extreme([x.low, 1], largest=True), x.high], largest=False)
            for x in (first, second)
        )
        worst = product(_ends(first.low, first.high), _ends(second.low, second.high))
        best = product(_ends(first.low, one), _ends(two, second.high))
        return span(
            ar.extreme([self._points(at, *c, third.low) for c in worst], largest=False),
            ar.extreme([self._points(at, *c, third.high) for c in best], largest=True),
        )

    def _points(self, at: "Reading", first: Value, second: Value, third: Value) -> Value:
        wide = at.arithmetic.wide_product
        both = ar.both(ar.reaches(first, 1), ar.reaches(second, 1))
        first, second, third = (
            ar.extreme([one, 0], largest=True) for one in (first, second, third)
        )
        squares = at.step(wide(second, second) + wide(first, third))
        crossed = at.step(wide(first, second))
        found: Value = 0
        lines = [
            *((pct, points, False) for pct, points in self.rungs),
            (0, self.positive, True),
        ]
        for pct, points, strict in reversed(lines):
            mean = (100 * squares, (200 + 2 * pct) * crossed)
            last = (ar.times(third, 100), ar.times(second, 100 + pct))
            if strict:
                passed = [ar.negated(ar.reaches(b, a)) for a, b in (mean, last)]
            else:
                passed = [ar.reaches(a, b) for a, b in (mean, last)]
            found = ar.choose(ar.choose(both, *passed), points, found)
        return ar.choose(ar.reaches(second, 1), found, 0)


def _ends(low: Value, high: Value) -> tuple[Value, ...]:
    return (low,) if low is high else (low, high)
