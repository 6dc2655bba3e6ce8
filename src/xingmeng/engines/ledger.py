"""Sums that lose no fen: splits, transfers, balances. Pure; knows no table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xingmeng.engines.values import Fen


class Transfer(NamedTuple):
    """One movement: it debits one account and credits another by the same amount."""

    debit: str
    credit: str
    amount_fen: Fen


def split(total_fen: int, weights: Sequence[int]) -> list[Fen]:
    """Divide a sum by whole-number weights so that the parts add up to it exactly.

    Shapes: one part per weight, in the same order.
    Units:  fen in, fen out; weights are relative (percent, points, shares).
    Order:  fen left over go to the largest remainders, ties to the earlier part.
    Errors: ValueError for a negative sum or weight, or weights that are all zero.
    Source: largest remainder method (Hamilton).
    """
    if total_fen < 0 or any(w < 0 for w in weights) or not sum(weights):
        raise ValueError("split() needs a sum and weights of 0 or more, and one above 0")
    whole = sum(weights)
    parts = [total_fen * w // whole for w in weights]
    left = total_fen - sum(parts)
    by_remainder = sorted(
        range(len(weights)), key=lambda i: (-(total_fen * weights[i] % whole), i)
    )
    for i in by_remainder[:left]:
        parts[i] += 1
    return [Fen(part) for part in parts]


def share_out(total_fen: int, lines: Sequence[tuple[str, int]]) -> list[Fen]:
    """Divide a sum among named lines by weight, whatever the order they are written in.

    Shapes: one part per line, in the same order.
    Units:  fen in, fen out; weights are relative.
    Order:  fen left over go to the largest remainders, ties to the greater weight, then to the
            earlier name; lines alike in both are alike in all that counts.
    Errors: ValueError as `split`. Source: largest remainder method (Hamilton).
    """
    order = sorted(range(len(lines)), key=lambda n: (-lines[n][1], lines[n][0]))
    parts = split(total_fen, [lines[n][1] for n in order])
    return [part for _, part in sorted(zip(order, parts, strict=True))]


def balances(transfers: Iterable[Transfer]) -> dict[str, int]:
    """What each account holds after these transfers: credits minus debits.

    Units:  fen; the sum over all accounts is always 0.
    Order:  as the accounts first appear. Errors: ValueError for an amount that is not positive.
    """
    held: dict[str, int] = defaultdict(int)
    for debit, credit, amount in transfers:
        if amount <= 0:
            raise ValueError("a transfer moves a positive amount")
        held[debit] -= amount
        held[credit] += amount
    return dict(held)


def floor_share(total_fen: int, *, numerator: int, denominator: int) -> Fen:
    """A fraction of a sum, rounded down to whole fen.

    Units:  fen in, fen out. Errors: ValueError if the fraction lies outside 0..1.
    """
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError("the fraction must lie between 0 and 1")
    return Fen(total_fen * numerator // denominator)
