from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xingmeng.engines import ledger
from xingmeng.engines.ledger import Transfer

sums = st.integers(0, 10**17)
weight_lists = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)
accounts = st.sampled_from(("treasury", "fund", "issuer", "bidder"))
transfers = st.lists(st.builds(Transfer, accounts, accounts, st.integers(1, 10**15)))


# --- split ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total_fen", "weights", "parts"),
    (
        (600_000_000, [40, 30, 30], [240_000_000, 180_000_000, 180_000_000]),
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (10, [15, 50, 35], [2, 5, 3]),  # 1.5, 5, 3.5: the fen goes to the first of two halves
        (7, [0, 3, 0], [0, 7, 0]),
        (1, [1, 2], [0, 1]),  # 0.33 and 0.67: the larger remainder
        (0, [40, 60], [0, 0]),
    ),
)
def test_split_by_hand(total_fen: int, weights: list[int], parts: list[int]):
    assert ledger.split(total_fen, weights) == parts


@given(sums, weight_lists)
def test_split_loses_no_fen(total_fen: int, weights: list[int]):
    assert sum(ledger.split(total_fen, weights)) == total_fen


@given(sums, weight_lists)
def test_each_part_is_within_one_fen_of_its_share(total_fen: int, weights: list[int]):
    parts = ledger.split(total_fen, weights)

    shares = [Fraction(total_fen * weight, sum(weights)) for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(parts, shares, strict=True))
    assert all(type(part) is int for part in parts)


@given(sums, weight_lists)
def test_a_weight_of_nothing_gets_nothing(total_fen: int, weights: list[int]):
    parts = ledger.split(total_fen, weights)

    assert [p for p, w in zip(parts, weights, strict=True) if w == 0] == [0] * weights.count(0)


@given(sums, weight_lists)
def test_a_larger_weight_never_gets_less(total_fen: int, weights: list[int]):
    parts = ledger.split(total_fen, weights)

    by_weight = sorted(zip(weights, parts, strict=True))
    assert [part for _, part in by_weight] == sorted(parts)


@given(sums, st.integers(1, 30), st.integers(1, 10**6))
def test_equal_weights_differ_by_a_fen_at_most_and_the_earlier_have_it(
    total_fen: int, count: int, weight: int
):
    parts = ledger.split(total_fen, [weight] * count)

    each, over = divmod(total_fen, count)
    assert parts == [each + 1] * over + [each] * (count - over)


@given(sums, weight_lists, st.randoms(use_true_random=False))
def test_the_order_of_weights_moves_only_fen_among_equal_remainders(total_fen, weights, chance):
    shuffled = chance.sample(weights, len(weights))

    before = dict.fromkeys(weights, 0) | _sum_by(weights, ledger.split(total_fen, weights))
    after = _sum_by(shuffled, ledger.split(total_fen, shuffled))

    remainders = [total_fen * w % sum(weights) for w in set(weights)]
    assume(len(set(remainders)) == len(remainders))
    assert after == before


def _sum_by(weights: list[int], parts: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for weight, part in zip(weights, parts, strict=True):
        found[weight] = found.get(weight, 0) + part
    return found


@given(sums, weight_lists, st.integers(1, 1000))
def test_weights_are_relative(total_fen: int, weights: list[int], factor: int):
    scaled = [weight * factor for weight in weights]

    assert ledger.split(total_fen, scaled) == ledger.split(total_fen, weights)


@pytest.mark.parametrize(
    ("total_fen", "weights"), ((-1, [1]), (1, [1, -1]), (1, [0, 0]), (1, []), (0, []))
)
def test_split_refuses_what_cannot_be_divided(total_fen: int, weights: list[int]):
    with pytest.raises(ValueError, match="split"):
        ledger.split(total_fen, weights)


# --- balances -------------------------------------------------------------------------------


def test_balances_by_hand():
    moved = [Transfer("treasury", "fund", 1_000), Transfer("fund", "issuer", 300)]

    held = ledger.balances(moved)

    assert list(held.items()) == [("treasury", -1_000), ("fund", 700), ("issuer", 300)]


def test_no_transfers_leave_no_accounts():
    assert ledger.balances([]) == {}


@given(transfers)
def test_balances_sum_to_nothing(moved: list[Transfer]):
    assert sum(ledger.balances(moved).values()) == 0


@given(transfers, st.randoms(use_true_random=False))
def test_balances_do_not_depend_on_the_order(moved, chance):
    assert ledger.balances(chance.sample(moved, len(moved))) == ledger.balances(moved)


@given(transfers)
def test_a_transfer_back_undoes_a_transfer(moved: list[Transfer]):
    back = [Transfer(debit=m.credit, credit=m.debit, amount_fen=m.amount_fen) for m in moved]

    assert set(ledger.balances(moved + back).values()) <= {0}


@pytest.mark.parametrize("amount", (0, -1))
def test_balances_refuse_a_transfer_of_nothing(amount: int):
    with pytest.raises(ValueError, match="positive"):
        ledger.balances([Transfer("a", "b", amount)])


# --- floor_share ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total_fen", "numerator", "denominator", "part"),
    ((2_000_000_000, 30, 100, 600_000_000), (99, 30, 100, 29), (1, 1, 3, 0), (5, 3, 3, 5)),
)
def test_floor_share_by_hand(total_fen: int, numerator: int, denominator: int, part: int):
    assert ledger.floor_share(total_fen, numerator=numerator, denominator=denominator) == part


@given(sums, st.integers(0, 1000), st.integers(1, 1000))
def test_floor_share_is_less_than_a_fen_below_the_fraction(total_fen, numerator, denominator):
    assume(numerator <= denominator)

    part = ledger.floor_share(total_fen, numerator=numerator, denominator=denominator)

    assert 0 <= part <= total_fen
    assert 0 <= Fraction(total_fen * numerator, denominator) - part < 1


@pytest.mark.parametrize(("numerator", "denominator"), ((-1, 2), (3, 2), (0, 0), (0, -1)))
def test_floor_share_refuses_more_than_all_and_less_than_nothing(numerator, denominator):
    with pytest.raises(ValueError, match="between 0 and 1"):
        ledger.floor_share(100, numerator=numerator, denominator=denominator)
