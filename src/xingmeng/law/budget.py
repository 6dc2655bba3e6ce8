"""The budget of a programme project: how much of it may be indirect costs."""

from datetime import date
from functools import cache

from xingmeng.engines.facts import Fact
from xingmeng.engines.formulas import Formula, Given, Parameter, Shares, least, most
from xingmeng.engines.readings import settled
from xingmeng.engines.rulebook import Book, Rule
from xingmeng.engines.values import Fen, Text
from xingmeng.law.dated import quantities

FACTS = {"base_fen": Fact("base_fen", "fen", Text("直接费用扣除设备购置费", "Base"))}
BASE = Given("base_fen")
FIRST = Parameter("budget.indirect_first_edge_fen")
SECOND = Parameter("budget.indirect_second_edge_fen")


def _share(*parts: tuple[Formula, str]) -> Formula:
    return Shares(
        tuple((part, Parameter(f"budget.indirect_{n}_pct")) for part, n in parts), 100
    )


RULES = (
    Rule(
        code="indirect_cap",
        title=Text("间接费用上限", "Cap on indirect costs"),
        source="国办发〔2021〕32号；中办发〔2016〕50号；财教〔2011〕434号",
        confidence="MH",
        since=date(2011, 9, 1),
        gives=_share(
            (least(BASE, FIRST), "first"),
            (most(least(BASE, SECOND) - FIRST, 0), "second"),
            (most(BASE - SECOND, 0), "third"),
        ),
        unit="fen",
        rounding="rounded down to whole fen",
    ),
    Rule(
        code="indirect_cap_of_theory",
        title=Text("纯理论研究间接费用上限", "Cap for pure theory"),
        source="国办发〔2021〕32号",
        confidence="MH",
        since=date(2021, 8, 5),
        gives=_share((BASE, "theory")),
        unit="fen",
        rounding="rounded down to whole fen",
    ),
)


@cache
def book(on: date) -> Book:
    """These rules on a day. Errors: none."""
    return Book(RULES, facts=FACTS, quantities=quantities(), on=on)


def indirect_cap(base_fen: int, *, on: date) -> Fen:
    """The most that indirect costs may be, by marginal bands on the base.

    Units:  fen of direct costs less bought equipment in, whole fen out, rounded down.
    Errors: ValueError for a negative base; LookupError before 2011-09-01.
    Source: Guobanfa [2021] 32, and before it Zhongbanfa [2016] 50, Caijiao [2011] 434.
    """
    return _cap("indirect_cap", base_fen, on)


def indirect_cap_of_theory(base_fen: int, *, on: date) -> Fen:
    """The same for pure theory such as mathematics: one flat share.

    Units:  as `indirect_cap`. Errors: ValueError for a negative base; LookupError before
            2021-08-05. Source: Guobanfa [2021] 32.
    """
    return _cap("indirect_cap_of_theory", base_fen, on)


def _cap(code: str, base_fen: int, on: date) -> Fen:
    if base_fen < 0:
        raise ValueError("a base is not negative")
    return Fen(settled(book(on), code, {"base_fen": base_fen}))
