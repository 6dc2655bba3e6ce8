"""Working formulas out: for one subject, or for columns of them, by the same rules.

Every formula is worked out once per reading. A fact that is missing spans its range, one that
is presumed is what it is presumed to be.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping

import narwhals as nw

from xingmeng.engines import arithmetic as ar
from xingmeng.engines.arithmetic import Arithmetic, Span, Value, span
from xingmeng.engines.facts import Fact
from xingmeng.engines.formulas import Formula, Parameter, Sources, some
from xingmeng.engines.rulebook import (
    MET,
    NEEDS_PERSON,
    NOT_APPLICABLE,
    UNKNOWN,
    UNMET,
    Book,
)


class Reading(ABC):
    """One working out of a book's formulas. Errors: OverflowError."""

    def __init__(self, book: Book, arithmetic: Arithmetic | None = None) -> None:
        self.book = book
        self.arithmetic = arithmetic or Arithmetic()
        self._spans: dict[int, Span] = {}
        self._swayed: dict[tuple[int, Sources], Value] = {}

    # --- what the two kinds of reading say --------------------------------------------------

    @abstractmethod
    def fact(self, name: str) -> Span:
        """What a fact is, or can be. Errors: KeyError for no such fact."""

    @abstractmethod
    def missing(self, name: str) -> Value:
        """Whether nothing is said of a fact, nor presumed. Errors: KeyError."""

    def step(self, value: Value) -> Value:
        """A value that a formula names many times, worked out once. Errors: none."""
        return value

    # --- what formulas ask ------------------------------------------------------------------

    def of(self, formula: Formula) -> Span:
        """The span of a formula. Errors: OverflowError."""
        known = self._spans.get(id(formula))
        if known is None:
            known = self._spans[id(formula)] = formula.span(self)
        return known

    def sways(self, formula: Formula, sources: Sources) -> Value:
        """Whether what is missing of these could change a formula. Errors: none."""
        key = id(formula), sources
        if key not in self._swayed:
            self._swayed[key] = formula.sways(self, sources)
        return self._swayed[key]

    def ruling(self, code: str) -> Span:
        """Whether a rule is met. Errors: KeyError."""
        return self.of(self.book.whether(code))

    def result(self, code: str) -> Span:
        """What a rule gives. Errors: KeyError."""
        return self.of(self.book.number(code))

    def ruling_sways(self, code: str, sources: Sources) -> Value:
        """Whether what is missing of these could change if a rule is met. Errors: KeyError."""
        return self.sways(self.book.whether(code), sources)

    def result_sways(self, code: str, sources: Sources) -> Value:
        """Whether what is missing of these could change what it gives. Errors: KeyError."""
        return self.sways(self.book.number(code), sources)

    def parameter(self, node: Parameter) -> Span:
        """A parameter on the day of the book, or in the row's tax year. Errors: KeyError."""
        quantity, on = self.book.quantities[node.key], self.book.on
        if quantity.owed:
            return span(*quantity.ends)
        if not node.yearly:
            held = quantity.on(on)
            assert held is not None, node.key
            return Span(held[1], held[1])
        year = self.fact("year")
        if isinstance(year.low, int) and isinstance(year.high, int):
            years = range(max(year.low, 2000), min(year.high, on.year) + 1)
            found = [quantity.of_year(y, on) for y in years] or [
                quantity.of_year(year.high, on)
            ]
            return span(min(found), max(found))
        value: Value = 0
        for y in range(quantity.values[0][0].year, on.year + 1):
            here = quantity.of_year(y, on)
            if here != quantity.of_year(y - 1, on):
                value = ar.choose(ar.reaches(year.low, y), here, value)
        return Span(value, value)

    # --- what comes out ---------------------------------------------------------------------

    def open(self, code: str) -> Value:
        """Whether what is missing leaves a rule's outcome or number open. Errors: KeyError."""
        found = [ar.differ(self.ruling(code)), ar.differ(self.result(code))]
        applies = self.book[code].applies
        if applies is not None:
            found.append(ar.differ(self.of(applies)))
        return some(found)

    def lacks(self, code: str, sources: Sources) -> Value:
        """Whether a rule is open for want of one of these. Errors: KeyError."""
        asked = [self.ruling_sways(code, sources), self.result_sways(code, sources)]
        applies = self.book[code].applies
        if applies is not None:
            asked.append(self.sways(applies, sources))
        return some(asked)

    def outcome(self, code: str) -> Value:
        """Which of OUTCOMES a rule comes to. Errors: KeyError."""
        met = ar.choose(self.ruling(code).low, MET, UNMET)
        opened, undecided = self.open(code), UNKNOWN
        by_person: Value = False
        if opened is not False and self.book.has_judged(code):
            by_person = ar.negated(self.lacks(code, self.book.unjudged))
        found = ar.choose(opened, ar.choose(by_person, NEEDS_PERSON, undecided), met)
        applies = self.book[code].applies
        if applies is None:
            return found
        return ar.choose(ar.negated(self.of(applies).high), NOT_APPLICABLE, found)


class One(Reading):
    """A reading of one subject, from whole numbers. Errors: OverflowError, KeyError."""

    def __init__(self, book: Book, said: Mapping[str, int | None]) -> None:
        super().__init__(book)
        self.said = said

    def fact(self, name: str) -> Span:
        """As `Reading`. Errors: KeyError."""
        fact, value = self.book.facts[name], self.said.get(name)
        value = fact.presumed if value is None else value
        return span(*fact.ends) if value is None else Span(value, value)

    def missing(self, name: str) -> bool:
        """As `Reading`. Errors: KeyError."""
        return self.said.get(name) is None and self.book.facts[name].presumed is None


class Columns(Reading):
    """A reading of a frame's columns. What was worked out may stand in columns of its own.

    Shapes: `there` are the columns of facts, `gaps` those of them that have nulls.
    """

    def __init__(
        self,
        book: Book,
        arithmetic: Arithmetic,
        *,
        there: Collection[str],
        gaps: Collection[str],
        fixed: Mapping[str, int],
        tag: str = "",
    ) -> None:
        super().__init__(book, arithmetic)
        self.tag = tag
        self.there, self.gaps, self.fixed = there, gaps, fixed
        self.swayed: dict[tuple[str, Sources], tuple[Value, Value]] = {}
        self._steps: dict[str, nw.Expr] = {}
        self._stepped = 0

    def fact(self, name: str) -> Span:
        """As `Reading`. Errors: KeyError."""
        fact = self.book.facts[name]
        if name in self.fixed:
            return Span(self.fixed[name], self.fixed[name])
        if name not in self.there:
            if fact.presumed is None:
                return span(*fact.ends)
            return Span(fact.presumed, fact.presumed)
        column = self._facts(fact)
        if name not in self.gaps:
            return Span(column, column)
        if fact.presumed is not None:
            column = _filled(column, fact, fact.presumed)
            return Span(column, column)
        return Span(*(_filled(column, fact, end) for end in fact.ends))

    def missing(self, name: str) -> Value:
        """As `Reading`. Errors: KeyError."""
        if self.book.facts[name].presumed is not None or name in self.fixed:
            return False
        if name not in self.there:
            return True
        return nw.col(name).is_null() if name in self.gaps else False

    def hold(self, formula: Formula, code: str, mark: str, made: dict[str, nw.Expr]) -> None:
        """Let a formula's span stand in columns from now on. Errors: OverflowError.

        Writes: into `made`, what the columns are to be made of.
        """
        of = self.of(formula)

        def column(end: str, value: Value) -> Value:
            if isinstance(value, int):
                return value
            name = self.column(code, f"{mark}{end}")
            made[name] = value
            return nw.col(name)

        low = column("low", of.low)
        self._spans[id(formula)] = Span(low, low if of.sure else column("high", of.high))

    def column(self, code: str, mark: str) -> str:
        """The name of a column of this reading: no dots, which Spark takes for structure.

        Errors: none.
        """
        return code.replace(".", "/") + self.tag + mark

    def take(self, code: str, other: "Columns") -> bool:
        """Let a rule stand as another reading has it, if both books say the same of it.

        Errors: none; False where they do not, or the other has not worked it out.
        """
        theirs = other.book
        if theirs.says(code) != self.book.says(code):
            return False
        pairs = (
            (self.book.number(code), theirs.number(code)),
            (self.book.whether(code), theirs.whether(code)),
        )
        if any(id(their) not in other._spans for _, their in pairs):
            return False
        self._spans.update({id(mine): other._spans[id(their)] for mine, their in pairs})
        self.swayed.update({key: v for key, v in other.swayed.items() if key[0] == code})
        return True

    def step(self, value: Value) -> Value:
        """As `Reading`: a column of its own, made of such as stand. Errors: none."""
        if isinstance(value, int):
            return value
        self._stepped += 1
        name = self.column("step", f"#{self._stepped}")
        self._steps[name] = value
        return nw.col(name)

    def steps(self) -> dict[str, nw.Expr]:
        """The columns of steps to be made before others are, each told once. Errors: none."""
        told, self._steps = self._steps, {}
        return told

    def ruling_sways(self, code: str, sources: Sources) -> Value:
        """As `Reading`, from its column if it stands. Errors: KeyError."""
        known = self.swayed.get((code, sources))
        return known[0] if known else super().ruling_sways(code, sources)

    def result_sways(self, code: str, sources: Sources) -> Value:
        """As `Reading`, from its column if it stands. Errors: KeyError."""
        known = self.swayed.get((code, sources))
        return known[1] if known else super().result_sways(code, sources)

    @staticmethod
    def _facts(fact: Fact) -> nw.Expr:
        column = nw.col(fact.name)
        return column if fact.kind == "flag" else column.cast(nw.Int64)


def _filled(column: nw.Expr, fact: Fact, value: int) -> nw.Expr:
    return column.fill_null(bool(value) if fact.kind == "flag" else value)


def settled(book: Book, code: str, said: Mapping[str, int | None]) -> int:
    """What a rule gives one subject of which everything is stated.

    Errors: LookupError if the rule is not in force or something is missing; OverflowError.
    """
    if code not in book:
        raise LookupError(f"{code} was not in force on {book.on}")
    found = One(book, said).result(code)
    if not found.sure or not isinstance(found.low, int):
        raise LookupError(f"{code} lacks facts")
    return found.low


def prove(book: Book) -> None:
    """That no number of any rule leaves its column, whatever the facts within their ranges.

    Every formula is worked out at both ends of every fact; each operation rises or falls with
    each of its operands, so nothing in between is larger. Errors: OverflowError.
    """
    for presumed in (True, False):
        reading = One(book, {}) if presumed else _Bare(book, {})
        for code in book.order:
            reading.ruling(code)
            reading.result(code)


class _Bare(One):
    """A reading in which nothing is said and nothing presumed."""

    def fact(self, name: str) -> Span:
        return span(*self.book.facts[name].ends)

    def missing(self, name: str) -> bool:
        return True
