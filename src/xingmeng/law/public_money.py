"""Public money that grows 刚性增长: what a year owes to the year before."""

from datetime import date

from xingmeng.law.dated import parameter


def least_of_year(before_fen: int, *, on: date) -> int:
    """The least that a year must have after a year that had so much.

    Units:  fen, rounded up; 0 before there was a rule, or after a year without any.
    Errors: none.
    Source: public_money.toml.
    """
    try:
        growth = parameter("public_money", "least_growth_pct", on=on)
    except LookupError:
        return 0
    return -(-before_fen * (100 + growth.value) // 100)
