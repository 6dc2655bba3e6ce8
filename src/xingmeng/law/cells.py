"""Cells of tables of facts: whether they are in order and what they say, as expressions."""

from typing import Any

import narwhals as nw

from xingmeng.engines.arithmetic import Arithmetic, Value
from xingmeng.engines.facts import Fact
from xingmeng.law.facts import SECTIONS

YES, NO = ("true", "1", "是"), ("false", "0", "否")
DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
NONE = ("none", "无")  # no certificate, said so: not the same as not said


def text(name: str, kind: Any) -> nw.Expr:
    """A cell as it would stand in a .csv; nothing for an empty one. Errors: none."""
    column = nw.col(name)
    if kind == nw.Boolean:
        return nw.when(column).then(nw.lit("true")).when(~column).then(nw.lit("false"))
    text = column.cast(nw.String).str.strip_chars()
    return nw.when(text != "").then(text)


def is_good(fact: Fact) -> nw.Expr:
    """Whether a text is of its fact's kind. Errors: none."""
    text = nw.col(fact.name)
    if fact.kind == "text":
        return text.fill_null("").str.contains(r"\S")
    if fact.kind == "flag":
        return text.str.to_lowercase().is_in([*YES, *NO])
    if fact.kind == "date":
        ends = text.str.contains(r"-(02-3[01]|(04|06|09|11)-31)$")
        return (text.str.contains(DATE) & ~ends & _leaps(text)) | text.is_in(NONE)
    if fact.name == "industry":
        return text.str.contains(r"^([A-T]|[A-T]?\d{2,4})$")
    return text.str.contains(r"^-?\d{1,18}$")


def _leaps(text: nw.Expr) -> nw.Expr:
    """No 29 February but in leap years."""
    fourth = text.str.contains(
        r"^(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
    )
    return ~text.str.contains(r"-02-29$") | fourth


def value(fact: Fact, by: Arithmetic) -> nw.Expr:
    """The number, truth or text that a cell in order says. Errors: none."""
    text = nw.col(fact.name)
    if fact.kind == "text":
        return text
    if fact.kind == "flag":
        return text.str.to_lowercase().is_in(YES)
    if fact.kind == "date":
        none = nw.lit(fact.ends[0], nw.Int64)
        day = _day(nw.when(~text.is_in(NONE)).then(text), by)
        return nw.when(text.is_in(NONE)).then(none).otherwise(day)
    if fact.name == "industry":
        return _division(text)
    return text.cast(nw.Int64)


def _division(text: nw.Expr) -> nw.Expr:
    digits = text.str.replace_all(r"^[A-T]", "").str.slice(0, 2)
    found = nw.when(digits != "").then(digits).otherwise(nw.lit(None)).cast(nw.Int64)
    for letter, division in SECTIONS.items():
        found = nw.when(text == letter).then(nw.lit(division, nw.Int64)).otherwise(found)
    return found


def _day(text: nw.Expr, by: Arithmetic) -> nw.Expr:
    """Days since 1970-01-01 of an ISO date, by counting from March on."""
    year, month, day = (
        text.str.slice(a, n).cast(nw.Int64) for a, n in ((0, 4), (5, 2), (8, 2))
    )
    late = nw.when(month > 2).then(nw.lit(0, nw.Int64)).otherwise(nw.lit(1, nw.Int64))
    year, month = year - late, month + 12 * late - 3

    def parts(value: nw.Expr, whole: int) -> Value:
        return by.divide(value, whole)

    leaps = parts(year, 4) - parts(year, 100) + parts(year, 400)
    return 365 * year + leaps + parts(153 * month + 2, 5) + day - 1 - 719_468


def in_range(fact: Fact) -> nw.Expr:
    """Whether a value lies in its fact's range. Errors: none."""
    if fact.kind == "flag":
        return nw.col(fact.name) | ~nw.col(fact.name)
    low, high = fact.ends
    return (nw.col(fact.name) >= low) & (nw.col(fact.name) <= high)
