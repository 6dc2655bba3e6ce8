"""Running a book of rules over a population: no row is looked at alone.

Rules are narwhals expressions, level by level. Rows in which everything is stated are worked
out once; the others at both ends of what is missing, by the same formulas, those that lack only
what people must find apart from those that lack more.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw

from xingmeng.engines import arithmetic as ar
from xingmeng.engines.arithmetic import Arithmetic, Value, literal
from xingmeng.engines.formulas import Formula, Ruling, Sources
from xingmeng.engines.readings import Columns
from xingmeng.engines.rulebook import UNMET, Book, within

Frame = nw.LazyFrame[Any]
KEYS = ("credit_code", "year")
ROW = "row_of_facts"
OTHER = "'"
Books = Mapping[str, tuple[Book, tuple[str, ...]]]  # by the tag of their columns
COLUMNS = (*KEYS, "rule", "rule_version", "outcome", "amount_fen", "reasons")


def amount_of(code: str) -> str:
    """The column of what a rule gives. Errors: none."""
    return f"{code}="


def by_other(code: str) -> str:
    """A rule as the other one of two books names it. Errors: none."""
    return f"{code}{OTHER}"


def reasons_of(code: str) -> str:
    """The column of why. Errors: none."""
    return f"{code}?"


def run(
    frame: Any,
    book: Book,
    *,
    codes: Sequence[str] = (),
    reasons: bool = False,
) -> Frame:
    """Every rule for every row.

    Shapes: a frame of any engine with one row per subject and year, dates as days since 1970,
            null for unknown; out come KEYS, for each rule its outcome (the place in OUTCOMES)
            and, where it gives a number, `amount_of` it, null unless settled.
    Order:  rows in which everything is stated, those that lack only what people find, the
            others; each as they came.
    Errors: OverflowError for rules whose numbers could leave 64 bits.
    """
    return _run(frame, {"": (book, tuple(codes) or book.shown)}, reasons=reasons)


def run_both(frame: Any, one: Book, other: Book, *, codes: Sequence[str]) -> Frame:
    """The same rules by two books over the same facts, what both say alike worked out once.

    Shapes: as `run`; the columns of the other book are named with `by_other`. A rule that a
            book does not have in force has no columns there. Order: as `run`.
    Errors: as `run`.
    """
    held = {
        tag: (book, tuple(code for code in codes if code in book))
        for tag, book in (("", one), (OTHER, other))
    }
    return _run(frame, held, reasons=False)


def _run(frame: Any, books: Books, *, reasons: bool) -> Frame:
    narwhal = nw.from_native(frame)
    lazy = narwhal.lazy()
    known = {name for book, _ in books.values() for name in book.facts}
    there = [name for name in lazy.collect_schema().names() if name in known]
    arithmetic = Arithmetic(decimal=lazy.implementation.is_spark_like())
    asked = {
        name for book, codes in books.values() for code in codes for name in book.facts_of(code)
    }
    gaps = _gaps(narwhal, [name for name in there if name in asked])
    first = books[""][0]
    fixed = _fixed(narwhal, first)

    def worked(part: Frame, gaps: Collection[str]) -> Frame:
        readings = {
            tag: Columns(book, arithmetic, there=there, gaps=gaps, fixed=fixed, tag=tag)
            for tag, (book, _) in books.items()
        }
        return _worked(part, readings, books, reasons=reasons)

    if not gaps or not isinstance(narwhal, nw.DataFrame):
        return worked(lazy, gaps)
    judged = [name for name in gaps if first.facts[name].judged]
    others = [name for name in gaps if name not in judged]
    return nw.concat(list(_dealt(lazy, others, judged, worked)))


def _dealt(
    frame: Frame,
    others: Sequence[str],
    judged: Sequence[str],
    worked: Callable[[Frame, Collection[str]], Frame],
) -> Iterator[Frame]:
    """Rows by what they lack, each worked out with no more at both ends than they lack."""
    lacks = [
        nw.any_horizontal(*(nw.col(name).is_null() for name in names), ignore_nulls=False)
        for names in (others, judged)
        if names
    ]
    first, last = lacks[0], lacks[-1]
    yield worked(frame.filter(*(~one for one in lacks)), ())
    if others and judged:
        yield worked(frame.filter(~first, last), judged)
    yield worked(frame.filter(first), (*others, *judged))


def _gaps(frame: Any, there: Sequence[str]) -> tuple[str, ...]:
    """The columns that have nulls; all that may, where looking would mean computing."""
    if not isinstance(frame, nw.DataFrame):
        return tuple(name for name in there if name not in KEYS)
    return tuple(n for n in there if n not in KEYS and frame.get_column(n).null_count())


def _fixed(frame: Any, book: Book) -> dict[str, int]:
    """The year, where all rows have one: then yearly numbers are numbers, not columns."""
    if not isinstance(frame, nw.DataFrame) or "year" not in book.facts or not len(frame):
        return {}
    years = frame.get_column("year")
    return {"year": int(years.min())} if years.min() == years.max() else {}


def levels(book: Book, codes: Sequence[str]) -> Iterator[list[str]]:
    """Rules and what they rest on: each level rests on those before it. Errors: none."""
    depth: dict[str, int] = {}
    for code in book.order:
        depth[code] = max((depth[part] + 1 for part in book.parts(code)), default=0)
    needed: set[str] = set(codes)
    for code in reversed(book.order):
        if code in needed:
            needed.update(book.parts(code))
    for level in range(max(depth.values(), default=0) + 1):
        yield [code for code in book.order if depth[code] == level and code in needed]


def _worked(
    frame: Frame, readings: Mapping[str, Columns], books: Books, *, reasons: bool
) -> Frame:
    out: dict[str, nw.Expr] = {}
    for tag, reading in readings.items():
        wanted = books[tag][1]
        frame = _climbed(frame, reading, wanted, reasons=reasons, known=readings[""])
        out.update(_said(reading, wanted, tag, reasons=reasons))
        frame = _with(frame, reading.steps())
    carried = [n for n in (*KEYS, ROW) if n in frame.collect_schema().names()]
    return frame.select(*carried, **out)


def _climbed(
    frame: Frame, reading: Columns, wanted: Sequence[str], *, reasons: bool, known: Columns
) -> Frame:
    """The frame with columns for all that the rules rest on, but for what is known alike."""
    book = reading.book
    for rules in levels(book, wanted):
        level = [code for code in rules if known is reading or not reading.take(code, known)]
        for half in (0, 1):
            made: dict[str, nw.Expr] = {}
            for code in level:
                formula, mark = _halves(book, code)[half]
                reading.hold(formula, code, mark, made)
            frame = _with(_with(frame, reading.steps()), made)
        made = {}
        swayed = dict(_sway(reading, level, made, reasons=reasons))
        frame = _with(_with(frame, reading.steps()), made)
        reading.swayed.update(swayed)
    return frame


def _said(
    reading: Columns, wanted: Sequence[str], tag: str, *, reasons: bool
) -> Iterator[tuple[str, nw.Expr]]:
    """What comes out, by the names of its columns."""
    for code in wanted:
        yield f"{code}{tag}", literal(reading.outcome(code)).cast(nw.Int8)
        if reading.book[code].gives is not None:
            yield amount_of(f"{code}{tag}"), _given(reading, code)
        if reasons:
            yield reasons_of(code), _reasons(reading, code)


def _with(frame: Frame, made: dict[str, nw.Expr]) -> Frame:
    return frame.with_columns(**made) if made else frame


def _halves(book: Book, code: str) -> tuple[tuple[Formula, str], tuple[Formula, str]]:
    """A rule's number and its condition, each with its mark: what the other rests on first."""
    number, whether = (book.number(code), "#"), (book.whether(code), "!")
    return (number, whether) if book[code].holds is None else (whether, number)


def _sway(
    reading: Columns, level: list[str], made: dict[str, nw.Expr], *, reasons: bool
) -> Iterator[tuple[tuple[str, Sources], tuple[Value, Value]]]:
    """Put into columns what of the missing could change a rule, as far as it will be asked."""
    book = reading.book
    for code in [code for code in level if reading.open(code) is not False]:
        asked = [book.unjudged] if code in book.judging else []
        if reasons:
            names = (*book.facts_of(code), *book.parameters_of(code))
            asked += [frozenset({name}) for name in names]
        for number, sources in enumerate(asked):
            given = _held(
                reading, reading.result_sways(code, sources), code, f"~n{number}", made
            )
            if book[code].holds is None and book[code].applies is None:
                met = ar.both(ar.differ(reading.ruling(code)), given)  # met is from 1 on
            else:
                met = _held(
                    reading, reading.ruling_sways(code, sources), code, f"~w{number}", made
                )
            yield (code, sources), (met, given)


def _held(
    reading: Columns, value: Value, code: str, mark: str, made: dict[str, nw.Expr]
) -> Value:
    if isinstance(value, int):
        return value
    name = reading.column(code, mark)
    made[name] = value
    return nw.col(name)


def _given(reading: Columns, code: str) -> nw.Expr:
    """What a rule gives, null while it is open or does not apply."""
    applies = reading.book[code].applies
    closed = ar.negated(reading.open(code))
    if applies is not None:
        closed = ar.both(closed, reading.of(applies).high)
    value = literal(reading.result(code).low)
    if closed is True:
        return value
    return nw.when(literal(closed)).then(value)


def _reasons(reading: Columns, code: str) -> nw.Expr:
    """Why, as a JSON list: what is missing, which parts are not met, or the number."""
    book, outcome = reading.book, literal(reading.outcome(code))
    names = (*book.facts_of(code), *book.parameters_of(code))
    opened = reading.open(code)
    said: list[nw.Expr] = []
    if opened is not False:
        for name in names:
            lacking = reading.lacks(code, frozenset({name}))
            if lacking is not False:
                said.append(_word(ar.both(opened, lacking), name))
    unmet = ar.both(literal(outcome == UNMET), ar.negated(opened))
    rulings = dict.fromkeys(f.code for f in within(book.whether(code)) if isinstance(f, Ruling))
    for part in rulings:
        said.append(_word(ar.both(unmet, ar.negated(reading.ruling(part).high)), part))
    if not rulings:
        said.append(_word(unmet, code))
    unit = book[code].unit
    if unit not in ("", "fen"):
        number = nw.concat_str(
            nw.lit(f'"{unit}='), literal(reading.result(code).low).cast(nw.String), nw.lit('"')
        )
        said.append(nw.when(literal(ar.negated(opened))).then(number))
    joined = nw.concat_str(*said, separator=",", ignore_nulls=True) if said else nw.lit("")
    return nw.concat_str(nw.lit("["), joined, nw.lit("]"))


def _word(where: Value, word: str) -> nw.Expr:
    return nw.when(literal(where)).then(nw.lit(f'"{word}"'))
