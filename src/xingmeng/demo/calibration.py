"""How large the invented enterprises are, so that the law comes to the published totals of 2021.

Sizes follow a lognormal law, cut at the line from which an R&D post-subsidy is paid: so many
enterprises above it, the rest below. The spread is then set so that the deductions sum up, and
public money in R&D is set, firm by firm, until the subsidies do. What the enterprises of the
lists contribute was worked out by the law itself and is taken off the totals first.

Units: yuan unless a name says otherwise. Pure: same in, same out.
"""

from dataclasses import dataclass
from math import exp
from random import Random
from statistics import NormalDist

DEDUCTING, SUBSIDISED = 1_105, 437  # enterprises
DEDUCTED, SUBSIDIES = 6_124_000_000, 85_035_000
SMES, HIGH_TECH = 828, 1_236  # the latter: "over 1,200"
RATE_PCT = 75  # of tax year 2020
LINE = 1_020_000  # of accepted R&D: two percent of it are a little above the least that is paid
SMALLEST, MIDDLE, SPREAD_BELOW = 60_000, 430_000, 0.8
EDGE, FIRST_PCT, ABOVE_PCT, INCREASE_PCT = 5_000_000, 2, 1, 2  # as calibrated_2021.toml
CAP, STEP = 2_000_000, 100  # the most a high-tech enterprise gets; what is rounded down to
CERTIFIED_ABOVE = 1_000_000  # what any other enterprise may get at most
MOST_PUBLIC_PCT = 60  # of a firm's R&D that public money may have paid


@dataclass(slots=True)
class Size:
    """One enterprise's R&D that the tax authority accepts, and what decides its subsidy."""

    accepted: int
    accepted_before: int
    public: int = 0  # money from the government in it

    @property
    def subsidy(self) -> int:
        """What the calibrated rates come to; only high-tech enterprises are so large."""
        stock = self.accepted - self.public
        more = max(stock - self.accepted_before, 0)
        found = (
            FIRST_PCT * min(stock, EDGE)
            + ABOVE_PCT * max(stock - EDGE, 0)
            + INCREASE_PCT * more
        ) // 100
        return min(found, CAP) // STEP * STEP


@dataclass(frozen=True, slots=True)
class Already:
    """What the enterprises of the lists come to."""

    deducting: int
    deducted: int
    subsidised: int
    subsidies: int
    smes: int


def sizes(already: Already, dice: Random) -> list[Size]:
    """The R&D of every other enterprise that deducts, the largest first.

    Errors: ValueError if the totals cannot be met.
    """
    count = DEDUCTING - already.deducting
    above = SUBSIDISED - already.subsidised
    accepted = (DEDUCTED - already.deducted) * 100 // RATE_PCT + 1
    low = _below(count - above)
    high = _above(above, accepted - sum(low))
    found = [Size(one, _before(one, dice)) for one in (*high, *low)]
    _set_public_money(found[:above], SUBSIDIES - already.subsidies)
    return found


def _quantiles(count: int, start: float = 0.0) -> list[float]:
    """Evenly spread quantiles of the normal law from `start` on, the largest first."""
    normal = NormalDist()
    return [
        normal.inv_cdf(start + (1 - start) * (place + 0.5) / count)
        for place in reversed(range(count))
    ]


def _below(count: int) -> list[int]:
    """Lognormal and cut: all below the line."""
    found = (MIDDLE * exp(SPREAD_BELOW * q) for q in _quantiles(count))
    most = LINE * 9 // 10
    return [max(SMALLEST, min(int(one), most - place * 100)) for place, one in enumerate(found)]


def _above(count: int, total: int) -> list[int]:
    """Lognormal above the line, as wide as the sum asks; the largest takes the rest.

    Errors: ValueError if no spread fits.
    """
    quantiles = _quantiles(count, start=0.5)

    def drawn(spread: float) -> list[int]:
        return [int(LINE * exp(spread * q)) // 1000 * 1000 for q in quantiles]

    low, high = 0.5, 4.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(drawn(middle)) < total else (low, middle)
    found = drawn(low)
    found[0] += total - sum(found)
    if found[0] < found[1]:
        raise ValueError("no spread fits the deductions")
    return found


def _before(accepted: int, dice: Random) -> int:
    """What was accepted the year before: mostly less; below the line never much less."""
    if accepted < LINE:
        return accepted * dice.choice((96, 99, 102, 108)) // 100
    return accepted * dice.choice((70, 80, 88, 94, 100, 106, 115)) // 100


def _set_public_money(paid: list[Size], total: int) -> None:
    """Let public money have paid some R&D until the subsidies sum up to the yuan.

    Errors: ValueError if they cannot.
    """
    excess = sum(one.subsidy for one in paid) - total
    if excess < 0 or excess % STEP:
        raise ValueError(f"subsidies cannot be met: {excess}")
    last = next(n for n, one in enumerate(paid) if one.accepted <= EDGE)
    exact = next(one for one in paid[last:] if one.accepted_before >= one.accepted)
    for one in paid[20::2]:
        if excess <= exact.subsidy // 4:
            break
        if one is not exact:
            excess -= _lower(one, excess - exact.subsidy // 4)
    stock = (exact.subsidy - excess) * 100 // FIRST_PCT
    if not LINE <= stock <= exact.accepted:
        raise ValueError("subsidies do not sum up")
    exact.public = exact.accepted - stock


def _lower(one: Size, most: int) -> int:
    """Public money for one, as far as it may; by how much its subsidy falls."""
    before = one.subsidy
    room = min(one.accepted * MOST_PUBLIC_PCT // 100, one.accepted - LINE)
    one.public = max(0, min(room, most * 100 // (FIRST_PCT + INCREASE_PCT))) // 1000 * 1000
    return before - one.subsidy
