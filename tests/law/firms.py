"""Invented firms about which everything is stated, many of them exactly on an edge."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from xingmeng.engines.facts import days
from xingmeng.law.facts import ENTERPRISE

ON = date(2024, 6, 30)
PARTS = ("personnel", "direct", "depreciation", "amortisation", "design")


def drawn(dice: random.Random, *, on: date = ON) -> dict:
    """One firm; every fact that is not presumed is stated. Dates are dates."""
    size = 10 ** dice.randint(5, 12)
    firm: dict = {
        "year": dice.randint(2016, on.year - 1),
        "region": dice.choice([150203, 150100, 110000]),
        "industry": dice.choice([16, 35, 51, 65, 65, 65, 70, 73]),
        "registered_on": on - timedelta(days=dice.choice([300, 364, 365, 366, 700, 3000])),
        "hnte_valid_to": dice.choice(
            [date(1999, 1, 1), on, on - timedelta(1), date(2025, 1, 1)]
        ),
        "staff": dice.choice([0, 1, 40, 100, 200, 300, 301, 500, 501, dice.randint(1, 2000)]),
        "ip_class1": dice.choice([0, 0, 1, 3]),
        "ip_class2": dice.randint(0, 6),
        "conversions": dice.randint(0, 18),
    }
    firm["st_staff"] = _edge(dice, firm["staff"], (10, 15, 20, 25, 30))
    for name, fact in ENTERPRISE.items():
        if fact.kind == "flag" and fact.presumed is None:
            firm[name] = dice.random() < (0.05 if name in RARE else 0.5)
    firm["domestic"] = dice.random() < 0.95
    firm["sme_registered"] = dice.choice([None, None, True, False])
    _money(dice, firm, size)
    for name, fact in ENTERPRISE.items():
        if fact.kind == "points":
            firm[name] = dice.randint(fact.ends[1] // 2, fact.ends[1])
    return firm


RARE = {
    *("restricted_business", "major_incident", "untrustworthy", "national_award"),
    *("provincial_rd_institution", "standard_leader"),
}


def _money(dice: random.Random, firm: dict, size: int) -> None:
    edges = [5_000_000_000, 20_000_000_000, 20_000_000_001, 0, size, dice.randint(1, size)]
    for name in ("revenue", "cost", "assets", "hightech_income", "total_income"):
        firm[f"{name}_fen"] = dice.choice(edges)
    for name in ("revenue", "net_assets"):
        for back in (1, 2):
            firm[f"{name}_before{back}_fen"] = dice.choice([*edges, size * 100 // 135])
    firm["net_assets_fen"] = dice.choice([*edges, size * 135 // 100, -size])
    whole = dice.choice([firm["revenue_fen"], firm["cost_fen"]])
    firm["rd_fen"] = _edge(dice, whole, (2, 3, 4, 5, 6, 10, 15, 20, 25, 30))
    for name in ("rd", "rd_overseas"):
        for back in (1, 2):
            firm[f"{name}_before{back}_fen"] = _edge(dice, firm["rd_fen"], (0, 40, 100))
    for name in PARTS:
        firm[f"rd_{name}_fen"] = dice.choice([0, dice.randint(0, size), dice.randint(0, 999)])
    firm["rd_other_fen"] = _edge(dice, sum(firm[f"rd_{n}_fen"] for n in PARTS), (0, 11, 12))
    firm["rd_domestic_fen"] = dice.choice([0, dice.randint(0, size)])
    firm["rd_overseas_fen"] = dice.choice([0, dice.randint(0, size), firm["rd_fen"] * 2 // 5])
    firm["taxable_fen"] = dice.choice(
        [0, -size, 100_000_000, 300_000_000, 300_000_001, dice.randint(0, size), 10**15]
    )
    firm["rd_accepted_before_fen"] = dice.randint(0, size)
    firm["trade_bought_fen"] = dice.choice([0, dice.randint(0, size)])
    firm["trade_sold_fen"] = dice.choice([0, dice.randint(0, size)])


def _edge(dice: random.Random, whole: int, shares: tuple[int, ...]) -> int:
    """A part that lies on the line of a share of the whole, or one beside it, or anywhere."""
    line = -(-whole * dice.choice(shares) // 100)
    return max(0, dice.choice([line, line - 1, line + 1, dice.randint(0, max(whole, 1))]))


def numbers(firm: dict) -> dict:
    """The same with dates as days, as formulas have them."""
    return {n: days(v) if isinstance(v, date) else v for n, v in firm.items()}


def many(seed: int, count: int, *, on: date = ON) -> Iterator[dict]:
    """Firms that are always the same for a seed."""
    dice = random.Random(seed)
    for _ in range(count):
        yield drawn(dice, on=on)
