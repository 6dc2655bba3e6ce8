"""The budget of a programme project: how much of it may be indirect costs."""

from datetime import date

from xingmeng.engines.ledger import floor_share
from xingmeng.engines.values import Fen
from xingmeng.law.dated import parameter


def indirect_cap(base_fen: int, *, on: date) -> Fen:
    """The most that indirect costs may be, by marginal bands on the base.

    Units:  fen of direct costs less bought equipment in, whole fen out, rounded down.
    Errors: ValueError for a negative base; LookupError before 2011-09-01.
    Source: Guobanfa [2021] 32, and before it Zhongbanfa [2016] 50, Caijiao [2011] 434.
    """
    if base_fen < 0:
        raise ValueError("a base is not negative")
    first = parameter("budget", "indirect_first_edge_fen", on=on).value
    second = parameter("budget", "indirect_second_edge_fen", on=on).value
    parts = (
        ("first", min(base_fen, first)),
        ("second", max(0, min(base_fen, second) - first)),
        ("third", max(0, base_fen - second)),
    )
    shares = {
        band: parameter("budget", f"indirect_{band}_pct", on=on).value for band, _ in parts
    }
    hundredfold = sum(part * shares[band] for band, part in parts)
    return Fen(floor_share(hundredfold, numerator=1, denominator=100))


def indirect_cap_of_theory(base_fen: int, *, on: date) -> Fen:
    """The same for pure theory such as mathematics: one flat share.

    Units:  as `indirect_cap`. Errors: ValueError for a negative base; LookupError before
            2021-08-05. Source: Guobanfa [2021] 32.
    """
    if base_fen < 0:
        raise ValueError("a base is not negative")
    share = parameter("budget", "indirect_theory_pct", on=on).value
    return Fen(floor_share(base_fen, numerator=share, denominator=100))
