"""Exact whole numbers, one at a time or a column at a time, by the same few operations.

A value is a Python integer, a truth, or a narwhals expression over columns of them; money is
fen, dates are days since 1970. No operation rounds but division, which rounds down. Numbers
that stand alone are checked to fit 64 bits, so that working a formula out at the ends of all
its facts proves that no column overflows (`readings.prove`).
"""

from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import narwhals as nw

Value = int | nw.Expr  # a truth is an int too, as in Python
LARGEST = 2**62  # half of what 64 bits hold: room for the exact division of `divide`
WIDEST = 10**38 - 1  # what 128-bit and decimal columns hold


class Span(NamedTuple):
    """The least and the most a value can be while facts are missing; the same when known."""

    low: Value
    high: Value

    @property
    def sure(self) -> bool:
        """Whether it is known without looking at any row."""
        return self.low is self.high


def span(low: Value, high: Value) -> Span:
    """A span; two equal numbers are one known value. Errors: none."""
    if isinstance(low, int) and isinstance(high, int) and low == high:
        return Span(low, low)
    return Span(low, high)


def checked(value: Value, most: int = LARGEST) -> Value:
    """The value itself. Errors: OverflowError for a number beyond what a column holds."""
    if isinstance(value, int) and not -most <= value <= most:
        raise OverflowError(f"{value} does not fit")
    return value


def literal(value: Value) -> nw.Expr:
    """A value as an expression of a column's width. Errors: none."""
    if not isinstance(value, int):
        return value
    return nw.lit(value, nw.Boolean if isinstance(value, bool) else nw.Int64)


def add(one: Value, other: Value) -> Value:
    """A sum. Errors: OverflowError."""
    if isinstance(one, int) and one == 0:
        return other
    if isinstance(other, int) and other == 0:
        return one
    return checked(one + other)


def subtract(one: Value, other: Value) -> Value:
    """A difference. Errors: OverflowError."""
    return one if isinstance(other, int) and other == 0 else checked(one - other)


def times(one: Value, other: Value) -> Value:
    """A product. Errors: OverflowError."""
    for a, b in ((one, other), (other, one)):
        if isinstance(a, int) and a in (0, 1):
            return b if a else 0
    return checked(one * other)


def reaches(one: Value, other: Value) -> Value:
    """Whether one is at least the other. Errors: none."""
    if isinstance(one, int) and not isinstance(other, int):
        return other <= one
    return one >= other


def both(one: Value, other: Value) -> Value:
    """Whether both truths hold. Errors: none."""
    for a, b in ((one, other), (other, one)):
        if isinstance(a, int):
            return b if a else False
    return one & other


def either(one: Value, other: Value) -> Value:
    """Whether one of two truths holds. Errors: none."""
    for a, b in ((one, other), (other, one)):
        if isinstance(a, int):
            return True if a else b
    return one | other


def negated(one: Value) -> Value:
    """Whether a truth does not hold. Errors: none."""
    return not one if isinstance(one, int) else ~one


def differ(of: Span) -> Value:
    """Whether a value is not settled. Errors: none."""
    if of.sure:
        return False
    if isinstance(of.low, int) and isinstance(of.high, int):
        return of.low != of.high
    return literal(of.low) != literal(of.high)


def choose(test: Value, then: Value, other: Value) -> Value:
    """One value where the test holds, the other where not. Errors: none."""
    if isinstance(test, int):
        return then if test else other
    if then is other:
        return then
    if isinstance(then, bool) and isinstance(other, bool) and then != other:
        return test if then else ~test
    if isinstance(then, int) and isinstance(other, int) and then == other:
        return then
    return nw.when(test).then(literal(then)).otherwise(literal(other))


def extreme(values: list[Value], *, largest: bool) -> Value:
    """The largest or the least of some values. Errors: none."""
    numbers = [v for v in values if isinstance(v, int)]
    columns = [v for v in values if not isinstance(v, int)]
    pick = max if largest else min
    if not columns:
        return pick(numbers)
    if numbers:
        columns.append(literal(pick(numbers)))
    if len(columns) == 1:
        return columns[0]
    return nw.max_horizontal(*columns) if largest else nw.min_horizontal(*columns)


def joined(test: Value, one: Value, other: Value, *, largest: bool) -> Value:
    """The extreme of both where the test holds, the other one where not.

    The other one is named once only, so that chains of choices stay short. Errors: none.
    """
    if isinstance(test, int):
        return extreme([one, other], largest=largest) if test else other
    if one is other:
        return one
    counted = nw.when(test).then(literal(one))  # nothing, which no extreme regards
    return extreme([counted, literal(other)], largest=largest)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What differs between the engines that hold the columns.

    `decimal`: columns without 128-bit integers, whose `//` goes through floating point (Spark).
    """

    decimal: bool = False

    def divide(self, value: Value, by: Value) -> Value:
        """A quotient rounded down; neither is negative, `by` is at least 1.

        Errors: none. Floating point is within a few units of a large quotient, and what is
        left over, which is small, is divided once more.
        """
        if isinstance(value, int) and isinstance(by, int):
            return value // by
        if isinstance(by, int) and by == 1:
            return value
        quotient: Value = literal(value) // by
        if self.decimal:
            quotient = quotient + (value - quotient * by) // by
        return quotient

    def shares(self, terms: list[tuple[Value, Value]], whole: int) -> Value:
        """The sum of value x share / whole, rounded down once at the end.

        Shapes: (value, share) pairs, none negative. The product is never formed: with
                value = whole x q + r it is the sum of q x share, and of r x share / whole.
        Errors: OverflowError for a number beyond 64 bits.
        """
        full: Value = 0
        rest: Value = 0
        if len(terms) == 1 and isinstance(terms[0][1], int) and terms[0][1] == 1:
            return self.divide(terms[0][0], whole)  # what is left over is less than a whole
        for value, share in terms:
            quotient = self.divide(value, whole)
            left = subtract(
                value, times(quotient, whole)
            )  # much quicker than a second division
            full = add(full, times(quotient, share))
            rest = add(rest, times(left, share))
        return add(full, self.divide(rest, whole))

    def wide(self, value: Value) -> Value:
        """The value where products of two sums of money fit. Errors: none."""
        if isinstance(value, int):
            return value
        return value.cast(nw.Decimal(38, 0) if self.decimal else nw.Int128)

    def wide_product(self, *factors: Value) -> Value:
        """A product that may be as long as two sums of money. Errors: OverflowError."""
        return reduce(lambda one, other: checked(one * other, WIDEST), map(self.wide, factors))
