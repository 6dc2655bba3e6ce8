"""How much of the income from a converted result belongs to those who made it."""

from datetime import date

from xingmeng.engines.ledger import floor_share
from xingmeng.engines.values import Fen
from xingmeng.law.dated import parameter


def net_income(received_fen: int, costs_fen: int) -> Fen:
    """Income less the direct costs of the deal, never below nothing.

    Units:  fen. Errors: ValueError if either is negative.
    Source: Law on Promoting the Conversion of Achievements (2015), art. 45, "net income".
    """
    if received_fen < 0 or costs_fen < 0:
        raise ValueError("income and costs are not negative")
    return Fen(max(0, received_fen - costs_fen))


def team_share_pct(unit_rule_pct: int, *, on: date, regional_min_pct: int | None = None) -> int:
    """The share the team must get: the unit's rule, but no less than region and statute say.

    Units:  percent of net income, 0..100. Errors: ValueError outside 0..100;
            LookupError before 2015-10-01.
    Source: Law on Promoting the Conversion of Achievements (2015), art. 45(1).
    """
    if not 0 <= unit_rule_pct <= 100 or not 0 <= (regional_min_pct or 0) <= 100:
        raise ValueError("a share lies between 0 and 100")
    statute = parameter("conversion", "statutory_team_share_pct", on=on).value
    return max(unit_rule_pct, statute, regional_min_pct or 0)


def team_part(net_fen: int, share_pct: int) -> Fen:
    """The team's part of a net income, rounded up in its favour so that the floor holds.

    Units:  fen. Errors: ValueError for a share outside 0..100.
    """
    return Fen(net_fen - floor_share(net_fen, numerator=100 - share_pct, denominator=100))
