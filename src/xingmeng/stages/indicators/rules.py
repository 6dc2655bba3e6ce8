"""When a computed figure counts as reproducing a published one."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Any

from xingmeng.engines.values import Text

COUNTED = ("records", "rules", "outcome", "burden")


@dataclass(frozen=True, slots=True)
class Compared:
    """A computed value beside the published one."""

    difference: Decimal | None
    reproduced: bool


def number(text: str) -> Decimal | None:
    """A published value as a number, or None where it is no single number. Errors: none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def compare(
    computed: Decimal | None, *, published: str, comparator: str, precision: str
) -> Compared:
    """Whether a computed value reproduces the published one.

    `=`: equal after rounding to the published precision; `>=`: at least; `~`: 95 to 100 %.
    Errors: ValueError for another comparator.
    """
    target = number(published)
    if computed is None or target is None:
        return Compared(None, False)
    difference = computed - target
    if comparator == ">=":
        return Compared(difference, computed >= target)
    if comparator == "~":
        return Compared(difference, target * 95 / 100 <= computed <= target)
    if comparator == "=":
        return Compared(
            difference, _rounded(computed, precision) == _rounded(target, precision)
        )
    raise ValueError(f"unknown comparator {comparator!r}")


def _rounded(value: Decimal, precision: str) -> Decimal:
    step = Decimal(precision)
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)


def title_of(row: Any) -> Text | str:
    """A record's title in both languages where it has both. Errors: none."""
    if hasattr(row, "title_zh"):
        return Text(row.title_zh, row.title_en)
    if hasattr(row, "name_zh"):
        return Text(row.name_zh, row.name_en or row.name_zh)
    return str(row)
