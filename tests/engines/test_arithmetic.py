"""Exact whole numbers: what is rounded, and what does not fit."""

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import arithmetic as ar
from xingmeng.engines.arithmetic import Arithmetic

sums = st.integers(0, 10**15)
WHOLE = 540 * 10_000


@given(sums, sums, st.integers(0, 10_000), st.integers(0, 10_000))
def test_shares_are_rounded_down_once(one: int, other: int, share: int, more: int):
    found = Arithmetic().shares([(one, share), (other, more)], WHOLE)

    assert found == (one * share + other * more) // WHOLE


@given(st.lists(sums, min_size=1, max_size=20), st.integers(0, 10_000))
@pytest.mark.parametrize("decimal", [False, True])
def test_columns_divide_as_numbers_do(decimal: bool, values: list[int], share: int):
    frame = nw.from_native(pl.DataFrame({"x": values}, schema={"x": pl.Int64}))
    of = Arithmetic(decimal=decimal)

    found = frame.select(
        y=ar.literal(of.shares([(nw.col("x"), share)], WHOLE)) + 0 * nw.col("x")
    )

    assert found["y"].to_list() == [value * share // WHOLE for value in values]


@given(st.integers(0, ar.LARGEST), st.integers(1, 10**6))
def test_division_through_floating_point_is_mended(value: int, by: int):
    class Floating(int):
        def __floordiv__(self, other):
            return Floating(int(float(int(self)) // float(int(other))))

        def __sub__(self, other):
            return Floating(int(self) - int(other))

        def __add__(self, other):
            return Floating(int(self) + int(other))

    quotient = Floating(value) // by
    mended = quotient + (Floating(value) - quotient * by) // by

    assert int(mended) == value // by


def test_products_of_two_sums_fit_wide_columns_of_both_kinds():
    frame = nw.from_native(pl.DataFrame({"x": [10**15, 3], "y": [10**15 - 1, 7]}))
    for decimal in (False, True):
        product = Arithmetic(decimal=decimal).wide_product(nw.col("x"), nw.col("y"))
        found = frame.select(z=product * 270)["z"].to_list()
        assert [int(one) for one in found] == [270 * 10**15 * (10**15 - 1), 270 * 21]


@pytest.mark.parametrize("work", [ar.add, ar.times])
def test_a_number_that_leaves_its_column_is_an_error(work):
    with pytest.raises(OverflowError):
        work(ar.LARGEST, 2)


def test_a_wide_number_that_leaves_its_column_is_an_error():
    with pytest.raises(OverflowError):
        Arithmetic().wide_product(10**19, 10**19)
