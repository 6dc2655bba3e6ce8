"""When a computed figure reproduces a published one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xingmeng.stages.indicators.rules import compare, number


@pytest.mark.parametrize(
    ("computed", "published", "comparator", "precision", "reproduced"),
    [
        ("15", "15", "=", "1", True),
        ("14", "15", "=", "1", False),
        ("274400000", "270000000", "=", "10000000", True),
        ("275100000", "270000000", "=", "10000000", False),
        ("0.5739", "0.574", "=", "0.001", True),
        ("399", "400", ">=", "1", False),
        ("400", "400", ">=", "1", True),
        ("475", "500", "~", "1", True),
        ("474", "500", "~", "1", False),
        ("501", "500", "~", "1", False),
    ],
)
def test_compare_follows_the_comparator(computed, published, comparator, precision, reproduced):
    result = compare(
        Decimal(computed), published=published, comparator=comparator, precision=precision
    )

    assert result.reproduced is reproduced
    assert result.difference == Decimal(computed) - Decimal(published)


def test_what_is_not_computed_or_no_number_is_never_reproduced():
    assert not compare(None, published="1", comparator="=", precision="1").reproduced
    assert not compare(Decimal(1), published="4+8+N", comparator="=", precision="1").reproduced
    assert number("10;5;1") is None


def test_an_unknown_comparator_is_refused():
    with pytest.raises(ValueError, match="comparator"):
        compare(Decimal(1), published="1", comparator="<", precision="1")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_equal_means_equal_in_both_directions(a: int, b: int):
    one = compare(Decimal(a), published=str(b), comparator="=", precision="1000")
    other = compare(Decimal(b), published=str(a), comparator="=", precision="1000")

    assert one.reproduced is other.reproduced
