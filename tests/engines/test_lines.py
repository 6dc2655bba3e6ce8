"""Typed lines: amounts, measures, days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.engines import lines


@given(st.integers(0, 10**17 - 1))
def test_an_amount_is_typed_back_as_it_was_meant(amount_fen: int):
    assert lines.fen(lines.wan(amount_fen)) == amount_fen


@pytest.mark.parametrize(
    ("amount_fen", "typed"),
    [(0, "0"), (1, "0.000001"), (1_850_500_000, "1850.5"), (-5, "-0.000005")],
)
def test_an_amount_is_typed_without_needless_zeros(amount_fen: int, typed: str):
    assert lines.wan(amount_fen) == typed


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("3.14", "3.14"),
        ("１２．５", "12.5"),
        ("1,234,567.5", "1234567.5"),
        ("12.5%", "12.5"),
        ("12.5 ％", "12.5"),
        ("1,5", "1,5"),
        ("约3", "约3"),
        ("%", "%"),
    ],
)
def test_a_measure_is_understood_as_it_is_pasted(raw: str, meant: str):
    assert lines.measure(raw) == meant


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("2024-6-3", "2024-06-03"),
        ("2024/06/03", "2024-06-03"),
        ("2024.6.3", "2024-06-03"),
        ("20240603", "2024-06-03"),
        ("２０２４年６月３日", "2024-06-03"),
        ("2024-02-30", "2024-02-30"),
        ("3/6/2024", "3/6/2024"),
        ("明年", "明年"),
    ],
)
def test_a_day_is_understood_and_what_is_none_stays(raw: str, meant: str):
    assert lines.day(raw) == meant


@given(st.text())
def test_nothing_typed_breaks_the_reading(raw: str):
    assert isinstance(lines.measure(raw), str)
    assert isinstance(lines.day(raw), str)
    assert isinstance(lines.fen(raw), int | str)
