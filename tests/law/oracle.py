"""The law once more, slowly: one firm at a time, in exact fractions, written from the articles.

It shares nothing with the engine: no formula, no parameter file. Everything is stated.
"""

from datetime import date
from fractions import Fraction
from math import floor

MILLION = 100_000_000  # fen
EXCLUDED = {16, 51, 52, 61, 62, 70, 71, 72, 90}


def share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole > 0 else Fraction(-1)


def band(of: Fraction, lines: list[tuple[int, int]]) -> int:
    return next((points for line, points in lines if of * 100 >= line), 0)


def sme_scores(f: dict) -> tuple[int, int, int]:
    staff = band(
        share(f["st_staff"], f["staff"]), [(30, 20), (25, 16), (20, 12), (15, 8), (10, 4)]
    )
    by_revenue = [(6, 50), (5, 40), (4, 30), (3, 20), (2, 10)]
    by_cost = [(30, 50), (25, 40), (20, 30), (15, 20), (10, 10)]
    rd = max(
        band(share(f["rd_fen"], f["revenue_fen"]), by_revenue),
        band(share(f["rd_fen"], f["cost_fen"]), by_cost),
    )
    return staff, rd, 30 if f["ip_class1"] else 6 * min(f["ip_class2"], 4)


def is_sme(f: dict, on: date) -> bool:
    large = (
        f["staff"] > 500 or f["revenue_fen"] > 200 * MILLION or f["assets_fen"] > 200 * MILLION
    )
    stained = f["restricted_business"] or f["major_incident"] or f["untrustworthy"]
    if not f["domestic"] or large or stained:
        return False
    direct = f["national_award"] or f["provincial_rd_institution"] or f["standard_leader"]
    if direct or f["hnte_valid_to"] >= on:
        return True
    scores = sme_scores(f)
    return sum(scores) >= 60 and scores[0] > 0


# --- high-tech enterprises --------------------------------------------------------------------


def lived(f: dict, name: str, back: int) -> int:
    return f[f"{name}_before{back}_fen"] if f["registered_on"].year <= f["year"] - back else 0


def three(f: dict, name: str) -> int:
    return f[f"{name}_fen"] + lived(f, name, 1) + lived(f, name, 2)


def growth(first: int, second: int, third: int) -> int:
    """The lower of the two points of the band."""
    first, second, third = (max(0, n) for n in (first, second, third))
    if second == 0:
        return 0
    rate = Fraction(third, second) - 1
    if first > 0:
        rate = (Fraction(second, first) + Fraction(third, second)) / 2 - 1
    for line, points in ((35, 9), (25, 7), (15, 5), (5, 3)):
        if rate * 100 >= line:
            return points
    return 1 if rate > 0 else 0


def growths(f: dict) -> tuple[int, int]:
    found = []
    for name in ("net_assets", "revenue"):
        found.append(growth(lived(f, name, 2), lived(f, name, 1), f[f"{name}_fen"]))
    return found[0], found[1]


def hte_conditions(f: dict, on: date) -> dict[str, bool]:
    rd, sales = three(f, "rd"), three(f, "revenue")
    line = (
        5 if f["revenue_fen"] <= 50 * MILLION else 4 if f["revenue_fen"] <= 200 * MILLION else 3
    )
    at_home = rd - three(f, "rd_overseas")
    return {
        "registered": (on - f["registered_on"]).days >= 365,
        "staff_share": share(f["st_staff"], f["staff"]) >= Fraction(10, 100),
        "rd_share": share(rd, sales) >= Fraction(line, 100),
        "rd_in_china": share(at_home, rd) >= Fraction(60, 100),
        "income_share": share(f["hightech_income_fen"], f["total_income_fen"])
        >= Fraction(60, 100),
    }


# --- super-deduction --------------------------------------------------------------------------


def base(f: dict) -> Fraction:
    five = sum(
        f[f"rd_{n}_fen"]
        for n in ("personnel", "direct", "depreciation", "amortisation", "design")
    )
    own = five + min(Fraction(f["rd_other_fen"]), Fraction(five * 10, 90))
    at_home = own + Fraction(80, 100) * f["rd_domestic_fen"]
    abroad = Fraction(0)
    if f["year"] >= 2018:
        abroad = min(Fraction(80, 100) * f["rd_overseas_fen"], at_home * Fraction(2, 3))
    return max(Fraction(0), at_home + abroad)


def rate(f: dict, *, sme: bool) -> int:
    year = f["year"]
    found = 50 if year < 2018 else 75 if year < 2023 else 100
    if sme and year >= 2017:
        found = max(found, 75 if year < 2022 else 100)
    if f["manufacturing"] and year >= 2021:
        found = max(found, 100)
    return found


def extra(f: dict, on: date) -> int:
    """The extra deduction in whole fen, rounded down at the end; 0 if there is none."""
    if not f["domestic"] or f["industry"] in EXCLUDED:
        return 0
    entered = f["sme_registered"]
    percent = rate(f, sme=is_sme(f, on) if entered is None else entered)
    found = base(f) * percent / 100
    if f["year"] == 2022:
        found += base(f) / 4 * max(0, 100 - percent) / 100
    return floor(found)


def tax(f: dict, income: int) -> int:
    full = Fraction(15 if f["hnte_valid_to"] >= date(f["year"], 12, 31) else 25, 100) * income
    small = f["staff"] <= 300 and f["assets_fen"] <= 50 * MILLION and income <= 3 * MILLION
    if not small:
        return floor(full)
    first, second = {2019: (50, 100), 2020: (50, 100), 2021: (25, 100), 2022: (25, 50)}.get(
        f["year"], (50, 50)
    )
    part = Fraction(first * min(income, MILLION) + second * max(0, income - MILLION), 1000)
    return min(floor(part), floor(full))


def effective(f: dict, on: date) -> int:
    before = max(0, f["taxable_fen"])
    return max(0, tax(f, before) - tax(f, max(0, before - extra(f, on))))
