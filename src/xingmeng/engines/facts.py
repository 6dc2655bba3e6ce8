"""The facts that rules are made of: what each is called, its unit and its range."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from xingmeng.engines.values import Text

Kind = Literal["fen", "count", "points", "flag", "date", "code", "year", "text"]
EPOCH = date(1970, 1, 1)
MOST_FEN = 10**15  # ten trillion yuan; sums of money beyond it are refused, not computed
RANGES: dict[str, tuple[int, int]] = {
    "fen": (0, MOST_FEN),
    "count": (0, 10**7),
    "points": (0, 100),
    "flag": (False, True),
    "date": (-(10**5), 10**5),
    "code": (0, 10**6 - 1),
    "year": (1900, 2999),
    "text": (0, 0),  # named, and never computed with
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a subject.

    `presumed` is what it is taken for where nothing is said of it; None says unknown.
    `judged` facts are found by people. `before` names the fact of which this is an earlier
    year's, and how many years. `effort` says how hard it is to change: 0 what a subject
    works on, 1 what it grows by, 2 what it cannot change by itself.
    """

    name: str
    kind: Kind
    label: Text
    low: int | None = None
    high: int | None = None
    presumed: int | None = None
    judged: bool = False
    before: tuple[str, int] | None = None
    effort: int = 1
    fixed: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """The least and the most it can be. Units: as `unit`."""
        low, high = RANGES[self.kind]
        return low if self.low is None else self.low, high if self.high is None else self.high

    @property
    def unit(self) -> str:
        """In what it is counted."""
        said = {"fen": "fen", "points": "points", "flag": "true/false", "date": "ISO 8601"}
        return said.get(self.kind, "code" if self.kind == "text" else self.kind)


def days(day: date) -> int:
    """A day as the number that formulas compare. Units: days since 1970-01-01. Errors: none."""
    return (day - EPOCH).days
