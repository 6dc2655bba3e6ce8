"""Public support for an open challenge: a share of the accepted R&D input, up to a cap."""

from dataclasses import dataclass
from datetime import date

from xingmeng.engines.ledger import floor_share
from xingmeng.engines.values import Fen
from xingmeng.law.dated import Parameter, parameter


@dataclass(frozen=True, slots=True)
class Support:
    """What the rule gives, and the numbers it was worked out with."""

    amount_fen: Fen
    share: Parameter
    cap: Parameter
    capped: bool


def support(input_fen: int, *, rule: str, on: date) -> Support:
    """The public money for an input: `tackle` pays the issuer, `conversion` the bidder.

    Units:  fen in, whole fen out, rounded down; never above the cap.
    Errors: LookupError for another rule, or before 2021-09-03 when none was in force;
            ValueError for a negative input.
    Source: first open-challenge list of Inner Mongolia, 2021-09-03.
    """
    if input_fen < 0:
        raise ValueError("an input is not negative")
    share = parameter("open_challenge", f"{rule}_support_share_pct", on=on)
    cap = parameter("open_challenge", f"{rule}_support_cap_fen", on=on)
    full = floor_share(input_fen, numerator=share.value, denominator=100)
    return Support(Fen(min(full, cap.value)), share, cap, full > cap.value)
