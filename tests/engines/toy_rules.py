"""A small invented book of rules, with every kind of formula in it."""

from datetime import date

from xingmeng.engines.facts import Fact
from xingmeng.engines.formulas import (
    Given,
    If,
    Number,
    Parameter,
    Result,
    Ruling,
    Shares,
    least,
    most,
)
from xingmeng.engines.rulebook import Book, Quantity, Rule
from xingmeng.engines.scales import Band, Growth, Judged, Or, Reaches, Within
from xingmeng.engines.values import Text

WORD, DAY = Text("试", "toy"), date(2016, 1, 1)
HALF = 500
FACTS = {
    fact.name: fact
    for fact in (
        Fact("year", "year", WORD),
        Fact("staff", "count", WORD, high=1000),
        Fact("engineers", "count", WORD, high=1000, effort=0),
        Fact("research_fen", "fen", WORD, effort=0),
        Fact("sales_fen", "fen", WORD),
        Fact("branch", "code", WORD, high=99, effort=2),
        Fact("clean", "flag", WORD, effort=2),
        Fact("exempt", "flag", WORD, presumed=False, effort=2),
        Fact("panel", "points", WORD, high=10, judged=True, effort=2),
        Fact("agreed_fen", "fen", WORD, effort=2),
        Fact("first_fen", "fen", WORD),
        Fact("second_fen", "fen", WORD),
    )
}
QUANTITIES = {
    "toy.rate_pct": Quantity(
        "toy.rate_pct", "percent", "Toy act, art. 1", "S", ((DAY, 50), (date(2021, 1, 1), 75))
    ),
    "toy.cap_fen": Quantity("toy.cap_fen", "fen", "Toy act, art. 2", "MH", ((DAY, 10_000),)),
    "toy.owed_pct": Quantity("toy.owed_pct", "percent", "the authority", "U", ()),
}


def rule(code: str, **parts) -> Rule:
    return Rule(code, WORD, "Toy act, art. 1", "S", DAY, **parts)


def points(*rungs: tuple[int, int]):
    return tuple((Number(line), given) for line, given in rungs)


STAFF = rule(
    "toy.staff",
    gives=Band(Given("engineers"), Given("staff"), points((30, 20), (20, 12), (10, 4))),
    unit="points",
)
RESEARCH = rule(
    "toy.research",
    gives=Band(Given("research_fen"), Given("sales_fen"), points((6, 50), (2, 10))),
    unit="points",
)
GROWING = rule(
    "toy.growing",
    gives=Growth(
        (Given("first_fen"), Given("second_fen"), Given("sales_fen")), ((35, 9), (5, 3)), 1
    ),
    unit="points",
)
SCORE = rule(
    "toy.score",
    gives=Result("toy.staff")
    + Result("toy.research")
    + Judged(Given("panel"), least(Result("toy.growing"), 9), Number(10)),
    unit="points",
)
GOOD = rule(
    "toy",
    holds=(Given("staff") <= HALF)
    & Given("clean")
    & ~Within(Given("branch"), ((16, 16), (51, 52)))
    & (Given("exempt") | (Result("toy.score") >= 60)),
)
MONEY = rule(
    "toy.money",
    holds=Ruling("toy") & Reaches(Given("research_fen"), Given("sales_fen"), Number(1)),
    gives=least(
        Shares(
            (
                (
                    Or(Given("agreed_fen"), Given("research_fen")),
                    Parameter("toy.rate_pct", yearly=True),
                ),
                (most(Given("second_fen") - 80_000, 0), Number(1)),
            ),
            100,
        ),
        If(Given("clean"), Parameter("toy.cap_fen"), Number(5)),
    ),
    unit="fen",
    applies=Given("year") >= 2017,
)
OWED = rule(
    "toy.owed",
    gives=Shares(((Given("research_fen"), Parameter("toy.owed_pct")),), 100),
    unit="fen",
)
RULES = (MONEY, OWED, GOOD, SCORE, GROWING, RESEARCH, STAFF)


def book(on: date = date(2021, 6, 30)) -> Book:
    return Book(RULES, facts=FACTS, quantities=QUANTITIES, on=on)
