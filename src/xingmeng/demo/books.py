"""What the books of the invented enterprises say of 2018 to 2020, each of a kind of its own.

A kind is told by what the law comes to: most deduct; some cannot, some are not known well
enough, some miss a line by little. Pure: same dice in, same books out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any

from xingmeng.demo import firms
from xingmeng.demo.calibration import (
    CERTIFIED_ABOVE,
    HIGH_TECH,
    LINE,
    SMES,
    Already,
    Size,
    sizes,
)
from xingmeng.demo.firms import Firm

Row = dict[str, Any]
SEED = 20_210_531
ROOM = 160_000_000  # revenue, yuan: within it an enterprise can be a technology SME
UNSPLIT, EXCLUDED, ASSESSED, IDLE, BARE = 260, 100, 60, 320, 110  # who does not deduct, and why
OTHER_SMES = {"unsplit": 120, "excluded": 20, "assessed": 25}
NOT_HIGH_TECH = {"deducts": 42, "unsplit": 50, "excluded": EXCLUDED, "assessed": 10}
BATCHES = ("2019-11-15", "2019-12-04", "2020-11-19", "2020-12-04", "2018-12-03")
UNCERTIFIED_PCT, TRADING = 15, 168
MISSES_SME = ("points", "assets", "points", "distrust", "points", "points", "staff", "points")
MISSES_HIGH_TECH = ("score", "income", "panel", "core")
PANEL = {
    "ip_advanced": 6, "ip_core": 7, "ip_way": 6, "ip_standard": 1, "rd_system": 5,
    "rd_body": 5, "rd_incentive": 3, "rd_talent": 4, "net_assets_growth": 3, "sales_growth": 3,
}  # fmt: skip
CLEAN = dict.fromkeys(
    (
        *("restricted_business", "major_incident", "untrustworthy", "national_award"),
        *("provincial_rd_institution", "standard_leader"),
    ),
    "false",
)


@dataclass(slots=True)
class Case:
    """One enterprise with its R&D and what its books are to come to."""

    firm: Firm
    size: Size
    kind: str  # deducts, unsplit, excluded, assessed, idle, bare
    sme: bool = False
    high_tech: bool = False
    certified: str = ""  # the day of a certificate from before
    misses_sme: str = ""
    misses_high_tech: str = ""

    @property
    def parts(self) -> dict[str, int]:
        """R&D by item. Commissioned R&D counts at 80 %, other expense stays below its cap."""
        accepted = self.size.accepted
        outside = accepted // 50 * 5 if self.firm.region[3] in "126" else 0
        own = accepted - outside * 4 // 5
        other = own // 21
        five = own - other
        shares = {"direct": 31, "depreciation": 8, "amortisation": 3, "design": 4}
        said = {f"rd_{name}_fen": five * share // 100 for name, share in shares.items()}
        said["rd_personnel_fen"] = five - sum(said.values())
        return said | {"rd_other_fen": other, "rd_domestic_fen": outside, "rd_overseas_fen": 0}

    @property
    def spent(self) -> int:
        return sum(self.parts.values())


# --- who they are -----------------------------------------------------------------------------


def cases(already: Already) -> list[Case]:
    """Every invented enterprise with what its books are to come to."""
    dice = Random(SEED)
    drawn = sizes(already, dice)
    named = zip(firms.invent(len(drawn), dice), drawn, strict=True)
    found = [Case(firm, size, "deducts") for firm, size in named]
    for kind, count in (("unsplit", UNSPLIT), ("excluded", EXCLUDED), ("assessed", ASSESSED)):
        found += [
            Case(firm, Size(int(200_000 * 1.035 ** dice.randrange(150)), 0), kind)
            for firm in firms.invent(count, dice, excluded=kind == "excluded", first=len(found))
        ]
    _choose_smes(found, SMES - already.smes, dice)
    _choose_high_tech(found, dice)
    for kind, count in (("idle", IDLE), ("bare", BARE)):
        more = firms.invent(count, dice, first=len(found))
        found += [Case(firm, Size(0, 0), kind) for firm in more]
    return found


def _choose_smes(found: list[Case], wanted: int, dice: Random) -> None:
    """Those that come to enough points; of the others some miss a line, some are too large."""
    small = [one for one in found if one.spent * 100 // 7 < ROOM]
    chosen: list[Case] = []
    for kind, count in OTHER_SMES.items():
        chosen += dice.sample([one for one in small if one.kind == kind], count)
    rest = [one for one in small if one.kind == "deducts"]
    chosen += dice.sample(rest, wanted - len(chosen))
    for one in chosen:
        one.sme = True
    left = [one for one in small if not one.sme]
    for one, miss in zip(left, cycle(MISSES_SME), strict=False):
        fits = {"distrust": one.size.accepted < LINE, "assets": one.size.accepted > 3 * LINE}
        one.misses_sme = miss if fits.get(miss, True) else "points"


def _choose_high_tech(found: list[Case], dice: Random) -> None:
    """Those a panel found good enough; of the others some miss a line, some wait for a panel."""
    certain = {id(one) for one in found if one.size.subsidy > CERTIFIED_ABOVE}
    out = {id(one) for one in found if one.misses_sme == "staff"}  # not known well enough
    for kind, count in NOT_HIGH_TECH.items():
        may = [o for o in found if o.kind == kind and id(o) not in certain | out]
        out |= {id(one) for one in dice.sample(may, min(count, len(may)))}
    yes = [one for one in found if id(one) not in out]
    out |= {id(one) for one in yes[HIGH_TECH:]}
    for one in yes[:HIGH_TECH]:
        one.high_tech = True
        if id(one) in certain:
            one.certified = BATCHES[3]
        elif one.misses_sme != "points" and dice.randrange(100) >= UNCERTIFIED_PCT:
            one.certified = dice.choice(BATCHES)
    others = [one for one in found if id(one) in out]
    for one, miss in zip(others, cycle(MISSES_HIGH_TECH), strict=False):
        one.misses_high_tech = miss


# --- what their books say ---------------------------------------------------------------------


def figures(found: list[Case]) -> Iterator[Row]:
    """A line for each enterprise and year, as the tax authority hands them over. Units: fen."""
    dice = Random(SEED + 1)
    trading = {id(one) for one in dice.sample([o for o in found if o.size.accepted], TRADING)}
    for one in found:
        row = _year(one, dice)
        yield row | (_trade(dice) if id(one) in trading else {})
        if one.kind not in ("idle", "bare"):
            yield from _earlier(one, row)


def _year(one: Case, dice: Random) -> Row:
    revenue = _revenue(one, dice)
    profit = revenue * dice.choice((-4, -1, 2, 4, 6, 8, 11)) // 100
    staff = max(revenue // dice.randrange(350_000, 800_000) // 10, 1) * 10
    firm = one.firm
    row: Row = {
        "credit_code": firm.credit_code,
        "year": 2020,
        "name_zh": firm.name_zh,
        "name_en": firm.name_en,
        "region": firm.region,
        "industry_code": firm.industry,
        "registered_on": firm.registered_on,
        "domestic": "true",
        "staff": staff,
        "revenue_fen": revenue * 100,
    }
    if one.kind == "bare":
        return row
    assets = revenue * dice.randrange(70, 115) // 100
    assets = 200_000_000 + revenue if one.misses_sme == "assets" else assets
    row |= CLEAN | {
        "cost_fen": (revenue - profit) * 100,
        "assets_fen": assets * 100,
        "net_assets_fen": assets * 56,
        "taxable_fen": profit * 96,
        "manufacturing": str(firm.manufactures).lower(),
    }
    return row | _research(one, revenue, staff, dice)


def _revenue(one: Case, dice: Random) -> int:
    """Sales of the year: R&D is the share of them that the case needs."""
    if not one.size.accepted:
        return dice.randrange(2_000_000, 60_000_000)
    share = dice.randrange(72, 170)  # permille
    if not one.sme and not one.misses_sme:
        share = dice.randrange(33, 54)
    if one.misses_sme == "points":
        share = dice.randrange(52, 58)
    return one.spent * 1000 // share


def _research(one: Case, revenue: int, staff: int, dice: Random) -> Row:
    few = one.misses_sme == "points" or not one.size.accepted
    rights = {"ip_class1": 0, "ip_class2": dice.randrange(1, 3)}
    if not few:
        rights = {"ip_class1": dice.randrange(1, 4), "ip_class2": dice.randrange(3, 9)}
    share = (
        10 if few else dice.randrange(32, 60)
    )  # a tenth exactly: the least there is points for
    row: Row = rights | {"rd_fen": one.spent * 100}
    if one.kind != "unsplit":
        row |= {name: value * 100 for name, value in one.parts.items()}
    row["rd_overseas_fen"] = 0
    if one.misses_sme != "staff":
        row["st_staff"] = -(-staff * share // 100)
    if one.misses_sme == "distrust":
        row["untrustworthy"] = "true"
    if one.kind == "assessed":
        row["audited_accounts"] = "false"
    if one.size.public:
        row["rd_gov_fen"] = one.size.public * 100
    if one.size.accepted:
        income = 54 if one.misses_high_tech == "income" else dice.randrange(63, 92)
        row |= {"total_income_fen": revenue * 100, "hightech_income_fen": revenue * income}
        row["conversions"] = 9 if one.misses_high_tech == "score" else dice.randrange(15, 22)
    return row


def _trade(dice: Random) -> Row:
    """Technology bought or sold under registered contracts."""
    side = dice.choice(("trade_bought_fen", "trade_sold_fen"))
    none = {"trade_bought_fen": 0, "trade_sold_fen": 0}
    return none | {side: dice.randrange(4, 160) * 2_500_000, "transfer_agency": "false"}


def _earlier(one: Case, row: Mapping[str, Any]) -> Iterator[Row]:
    """The two years before, a little smaller each."""
    for year, share in ((2019, 92), (2018, 85)):
        told = ("revenue_fen", "rd_fen", "net_assets_fen", "rd_overseas_fen")
        earlier = {name: row[name] * share // 100 for name in told}
        if year == 2019 and one.size.accepted_before:
            earlier["rd_super_fen"] = one.size.accepted_before * 100
        yield {"credit_code": one.firm.credit_code, "year": year, **earlier}


def certificates(found: list[Case]) -> Iterator[Row]:
    """High-tech certificates from before 2021, as the lists of those years have them."""
    for number, one in enumerate(one for one in found if one.certified):
        year, rest = int(one.certified[:4]), one.certified[4:]
        yield {
            "credit_code": one.firm.credit_code,
            "recognition": "high_tech_enterprise",
            "number": f"GR{year}1599{number:04d}",
            "from_on": one.certified,
            "until_on": f"{year + 3}{rest}",
        }


def panel(found: list[Case]) -> Iterator[Row]:
    """What panels of 2021 found of those that applied as high-tech enterprises."""
    for one in found:
        if not one.size.accepted or one.misses_high_tech == "panel":
            continue
        marks: Row = {f"panel_{name}": points for name, points in PANEL.items()}
        marks["panel_ip_number"] = 7 if one.misses_sme != "points" else 2
        marks["panel_conversion"] = 15 if one.misses_high_tech == "score" else 28
        marks |= {"core_ip": str(one.misses_high_tech != "core").lower(), "tech_field": "true"}
        yield {"credit_code": one.firm.credit_code, "year": 2020, **marks}
